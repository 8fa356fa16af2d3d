"""Sample logs of lm-eval (`samples_TASK_DATE.jsonl`, written with `--log_samples`)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.log import Entry, Log, model_of
from jagbench.probes.own import Problem, Record

MARKS: Final = ("doc", "resps")
"""Keys that every line of such a log has."""
_STAMP = re.compile(r"_(\d{4}-\d{2}-\d{2}T[\d.:-]+)$")


def read(path: Path, records: Sequence[Record]) -> Log:
    """The replies of a sample log; where several filters were applied, those of the first.

    Args:
        path: The file.
        records: Its lines.
    """
    about = _results_beside(path)
    entries: list[Entry] = []
    problems: list[Problem] = []
    first_filter: object = None
    others = 0
    for record in records:
        line = record.content
        if isinstance(line, InvalidArgument):
            problems.append(Problem(where=record.where, why=str(line)))
            continue
        if not isinstance(line.get("doc"), dict) or not isinstance(line.get("resps"), list):
            why = "it has no 'doc' and 'resps', as lines of lm-eval do."
            problems.append(Problem(where=record.where, why=why))
            continue
        first_filter = first_filter or line.get("filter")
        if line.get("filter") != first_filter:
            others += 1
            continue
        entries += _entries(record.where, line)
    notes = [f"{others} lines repeat replies for further filters."] if others else []
    config = cast("dict[str, Any]", about.get("config") or {})
    return Log(
        tool="lm-eval",
        version=str(about.get("lm_eval_version") or ""),
        model=_model(about, config) or _folder_name(path),
        entries=entries,
        problems=problems,
        notes=notes,
        created=_date(path),
        sampling=_sampling(records),
    )


def _entries(where: str, line: Mapping[str, Any]) -> list[Entry]:
    doc = cast("dict[str, Any]", line["doc"])
    arguments = _arguments(line.get("arguments"))
    name = doc.get("id")
    asked = Entry(
        where=where,
        reply=None,
        prompt=_prompt(arguments[0][0]) if arguments and arguments[0] else None,
        question={**doc, **({} if "answer" in doc or "target" in doc else {"target": line.get("target")})},
        probe=str(name) if isinstance(name, str | int) else None,
    )
    said = cast("list[Any]", line["resps"])
    if said and all(map(_is_likelihood, said)):
        scores = tuple(float(each[0][0]) for each in said)
        options = [str(each[1]).strip() for each in arguments if len(each) > 1]
        best = options[scores.index(max(scores))] if len(options) == len(scores) else None
        return [replace(asked, reply=best, finish_reason="stop", scores=scores)]
    texts = cast("Sequence[object]", said[0]) if len(said) == 1 and isinstance(said[0], list) else said
    return [
        replace(asked, sample=number, reply=text)
        if isinstance(text, str)
        else replace(asked, sample=number, error="the log holds no text")
        for number, text in enumerate(texts)
    ]


def _prompt(argument: object) -> str:
    """What a request asked: a text, or messages, which stand as JSON."""
    parts = cast("Sequence[object]", argument) if isinstance(argument, list | tuple) else [argument]
    text = "\n\n".join(map(str, parts))
    try:
        messages: object = json.loads(text) if text.startswith('[{"role"') else None
    except (ValueError, RecursionError):
        messages = None
    if not isinstance(messages, list):
        return text
    return "\n\n".join(str(each.get("content")) for each in cast("list[dict[str, Any]]", messages))


def _is_likelihood(each: object) -> bool:
    """Whether something is the reply to a request for a probability: `[[logprob, is_greedy]]`."""
    if not isinstance(each, list) or len(cast("Sequence[Any]", each)) != 1:
        return False
    (pair,) = cast("Sequence[Any]", each)
    if not isinstance(pair, list | tuple) or len(cast("Sequence[Any]", pair)) != 2:
        return False
    try:
        float(cast("Sequence[Any]", pair)[0])
    except (TypeError, ValueError):
        return False
    return True


def _arguments(raw: object) -> list[list[Any]]:
    """The arguments of each request, whether as lists or, as in newer logs, as named objects."""
    if isinstance(raw, dict):
        named = cast("dict[str, dict[str, Any]]", raw)
        return [list(each.values()) for each in named.values()]
    return [list(each) for each in cast("list[list[Any]]", raw)] if isinstance(raw, list) else []


def _sampling(records: Sequence[Record]) -> dict[str, float]:
    for record in records:
        if isinstance(record.content, InvalidArgument):
            continue
        for arguments in _arguments(record.content.get("arguments")):
            for each in arguments:
                if isinstance(each, dict):
                    given = cast("dict[str, Any]", each)
                    found = {
                        "temperature": given.get("temperature"),
                        "top_p": given.get("top_p"),
                        "max_tokens": given.get("max_gen_toks"),
                    }
                    return {name: value for name, value in found.items() if isinstance(value, int | float)}
    return {}


def _results_beside(path: Path) -> Mapping[str, Any]:
    """The file of results that lm-eval wrote with the samples; empty where it is not there."""
    stamp = _STAMP.search(path.stem)
    if stamp is None:
        return {}
    beside = path.with_name(f"results_{stamp[1]}.json")
    try:
        found: object = json.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _model(about: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    arguments: object = config.get("model_args")
    if isinstance(arguments, dict):
        named = cast("dict[str, Any]", arguments)
        found = model_of(named.get("model")) or model_of(named.get("pretrained"))
        if found:
            return found
    return model_of(about.get("model_name"))


def _folder_name(path: Path) -> str:
    return path.resolve().parent.name.replace("__", "/") if _STAMP.search(path.stem) else path.stem


def _date(path: Path) -> str:
    stamp = _STAMP.search(path.stem)
    if stamp is None:
        return ""
    day, _, time = stamp[1].partition("T")
    return f"{day}T{time[:8].replace('-', ':')}+00:00"
