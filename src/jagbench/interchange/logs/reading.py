"""Which tool wrote a file of replies, and what it holds."""

import codecs
import json
from pathlib import Path
from typing import Any, cast

from jagbench.errors import InvalidArgument, near_path
from jagbench.interchange.logs import helm, inspect_log, lm_eval, openai_evals, plain
from jagbench.interchange.logs.log import Log
from jagbench.probes.own import records

_ZIP = b"PK\x03\x04"
_FIRST = 4096
"""Bytes at the beginning of a JSON file in which its keys tell whose it is."""


def read_log(path: Path) -> Log:
    """The replies of a file: a log of lm-eval, Inspect, HELM or OpenAI evals, or plain lines or rows.

    Raises:
        InvalidArgument: if it cannot be read, or holds no reply.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidArgument(
            f"Cannot read {str(path)!r}: {error.strerror or error}.{near_path(path)} Give a run's folder, "
            "or a file of replies."
        ) from error
    log = _read(path, content)
    if not log.entries:
        first = f" The first of its {len(log.problems)} lines: {log.problems[0]}" if log.problems else ""
        raise InvalidArgument(f"{path}: there are no replies in this file.{first}")
    return log


def is_foreign(path: Path) -> bool:
    """Whether another tool wrote a file, or its replies stand in neither JSON lines nor Parquet."""
    if path.suffix in (".eval", ".json", ".csv", ".tsv", ".arrow"):
        return True
    try:
        with path.open("rb") as file:
            beginning = file.read(_FIRST * 16)
    except OSError:
        return False
    return beginning.startswith(_ZIP) or is_lm_eval(beginning) or is_openai_evals(beginning)


def _read(path: Path, content: bytes) -> Log:
    if content.startswith(_ZIP):
        return inspect_log.read_zip(path, content)
    if path.suffix == ".eval":
        raise InvalidArgument(f"{path} is no .eval file of Inspect: it is no ZIP archive.")
    if path.suffix == ".json":
        beginning = content[:_FIRST]
        text = content.decode("utf-8", "replace")
        if b'"adapter_spec"' in beginning or f'"{helm.KEY}"'.encode() in beginning:
            return helm.read(path, text)
        if b'"eval"' in beginning and b'"version"' in beginning:
            return inspect_log.read_json(path, text)
    lines = list(records(path, content))
    if is_lm_eval(content):
        return lm_eval.read(path, lines)
    if is_openai_evals(content):
        return openai_evals.read(path, lines)
    return plain.read(path, lines)


def is_lm_eval(content: bytes) -> bool:
    """Whether a file's bytes are JSON lines of lm-eval."""
    return set(lm_eval.MARKS) <= _first_keys(content)


def is_openai_evals(content: bytes) -> bool:
    """Whether a file's bytes are JSON lines of OpenAI evals."""
    found = _first_keys(content)
    return any(set(marks) <= found for marks in openai_evals.MARKS)


def _first_keys(content: bytes) -> set[str]:
    """The keys of the first of a file's lines that is a JSON object; few lines are tried."""
    for line in content.removeprefix(codecs.BOM_UTF8).splitlines()[:5]:
        try:
            raw: object = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(raw, dict):
            return set(cast("dict[str, Any]", raw))
    return set()
