"""How large a model is, as its name states it."""

import re

_STATED = re.compile(
    r"(?<![A-Za-z0-9.])(?:(?P<experts>\d+)x)?(?P<count>\d+(?:\.\d+)?) ?(?P<unit>[mb])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_UNITS = {"m": 1e6, "b": 1e9}

CLASSES = ((1e9, "below 1 B"), (4e9, "1 to 4 B"), (15e9, "4 to 15 B"), (float("inf"), "15 B and more"))
"""Classes of sizes: each the parameters that it stays below, and its name."""


def stated_parameters(*names: str) -> int | None:
    """The number of parameters that the first of some names states: 135,000,000 for `SmolLM2-135M-Instruct`.

    Args:
        names: Names or paths of one model. `8x7B` counts as 56 billion.

    Returns:
        None where no name states one.
    """
    for name in names:
        found = _STATED.search(name)
        if found:
            count = float(found["count"]) * int(found["experts"] or 1)
            return round(count * _UNITS[found["unit"].lower()])
    return None


def size_text(parameters: int | None) -> str:
    """A number of parameters for reading, in billions: `0.135 B`; a dash where it is not known."""
    return "–" if parameters is None else f"{parameters / 1e9:.3g} B"


def size_class(parameters: int) -> str:
    """The class that a number of parameters falls into."""
    return next(name for below, name in CLASSES if parameters < below)
