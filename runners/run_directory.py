"""A run directory: everything about one run (model x suite x protocol), and the one definition of its files.

* `run.json`: the manifest: who was asked what, and how
* `probes.jsonl`: the probes of the run, in the order asked
* `journal.jsonl`: replies while the run is going on (`jagbench.runners.journal`)
* `replies.parquet`: all replies once the run has come to its end; the journal is then gone
* `.lock`: held while a process writes to the run

A reply that stands in both files counts as it stands in the journal.
"""

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe, read_probes, write_probes
from jagbench.runners.durable import replace_file, writing
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.journal import Journal, read_journal
from jagbench.runners.reply import Reply

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
"""Version of the files; it rises whenever an older jagbench could not read them."""

MANIFEST = "run.json"
PROBES = "probes.jsonl"
JOURNAL = "journal.jsonl"
REPLIES = "replies.parquet"
LOCK = ".lock"

# What a crash can leave behind before there is a manifest.
_UNFINISHED = {LOCK, PROBES, f"{PROBES}.tmp", f"{MANIFEST}.tmp"}


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


class RunDirectory:
    """One run on disk.

    Args:
        path: The folder.
        manifest: Content of its `run.json`.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest

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
                _refuse_other_run(path, there=run.manifest, asked=manifest)
            else:
                run = cls(path, manifest)
                content = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
                _replace(path / MANIFEST, content.encode("utf-8"))
            yield run

    def probes(self) -> list[Probe]:
        """The probes of the run, in the order asked."""
        path = self.path / PROBES
        return read_probes(path.read_bytes(), source=str(path)) if path.exists() else []

    def replies(self) -> dict[str, Reply]:
        """The latest reply of each key; a failed one stands until the request is answered.

        Raises:
            JagbenchError: if a file of replies is damaged.
        """
        # The journal first: compaction, should it come in between, moves replies the other way.
        journal = read_journal(self.path / JOURNAL).replies
        return {**_read_parquet(self.path / REPLIES), **journal}

    def add_probes(self, probes: Sequence[Probe]) -> None:
        """Add the probes that are not in the run yet, after those that are.

        Raises:
            JagbenchError: if they cannot be written.
        """
        there = self.probes()
        ids = {probe.id for probe in there}
        new = [probe for probe in probes if probe.id not in ids]
        if new:
            _replace(self.path / PROBES, write_probes([*there, *new]))

    def open_journal(self) -> Journal:
        """The journal, open for appending, with every reply that need not be asked again.

        Raises:
            JagbenchError: if a file of replies is damaged, or the journal cannot be written.
        """
        path = self.path / JOURNAL
        contents = read_journal(path)
        replies = {**_read_parquet(self.path / REPLIES), **contents.replies}
        answered = {key: reply for key, reply in replies.items() if reply.finish_reason != "error"}
        return Journal(path, size=contents.size, answered=answered)

    def compact(self) -> None:
        """Put all replies into `replies.parquet` and remove the journal, which must be closed.

        Lone surrogates, which Parquet cannot hold, become U+FFFD.

        Raises:
            JagbenchError: if the file cannot be written; the journal then stays.
        """
        path, journal = self.path / REPLIES, self.path / JOURNAL
        with writing(path):
            if read_journal(journal).replies:
                frame = _to_frame(list(self.replies().values()))
                replace_file(path, lambda beside: frame.to_parquet(beside, index=False))
            journal.unlink(missing_ok=True)


def _read_manifest(path: Path) -> Manifest:
    try:
        fields = cast("dict[str, Any]", json.loads(path.read_bytes()))
        if fields["format"] > FORMAT:
            raise InvalidArgument(
                f"{path.parent} was written by a newer jagbench: upgrade jagbench to read it."
            )
        sampling: dict[str, Any] = fields["sampling"]
        sampling["stop"] = tuple(sampling["stop"])
        fields["engine"], fields["sampling"] = Description(**fields["engine"]), Sampling(**sampling)
        return Manifest(**fields)
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, JagbenchError):
            raise
        raise JagbenchError(f"{path} is damaged ({error}): this folder cannot be used as a run.") from error


def _refuse_other_content(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise InvalidArgument(f"{path} is a file: give another --out for the run.")
    names = {entry.name for entry in path.iterdir()}
    if MANIFEST not in names and names - _UNFINISHED:
        raise InvalidArgument(
            f"{path} holds something that is no run ({min(names - _UNFINISHED)}): give another --out."
        )


def _refuse_other_run(path: Path, *, there: Manifest, asked: Manifest) -> None:
    compared = {
        "suite": (there.suite_sha256, asked.suite_sha256, there.suite, asked.suite),
        "model": (there.engine.fingerprint, asked.engine.fingerprint, there.model, asked.model),
        "protocol": (there.protocol, asked.protocol, there.protocol, asked.protocol),
        "sampling": (there.sampling, asked.sampling, there.sampling, asked.sampling),
    }
    for kind, (is_there, is_asked, name_there, name_asked) in compared.items():
        if is_there != is_asked:
            same = name_there == name_asked
            changed = f" of the same name (its content has changed: {is_there} there, {is_asked} now)"
            raise InvalidArgument(
                f"{path} holds a run with another {kind}{changed if same else ''}: {name_there} is there, "
                f"{name_asked} was asked for. Give another --out."
            )


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


def _to_frame(replies: Sequence[Reply]) -> "pd.DataFrame":
    import pandas as pd

    rows = [
        {
            **asdict(reply),
            "text": _whole_characters(reply.text),
            "thinking": _whole_characters(reply.thinking),
            "error": _whole_characters(reply.error),
        }
        for reply in replies
    ]
    return pd.DataFrame(rows).astype({"prompt_tokens": "Int64", "reply_tokens": "Int64", "turn": "int64"})


def _read_parquet(path: Path) -> Mapping[str, Reply]:
    if not path.exists():
        return {}
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise JagbenchError(
            f"{path} is damaged ({error}): move it away and give the same command again to ask anew."
        ) from error
    if sorted(frame.columns) != sorted(field.name for field in fields(Reply)):
        raise JagbenchError(
            f"{path} does not hold replies: move it away and give the same command again to ask anew."
        )
    columns = {name: frame[name].tolist() for name in frame.columns}
    for name in ("thinking", "error", "prompt_tokens", "reply_tokens"):
        columns[name] = [None if pd.isna(value) else value for value in columns[name]]
    rows = zip(*columns.values(), strict=True)
    replies = (Reply(**dict(zip(columns, row, strict=True))) for row in rows)
    return {reply.key: reply for reply in replies}
