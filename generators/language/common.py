"""What all templates of a language share: the words for symbols, and how to ask for a form of answer."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jagbench.errors import unknown_name
from jagbench.probes.answer import AnswerKind
from jagbench.probes.locale import locale

FAMILIES = files("jagbench.generators") / "families"
"""One folder a family of skills, with its words in `wordings` and `replies`."""
FOLDER = files("jagbench.generators.language") / "common_words"
"""One file a language: what its templates have in common."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ASKS: Mapping[str, tuple[AnswerKind, ...]] = {
    "choice": ("choice",),
    "compass": ("choice",),
    "date": ("date",),
    "fraction": ("decimal",),
    "letter": ("text", "choice"),
    "list": ("list",),
    "name": ("choice", "text"),
    "number": ("integer", "decimal"),
    "signed": ("integer", "decimal"),
    "text": ("text",),
    "time": ("time",),
    "truth": ("choice",),
    "weekday": ("choice", "text"),
    "word": ("text", "choice"),
    "writing": ("constraint",),
    "yes_no": ("choice",),
}
"""What an answer may be called in an instruction, and the kinds of answer that it fits."""
FORMATS = ("bare", "sentence", "letter", "json")
"""Forms of answer: nothing but the answer, one sentence, the letter of an option, a JSON object."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that the package has words for, sorted."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in FOLDER.iterdir()))


@cache
def common(language: str) -> Mapping[str, Any]:
    """The content of `common_words/LANGUAGE.toml`.

    Raises:
        InvalidArgument: if the language is unknown.
    """
    if language not in languages():
        raise unknown_name("language", language, languages())
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def symbols(language: str) -> Mapping[str, str]:
    """The words for symbols: those of the language's file, and the weekdays of the CLDR.

    Raises:
        InvalidArgument: if the language is unknown.
    """
    own: Mapping[str, str] = common(language)["words"]
    return {**dict(zip(WEEKDAYS, locale(language).weekdays, strict=True)), **own}


def word(language: str, text: str) -> str:
    """The word for a symbol; what is no symbol stays as it is."""
    return symbols(language).get(text, text)


def instruction(language: str, asks: str, form: str) -> str:
    """How a language asks for an answer in a form.

    Args:
        language: ISO 639-1 code.
        asks: What the answer is called, such as `"number"` or `"word"`.
        form: One of `FORMATS`.

    Raises:
        InvalidArgument: if there is no instruction for it.
    """
    table: Mapping[str, Mapping[str, str]] = common(language)["format"]
    if asks not in table:
        raise unknown_name("form of answer", asks, table)
    return {**table["any"], **table[asks]}[form]
