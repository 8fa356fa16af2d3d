"""A run directory: everything about one run (model x suite x protocol), and the one definition of its files.

* `run.json`: the manifest: who was asked what, and how
* `run.toml`: the options of the command, where one asked (`jagbench.cli.run_config`)
* `probes.jsonl`: the probes of the run, in the order asked
* `examples.jsonl`: the worked examples, where the protocol shows some
* `other.jsonl`: the replies of another run, where the protocol shows them; one a probe, as in a journal
* `journal.jsonl`: replies while the run is going on (`jagbench.runners.journal`)
* `replies.parquet`: all replies once the run has come to its end; the journal is then gone
* `.lock`: held while a process writes to the run

A reply that stands in both files counts as it stands in the journal.
"""

import hashlib
import json
import re
import warnings
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self

import msgspec

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe, from_json, probe_id, read_probes, to_json, write_probes
from jagbench.runners.durable import UNFINISHED, refuse_special, replace_file, writing
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.journal import Journal, Replies, fitted, to_line
from jagbench.runners.reply import Reply
from jagbench.runners.schedule import Schedule
from jagbench.runners.selection import BALANCED, Selection

FORMAT = 1
"""Version of the files; it rises whenever an older jagbench could not read them."""

MANIFEST = "run.json"
PROBES = "probes.jsonl"
EXAMPLES = "examples.jsonl"
OTHER = "other.jsonl"
JOURNAL = "journal.jsonl"
REPLIES = "replies.parquet"
LOCK = ".lock"
FILES = (MANIFEST, PROBES, EXAMPLES, OTHER, JOURNAL, REPLIES, LOCK)

# What a crash can leave behind before there is a manifest.
_UNFINISHED = {LOCK, PROBES, EXAMPLES, OTHER}

_BATCH = 10_000
"""Replies held in memory at once while files are written."""

_COPIED = 1 << 20
"""Bytes held in memory at once while a file is copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another run, whose replies are shown in this one."""

    path: str
    """Its folder, as it was given."""
    model: str
    """Its model as given."""
    suite: str
    """Name of its suite."""
    protocol: str
    """How it was asked."""
    replies_sha256: str
    """SHA-256 over the replies that are shown, in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Who was asked what, and how."""

    format: int = FORMAT
    """Version of the files."""
    jagbench: str
    """Version of jagbench that began the run."""
    created: str
    """When it was begun: ISO 8601, UTC."""
    model: str
    """The model as given, such as `"llamacpp:smollm2"`."""
    engine: Description
    """What answered."""
    suite: str
    """Name of the suite."""
    suite_sha256: str
    """SHA-256 of the suite's file, in hexadecimal."""
    protocol: str
    """Name of the protocol with its arguments."""
    sampling: Sampling
    """How tokens are drawn."""
    system: str | None = None
    """The system message before every conversation."""
    examples_sha256: str | None = None
    """SHA-256 of the file of worked examples, in hexadecimal; None where the protocol shows none."""
    other: Other | None = None
    """The run whose replies are shown; None where the protocol shows none."""
    shard: str | None = None
    """Which part of the suite this is, such as `"2/8"`; None for all of it."""
    samples: int = 1
    """Replies to each probe; a later command may raise it."""
    recheck: float = 0.0
    """Share of probes that are asked twice, to compare; a later command may raise it."""
    selection: Selection = field(default_factory=Selection)
    """Which probes of the suite are meant; all where it is empty."""
    limit: int | None = None
    """How many of these were to be asked at most; None for all. A later command may raise it."""
    order: str = BALANCED
    """How they are put in order before the limit cuts them off."""
    suite_probes: int | None = None
    """How many probes the suite holds."""
    fitting: int | None = None
    """How many of those are selected and can be asked by the protocol."""
    label: str | None = None
    """What the run is called in tables; None for a short name of its model."""
    tags: tuple[str, ...] = ()
    """Words to find it by."""
    effort: str | None = None
    """How much is to be thought; None where it is left to the model."""
    thinking: bool | None = None
    """Whether the model was to think beside what the protocol says; None where it is left to both."""
    prompts: Mapping[str, str] = field(default_factory=dict[str, str])
    """SHA-256 of what the model was given for some of the probes, by probe; empty where it was not told."""
    schedule: Schedule | None = None
    """The rounds, where what is asked next depends on what was answered; None for a suite."""
    probes_sha256: tuple[str, ...] = ()
    """SHA-256 of the file of probes, in hexadecimal; two while probes are being added to it, and none in
    a run of an older jagbench."""


