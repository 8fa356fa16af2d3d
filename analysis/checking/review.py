"""Reviews: what people read in replies, kept beside the machine's readings.

A review says what a reply commits to: an answer, or an outcome without one. Reviews stand in the run's
folder in `reviews.jsonl`, one JSON object a line, only ever appended to; the last one of a reply counts. A
review belongs to the text that was shown: once the reply is another, it counts no more.

Which readings are *uncertain*, and so are shown to people first:

* every reply with text whose verdict is `contradictory`, `no_answer`, `refused` or `truncated`;
* a reply with an answer that no rule of `MARKED` found, and that commits to another value when the sentence
  with the answer is left out of it. What a reply marks as its answer, or is all it says, is certain by
  itself; an answer found by weighing statements is certain only where no other could stand in its place.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import pandas as pd

from jagbench.analysis.frame.kept import digests
from jagbench.analysis.frame.probe_lines import ProbeLines
from jagbench.analysis.frame.rows import Given, judgement
from jagbench.analysis.frame.verdicts import VERDICTS, Verdict, judge
from jagbench.analysis.reading import OUTCOMES, RULES, Outcome, Reading, read, same_value
from jagbench.analysis.statistics.cells import records, wilson
from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.probes import Answer, AnswerKind
from jagbench.probes.digest import text_digest
from jagbench.runners.protocols import parse_protocol
from jagbench.runners.run_directory import RunDirectory

REVIEWS = "reviews.jsonl"

RULE = "review"
"""The rule of a reading that a person gave."""

MARKED = frozenset({"bare", "boxed", "tagged", "json", "announced", "heading", "opening_line", "last_line"})
"""The reading rules by which a reply itself marks its answer, or is nothing but the answer."""

_OPEN: tuple[Verdict, ...] = ("contradictory", "no_answer", "refused", "truncated")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person read in one reply; one line of `reviews.jsonl`."""

    probe: str
    """Id of the probe."""
    sample: int
    """Which of several replies to the probe it is."""
    reply_digest: str
    """What tells the reply that was shown from another (`jagbench.analysis.frame.kept.digests`)."""
    reviewer: str
    """Who."""
    time: str
    """When: ISO 8601, UTC."""
    outcome: Outcome
    """What kind of reply it is."""
    answer: str | None
    """The answer that it commits to, in plain form; None unless the outcome is `answered`."""
    verdict: Verdict
    """The verdict that follows."""
    machine: Mapping[str, str]
    """`verdict`, `reading` and `rule` of the machine, as they were shown."""
    jagbench: str
    """The version whose reading was shown."""


_TEXTS = ("probe", "reply_digest", "reviewer", "time", "jagbench")


def reviews(run: RunDirectory) -> list[Review]:
    """The reviews of a run, in the order given. A last line that was cut short is left out.

    Raises:
        JagbenchError: if another line is damaged, or the file cannot be read.
    """
    path = run.path / REVIEWS
    try:
        lines = path.read_bytes().split(b"\n") if path.exists() else [b""]
    except OSError as error:
        raise JagbenchError(f"Cannot read {path}: {error.strerror or error}.") from error
    found: list[Review] = []
    for number, line in enumerate(lines[:-1], start=1):
        review = _from_line(line)
        if review is None:
            raise JagbenchError(f"{path}, line {number}: this line is damaged: mend or delete it.")
        found.append(review)
    return found


def _from_line(line: bytes) -> Review | None:
    try:
        raw = cast("dict[str, Any]", json.loads(line))
        review = Review(**raw)
    except (ValueError, TypeError, RecursionError):
        return None
    fits = (
        all(isinstance(raw[name], str) for name in _TEXTS)
        and isinstance(raw["sample"], int)
        and isinstance(raw["machine"], dict)
        and review.outcome in OUTCOMES
        and review.verdict in VERDICTS
        and isinstance(raw["answer"], str) == (review.outcome == "answered")
    )
    return review if fits else None


def add_review(run: RunDirectory, review: Review) -> None:
    """Append a review and bring it to the disk.

    Raises:
        JagbenchError: if it cannot be written.
    """
    path = run.path / REVIEWS
    line = (json.dumps(asdict(review)) + "\n").encode("ascii")
    try:
        with path.open("a+b", buffering=0) as file:
            _drop_torn_line(file)
            file.write(line)
            os.fsync(file.fileno())
    except OSError as error:
        raise JagbenchError(
            f"The review is not kept: cannot write {path} ({error.strerror or error})."
        ) from error


def _drop_torn_line(file: Any) -> None:
    """Cut what a crash left behind the last line end."""
    file.seek(0)
    file.truncate(file.read().rfind(b"\n") + 1)


