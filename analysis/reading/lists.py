"""Lists of values: in brackets, on one line, as bullets or numbered."""

import re
from collections.abc import Sequence
from itertools import filterfalse

from jagbench.analysis.reading import texts
from jagbench.analysis.reading.doubts import concludes
from jagbench.analysis.reading.entries import LETTERS, TRIM, entries
from jagbench.analysis.reading.enumerations import behind_arrow, fitted, in_turn, key, named, prompted, spaced
from jagbench.analysis.reading.languages.table import LETTER, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.marks import announcement
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found

_ITEM_LINE = re.compile(r"[ \t]{0,12}(?:[-*•‣◦+]|\d{1,3}[.)])[ \t]{1,4}(\S[^\n]*)")
_ENTRY_LINE = re.compile(r"[ \t]{0,12}[^\s,;:、.。!?<>*#=]{1,30}(?:[.,]\d{1,12})?[ \t]{0,12}")
"""A line that is one word or one number."""
_SAYS = re.compile(r": |[.。]\s*$")
"""What shows that a line of a list is a sentence or has a label."""
_NOTE = re.compile(r"(?<=[^\s(])[ ]\([^()]{0,200}\)$")
"""A remark behind an entry."""
_WRAPS = (
    ("\\boxed{", "}"),
    ("\\text{", "}"),
    ("\\(", "\\)"),
    ("\\[", "\\]"),
    ("**", "**"),
    ("__", "__"),
    ("{", "}"),
    ("(", ")"),
    *((mark, mark) for mark in "*_$`\"'"),
)
"""Marks around a whole list."""
_HALVES = ("**", "__")
"""Marks of which one half may stand outside the list."""
_LEAD = re.compile(r"[^\n,:]{0,300}:[ \t\u00a0*]{0,4}(?=\S)")
_SENTENCES = re.compile(r":|\. |。(?=.)")
"""What shows that a line is no list alone."""
_LEADS = re.compile(r"[はがと是为得如:]|たら、|[면은는]\s")
"""What may lead up to a list in a script without spaces or with endings."""
_SEPARATED = re.compile(r"[,、].[,、]")
"""An entry of one character between two others."""
_LEAD_WORDS = 64
_ENTRY_CHARACTERS = 80
"""Characters of a line that is one entry, at most."""
_ORDER = re.compile(r"(?<![-=])[<>]")
_COMMA = re.compile(r"[,;、](?!\d)")
_QUOTED = re.compile(r"\"([^\"\n,、]{1,40}(?:, |、)[^\"\n]{1,400})\"")
"""A list in quotes."""


def _letters_of(lexicon: Lexicon) -> re.Pattern[str]:
    joined = any_of(filter(is_latin, lexicon.every(lambda table: table.ands)))
    last = rf"(?:,? {joined} )[{LETTER}](?![\w'-])"
    return re.compile(
        rf"(?<![\w'-])[{LETTER}](?:(?:, [{LETTER}](?!\w)){{2,400}}(?:{last})?|, [{LETTER}]{last})"
    )