class RunDirectory:
    """One run on disk.

    Args:
        path: The folder.
        manifest: Content of its `run.json`.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest

    @property
    def source(self) -> Path:
        """What it was opened by: its folder, or the file that its replies come from."""
        return self.path

    @property
    def report(self) -> Path:
        """Where its report goes unless another place is named."""
        return self.path / "report.html"

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open a run for reading. It may be going on.

        Raises:
            InvalidArgument: if there is no run at `path`, or it was written by a newer jagbench.
            JagbenchError: if its manifest is damaged.
        """
        path = Path(path)
        if not (path / MANIFEST).is_file():
            raise InvalidArgument(
                f"There is no run at {path}: it has no {MANIFEST}. Give a folder that `jagbench run` made."
            )
        for name in FILES:
            refuse_special(path / name)
        return cls(path, _read_manifest(path / MANIFEST))

    @classmethod
    @contextmanager
    def create_or_open(cls, path: Path | str, manifest: Manifest) -> Generator[Self]:
        """Hold a run for writing: the one that is at `path`, or a new one.

        Args:
            path: The folder; it is made where there is none.
            manifest: Who is to be asked what, and how.

        Yields:
            The run, locked against other processes; its manifest is the one on disk.

        Raises:
            InvalidArgument: if the folder holds another run (suite, model, protocol or sampling differ)
                or something else.
            JagbenchError: if another process holds it, or it cannot be written.
        """
        path = Path(path)
        _refuse_other_content(path)
        with _locked(path):
            if (path / MANIFEST).exists():
                run = cls.open(path)
                run._grow_to(manifest)
            else:
                run = cls(path, manifest)
                _write_manifest(path, manifest)
            yield run

    @contextmanager
    def held(self) -> Generator[None]:
        """Hold this run, so that no other process writes to it meanwhile.

        Raises:
            JagbenchError: if another process holds it, or its folder cannot be written.
        """
        with _locked(self.path):
            yield

    def refuse_other(self, asked: Manifest, *, model: bool = True) -> None:
        """Check that what is asked belongs into this run.

        Args:
            asked: Who is to be asked what, and how.
            model: Whether what answers is compared too; before the model is loaded it cannot be.

        Raises:
            InvalidArgument: if it is another run: suite, model, protocol or how it is asked differ.
        """
        _refuse_other_run(self.path, there=self.manifest, asked=asked, model=model)

    def accept(self, engine: Description, prompts: Mapping[str, str]) -> None:
        """Take what answers now for what answers in this run, which must be held for writing.

        Args:
            engine: What answers now; the fingerprint, by which replies are found, stays.
            prompts: SHA-256 of what it is given for some of the probes, by probe.
        """
        engine = replace(engine, fingerprint=self.manifest.engine.fingerprint)
        self.manifest = replace(self.manifest, engine=engine, prompts=prompts)
        _write_manifest(self.path, self.manifest)

    def note_schedule(self, schedule: Schedule) -> None:
        """Write down the rounds so far; the run must be held for writing."""
        self.manifest = replace(self.manifest, schedule=schedule)
        _write_manifest(self.path, self.manifest)

    def _grow_to(self, asked: Manifest) -> None:
        """Take on what is asked beyond what there is: samples, and probes asked twice."""
        self.refuse_other(asked)
        there = self.manifest
        self.refuse_changed_probes()
        grown = replace(
            there,
            samples=max(there.samples, asked.samples),
            recheck=max(there.recheck, asked.recheck),
            limit=_higher(there.limit, asked.limit),
            label=asked.label or there.label,
            tags=tuple(dict.fromkeys((*there.tags, *asked.tags))),
        )
        if grown != there:
            self.manifest = grown
            _write_manifest(self.path, grown)

    def probes(self) -> list[Probe]:
        """The probes of the run, in the order asked."""
        path = self.path / PROBES
        return read_probes(path.read_bytes(), source=str(path)) if path.exists() else []

    def iter_probes(self) -> Iterator[Probe]:
        """The probes of the run, in the order asked, one by one.

        Raises:
            JagbenchError: if the file of probes is damaged.
        """
        path = self.path / PROBES
        if not path.exists():
            return
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield from_json(line)
                except InvalidArgument as error:
                    raise JagbenchError(f"{path}, line {number}: this line is damaged ({error}).") from error

    def examples(self) -> list[Probe]:
        """The worked examples of the run; none where its protocol shows none."""
        path = self.path / EXAMPLES
        return read_probes(path.read_bytes(), source=str(path)) if path.exists() else []

    def replies(self) -> dict[str, Reply]:
        """The latest reply of each key; a failed one stands until the request is answered.

        Replies that were asked for only to compare are left out.

        Raises:
            JagbenchError: if a file of replies is damaged.
        """
        return {reply.key: reply for reply in self.iter_replies() if not reply.recheck}

    def iter_replies(self) -> Iterator[Reply]:
        """The latest reply of each key one by one, those asked for only to compare among them.

        Raises:
            JagbenchError: if a file of replies is damaged.
        """
        # The journal first: compaction, should it come in between, moves replies the other way.
        with Replies(self.path / JOURNAL) as journal:
            for reply in _read_parquet(self.path / REPLIES):
                if reply.key not in journal:
                    yield reply
            yield from journal

    def reply_table(self, names: Sequence[str]) -> Any:
        """Some fields of the replies that `iter_replies` gives, as an Arrow table.

        Args:
            names: Fields of `Reply`. The column `text` holds bytes: UTF-8, lone surrogates let through.

        Raises:
            JagbenchError: if a file of replies is damaged.
        """
        pa: Any = import_module("pyarrow")
        types = {**_types(), "text": pa.large_binary()}
        needed = {"key", "probe", "text", "finish_reason"} & set(names)
        schema = pa.schema([(name, types[name]) for name in names])
        if not (self.path / JOURNAL).exists():
            compacted = list(_parquet_batches(self.path / REPLIES, names))
            if compacted and not any(batch.column(name).null_count for batch in compacted for name in needed):
                return pa.Table.from_batches(compacted).cast(schema)
        return pa.Table.from_batches(_reply_batches(self.iter_replies(), schema), schema)

    def rechecks(self) -> list[tuple[Reply, Reply]]:
        """The replies to probes that were asked twice: the first and the second reply of each.

        Pairs of which one is missing or failed are left out.

        Raises:
            JagbenchError: if a file of replies is damaged.
        """
        again = {(reply.probe, reply.turn): reply for reply in self.iter_replies() if reply.recheck}
        if not again:
            return []
        pairs = (
            (reply, again[reply.probe, reply.turn])
            for reply in self.iter_replies()
            if not reply.recheck and reply.sample == 0 and (reply.probe, reply.turn) in again
        )
        return [pair for pair in pairs if all(reply.finish_reason != "error" for reply in pair)]

    def add_probes(self, probes: Iterable[Probe], *, there: Collection[str] | None = None) -> None:
        """Add the probes that are not in the run yet, after those that are.

        Args:
            probes: What is to be asked.
            there: The ids of the probes of the run, where they are known; read from its file otherwise.

        Raises:
            JagbenchError: if they cannot be written.
        """
        known = {probe.id for probe in self.iter_probes()} if there is None else there
        new = (probe for probe in probes if probe.id not in known)
        first = next(new, None)
        if first is None:
            return

        now = hashlib.sha256()
        path = self.path / PROBES

        def write(beside: Path) -> None:
            with beside.open("wb") as file:
                if path.exists():
                    with path.open("rb") as before:
                        while part := before.read(_COPIED):
                            file.write(part)
                            now.update(part)
                for probe in chain((first,), new):
                    line = f"{to_json(probe)}\n".encode()
                    file.write(line)
                    now.update(line)
            # Before the file takes its place, so that a death in between leaves two sums and no false alarm.
            self._note_probes(*self.manifest.probes_sha256, now.hexdigest())

        with writing(path):
            replace_file(path, write)
        self._note_probes(now.hexdigest())

    def _note_probes(self, *sums: str) -> None:
        self.manifest = replace(self.manifest, probes_sha256=sums)
        _write_manifest(self.path, self.manifest)

    def refuse_changed_probes(self) -> None:
        """Check that the file of probes is the one that was asked.

        Raises:
            JagbenchError: if it has been changed since.
        """
        path, sums = self.path / PROBES, self.manifest.probes_sha256
        if not sums or not path.exists():
            return
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found not in sums:
            changed = [
                probe.id
                for probe in self.iter_probes()
                if _DIGEST.fullmatch(probe.id) and probe.id != probe_id(probe.prompt, probe.answer)
            ]
            what = f" Prompt or answer of {len(changed)} probes is not what their ids say." if changed else ""
            raise JagbenchError(
                f"{path} is not the file that was asked: its SHA-256 is {found[:16]}…, run.json says "
                f"{sums[-1][:16]}….{what} Put the file back as it was."
            )

    def other_replies(self) -> list[Reply]:
        """The replies of another run that are shown in this one; none where the protocol shows none.

        Raises:
            JagbenchError: if the file is damaged.
        """
        with Replies(self.path / OTHER) as replies:
            return list(replies)

    def add_other(self, lines: str) -> None:
        """Write the replies of another run, once.

        Args:
            lines: In the form of a journal.

        Raises:
            JagbenchError: if they cannot be written.
        """
        path = self.path / OTHER
        if lines and not path.exists():
            _replace(path, lines.encode("ascii"))

    def add_examples(self, examples: Sequence[Probe]) -> None:
        """Write the worked examples, once.

        Raises:
            JagbenchError: if they cannot be written.
        """
        path = self.path / EXAMPLES
        if examples and not path.exists():
            _replace(path, write_probes(examples))

    def open_journal(self) -> Journal:
        """The journal, open for appending; replies that were compacted are put back into it.

        Raises:
            JagbenchError: if a file of replies is damaged, or the journal cannot be written.
        """
        path, compacted = self.path / JOURNAL, self.path / REPLIES
        if compacted.exists():

            def write(beside: Path) -> None:
                with beside.open("w", encoding="ascii") as file:
                    file.writelines(map(to_line, self.iter_replies()))

            with writing(path):
                replace_file(path, write)
                compacted.unlink()
        return Journal(path)

    def compact(self) -> None:
        """Put all replies into `replies.parquet` and remove the journal, which must be closed.

        Lone surrogates, which Parquet cannot hold, become U+FFFD.

        Raises:
            JagbenchError: if the file cannot be written; the journal then stays.
        """
        path, journal = self.path / REPLIES, self.path / JOURNAL
        with writing(path):
            if next(self.iter_replies(), None) is not None:
                replace_file(path, lambda beside: _write_parquet(beside, self.iter_replies()))
            journal.unlink(missing_ok=True)


