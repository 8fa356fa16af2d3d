"""Replies made elsewhere, as JSON lines or Parquet, read and judged like those of a run.

A line, or a row, either names a probe of a suite, `{"probe": ID, "reply": TEXT}`, or brings its own question,
`{"prompt": TEXT, "answer": {"kind", "value", "options"}, "reply": TEXT}`. It may add `"finish_reason"`
(`"stop"`, `"length"`, `"refusal"`, `"error"`), `"model"`, `"error"`, `"sample"`, `"tokens"`, `"seconds"`,
and, where it brings its own question, any other key of a probe, such as `"skill"`, `"level"` or `"lures"`.
A reply of null is an engine's failure. Other keys are ignored.

Files that jagbench wrote are read as well, with the suite that they belong to: a run's own `replies.parquet`,
of which only last turns count and no reply that was asked for to compare, and what `write_frame` wrote as
`.jsonl` or `.parquet`.
"""

import codecs
import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.frame.parallel import ROWS, in_order, processes_for
from jagbench.analysis.frame.probe_lines import Lines, ProbeLines
from jagbench.analysis.frame.rows import Given, Known, OnJudged, Packed, Row, judged, packed, told, unpacked
from jagbench.errors import InvalidArgument, near_path
from jagbench.probes import Probe, from_json, probe_id, write_probes
from jagbench.probes.json_lines import no_object
from jagbench.runners.reply import FinishReason

pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")

_DEFAULTS: Mapping[str, Any] = {
    "skill": "unnamed",
    "version": 1,
    "level": 1,
    "grade": 0,
    "language": "",
    "frame": "",
    "template": "",
    "order": "",
    "params": {},
    "lures": {},
}

_GIVEN = ("reply", "text", "finish_reason", "error", "sample", "tokens", "reply_tokens", "seconds", "scores")
_READ = {"probe", "model", "verdict", "prompt", "item", "answer", *_DEFAULTS, *_GIVEN}
"""The columns of a Parquet file that are read."""

_EXCHANGE = ("probe", "sample", "turn", "recheck")
"""The columns that tell a run's own file of replies, and which of them count."""

_MAGIC = b"PAR1"


def frame_of_file(
    path: Path,
    probes: ProbeLines | Sequence[Probe] = (),
    *,
    processes: int | None = None,
    on_judged: OnJudged | None = None,
) -> pd.DataFrame:
    """The frame of a file of replies: one row per reply, and one `unscored` row per probe without any.

    Several replies may answer the same probe: each counts, and intervals treat them as one item.

    Args:
        path: The file: Parquet where its name ends so or it begins so, otherwise JSON lines. Each model named
            in it is a run of its own; a reply without `"model"` belongs to the file's name.
        probes: The suite that replies refer to by `"probe"`.
        processes: Over how many processes the work goes; as many as cores where there are many replies.
            With several, a script calls this below `if __name__ == "__main__":`.
        on_judged: Told how far it is, every few thousand replies.

    Raises:
        InvalidArgument: if there is no such file, or a line or row is not as described above.
    """
    if not isinstance(probes, ProbeLines):
        probes = ProbeLines(BytesIO(write_probes(probes)), "probes")
    with _opened(path) as file:
        is_table = file.read(len(_MAGIC)) == _MAGIC or path.suffix == ".parquet"
        file.seek(0)
        records = _Table(file, path) if is_table else _JsonLines(file, path)
        chunks = _chunks(records, probes, path.stem)
        parts = in_order(_judged_chunk, chunks, processes=processes_for(records.total, processes))
        answered: _Answered = {}
        judged_parts = told(_noted(parts, probes, answered), records.total, on_judged)
        return unpacked(chain(judged_parts, _missing(probes, answered, processes)))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InvalidArgument(
            f"Cannot read {str(path)!r}: {error.strerror}.{near_path(path)} Give a run's folder, or a file "
            "of replies."
        ) from error


class _Records(NamedTuple):
    """Some replies of a file, as they stand there."""

    numbers: Sequence[int]
    """Which line or row each is, from 1."""
    content: Any
    """Lines, or an Arrow record batch."""
    named: Sequence[str | None]
    """The id of the probe that each names; None where it names none, or cannot be read."""


class _JsonLines:
    """The replies of a file of JSON lines."""

    unit = "line"

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.source = str(path)
        self._file = file
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise InvalidArgument(f"{path}: this is UTF-16, not UTF-8 text: save the file as UTF-8.")
        file.seek(0)
        self.total = sum(1 for line in file if line.strip())
        if not self.total:
            raise InvalidArgument(f"{path}: there are no replies in this file.")

    def __iter__(self) -> Iterator[_Records]:
        self._file.seek(0)
        numbered = ((number, line) for number, line in enumerate(self._file, start=1) if line.strip())
        while some := list(islice(numbered, ROWS)):
            lines = [line.removeprefix(codecs.BOM_UTF8) if number == 1 else line for number, line in some]
            yield _Records([number for number, _ in some], lines, list(map(_named, lines)))


