"""The parts of a prompt: what is asked about stands in its last line."""

import re
from collections.abc import Mapping
from decimal import Context, Decimal
from functools import cache

from jagbench.errors import JagbenchError

EXACT = Context(prec=300)
"""More digits than any probe has, so that nothing is rounded."""
LABEL = re.compile(r"[^ ][:：] ?")
"""The end of what stands before the content, such as `Sum: `; a division sign has a space before it."""
FIRST_OPTION = "\nA: "
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZàéè")
YES: Mapping[str, str] = {
    "de": "ja",
    "en": "yes",
    "es": "sí",
    "fr": "oui",
    "ja": "はい",
    "ko": "예",
    "zh": "是",
}
NO: Mapping[str, str] = {
    "de": "nein",
    "en": "no",
    "es": "no",
    "fr": "non",
    "ja": "いいえ",
    "ko": "아니요",
    "zh": "否",
}


def content(prompt: str) -> str:
    """The last line of a prompt but for options, without a label before it and an equals sign behind it."""
    line = prompt.partition(FIRST_OPTION)[0].rpartition("\n")[2]
    label = LABEL.search(line)
    return (line[label.end() :] if label else line).removesuffix(" =")


def yes_or_no(is_so: bool, language: str) -> str:
    """The word for yes or no."""
    return (YES if is_so else NO)[language]


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros behind its fraction."""
    text = format(value, "f")
    shortened = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortened == "-0" else shortened


def the_one(prompt: str, words: Mapping[str, str]) -> str:
    """The name of the only one of some words that stands in a prompt; of a word within another, the longer.

    Raises:
        JagbenchError: if none of them stands there, or several do.
    """
    names = {word: name for name, word in words.items()}
    found = set(_any_of(tuple(names)).findall(prompt))
    if len(found) != 1:
        raise JagbenchError(f"The prompt says {len(found)} of {list(names)}, not one: {prompt!r}")
    return names[found.pop()]


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_whole, sorted(words, key=len, reverse=True))))


def _whole(word: str) -> str:
    """A word of an alphabet stands alone; others join what is around them."""
    return rf"(?<!\w){re.escape(word)}(?!\w)" if word[0] in LATIN else re.escape(word)
