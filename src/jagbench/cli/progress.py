"""How a command shows that it is going on: a bar on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jagbench.probes import Probe
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from jagbench.words import amount

Judge = Callable[[Probe, Reply], bool | None]
"""Whether a reply is right; None where it is no answer to the probe."""

LINE_SECONDS = 5.0
"""Shortest time between two plain lines."""

LINES = 10
"""Plain lines over a whole run, evenly spread, beside the first and the last."""

_ENOUGH_ASKED = 10
_ENOUGH_SECONDS = 3.0


class Tally:
    """Counts of the probes that are done.

    Args:
        is_right: Whether a reply is right.
    """

    def __init__(self, is_right: Judge) -> None:
        self.total = 0
        self.done = 0
        self.asked = 0
        self.failed = 0
        self._right = self._judged = 0
        self._is_right = is_right
        self._begun = time.monotonic()

    def start(self, total: int) -> None:
        """Begin to count, and to take the time."""
        self.total = total
        self._begun = time.monotonic()

    def count(self, probe: Probe, reply: Reply, asked: bool) -> None:
        """Count a probe that is done."""
        self.done += 1
        self.asked += asked
        if reply.finish_reason == "error":
            self.failed += 1
        elif (right := self._is_right(probe, reply)) is not None:
            self._right += right
            self._judged += 1

    @property
    def rate(self) -> float:
        """Probes asked per second."""
        return self.asked / max(time.monotonic() - self._begun, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """Time left at this rate, in seconds; None while too few replies came to know the rate."""
        known = self.asked >= _ENOUGH_ASKED and time.monotonic() - self._begun >= _ENOUGH_SECONDS
        return (self.total - self.done) / self.rate if known else None

    @property
    def time_left(self) -> str:
        """That in words, `"4 min left"`; empty where it is not known or nothing is left."""
        seconds = self.seconds_left
        if not seconds:
            return ""
        for unit, size in (("h", 3600), ("min", 60)):
            if seconds >= 2 * size:
                return f"{seconds / size:.0f} {unit} left"
        return f"{max(1, round(seconds))} s left"

    def __str__(self) -> str:
        accuracy = f", {self._right / self._judged:.1%} right" if self._judged else ""
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.rate:.1f} probes/s{accuracy}{failed}"


class Watch:
    """Shows a run on standard error; a context manager that leaves the last state standing.

    Args:
        is_right: Whether a reply is right.
        console: Where it is shown: a bar where that is a terminal, else plain lines.
    """

    def __init__(self, is_right: Judge, console: Console) -> None:
        self.tally = Tally(is_right)
        self.folder: Path | None = None
        self._console = console
        self._last_line = 0.0
        self._next_line = 0.0
        self._said: int | None = None
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._refresh()
        self._bar.stop()
        if self.tally.total and not self._console.is_terminal:
            self._say_state()

    def on_start(self, directory: RunDirectory, total: int) -> None:
        """Show what begins."""
        self.folder = directory.path
        self.tally.start(total)
        self._last_line = time.monotonic()
        manifest = directory.manifest
        times = f" x {manifest.samples} samples" if manifest.samples > 1 else ""
        self.say(f"{manifest.model}: {amount(total // manifest.samples, 'probe')} of {manifest.suite}{times}")

    def on_probe(self, probe: Probe, reply: Reply, asked: bool) -> None:
        """Show one more probe that is done."""
        self.tally.count(probe, reply, asked)
        now = time.monotonic()
        if self._console.is_terminal:
            # Redrawing for each reply would cost more than the fastest engines take to answer.
            if now - self._last_line >= 0.1:
                self._last_line = now
                self._refresh()
        elif now - self._last_line >= LINE_SECONDS and self.tally.done >= self._next_line:
            self._last_line = now
            self._next_line = self.tally.done + self.tally.total / LINES
            self._say_state()

    def say(self, text: str) -> None:
        """Print a notice."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def leave(self, text: str) -> None:
        """Take the bar away and print a last notice."""
        self._bar.stop()
        self.say(text)

    def _refresh(self) -> None:
        left = self.tally.time_left
        self._bar.update(
            self._task,
            completed=self.tally.done,
            total=self.tally.total,
            description=f"{self.tally}{f', {left}' if left else ''}",
        )

    def _say_state(self) -> None:
        """Print how far it is, unless that was said already."""
        if self.tally.done == self._said:
            return
        self._said = self.tally.done
        left = self.tally.time_left
        self.say(f"{self.tally.done}/{self.tally.total} probes, {self.tally}{f', {left}' if left else ''}")


class Judging:
    """Shows on standard error how many replies are judged; a context manager that takes its bar away.

    Nothing is shown of what takes less than a second on a terminal, or less than `LINE_SECONDS` elsewhere.

    Args:
        console: Where it is shown; standard error otherwise.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._begun = self._last_line = time.monotonic()
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("replies judged"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        now = time.monotonic()
        if self._console.is_terminal:
            if now - self._begun >= 1:
                self._bar.start()
                self._bar.update(self._task, completed=done, total=total)
        elif now - self._last_line >= LINE_SECONDS:
            self._last_line = now
            self._console.print(f"{done:,}/{total:,} replies judged", markup=False, soft_wrap=True)