_letters = by_lexicon(_letters_of)
"""Three and more single letters with commas between them."""
_DOTTED = re.compile(
    r"(?<![^\W\d_ㄱ-힣぀-ヿ一-鿿])[^\W\d_](?:[ ]?[・*•/][ ]?[^\W\d_]){2,400}(?![a-z])"
    r"|(?<![^\W\d_])[^\W\d_](?:[ ][-–—][ ][^\W\d_]){2,400}(?![^\W\d_])"
    r"|[가-힣぀-ヿ一-鿿](?:[ ]?-[ ]?[가-힣぀-ヿ一-鿿]){2,400}"
)
"""Single letters with dots, strokes or, where words are not joined by them, hyphens between them."""
_QUOTED_RUN = re.compile('(?:"[^"\n]{1,12}"[和와과と]?[ ]?){2,400}')
_IN_QUOTES = re.compile('"([^"\n]{1,12})"')
_ENTRY = 2
"""Words of the first entry behind a verb at most."""
_aside = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_verb = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.text_verbs))
_LONGEST = 20_000
_WORDS = 5
"""Words of an entry at most: more of them are a part of a sentence."""
_PASSED = 8
"""Lines with commas that are passed over on the way up, as they hold no entry of the prompt."""
_lead = by_lexicon(
    lambda lexicon: re.compile(rf"[^\n,;、]{{0,200}}?{lexicon.any_of(lambda table: table.list_leads)}(?=\S)")
)
_closing = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:{any_of(filterfalse(is_latin, lexicon.every(lambda table: table.closings)))}"
        rf"| {any_of(filter(is_latin, lexicon.every(lambda table: table.closings)))})[.。!*]{{0,4}}$"
    )
)
"""What ends a sentence behind the last entry."""
_CLOSING = 60
"""Characters at the end of a stretch in which a closing is looked for."""


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The last list in a stretch: brackets before lines, and the last line or run of bullets."""
    end = min(end, len(page.text))
    close = page.text.rfind("]", start, end)
    opened = page.text.rfind("[", start, close) if close >= 0 else -1
    if opened >= 0 and close - opened <= _LONGEST and not _groups(page.text, opened, close):
        return _found(page, opened, close + 1, question)
    return _last_lines(page, start, end, question)


def _groups(text: str, opened: int, closed: int) -> bool:
    """Whether brackets only group a part of an order: "a < [b < c]"."""
    around = text[max(opened - 2, 0) : opened] + text[closed + 1 : closed + 3]
    return any(sign in around for sign in "<>")


def told(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The list of a sentence, in front of a reason, where words lead up to it and no entry is a clause."""
    if (start, end) not in page.listed:
        page.listed[start, end] = in_turn(page, start, end, question) or _told(page, start, end, question)
    return page.listed[start, end]


def _told(page: Page, start: int, end: int, question: Question) -> Found | None:
    text = page.text
    ordered = _ORDER.search(text, start, end) and spaced(text[start:end], question, whole=False)
    if ordered:
        return _without_commas(text, start, end, ordered)
    apart = _quoted_apart(text, start, end)
    if apart is not None:
        return apart
    dotted = list(_DOTTED.finditer(page.folded, start, end))
    if dotted:
        return _found(page, *dotted[-1].span(), question)
    comma = _COMMA.search(text, start, end)
    if comma is None:
        colon = text.rfind(": ", start, end) + 2
        spelled = colon > start + 2 and LETTERS.fullmatch(text[colon:end].strip(TRIM))
        return _found(page, colon, end, question) if spelled else None
    known = [each.span() for each in _letters(page.lexicon).finditer(page.folded, start, end)]
    quoted = (each.span(1) for each in _QUOTED.finditer(text, start, end))
    known += [span for span in quoted if page.folded[slice(*span)] not in question.folded]
    if known:
        return _found(page, *known[-1], question)
    asides = _aside(page.lexicon).finditer(page.folded, comma.end(), end)
    given = prompted(question)  # a word that opens a reason may be an entry
    stops = (
        each for each in asides if each[0] not in given or text[each.end() : each.end() + 1] not in ",.*"
    )
    reason = next(stops, None)
    if reason is not None:
        end = max(text.rfind(mark, start, reason.start()) for mark in ",(、")
    lead = _lead_in(page, start, end, question)
    found = None if lead is None else _found(page, lead, end, question)
    values = [] if found is None else entries(found.value or "")
    words = max((len(value.split()) for value in values), default=0)
    shown = named(values, question) and words <= _ENTRY
    return found if len(values) > 1 and (shown or all(len(value) == 1 for value in values)) else None


def _quoted_apart(text: str, start: int, end: int) -> Found | None:
    """The entries of a list of which each stands in quotes, one right behind the other: 「わ」「べ」."""
    run = _QUOTED_RUN.search(text, start, end)
    if run is None:
        return None
    values = [each.strip(TRIM) for each in _IN_QUOTES.findall(run[0])]
    return Found(start=run.start(), end=run.end(), value=", ".join(values), rule="listed")


