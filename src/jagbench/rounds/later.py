"""An engine that is loaded when there is something to ask: rounds that were asked before need none."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack

from jagbench.runners.engine import Ask, Description, Feature, Rendered, Request
from jagbench.runners.opened import Opened
from jagbench.runners.reply import Reply


class Later:
    """Loads a model at the first request.

    Args:
        load: Loads it.
        told: What answers, where that is known already.
    """

    def __init__(
        self, load: Callable[[], AbstractContextManager[Opened]], *, told: Description | None = None
    ) -> None:
        self._load = load
        self._told = told
        self._held = ExitStack()
        self._ready: Opened | None = None

    @property
    def is_open(self) -> bool:
        """Whether the model is loaded."""
        return self._ready is not None

    @property
    def ready(self) -> Opened:
        """The model, loaded.

        Raises:
            JagbenchError: if it cannot be loaded.
        """
        if self._ready is None:
            self._ready = self._held.enter_context(self._load())
        return self._ready

    @property
    def description(self) -> Description:
        """What answers."""
        return self._told or self.ready.engine.description

    @property
    def serves(self) -> frozenset[Feature]:
        """What it can do beyond messages and sampling."""
        return self.ready.engine.serves

    @property
    def capacity(self) -> int:
        """One request until the model is loaded, then as many as it wants."""
        return self._ready.engine.capacity if self._ready is not None else 1

    def render(self, ask: Ask) -> Rendered | None:
        """What the model would be given for a question."""
        return self.ready.engine.render(ask)

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self.ready.engine.submit(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for replies to what was submitted."""
        return self.ready.engine.poll(timeout)

    def close(self) -> None:
        """Let go of the model; another request loads it again."""
        self._ready = None
        self._held.close()
