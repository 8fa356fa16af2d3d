"""Numbers in text, in every notation met in replies; the one place where they are parsed and compared.

Values are plain decimal strings, never `float` and never `int`: they are exact at any length, and
a number of a million digits costs no more than its characters.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from jagbench.analysis.reading.languages.table import any_of, bounded
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import Notation
from jagbench.analysis.reading.numerals import no_limit, numeral_words, total
from jagbench.analysis.reading.page import Page, sheet
from jagbench.analysis.reading.result import Number

EXPANDED = 400
"""Largest power of ten that is written out with zeros; beyond it the plain form keeps an exponent."""

_GROUP = r"(?:,\\[!,;: ]|\{,\}|\\[,;:!]|\\ |\{\\,\}|[,.'_\u00a0])"
_BODY, _COMMA_BODY = (
    re.compile(
        rf"[\d.](?:(?<=\d)(?<![\d.,]\d)\d{{0,2}}(?: \d{{3}})+(?!\d)(?:{point}\d+)?(?![ ]\d)"
        rf"|(?<=\d)\d*(?:{_GROUP}\d+)*|(?<=\.)(?<![\w.]\.)\d+(?![\d.]))"
    )
    for point in ("[.]", "[.,]")
)
"""Digits with their separators, in languages with a decimal point and with a decimal comma.

