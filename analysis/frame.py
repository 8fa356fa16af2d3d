"""The tidy frame of a run: one row per probe and sample, judged, with everything an analysis groups by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from jagbench.analysis.formats import format_of, obeys
from jagbench.analysis.reading import Reading, read, same_value
from jagbench.analysis.verdicts import judge
from jagbench.probes import Probe
from jagbench.runners.protocols import parse_protocol
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came back for one probe, from a run directory or from elsewhere."""

    text: str | None
    """The reply; None when there is none."""
    finish_reason: str | None = None
    """`"stop"`, `"length"`, `"error"`, or None where it is not known."""
    error: str = ""
    """Why there is no reply."""
    seconds: float = float("nan")
    """From submission to the finished reply."""
    tokens: int | None = None
    """Tokens generated."""
    sample: int = 0
    """Which of several replies to the probe it is; 0 is the first."""
    scores: tuple[float, ...] = ()
    """Natural logarithm of the probability of each option as the whole reply, where a protocol asked that."""
    marks: tuple[str, str] | None = None
    """What the answer was asked to stand between; None where the whole reply was to be the answer."""

    @property
    def failed(self) -> bool:
        """Whether there is nothing to judge: no reply, or a failed engine."""
        return self.text is None or self.finish_reason == "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reply asked for and what became of it: the columns of the frame, in this order.

    A lone surrogate, which no file can hold, stands as U+FFFD in every text; reading sees the raw text.
    """

    run: str
    """Label of the run, unique among the runs of a frame."""
    model: str
    """Name of the model."""
    probe: str
    """Id of the probe."""
    sample: int
    """Which of several replies to the probe this is; 0 is the first."""
    item: str
    """Id of the item; rows of one run with the same item are variants and form one cluster."""
    skill: str
    """Name of the skill."""
    family: str
    """The part of the skill's name before the dot."""
    version: int
    """Version of the skill."""
    level: int
    """Designed difficulty; 1 is the easiest."""
    grade: int
    """School grade by which a child has mastered the level."""
    language: str
    """Language of the prompt."""
    frame: str
    """What the operands stand for."""
    template: str
    """Name of the wording."""
    order: str
    """Order of the operands, `"ab"` or `"ba"`."""
    direction: str
    """Direction of the question, `""` where there is none."""
    notation: str
    """How the numbers of the prompt are written: `"digits"`, `"words"` and so on."""
    format: str
    """The form of answer asked for: `"bare"`, `"sentence"`, `"letter"` or `"json"`."""
    kind: str
    """Kind of the answer."""
    prompt: str
    """The question as asked."""
    expected: str
    """The right answer."""
    options: tuple[str, ...]
    """The candidates of a choice, as shown."""
    reply: str
    """The raw reply, `""` where there is none."""
    finish_reason: str
    """How the reply ended, `""` where it is not known."""
    verdict: str
    """One of `VERDICTS`."""
    reading: str
    """The answer the reply commits to, `""` where it commits to none."""
    rule: str
    """The reading rule that decided, `""` for an unscored probe."""
    span_start: int
    """Where in the reply the reading stands, in characters; -1 where nothing was read."""
    span_end: int
    """End of that span, exclusive; -1 where nothing was read."""
    strict: bool
    """Correct, in the format asked for."""
    correct: bool
    """Correct, in whatever format."""
    lures: tuple[str, ...]
    """The misconceptions whose lure the wrong reading equals; several may predict the same answer."""
    seconds: float
    """From submission to the finished reply, NaN where it is not known."""
    tokens: int | None
    """Tokens generated, missing where it is not known."""
    scores: tuple[float, ...]
    """Natural logarithm of the probability of each option as the whole reply; empty where none was asked."""
    error: str
    """Why the probe is unscored, `""` otherwise."""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Row))
"""The columns of a frame, in order."""


def judged(probe: Probe, given: Given, *, run: str, model: str) -> Row:
    """Read and judge one reply.

    Args:
        probe: What was asked.
        given: What came back. Nothing, or a failed engine, makes the probe `unscored`.
        run: Label of the run.
        model: Name of the model.
    """
    reading = None if given.failed else _read(probe, given)
    verdict = "unscored" if reading is None else judge(reading, probe.answer, probe.language)
    value = None if reading is None else reading.value
    span = (reading.span if reading else None) or (-1, -1)
    return Row(
        run=run,
        model=model,
        probe=probe.id,
        sample=given.sample,
        item=probe.item,
        skill=probe.skill,
        family=probe.family,
        version=probe.version,
        level=probe.level,
        grade=probe.grade,
        language=probe.language,
        frame=probe.frame,
        template=probe.template,
        order=probe.order,
        direction=probe.direction,
        notation=probe.notation,
        format=probe.format,
        kind=probe.answer.kind,
        prompt=probe.prompt,
        expected=probe.answer.value,
        options=tuple(probe.answer.options),
        reply=given.text or "",
        finish_reason=given.finish_reason or "",
        verdict=verdict,
        reading=value or "",
        rule=reading.rule if reading else "",
        span_start=span[0],
        span_end=span[1],
        strict=verdict == "correct" and reading is not None and _obeyed(probe, given, reading),
        correct=verdict == "correct",
        lures=_lures(probe, value) if verdict == "wrong" and value is not None else (),
        seconds=given.seconds,
        tokens=given.tokens,
        scores=given.scores,
        error=(given.error or "no reply") if verdict == "unscored" else "",
    )


