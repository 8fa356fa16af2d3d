"""Finished runs whose replies are given."""

from collections.abc import Sequence
from pathlib import Path

from jagbench.probes import Probe, Suite
from jagbench.runners.reply import Reply
from jagbench.runners.run import run
from jagbench.runners.run_directory import REPLIES, RunDirectory


def answered(path: Path, pairs: Sequence[tuple[Probe, str | None]]) -> RunDirectory:
    """A run of some probes with one reply to each; None for no reply."""
    suite = Suite(name="some", sha256="0" * 64, probes=[probe for probe, _ in pairs])
    run("solver:exact", suite, out=path)
    return replied_anew(
        path,
        [
            Reply(key=f"{probe.id}-0", probe=probe.id, turn=0, text=text, finish_reason="stop")
            for probe, text in pairs
            if text is not None
        ],
    )


def replied_anew(path: Path, replies: Sequence[Reply]) -> RunDirectory:
    """A run with these replies instead of its own."""
    (path / REPLIES).unlink()
    directory = RunDirectory.open(path)
    with directory.open_journal() as journal:
        journal.write(replies)
    directory.compact()
    return directory
