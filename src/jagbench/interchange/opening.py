"""Files of replies opened as runs, so that whatever takes a run takes them."""

import hashlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path

from jagbench import __version__
from jagbench.errors import InvalidArgument
from jagbench.interchange.joining import Joined, join
from jagbench.interchange.logs.log import Entry, Log
from jagbench.interchange.logs.reading import read_log
from jagbench.probes import Probe, Suite, load, write_probes
from jagbench.probes.digest import text_digest
from jagbench.probes.own import SHOWN, Problem
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.manifest import Manifest
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from jagbench.words import amount, are

OnNotice = Callable[[str], None]
"""Told in a sentence what the user should know of a file."""


class FileRun(RunDirectory):
    """Replies of a file as a run: its folder is a temporary one, gone with this object.

    Args:
        path: The folder.
        manifest: Content of its `run.json`.
        source: The file.
    """

    def __init__(self, path: Path, manifest: Manifest, source: Path) -> None:
        super().__init__(path, manifest)
        self._source = source

    @property
    def source(self) -> Path:
        """The file that the replies come from."""
        return self._source

    @property
    def report(self) -> Path:
        """Where its report goes: beside the file."""
        return self._source.with_name(f"{self._source.stem}.report.html")


def open_runs(
    paths: Sequence[str | PathLike[str]],
    suite: str | PathLike[str] | Suite | None = None,
    *,
    notice: OnNotice | None = None,
) -> list[RunDirectory]:
    """Open the folders of runs, and files of replies as runs: one for each model that a file names.

    Args:
        paths: Folders and files.
        suite: What the replies of files answer; None where the files hold their questions.
        notice: Told which lines are left out, and what was inferred.

    Raises:
        InvalidArgument: if there is no run or file at a path, a file holds no reply, or none answers a
        question.
        JagbenchError: if a file is damaged.
    """
    found: list[RunDirectory] = []
    loaded: Suite | None = None
    for path in map(Path, paths):
        if path.is_file():
            if suite is not None and loaded is None:
                loaded = suite if isinstance(suite, Suite) else load(suite)
                if notice is not None:
                    for sentence in loaded.notes:
                        notice(sentence)
            found += runs_of_file(path, loaded, notice=notice)
        else:
            found.append(RunDirectory.open(path))
    if suite is not None and not any(Path(path).is_file() for path in paths):
        raise InvalidArgument("A suite is named for files of replies, and runs have their own: leave it out.")
    return found


def runs_of_file(
    path: Path, suite: Suite | None = None, *, notice: OnNotice | None = None
) -> "list[FileRun]":
    """A file of replies as runs, one for each model that it names.

    Args:
        path: A log of lm-eval, Inspect, HELM or OpenAI evals, or a plain file of replies.
        suite: What the replies answer; None where the file holds its questions.
        notice: Told which lines are left out, and what was inferred.

    Raises:
        InvalidArgument: if the file holds no reply, or none answers a question.
    """
    log = read_log(path)
    joined = join(log, suite, default_skill=path.name.split(".")[0] or "unnamed")
    if notice is not None:
        for sentence in said(log, joined):
            notice(sentence)
    by_model: dict[str, list[tuple[Probe, Entry]]] = {}
    for probe, entry in joined.pairs:
        by_model.setdefault(entry.model or log.model, []).append((probe, entry))
    home = Path(tempfile.mkdtemp(prefix="jagbench-"))
    runs: list[FileRun] = []
    for number, (model, pairs) in enumerate(by_model.items()):
        folder = home / str(number) / (re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem) or "replies")
        runs.append(FileRun(folder, _written(folder, log, model, pairs, path, suite), path))
    left = [len(runs)]
    for run in runs:
        weakref.finalize(run, _leave, left, home)
    return runs


def _leave(left: list[int], home: Path) -> None:
    """Remove the folder around temporary runs once the last of them is gone."""
    left[0] -= 1
    if not left[0]:
        shutil.rmtree(home, ignore_errors=True)


def said(log: Log, joined: Joined) -> list[str]:
    """What is said of a file: whose it is, what was inferred, and which lines are left out."""
    problems: Sequence[Problem] = [*log.problems, *joined.problems]
    whose = {"file": "Replies in a file"}.get(log.tool, f"A log of {log.tool} {log.version}".strip())
    used = f"{amount(len(joined.pairs), 'reply')} {are(len(joined.pairs))} used"
    more = len(problems) - SHOWN
    return [
        *log.notes,
        *joined.notes,
        *map(str, problems[:SHOWN]),
        *([f"... and {more} more."] if more > 0 else []),
        f"{whose}: {used}, {len(problems)} left out." if problems else f"{whose}: {used}.",
    ]


def _written(
    folder: Path,
    log: Log,
    model: str,
    pairs: Sequence[tuple[Probe, Entry]],
    path: Path,
    suite: Suite | None,
) -> Manifest:
    """Write the folder of a run, and give its manifest."""
    probes = list({probe.id: probe for probe, _ in pairs}.values())
    with path.open("rb") as file:
        fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    asked = suite or Suite(
        name=path.name, sha256=hashlib.sha256(write_probes(probes)).hexdigest(), probes=probes
    )
    manifest = Manifest(
        jagbench=__version__,
        created=log.created
        or datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds"),
        model=f"{log.tool}:{model}",
        engine=Description(
            engine=log.tool,
            model=model,
            fingerprint=fingerprint,
            versions={log.tool: log.version} if log.version else {},
            determinism="none",
            details={"told": ", ".join(log.sampling)},
        ),
        suite=asked.name,
        suite_sha256=asked.sha256,
        protocol="direct",
        sampling=_sampling(log),
        samples=1 + max(entry.sample for _, entry in pairs),
        suite_probes=len(asked),
        fitting=len(asked),
    )
    with RunDirectory.create_or_open(folder, manifest) as directory:
        directory.add_probes(probes)
        with directory.open_journal() as journal:
            journal.write([_reply(probe, entry, fingerprint) for probe, entry in pairs])
        directory.compact()
        return directory.manifest


def _sampling(log: Log) -> Sampling:
    told = log.sampling
    return Sampling(
        max_tokens=int(told.get("max_tokens", 64)),
        temperature=float(told.get("temperature", 0.0)),
        top_p=float(told.get("top_p", 1.0)),
    )


def _reply(probe: Probe, entry: Entry, fingerprint: str) -> Reply:
    failed = entry.reply is None
    return Reply(
        key=text_digest(fingerprint, entry.model or "", probe.id, str(entry.sample)),
        probe=probe.id,
        turn=0,
        sample=entry.sample,
        text=entry.reply or "",
        finish_reason="error" if failed else entry.finish_reason,
        error=(entry.error or "no reply") if failed else None,
        reply_tokens=entry.tokens,
        seconds=entry.seconds,
        scores=entry.scores,
    )
