"""Where what a sentence tells of a string ends: in front of a reason, or of what is denied."""

import re
from itertools import filterfalse

from jagbench.analysis.reading.languages.table import any_of, is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.strings import DECORATION

QUOTED = re.compile(
    r"\"([^\"\n]{1,200})\"|\*\*([^*\n]{1,200})\*\*|`([^`\n]{1,200})`|(?<![a-z])'([^'\n]{1,200})'(?![a-z])"
)
_denial = by_lexicon(
    lambda lexicon: re.compile(
        rf",[ ]?(?:{any_of(filter(is_latin, lexicon.every(lambda table: table.denials)))} "
        rf"|{any_of(filterfalse(is_latin, lexicon.every(lambda table: table.denials)))})"
    )
)
string_verb = by_lexicon(
    lambda lexicon: re.compile(
        lexicon.any_bounded(lambda table: table.text_verbs) + r"|(?<=[^\s=])[ ]?[=:](?=[ 가-힣぀-ヿ一-鿿])"
    )
)
_BRACKET = re.compile(r" \([^()\n]{8,400}\)[.!]?\s*")
"""A remark of some length, as a short one may belong to what is told."""
_AT_COLON = re.compile(r" [\"'*`]{0,3}[A-Z0-9-]{2,60}[\"'*`]{0,3}:$")
_SPELLS = re.compile(r" [\"'*`]{0,3}([A-Za-z0-9-]{2,60})[\"'*`]{0,3}: (?=[^\n\"'*`]{0,40}(?: for |=))")
PARTED = re.compile(r"[:;] ")
"""What stands between the parts of a statement."""
_SPELLED = re.compile(
    r"[\"'*`]{0,3}(?:[^\W\d_][ ]?[,·–—-][ ]?){2,40}[^\W\d_][\"'*`]{0,3}(?:[ ]?[:;…→]|\.{3})[ ]?"
)
"""Letters that are gone through one by one: "S - o - c - k: "."""
_aside = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_WHICH_IS = re.compile(r"[ ](?:is|are|was) (?:the )?[\"'*`]{0,3}\S{1,40}$")
"""What makes of a clause that seems to give a reason one that tells the string."""


def before_reason(page: Page, start: int, end: int) -> int:
    """Where a stretch ends in front of a reason, if it tells something before."""
    reason = _aside(page.lexicon).search(page.folded, start, end)
    if reason is None:
        return end
    told = page.text[start : reason.start()].strip(DECORATION)
    says = string_verb(page.lexicon).search(page.folded, start, reason.start()) or not told.isascii()
    told_as = _WHICH_IS.match(page.folded, reason.end(), end) is not None
    return reason.start() if told and says and not (told_as or _quotes_on(page, start, reason, end)) else end


def _quotes_on(page: Page, start: int, reason: re.Match[str], end: int) -> bool:
    """Whether quotes go on behind what may open a reason, and none before it is longer than a letter."""
    quoted = [each.span(each.lastindex or 0) for each in QUOTED.finditer(page.text, start, end)]
    before = [stop - begin for begin, stop in quoted if stop <= reason.start()]
    return len(before) < len(quoted) and max(before, default=0) <= 1


def before_bracket(page: Page, start: int, end: int) -> int:
    """Where a stretch ends in front of a remark in brackets that closes it, if it tells something before."""
    remark = _BRACKET.search(page.text, start, end)
    if remark is None or remark.end() < end:
        return end
    told = "=" in remark[0] or string_verb(page.lexicon).search(page.folded, start, remark.start())
    return remark.start() if told else end


def before_spelling(page: Page, start: int, end: int) -> int:
    """Where a stretch ends in front of a colon behind which it goes through the string that it told."""
    told = _SPELLS.search(page.text, start, end)
    verb = None if told is None else string_verb(page.lexicon).search(page.folded, start, told.start() + 1)
    return end if told is None or verb is None else told.end(1)


def behind_spelling(page: Page, start: int, end: int) -> int:
    """Where a stretch begins behind the letters that it goes through first: "S - o - c - k: ..."."""
    spelled = _SPELLED.match(page.text, start, end)
    return start if spelled is None or not page.text[spelled.end() : end].strip(DECORATION) else spelled.end()


def announces_parts(page: Page, start: int, end: int) -> bool:
    """Whether a stretch that ends in a colon tells its string right before it: "2991 is MMCMXCI:"."""
    told = _AT_COLON.search(page.text, start, end)
    return (
        told is not None
        and string_verb(page.lexicon).search(page.folded, start, told.start() + 1) is not None
    )


def before_denied(page: Page, start: int, end: int) -> int:
    """Where a stretch ends in front of what is denied: "tac, not cat"."""
    denied = _denial(page.lexicon).search(page.folded, start, end)
    return (
        end if denied is None or not page.text[start : denied.start()].strip(DECORATION) else denied.start()
    )
