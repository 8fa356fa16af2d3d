"""Servers that fail as they are told, each in a process of its own."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen


@contextmanager
def started(name: str, *arguments: object) -> Generator[int]:
    """A server of this folder in a process of its own; gives its port."""
    command = [sys.executable, "-m", f"tests.runners.{name}", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    with process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@dataclass(frozen=True, slots=True, kw_only=True)
class OddServer:
    """A server each of whose behaviours has a path of its own, in a process of its own."""

    port: int

    def model(self, behaviour: str) -> str:
        return f"tiny@http://127.0.0.1:{self.port}/{behaviour}/v1"

    def asked(self, behaviour: str) -> list[dict[str, Any]]:
        """The questions that met a behaviour."""
        return list(self._told(behaviour)["asked"])

    def most_at_once(self, behaviour: str) -> int:
        return int(self._told(behaviour)["most"])

    def _told(self, behaviour: str) -> dict[str, Any]:
        with urlopen(f"http://127.0.0.1:{self.port}/{behaviour}/asked") as answer:
            return dict(json.load(answer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    port: int
    log: Path

    @property
    def model(self) -> str:
        return f"tiny@http://127.0.0.1:{self.port}/v1"

    def questions(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def asked(self) -> Counter[str]:
        """How often each prompt was asked."""
        return Counter(question["prompt"] for question in self.questions())
