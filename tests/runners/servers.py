"""A server that fails as it is told, in a process of its own."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
