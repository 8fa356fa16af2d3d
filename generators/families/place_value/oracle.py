"""The answer to a question about places, from the prompt's text, by going from digit to digit."""

import re
from collections.abc import Mapping, Sequence

from jagbench.errors import JagbenchError

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
LABEL = re.compile(r"^[^\d:：]*(?:: |：)")
DECIMALS: Mapping[str, Sequence[str]] = {
    "de": ("Zehntel", "Hundertstel", "Tausendstel"),
    "en": ("tenths", "hundredths", "thousandths"),
    "es": ("décimas", "centésimas", "milésimas"),
    "fr": ("dixièmes", "centièmes", "millièmes"),
    "ja": ("小数第一位", "小数第二位", "小数第三位"),
    "ko": ("소수 첫째 자리", "소수 둘째 자리", "소수 셋째 자리"),
    "zh": ("十分位", "百分位", "千分位"),
}
"""Places behind the decimal point, from the left."""
WHOLE: Mapping[str, Sequence[str]] = {
    "de": (
        *("Einer", "Zehner", "Hunderter", "Tausender", "Zehntausender", "Hunderttausender", "Millionen"),
        *("Zehnmillionen", "Hundertmillionen"),
    ),
    "en": (
        *("ones", "tens", "hundreds", "thousands", "ten thousands", "hundred thousands", "millions"),
        *("ten millions", "hundred millions"),
    ),
    "es": (
        *("unidades", "decenas", "centenas", "unidades de millar", "decenas de millar", "centenas de millar"),
        *("unidades de millón", "decenas de millón", "centenas de millón"),
    ),
    "fr": (
        *("unités", "dizaines", "centaines", "unités de mille", "dizaines de mille", "centaines de mille"),
        *("unités de millions", "dizaines de millions", "centaines de millions"),
    ),
    "ja": (
        "一の位",
        "十の位",
        "百の位",
        "千の位",
        "一万の位",
        "十万の位",
        "百万の位",
        "千万の位",
        "一億の位",
    ),
    "ko": (
        *("일의 자리", "십의 자리", "백의 자리", "천의 자리", "만의 자리", "십만의 자리", "백만의 자리"),
        *("천만의 자리", "억의 자리"),
    ),
    "zh": ("个位", "十位", "百位", "千位", "万位", "十万位", "百万位", "千万位", "亿位"),
}
"""Places before the decimal point, from the right."""
COUNTED: Mapping[str, Sequence[str]] = {
    **{language: WHOLE[language] for language in ("de", "en", "es", "fr")},
    "ja": ("一", "十", "百", "千", "一万", "十万", "百万", "千万", "一億"),
    "ko": ("일", "십", "백", "천", "만", "십만", "백만", "천만", "억"),
    "zh": ("一", "十", "百", "千", "万", "十万", "百万", "千万", "亿"),
}
"""The same as they are counted in parts of a number."""


def _values(prompt: str) -> list[str]:
    """What stands behind the labels of the lines after the first."""
    return [LABEL.sub("", line).strip() for line in prompt.split("\n")[1:]]


def digit_at(prompt: str, language: str) -> str:
    """Step from the decimal point to the place.

    Raises:
        JagbenchError: if the prompt does not hold a number and one of its places.
    """
    values = _values(prompt)
    if len(values) != 2 or not NUMBER.fullmatch(values[0]):
        raise JagbenchError(f"The prompt does not hold a number and a place: {prompt!r}")
    whole, _, fraction = values[0].replace(",", ".").partition(".")
    for row, names in ((whole[::-1], WHOLE[language]), (fraction, DECIMALS[language])):
        for digit, name in zip(row, names, strict=False):
            if name == values[1]:
                return digit
    raise JagbenchError(f"The number {values[0]} has no such place: {values[1]!r}")


def value_of(prompt: str, language: str) -> str:
    """Write a zero in place of every other digit.

    Raises:
        JagbenchError: if the prompt does not hold a number and a digit that stands in it once.
    """
    values = _values(prompt)
    if len(values) != 2 or not NUMBER.fullmatch(values[0]) or values[0].count(values[1]) != 1:
        raise JagbenchError(f"The prompt does not hold a number and one of its digits: {prompt!r}")
    text = "".join(sign if sign == values[1] else "." if sign in ".," else "0" for sign in values[0])
    whole, _, fraction = text.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def made_up_of(prompt: str, language: str) -> str:
    """Add digit by digit from the right, and carry what is more than nine.

    Raises:
        JagbenchError: if the prompt does not hold several numbers of places.
    """
    places = COUNTED[language]
    name = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    line = prompt.rpartition("\n")[2]
    pattern = {"ko": rf"({name})이 (\d+)개", "ja": rf"({name})が(\d+)個", "zh": rf"(\d+)个({name})"}
    found = re.findall(pattern.get(language, rf"(\d+) ({name})(?!\w)"), line)
    row = [0] * (len(places) + 4)
    for one, other in found:
        many, place = (one, other) if one.isdecimal() and one.isascii() else (other, one)
        row[places.index(place)] += int(many)
    if len(found) < 2 or len(found) != len(re.findall(r"\d+", line)):
        raise JagbenchError(f"The prompt does not hold numbers of places: {prompt!r}")
    for at in range(len(row) - 1):
        row[at + 1] += row[at] // 10
        row[at] %= 10
    return "".join(map(str, reversed(row))).lstrip("0")
