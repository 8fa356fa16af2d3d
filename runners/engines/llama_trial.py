"""Why llama.cpp does not load a model: tried again in a process of its own, in its own words.

Within this process it says no more than that it failed, and what it writes would land on the terminal.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jagbench import errors

PATIENCE = 120.0
"""Longest wait for the words, in seconds."""

_COMMAND = (
    sys.executable,
    "-P",
    "-c",
    "import sys; root = sys.argv[1]; root in sys.path or sys.path.insert(0, root); "
    "from jagbench.runners.engines.llama_trial import main; main()",
    str(Path(errors.__file__).parents[1]),
)

_LINE = re.compile(r"^[\d.]+ E (?:srv +\w+: |cmn +\w+: )?(?:\w+: )*(?P<words>.+)$")
_EMPTY = re.compile(
    r"failed to (?:load model|create.context)|exiting due to|encountered an error|please consider|for example"
)
"""Lines that only say that something failed, or what a user of llama.cpp itself could type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a model is not loaded."""

    words: str = ""
    """What llama.cpp says; empty where it says nothing."""
    template: bool = False
    """Whether it is the chat template."""


def why_not_loaded(settings: dict[str, Any]) -> Failure:
    """Why llama.cpp does not load a model, found out by loading it again.

    Args:
        settings: The `path`, `slots`, `context`, `threads` and `template` (text or None).
    """
    try:
        child = subprocess.run(
            _COMMAND, input=json.dumps(settings).encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return Failure()
    return read_failure(child.stderr.decode("utf-8", errors="replace"))


def read_failure(log: str) -> Failure:
    """What a log of llama.cpp says of a failure.

    Args:
        log: What it wrote; its words on the syntax of a template need not name it, other lines do.
    """
    return Failure(words=told(log), template="chat template" in log)


def told(log: str) -> str:
    """The words of a log of llama.cpp that name a cause; empty where none do.

    Args:
        log: What it wrote.
    """
    lines = log.splitlines()
    for number, line in enumerate(lines):
        found = _LINE.match(line)
        if found is None or _EMPTY.search(found["words"]):
            continue
        words = found["words"].strip()
        if words.endswith(":"):
            # The cause stands in the lines below, the last of them first of all.
            below = [each.strip() for each in lines[number + 1 :]]
            words += " " + next((each for each in below if each.startswith("Error: ")), "").removeprefix(
                "Error: "
            )
        return words.strip().rstrip(":. ")
    abort = next((line for line in lines if "what():" in line), "")
    return abort.partition("what():")[2].strip()


def main() -> None:
    """Load a model as standard input says, errors told on standard error."""
    from jagbench.runners.engines.llama_loading import load_model

    load_model(**json.load(sys.stdin), verbosity=1)
    # Taking it down is of no use, and takes time.
    os._exit(0)
