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
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Self

from jagbench.errors import InvalidArgument, JagbenchError, near_path
from jagbench.probes import Probe, from_json, read_probes, to_json, write_probes
from jagbench.probes.probe import edited
from jagbench.runners.compacted import read_replies, reply_batches, reply_types, stored_batches, write_replies
from jagbench.runners.durable import UNFINISHED, refuse_special, replace_file, writing
from jagbench.runners.engine import Description
from jagbench.runners.journal import Journal, Replies, to_line
from jagbench.runners.manifest import (
    MANIFEST,
    Accepted,
    Manifest,
    read_manifest,
    refuse_other_run,
    write_manifest,
)
from jagbench.runners.reply import Reply
from jagbench.runners.schedule import Schedule

PROBES = "probes.jsonl"
EXAMPLES = "examples.jsonl"
OTHER = "other.jsonl"
JOURNAL = "journal.jsonl"
REPLIES = "replies.parquet"
LOCK = ".lock"
FILES = (MANIFEST, PROBES, EXAMPLES, OTHER, JOURNAL, REPLIES, LOCK)

# What a crash can leave behind before there is a manifest.
_UNFINISHED = {LOCK, PROBES, EXAMPLES, OTHER}

_COPIED = 1 << 20
"""Bytes held in memory at once while a file is copied."""


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
            JagbenchError: if its manifest is damaged, or its probes are not those that were asked.
        """
        path = Path(path)
        if not (path / MANIFEST).is_file():
            raise InvalidArgument(
                f"There is no run at {path}: it has no {MANIFEST}.{near_path(path)} Give a folder that "
                "`jagbench run` made."
            )
        for name in FILES:
            refuse_special(path / name)
        run = cls(path, read_manifest(path / MANIFEST))
        run._refuse_changed_probes()
        return run

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
                write_manifest(path, manifest)
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
        refuse_other_run(self.path, there=self.manifest, asked=asked, model=model)

    def accept(self, engine: Description, prompts: Mapping[str, str], accepted: Accepted | None) -> None:
        """Take what answers now for what answers in this run, which must be held for writing.

        Args:
            engine: What answers now; the fingerprint, by which replies are found, stays.
            prompts: SHA-256 of what it is given for some of the probes, by probe.
            accepted: What it replies by now; None where it is known by its content.
        """
        engine = replace(engine, fingerprint=self.manifest.engine.fingerprint)
        self.manifest = replace(self.manifest, engine=engine, prompts=prompts, accepted=accepted)
        write_manifest(self.path, self.manifest)

    def note_schedule(self, schedule: Schedule) -> None:
        """Write down the rounds so far; the run must be held for writing."""
        self.manifest = replace(self.manifest, schedule=schedule)
        write_manifest(self.path, self.manifest)

    def _grow_to(self, asked: Manifest) -> None:
        """Take on what is asked beyond what there is: samples, and probes asked twice."""
        self.refuse_other(asked)
        there = self.manifest
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
            write_manifest(self.path, grown)

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
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield from_json(line.decode("utf-8"))
                except (UnicodeDecodeError, InvalidArgument) as error:
                    why = error if isinstance(error, InvalidArgument) else "It is not UTF-8 text."
                    raise JagbenchError(
                        f"{path}, line {number}: this line is damaged. {why} Put the file back as it was."
                    ) from error

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
            for reply in read_replies(self.path / REPLIES):
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
        types = {**reply_types(), "text": pa.large_binary()}
        needed = {"key", "probe", "text", "finish_reason"} & set(names)
        schema = pa.schema([(name, types[name]) for name in names])
        if not (self.path / JOURNAL).exists():
            compacted = list(stored_batches(self.path / REPLIES, names))
            if compacted and not any(batch.column(name).null_count for batch in compacted for name in needed):
                return pa.Table.from_batches(compacted).cast(schema)
        return pa.Table.from_batches(reply_batches(self.iter_replies(), schema), schema)

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
        write_manifest(self.path, self.manifest)

    def _refuse_changed_probes(self) -> None:
        """Check that the file of probes is the one that was asked.

        Raises:
            JagbenchError: if it has been changed since.
        """
        path, sums = self.path / PROBES, self.manifest.probes_sha256
        if not sums or not path.exists():
            return
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        # A run that is going on may have noted further probes since its manifest was read.
        if found not in (*sums, *read_manifest(self.path / MANIFEST).probes_sha256):
            changed = edited(self.iter_probes())
            what = (
                f" Prompt or answer of {changed:,} of its probes is not what the ids say." if changed else ""
            )
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
                replace_file(path, lambda beside: write_replies(beside, self.iter_replies()))
            journal.unlink(missing_ok=True)


def _higher(limit: int | None, other: int | None) -> int | None:
    """The higher of two limits, where None is none."""
    return None if limit is None or other is None else max(limit, other)


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
