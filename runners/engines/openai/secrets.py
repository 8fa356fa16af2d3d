"""Keys: where they come from, and how they are kept out of everything that is shown or written."""

import os
from collections.abc import Iterable, Mapping
from string import Template
from typing import Any, cast

from jagbench.errors import InvalidArgument

KEY = "OPENAI_API_KEY"
"""Environment variable that holds the key; a server that wants none needs none."""

STRUCK_OUT = "***"
"""What stands in the place of a secret."""

SHORTEST = 8
"""Characters from which on a value is struck out. Shorter ones, such as the `none` and `EMPTY` that servers
without keys are given, guard nothing and are words that a reply may hold."""


class Secrets:
    """Strikes secrets out of what comes from a server or a library.

    Args:
        values: The secrets.
    """

    def __init__(self, values: Iterable[str]) -> None:
        # The longest first, so that none is left half struck out by another that it holds.
        self._values = sorted({each for each in values if len(each) >= SHORTEST}, key=len, reverse=True)

    def struck(self, text: str) -> str:
        """A text without secrets."""
        for value in self._values:
            text = text.replace(value, STRUCK_OUT)
        return text

    def struck_from(self, found: object) -> object:
        """A JSON value whose texts, keys of objects among them, hold no secrets."""
        if not self._values:
            return found
        if isinstance(found, str):
            return self.struck(found)
        if isinstance(found, list):
            return [self.struck_from(each) for each in cast("list[object]", found)]
        if isinstance(found, dict):
            fields = cast("dict[str, Any]", found)
            return {self.struck(name): self.struck_from(each) for name, each in fields.items()}
        return found


def read_key() -> str | None:
    """The key in the environment; space and line ends around it, as files and shells leave them, are no part.

    Raises:
        InvalidArgument: if it holds what no key can; the key is not repeated.
    """
    key = os.environ.get(KEY, "").strip()
    _refuse_unsendable(f"The key in the environment variable {KEY}", key)
    return key or None


def filled_in(kind: str, given: Mapping[str, Any]) -> dict[str, str]:
    """Headers or parts of a query, `$NAME` replaced by what the environment holds.

    Args:
        kind: What they are, for errors.
        given: Them by name.

    Raises:
        InvalidArgument: if a name or value cannot be sent, or the environment lacks a variable; values are
            not repeated.
    """
    found: dict[str, str] = {}
    for name, value in given.items():
        try:
            text = Template(str(value)).substitute(os.environ).strip()
        except KeyError as error:
            raise InvalidArgument(
                f"The {kind} {name!r} names the environment variable {error.args[0]}, which is not set."
            ) from None
        except ValueError:
            raise InvalidArgument(
                f"The {kind} {name!r} has a $ that no name of an environment variable follows: write $$ "
                "for a $."
            ) from None
        if not name or not name.isascii() or any(not mark.isprintable() or mark in " :" for mark in name):
            raise InvalidArgument(f"Not the name of a {kind}: {name!r}.")
        _refuse_unsendable(f"The {kind} {name!r}", text)
        found[name] = text
    return found


def _refuse_unsendable(what: str, text: str) -> None:
    if not text.isascii() or not text.isprintable():
        raise InvalidArgument(
            f"{what} holds a line break or another character that cannot be sent: set it anew, without "
            "quotes or line breaks inside."
        )
