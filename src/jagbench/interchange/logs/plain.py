"""Plain files of replies: JSON lines, JSON, CSV, Parquet, under the names that are common for replies."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.log import Entry, Log, model_of
from jagbench.probes.own import Problem, Record
from jagbench.runners.reply import FinishReason

REPLY: Final = (
    "reply",
    "response",
    "completion",
    "prediction",
    "generated_text",
    "model_output",
    "output",
    "text",
)
"""What the column of replies is called, the first that is there."""
NAME: Final = ("probe", "id", "probe_id", "question_id", "qid", "doc_id")
"""What the column of ids is called."""
_MODEL: Final = ("model", "model_name")


def read(path: Path, records: Sequence[Record]) -> Log:
    """The replies of a plain file.

    Raises:
        InvalidArgument: if no line has a reply.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for record in records:
        try:
            if isinstance(record.content, InvalidArgument):
                raise record.content
            if record.content.get("recheck") not in (True, "True"):
                entries.append(_entry(record.where, record.content))
        except InvalidArgument as error:
            problems.append(Problem(where=record.where, why=str(error)))
    return Log(tool="file", model=path.name.split(".")[0], entries=_last_turns(entries), problems=problems)


def _entry(where: str, line: Mapping[str, Any]) -> Entry:
    column = next((each for each in REPLY if each in line), None)
    if column is None:
        raise InvalidArgument(f"it has no reply: there must be one of {', '.join(map(repr, REPLY))}.")
    reply = line[column]
    if isinstance(reply, bytes):
        reply = reply.decode("utf-8", "replace")
    if reply is not None and not isinstance(reply, str):
        raise InvalidArgument(f"{column!r} must be a text or null, got {reply!r:.80}.")
    failed = reply is None or line.get("verdict") == "unscored"
    name = next((line[each] for each in NAME if isinstance(line.get(each), str | int)), None)
    tokens = line.get("tokens", line.get("reply_tokens"))
    return Entry(
        where=where,
        probe=None if name is None else str(name),
        prompt=line["prompt"] if isinstance(line.get("prompt"), str) else None,
        question={key: value for key, value in line.items() if key != column},
        model=next((found for each in _MODEL if (found := model_of(line.get(each)))), None),
        sample=_whole(line.get("sample")),
        reply=None if failed else reply,
        finish_reason=_finish_reason(line),
        error=str(line.get("error") or "no reply") if failed else None,
        tokens=tokens if isinstance(tokens, int) and tokens >= 0 else None,
        seconds=float(line["seconds"]) if isinstance(line.get("seconds"), int | float) else 0.0,
    )


def _finish_reason(line: Mapping[str, Any]) -> FinishReason:
    given: object = line.get("finish_reason") or "unknown"
    allowed: tuple[FinishReason, ...] = get_args(FinishReason)
    for reason in allowed:
        if reason == given:
            return reason
    raise InvalidArgument(f"'finish_reason' must be one of {', '.join(allowed)} or null, got {given!r}.")


def _whole(value: object) -> int:
    text = str(value).strip()
    return int(text) if value is not None and text.isascii() and text.isdecimal() else 0


def _last_turns(entries: Sequence[Entry]) -> list[Entry]:
    """Of an exchange of several turns the last reply, as in the replies of a run."""
    if not any(entry.question and "turn" in entry.question for entry in entries):
        return list(entries)
    last: dict[tuple[str | None, int, str | None], Entry] = {}
    for entry in sorted(entries, key=lambda each: _whole((each.question or {}).get("turn"))):
        last[entry.probe, entry.sample, entry.model] = entry
    return list(last.values())
