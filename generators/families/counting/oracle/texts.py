"""Words, lines and entries of lists, from the prompt's text."""

import re

from jagbench.errors import JagbenchError
from jagbench.generators.families.counting.oracle.reading import one, says, shown, split

WORD = re.compile(r"\S+")
ENDS = {
    "en": ("START", "END"),
    "ko": ("시작", "끝"),
    "de": ("ANFANG", "ENDE"),
    "fr": ("DÉBUT", "FIN"),
    "es": ("INICIO", "FIN"),
    "zh": ("开始", "结束"),
    "ja": ("開始", "終了"),
}
"""The lines before and behind a text of several lines."""
EMPTY = {
    "en": "count too",
    "ko": "빈 줄도",
    "de": "zählen mit",
    "fr": "comptent aussi",
    "es": "también cuentan",
    "zh": "空行也算",
    "ja": "空行も",
}
NOT_EMPTY = {
    "en": "do not count",
    "ko": "빈 줄은",
    "de": "zählen nicht",
    "fr": "ne comptent pas",
    "es": "no cuentan",
    "zh": "空行不算",
    "ja": "空行は",
}


def words(prompt: str, language: str) -> str:
    """Count the runs of characters that are not spaces."""
    return str(len(WORD.findall(one(prompt))))


def word_occurrences(prompt: str, language: str) -> str:
    """Look for the word where nothing but spaces and punctuation is beside it.

    Raises:
        JagbenchError: if the prompt does not show a text and a word.
    """
    found = shown(prompt)
    texts = [each for each in found if " " in each]
    if len(found) != 2 or len(texts) != 1:
        raise JagbenchError(f"The prompt does not show a text and a word: {prompt!r}")
    word = next(each for each in found if each != texts[0])
    alone = re.compile(rf"(?<![^\s.,]){re.escape(word)}(?![^\s.,])", re.IGNORECASE)
    return str(len(alone.findall(texts[0])))


def items(prompt: str, language: str) -> str:
    """Count the lines of a list, or its commas and one."""
    entries = split(prompt)[1].split("\n")
    if entries[0].endswith((":", "：")):
        del entries[0]
    if len(entries) > 1:
        return str(len(entries))
    return str(sum(entries[0].count(comma) for comma in ",，、") + 1)


def lines(prompt: str, language: str) -> str:
    """Count the lines between the two marks.

    Raises:
        JagbenchError: if the marks do not stand there.
    """
    first, *between, last = split(prompt)[1].split("\n")
    if (first, last) != ENDS[language]:
        raise JagbenchError(f"The text does not stand between its marks: {prompt!r}")
    with_empty = says(prompt, language, EMPTY, NOT_EMPTY)
    return str(sum(1 for line in between if line or with_empty))
