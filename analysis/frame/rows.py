"""The tidy frame of a run: one row per probe and sample, judged, with everything an analysis groups by.

Runs are read, judged and packed in chunks, over several processes where there are many replies; a frame is
the same whatever the number of processes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from importlib import import_module
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.frame.canonical import read_canonical
from jagbench.analysis.frame.formats import format_of, obeys
from jagbench.analysis.frame.parallel import ROWS, in_order, processes_for
from jagbench.analysis.frame.probe_lines import Lines, ProbeLines
from jagbench.analysis.frame.verdicts import NOT_ASKED, Verdict, judge
from jagbench.analysis.reading import Reading, same_value
from jagbench.errors import JagbenchError
from jagbench.probes import Probe
from jagbench.probes.making import maker
from jagbench.runners.names import short_names
from jagbench.runners.protocols import answer_turn, parse_protocol
from jagbench.runners.run_directory import RunDirectory

pa: Any = import_module("pyarrow")
compute: Any = import_module("pyarrow.compute")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

OnJudged = Callable[[int, int], None]
"""Told how many replies are judged, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came back for one probe, from a run directory or from elsewhere."""

    text: str | None
    """The reply; None when there is none."""
    finish_reason: str | None = None
    """`"stop"`, `"length"`, `"refusal"`, `"error"`, or None where it is not known."""
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
    also: tuple[str, ...]
    """Others that are as right."""
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
    """Why the probe is unscored, `NOT_ASKED` where it was not asked yet; `""` for scored probes."""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Row))
"""The columns of a frame, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What becomes of one reply to one probe; the fields are those of `Row`."""

    verdict: Verdict
    reading: str = ""
    rule: str = ""
    span_start: int = -1
    span_end: int = -1
    strict: bool = False
    lures: tuple[str, ...] = ()


_UNSCORED = Judgement(verdict="unscored")
_row, _judgement = maker(Row), maker(Judgement)

Known = MutableMapping[tuple[str | None, str | None], Judgement]
"""The judgements on replies to one probe, by text and finish reason."""


def judgement(probe: Probe, given: Given, reading: Reading | None = None) -> Judgement:
    """Read and judge one reply.

    Args:
        probe: What was asked.
        given: What came back. Nothing, or a failed engine, makes the probe `unscored`.
        reading: What the reply commits to, where it has been read already.
    """
    if given.failed:
        return _UNSCORED
    reading = reading or read_canonical(probe, given.text or "", given.finish_reason)
    verdict = judge(reading, probe.answer, probe.language)
    span = reading.span or (-1, -1)
    return _judgement(
        verdict=verdict,
        reading=reading.value or "",
        rule=reading.rule,
        span_start=span[0],
        span_end=span[1],
        strict=verdict == "correct" and _obeyed(probe, given, reading),
        lures=_lures(probe, reading.value) if verdict == "wrong" and reading.value is not None else (),
    )


def judged(probe: Probe, given: Given, *, run: str, model: str, known: Known | None = None) -> Row:
    """Read and judge one reply.

    Args:
        probe: What was asked.
        given: What came back. Nothing, or a failed engine, makes the probe `unscored`.
        run: Label of the run.
        model: Name of the model.
        known: The judgements on other replies to the same probe, asked in the same way; this one is looked up
            there, or added.
    """
    said = (given.text, given.finish_reason)
    found = None if known is None else known.get(said)
    if found is None:
        found = judgement(probe, given)
        if known is not None:
            known[said] = found
    return _row(
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
        also=probe.answer.also,
        options=tuple(probe.answer.options),
        reply=given.text or "",
        finish_reason=given.finish_reason or "",
        verdict=found.verdict,
        reading=found.reading,
        rule=found.rule,
        span_start=found.span_start,
        span_end=found.span_end,
        strict=found.strict,
        correct=found.verdict == "correct",
        lures=found.lures,
        seconds=given.seconds,
        tokens=given.tokens,
        scores=given.scores,
        error=(given.error or "no reply") if found.verdict == "unscored" else "",
    )


def _obeyed(probe: Probe, given: Given, reading: Reading) -> bool:
    text = given.text or ""
    if given.marks is None:
        return obeys(text, reading, format_of(probe))
    opening, closing = given.marks
    _, marked, answer = text.rpartition(opening)
    answer = answer.partition(closing)[0].strip()
    within = read_canonical(probe, answer, given.finish_reason)
    return bool(marked) and within.value == reading.value and obeys(answer, within, format_of(probe))


def _lures(probe: Probe, value: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, lure in probe.lures.items() if same_answer(probe, value, lure)))


def same_answer(probe: Probe, value: str, other: str) -> bool:
    """Whether two values are the same answer to a probe.

    Args:
        probe: What is asked.
        value: What a reply commits to; empty where it commits to nothing.
        other: A right answer or a lure.
    """
    options = probe.answer.options
    if value in options and other in options:
        return value == other  # 9.9 and 9.90 are two options, whatever they are worth
    return bool(value) and same_value(value, other, probe.answer.kind, probe.language)


_ARROW: Mapping[object, Any] = {
    str: pa.large_string(),
    int: pa.int64(),
    int | None: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    tuple[str, ...]: pa.list_(pa.large_string()),
    tuple[float, ...]: pa.list_(pa.float64()),
}

SCHEMA: Any = pa.schema([(field.name, _ARROW[field.type]) for field in fields(Row)])
"""The columns of a frame as an Arrow schema, the same for every frame."""

_TUPLES = ("also", "options", "lures", "scores")
_PLAIN = pa.schema([field for field in SCHEMA if field.name not in _TUPLES])
_values = attrgetter(*COLUMNS)


class Packed(NamedTuple):
    """Rows by column, in a form that is small and passes quickly between processes."""

    plain: Any
    """An Arrow record batch of the columns that hold one value."""
    tuples: dict[str, list[tuple[Any, ...]]]
    """The columns that hold several."""


def packed(rows: Iterable[Row]) -> Packed:
    """Rows by column."""
    values = list(zip(*map(_values, rows), strict=True)) or [()] * len(COLUMNS)
    columns = dict(zip(COLUMNS, values, strict=True))
    plain = [_array(columns[field.name], field.type) for field in _PLAIN]
    return Packed(
        pa.RecordBatch.from_arrays(plain, schema=_PLAIN),
        {name: list(columns[name]) for name in _TUPLES},
    )


def _array(values: Sequence[Any], kind: Any) -> Any:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_LONE_SURROGATE.sub("\ufffd", text) for text in values], kind)


def unpacked(parts: Iterable[Packed]) -> pd.DataFrame:
    """The frame of rows by column, part below part."""
    batches: list[Any] = []
    tuples: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TUPLES}
    for part in parts:
        batches.append(part.plain)
        for name in _TUPLES:
            tuples[name] += part.tuples[name]
    table = pa.Table.from_batches(batches, _PLAIN)
    batches.clear()
    columns: dict[str, Any] = {}
    for name in _PLAIN.names:  # one by one, so that no more than one of them stands in memory twice
        columns[name] = _series(table.column(name), nullable=name == "tokens")
        table = table.drop_columns([name])
    whole = {name: columns[name] if name in columns else _objects(tuples[name]) for name in COLUMNS}
    return pd.DataFrame(whole)


def _series(column: Any, *, nullable: bool) -> Any:
    mapper = {pa.int64(): pd.Int64Dtype()}.get if nullable else None
    return pa.chunked_array([column.combine_chunks()], column.type).to_pandas(types_mapper=mapper)


def _objects(values: Sequence[tuple[Any, ...]]) -> npt.NDArray[np.object_]:
    same: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    return np.fromiter((same.setdefault(each, each) for each in values), dtype=object, count=len(values))


def to_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a frame with the columns of `Row`, in their order."""
    return unpacked([packed(rows)])