_DIGEST = re.compile("[0-9a-f]{16}")
"""An id that says what is asked; the ids of somebody's own questions need not."""


class _Version(msgspec.Struct):
    format: int


def _higher(limit: int | None, other: int | None) -> int | None:
    """The higher of two limits, where None is none."""
    return None if limit is None or other is None else max(limit, other)


_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def _write_manifest(path: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
    # A folder's name need not be text: what is no character stands there as an escape, spelt out.
    whole = _NO_CHARACTER.sub(lambda found: f"\\\\u{ord(found[0]):04x}", text)
    _replace(path / MANIFEST, whole.encode("utf-8"))


def _read_manifest(path: Path) -> Manifest:
    try:
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_Version).format > FORMAT:
            raise InvalidArgument(
                f"{path.parent} was written by a newer jagbench: upgrade jagbench to read it."
            )
        return msgspec.json.decode(content, type=Manifest)
    except (ValueError, OSError, RecursionError) as error:
        if isinstance(error, JagbenchError):
            raise
        raise JagbenchError(f"{path} is damaged ({error}): this folder cannot be used as a run.") from error


def _refuse_other_content(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise InvalidArgument(f"{path} is a file: give another --out for the run.")
    names = {entry.name for entry in path.iterdir()}
    strange = {name for name in names - _UNFINISHED if not name.endswith(UNFINISHED)}
    if MANIFEST not in names and strange:
        raise InvalidArgument(f"{path} holds something that is no run ({min(strange)}): give another --out.")
    for name in FILES:
        refuse_special(path / name)


_ON_OFF: Mapping[bool | None, str] = {True: "on", False: "off", None: "none"}


def _refuse_other_run(path: Path, *, there: Manifest, asked: Manifest, model: bool) -> None:
    compared = {
        "suite": (there.suite_sha256, asked.suite_sha256, there.suite, asked.suite),
        "protocol": (there.protocol, asked.protocol, there.protocol, asked.protocol),
        "sampling": (there.sampling, asked.sampling, there.sampling, asked.sampling),
        "reasoning effort": 2 * (there.effort, asked.effort),
        "switch of thinking": (
            there.thinking,
            asked.thinking,
            _ON_OFF[there.thinking],
            _ON_OFF[asked.thinking],
        ),
        "prompting": 2 * (there.engine.prompting, asked.engine.prompting),
        "system message": (there.system, asked.system, there.system, asked.system),
        "set of examples": 2 * (there.examples_sha256, asked.examples_sha256),
        "set of replies of another run": (
            there.other and there.other.replies_sha256,
            asked.other and asked.other.replies_sha256,
            there.other.path if there.other else "none",
            asked.other.path if asked.other else "none",
        ),
        "shard": (there.shard, asked.shard, there.shard or "all", asked.shard or "all"),
        "selection of probes": (
            there.selection,
            asked.selection,
            str(there.selection) or "all",
            str(asked.selection) or "all",
        ),
    }
    if model:
        old, new = there.engine, asked.engine
        compared |= {
            "model": (old.fingerprint, new.fingerprint, there.model, asked.model),
            "chat template": 2 * (old.chat_template, new.chat_template),
            "determinism level": 2 * (old.determinism, new.determinism),
        }
    for kind, (is_there, is_asked, name_there, name_asked) in compared.items():
        if is_there != is_asked and kind == "sampling":
            raise InvalidArgument(
                f"{path} holds a run with another sampling: {_differences(there.sampling, asked.sampling)}. "
                "Give another --out."
            )
        if is_there != is_asked and kind == "system message":
            name_there, name_asked = _shortened(there.system), _shortened(asked.system)
        if is_there != is_asked:
            same = name_there == name_asked
            changed = f" of the same name (its content has changed: {is_there} there, {is_asked} now)"
            raise InvalidArgument(
                f"{path} holds a run with another {kind}{changed if same else ''}: {name_there} is there, "
                f"{name_asked} was asked for. Give another --out."
            )


def _differences(there: Sampling, asked: Sampling) -> str:
    """The fields in which two ways of drawing differ, in words."""
    pairs = [(each.name, getattr(there, each.name), getattr(asked, each.name)) for each in fields(Sampling)]
    return ", ".join(
        f"{name} {is_there!r} is there, {is_asked!r} was asked for"
        for name, is_there, is_asked in pairs
        if is_there != is_asked
    )


def _shortened(text: str | None) -> str:
    if text is None:
        return "none"
    return repr(text if len(text) <= 60 else text[:59] + "…")


@contextmanager
def _locked(path: Path) -> Generator[None]:
    from filelock import FileLock, Timeout

    with writing(path):
        path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path / LOCK)
    with writing(path / LOCK):
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise JagbenchError(
                f"Another process is writing to {path}: wait for it to end, or give another --out."
            ) from error
    try:
        yield
    finally:
        lock.release()


