"""How skills write operands and options: numbers by locale and notation, symbols in words.

Operands, answers and lures are language-free until they are put into words: a number is plain digits,
and a symbol such as `equal`, `yes` or `monday` stands for the word that the language has for it.
"""

from collections.abc import Callable, Sequence

from jagbench.generators.language.common import word
from jagbench.generators.language.numerals import NUMBER, written
from jagbench.generators.skill.definition import Question

POINT_LANGUAGES = frozenset({"en", "ja", "ko", "zh"})
"""The languages whose numbers have a decimal point."""


def number(question: Question, language: str, text: str) -> str:
    """A number in the question's notation; anything else is a symbol, put into words."""
    if question.notation == "digits" and language in POINT_LANGUAGES:
        return text if text[-1:].isdigit() else word(language, text)
    if not NUMBER.fullmatch(text):
        return word(language, text)
    if question.notation == "padded":
        return written(padded(text, question.item.operands), language)
    if question.notation == "mixed":
        operands = question.item.operands
        in_words = text in operands[1::2] and text not in operands[::2]
        return written(text, language, "words" if in_words else "digits")
    return written(text, language, question.notation)


def all_written(
    write: Callable[[Question, str, str], str], question: Question, language: str, texts: Sequence[str]
) -> list[str]:
    """Each of some texts as `write` puts it; a list of plain numbers is seen to be one at a glance."""
    plain = write is number and question.notation == "digits" and language in POINT_LANGUAGES
    if plain and not "".join(texts).encode().translate(None, b"0123456789.-"):
        return list(texts)
    return [write(question, language, text) for text in texts]


def padded(number: str, numbers: Sequence[str]) -> str:
    """A number with zeros to as many decimal places as the longest of `numbers` has."""
    places = max(len(other.partition(".")[2]) for other in numbers)
    whole, _, fraction = number.partition(".")
    return f"{whole}.{fraction.ljust(places, '0')}" if places else whole


def symbol(question: Question, language: str, text: str) -> str:
    """A symbol in words, such as `yes` or `monday`; what is no symbol stays as it is."""
    return word(language, text)
