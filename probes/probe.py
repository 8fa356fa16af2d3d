"""A probe: an item in words, and what counts as right. One JSON line holds one probe."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, cast

import msgspec
from msgspec import UNSET, UnsetType

from jagbench.errors import InvalidArgument
from jagbench.probes.answer import Answer, AnswerKind
from jagbench.probes.digest import text_digest
from jagbench.probes.item import Param
from jagbench.probes.json_lines import IN_WORDS, no_object
from jagbench.probes.making import maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One question as a model is asked it.

    Probes with the same `item` are variants of one another and form one statistical cluster.
    """

    id: str
    """16 hexadecimal digits: a hash of what is asked and what is right."""
    item: str
    """Id of the item that is asked."""
    skill: str
    """Name of the skill."""
    version: int
    """Version of the skill."""
    level: int
    """Designed difficulty; 1 is the easiest."""
    grade: int
    """School grade by which a child has mastered this level."""
    params: Mapping[str, Param | Sequence[str]] = field(default_factory=dict[str, Param | Sequence[str]])
    """`operands` as written in the prompt, in the item's order; `direction` where there is one; `notation`
    where it is not `digits`; `format` where it is not `bare`; and the declared factors of the item."""
    language: str
    """Language of the prompt, as an ISO 639-1 code."""
    frame: str
    """What the operands stand for: `plain` numbers, `money`, `length`, `version`."""
    template: str
    """Name of the wording within skill, frame and language."""
    order: str
    """`"ab"`: operands in the item's order; `"ba"`: swapped."""
    prompt: str
    """The full text of the question."""
    answer: Answer
    """What counts as right."""
    lures: Mapping[str, str] = field(default_factory=dict[str, str])
    """The wrong answer that each named misconception predicts; none equals the answer."""
    statement: str | None = None
    """What the question asserts, with a gap for the answer: `"80 % of 420 is {answer}."`, or for yes and no a
    gap with both forms: `"30 {is|is not} even."` (`jagbench.probes.statement`). None where there is none."""
    target: str | None = None
    """What a perfect model would write, in the form asked for: `"B"`, a sentence, JSON. None in suites of the
    first version, which do not hold it (`jagbench.probes.written`)."""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def operands(self) -> Sequence[str]:
        """The exact strings the prompt is about."""
        operands = self.params.get("operands", ())
        return operands if isinstance(operands, list | tuple) else ()

    @property
    def direction(self) -> str:
        """Which end is asked for, `"larger"` or `"smaller"` and the like; empty where there is none."""
        return str(self.params.get("direction", ""))

    @property
    def notation(self) -> str:
        """How its numbers are written: `"digits"`, `"words"`, `"padded"` and so on."""
        return str(self.params.get("notation", "digits"))

    @property
    def format(self) -> str:
        """The form of answer asked for: `"bare"`, `"sentence"`, `"letter"` or `"json"`."""
        return str(self.params.get("format", "bare"))

    @property
    def family(self) -> str:
        """The part of the skill's name before the dot."""
        return self.skill.partition(".")[0]


_answer, _probe = maker(Answer), maker(Probe)
_MAY_HAVE = ("statement", "target")
"""Fields that a line may lack."""
MARKS = ("suite", "canary", "suite_version", "suite_sha256", "licence")
"""What the lines of a suite, or of an export of it, say besides: its name, a string that is nowhere else, its
version, the hash of its file and its licence."""
_FIELDS = tuple(each.name for each in fields(Probe) if each.name not in _MAY_HAVE)


def probe_id(prompt: str, answer: Answer) -> str:
    """The id of a probe: 16 hexadecimal digits over the prompt and the answer.

    Args:
        prompt: The full text of the question.
        answer: What counts as right.
    """
    return text_digest(prompt, answer.kind, *answer.accepted, *answer.options)


_DIGEST = re.compile("[0-9a-f]{16}")
"""An id that says what is asked; the ids of somebody's own questions need not."""


def edited(probes: Iterable[Probe]) -> int:
    """How many probes have a prompt or an answer that is not what their ids say."""
    return sum(
        bool(_DIGEST.fullmatch(probe.id)) and probe.id != probe_id(probe.prompt, probe.answer)
        for probe in probes
    )


_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_json(probe: Probe, marks: Mapping[str, str] | None = None) -> str:
    """One probe as one line of JSON, keys in the order of the fields, without a line end.

    Args:
        probe: Which one.
        marks: What its line says of its suite: `MARKS`.
    """
    return _encode({**to_dict(probe), **(marks or {})})