def standing(frame: pd.DataFrame, given: Sequence[Review]) -> dict[int, Review]:
    """The last review of each reply of a frame, by the row's place; not those of a text that is gone.

    Args:
        frame: The frame of the run.
        given: Its reviews.
    """
    last = {(review.probe, review.sample): review for review in given}
    rows = frame["probe"].isin({probe for probe, _ in last}).to_numpy().nonzero()[0]
    part = frame.iloc[rows]
    found: dict[int, Review] = {}
    for row, probe, sample, digest in zip(
        rows.tolist(), part["probe"], part["sample"].tolist(), digests(part), strict=True
    ):
        review = last.get((probe, sample))
        if review is not None and review.reply_digest == digest:
            found[row] = review
    return found


def reviewed(frame: pd.DataFrame, run: RunDirectory) -> pd.DataFrame:
    """A frame in which the last review of a reply stands for the machine's reading, under the rule `review`.

    Args:
        frame: The frame of the run.
        run: The run.

    Raises:
        InvalidArgument: if no reply of the run has a review.
        JagbenchError: if the file of reviews is damaged.
    """
    found = standing(frame, reviews(run))
    if not found:
        raise InvalidArgument(
            f"{run.path} has no reviews of its replies: `jagbench review {run.path}` asks for them."
        )
    rows = list(found)
    marks = parse_protocol(run.manifest.protocol)[0].marks
    with ProbeLines.of_run(run) as lines:
        probes = {probe.id: probe for probe in lines.some(lines.places(frame["probe"].iloc[rows]).tolist())}
    columns: dict[str, list[Any]] = {
        name: frame[name].tolist()
        for name in ("verdict", "reading", "rule", "span_start", "span_end", "strict", "correct", "lures")
    }
    for row, record in zip(rows, records(frame.iloc[rows]), strict=True):
        reply: str = record["reply"]
        given = Given(text=reply, finish_reason=record["finish_reason"] or None, marks=marks)
        found_now = judgement(probes[record["probe"]], given, _as_reading(found[row], record))
        for name in columns:
            columns[name][row] = (
                found_now.verdict == "correct" if name == "correct" else getattr(found_now, name)
            )
    return frame.assign(
        **{
            name: pd.Series(column, index=frame.index, dtype=frame[name].dtype)
            for name, column in columns.items()
        }
    )


