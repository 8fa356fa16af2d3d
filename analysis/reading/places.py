"""Places in an order, which are no amounts: "3rd", "第三", "2번째", "in the second row"."""

import re

from jagbench.analysis.reading.languages.table import any_bounded
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
_place = by_lexicon(
    lambda lexicon: re.compile(
        r"第[ ]?(?:(\d{1,9})|([一二三四五六七八九十]{1,3}))"
        r"|(?:(?<![\d.,])(\d{1,9})|(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3}))"
        + lexicon.any_of(lambda table: table.ordinal_endings)
        + f"|({any_bounded(_ordinals(lexicon))})"
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
    if place[5] is not None:
        return next(str(n) for word, n in _ordinals(lexicon).items() if re.fullmatch(word, place[5]))
    digits, numeral = place[1] or place[3], place[2] or place[4]
    if digits is not None:
        return digits.lstrip("0") or "0"
    return str(total(numeral, _NUMERALS, {"十": 10}, closing=10**4))
