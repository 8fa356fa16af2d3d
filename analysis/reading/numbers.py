"""Numbers in text, in every notation met in replies; the one place where they are parsed and compared.

Values are plain decimal strings, never `float` and never `int`: they are exact at any length, and
a number of a million digits costs no more than its characters.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jagbench.analysis.reading.languages import LANGUAGES, every
from jagbench.analysis.reading.languages.table import any_of, bounded
from jagbench.analysis.reading.numerals import numeral_words
from jagbench.analysis.reading.page import fold, unify

EXPANDED = 400
"""Largest power of ten that is written out with zeros; beyond it the plain form keeps an exponent."""

_GROUP = r"(?:,\\[!,;: ]|\{,\}|\\[,;:!]|\\ |\{\\,\}|[,.'_\u00a0])"
_BODY = re.compile(
    r"(?=[\d.])(?:"
    rf"(?<![\d.,])\d{{1,3}}(?: \d{{3}})+(?!\d)(?:[.]\d+)?(?![ ]\d)"
    rf"|\d+(?:{_GROUP}\d+)*|(?<![\w.])\.\d+(?![\d.]))"
)
_SPLIT = re.compile(rf"({_GROUP}| )")
_EXPONENT = re.compile(
    r"[ \u00a0]{0,2}(?:\\[,;: ])?(?:[x×*]|\\times|\\cdot)(?:\\[,;: ])?[ \u00a0]{0,2}10[ ]?"
    r"(?:(?:\^|\*\*)[ ]?[{(]?[ ]?([-+]?\d{1,9})[ ]?[)}]?|([⁻⁺]?[⁰¹²³⁴-⁹]{1,9}))"
    r"|[eE]([-+]?\d{1,9})(?![\w.])"
)
_POWER = re.compile(r"(?:\^|\*\*)[{(]?(\d{1,9})[)}]?|([⁰¹²³⁴-⁹]{1,9})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_FRACTION = re.compile(r"([-+]?)\\[dtc]?frac[ ]?\{[ ]?(-?\d{1,4000})[ ]?\}[ ]?\{[ ]?(-?\d{1,4000})[ ]?\}")
_SLASH = re.compile(r"/(\d{1,4000})(?![\d.,]*\d|[/\w])")
_SIGN = re.compile(r"(?:^|(?<=[\s(\[{=:$\"'`*_~≈,<>|/]))(?:\\?([-+])[ ]?|)(?:\\?[$€£¥₩₹])?(?:\\?([-+]))?$")
_BEFORE = re.compile(r"[-+$€£¥₩₹\\][ ]?\\?[$€£¥₩₹]?$|[se스하수][ ]?[$]?$")
_SCALES = {word: power for language in LANGUAGES for word, power in language.scales.items()}
_SCALE = re.compile(rf"[ \u00a0]?({any_of(bounded(word) for word in _SCALES)})")
_BELONGING = (
    frozenset("x×*\\eE\u00a0") | {word[0] for word in _SCALES} | {word[0].upper() for word in _SCALES}
)
_MINUS = re.compile(rf"{any_of(every(lambda each: each.minus))}[ ]?\\?[$€£¥₩]?$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?![a-z])|번째| ?번 째")
_PLAIN = re.compile(r"([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,18}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number standing in a text."""

    start: int
    """Its first character, sign and currency mark included."""
    end: int
    """One past its last character, exponent and scale word included."""
    value: str
    """Its exact value in plain form, or `numerator/denominator`."""
    word: bool
    """It is written in words."""


@dataclass(frozen=True, slots=True, order=True)
class Exact:
    """A number as sign, digits without leading or trailing zeros, and power of ten."""

    negative: bool
    digits: str
    exponent: int


ZERO = Exact(False, "0", 0)


def exact(value: str) -> Exact | None:
    """The normal form of a plain number (`"-0.210"`, `"1.5e6"`); two are equal when the numbers are.

    Returns:
        `None` when the text is not one plain number.
    """
    match = _PLAIN.fullmatch(value)
    if match is None or not (match[2] or match[3]):
        return None
    fraction = match[3] or ""
    digits = (match[2] + fraction).lstrip("0")
    if not digits:
        return ZERO
    stripped = digits.rstrip("0")
    exponent = int(match[4] or 0) - len(fraction) + len(digits) - len(stripped)
    return Exact(match[1] == "-", stripped, exponent)


def plain(number: Exact) -> str:
    """The shortest plain form: no separators, no leading or trailing zeros, no exponent unless huge."""
    sign = "-" if number.negative else ""
    digits, exponent = number.digits, number.exponent
    if exponent > EXPANDED or exponent < -EXPANDED - len(digits):
        mantissa = digits[0] + ("." + digits[1:] if digits[1:] else "")
        return f"{sign}{mantissa}e{exponent + len(digits) - 1:+d}"
    if exponent >= 0:
        return sign + digits + "0" * exponent
    padded = digits.rjust(1 - exponent, "0")
    return f"{sign}{padded[:exponent]}.{padded[exponent:]}"