def _as_reading(review: Review, record: Mapping[str, Any]) -> Reading:
    """A review as a reading; its span is the machine's, or the last place where the answer stands."""
    answer, reply = review.answer, str(record["reply"])
    if answer is None:
        return Reading(outcome=review.outcome, value=None, rule=RULE, span=None, strict=False)
    start, end = int(record["span_start"]), int(record["span_end"])
    if record["reading"] != answer:
        start = reply.rfind(answer)
        end = start + len(answer)
    if start < 0:
        return Reading(outcome="answered", value=answer, rule=RULE, span=None, strict=False)
    strict = reply[:start].strip() == "" and reply[end:].strip() in ("", ".")
    return Reading(outcome="answered", value=answer, rule=RULE, span=(start, end), strict=strict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which replies are shown."""

    every: bool = False
    """All that have text, not only the uncertain ones."""
    rules: Collection[str] = ()
    """Those read by these rules, uncertain or not."""
    verdicts: Collection[str] = ()
    """Those with these verdicts, uncertain or not."""
    skills: Collection[str] = ()
    """Only those to these skills."""
    seed: int = 0
    """They come in an order drawn with this seed, so that any beginning of it is a random sample."""


def chosen(frame: pd.DataFrame, choice: Choice) -> Iterator[int]:
    """The places of the rows that are to be shown, in the order drawn.

    Args:
        frame: The frame of a run.
        choice: Which replies.

    Raises:
        InvalidArgument: if there is no such rule, or the run has no such skill.
    """
    for name in choice.rules:
        if name not in RULES:
            raise unknown_name("reading rule", name, RULES)
    skills = set(frame["skill"])
    for name in choice.skills:
        if name not in skills:
            raise unknown_name("skill of this run", name, skills)
    fits = (frame["verdict"] != "unscored") & (frame["reply"].str.strip() != "")
    for column, names in (("rule", choice.rules), ("verdict", choice.verdicts), ("skill", choice.skills)):
        if names:
            fits &= frame[column].isin(list(names))
    rows = fits.to_numpy().nonzero()[0].tolist()
    keys = zip(frame["probe"].iloc[rows], frame["sample"].iloc[rows], strict=True)
    drawn = {
        row: text_digest(str(choice.seed), probe, str(sample))
        for row, (probe, sample) in zip(rows, keys, strict=True)
    }
    for row in sorted(rows, key=drawn.__getitem__):
        if choice.every or choice.rules or choice.verdicts or is_uncertain(frame.iloc[row].to_dict()):
            yield row


def is_uncertain(record: Mapping[Any, Any]) -> bool:
    """Whether a reading is uncertain, as defined at the head of this module.

    Args:
        record: A row of a frame, scored and with text.
    """
    if record["verdict"] in _OPEN:
        return True
    kind: AnswerKind = record["kind"]
    if record["rule"] in MARKED or record["span_start"] < 0 or kind == "constraint":
        return False
    language: str = record["language"]
    other = competing(record)
    return other is not None and not same_value(other, record["reading"], kind, language)


def competing(record: Mapping[Any, Any]) -> str | None:
    """What a reply commits to without the sentence in which its answer was read; None for nothing.

    Args:
        record: A row of a frame whose reading has a span.
    """
    return read(
        _without_sentence(record["reply"], record["span_start"], record["span_end"]),
        kind=record["kind"],
        options=record["options"],
        prompt=record["prompt"],
        finish_reason=record["finish_reason"] or None,
        language=record["language"],
    ).value


def _without_sentence(reply: str, start: int, end: int) -> str:
    """A reply without the sentence, or the line, that holds a span."""
    ends = [match.end() for match in _SENTENCE_END.finditer(reply)]
    before = max((place for place in ends if place <= start), default=0)
    after = min((place for place in ends if place >= end), default=len(reply))
    return reply[:before] + reply[after:]


def as_answer(typed: str, record: Mapping[Any, Any]) -> str | None:
    """An answer as a person typed it in plain form; None where it is no answer of the probe's kind.

    Args:
        typed: The text.
        record: The row of the frame that it is about.
    """
    found = read(
        typed,
        kind=record["kind"],
        options=record["options"],
        prompt=record["prompt"],
        language=record["language"],
    )
    return found.value if found.outcome == "answered" else None


def verdict_of(outcome: Outcome, answer: str | None, record: Mapping[Any, Any]) -> Verdict:
    """The verdict that follows from what a person read.

    Args:
        outcome: What kind of reply it is.
        answer: The answer, where the outcome is `answered`.
        record: The row of the frame that it is about.
    """
    reading = Reading(outcome=outcome, value=answer, rule=RULE, span=None, strict=False)
    right = Answer(
        kind=record["kind"],
        value=record["expected"],
        options=tuple(record["options"]),
        also=tuple(record["also"]),
    )
    return judge(reading, right, record["language"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far a person and the machine read the same."""

    reviewed: int
    """Replies that both have read."""
    agreed: int
    """Those with the same outcome and the same answer in both."""
    low: float
    """Wilson bounds (95 %) of the share agreed; NaN without replies."""
    high: float
    kappa: float | None
    """Cohen's kappa over the verdicts; None where it does not stand (see `agreement`)."""
    verdicts: Mapping[tuple[Verdict, Verdict], int]
    """How often the machine's verdict (first) met the person's."""


def agreement(frame: pd.DataFrame, given: Sequence[Review]) -> Agreement:
    """Agreement of the machine's readings with reviews.

    Kappa is (p − e) / (1 − e) for the share p of equal verdicts and the share e that would be equal if both
    gave their verdicts at random, each as often as it did (J. Cohen, Educational and Psychological
    Measurement 20 (1960) 37). It does not stand where both gave one and the same verdict throughout: then e
    is 1.

    Args:
        frame: The frame of the run; its readings are the machine's.
        given: Reviews of the run; the last one of a reply counts.
    """
    found = standing(frame, given)
    pairs: Counter[tuple[Verdict, Verdict]] = Counter()
    agreed = 0
    for record, review in zip(records(frame.iloc[list(found)]), found.values(), strict=True):
        pairs[record["verdict"], review.verdict] += 1
        agreed += _agrees(record, review)
    total = len(found)
    low, high = wilson(agreed / total if total else 0.0, total)
    return Agreement(
        reviewed=total, agreed=agreed, low=low, high=high, kappa=kappa(pairs.elements()), verdicts=dict(pairs)
    )


def _agrees(record: Mapping[str, Any], review: Review) -> bool:
    answered = record["verdict"] in ("correct", "wrong")
    if review.answer is None or not answered:
        return bool(record["verdict"] == review.verdict)
    return review.answer == record["reading"] or same_value(
        review.answer, record["reading"], record["kind"], record["language"]
    )


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two readers (see `agreement`); None where it does not stand.

    Args:
        pairs: What both said, once for each reply.
    """
    both = list(pairs)
    total = len(both)
    one, other = Counter(first for first, _ in both), Counter(second for _, second in both)
    by_chance = sum(count * other[said] for said, count in one.items())
    if by_chance == total**2:
        return None
    same = sum(first == second for first, second in both)
    return (same * total - by_chance) / (total**2 - by_chance)
