"""What is counted in a text: words, sentences, lines, letters and entries of a list.

The definitions are those of a careful reader with a pencil; `docs/writing.md` gives them in full. Marks of
Markdown lists at the start of a line (`-`, `*`, `1.`) belong to no unit.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, get_args

Unit = Literal["words", "sentences", "lines", "letters", "items"]
"""`letters` are letters of any script, a syllable block, a kanji or a kana being one each."""

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
SPACELESS: Final = frozenset({"ja", "zh"})
"""Languages that put no spaces between words: there, characters are counted as words."""
STUCK: Final = frozenset({"ko"})
"""Languages that stick particles to a word, so that a word is found where it begins one."""

_MARK = re.compile(r"^[^\S\n]*(?:[-*•‣·]|[0-9]{1,3}[.)])[^\S\n]+", re.MULTILINE)
_APART = re.compile(r"[\s—–―/…]+")
_END = re.compile(
    r"[。！？｡][。！？｡…]*[\"'”’»)\]」』】*_]*|[.!?…]+[\"'”’»)\]」』】*_]*(?=\s|\Z)|\n",
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[a-hj-z]|mr|mrs|ms|dr|prof|st|vs|etc|usw|bzw|ca|nr|sr|sra|no|vol|e\.g|i\.e)\Z",
    re.IGNORECASE,
)
_LOWER_NEXT = re.compile(r"\s+[a-zà-öø-ÿ]")
_BETWEEN = re.compile(r"[,;、，；\n]")
_LAST: Mapping[str, re.Pattern[str]] = {
    language: re.compile(rf"\s+(?:{words})\s+", re.IGNORECASE)
    for language, words in {"en": "and|or", "de": "und|oder", "fr": "et|ou", "es": "y|e|o|u"}.items()
}
"""What joins the last two entries of a list in place of a comma."""


def plain(text: str) -> str:
    """A text in composed form (NFC) without the marks of lists at the start of its lines."""
    return _MARK.sub("", unicodedata.normalize("NFC", text))


def is_letter(character: str) -> bool:
    """Whether Unicode calls a character a letter."""
    return unicodedata.category(character)[0] == "L"


def letters(text: str) -> list[str]:
    """The letters of a text in composed form."""
    return [character for character in text if is_letter(character)]


def _counts(text: str) -> bool:
    return any(map(str.isalnum, text))


def words(text: str, language: str) -> Sequence[str]:
    """The words of a text in order, each with the marks at its ends stripped.

    A word is a stretch between white space, dashes and slashes that holds a letter or a digit; hyphens and
    apostrophes join. In Japanese and Chinese each letter or digit stands for one.
    """
    text = plain(text)
    if language in SPACELESS:
        return [character for character in text if character.isalnum()]
    return [_bare(part) for part in _APART.split(text) if _counts(part)]


def _bare(part: str) -> str:
    start, end = 0, len(part)
    while not part[start].isalnum():
        start += 1
    while not part[end - 1].isalnum():
        end -= 1
    return part[start:end]


def sentences(text: str) -> Sequence[str]:
    """The sentences of a text in order, without what is around them.

    A sentence ends with `.`, `!`, `?` or `…` before white space, with `。`, `！` or `？`, or with its line. A
    full stop behind a single letter or a common abbreviation, or before a small letter, ends none.
    """
    text = plain(text)
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end[0][0] == "." and len(end[0]) == 1 and _goes_on(text, start, end):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    return [part.strip() for part in (*found, text[start:]) if _counts(part)]


def _goes_on(text: str, start: int, stop: re.Match[str]) -> bool:
    before = text[max(start, stop.start() - 6) : stop.start()]
    return bool(_ABBREVIATED.search(before) and stop.end() < len(text.rstrip())) or bool(
        _LOWER_NEXT.match(text, stop.end()) and "\n" not in text[stop.end() : stop.end() + 2]
    )


def lines(text: str) -> Sequence[str]:
    """The lines of a text that hold a letter or a digit."""
    return [line.strip() for line in plain(text).split("\n") if _counts(line)]


def items(text: str, language: str) -> Sequence[str]:
    """The entries of a list: the lines with a mark of a list, or what commas and line ends separate.

    The word for "and" before the last entry separates it too.
    """
    text = unicodedata.normalize("NFC", text)
    marked = [line for line in text.split("\n") if _MARK.match(line)]
    if marked:
        return [entry for line in marked if _counts(entry := plain(line))]
    parts = [part.strip() for part in _BETWEEN.split(text) if _counts(part)]
    if not parts or language not in _LAST:
        return parts
    return [*parts[:-1], *(part for part in _LAST[language].split(f" {parts[-1]}") if _counts(part))]


_COUNTED: Mapping[Unit, Callable[[str, str], Sequence[str]]] = {
    "words": words,
    "sentences": lambda text, language: sentences(text),
    "lines": lambda text, language: lines(text),
    "letters": lambda text, language: letters(plain(text)),
    "items": items,
}


def count(text: str, unit: Unit, language: str) -> int:
    """How many of a unit a text holds.

    Args:
        text: Any.
        unit: What is counted.
        language: ISO 639-1 code.
    """
    return len(_COUNTED[unit](text, language))


_ACCENTS = frozenset("\u0300\u0301\u0302\u0308")


def folded(text: str, language: str) -> str:
    """A text in which letters are the same whatever their case, and but in German whatever their accent.

    An umlaut is a letter of its own in German; ñ and ç are letters of their own everywhere.
    """
    text = unicodedata.normalize("NFC", text).casefold() if language != "de" else text.lower()
    if language == "de" or text.isascii():
        return unicodedata.normalize("NFC", text)
    apart = (character for character in unicodedata.normalize("NFD", text) if character not in _ACCENTS)
    return unicodedata.normalize("NFC", "".join(apart))


def times(text: str, word: str, language: str) -> int:
    """How often a word stands in a text, whatever its case.

    It is a whole word: "cats" holds no "cat". In Korean a word to which particles may stick begins an eojeol;
    in Japanese and Chinese it stands anywhere.
    """
    sought, there = folded(word, language), folded(text, language)
    if language in SPACELESS:
        return there.count(sought)
    found = words(there, language)
    if language in STUCK:
        return sum(each.startswith(sought) for each in found)
    return sum(each == sought for each in found)