def same_number(value: str, other: str) -> bool:
    """Whether two plain numbers or fractions are exactly equal."""
    first, second = exact(value), exact(other)
    if first is not None and second is not None:
        return first == second
    ratios = _ratio(value), _ratio(other)
    return None not in ratios and ratios[0] == ratios[1]


def _ratio(value: str) -> Fraction | None:
    top, _, bottom = value.partition("/")
    parts = exact(top), exact(bottom or "1")
    if parts[0] is None or parts[1] is None or parts[1] == ZERO:
        return None
    if any(len(part.digits) > 4000 or abs(part.exponent) > 4000 for part in parts if part is not None):
        return None
    return _fraction(parts[0]) / _fraction(parts[1])


def _fraction(number: Exact) -> Fraction:
    size = Fraction(int(number.digits)) * Fraction(10) ** number.exponent
    return -size if number.negative else size


def scan(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """All numbers in a stretch of text whose look-alikes are unified (`page.unify`), left to right."""
    end = len(text) if end is None else end
    found = [*_fractions(text, start, end), *_digits(text, start, end)]
    words = _words(text, start, end)
    if words:
        found += words
    found.sort(key=lambda number: (number.start, -number.end))
    return list(_without_overlaps(found))


def numbers_of(text: str) -> list[Number]:
    """All numbers in a text as it stands, such as a prompt or an option."""
    return scan(unify(text))


def _without_overlaps(numbers: Sequence[Number]) -> Iterator[Number]:
    reached = -1
    for number in numbers:
        if number.start >= reached:
            yield number
            reached = number.end


def _fractions(text: str, start: int, end: int) -> Iterator[Number]:
    if text.find("frac", start, end) < 0:
        return
    for match in _FRACTION.finditer(text, start, end):
        negative = [match[1], match[2][:1], match[3][:1]].count("-") % 2 == 1
        value = f"{'-' if negative else ''}{match[2].lstrip('-')}/{match[3].lstrip('-')}"
        yield Number(start=match.start(), end=match.end(), value=value, word=False)


def _digits(text: str, start: int, end: int) -> Iterator[Number]:
    position = start
    while (match := _BODY.search(text, position, end)) is not None:
        position = match.end()
        if (
            _in_word(text, match.start())
            or _in_ratio(text, match)
            or text[match.end() - 1 : match.end() + 1].lower() in ("0x", "0b", "0o")
        ):
            continue
        parts = list(_parts(match))
        for begin, stop, whole, fraction in parts:
            number = _number(text, begin, stop, whole, fraction, limit=end)
            if number is not None:
                yield number
                position = max(position, number.end)


def _in_word(text: str, start: int) -> bool:
    """Letters right before digits make a name (`x1`, `GPT4`), but not a LaTeX command or a Korean word."""
    before = text[start - 1 : start]
    if before in ("_", "#"):
        return before == "#" or text[max(start - 2, 0) : start - 1].isalnum()
    letter = before.isascii() and before.isalpha()
    return letter and "\\" not in text[max(start - 8, 0) : start]


def _in_ratio(text: str, match: re.Match[str]) -> bool:
    """Digits joined by colons are a clock time or a ratio, not a number."""
    start, end = match.start(), match.end()
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return (before[-1:] == ":" and before[:1].isdigit()) or (after[:1] == ":" and after[1:].isdigit())


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    """The numbers one run of digits and separators holds: start, end, whole digits, decimal digits."""
    if match[0].isdecimal():
        yield match.start(), match.end(), match[0], ""
        return
    pieces = _SPLIT.split(match[0])
    digits, marks = pieces[::2], ["," if mark[0] in ",{" else mark[-1:] for mark in pieces[1::2]]
    shape = "".join("." if mark == "." else "," if mark == "," else "_" for mark in marks)
    point = _decimal_point(shape, digits)
    if point is None:
        yield from _apart(match.start(), pieces)
    elif point >= 0:
        whole, fraction = "".join(digits[: point + 1]), "".join(digits[point + 1 :])
        yield match.start(), match.end(), whole, fraction


def _decimal_point(shape: str, digits: Sequence[str]) -> int | None:
    """Which separator is the decimal point: its index, `len(shape)` for none, -1 for no number at all.

    Returns:
        `None` when the run is several numbers rather than one.
    """
    count = len(shape)
    threes = [len(piece) == 3 for piece in digits[1:]]
    if not shape or not set(shape) - {"_"}:
        return count
    if shape == ".":
        return 0
    if set(shape) <= {",", "_"}:
        return _commas(shape, digits, threes)
    if set(shape) == {"."}:
        if all(threes) and len(digits[0]) <= 3:
            return count
        return count - 1 if count > 2 and all(threes[:-1]) else -1
    if shape.count(".") == 1 and shape.endswith("."):
        return count - 1
    if shape.count(",") == 1 and shape.endswith(",") and all(threes[:-1]):
        return count - 1
    return None


def _commas(shape: str, digits: Sequence[str], threes: Sequence[bool]) -> int | None:
    count = len(shape)
    if all(threes) and len(digits[0]) <= 4:
        return count
    indian = threes[-1] and all(len(piece) == 2 for piece in digits[1:-1]) and len(digits[0]) <= 2
    malformed = count >= 2 and sum(threes) * 2 >= count and len(digits[0]) <= 4
    if indian or malformed:
        return count
    return 0 if shape == "," and not threes[0] else None


def _apart(start: int, pieces: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            yield start, start + len(piece), piece, ""
        start += len(piece)


def _number(text: str, start: int, end: int, whole: str, fraction: str, *, limit: int) -> Number | None:
    """The number whose digits stand at `[start, end)`, with its sign, exponent, scale and denominator."""
    if _plain_end(text, end, limit) and (whole, fraction) != ("10", ""):
        begin, negative = _sign(text, start)
        digits = (whole.lstrip("0") or "0") + ("." + fraction if fraction else "")
        written = ("-" if negative and digits != "0" else "") + digits
        normal = exact(written) if fraction else None
        return Number(start=begin, end=end, value=plain(normal) if normal else written, word=False)
    if _ORDINAL.match(text, end, limit):
        return None
    begin, negative = _sign(text, start)
    power, stop = _power(text, end, limit)
    if (whole, fraction) == ("10", "") and (match := _POWER.match(text, end, limit)) is not None:
        whole, fraction, power, stop = (
            "1",
            "",
            int((match[1] or match[2]).translate(_SUPERSCRIPTS)),
            match.end(),
        )
    slash = _SLASH.match(text, end, limit) if not fraction and stop == end else None
    if slash is not None and text[start - 1 : start] != "/" and slash[1].strip("0"):
        return Number(
            start=begin, end=slash.end(), value=f"{'-' if negative else ''}{whole}/{slash[1]}", word=False
        )
    value = exact(f"{'-' if negative else ''}{whole}.{fraction}e{power}")
    return None if value is None else Number(start=begin, end=stop, value=plain(value), word=False)


def _plain_end(text: str, end: int, limit: int) -> bool:
    """Whether nothing after the digits can belong to the number: the common case, told in one look."""
    after = text[end : min(end + 2, limit)]
    return not after or after[0] in ",;)\n" or (after[0] in " ." and after[1:2] not in _BELONGING)


def _power(text: str, end: int, limit: int) -> tuple[int, int]:
    """The power of ten after a number, and where it ends."""
    match = _EXPONENT.match(text, end, limit)
    if match is not None:
        written = match[1] or match[3] or (match[2] or "").translate(_SUPERSCRIPTS)
        return int(written), match.end()
    match = _SCALE.match(fold(text[end : min(limit, end + 16)]))
    if match is not None:
        return _SCALES[match[1]], end + match.end()
    return 0, end


def _sign(text: str, start: int) -> tuple[int, bool]:
    """Where a number begins with its sign and currency mark, and whether it is negative."""
    before = text[max(start - 6, 0) : start]
    if not _BEFORE.search(before):
        return start, False
    match = _SIGN.search(before)
    if match is not None and match[0]:
        sign = match[1] or match[2]
        spaced = " " in match[0]
        if not (spaced and not _opens_value(before[: match.start()])):
            return start - len(match[0]), sign == "-"
        return start, False
    word = _MINUS.search(fold(text[max(start - 14, 0) : start]))
    if word is not None and not re.search(r"\d[ ]?$", text[max(start - 40, 0) : start - len(word[0])]):
        return start - len(word[0]), True
    return start, False


def _opens_value(before: str) -> bool:
    """A minus apart from its digits is a sign only where a value begins, as after `=`."""
    return before.rstrip().endswith(("=", ":", "≈", "(", "{")) or not before.strip()


def _words(text: str, start: int, end: int) -> list[Number]:
    found: list[Number] = []
    for word in numeral_words(fold(text[start:end])):
        value = exact(str(word.value))
        if value is not None:
            found.append(
                Number(start=start + word.start, end=start + word.end, value=plain(value), word=True)
            )
    return found


def within(numbers: Sequence[Number], start: int, end: int) -> Sequence[Number]:
    """Those of the numbers, which are in order, that lie inside `[start, end)`."""
    first = bisect_left(numbers, start, key=lambda number: number.start)
    last = bisect_left(numbers, end, key=lambda number: number.start)
    return numbers[first:last]
