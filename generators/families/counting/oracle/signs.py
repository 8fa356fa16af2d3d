"""Digits, symbols, pieces of strings and brackets, from the prompt's text."""

import re
from collections import Counter

from jagbench.errors import JagbenchError
from jagbench.generators.families.counting.oracle.reading import long_and_short, one, says

OVERLAP = {
    "en": "may overlap",
    "ko": "겹쳐도",
    "de": "dürfen sich überlappen",
    "fr": "peuvent se chevaucher",
    "es": "pueden solaparse",
    "zh": "可以重叠",
    "ja": "重なっていても",
}
SEPARATE = {
    "en": "may not overlap",
    "ko": "겹치면 안 됩니다",
    "de": "dürfen sich nicht überlappen",
    "fr": "ne doivent pas se chevaucher",
    "es": "no deben solaparse",
    "zh": "不能重叠",
    "ja": "重ならない",
}
DEPTH = {
    "en": "deepest",
    "ko": "가장 깊은",
    "de": "tiefsten",
    "fr": "plus profond",
    "es": "más profundo",
    "zh": "最深",
    "ja": "最も深い",
}
OPENING = {
    "en": "opening",
    "ko": "여는 괄호",
    "de": "öffnende",
    "fr": "ouvrant",
    "es": "apertura",
    "zh": "左括号",
    "ja": "開き括弧",
}
PAIR = re.compile(r"\(\)|\[\]|\{\}")


def digits(prompt: str, language: str) -> str:
    """Divide by ten until nothing is left.

    Raises:
        JagbenchError: if the prompt does not show one number.
    """
    number, total = one(prompt), 0
    if not number.isdecimal() or number.startswith("0"):
        raise JagbenchError(f"{number!r} is no number: {prompt!r}")
    rest = int(number)
    while rest:
        rest, total = rest // 10, total + 1
    return str(total)


def digit_occurrences(prompt: str, language: str) -> str:
    """Take the last digit off and look at it.

    Raises:
        JagbenchError: if the prompt does not show a number and a digit.
    """
    number, digit = long_and_short(prompt)
    if not number.isdecimal() or not digit.isdecimal() or len(digit) != 1:
        raise JagbenchError(f"The prompt does not show a number and a digit: {prompt!r}")
    rest, total = int(number), 0
    while rest:
        rest, last = divmod(rest, 10)
        total += last == int(digit)
    return str(total)


def symbols(prompt: str, language: str) -> str:
    """Tally the row."""
    row, symbol = long_and_short(prompt)
    return str(Counter(row)[symbol])


def substrings(prompt: str, language: str) -> str:
    """Look at every place of the string; behind an occurrence go on after it where none may overlap."""
    text, piece = long_and_short(prompt)
    overlap = says(prompt, language, OVERLAP, SEPARATE)
    total = place = 0
    while place <= len(text) - len(piece):
        if text[place : place + len(piece)] == piece:
            total += 1
            place += 1 if overlap else len(piece)
        else:
            place += 1
    return str(total)


def brackets(prompt: str, language: str) -> str:
    """Take out pairs that touch until none is left, which counts them; for the depth, walk along the row.

    Raises:
        JagbenchError: if a bracket is left over.
    """
    row = one(prompt)
    pairs = depth = 0
    asks_depth = says(prompt, language, DEPTH, OPENING)
    rest = row
    while PAIR.search(rest):
        rest, taken = PAIR.subn("", rest)
        pairs += taken
    if rest:
        raise JagbenchError(f"The brackets {row!r} do not close: {prompt!r}")
    open_now = 0
    for sign in row:
        open_now += 1 if sign in "([{" else -1
        depth = max(depth, open_now)
    return str(depth if asks_depth else pairs)
