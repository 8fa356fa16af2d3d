"""One life of the child process: started, spoken to, found dead, killed with all that it started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import inf
from multiprocessing.connection import Pipe
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from jagbench import errors
from jagbench.runners.engines.vllm.last_words import exit_in_words, last_words

COMMAND = (
    sys.executable,
    # Without the working folder on the path, where a folder "vllm" would be taken for the library.
    "-P",
    "-c",
    "import sys; root, descriptor = sys.argv[1:]; root in sys.path or sys.path.insert(0, root); "
    "from jagbench.runners.engines.vllm.child import main; main(int(descriptor))",
    str(Path(errors.__file__).parents[1]),
)
"""Starts the child; the file descriptor of its end of the connection follows."""

ENVIRONMENT: Mapping[str, str] = {
    "VLLM_LOGGING_LEVEL": "WARNING",
    "VLLM_NO_USAGE_STATS": "1",
    "TOKENIZERS_PARALLELISM": "true",
    # Threads that wait must sleep, not spin: on cores shared with other work, spinning is many times slower.
    "OMP_WAIT_POLICY": "passive",
}
"""Environment variables of the child, where the user has set no others."""

LOOK_SECONDS = 0.5
"""How often a silent child is looked at, in seconds."""
STOP_SECONDS = 10.0
"""Time that a child has to end by itself, in seconds."""
LOG_BYTES = 200_000
"""How much of the end of a log is searched for the last words."""


class Died(Exception):
    """The child is dead, or has to be taken for dead; the text is its last words."""


class Child:
    """A child process in a session of its own, so that Ctrl-C does not reach it and all of it can be killed.

    Args:
        command: What is started; the file descriptor of its end of the connection is appended.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._connection, theirs = Pipe()
        self._silent_since = time.monotonic()
        self._log, name = mkstemp(prefix="jagbench-vllm-")
        Path(name).unlink()
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={**ENVIRONMENT, **os.environ},
            )

    def send(self, message: object) -> None:
        """Send it a message.

        Raises:
            Died: if it is dead.
        """
        self._silent_since = time.monotonic()
        try:
            self._connection.send(message)
        except OSError as error:
            raise self._died() from error

    def receive(self, *, patience: float | None = None, timeout: float = inf) -> Any:
        """Wait for its next message; what it sent before its death still comes.

        Args:
            patience: Silence in seconds, since it was last sent something or heard, after which it counts as
                dead; None for no end.
            timeout: Seconds after which None is given where no message comes.

        Raises:
            Died: if there is no further message.
        """
        ends = time.monotonic() + timeout
        while not self._connection.poll(max(0.0, min(LOOK_SECONDS, ends - time.monotonic()))):
            if self._process.poll() is not None and not self._connection.poll():
                raise self._died()
            if patience is not None and time.monotonic() - self._silent_since > patience:
                raise Died(f"it has done nothing for {patience:.0f} s")
            if time.monotonic() >= ends:
                return None
        self._silent_since = time.monotonic()
        try:
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._died() from error

    def stop(self, message: object) -> None:
        """Ask it to end, give it a moment, then kill what is left; if it is dead, do nothing.

        Args:
            message: What asks it to end.
        """
        with suppress(OSError, subprocess.TimeoutExpired):
            self._connection.send(message)
            self._process.wait(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it and every process that it started; once is enough."""
        if self._connection.closed:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._connection.close()
        os.close(self._log)

    def _died(self) -> Died:
        try:
            code = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            return Died("it has closed its end of the connection")
        end = os.fstat(self._log).st_size
        log = os.pread(self._log, LOG_BYTES, max(0, end - LOG_BYTES))
        words = last_words(log.decode("utf-8", errors="replace"))
        # Nobody who is killed has the time to say why: what stands in the log then is something else.
        return Died(words if words and code >= 0 else exit_in_words(code))
