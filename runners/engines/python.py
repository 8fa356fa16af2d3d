"""The `python` engine: any function from a prompt to a reply, sync or async.

`python:MODULE:FUNCTION` names one that can be imported, also from the working directory; `jagbench.run` hands
one over as it is. A function with a parameter named `messages` gets the conversation, a list of `{"role",
"content"}`; any other gets the text of the last message, which is the whole prompt where there is neither a
system message nor an example.
"""

import asyncio
import hashlib
import inspect
import queue
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from platform import python_version
from types import CodeType
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engine import Ask, Description, Feature, Prompting, Rendered, Request, failed, replied
from jagbench.runners.engines import Opening
from jagbench.runners.engines.arguments import check_bounds, settings
from jagbench.runners.reply import Reply

Function = Callable[..., Any]
"""Takes a prompt, or a conversation as `messages`; gives a text, or a coroutine of one."""

ASYNC_AT_ONCE, MOST_AT_ONCE = 32, 4096
"""How many calls of an async function are under way at once by itself; of another function it is one."""

_handed_over: dict[str, Function] = {}


def hand_over(function: Function, name: str | None = None, fingerprint: str | None = None) -> str:
    """Make a function known for this process.

    Args:
        function: What answers.
        name: What it is called in tables and folders; its own name when left out.
        fingerprint: What tells it from another of the same name, such as the hash of a checkpoint; a hash of
            its code when left out.

    Returns:
        The model: `python:NAME`.

    Raises:
        InvalidArgument: if it cannot be called.
    """
    if not callable(function):
        raise InvalidArgument(
            f"A model is 'engine:name' or a function from a prompt to a text, not {function!r}."
        )
    own = str(getattr(function, "__name__", type(function).__name__)).strip("<>")
    called = name or own
    if not called.strip() or ":" in called:
        raise InvalidArgument(f"The name of a function is a word without a colon, not {called!r}.")
    _handed_over[called] = function
    _fingerprints[called] = fingerprint or _fingerprint(function)
    return f"python:{called}"


_fingerprints: dict[str, str] = {}


def _fingerprint(function: Function) -> str:
    """A hash of a function's code and of what it holds; of another callable, of its class."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        kind = type(function)
        return hashlib.sha256(f"{kind.__module__}.{kind.__qualname__}".encode()).hexdigest()
    held = [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]
    simple = [value for value in held if isinstance(value, str | int | float | bool)]
    parts = (code.co_code.hex(), _constants(code), repr(code.co_names), repr(simple))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _constants(code: CodeType) -> str:
    """The constants of a function, those of functions within it too, without addresses in memory."""
    return repr(
        [
            each.co_code.hex() + _constants(each) if isinstance(each, CodeType) else each
            for each in code.co_consts
        ]
    )


class Python:
    """Calls a function, several calls at once where that was asked for.

    Args:
        function: What answers.
        name: What it is called.
        fingerprint: What tells it from another.
        concurrency: Calls under way at once.
        prompting: How probes are put to it: as messages, or as a text that it completes.
    """

    serves: frozenset[Feature] = frozenset()

    def __init__(
        self,
        function: Function,
        name: str,
        fingerprint: str,
        concurrency: int,
        *,
        prompting: Prompting = "chat",
    ) -> None:
        self.description = Description(
            engine="python",
            model=name,
            fingerprint=fingerprint,
            versions={"python": python_version()},
            determinism="none",
            prompting=prompting,
            details={"concurrency": concurrency},
        )
        self.capacity = concurrency
        self._function = function
        self._takes_messages = "messages" in _parameters(function)
        self._finished: queue.Queue[Reply] = queue.Queue()
        self._workers: ThreadPoolExecutor | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        if _is_async(function):
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="python-engine", daemon=True)
            self._thread.start()
        else:
            self._workers = ThreadPoolExecutor(concurrency, thread_name_prefix="python-engine")

    def render(self, ask: Ask) -> Rendered:
        """What the function is given: the text of the last message, or all messages."""
        texts = [ask.completion] if ask.completion else [each.content for each in ask.messages]
        return Rendered(text="\n\n".join(texts) if self._takes_messages else texts[-1])

    def submit(self, request: Request) -> None:
        """Call the function as soon as there is room."""
        began = time.monotonic()
        under_way = self._called(request)
        under_way.add_done_callback(lambda done: self._finished.put(_reply(request, done, began)))

    def _called(self, request: Request) -> "Future[Any]":
        given: Any = (
            [{"role": each.role, "content": each.content} for each in request.messages]
            if self._takes_messages
            else request.completion or request.messages[-1].content
        )
        if self._loop is not None:
            coroutine: Coroutine[Any, Any, Any] = self._function(given)
            return asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        assert self._workers is not None
        return self._workers.submit(self._function, given)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for a call to come back, and give all that have."""
        try:
            found = [self._finished.get(timeout=timeout)]
        except queue.Empty:
            return []
        while not self._finished.empty():
            found.append(self._finished.get())
        return found

    def close(self) -> None:
        """Wait for no call that is under way."""
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


def _reply(request: Request, done: "Future[Any]", began: float) -> Reply:
    seconds = time.monotonic() - began
    if done.cancelled():
        return failed(request, "The call was given up", seconds=seconds)
    error = done.exception()
    if error is not None:
        return failed(request, f"The function raised {type(error).__name__}: {error}", seconds=seconds)
    text: object = done.result()
    if not isinstance(text, str):
        return failed(request, f"The function gave {text!r:.80}, where a text is expected", seconds=seconds)
    return replied(request, text=text, finish_reason="stop", seconds=seconds)


def _is_async(function: Function) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(type(function).__call__)


def _parameters(function: Function) -> Sequence[str]:
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # some functions of C tell no signature
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonSettings:
    """Arguments of the engine."""

    concurrency: int | None = None
    """Calls under way at once; by itself one, and 32 of an async function."""

    def __post_init__(self) -> None:
        """Hold it to its meaning."""
        check_bounds("python", "concurrency", self.concurrency, 1, MOST_AT_ONCE, "calls under way at once")


def open_python(name: str, opening: Opening) -> Python:
    """Open the engine.

    Args:
        name: `MODULE:FUNCTION`, or the name of a function that was handed over.
        opening: Its arguments are `concurrency`.

    Raises:
        InvalidArgument: if there is no such module or function, or an argument is wrong.
        JagbenchError: if the module cannot be imported.
    """
    given = settings(PythonSettings, opening.arguments, engine="python")
    function = _handed_over.get(name) or _imported(name)
    concurrency = given.concurrency or (ASYNC_AT_ONCE if _is_async(function) else 1)
    return Python(
        function,
        name,
        _fingerprints.get(name) or _fingerprint(function),
        concurrency,
        prompting=opening.prompting or "chat",
    )


def _imported(name: str) -> Function:
    module_name, colon, attribute = name.partition(":")
    if not colon or not attribute:
        raise InvalidArgument(
            f"There is no function {name!r}: give python:MODULE:FUNCTION, or hand it over with jagbench.run."
        )
    if str(Path.cwd()) not in sys.path:  # as `python -m` has it; the command's own folder is another one
        sys.path.append(str(Path.cwd()))
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as error:
        raise InvalidArgument(f"There is no module {error.name!r} for the model 'python:{name}'.") from error
    except Exception as error:
        raise JagbenchError(
            f"The module {module_name!r} cannot be imported: {type(error).__name__}: {error}."
        ) from error
    function: Function | None = getattr(module, attribute, None)
    if not callable(function):
        raise InvalidArgument(f"The module {module_name!r} has no function {attribute!r}.")
    return function