def _named(line: bytes) -> str | None:
    try:
        name: object = _fields(line).get("probe")
    except InvalidArgument:
        return None
    return name if isinstance(name, str) else None


class _Table:
    """The replies of a Parquet file."""

    unit = "row"

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.source = str(path)
        with self._errors():
            self._file: Any = parquet.ParquetFile(file)
        names: list[str] = self._file.schema_arrow.names
        if not {"reply", "text"} & set(names) or not {"probe", "answer"} & set(names):
            raise InvalidArgument(
                f"{path} does not hold replies: its columns are {', '.join(names) or 'none'}. There must be "
                "'reply', and 'probe' (with --suite) or 'prompt' and 'answer'."
            )
        self._names = [name for name in names if name in _READ]
        self._counts = self._counted(names)
        self.total = int(self._counts.sum())
        if not self.total:
            raise InvalidArgument(f"{path}: there are no replies in this file.")

    def __iter__(self) -> Iterator[_Records]:
        start = 0
        with self._errors():
            for batch in self._file.iter_batches(batch_size=ROWS, columns=self._names):
                counts = self._counts[start : start + batch.num_rows]
                some = batch.filter(pa.array(counts))
                yield _Records((np.flatnonzero(counts) + start + 1).tolist(), some, _texts(some, "probe"))
                start += batch.num_rows

    def _counted(self, names: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which rows count: all, but in a run's own file of replies the last turn of each exchange."""
        counts = np.ones(self._file.metadata.num_rows, dtype=np.bool_)
        if set(_EXCHANGE) <= set(names):
            with self._errors():
                asked: pd.DataFrame = self._file.read(columns=list(_EXCHANGE)).to_pandas()
            last = asked[~asked["recheck"].astype(bool)].sort_values("turn", kind="stable")
            counts[:] = False
            counts[last.drop_duplicates(["probe", "sample"], keep="last").index.to_numpy()] = True
        return counts

    @contextmanager
    def _errors(self) -> Generator[None]:
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            raise InvalidArgument(
                f"{self.source}: not a Parquet file, or a damaged one ({error})."
            ) from error
        except UnicodeDecodeError as error:
            raise InvalidArgument(f"{self.source}: the id of a probe in it is not UTF-8 text.") from error


def _texts(batch: Any, name: str) -> list[str | None]:
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    return [value if isinstance(value, str) else None for value in batch.column(name).to_pylist()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """Some replies of a file with the probes that they name."""

    source: str
    unit: str
    records: _Records
    probes: Lines
    has_suite: bool
    default_model: str


def _chunks(records: _JsonLines | _Table, probes: ProbeLines, default_model: str) -> Iterator[_Chunk]:
    for some in records:
        places = np.unique(probes.places(some.named))
        yield _Chunk(
            source=records.source,
            unit=records.unit,
            records=some,
            probes=probes.some(places[places >= 0].tolist()),
            has_suite=len(probes) > 0,
            default_model=default_model,
        )


def _judged_chunk(chunk: _Chunk) -> Packed:
    """Judge a chunk; identical replies to one probe of the suite are read once."""
    return packed(_rows(chunk))


def _rows(chunk: _Chunk) -> Iterator[Row]:
    suite = {probe.id: probe for probe in chunk.probes} if chunk.has_suite else None
    known: defaultdict[str, Known] = defaultdict(dict)
    content = chunk.records.content
    try:
        records: Sequence[Any] = content.to_pylist() if isinstance(content, pa.RecordBatch) else content
    except UnicodeDecodeError as error:
        first, last = chunk.records.numbers[0], chunk.records.numbers[-1]
        raise InvalidArgument(
            f"{chunk.source}: a text in rows {first} to {last} is not UTF-8: write the file with UTF-8 texts."
        ) from error
    for number, record in zip(chunk.records.numbers, records, strict=True):
        try:
            fields = _fields(record)
            model = _text(fields, "model") or chunk.default_model
            probe, own = _probe(fields, suite)
            row = judged(
                probe, _given(fields), run=model, model=model, known=None if own else known[probe.id]
            )
        except InvalidArgument as error:
            raise InvalidArgument(f"{chunk.source}, {chunk.unit} {number}: {error}") from error
        yield row


def _fields(record: bytes | Mapping[str, Any]) -> dict[str, Any]:
    """What a line or a row holds."""
    try:
        if not isinstance(record, bytes):
            return _cells(record)
        raw: object = json.loads(record.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidArgument(
            f"it is not UTF-8 text (the byte {error.object[error.start]:#04x}): save the file as UTF-8."
        ) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidArgument(f"the line is not JSON ({error}).") from error
    if not isinstance(raw, dict):
        raise no_object(raw)
    return cast("dict[str, Any]", raw)


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row holds, empty cells left out; its reply may be null."""
    filled = {name: _cell(value) for name, value in row.items() if value is not None}
    return {**filled, "reply": filled.get("reply", filled.get("text"))}


def _cell(value: Any) -> Any:
    """A value of a cell, without the nulls that a struct has for keys of other rows."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {key: _cell(each) for key, each in fields.items() if each is not None}
    return value


def _text(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise InvalidArgument(f"{key!r} must be a string or null, got {value!r}.")
    return value


def _number(fields: Mapping[str, Any], *keys: str, whole: bool = True) -> Any:
    """The number under the first of some keys that is there, or None."""
    kinds = (int,) if whole else (int, float)
    for key in keys:
        value = fields.get(key)
        if value is not None:
            if not isinstance(value, kinds) or isinstance(value, bool) or value < 0:
                raise InvalidArgument(
                    f"{key!r} must be a {'whole ' if whole else ''}number from 0 up or null, got {value!r}."
                )
            return value
    return None


def _given(fields: Mapping[str, Any]) -> Given:
    if "reply" not in fields:
        raise InvalidArgument("the key 'reply' is missing.")
    reason = _text(fields, "finish_reason") or None
    reason = None if reason == "unknown" else reason
    if reason is not None and reason not in get_args(FinishReason):
        raise InvalidArgument(
            f"'finish_reason' must be stop, length, refusal, error or null, got {reason!r}."
        )
    seconds = _number(fields, "seconds", whole=False)
    # A judged file holds "" for the reply of a probe that got none.
    text = None if fields.get("verdict") == "unscored" else _text(fields, "reply")
    return Given(
        text=text,
        finish_reason=reason,
        error=_text(fields, "error") or "",
        sample=_number(fields, "sample") or 0,
        tokens=_number(fields, "tokens", "reply_tokens"),
        seconds=float("nan") if seconds is None else float(seconds),
        scores=_scores(fields.get("scores")),
    )


def _scores(value: object) -> tuple[float, ...]:
    scores = cast("Sequence[object]", value) if isinstance(value, list | tuple) else None
    if value is not None and (scores is None or not all(isinstance(each, int | float) for each in scores)):
        raise InvalidArgument(f"'scores' must be a list of numbers or null, got {value!r}.")
    return tuple(cast("Sequence[float]", scores or ()))


def _probe(fields: Mapping[str, Any], suite: Mapping[str, Probe] | None) -> tuple[Probe, bool]:
    """The probe of a reply, and whether the reply brings it itself."""
    if "answer" in fields:
        return _own_probe(fields), True
    name = _text(fields, "probe")
    if name is None:
        raise InvalidArgument("give the id of a 'probe', or a 'prompt' and its 'answer'.")
    if suite is None:
        raise InvalidArgument(f"the probe {name!r} belongs to a suite: name it with --suite.")
    if name not in suite:
        raise InvalidArgument(f"the suite has no probe {name!r}.")
    return suite[name], False


def _own_probe(fields: Mapping[str, Any]) -> Probe:
    given = {key: fields[key] for key in ("prompt", "item", *_DEFAULTS) if key in fields}
    answer: object = fields["answer"]
    if isinstance(answer, dict):
        answer = {"options": [], **cast("dict[str, Any]", answer)}
    probe = from_json(json.dumps({"id": "", "item": "", **_DEFAULTS, **given, "answer": answer}))
    identity = probe_id(probe.prompt, probe.answer)
    return replace(probe, id=identity, item=probe.item or identity)


_Answered = dict[str, npt.NDArray[np.bool_]]
"""For each model, in the order in which they come, which probes of the suite have a reply."""


def _noted(parts: Iterable[Packed], probes: ProbeLines, answered: _Answered) -> Iterator[Packed]:
    """Pass parts on, and note which probes are answered."""
    for part in parts:
        if len(probes):
            models = np.array(part.plain.column("model").to_pylist(), dtype=object)
            places = probes.places(part.plain.column("probe").to_pylist())
            for model in dict.fromkeys(models.tolist()):
                theirs = places[models == model]
                answered.setdefault(model, np.zeros(len(probes), dtype=np.bool_))[theirs[theirs >= 0]] = True
        yield part


class _Unanswered(NamedTuple):
    """Probes of a suite that a model gave no reply to."""

    probes: Lines
    model: str


def _missing(probes: ProbeLines, answered: _Answered, processes: int | None) -> Iterator[Packed]:
    def tasks() -> Iterator[_Unanswered]:
        for model, there in answered.items():
            places = np.flatnonzero(~there).tolist()
            for start in range(0, len(places), ROWS):
                yield _Unanswered(probes.some(places[start : start + ROWS]), model)

    count = sum(int((~there).sum()) for there in answered.values())
    if count:
        yield from in_order(_unscored_chunk, tasks(), processes=processes_for(count, processes))


def _unscored_chunk(task: _Unanswered) -> Packed:
    return packed(judged(probe, Given(text=None), run=task.model, model=task.model) for probe in task.probes)
