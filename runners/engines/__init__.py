"""Engines: what answers. Each is a module of its own, imported only when it is asked for.

A plug-in is a package with an entry point in the group `jagbench.engines`: its name is that of the engine,
its value the factory, `module:function`.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.probes import Probe
from jagbench.probes.digest import Json
from jagbench.runners.engine import Arguments, Engine, Prompting
from jagbench.runners.engines.arguments import divided, settings


def tell_nobody(said: str) -> None:
    """Where a sentence goes that nobody asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an engine is opened for."""

    probes: Iterable[Probe] = ()
    """The probes that are to be asked, iterable more than once; in rounds they become more. Only the `solver`
    looks at them."""
    protocol: str = "direct"
    """How they are asked; only the `solver` has to know."""
    other: Mapping[str, str] | None = None
    """The replies of another run that they are shown with, by probe; likewise."""
    arguments: Arguments = field(default_factory=dict[str, Json])
    """Arguments of the engine; it refuses those that it does not take."""
    max_tokens: int = 64
    """Length of the longest reply that will be asked for, in tokens."""
    max_prompt_bytes: int = 0
    """Length of the longest prompt in UTF-8, the chat template left out. No common tokenizer makes more
    tokens than bytes, so this bounds the context that is needed."""
    notice: Callable[[str], None] = tell_nobody
    """Told in a sentence what the user should know while replies are waited for."""
    prompting: Prompting | None = None
    """How questions are to be put to the model; None by its chat template, or as a text to be completed where
    it has none."""


Factory = Callable[[str, Opening], Engine]
"""Opens an engine, ready to be asked: the model's name without the engine's, and what it is opened for."""


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
    check: str | None = None
    """`module:function` that refuses a name which cannot be one, or must not be written down."""
    settings: str | None = None
    """`module:class` of its arguments, which are held to it before a model is loaded; None where only what is
    loaded knows them."""
    prefix_cache: bool = False
    """Whether prompts that begin alike cost less when they follow one another."""
    plugin: str | None = None
    """The package that brings it; None for those of jagbench."""

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
        settings="jagbench.runners.engines.llamacpp:LlamaCppSettings",
        form="llamacpp:smollm2 or llamacpp:PATH.gguf",
        about="llama.cpp in this process: any GGUF file, on the CPU.",
        library="xllamacpp",
        extra="llamacpp",
        prefix_cache=True,
    ),
    "vllm": EngineEntry(
        target="jagbench.runners.engines.vllm:open_vllm",
        form="vllm:Qwen/Qwen3-8B",
        about="vLLM in a supervised child process: models of the Hugging Face hub or a folder, on GPUs.",
        library="vllm",
        extra="vllm",
        prefix_cache=True,
    ),
    "openai": EngineEntry(
        target="jagbench.runners.engines.openai:open_openai",
        settings="jagbench.runners.engines.openai.settings:OpenAISettings",
        form="openai:NAME@URL",
        about="Any server that speaks OpenAI's protocol: vllm serve, llama.cpp, Ollama, SGLang, hosted ones.",
        library="httpx2",
        extra="openai",
        prefix_cache=True,
        check="jagbench.runners.engines.openai.address:parse_address",
    ),
    "hf": EngineEntry(
        target="jagbench.runners.engines.hf:open_hf",
        settings="jagbench.runners.engines.hf:HfSettings",
        form="hf:Qwen/Qwen3-8B",
        about="Transformers in this process, for models that the others lack.",
        library="transformers",
        extra="hf",
    ),
    "ray": EngineEntry(
        target="jagbench.runners.engines.ray:open_ray",
        settings="jagbench.runners.engines.ray:RaySettings",
        form="ray:ENGINE:NAME",
        about="Any of the other engines on the machines of a Ray cluster.",
        library="ray",
        extra="ray",
        check="jagbench.runners.engines:parse_model",
    ),
    "python": EngineEntry(
        target="jagbench.runners.engines.python:open_python",
        settings="jagbench.runners.engines.python:PythonSettings",
        form="python:MODULE:FUNCTION",
        about="A function of your own, from a prompt to a reply.",
    ),
    "solver": EngineEntry(
        target="jagbench.runners.engines.solver:open_solver",
        settings="jagbench.runners.engines.solver:SolverSettings",
        form="solver:exact or solver:LURE",
        about="No model: always right, or wrong by one named misconception.",
    ),
}


GROUP = "jagbench.engines"
"""The group of entry points by which a package adds engines."""


@cache
def plugin_engines() -> Mapping[str, EngineEntry]:
    """The engines of plug-ins by their names; none of them is imported.

    Warns:
        RuntimeWarning: where a plug-in has the name of an engine that is there already; it is left out.
    """
    found: dict[str, EngineEntry] = {}
    for entry in entry_points(group=GROUP):
        package = entry.dist.name if entry.dist is not None else entry.module
        if entry.name in ENGINES or entry.name in found or ":" in entry.name:
            warnings.warn(
                f"The plug-in {package!r} calls an engine {entry.name!r}, and "
                + ("that is no word without a colon" if ":" in entry.name else "there is one of that name")
                + ": it is left out.",
                RuntimeWarning,
                stacklevel=2,
            )
            continue
        found[entry.name] = EngineEntry(
            target=entry.value, form=f"{entry.name}:NAME", about=f"Of the plug-in {package}.", plugin=package
        )
    return found


def engines() -> Mapping[str, EngineEntry]:
    """All engines by their names: those of the package, then those of plug-ins."""
    return {**ENGINES, **plugin_engines()}


def _entry(engine: str) -> EngineEntry | None:
    """An engine by its name; plug-ins are looked for only where the package has none of it."""
    return ENGINES.get(engine) or plugin_engines().get(engine)


def parse_model(model: str) -> tuple[str, str]:
    """Split a model into its engine and its name: `"llamacpp:smollm2"` into `("llamacpp", "smollm2")`.

    Raises:
        InvalidArgument: if it is not of this form, there is no such engine, or its engine refuses the name.
    """
    engine, colon, name = model.partition(":")
    entry = _entry(engine)
    if entry is None and colon:
        raise unknown_name("engine", engine, engines())
    if entry is None or not name:
        forms = ", ".join(each.form for each in engines().values())
        raise InvalidArgument(f"Not a model: {model!r}. Give ENGINE:NAME, such as {forms}.")
    if entry.check is not None:
        _imported(entry.check)(name)
    return engine, name


def refuse_arguments(model: str, arguments: Arguments) -> None:
    """Check the arguments of a model's engine, as far as that can be without the model.

    Args:
        model: `engine:name`.
        arguments: What was given.

    Raises:
        InvalidArgument: if there is no such engine, or it does not take an argument.
    """
    engine, name = parse_model(model)
    entry = engines()[engine]
    if entry.settings is None:
        return
    kind = _imported(entry.settings)
    own = arguments
    if engine == "ray":
        own, theirs = divided(kind, arguments)
        refuse_arguments(name, theirs)
    settings(kind, own, engine=engine)


def has_prefix_cache(model: str) -> bool:
    """Whether prompts that begin alike cost a model less when they follow one another.

    Args:
        model: `engine:name`; on a cluster, the engine of its workers counts.
    """
    engine, name = parse_model(model)
    entry = _entry(name.partition(":")[0] if engine == "ray" else engine)
    return entry is not None and entry.prefix_cache


def open_engine(model: str, opening: Opening) -> Engine:
    """Open the engine that answers for a model.

    Args:
        model: `engine:name`.
        opening: What it is opened for.

    Returns:
        The engine, ready; the caller closes it.

    Raises:
        InvalidArgument: if there is no such engine or model, or it does not take an argument.
        JagbenchError: if the engine is not installed, or the model cannot be loaded.
    """
    engine, name = parse_model(model)
    entry = engines()[engine]
    if not entry.installed:
        raise JagbenchError(
            f"The engine {engine!r} is not installed: it needs {entry.library}. Install it with: "
            f"{entry.install_command}"
        )
    if entry.plugin is not None:
        return _of_plugin(engine, entry, name, opening)
    factory: Factory = _imported(entry.target)
    return factory(name, opening)


_PARTS = ("description", "serves", "capacity", "render", "submit", "poll", "close")
"""What an engine has."""


def _of_plugin(engine: str, entry: EngineEntry, name: str, opening: Opening) -> Engine:
    """Open the engine of a plug-in, and see that it is one."""
    try:
        factory: Factory = _imported(entry.target)
    except Exception as error:
        raise JagbenchError(
            f"The engine {engine!r} of the plug-in {entry.plugin!r} ({entry.target}) cannot be loaded: "
            f"{type(error).__name__}: {error}."
        ) from error
    opened = factory(name, opening)
    missing = [part for part in _PARTS if not hasattr(opened, part)]
    if missing:
        raise JagbenchError(
            f"The engine {engine!r} of the plug-in {entry.plugin!r} is no engine: it lacks "
            f"{', '.join(missing)}."
        )
    return opened


def _imported(target: str) -> Any:
    module, _, function = target.partition(":")
    return getattr(import_module(module), function)
