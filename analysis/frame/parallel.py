"""Work in chunks over processes, results in the order of the chunks."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from jagbench.errors import InvalidArgument, JagbenchError

Task = TypeVar("Task")
Result = TypeVar("Result")

ROWS = 5_000
"""Replies in a chunk."""

_ALLOCATIONS = 200_000
"""Objects that a process makes before it looks for cycles among them."""
ALONE = 20_000
"""Up to so many replies one process is faster than the start of several."""


def processes_for(rows: int, asked: int | None = None) -> int:
    """How many processes to use.

    Args:
        rows: How many replies there are.
        asked: How many processes the caller wants; as many as cores for many replies where left out.

    Raises:
        InvalidArgument: if fewer than 1 are asked for.
    """
    if asked is not None:
        if asked < 1:
            raise InvalidArgument(f"There is at least 1 process, not {asked}.")
        return asked
    return 1 if rows <= ALONE else _cores()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    function: Callable[[Task], Result], tasks: Iterable[Task], *, processes: int
) -> Iterator[Result]:
    """What a function gives for each task, in the order of the tasks; only a few are held at once.

    Args:
        function: Of a module, so that another process can import it.
        tasks: Made as they are needed.
        processes: With 1, all is done in this process.

    Raises:
        JagbenchError: if a process dies, or the main script cannot be imported by another process.
    """
    if processes == 1:
        yield from map(function, tasks)
        return
    waiting: deque[Future[Result]] = deque()
    # Arrow has threads of its own, which a forked process would lack: so each process starts afresh.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    try:
        pool.submit(os.getpid)  # the processes start while the first task is made
        for task in tasks:
            waiting.append(pool.submit(function, task))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise JagbenchError(
            "A process that reads replies has ended: memory ran out, or a script of yours calls this without "
            "`if __name__ == '__main__':` (put the call below that line, or ask for processes=1)."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leaves Ctrl-C to the process that gave the work, and seldom looks for cycles: there are few."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_ALLOCATIONS)
