"""The errors a user meets: one clear sentence each, and an exit code.

`JagbenchError` is a failure (exit code 1); `InvalidArgument` is bad use (exit code 2). The command
line prints the sentence and nothing else; library users catch the classes.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path

MOST_LISTED, FEW = 16, 5
"""Names up to which a list is given whole, and how many of a longer one."""


class JagbenchError(Exception):
    """Something failed: the sentence says what, and what to do."""

    exit_code = 1


class InvalidArgument(JagbenchError, ValueError):
    """Something was asked for that cannot be: the sentence gives the value and what is allowed."""

    exit_code = 2


def unknown_name(kind: str, name: str, allowed: Iterable[str]) -> InvalidArgument:
    """The error for a name that is not in a list.

    Args:
        kind: What the name stands for, such as `"skill"`.
        name: The name as given.
        allowed: The names there are.

    Returns:
        An error that repeats the name, suggests a near one and lists what is allowed, of a long list the
        nearest.
    """
    names = sorted(allowed)
    there = f"There is: {', '.join(names)}." if names else "There is none."
    if len(names) > MOST_LISTED:
        nearest = difflib.get_close_matches(name, names, n=FEW, cutoff=0.0)
        there = f"There are {len(names)}, the nearest: {', '.join(nearest)}."
    return InvalidArgument(f"Unknown {kind} {name!r}.{did_you_mean(name, names)} {there}")


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The question whether a near name is meant, behind a space; empty where none is near."""
    near = _near(name, names)
    return f" Did you mean {near[0]!r}?" if near else ""


def near_path(path: Path) -> str:
    """The question whether a file or folder beside a missing path is meant; empty where none is near."""
    try:
        near = [] if path.exists() else _near(path.name, (each.name for each in path.parent.iterdir()))
    except OSError:
        return ""
    return f" Did you mean {str(path.with_name(near[0]))!r}?" if near else ""


def _near(name: str, names: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
