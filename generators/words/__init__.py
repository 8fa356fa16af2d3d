"""Words, chosen by the authors: common, unambiguous, at home in a school book.

`LANGUAGE.txt` holds the words whose letters are counted, `items.toml` the things of lists, and
`sentences.toml` the parts of sentences; `avoided.txt` what pseudo-words may not hold.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

FOLDER = files("jagbench.generators") / "words"


@cache
def words(name: str) -> Sequence[str]:
    """The list in `NAME.txt`: of a language, from short to long."""
    return tuple((FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())


def _toml(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


ITEMS: Mapping[str, Sequence[str]] = {
    name: tuple(things.split()) for name, things in _toml("items.toml").items()
}
"""The things of lists by kind; a kind of one language ends with its code."""

SENTENCES: Mapping[str, Mapping[str, Sequence[str]]] = {
    language: {part: tuple(choices.split()) for part, choices in parts.items()}
    for language, parts in _toml("sentences.toml").items()
}
"""The parts of sentences by language."""

AVOIDED: Sequence[str] = words("avoided")
"""Vulgar or hurtful fragments that no pseudo-word may hold."""

LETTERS: Mapping[str, str] = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "hangul": "가나다라마바사아자차카타파하고노도로모보소오조초코토포호"
    "구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히",
}
"""What pseudo-words are made of: the alphabet, and open syllables."""