def _replace(path: Path, content: bytes) -> None:
    with writing(path):
        replace_file(path, lambda beside: beside.write_bytes(content))


def _whole_characters(text: str | None) -> str | None:
    if text is None:
        return None
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_INTEGERS = {"turn", "sample", "seed", "prompt_tokens", "reply_tokens"}
_LATER = ("native_finish_reason", "system_fingerprint")
"""Fields that files of earlier versions lack."""
_TEXTS = ("text", "thinking", "error", "native_finish_reason", "system_fingerprint")


def _types() -> dict[str, Any]:
    """The Arrow types of the fields of a reply."""
    pa: Any = import_module("pyarrow")
    types = {"recheck": pa.bool_(), "scores": pa.list_(pa.float64()), "seconds": pa.float64()}
    types |= dict.fromkeys(_INTEGERS, pa.int64())
    return {field.name: types.get(field.name, pa.string()) for field in fields(Reply)}


def _write_parquet(path: Path, replies: Iterable[Reply]) -> None:
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    schema = pa.schema(list(_types().items()))
    # pyarrow itself opens no path that is not UTF-8.
    with path.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        for batch in _reply_batches(replies, schema):
            writer.write_batch(batch)


def _reply_batches(replies: Iterable[Reply], schema: Any) -> Iterator[Any]:
    """Replies as Arrow record batches of the fields in a schema; lone surrogates stay only in bytes."""
    pa: Any = import_module("pyarrow")
    left = iter(replies)
    while batch := list(islice(left, _BATCH)):
        columns = {name: [getattr(reply, name) for reply in batch] for name in schema.names}
        for name in set(_TEXTS) & set(columns):
            binary = schema.field(name).type == pa.large_binary()
            columns[name] = list(map(_utf8 if binary else _whole_characters, columns[name]))
        yield pa.RecordBatch.from_pydict(columns, schema=schema)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _read_parquet(path: Path) -> Iterator[Reply]:
    for batch in _parquet_batches(path):
        replies = list(map(fitted, batch.to_pylist()))
        if damaged := replies.count(None):
            warnings.warn(
                f"{path}: {damaged} of its replies {'is' if damaged == 1 else 'are'} damaged and left out; "
                "`jagbench run` asks their probes again.",
                RuntimeWarning,
                stacklevel=2,
            )
        yield from (reply for reply in replies if reply is not None)


def _parquet_batches(path: Path, names: Sequence[str] | None = None) -> Iterator[Any]:
    """Record batches of a file of replies, of some fields or all; none where there is no file."""
    if not path.exists():
        return
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    try:
        with path.open("rb") as raw, parquet.ParquetFile(raw) as file:
            found = {field.name: field.type for field in file.schema_arrow}
            if {**dict.fromkeys(_LATER, pa.string()), **found} != _types():
                raise JagbenchError(
                    f"{path} does not hold replies: move it away and give the same command again to ask anew."
                )
            yield from file.iter_batches(batch_size=_BATCH, columns=names)
    except (OSError, pa.ArrowException) as error:
        raise JagbenchError(
            f"{path} is damaged ({error}): move it away and give the same command again to ask anew."
        ) from error
