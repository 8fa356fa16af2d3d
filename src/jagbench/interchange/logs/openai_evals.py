"""Logs of OpenAI evals (`oaieval --record_path`): a line for each event of a run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.log import Entry, Log, model_of
from jagbench.probes.own import PROBE, Problem, Record

MARKS: Final = (("spec",), ("run_id", "event_id", "data"))
"""Keys of the first line of such a log, and of the others."""


def read(path: Path, records: Sequence[Record]) -> Log:
    """The replies of a run: those that its judge kept with the question, else those of the model's calls.

    Args:
        path: The file.
        records: Its lines.
    """
    spec: Mapping[str, Any] = {}
    judged: list[tuple[str, Mapping[str, Any]]] = []
    sampled: list[tuple[str, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    for record in records:
        line = record.content
        if isinstance(line, InvalidArgument):
            problems.append(Problem(where=record.where, why=str(line)))
            continue
        if isinstance(line.get("spec"), dict):
            spec = cast("dict[str, Any]", line["spec"])
        data: object = line.get("data")
        if not isinstance(data, dict):
            continue
        event = cast("dict[str, Any]", data)
        if line.get("type") == "match" and PROBE in event:
            judged.append((record.where, event))
        elif line.get("type") == "sampling":
            sampled.append((record.where, event))
    asked: Counter[str] = Counter()
    entries = [_entry(where, event, asked) for where, event in judged or sampled]
    called = cast("list[object]", spec.get("completion_fns") or [])
    named: list[str] = [model_of(each) for each in (*(event.get("model") for _, event in sampled), *called)]
    return Log(
        tool="openai-evals",
        model=next((name for name in named if name), path.stem),
        entries=entries,
        problems=problems,
        created=str(spec.get("created_at") or ""),
    )


def _entry(where: str, event: Mapping[str, Any], asked: Counter[str]) -> Entry:
    prompt = _prompt(event.get("prompt"))
    texts: object = event.get("sampled")
    said = cast("list[object]", texts) if isinstance(texts, list) else [texts]
    reply = said[0] if said and isinstance(said[0], str) else None
    asked[prompt] += 1
    return Entry(
        where=where,
        prompt=prompt,
        question={PROBE: event[PROBE]} if PROBE in event else None,
        sample=asked[prompt] - 1,
        reply=reply,
        error="the log holds no text" if reply is None else None,
    )


def _prompt(asked: object) -> str:
    """What a model was given: a text, or messages."""
    if not isinstance(asked, list):
        return str(asked)
    messages = cast("list[object]", asked)
    return "\n\n".join(
        str(cast("dict[str, Any]", each).get("content")) if isinstance(each, dict) else str(each)
        for each in messages
    )
