"""What callers give: suites, probes, models and paths, in any of their forms."""

import sys
import warnings
from collections.abc import Awaitable, Callable, Iterable, Sequence
from os import PathLike

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.given import a_kind, a_text, refuse_no_mapping, some_probes
from jagbench.probes import Probe, Suite, load, write_probes
from jagbench.runners.manner import Manner

AnyPath = str | PathLike[str]


Function = Callable[[str], str | Awaitable[str]] | Callable[[list[dict[str, str]]], str | Awaitable[str]]
"""From a prompt, or from `messages`, to a text."""


Probes = Suite | Sequence[Probe] | AnyPath
"""A suite, some probes, or the name or path of a suite or of one's own questions."""


def probes_of(probes: Probes) -> Sequence[Probe]:
    """The probes of a suite, in whatever form it is given."""
    if isinstance(probes, str | PathLike):
        return load(probes).probes
    return probes.probes if isinstance(probes, Suite) else some_probes(probes)


def suite_of(suite: Probes) -> Suite:
    """What is asked; what was inferred of somebody's own questions is said on standard error."""
    if isinstance(suite, str | PathLike):
        suite = load(suite)
        for sentence in suite.notes:
            print(sentence, file=sys.stderr)
    if isinstance(suite, Suite):
        return suite
    import hashlib

    probes = some_probes(suite)
    sha256 = hashlib.sha256(write_probes(probes)).hexdigest()
    return Suite(name=f"probes-{sha256[:8]}", sha256=sha256, probes=probes)


def model_of(model: str | Function, name: str | None, fingerprint: str | None) -> str:
    """A model as the runners know it; a function is handed over to them."""
    if not isinstance(model, str):
        from jagbench.runners.engines.python import hand_over

        return hand_over(model, name, fingerprint)
    if name is not None or fingerprint is not None:
        raise InvalidArgument(
            "'name' and 'fingerprint' are for functions: leave them out for a model by name."
        )
    return model


def refuse_manner(manner: object, arguments: object) -> None:
    """Check what says how a model is asked.

    Raises:
        InvalidArgument: if it is something else.
    """
    if manner is not None:
        a_kind(manner, Manner, "A manner", "jagbench.runners.manner.Manner(...)")
    if arguments is not None:
        refuse_no_mapping(arguments, "The arguments of an engine", "{'slots': 4}")


def columns_of(names: Sequence[object], allowed: Iterable[str]) -> tuple[str, ...]:
    """The columns by which figures are told apart.

    Raises:
        InvalidArgument: if there is no such column.
    """
    there = tuple(allowed)
    found = tuple(a_text(each, "A column", "its name, such as 'family'") for each in names)
    for each in found:
        if each not in there:
            raise unknown_name("column", each, there)
    return found


def warned(sentence: str) -> None:
    """Pass on what is to be known of a file: a warning where something is left out."""
    if "left out" in sentence:
        warnings.warn(sentence, RuntimeWarning, stacklevel=4)