The first character is no alternative, so that all others are passed fast.
"""
_GROUPED = 3
"""Digits of a group at least: fewer behind an underscore are a base."""
_SPLIT = re.compile(rf"({_GROUP}| )")
_EXPONENT = re.compile(
    r"[ \u00a0]{0,2}(?:\\[,;: ])?(?:[xX×*]|\\times|\\cdot)(?:\\[,;: ])?[ \u00a0]{0,2}10[ ]?"
    r"(?:(?:\^|\*\*)[ ]?[{(]?[ ]?([-+]?\d{1,9})[ ]?[)}]?|([⁻⁺]?[⁰¹²³⁴-⁹]{1,9}))"
    r"|[eE]([-+]?\d{1,9})(?![A-Za-z0-9_]|\.\d)"
)
_POWER = re.compile(r"(?:\^|\*\*)[{(]?(\d{1,9})[)}]?|([⁰¹²³⁴-⁹]{1,9})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_FRACTION = re.compile(
    r"([-+]?)\\[dtc]?frac[ ]?"
    r"(?:\{[ ]?(-?\d{1,4000})[ ]?\}[ ]?\{[ ]?(-?\d{1,4000})[ ]?\}|(\d)(\d))"
)
_SLASH = re.compile(r"/(\d{1,4000})(?![\d.,]*\d|[/A-Za-z_])")
_SIGN = re.compile(
    r"(?:^|(?<=[\s(\[{=:$\"'`*_~≈,<>|/、。…가-힣぀-ヿ一-鿿]))(?:\\?([-+])[ ]?|)(?:\\?[$€£¥₩₹])?(?:\\?([-+]))?$"
)
_before = by_lexicon(
    lambda lexicon: frozenset("-+$€£¥₩₹\\") | {word[-1] for word in lexicon.every(lambda table: table.minus)}
)
"""What ends a sign, a currency mark or a word for minus."""
_scales = by_lexicon(lambda lexicon: lexicon.merged(lambda table: table.scales))
_scale = by_lexicon(
    lambda lexicon: re.compile(rf"[ \u00a0]?({any_of(bounded(word) for word in _scales(lexicon))}){_KILO}")
)
_belonging = by_lexicon(
    lambda lexicon: (
        frozenset("xX×*\\eE\u00a0")
        | {mark for word in _scales(lexicon) for mark in (word[0], word[0].upper())}
    )
)
_minus = by_lexicon(
    lambda lexicon: re.compile(
        rf"{no_limit(lexicon)}{any_of(lexicon.every(lambda table: table.minus))}[ ]?\\?[$€£¥₩]?$"
    )
)
_ordinal = by_lexicon(lambda lexicon: re.compile(any_of(lexicon.every(lambda table: table.ordinal_endings))))
_MYRIADS = {
    **{"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12},
    **{"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12},
}
_UNITS = "".join(_MYRIADS)
_KILO = "(?<!千(?=[克米瓦卡赫帕焦伏字]))(?<!만(?=큼))"
"""Behind what is no thousand of things but the first half of a unit or an ending: "9.39千克", "43만큼"."""
_MYRIAD = re.compile(
    rf"\d(?<![\d.,]\d)[\d,]{{0,12}}(?<!,)(?:\.\d{{1,12}})?[{_UNITS}]{{1,3}}{_KILO}(?![{_UNITS}])"
    rf"(?:[ ]?\d{{1,4}}[{_UNITS}]{{1,3}}(?![{_UNITS}])|[ ]?\d,\d{{3}}(?![\d,.{_UNITS}])"
    rf"|(?:(?<=[천千])|[ ])\d{{1,4}}(?![\d,.:/{_UNITS}])|\d{{1,4}}(?![\d,.:/{_UNITS}])){{0,8}}"
)
"""Digits and myriad numerals in one number: "3만 5천", "12万3456", "35억"."""
_MYRIAD_PIECE = re.compile(rf"\d[\d,]*(?:\.\d+)?|[{_UNITS}]")
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_VULGAR_SIGN = re.compile(rf"[{_VULGAR}]")
_MIXED = re.compile(
    rf"(?<![\d.,/:^_])(-?)(\d{{1,18}})(?:[ \u00a0]{{0,2}}(?:\\[,; ])?\\[dtc]?frac[ ]?"
    r"(?:\{[ ]?(\d{1,18})[ ]?\}[ ]?\{[ ]?(\d{1,18})[ ]?\}|(\d)(\d))"
    rf"|[ \u00a0](\d{{1,18}})/(\d{{1,18}})(?![\d.,]*\d|[/A-Za-z_])|[ \u00a0]?([{_VULGAR}]))"
)
"""A whole number and a fraction behind it: "1 1/2", "1½"."""
_OF_PARTS = re.compile(r"[ ]?(?:分の|分之|분의)[ ]?")
"""What stands between a denominator and its numerator: "4分の3"."""
_ALONE = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_PLAIN = re.compile(r"([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,18}))?")


@dataclass(frozen=True, slots=True, order=True)
class Exact:
    """A number as sign, digits without leading or trailing zeros, and power of ten."""

    negative: bool
    digits: str
    exponent: int


ZERO = Exact(False, "0", 0)


@lru_cache(maxsize=1024)
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
    if _is_natural(value) and _is_natural(other):
        return value == other
    first, second = exact(value), exact(other)
    if first is not None and second is not None:
        return first == second
    ratios = _ratio(value), _ratio(other)
    return None not in ratios and ratios[0] == ratios[1]


def _is_natural(value: str) -> bool:
    """Whether a text is a whole number in the one way to write it."""
    return value.isdecimal() and value.isascii() and value[0] != "0"


Amount = Exact | Fraction | str
"""What a number in plain form is worth, for looking it up; the text itself where it is no number."""


@lru_cache(maxsize=1024)
def amount(value: str) -> Amount:
    """The worth of a plain number or a fraction: equal ones are equal, however they are written."""
    number = exact(value)
    if number is not None:
        return number
    ratio = _ratio(value)
    if ratio is None:
        return value
    places = _places(ratio.denominator)
    return (
        ratio
        if places is None
        else exact(f"{ratio.numerator * 10**places // ratio.denominator}e-{places}") or ratio
    )


def _places(denominator: int) -> int | None:
    """How many decimals a fraction has, if its decimals end."""
    counts: list[int] = []
    for prime in (2, 5):
        counts.append(0)
        while denominator % prime == 0 and counts[-1] < EXPANDED:
            denominator //= prime
            counts[-1] += 1
    return max(counts) if denominator == 1 else None


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


def scan(page: Page, start: int, end: int) -> Sequence[Number]:
    """All numbers in a stretch of a page, left to right."""
    known = page.scanned.get((start, end))
    if known is None:
        known = page.scanned[start, end] = _scan(page, start, end)
    return known


def _scan(page: Page, start: int, end: int) -> list[Number]:
    text = page.text
    found = [*_fractions(text, start, end), *_in_digits(page, start, end), *_words(page, start, end)]
    if not text.isascii():
        found += _myriads(page, start, end)
        found = _of_parts(page, found, start, end)
    found += _mixed(text, start, end)
    if len(found) < 2:
        return found
    found.sort(key=lambda number: (number.start, -number.end))
    return list(_without_overlaps(found))


def alone(text: str, notation: Notation) -> str | None:
    """The value of a text that is a number in digits and nothing else, which needs no search."""
    if not _ALONE.fullmatch(text) or ("." in text and not notation.dot_decides):
        return None
    value = exact(text)
    return None if value is None else plain(value)


@lru_cache(maxsize=1024)
def numbers_of(text: str, lexicon: Lexicon, notation: Notation) -> Sequence[Number]:
    """All numbers in a text as it stands, such as a prompt or an option."""
    value = alone(text, notation)
    if value is not None:
        return [Number(start=0, end=len(text), value=value, word=False)]
    page = sheet(text, lexicon, notation)
    return scan(page, 0, len(page.text))


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
        top, bottom = match[2] or match[4], match[3] or match[5]
        negative = [match[1], top[:1], bottom[:1]].count("-") % 2 == 1
        value = f"{'-' if negative else ''}{top.lstrip('-')}/{bottom.lstrip('-')}"
        yield Number(start=match.start(), end=match.end(), value=value, word=False)


def _mixed(text: str, start: int, end: int) -> Iterator[Number]:
    """Whole numbers with a fraction behind them, and fractions that are one character."""
    vulgar = not text.isascii() and _VULGAR_SIGN.search(text, start, end) is not None
    if not vulgar and text.find("/", start, end) < 0 and text.find("frac", start, end) < 0:
        return
    for match in _MIXED.finditer(text, start, end):
        top, bottom = _ratio_parts(match[9]) if match[9] else (match[3] or match[5] or match[7], "")
        bottom = bottom or match[4] or match[6] or match[8]
        whole = int(match[2])
        if whole and 0 < int(top) < int(bottom):
            value = f"{match[1]}{whole * int(bottom) + int(top)}/{int(bottom)}"
            yield Number(start=match.start(), end=match.end(), value=value, word=False)
    if vulgar:
        for match in _VULGAR_SIGN.finditer(text, start, end):
            begin, negative = (
                (match.start() - 1, "-")
                if text[match.start() - 1 : match.start()] == "-"
                else (
                    match.start(),
                    "",
                )
            )
            value = negative + "/".join(_ratio_parts(match[0]))
            yield Number(start=begin, end=match.end(), value=value, word=False)


def _ratio_parts(vulgar: str) -> tuple[str, str]:
    """Numerator and denominator of a fraction that is one character."""
    top, _, bottom = unicodedata.normalize("NFKC", vulgar).partition("\u2044")
    return top, bottom


def _myriads(page: Page, start: int, end: int) -> Iterator[Number]:
    """Numbers of digits and myriads together, which add up: "3만 5천", "12万3456"."""
    for match in _MYRIAD.finditer(page.text, start, end):
        begin, negative = _sign(page, match.start())
        adds: dict[str, int] = {}
        pieces: list[str] = []
        shift = 0
        for piece in _MYRIAD_PIECE.findall(match[0]):
            digits = piece.replace(",", "")
            if "." in digits:
                shift = max(shift, len(digits.partition(".")[2]))
            pieces.append(digits)
        for piece in pieces:
            if piece[0].isdecimal():
                whole, _, fraction = piece.partition(".")
                adds[piece] = int(whole + fraction.ljust(shift, "0"))
        scaled = exact(f"{'-' if negative else ''}{total(pieces, adds, _MYRIADS, closing=10_000)}e-{shift}")
        if scaled is not None:
            yield Number(start=begin, end=match.end(), value=plain(scaled), word=False)


def _of_parts(page: Page, found: Sequence[Number], start: int, end: int) -> list[Number]:
    """The numbers, where a denominator and its numerator ("4分の3") are one."""
    if page.text.find("分", start, end) < 0 and page.text.find("분", start, end) < 0:
        return list(found)
    joints = list(_OF_PARTS.finditer(page.text, start, end))
    ends = {number.end: number for number in found}
    begins = {number.start: number for number in found}
    return [
        *found,
        *(
            Number(start=bottom.start, end=top.end, value=f"{top.value}/{bottom.value}", word=bottom.word)
            for joint in joints
            if (bottom := ends.get(joint.start())) is not None
            and (top := begins.get(joint.end())) is not None
            and "/" not in bottom.value + top.value
        ),
    ]


def _in_digits(page: Page, start: int, end: int) -> Sequence[Number]:
    """The numbers in digits of a stretch; the page is gone through once, a stretch where one straddles it."""
    if not page.digits:
        page.digits.append(list(_digits(page, 0, len(page.text))))
    numbers = page.digits[0]
    first = bisect_right(numbers, start, key=lambda number: number.end)
    found = numbers[first : bisect_left(numbers, end, lo=first, key=lambda number: number.start)]
    if found and (found[0].start < start or found[-1].end > end):
        return list(_digits(page, start, end))
    return found


def _digits(page: Page, start: int, end: int) -> Iterator[Number]:
    text, notation = page.text, page.notation
    body = _COMMA_BODY if notation.comma else _BODY
    position = start
    while (match := body.search(text, position, end)) is not None:
        begin, position = match.span()
        free = _free_standing(page, match, end)
        if free is not None:
            yield free
            continue
        if (
            _in_word(text, begin)
            or _in_ratio(text, begin, position)
            or text[position - 1 : position + 1].lower() in ("0x", "0b", "0o")
        ):
            continue
        for first, stop, whole, fraction in _parts(match, notation):
            number = _number(page, first, stop, whole, fraction, limit=end)
            if number is not None:
                yield number
                position = max(position, number.end)


def _free_standing(page: Page, match: re.Match[str], limit: int) -> Number | None:
    """A whole number behind a space and with nothing that belongs to it: the common case."""
    begin, end = match.span()
    before = page.text[max(begin - 2, 0) : begin]
    if (
        (before and before[-1] not in " \n")
        or before[:-1] in _before(page.lexicon)
        or not match[0].isdecimal()
        or not _plain_end(page, end, limit)
        or match[0] == "10"
    ):
        return None
    return Number(start=begin, end=end, value=match[0].lstrip("0") or "0", word=False)


def _in_word(text: str, start: int) -> bool:
    """Letters right before digits make a name (`x1`, `GPT4`), but not a LaTeX command or a Korean word.

    So do digits in the exponent of a letter or a unit (`yards^2`), and a base below its number (`(101)_2`).
    """
    before = text[start - 1 : start]
    if before == "{" and text[start - 2 : start - 1] == "_":
        before, start = "_", start - 1
    if before in ("^", "{"):
        base = text[max(start - 3, 0) : start].rstrip("^{")[-1:]
        return "^" in text[max(start - 2, 0) : start] and (base.isalpha() or base == "}")
    if before in ("_", "#"):
        below = text[max(start - 2, 0) : start - 1]
        return before == "#" or below.isalnum() or (below != "" and below in ")]}")
    return before.isascii() and before.isalpha() and "\\" not in text[max(start - 8, 0) : start]


def _in_ratio(text: str, start: int, end: int) -> bool:
    """Digits joined by colons are a clock time or a ratio, not a number."""
    if text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit():
        return True
    return text[start - 1 : start] == ":" and start > 1 and text[start - 2].isdigit()


def _parts(match: re.Match[str], notation: Notation) -> Sequence[tuple[int, int, str, str]]:
    """The numbers one run of digits and separators holds: start, end, whole digits, decimal digits."""
    if match[0].isdecimal():
        return ((match.start(), match.end(), match[0], ""),)
    pieces, end = _SPLIT.split(match[0]), match.end()
    if pieces[-2] == "_" and len(pieces[-1]) < _GROUPED:  # the base: "1011_2"
        end -= len(pieces[-1]) + 1
        pieces = pieces[:-2]
    digits, marks = pieces[::2], ["," if mark[0] in ",{" else mark[-1:] for mark in pieces[1::2]]
    shape = "".join("." if mark == "." else "," if mark == "," else "_" for mark in marks)
    point = _decimal_point(shape, digits, notation)
    if point is None:
        return list(_apart(match.start(), pieces))
    if point < 0:
        return ()
    return ((match.start(), end, "".join(digits[: point + 1]), "".join(digits[point + 1 :])),)


def _decimal_point(shape: str, digits: Sequence[str], notation: Notation) -> int | None:
    """Which separator is the decimal point: its index, `len(shape)` for none, -1 for no number at all.

    Returns:
        `None` when the run is several numbers rather than one.
    """
    count = len(shape)
    threes = [len(piece) == 3 for piece in digits[1:]]
    if not shape or not set(shape) - {"_"}:
        return count
    if shape in (".", ","):
        return _lone(shape, digits, notation)
    if notation.comma and shape.count(",") == 1 and shape.endswith(",") and all(threes[:-1]):
        return count - 1
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


def _lone(mark: str, digits: Sequence[str], notation: Notation) -> int | None:
    """What a single separator is: 0 for a decimal point, 1 for none, `None` where it parts two numbers.

    It groups only before three digits, and with one to three others before it that are no zero; some
    models leave a fourth before a comma.
    """
    if len(digits[1]) != 3:
        return 0
    decides = notation.dot_decides if mark == "." else notation.comma_decides
    longest = 4 if mark == "," and not notation.comma else 3
    groups = not decides and len(digits[0]) <= longest
    if groups and not (notation.comma and digits[0].startswith("0")):
        return 1
    return None if mark == "," and not notation.comma else 0


def _commas(shape: str, digits: Sequence[str], threes: Sequence[bool]) -> int | None:
    count = len(shape)
    if all(threes) and len(digits[0]) <= 4:
        return count
    indian = threes[-1] and all(len(piece) == 2 for piece in digits[1:-1]) and len(digits[0]) <= 2
    malformed = count >= 2 and sum(threes) * 2 >= count and len(digits[0]) <= 4
    if indian or malformed:
        return count
    return None


def _apart(start: int, pieces: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            yield start, start + len(piece), piece, ""
        start += len(piece)


def _number(page: Page, start: int, end: int, whole: str, fraction: str, *, limit: int) -> Number | None:
    """The number whose digits stand at `[start, end)`, with its sign, exponent, scale and denominator."""
    text = page.text
    if text[start - 1 : start] == "第":
        return None
    if _plain_end(page, end, limit) and (whole, fraction) != ("10", ""):
        begin, negative = _sign(page, start)
        digits = (whole.lstrip("0") or "0") + ("." + fraction if fraction else "")
        written = ("-" if negative and digits != "0" else "") + digits
        normal = exact(written) if fraction else None
        return Number(start=begin, end=end, value=plain(normal) if normal else written, word=False)
    if _ordinal(page.lexicon).match(page.folded, end, limit):
        return None
    begin, negative = _sign(page, start)
    power, stop = _power(page, end, limit)
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


def _plain_end(page: Page, end: int, limit: int) -> bool:
    """Whether nothing after the digits can belong to the number: the common case, told in one look."""
    after = page.text[end : min(end + 2, limit)]
    return (
        not after or after[0] in ",;)\n" or (after[0] in " ." and after[1:2] not in _belonging(page.lexicon))
    )


def _power(page: Page, end: int, limit: int) -> tuple[int, int]:
    """The power of ten after a number, and where it ends."""
    match = _EXPONENT.match(page.text, end, limit)
    if match is not None:
        written = match[1] or match[3] or (match[2] or "").translate(_SUPERSCRIPTS)
        return int(written), match.end()
    match = _scale(page.lexicon).match(page.folded, end, limit)
    if match is not None:
        return _scales(page.lexicon)[match[1]], match.end()
    return 0, end


def _sign(page: Page, start: int) -> tuple[int, bool]:
    """Where a number begins with its sign and currency mark, and whether it is negative."""
    text = page.text
    last = text[start - 2 : start - 1] if text[start - 1 : start] in (" ", "\n") else text[start - 1 : start]
    if last not in _before(page.lexicon):
        return start, False
    before = text[max(start - 6, 0) : start]
    match = _SIGN.search(before)
    if match is not None and match[0]:
        sign = match[1] or match[2]
        spaced = " " in match[0]
        if not (spaced and not _opens_value(before[: match.start()])):
            return start - len(match[0]), sign == "-"
        return start, False
    word = _minus(page.lexicon).search(page.folded[max(start - 14, 0) : start])
    if word is not None and not re.search(r"\d[ ]?$", text[max(start - 40, 0) : start - len(word[0])]):
        return start - len(word[0]), True
    return start, False


def _opens_value(before: str) -> bool:
    """A minus apart from its digits is a sign only where a value begins, as after `=`."""
    return before.rstrip().endswith(("=", ":", "≈", "(", "{")) or not before.strip()


def _words(page: Page, start: int, end: int) -> Iterator[Number]:
    for word in numeral_words(page.folded[start:end], page.lexicon, page.counters):
        yield Number(start=start + word.start, end=start + word.end, value=word.value, word=True)


def within(numbers: Sequence[Number], start: int, end: int) -> Sequence[Number]:
    """Those of the numbers, which are in order, that lie inside `[start, end)`."""
    first = bisect_left(numbers, start, key=lambda number: number.start)
    last = bisect_left(numbers, end, key=lambda number: number.start)
    return numbers[first:last]
