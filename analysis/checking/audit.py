"""Audit: reading measured against replies that people have labelled."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from jagbench.analysis.reading import OUTCOMES, Reading, read, same_value
from jagbench.analysis.reading.languages import LANGUAGES
from jagbench.analysis.reading.lexicon import lexicon_of
from jagbench.analysis.statistics.cells import wilson
from jagbench.errors import InvalidArgument, did_you_mean, unknown_name
from jagbench.probes.answer import ANSWER_KINDS, AnswerKind
from jagbench.probes.json_lines import no_object, read_json_lines
from jagbench.runners.reply import ENDINGS, FinishReason

COUNTS: tuple[str, ...] = ("replies", "right", "false_negatives", "false_positives", "outcome_errors")
"""What is counted, overall and in every group."""
Group = Literal["scope", "source", "kind", "rule", "model", "task"]
"""By what replies are grouped."""
GROUPS: tuple[Group, ...] = get_args(Group)
SCOPES = ("core", "beyond")
"""The replies that count, and those that are reported apart."""

_KINDS: Mapping[str, AnswerKind] = {**{kind: kind for kind in ANSWER_KINDS}, "word": "text"}
_LANGUAGE = re.compile("[A-Za-z]{2,3}([-_].+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One reply with what a person read in it."""

    id: str
    reply: str
    kind: AnswerKind
    gold: str
    options: Sequence[str]
    prompt: str | None
    finish_reason: FinishReason | None
    """How the reply ended; None where that is not known."""
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
            hint = did_you_mean(name, [each.labelled.id for each in self.compared])
            raise InvalidArgument(
                f"There is no labelled reply {name!r}.{hint} Without --show, ids are listed."
            )
        return found[0]

    def notes(self) -> list[str]:
        """What the user should know of the replies, in sentences."""
        known = {table.code for table in LANGUAGES}
        counted = Counter(each.labelled.language for each in self.compared if each.labelled.language)
        return [
            f"Reading has no words of the language {language!r}, and reads its replies ({count:,}) with the "
            f"English ones. There is: {', '.join(sorted(known))}."
            for language, count in sorted(counted.items())
            if lexicon_of(language).language not in known
        ]

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
        InvalidArgument: if a file is missing or not UTF-8, a line is not a labelled reply, or an id stands
            twice.
    """
    seen: set[str] = set()

    def parse(line: str) -> Labelled:
        labelled = parse_labelled(line)
        if labelled.id in seen:
            raise InvalidArgument(
                f"The id {labelled.id!r} stands twice, and a reply counts once: leave one out, or give it an "
                "id of its own."
            )
        seen.add(labelled.id)
        return labelled

    return [
        labelled for path in paths for labelled in read_json_lines(Path(path), parse, what="labelled replies")
    ]


def parse_labelled(line: str) -> Labelled:
    """One labelled reply from its JSON line; keys that are not known are left alone.

    Raises:
        InvalidArgument: if the line is not JSON, a key is missing, or a value is none that is allowed.
    """
    try:
        raw: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidArgument(f"Not a labelled reply: the line is not JSON ({error}).") from error
    if not isinstance(raw, dict):
        raise InvalidArgument(f"Not a labelled reply: {no_object(raw)}")
    return _labelled(cast("dict[str, Any]", raw))


def _labelled(raw: dict[str, Any]) -> Labelled:
    label = cast(
        "dict[str, Any]", _field(raw, "label", (dict,), "an object with outcome, answer and correct")
    )
    outcome = _one_of(label, "outcome", OUTCOMES)
    answer, correct = label.get("answer"), _field(label, "correct", (bool,), "true or false")
    if (outcome == "answered") != (answer is not None):
        raise InvalidArgument(
            f"The outcome {outcome!r} does not go with the answer {answer!r}: a reply that is answered has "
            "an answer, and no other has one."
        )
    if correct and outcome != "answered":
        raise InvalidArgument(f"The outcome {outcome!r} cannot be correct: only a reply with an answer is.")
    source = _text(raw, "source") or "unknown"
    return Labelled(
        id=_field(raw, "id", (str,), "a text"),
        reply=_field(raw, "reply", (str,), "a text"),
        kind=_KINDS[_one_of(raw, "answer_kind", _KINDS)],
        gold=_plain(_field(raw, "gold", (str, int, float, list), "a text, a number or a list")),
        options=tuple(
            map(str, _field({"options": None, **raw}, "options", (list, type(None)), "a list") or ())
        ),
        prompt=_text(raw, "prompt"),
        finish_reason=_finish_reason(_text(raw, "finish_reason")),
        language=_language(_text(raw, "language")),
        groups={
            "scope": _one_of({"scope": "core", **raw}, "scope", SCOPES),
            "source": source.partition("@")[0].partition(":")[0],
            "model": _text(raw, "model") or "unknown",
            "task": _text(raw, "task") or "unknown",
        },
        outcome=outcome,
        answer=None if answer is None else _plain(answer),
        correct=correct,
    )


def _field(raw: Mapping[str, Any], key: str, kinds: tuple[type, ...], allowed: str) -> Any:
    if key not in raw:
        raise InvalidArgument(f"Not a labelled reply: the key {key!r} is missing.")
    value = raw[key]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise InvalidArgument(f"Not a labelled reply: {key!r} must be {allowed}, got {value!r:.80}.")
    return value


def _text(raw: Mapping[str, Any], key: str) -> str | None:
    """A text that may be missing, or null."""
    text: str | None = _field({key: None, **raw}, key, (str, type(None)), "a text or null")
    return text


def _one_of(raw: Mapping[str, Any], key: str, allowed: Iterable[str]) -> str:
    name: str = _field(raw, key, (str,), "a text")
    if name not in allowed:
        raise unknown_name(key.replace("_", " "), name, allowed)
    return name


def _finish_reason(word: str | None) -> FinishReason | None:
    """How a reply ended, by the word of whoever gave it."""
    if word in (None, "unknown"):
        return None
    if word not in ENDINGS:
        raise unknown_name("finish reason", word, [*ENDINGS, "unknown"])
    return ENDINGS[word]


def _language(code: str | None) -> str | None:
    if code is not None and not _LANGUAGE.fullmatch(code):
        raise InvalidArgument(f"'language' must be an ISO 639-1 code such as 'en', or null, got {code!r}.")
    return code


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
