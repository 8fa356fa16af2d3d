"""Ask a model a suite from the terminal: progress on standard error, Ctrl-C, a time that is over."""

import os
import signal
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from jagbench.cli.progress import Watch
    from jagbench.probes import Probe, Suite
    from jagbench.runners.engine import Arguments
    from jagbench.runners.manner import Manner
    from jagbench.runners.reply import Reply
    from jagbench.runners.run import IfChanged
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.selection import Selection, Shard

INTERRUPTED = 130
"""Exit code after Ctrl-C."""

End = Literal["complete", "interrupted", "out of time"]
"""How asking came to its end."""


def ask(
    model: str,
    *,
    suite: "str | Suite",
    manner: "Manner | None" = None,
    out: Path | None = None,
    limit: int | None = None,
    shard: "Shard | None" = None,
    selection: "Selection | None" = None,
    label: str | None = None,
    tags: Sequence[str] = (),
    arguments: "Arguments | None" = None,
    of: "RunDirectory | None" = None,
    deadline: float | None = None,
    on_folder: Callable[[Path], None] | None = None,
    if_changed: "IfChanged" = "stop",
) -> "tuple[RunDirectory, End]":
    """Ask a model a suite, showing on standard error how it goes.

    The first Ctrl-C lets the probes under way finish, the second ends at once.

    Args:
        model: `engine:name`.
        suite: A suite, its name or file.
        manner: How the probes are asked; None for the protocol `direct`.
        out: Folder of the run; None for its default.
        limit: How many probes at most; None for all.
        shard: Which part of them; None for all.
        selection: Which probes of the suite; None for all.
        label: What the run is called in tables.
        tags: Words to find the run by.
        arguments: Arguments of the engine.
        of: Another run, whose replies are shown.
        deadline: Until when new probes are begun, by `time.monotonic`; None for no end.
        on_folder: Told the folder of the run once it is there.
        if_changed: What to do where what answers is not what it was.

    Returns:
        The run, and how it came to its end; where it is not complete, the user has been told how to go on.

    Raises:
        JagbenchError: as `jagbench.runners.run.run` does.
        KeyboardInterrupt: at the second Ctrl-C.
    """
    from rich.console import Console

    from jagbench.cli.progress import Watch
    from jagbench.examples import draw_examples
    from jagbench.runners.listener import Listener
    from jagbench.runners.missing import unanswered
    from jagbench.runners.protocols import turns_of
    from jagbench.runners.run import run

    def on_start(directory: "RunDirectory", total: int) -> None:
        if on_folder is not None:
            on_folder(directory.path)
        watch.on_start(directory, total)

    last_is_answer = turns_of(manner.protocol)[-1].wants == "answer" if manner is not None else True

    def is_right(probe: "Probe", reply: "Reply") -> bool | None:
        return _is_right(probe, reply) if last_is_answer else None

    with Watch(is_right, Console(stderr=True)) as watch, _interruptible(watch, deadline) as stop:
        listener = Listener(
            on_start=on_start, on_probe=watch.on_probe, on_notice=watch.say, should_stop=stop.reached
        )
        directory = run(
            model,
            suite,
            manner=manner,
            out=out,
            limit=limit,
            shard=shard,
            selection=selection,
            label=label,
            tags=tags,
            arguments=arguments,
            draw_examples=draw_examples,
            of=of,
            listener=listener,
            if_changed=if_changed,
        )
    if stop.end == "complete" or unanswered(directory).nothing:
        return directory, "complete"
    watch.say(_how_to_resume(directory.path, stop.end))
    return directory, stop.end


def _how_to_resume(folder: Path | None, end: "End" = "interrupted") -> str:
    kept = f" Every finished reply is kept in {folder}." if folder else ""
    return f"{end.capitalize()}.{kept} The same command goes on from there."


class _Stop:
    """Whether no new probe is to be begun, and why."""

    def __init__(self, watch: "Watch", deadline: float | None) -> None:
        self.end: End = "complete"
        self.interrupts = 0
        self._watch = watch
        self._deadline = deadline

    def reached(self) -> bool:
        """Asked before each new probe."""
        if self.end == "complete" and self.interrupts:
            self._begin("interrupted", "Ctrl-C again ends at once.")
        elif self.end == "complete" and self._deadline is not None and time.monotonic() >= self._deadline:
            self._begin("out of time", "--max-minutes is over.")
        return self.end != "complete"

    def _begin(self, end: "End", why: str) -> None:
        self.end = end
        self._watch.say(f"Stopping: the probes under way are being finished. {why}")


@contextmanager
def _interruptible(watch: "Watch", deadline: float | None) -> Generator[_Stop]:
    """Note the first Ctrl-C instead of ending at once.

    Yields:
        What says whether there was one, or the time is over.
    """
    stop = _Stop(watch, deadline)

    def note(number: int, frame: object) -> None:
        stop.interrupts += 1
        if watch.folder is None:
            # Nothing is asked yet, and a library that is loading a model can hang when it is unwound.
            watch.leave("Interrupted before anything was asked.")
            os._exit(INTERRUPTED)
        if stop.interrupts > 1:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stop
    except KeyboardInterrupt:
        watch.say(_how_to_resume(watch.folder))
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _is_right(probe: "Probe", reply: "Reply") -> bool:
    from jagbench.analysis.frame.canonical import read_canonical
    from jagbench.analysis.frame.verdicts import judge

    reading = read_canonical(probe, reply.text, reply.finish_reason)
    return judge(reading, probe.answer, language=probe.language) == "correct"