_USED = (
    "probe",
    "turn",
    "sample",
    "recheck",
    "text",
    "finish_reason",
    "error",
    "reply_tokens",
    "seconds",
    "scores",
)
"""The fields of replies that a frame is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """Some probes of a run with the replies to all their samples."""

    probes: Lines
    replies: Any
    """An Arrow table: the samples of the first probe, of the second, ...; null where there is no reply."""
    samples: int
    run: str
    model: str
    marks: tuple[str, str] | None


def frame(
    run: RunDirectory,
    *,
    label: str | None = None,
    turn: int | None = None,
    processes: int | None = None,
    on_judged: OnJudged | None = None,
) -> pd.DataFrame:
    """The frame of one run: one row per probe and sample, in the order of the suite.

    Of a protocol with several requests the last that asks for the answer is judged, the final answer. What
    has no such reply yet, or where the engine failed, is there as `unscored`. Replies that were asked for
    only to compare are left out.

    Args:
        run: The run directory.
        label: What the column `run` holds; as `run_labels` has it unless given.
        turn: Which request's replies are judged instead, from 0; it must ask for the answer.
        processes: Over how many processes the work goes; as many as cores where there are many replies.
            With several, a script calls this below `if __name__ == "__main__":`.
        on_judged: Told how far it is, every few thousand replies.

    Raises:
        InvalidArgument: if the run's file of probes is damaged.
        JagbenchError: if a file of replies is damaged.
    """
    manifest = run.manifest
    with ProbeLines.of_run(run) as probes:
        total = len(probes) * manifest.samples
        wanted = answer_turn(manifest.protocol) if turn is None else turn
        judge_chunk = partial(_chunks, run, probes, run_labels([run])[0] if label is None else label, wanted)
        parts = in_order(_judged_chunk, judge_chunk(), processes=processes_for(total, processes))
        return unpacked(told(parts, total, on_judged))


def told(parts: Iterable[Packed], total: int, on_judged: OnJudged | None) -> Iterator[Packed]:
    """Pass parts on, and tell after each how many rows have gone by."""
    done = 0
    for part in parts:
        yield part
        done += part.plain.num_rows
        if on_judged is not None:
            on_judged(done, total)


def _chunks(run: RunDirectory, probes: ProbeLines, label: str, turn: int) -> Iterator[_Chunk]:
    manifest = run.manifest
    replies = run.reply_table(_USED).combine_chunks()
    rows = _rows_of(replies, probes, manifest.samples, turn)
    replies = replies.drop_columns(["probe", "turn", "sample", "recheck"])
    step = max(1, ROWS // manifest.samples)
    for start in range(0, len(probes), step):
        places = range(start, min(start + step, len(probes)))
        wanted = rows[start * manifest.samples : places.stop * manifest.samples]
        yield _Chunk(
            probes=probes.some(places),
            replies=replies.take(pa.array(wanted, mask=wanted < 0)),
            samples=manifest.samples,
            run=label,
            model=manifest.model,
            marks=parse_protocol(manifest.protocol)[0].marks,
        )


def _rows_of(replies: Any, probes: ProbeLines, samples: int, turn: int) -> npt.NDArray[np.int64]:
    """For each probe and sample the row of its reply at a turn, -1 where there is none.

    Where the engine failed at an earlier turn, it is the row of that failure.
    """
    place = probes.places(replies.column("probe").to_pylist())
    sample, turns = replies.column("sample").to_numpy(), replies.column("turn").to_numpy()
    failed = compute.equal(replies.column("finish_reason"), "error").fill_null(False).to_numpy()
    counts = (place >= 0) & (sample < samples) & ~replies.column("recheck").to_numpy()
    rows = np.flatnonzero(counts & ((turns == turn) | (failed & (turns < turn))))
    rows = rows[np.argsort(turns[rows], kind="stable")]
    found = np.full(len(probes) * samples, -1, dtype=np.int64)
    found[place[rows] * samples + sample[rows]] = rows  # of several, the last one stays
    return found


def _judged_chunk(chunk: _Chunk) -> Packed:
    """Judge a chunk; identical replies to one probe are read once."""

    def rows() -> Iterator[Row]:
        replies = iter(chunk.replies.to_pylist())
        for probe in chunk.probes:
            known: Known = {}
            for sample in range(chunk.samples):
                said = _given(next(replies), probe.id, sample, chunk.marks)
                yield judged(probe, said, run=chunk.run, model=chunk.model, known=known)

    return packed(rows())


def _given(fields: dict[str, Any], probe: str, sample: int, marks: tuple[str, str] | None) -> Given:
    if fields["text"] is None:
        return Given(text=None, sample=sample, error=NOT_ASKED)
    try:
        text = fields["text"].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise JagbenchError(f"The reply to the probe {probe} is damaged: it is not UTF-8 text.") from error
    return Given(
        text=text,
        finish_reason=None if fields["finish_reason"] == "unknown" else fields["finish_reason"],
        error=fields["error"] or "",
        seconds=fields["seconds"],
        tokens=fields["reply_tokens"],
        sample=sample,
        scores=tuple(fields["scores"] or ()),
        marks=marks,
    )


def frames(
    runs: Sequence[RunDirectory], *, processes: int | None = None, on_judged: OnJudged | None = None
) -> pd.DataFrame:
    """The frames of several runs, one below the other, each under a label of its own.

    A label is the one that the run was given, or else a short name of its model, where that tells the runs
    apart; otherwise it has the directory's name behind it, or its whole path where even that is not enough.

    Args:
        runs: The run directories.
        processes: As in `frame`.
        on_judged: As in `frame`; each run counts from 0.
    """
    labels = run_labels(runs)
    return pd.concat(
        [
            frame(run, label=label, processes=processes, on_judged=on_judged)
            for run, label in zip(runs, labels, strict=True)
        ],
        ignore_index=True,
    )


def run_labels(runs: Sequence[RunDirectory]) -> list[str]:
    """A label for each run, no two alike unless the same directory stands there twice.

    It is the label that the run was given, or else a short name of its model.
    """
    short = short_names([run.manifest.model for run in runs])
    names = [run.manifest.label or name for run, name in zip(runs, short, strict=True)]
    if len(set(names)) == len(names):
        return names
    named = [f"{name} ({run.path.name})" for name, run in zip(names, runs, strict=True)]
    if len(set(named)) == len(named):
        return named
    return [f"{name} ({run.path})" for name, run in zip(names, runs, strict=True)]
