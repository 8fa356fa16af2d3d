"""What the columns of well-known data sets are called: a small table, in which the first name wins.

Names are compared without regard to letter case, and a space or a hyphen in one is an underscore.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument

ALIASES: Final[Mapping[str, Sequence[str]]] = {
    "prompt": ("prompt", "question", "query", "problem", "question_stem", "input", "ctx", "goal", "sentence"),
    "context": ("context", "passage"),
    "answer": (
        *("answer", "answerkey", "target", "label", "gold", "expected", "expected_answer", "ideal"),
        *("correct_answer", "answer_index", "answer_idx", "answers", "solution", "output"),
    ),
    "choices": ("choices", "options", "endings", "candidates", "target_scores", "mc1_targets"),
    "distractors": ("distractors", "incorrect_answers"),
    "id": ("id", "question_id", "qid", "uid", "idx", "index"),
    "kind": ("kind", "answer_kind"),
    "skill": ("skill", "subject", "category", "topic", "task"),
    "level": ("level",),
    "grade": ("grade",),
    "language": ("language", "lang"),
    "lures": ("lures", "lure"),
    "item": ("item", "group"),
    "format": ("format",),
}
"""For each thing that a question has, the names under which it is looked for."""

_CHOICE_COLUMNS: Final[Sequence[Sequence[str]]] = (
    [chr(ord("a") + place) for place in range(10)],
    [f"option_{chr(ord('a') + place)}" for place in range(10)],
    [f"choice_{chr(ord('a') + place)}" for place in range(10)],
    [f"answer{chr(ord('a') + place)}" for place in range(10)],
    [f"option{place}" for place in range(1, 11)],
    [f"choice{place}" for place in range(1, 11)],
    [f"sol{place}" for place in range(1, 11)],
)
"""Options that stand in columns of their own; at least two."""
_DISTRACTOR_COLUMNS: Final = ("distractor{}", "distractor_{}", "incorrect_answer_{}")
_LISTS: Final = ("choices", "distractors", "lures", "answer")
"""What may be written as JSON, or with strokes between, where a table has texts only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a line says of its question, by the names of this package."""

    found: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The values, by the keys of `ALIASES`."""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """What each of them is called in the file."""
    unused: Sequence[str] = ()
    """The columns that nothing is made of."""


def columns(record: Mapping[str, Any], *, as_text: bool = False) -> Columns:
    """What a line or a row says of its question.

    Args:
        record: Its values by the names of its columns.
        as_text: Whether every value is a text, as in CSV, so that a list is one in writing.
    """
    there = {_folded(name): name for name, value in record.items() if not _is_empty(value)}
    found: dict[str, Any] = {}
    names: dict[str, str] = {}
    for key, aliases in ALIASES.items():
        name = next((each for each in aliases if each in there), None)
        if name is not None:
            value = record[there.pop(name)]
            found[key] = _unfolded(value) if as_text and key in _LISTS else value
            names[key] = name
    if "choices" not in found:
        _take(there, record, found, names, "choices", _CHOICE_COLUMNS, least=2)
    if "distractors" not in found:
        series = [[each.format(place) for place in range(1, 11)] for each in _DISTRACTOR_COLUMNS]
        _take(there, record, found, names, "distractors", series, least=1)
    return Columns(found=found, names=names, unused=list(there.values()))


def _take(
    there: dict[str, str],
    record: Mapping[str, Any],
    found: dict[str, Any],
    names: dict[str, str],
    key: str,
    series: Sequence[Sequence[str]],
    *,
    least: int,
) -> None:
    """Take a row of columns, such as A to D, for a list."""
    for row in series:
        taken: list[str] = []
        for place in count():
            if place == len(row) or row[place] not in there:
                break
            taken.append(there[row[place]])
        if len(taken) >= least:
            found[key] = [record[name] for name in taken]
            names[key] = f"{taken[0]} to {taken[-1]}" if len(taken) > 1 else taken[0]
            for name in row[: len(taken)]:
                del there[name]
            return


def _folded(name: str) -> str:
    return re.sub(r"[ -]+", "_", name.strip()).lower()


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)


def _unfolded(text: object) -> object:
    """A list or an object that stands in a cell as JSON, or texts with strokes between them."""
    if not isinstance(text, str):
        return text
    if text.lstrip()[:1] in ("[", "{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return [part.strip() for part in text.split("|")] if "|" in text else text


def texts(value: object, what: str) -> list[str]:
    """The texts of a list of texts or numbers.

    Raises:
        InvalidArgument: if it is no such list, or one of them is empty.
    """
    if not isinstance(value, list | tuple):
        raise InvalidArgument(f"{what} must be a list, got {value!r:.80}.")
    given = cast("Sequence[object]", value)
    if not all(isinstance(each, str | int | float) for each in given):
        raise InvalidArgument(f"{what} must be texts or numbers, got {value!r:.80}.")
    found = [str(each).strip() for each in given]
    if not all(found):
        raise InvalidArgument(f"one of {what} is empty.")
    return found
