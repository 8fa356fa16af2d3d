"""`jagbench run`: ask a model a suite."""

import json
import os
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jagbench.cli.progress import Watch
    from jagbench.probes import Probe
    from jagbench.runners.reply import Reply
    from jagbench.runners.run_directory import RunDirectory

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


@click.command(
    name="run",
    epilog="\b\nExample:\n  jagbench run llamacpp:smollm2\n"
    "  jagbench run llamacpp:path/to/model.gguf --limit 100 --out runs/mine",
)
@click.argument("model")
@click.option("--suite", default="smoke-v1", show_default=True, help="Name of a suite, or a file of probes.")
@click.option("--protocol", default="direct", show_default=True, help="How the probes are asked.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the run.  [default: runs/MODEL-SUITE-PROTOCOL]"
)
@click.option("--limit", type=click.IntRange(min=1), help="Ask only this many probes, a balanced choice.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(
    context: click.Context,
    model: str,
    suite: str,
    protocol: str,
    out: Path | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Ask MODEL a suite of probes.

    MODEL is ENGINE:NAME; `jagbench models list` shows what there is. The same command again goes on where
    the last one ended, and asks only what is missing.
    """
    try:
        directory, interrupted = ask(model, suite=suite, protocol=protocol, out=out, limit=limit)
    except KeyboardInterrupt:
        context.exit(INTERRUPTED)
    if interrupted:
        context.exit(INTERRUPTED)
    _print_result(directory, as_json=as_json)
    complain_of_failures(directory)


def ask(
    model: str, *, suite: str, protocol: str = "direct", out: Path | None = None, limit: int | None = None
) -> "tuple[RunDirectory, bool]":
    """Ask a model a suite, showing on standard error how it goes.

    The first Ctrl-C lets the probes under way finish, the second ends at once.

    Args:
        model: `engine:name`.
        suite: Name or file.
        protocol: How the probes are asked.
        out: Folder of the run; None for its default.
        limit: How many probes at most; None for all.

    Returns:
        The run, and whether it was interrupted; then the user has been told how to go on.

    Raises:
        JagbenchError: as `jagbench.runners.run.run` does.
        KeyboardInterrupt: at the second Ctrl-C.
    """
    from rich.console import Console

    from jagbench.cli.progress import Watch
    from jagbench.runners.run import Listener, run

    with Watch(_is_right, Console(stderr=True)) as watch, _interruptible(watch) as should_stop:
        listener = Listener(on_start=watch.on_start, on_probe=watch.on_probe, should_stop=should_stop)
        directory = run(model, suite, protocol=protocol, out=out, limit=limit, listener=listener)
    interrupted = watch.tally.done < watch.tally.total
    if interrupted:
        watch.say(_how_to_resume(directory.path))
    return directory, interrupted


def _how_to_resume(folder: Path | None) -> str:
    kept = f" Every finished reply is kept in {folder}." if folder else ""
    return f"Interrupted.{kept} The same command goes on from there."


@contextmanager
def _interruptible(watch: "Watch") -> Generator[Callable[[], bool]]:
    """Note the first Ctrl-C instead of ending at once.

    Yields:
        Whether there was one.
    """
    interrupts: list[int] = []

    def note(number: int, frame: object) -> None:
        interrupts.append(number)
        if watch.folder is None:
            # Nothing is asked yet, and a library that is loading a model can hang when it is unwound.
            watch.leave("Interrupted before anything was asked.")
            os._exit(INTERRUPTED)
        if len(interrupts) > 1:
            raise KeyboardInterrupt

    def should_stop() -> bool:
        if interrupts and not watch.stopping:
            watch.stopping = True
            watch.say("Stopping: the probes under way are being finished. Ctrl-C again ends at once.")
        return watch.stopping

    before = signal.signal(signal.SIGINT, note)
    try:
        yield should_stop
    except KeyboardInterrupt:
        watch.say(_how_to_resume(watch.folder))
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _is_right(probe: "Probe", reply: "Reply") -> bool:
    from jagbench.analysis.reading import read
    from jagbench.analysis.verdicts import judge

    reading = read(
        reply.text,
        kind=probe.answer.kind,
        options=probe.answer.options,
        prompt=probe.prompt,
        finish_reason=reply.finish_reason,
        language=probe.language,
    )
    return judge(reading, probe.answer, language=probe.language) == "correct"


def _print_result(directory: "RunDirectory", *, as_json: bool) -> None:
    counts = count_finish_reasons(directory)
    if as_json:
        click.echo(json.dumps({"run": str(directory.path), **counts}))
        return
    click.echo(str(directory.path))
    reasons = ", ".join(f"{counts[reason]} {reason}" for reason in ("stop", "length", "error"))
    click.echo(f"{counts['probes']} probes: {reasons}")


def count_finish_reasons(directory: "RunDirectory") -> dict[str, int]:
    """How the last reply of each probe of a run ended.

    Returns:
        `probes`, and how many of them ended with `stop`, `length` and `error`; a probe that has no reply
        is in none of the three.
    """
    last: dict[str, Reply] = {}
    for reply in directory.replies().values():
        if reply.probe not in last or reply.turn >= last[reply.probe].turn:
            last[reply.probe] = reply
    ended = [reply.finish_reason for reply in last.values()]
    probes = {"probes": len(directory.probes())}
    return probes | {reason: ended.count(reason) for reason in ("stop", "length", "error")}


def complain_of_failures(directory: "RunDirectory") -> None:
    """Say how many probes of a run stay unscored, if any.

    Raises:
        JagbenchError: if the latest reply to a probe failed, or there is none.
    """
    """Check that no probe of a run is without an answer.

    Raises:
        JagbenchError: if there are some: how many, why, and how to ask them again.
    """
    from jagbench.errors import JagbenchError
    from jagbench.runners.run import unanswered

    missing, why = unanswered(directory)
    if missing:
        raise JagbenchError(
            f"{len(missing)} of {len(directory.probes())} probes stay unscored because the engine failed, "
            f"the first of them with: {why or 'no reply.'} The same command asks only those again."
        )