def _read(probe: Probe, given: Given) -> Reading:
    return read(
        given.text or "",
        kind=probe.answer.kind,
        options=probe.answer.options,
        prompt=probe.prompt,
        finish_reason=given.finish_reason,
        language=probe.language,
    )


def _obeyed(probe: Probe, given: Given, reading: Reading) -> bool:
    text = given.text or ""
    if given.marks is None:
        return obeys(text, reading, format_of(probe))
    opening, closing = given.marks
    _, marked, answer = text.rpartition(opening)
    answer = answer.partition(closing)[0].strip()
    within = _read(probe, replace(given, text=answer))
    return bool(marked) and within.value == reading.value and obeys(answer, within, format_of(probe))


def _lures(probe: Probe, value: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, lure in probe.lures.items() if _is_lure(value, lure, probe)))


def _is_lure(value: str, lure: str, probe: Probe) -> bool:
    options = probe.answer.options
    if value in options and lure in options:
        return value == lure  # 9.9 and 9.90 are two options, whatever they are worth
    return same_value(value, lure, probe.answer.kind, probe.language)


def to_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a frame with the columns of `Row`, in their order."""
    table = list(rows)
    columns: dict[str, list[Any]] = {name: [getattr(row, name) for row in table] for name in COLUMNS}
    texts = {
        name: _storable(column) for name, column in columns.items() if column and isinstance(column[0], str)
    }
    return pd.DataFrame({**columns, **texts, "tokens": pd.array(columns["tokens"], dtype="Int64")})


def _storable(column: Sequence[str]) -> list[str]:
    return [_LONE_SURROGATE.sub("\ufffd", text) for text in column]


def given(reply: Reply | None, *, sample: int = 0, protocol: str = "direct") -> Given:
    """What a run directory holds for one probe and sample.

    Args:
        reply: None where there is none.
        sample: Which of several replies to the probe it is or would be.
        protocol: How the probe was asked.
    """
    if reply is None:
        return Given(text=None, sample=sample)
    return Given(
        text=reply.text,
        finish_reason=reply.finish_reason,
        error=reply.error or "",
        seconds=reply.seconds,
        tokens=reply.reply_tokens,
        sample=sample,
        scores=reply.scores or (),
        marks=parse_protocol(protocol)[0].marks,
    )


def frame(run: RunDirectory, *, label: str | None = None) -> pd.DataFrame:
    """The frame of one run: one row per probe and sample, in the order of the suite.

    The last turn of a protocol's exchange is what is judged. What has no reply yet, or where the engine
    failed, is there as `unscored`. Replies that were asked for only to compare are left out.

    Args:
        run: The run directory.
        label: What the column `run` holds; the model's name unless given.
    """
    last: dict[tuple[str, int], Reply] = {}
    for reply in run.replies().values():
        place = (reply.probe, reply.sample)
        if place not in last or reply.turn >= last[place].turn:
            last[place] = reply
    manifest = run.manifest
    name = manifest.model if label is None else label
    return to_frame(
        judged(
            probe,
            given(last.get((probe.id, sample)), sample=sample, protocol=manifest.protocol),
            run=name,
            model=manifest.model,
        )
        for probe in run.probes()
        for sample in range(manifest.samples)
    )


def frames(runs: Sequence[RunDirectory]) -> pd.DataFrame:
    """The frames of several runs, one below the other, each under a label of its own.

    A label is the model's name where that tells the runs apart, and otherwise the model's name with the
    directory's, or with its whole path where even that is not enough.
    """
    labels = run_labels(runs)
    return pd.concat(
        [frame(run, label=label) for run, label in zip(runs, labels, strict=True)], ignore_index=True
    )


def run_labels(runs: Sequence[RunDirectory]) -> list[str]:
    """A label for each run, no two alike unless the same directory stands there twice."""
    models = [run.manifest.model for run in runs]
    if len(set(models)) == len(models):
        return models
    named = [f"{run.manifest.model} ({run.path.name})" for run in runs]
    if len(set(named)) == len(named):
        return named
    return [f"{run.manifest.model} ({run.path})" for run in runs]
