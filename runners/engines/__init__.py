"""Engines: what answers. Each is a module of its own, imported only when it is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.probes import Probe
from jagbench.runners.engine import Engine

Factory = Callable[[str, Sequence[Probe]], Engine]
"""Opens an engine: the model's name without the engine's, and the probes that are to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineEntry:
    """One engine of the registry."""

    target: str
    """`module:factory`."""
    form: str
    """How a model of this engine is written."""
    about: str
    """What it is, in one line."""
    library: str | None = None
    """The module that it needs beyond the core install."""
    extra: str | None = None
    """The extra that installs the library."""

    @property
    def installed(self) -> bool:
        """Whether the library it needs can be imported."""
        return self.library is None or find_spec(self.library) is not None

    @property
    def install_command(self) -> str:
        """What to type to install it."""
        return f"pip install 'jagbench[{self.extra}]'" if self.extra else "pip install jagbench"


ENGINES: Mapping[str, EngineEntry] = {
    "llamacpp": EngineEntry(
        target="jagbench.runners.engines.llamacpp:open_llamacpp",
        form="llamacpp:smollm2 or llamacpp:PATH.gguf",
        about="llama.cpp in this process: any GGUF file, on the CPU.",
        library="xllamacpp",
        extra="llamacpp",
    ),
    "solver": EngineEntry(
        target="jagbench.runners.engines.solver:open_solver",
        form="solver:exact or solver:LURE",
        about="No model: always right, or wrong by one named misconception.",
    ),
}


def parse_model(model: str) -> tuple[str, str]:
    """Split a model into its engine and its name: `"llamacpp:smollm2"` into `("llamacpp", "smollm2")`.

    Raises:
        InvalidArgument: if it is not of this form, or there is no such engine.
    """
    engine, colon, name = model.partition(":")
    if engine not in ENGINES and colon:
        raise unknown_name("engine", engine, ENGINES)
    if engine not in ENGINES or not name:
        forms = ", ".join(entry.form for entry in ENGINES.values())
        raise InvalidArgument(f"Not a model: {model!r}. Give ENGINE:NAME, such as {forms}.")
    return engine, name


def open_engine(model: str, *, probes: Sequence[Probe]) -> Engine:
    """Open the engine that answers for a model.

    Args:
        model: `engine:name`.
        probes: The probes that are to be asked; only the `solver` looks at them.

    Returns:
        The engine, ready; the caller closes it.

    Raises:
        InvalidArgument: if there is no such engine or model.
        JagbenchError: if the engine is not installed, or the model cannot be loaded.
    """
    engine, name = parse_model(model)
    entry = ENGINES[engine]
    if not entry.installed:
        raise JagbenchError(
            f"The engine {engine!r} is not installed: it needs {entry.library}. Install it with: "
            f"{entry.install_command}"
        )
    module, _, function = entry.target.partition(":")
    factory: Factory = getattr(import_module(module), function)
    return factory(name, probes)
