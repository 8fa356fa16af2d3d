"""Asking a model a suite: the call behind `jagbench run`."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jagbench import __version__
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, Suite, load
from jagbench.runners.drive import OnProbe, drive
from jagbench.runners.engine import Engine, Sampling
from jagbench.runners.engines import open_engine, parse_model
from jagbench.runners.protocols import open_protocol, protocol_entry
from jagbench.runners.run_directory import Manifest, RunDirectory
from jagbench.runners.selection import balanced

OnStart = Callable[[RunDirectory, int], None]
"""Called once the model is loaded: with the run, and how many probes it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told how a run goes, and who may stop it. Every part may be left out."""

    on_start: OnStart | None = None
    """Told before the first probe."""
    on_probe: OnProbe | None = None
    """Told of every probe that is done."""
    should_stop: Callable[[], bool] | None = None
    """Asked before each new probe; when true, what is under way is finished and nothing new is begun."""


def run(
    model: str,
    suite: str | Suite = "smoke-v1",
    *,
    protocol: str = "direct",
    out: Path | str | None = None,
    limit: int | None = None,
    sampling: Sampling | None = None,
    listener: Listener | None = None,
) -> RunDirectory:
    """Ask a model the probes of a suite; the same call again asks only what is missing.

    Args:
        model: `engine:name`.
        suite: A suite, its name, or the path of a file of probes.
        protocol: How the probes are asked.
        out: Folder of the run; by default `runs/MODEL-SUITE-PROTOCOL`.
        limit: Ask only this many probes, a balanced choice; a higher limit adds to a lower one, and probes
            that the run has already stay in it.
        sampling: How tokens are drawn; by default as the protocol has it.
        listener: Who is told how it goes, and who may stop it.

    Returns:
        The run. It is complete unless it was stopped; failed replies count as missing.

    Raises:
        InvalidArgument: if there is no such model, suite or protocol, or `out` holds something else.
        JagbenchError: if the engine breaks, another process holds the run, or it cannot be written.
    """
    parse_model(model)
    sampling = sampling or protocol_entry(protocol).sampling
    if limit is not None and limit < 1:
        raise InvalidArgument(f"The limit must be at least 1, got {limit}.")
    suite = load(suite) if isinstance(suite, str) else suite
    folder = Path(out) if out is not None else default_folder(model, suite.name, protocol)
    with closing(open_engine(model, probes=suite.probes)) as engine:
        manifest = _manifest(model, engine, suite, protocol, sampling)
        with RunDirectory.create_or_open(folder, manifest) as directory:
            directory.add_probes(balanced(suite.probes)[:limit])
            _ask(directory, engine, listener or Listener())
    return directory


def default_folder(model: str, suite: str, protocol: str) -> Path:
    """Where a run goes by itself: the same for the same model, suite and protocol.

    Args:
        model: `engine:name`; of a name that is a file, only the file's own name counts.
        suite: Its name or path.
        protocol: Its name with its arguments.
    """
    engine, _, name = model.partition(":")
    parts = [engine, Path(name).stem if name.endswith(".gguf") else name, Path(suite).stem, protocol]
    safe = (re.sub(r"[^A-Za-z0-9._]+", "-", part).strip("-.") for part in parts)
    return Path("runs") / "-".join(part[:80] for part in safe)


def unanswered(directory: RunDirectory) -> tuple[list[str], str | None]:
    """What a run still lacks.

    Args:
        directory: The run.

    Returns:
        The ids of probes without any reply or whose latest reply failed, and why the first of those failed.
    """
    replies = directory.replies().values()
    asked = {reply.probe for reply in replies}
    failed = {reply.probe: reply.error for reply in replies if reply.finish_reason == "error"}
    ids = [probe.id for probe in directory.probes() if probe.id in failed or probe.id not in asked]
    return ids, next((failed[id] for id in ids if id in failed), None)


def _ask(directory: RunDirectory, engine: Engine, listener: Listener) -> None:
    probes: list[Probe] = directory.probes()
    if listener.on_start is not None:
        listener.on_start(directory, len(probes))
    manifest = directory.manifest
    stopped = False

    def should_stop() -> bool:
        nonlocal stopped
        stopped = stopped or (listener.should_stop is not None and listener.should_stop())
        return stopped

    with directory.open_journal() as journal:
        drive(
            probes,
            open_protocol(manifest.protocol, manifest.sampling),
            engine,
            journal,
            name=manifest.protocol,
            on_probe=listener.on_probe,
            should_stop=should_stop,
        )
    if not stopped or not unanswered(directory)[0]:
        directory.compact()


def _manifest(model: str, engine: Engine, suite: Suite, protocol: str, sampling: Sampling) -> Manifest:
    return Manifest(
        jagbench=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model,
        engine=engine.description,
        suite=suite.name,
        suite_sha256=suite.sha256,
        protocol=protocol,
        sampling=sampling,
    )
