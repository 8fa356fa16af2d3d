"""Runs a suite on an engine that writes each key it is asked to a side file, and takes a moment to answer.

Started by tests in a process of its own, to be killed: the engine stands in for a slow model.
"""

import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from jagbench.cli.run import command
from jagbench.errors import JagbenchError
from jagbench.runners import opened
from jagbench.runners.engine import Engine, Request
from jagbench.runners.engines import Opening
from jagbench.runners.engines.solver import Solver
from jagbench.runners.reply import Reply

suite, out, side, pause, disk_limit, *options = sys.argv[1:]


class Slow(Solver):
    capacity = 8

    def submit(self, request: Request) -> None:
        with Path(side).open("a") as file:
            file.write(f"{request.key}\n")
        super().submit(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        time.sleep(float(pause))
        return super().poll()


def open_slow(model: str, opening: Opening) -> Engine:
    return Slow("exact", opening.probes, protocol=opening.protocol)


opened.open_engine = open_slow
if int(disk_limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(disk_limit), int(disk_limit)))
try:
    command.main(["solver:exact", "--suite", suite, "--out", out, *options])
except JagbenchError as error:
    sys.exit(f"Error: {error}")
