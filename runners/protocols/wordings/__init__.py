"""What protocols say beside a prompt, one file a language: `wordings/LANGUAGE.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

LANGUAGES = ("de", "en", "es", "fr", "ja", "ko", "zh")
"""Languages with a file of their own; the others are spoken to in English."""

Wordings = Mapping[str, Mapping[str, str | Sequence[str]]]
"""By table and name: a text, or one for the first time and one for every later time."""


@cache
def wordings(language: str) -> Wordings:
    """The texts in a language.

    Args:
        language: ISO 639-1 code.
    """
    name = f"{language if language in LANGUAGES else 'en'}.toml"
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def text(language: str, table: str, name: str, *, step: int = 1, **slots: str) -> str:
    """One text with its slots filled.

    Args:
        language: ISO 639-1 code.
        table: Table of the file.
        name: Name in the table.
        step: Which time it is said, from 1, for texts that differ the second time.
        slots: What stands in the slots; braces in them are left alone.
    """
    found = wordings(language)[table][name]
    said = found if isinstance(found, str) else found[min(step, len(found)) - 1]
    return said.format(**slots)


def words(language: str, table: str, name: str) -> tuple[str, ...]:
    """A list of words.

    Args:
        language: ISO 639-1 code.
        table: Table of the file.
        name: Name in the table.
    """
    return tuple(wordings(language)[table][name])
