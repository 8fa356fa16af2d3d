"""Words to count in, to spell and to make sentences of, with how frequent each one is.

`LANGUAGE.tsv` holds the words of a language: dictionary forms, no names, nothing that a school book would
not print. They are in lower case; German nouns have their capital letter. `sources.toml` says where each list
comes from, under which licence and how it was cut, with its SHA-256; `make.py` makes them anew.

`items.toml` holds the things of lists, `sentences.toml` the parts of sentences, `avoided.txt` what no
pseudo-word may hold. Files are read when they are first asked for.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeVar, get_args

from jagbench.errors import InvalidArgument

FOLDER: Final = Path(__file__).parent

T_co = TypeVar("T_co", covariant=True)

Frequency = Literal["common", "middling", "rare"]
"""How frequent a word is in its language; `sources.toml` says how the classes are cut."""

FREQUENCIES: Final[Sequence[Frequency]] = get_args(Frequency)
LANGUAGES: Final = ("en", "ko", "de", "fr", "es", "zh", "ja")
"""The languages that have a word list."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list.

    Attributes:
        text: The word, in Unicode normalisation form C.
        frequency: `"common"`, `"middling"` or `"rare"`.
    """

    text: str
    frequency: Frequency


@cache
def word_list(language: str) -> Sequence[Word]:
    """The words of a language, from short to long.

    Args:
        language: A language of `LANGUAGES`.

    Raises:
        InvalidArgument: if the language has no list.
    """
    if language not in LANGUAGES:
        raise InvalidArgument(
            f"There is no word list for {language!r}; there is one for {', '.join(LANGUAGES)}."
        )
    classes: Mapping[str, Frequency] = {frequency: frequency for frequency in FREQUENCIES}
    rows = (line.split("\t") for line in _text(f"{language}.tsv").splitlines())
    return tuple(Word(text, classes[frequency]) for text, frequency in rows)


@cache
def words(language: str) -> Sequence[str]:
    """The words of a language as text, from short to long.

    Raises:
        InvalidArgument: if the language has no list.
    """
    return tuple(word.text for word in word_list(language))


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


class _Table(Mapping[str, T_co], Generic[T_co]):
    """A TOML file as a mapping, read when it is first looked into."""

    def __init__(self, name: str, read: Callable[[Any], T_co]) -> None:
        self._name = name
        self._read = read

    @cached_property
    def _entries(self) -> Mapping[str, T_co]:
        return {key: self._read(value) for key, value in tomllib.loads(_text(self._name)).items()}

    def __getitem__(self, key: str) -> T_co:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _choices(value: str | Sequence[str]) -> Sequence[str]:
    """Words of one string, or phrases of a list."""
    return tuple(value.split() if isinstance(value, str) else value)


ITEMS: Final[Mapping[str, Sequence[str]]] = _Table("items.toml", _choices)
"""The things of lists by kind; a kind of one language ends with its code: `fruit_de`."""

SENTENCES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = _Table(
    "sentences.toml", lambda parts: {part: _choices(choices) for part, choices in parts.items()}
)
"""The parts of sentences by language."""

AVOIDED: Final[Sequence[str]] = tuple(
    dict.fromkeys(
        fragment
        for line in _text("avoided.txt").splitlines()
        if not line.startswith("#")
        for fragment in line.split()
    )
)
"""Vulgar or hurtful fragments that no pseudo-word may hold, of all languages."""

_SINGLE: Final = frozenset(fragment for fragment in AVOIDED if len(fragment) == 1)
_BY_START: Final[Mapping[str, Sequence[str]]] = {
    start: tuple(fragment for fragment in AVOIDED if fragment.startswith(start))
    for start in {fragment[:2] for fragment in AVOIDED if len(fragment) > 1}
}


def is_avoided(text: str) -> bool:
    """Whether a text in lower case holds a fragment of `AVOIDED`."""
    return not _SINGLE.isdisjoint(text) or any(
        text.startswith(fragment, place)
        for place in range(len(text) - 1)
        for fragment in _BY_START.get(text[place : place + 2], ())
    )


LATIN: Final = "abcdefghijklmnopqrstuvwxyz"

LETTERS: Final[Mapping[str, str]] = {
    "latin": LATIN,
    "de": f"{LATIN}äöüß",
    "fr": f"{LATIN}àâçéèêëîïôùûü",
    "es": f"{LATIN}áéíñóúü",
    "hangul": "가나다라마바사아자차카타파하고노도로모보소오조초코토포호"
    "구누두루무부수우주추쿠투푸후기니디리미비시이지치키티피히",
    "hiragana": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ",
    "katakana": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ",
}
"""What pseudo-words are made of: `latin` without accents, the alphabets of single languages, and open
syllables of Korean and Japanese, whose every row is sayable."""