def single(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The only entry of a sentence that tells one: a word of the prompt's list, or a single character."""
    quoted = page.text.rfind('"', start, end) + 1
    found = texts.commit(page, max(start, quoted), end, question) or texts.commit(page, start, end, question)
    return found if found is not None and _is_entry(found.value or "", question) else None


def goes_on(page: Page, start: int, end: int, question: Question) -> bool:
    """Whether the lines around a stretch are entries of a list as well."""
    before = page.text[page.text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    after = page.text[end : end + _ENTRY_CHARACTERS].lstrip().partition("\n")[0]
    return any(_is_entry(line.strip(TRIM), question) for line in (before, after))


def _is_entry(text: str, question: Question) -> bool:
    """Whether a text may be the only entry of a list: a letter, or an entry of the prompt's."""
    return len(text) == 1 or (text != "" and key(text) in prompted(question))


def _lead_in(page: Page, start: int, end: int, question: Question) -> int | None:
    """Where a list begins behind the words that lead up to it; `None` where none do."""
    lead = _lead(page.lexicon).match(page.folded, start, end)
    verbs = [verb.end() for verb in _verb(page.lexicon).finditer(page.folded, start, end)]
    leads = [
        *_behind_ending(page, start, end, question),
        *([] if lead is None else [lead.end()]),
        *_before_single(page.text, start, _before_closing(page, start, end)),
        page.text.rfind(": ", start, end) + 1,
        *reversed(verbs),
    ]
    for place in leads:
        entry, comma, _ = page.text[place:end].lstrip("、").replace("、", ",").partition(",")
        if place > start and comma and 0 < len(entry.split()) <= _ENTRY:
            return place
    return None


def _behind_ending(page: Page, start: int, end: int, question: Question) -> list[int]:
    """Where a list begins of which all entries are those of the prompt, or single characters."""
    if page.text.isascii():
        return []
    stop = _before_closing(page, start, end)
    known = prompted(question)
    for lead, _ in zip(_LEADS.finditer(page.text, start, stop), range(_LEAD_WORDS), strict=False):
        if _SEPARATED.match(page.text, lead.start() - 1) and lead.start() > start:
            continue  # an entry that looks like a word: "と、が、は"
        values = entries(page.text[lead.end() : stop], comma=page.notation.comma)
        if len(values) > 1 and all(len(value) == 1 or key(value) in known for value in values):
            return [lead.end()]
    return []


def _before_closing(page: Page, start: int, end: int) -> int:
    """Where a stretch ends in front of what closes its sentence behind the last entry."""
    tail = max(start, end - _CLOSING)
    closing = _closing(page.lexicon).search(page.folded[tail:end])
    return end if closing is None else tail + closing.start()


def _before_single(text: str, start: int, end: int) -> list[int]:
    """Where the first entry begins behind other words, in a list whose other entries are one word each."""
    first, *others = text[start:end].split(", ")
    if len(others) < 2 or any(" " in other.strip() for other in others) or " " not in first:
        return []
    return [start + first.rindex(" ")]


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is nothing but one list."""
    text = page.text[start:end]
    if "</" in text:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    led = (
        _lead(page.lexicon).match(page.folded, start, end) is not None
        or announcement(page.lexicon).search(page.folded, start, end) is not None
        or told(page, start, end, question) is not None
        or concludes(page, start, end)
        or _aside(page.lexicon).search(page.folded, start, end) is not None
    )
    one_line = len(lines) == 1 and not _SENTENCES.search(text) and not led
    if one_line and any(mark in text for mark in ",[;、"):
        found = commit(page, start, end, question)
        values = entries(found.value or "") if found is not None else []
        return found if named(values, question) or all(" " not in value for value in values) else None
    sole = lines[0].strip(TRIM) if len(lines) == 1 else ""
    if LETTERS.fullmatch(sole) or _is_entry(sole, question):
        return _found(page, start, end, question)
    if one_line and spaced(text, question):
        return _found(page, start, end, question)
    if len(lines) > 1 and all(_ITEM_LINE.fullmatch(line) and not _SAYS.search(line) for line in lines):
        return commit(page, start, end, question)
    if len(lines) > 1 and all(_ENTRY_LINE.fullmatch(line) for line in lines):
        return _found(page, start, end, question)
    return None


def unfinished(text: str) -> bool:
    """Whether a list was cut: it ends in a separator, or within brackets."""
    last = text[text.rstrip().rfind("\n") + 1 :]
    return text.rstrip().endswith((",", ";", "、")) or any(
        last.count(opened) > last.count(closed) for opened, closed in ("()", "[]")
    )


def _found(page: Page, start: int, end: int, question: Question) -> Found | None:
    while end > start and page.text[end - 1].isspace():
        end -= 1
    end = _before_closing(page, start, end)
    start, end = _unwrapped(page.text, start, end)
    start += behind_arrow(page.text[start:end])
    items = [
        _NOTE.sub("", match[1].rstrip()) if (match := _ITEM_LINE.fullmatch(line)) else line
        for line in page.text[start:end].split("\n")
    ]
    values = [_NOTE.sub("", value) for value in entries("\n".join(items), comma=page.notation.comma)]
    if len(values) == 1 or any(" " in value or not value.isascii() for value in values):
        values = fitted(values, question)
    if not values or any(len(value.split()) > _WORDS for value in values):
        return None
    return Found(start=start, end=end, value=", ".join(values), rule="listed")


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the space, the full stops, and the pairs of marks around all of it."""
    before = (-1, -1)
    while before != (start, end):
        before = (start, end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ".。"):
            end -= 1
        for opened, closed in _WRAPS:
            first, last = start + len(opened), end - len(closed)
            if first < last and text.startswith(opened, start) and text.startswith(closed, last):
                if text.find(opened, first, last) < 0:
                    start, end = first, last
                break
        else:
            for mark in _HALVES:
                if text.count(mark, start, end) == 1:
                    start += len(mark) * text.startswith(mark, start)
                    end -= len(mark) * text.endswith(mark, start, end)
    return start, end


def _last_lines(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The last line with separated entries, or the last run of lines of one each, whichever comes later."""
    text, run, stop = page.text, list[tuple[int, int]](), end
    otherwise: Found | None = None
    passed = 0
    while stop > start and not run and passed < _PASSED:
        begin = text.rfind("\n", start, stop) + 1 or start
        if not _ITEM_LINE.fullmatch(text, begin, stop):
            if any(mark in text[begin:stop] for mark in ",;、"):
                lead = _LEAD.match(text, begin, stop) or _lead(page.lexicon).match(page.folded, begin, stop)
                found = told(page, begin, stop, question) or _found(
                    page, lead.end() if lead else begin, stop, question
                )
                if found is not None and named(entries(found.value or ""), question):
                    return found
                otherwise, passed = otherwise or found, passed + 1
            if values := spaced(text[begin:stop], question, whole=False):
                return _without_commas(text, begin, stop, values)
        run = _run(text, start, stop, question)
        stop = begin - 1
    return _found(page, run[-1][0], run[0][1], question) if run else otherwise


def in_a_row(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The words of an announced line without commas, most of which are entries of the prompt."""
    line = page.text.find("\n", start, end)
    end = line if line >= 0 else end
    values = [] if _COMMA.search(page.text, start, end) else spaced(page.text[start:end], question)
    return _without_commas(page.text, start, end, values) if values else None


def _run(text: str, start: int, end: int, question: Question) -> list[tuple[int, int]]:
    """The lines above an end that hold an entry each, the last one first; a single one needs a bullet."""
    found: list[tuple[int, int]] = []
    stop = end
    while stop > start:
        begin = text.rfind("\n", start, stop) + 1 or start
        line = text[begin:stop].strip(TRIM)
        if _ITEM_LINE.fullmatch(text, begin, stop) or (line and key(line) in prompted(question)):
            found.append((begin, stop))
        elif line or not found:
            break
        stop = begin - 1
    if any(_SAYS.search(text, *line) for line in found):
        return []
    return found if len(found) > 1 or any(_ITEM_LINE.fullmatch(text, *line) for line in found) else []


def _without_commas(text: str, start: int, end: int, values: Sequence[str]) -> Found:
    """The entries at the end of a line."""
    stop = text.rfind(values[-1], start, end) + len(values[-1])
    begin = stop
    for value in reversed(values):
        begin = text.rfind(value, start, begin)
    return Found(start=begin, end=stop, value=", ".join(values), rule="listed")
