"""Finished runs whose replies are given."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from jagbench.probes import Probe, Suite, write_probes
from jagbench.runners.manifest import MANIFEST
from jagbench.runners.manner import Manner
from jagbench.runners.reply import Reply
from jagbench.runners.run import run
from jagbench.runners.run_directory import PROBES, REPLIES, RunDirectory


def answered(path: Path, pairs: Sequence[tuple[Probe, str | None]]) -> RunDirectory:
    """A run of some probes, in this order, with one reply to each; None for no reply."""
    asked_in_order(path, [probe for probe, _ in pairs])
    return replied_anew(
        path,
        [
            Reply(key=f"{probe.id}-0", probe=probe.id, turn=0, text=text, finish_reason="stop")
            for probe, text in pairs
            if text is not None
        ],
    )


def asked_in_order(path: Path, probes: Sequence[Probe], manner: Manner | None = None) -> None:
    """Ask some probes, and let them stand in the run in the order given."""
    run("solver:exact", Suite(name="some", sha256="0" * 64, probes=list(probes)), out=path, manner=manner)
    content = write_probes(probes)
    (path / PROBES).write_bytes(content)
    manifest = json.loads((path / MANIFEST).read_text())
    manifest["probes_sha256"] = [hashlib.sha256(content).hexdigest()]
    (path / MANIFEST).write_text(json.dumps(manifest))


def replied_anew(path: Path, replies: Sequence[Reply]) -> RunDirectory:
    """A run with these replies instead of its own."""
    (path / REPLIES).unlink()
    directory = RunDirectory.open(path)
    with directory.open_journal() as journal:
        journal.write(replies)
    directory.compact()
    return directory