def to_dict(probe: Probe) -> dict[str, Any]:
    """The fields of a probe as plain dictionaries and lists, in their order."""
    fields = {name: getattr(probe, name) for name in _FIELDS}
    answer = {"kind": probe.answer.kind, "value": probe.answer.value, "options": list(probe.answer.options)}
    if probe.answer.also:
        answer["also"] = list(probe.answer.also)
    more = {name: value for name in _MAY_HAVE if (value := getattr(probe, name)) is not None}
    return {**fields, "params": dict(probe.params), "answer": answer, "lures": dict(probe.lures), **more}


_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("id", "item", "skill", "language", "frame", "template", "order", "prompt"), str),
    **dict.fromkeys(("version", "level", "grade"), int),
    **dict.fromkeys(("params", "answer", "lures"), dict),
}


class _AnswerLine(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    value: str
    options: tuple[Any, ...]
    also: tuple[str, ...] = ()


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line as `to_json` writes it, so that it is parsed and checked in one step."""

    id: str
    item: str
    skill: str
    version: int
    level: int
    grade: int
    params: dict[str, Any]
    language: str
    frame: str
    template: str
    order: str
    prompt: str
    answer: _AnswerLine
    lures: dict[str, Any]
    statement: str | UnsetType = UNSET
    target: str | UnsetType = UNSET
    suite: str | UnsetType = UNSET
    canary: str | UnsetType = UNSET
    suite_version: str | UnsetType = UNSET
    suite_sha256: str | UnsetType = UNSET
    licence: str | UnsetType = UNSET


_decode = msgspec.json.Decoder(_Line).decode


def from_json(line: str) -> Probe:
    """A probe from its JSON line.

    Raises:
        InvalidArgument: if the line is not JSON, a key is missing or unknown, or a value has the wrong type.
    """
    try:
        read = _decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _from_any(line)
    answer = read.answer
    return _probe(
        id=read.id,
        item=read.item,
        skill=read.skill,
        version=read.version,
        level=read.level,
        grade=read.grade,
        params=read.params,
        language=read.language,
        frame=read.frame,
        template=read.template,
        order=read.order,
        prompt=read.prompt,
        answer=_answer(
            kind=cast("AnswerKind", answer.kind), value=answer.value, options=answer.options, also=answer.also
        ),
        lures=read.lures,
        statement=None if read.statement is UNSET else read.statement,
        target=None if read.target is UNSET else read.target,
    )


def _from_any(line: str) -> Probe:
    """The same, or in words what is wrong with the line."""
    try:
        raw: object = msgspec.json.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise InvalidArgument(f"Not a probe: the line is not JSON ({error}).") from error
    more = {name: _taken_out(raw, name) for name in (*_MAY_HAVE, *MARKS)}
    fields = _checked(raw, _TYPES, "probe")
    also = fields["answer"].pop("also", [])
    if not isinstance(also, list) or not all(isinstance(each, str) for each in cast("list[object]", also)):
        raise InvalidArgument(f"Not a probe: 'also' must be a list of texts, got {also!r:.80}.")
    answer = _checked(fields["answer"], {"kind": str, "value": str, "options": list}, "probe's answer")
    answer |= {"options": tuple(answer["options"]), "also": tuple(cast("list[str]", also))}
    fields["answer"] = _answer(**answer)
    return _probe(**fields, statement=more["statement"], target=more["target"])


def _taken_out(raw: object, name: str) -> str | None:
    """A text that a JSON object may have, taken out of it; None where it has none."""
    if not isinstance(raw, dict) or name not in raw:
        return None
    value = cast("dict[str, object]", raw).pop(name)
    if not isinstance(value, str):
        raise InvalidArgument(f"Not a probe: {name!r} must be {IN_WORDS[str]}, got {value!r}.")
    return value


def _checked(raw: object, types: Mapping[str, type], what: str) -> dict[str, Any]:
    """The fields of a JSON object that has exactly the keys and types it should."""
    if not isinstance(raw, dict):
        raise InvalidArgument(f"Not a {what}: {no_object(raw)}")
    fields = cast("dict[str, Any]", raw)
    if fields.keys() == types.keys() and all(map(isinstance, map(fields.get, types), types.values())):
        return fields
    for name, kind in types.items():
        if name not in fields:
            raise InvalidArgument(f"Not a {what}: the key {name!r} is missing.")
        if not isinstance(fields[name], kind):
            raise InvalidArgument(f"Not a {what}: {name!r} must be {IN_WORDS[kind]}, got {fields[name]!r}.")
    unknown = min(fields.keys() - types.keys())
    raise InvalidArgument(f"Not a {what}: unknown key {unknown!r}; there is: {', '.join(types)}.")
