"""Places in an order, which are no amounts: "3rd", "第三", "2번째", "in the second row"."""

import re

from jagbench.analysis.reading.languages.table import LETTER, any_bounded, any_of
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.numerals import total
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.result import Number

_NUMERALS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_ordinals = by_lexicon(
    lambda lexicon: {
        word: place + 1
        for word, place in lexicon.merged(lambda table: table.ordinals).items()
        if place >= 0 and not any(map(str.isdecimal, word))
    }
)
_tens = by_lexicon(
    lambda lexicon: {
        word: n for word, n in lexicon.merged(lambda table: table.numerals).items() if n in range(10, 100, 10)
    }
)
_place = by_lexicon(
    lambda lexicon: re.compile(
        r"第[ ]?(?:(\d{1,9})|([一二三四五六七八九十]{1,3}))"
        r"|(?:(?<![\d.,])(\d{1,9})|(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3}))"
        + lexicon.any_of(lambda table: table.ordinal_endings)
        + rf"|(?:(?<![{LETTER}])({any_of(_tens(lexicon))})-)?({any_bounded(_ordinals(lexicon))})"
    )
)


def places(page: Page, start: int, end: int) -> list[Number]:
    """The places that a stretch tells, left to right."""
    found = _place(page.lexicon).finditer(page.folded, start, end)
    return [
        Number(start=each.start(), end=each.end(), value=_placed(each, page.lexicon), word=False)
        for each in found
    ]


def _placed(place: re.Match[str], lexicon: Lexicon) -> str:
    """The number of a place."""
    if place[6] is not None:
        unit = next(n for word, n in _ordinals(lexicon).items() if re.fullmatch(word, place[6]))
        return str(_tens(lexicon).get(place[5], 0) + unit)  # "twenty-third"
    digits, numeral = place[1] or place[3], place[2] or place[4]
    if digits is not None:
        return digits.lstrip("0") or "0"
    return str(total(numeral, _NUMERALS, {"十": 10}, closing=10**4))
