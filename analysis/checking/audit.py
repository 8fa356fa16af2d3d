"""Audit: reading measured against replies that people have labelled."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, cast, get_args

from jagbench.analysis.reading import OUTCOMES, Reading, read, same_value
from jagbench.analysis.statistics.cells import wilson
from jagbench.errors import InvalidArgument
from jagbench.probes.answer import ANSWER_KINDS, AnswerKind
from jagbench.probes.json_lines import no_object, read_json_lines

COUNTS: tuple[str, ...] = ("replies", "right", "false_negatives", "false_positives", "outcome_errors")
"""What is counted, overall and in every group."""
Group = Literal["scope", "source", "kind", "rule", "model", "task"]
"""By what replies are grouped."""
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One reply with what a person read in it."""

    id: str
    reply: str
    kind: AnswerKind
    gold: str
    options: Sequence[str]
    prompt: str | None
    finish_reason: str | None
    language: str | None
    """ISO 639-1 code of the prompt's language, where the line has it."""
    groups: Mapping[str, str]
    """Scope, source, model and task."""
    outcome: str
    """The outcome as labelled."""
    answer: str | None
    """What the reply commits to, as labelled."""
    correct: bool
    """Whether that is the right answer, as labelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One labelled reply beside its reading."""

    labelled: Labelled
    reading: Reading
    right: bool
    """Outcome and value are both as labelled."""
    false_negative: bool
    """A correct reply that is not read as its answer."""
    false_positive: bool
    """A reply that is read as correct and is not."""
    outcome_error: bool
    """Read as another outcome than labelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often something went wrong, with its 95 % Wilson interval."""

    errors: int
    """How often it did."""
    of: int
    """In how many replies it could."""

    @property
    def interval(self) -> tuple[float, float] | None:
        """The bounds; `None` where there is no reply."""
        return wilson(self.errors / self.of, self.of) if self.of else None

    def as_json(self) -> dict[str, Any]:
        """Count, base, rate and bounds; null where there is no reply."""
        low, high = self.interval or (None, None)
        rate = self.errors / self.of if self.of else None
        return {"errors": self.errors, "of": self.of, "rate": rate, "low": low, "high": high}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """All comparisons of an audit."""

    compared: Sequence[Compared]

    def core(self) -> list[Compared]:
        """The comparisons that count: those of scope `core`."""
        return [each for each in self.compared if each.labelled.groups["scope"] == "core"]

    def counts(self) -> dict[str, int]:
        """The counts over scope `core`."""
        return tally(self.core())

    def cells(self, group: Group) -> dict[str, list[Compared]]:
        """The comparisons of each group: scope over all, the others over scope `core`."""
        cells: defaultdict[str, list[Compared]] = defaultdict(list)
        for each in self.compared if group == "scope" else self.core():
            cells[_cell(each, group)].append(each)
        return {name: cells[name] for name in sorted(cells)}

    def by(self) -> dict[str, dict[str, dict[str, Any]]]:
        """The counts and rates per group."""
        return {group: {name: _summary(cell) for name, cell in self.cells(group).items()} for group in GROUPS}

    def confusions(self) -> dict[str, int]:
        """How often one outcome was read for another in scope `core`, as `"labelled -> read"`."""
        pairs = Counter(
            f"{each.labelled.outcome} -> {each.reading.outcome}" for each in self.core() if each.outcome_error
        )
        return dict(sorted(pairs.items()))

    def disagreements(self, scope: str = "core") -> list[Compared]:
        """The replies of a scope that were not read as labelled."""
        return [each for each in self.compared if each.labelled.groups["scope"] == scope and not each.right]

    def find(self, name: str) -> Compared:
        """The comparison of the reply with an id.

        Raises:
            InvalidArgument: if there is none.
        """
        found = [each for each in self.compared if each.labelled.id == name]
        if not found:
            near = get_close_matches(name, [each.labelled.id for each in self.compared], n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise InvalidArgument(
                f"There is no labelled reply {name!r}.{hint} Without --show, ids are listed."
            )
        return found[0]

    def as_json(self) -> dict[str, Any]:
        """The result as `jagbench audit --json` prints it."""
        return {**self.counts(), "errors": [shown(each) for each in self.disagreements()], "by": self.by()}


def false_negatives(compared: Sequence[Compared]) -> Rate:
    """Of the replies labelled correct, those that are not read as their answer."""
    correct = [each for each in compared if each.labelled.correct]
    return Rate(errors=sum(each.false_negative for each in correct), of=len(correct))


def false_positives(compared: Sequence[Compared]) -> Rate:
    """Of the replies labelled as not correct, those that are read as correct."""
    others = [each for each in compared if not each.labelled.correct]
    return Rate(errors=sum(each.false_positive for each in others), of=len(others))


def _summary(compared: Sequence[Compared]) -> dict[str, Any]:
    return {
        **tally(compared),
        "false_negative_rate": false_negatives(compared).as_json(),
        "false_positive_rate": false_positives(compared).as_json(),
    }


def _cell(compared: Compared, group: Group) -> str:
    own = {"kind": compared.labelled.kind, "rule": compared.reading.rule}
    return own[group] if group in own else compared.labelled.groups[group]


def shown(compared: Compared) -> dict[str, Any]:
    """A disagreement in short: what was expected, what was read, and by which rule."""
    labelled, reading = compared.labelled, compared.reading
    expected = labelled.answer if labelled.outcome == "answered" else labelled.outcome
    got = reading.value if reading.outcome == "answered" else reading.outcome
    return {"id": labelled.id, "expected": expected, "got": got, "rule": reading.rule}


def tally(compared: Iterable[Compared]) -> dict[str, int]:
    """The counts of `COUNTS` over some comparisons."""
    counts: dict[str, int] = dict.fromkeys(COUNTS, 0)
    for each in compared:
        counts["replies"] += 1
        counts["right"] += each.right
        counts["false_negatives"] += each.false_negative
        counts["false_positives"] += each.false_positive
        counts["outcome_errors"] += each.outcome_error
    return counts


def audit(labelled: Iterable[Labelled]) -> AuditResult:
    """Read labelled replies and compare."""
    return AuditResult(compared=[compare(each) for each in labelled])


def compare(labelled: Labelled) -> Compared:
    """Read one labelled reply and compare."""
    reading = read(
        labelled.reply,
        kind=labelled.kind,
        options=labelled.options,
        prompt=labelled.prompt,
        finish_reason=labelled.finish_reason,
        language=labelled.language,
    )
    same_outcome = reading.outcome == labelled.outcome
    as_labelled = reading.value == labelled.answer or _same(reading.value, labelled.answer, labelled.kind)
    correct = reading.outcome == "answered" and _same(reading.value, labelled.gold, labelled.kind)
    return Compared(
        labelled=labelled,
        reading=reading,
        right=same_outcome and as_labelled,
        false_negative=labelled.correct and not correct,
        false_positive=correct and not labelled.correct,
        outcome_error=not same_outcome,
    )


def _same(value: str | None, other: str | None, kind: AnswerKind) -> bool:
    return value is not None and other is not None and same_value(value, other, kind)


def load_labelled(paths: Iterable[str | Path]) -> list[Labelled]:
    """The labelled replies of files, one JSON object a line.

    Raises:
        InvalidArgument: if a file is missing or not UTF-8, or a line is not a labelled reply.
    """
    files = [read_json_lines(Path(path), parse_labelled, what="labelled replies") for path in paths]
    return [labelled for file in files for labelled in file]


def parse_labelled(line: str) -> Labelled:
    """One labelled reply from its JSON line; keys that are not known are left alone.

    Raises:
        InvalidArgument: if the line is not JSON, a key is missing, or a value has the wrong type.
    """
    try:
        raw: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidArgument(f"Not a labelled reply: the line is not JSON ({error}).") from error
    if not isinstance(raw, dict):
        raise InvalidArgument(f"Not a labelled reply: {no_object(raw)}")
    return _labelled(cast("dict[str, Any]", raw))


def _labelled(raw: dict[str, Any]) -> Labelled:
    label = _field(raw, "label", dict)
    outcome = _field(label, "outcome", str)
    if outcome not in OUTCOMES:
        raise InvalidArgument(f"Unknown outcome {outcome!r}. There is: {', '.join(OUTCOMES)}.")
    source = str(raw.get("source") or "unknown")
    return Labelled(
        id=_field(raw, "id", str),
        reply=_field(raw, "reply", str),
        kind=_kind(_field(raw, "answer_kind", str)),
        gold=_plain(_field(raw, "gold", (str, list))),
        options=tuple(str(option) for option in raw.get("options") or ()),
        prompt=raw.get("prompt"),
        finish_reason=raw.get("finish_reason"),
        language=raw.get("language"),
        groups={
            "scope": str(raw.get("scope") or "core"),
            "source": source.partition("@")[0].partition(":")[0],
            "model": str(raw.get("model") or "unknown"),
            "task": str(raw.get("task") or "unknown"),
        },
        outcome=outcome,
        answer=None if label.get("answer") is None else _plain(label["answer"]),
        correct=bool(label.get("correct")),
    )


def _field(raw: Mapping[str, Any], key: str, kind: type | tuple[type, ...]) -> Any:
    if key not in raw:
        raise InvalidArgument(f"Not a labelled reply: the key {key!r} is missing.")
    if not isinstance(raw[key], kind):
        raise InvalidArgument(
            f"Not a labelled reply: {key!r} has the value {raw[key]!r}, which is of the wrong type."
        )
    return raw[key]


def _kind(name: str) -> AnswerKind:
    if name == "word":
        return "text"
    for kind in ANSWER_KINDS:
        if kind == name:
            return kind
    raise InvalidArgument(f"Unknown answer kind {name!r}. There is: {', '.join(ANSWER_KINDS)}, word.")


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
