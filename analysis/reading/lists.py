"""Lists of values: in brackets, on one line, as bullets or numbered."""

import json
import re
from collections.abc import Callable
from itertools import filterfalse
from typing import cast

from jagbench.analysis.reading.languages.table import any_of, is_latin
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.marks import announcement
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found

_SEPARATOR = re.compile(r"[ \t\u00a0]{0,8}(?:,|;|、|\||→|->|>|\n)[ \t\u00a0]{0,8}")
_COMMA_SEPARATOR = re.compile(r"[ \t\u00a0]{0,8}(?:(?<!\d),|,(?!\d)|;|、|\||→|->|>|\n)[ \t\u00a0]{0,8}")
"""The same where a comma between digits is a decimal comma."""
_DECIMAL_COMMA = re.compile(r"-?\d{1,400},\d{1,400}")
_LETTERS = re.compile(r"[^\W\d_](?:[ ]?-[ ]?[^\W\d_]){1,400}|[^\W\d_](?: [^\W\d_]){1,400}")
"""Single letters with hyphens or spaces between them."""
_ITEM_LINE = re.compile(r"[ \t]{0,12}(?:[-*•‣◦+]|\d{1,3}[.)])[ \t]{1,4}(\S[^\n]*)")
_ENTRY_LINE = re.compile(r"[ \t]{0,12}[^\s,;:、.。!?<>*#=]{1,30}(?:[.,]\d{1,12})?[ \t]{0,12}")
"""A line that is one word or one number."""
_NOTE = re.compile(r"(?<=[^\s(])[ ]\([^()]{0,200}\)$")
"""A remark behind an entry."""
_TRIM = " \t\n\u00a0\"'`*.[]。"
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
_LONGEST = 20_000
_WORDS = 5
"""Words of an entry at most: more of them are a part of a sentence."""
_lead = by_lexicon(
    lambda lexicon: re.compile(
        rf"[^\n,;、]{{0,200}}?{any_of(lexicon.every(lambda table: table.list_leads))}(?=\S)"
    )
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
    if opened >= 0 and close - opened <= _LONGEST:
        return _found(page, opened, close + 1)
    return _last_lines(page, start, end)


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is nothing but one list."""
    text = page.text[start:end]
    if "</" in text:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    led = (
        _lead(page.lexicon).match(page.folded, start, end) is not None
        or announcement(page.lexicon).search(page.folded, start, end) is not None
    )
    one_line = len(lines) == 1 and ":" not in text and ". " not in text and not led
    if one_line and any(mark in text for mark in ",[;、"):
        return commit(page, start, end, question)
    if len(lines) == 1 and _LETTERS.fullmatch(lines[0].strip(_TRIM)):
        return _found(page, start, end)
    if len(lines) > 1 and all(_ITEM_LINE.fullmatch(line) for line in lines):
        return commit(page, start, end, question)
    if len(lines) > 1 and all(_ENTRY_LINE.fullmatch(line) for line in lines):
        return _found(page, start, end)
    return None


def entries(value: str, *, comma: bool = False) -> list[str]:
    """The entries of a list in plain form, in brackets, as a JSON array, or as single letters in a row.

    Args:
        value: The list as it stands.
        comma: A comma between digits may be a decimal comma: it is, wherever others separate the entries.
    """
    if value.lstrip().startswith("["):
        try:
            loaded: object = json.loads(value)
        except (ValueError, RecursionError):
            loaded = None
        if isinstance(loaded, list):
            return [str(entry).strip(_TRIM) for entry in cast("list[object]", loaded)]
    letters = value.strip(_TRIM)
    if _LETTERS.fullmatch(letters):
        return letters.replace("-", " ").split()
    decimal = comma and _COMMA_SEPARATOR.search(value) is not None
    parts = (part.strip(_TRIM) for part in (_COMMA_SEPARATOR if decimal else _SEPARATOR).split(value))
    return [
        part.replace(",", ".") if decimal and _DECIMAL_COMMA.fullmatch(part) else part
        for part in parts
        if part
    ]


def same_list(value: str, other: str, same: Callable[[str, str], bool]) -> bool:
    """Whether two lists hold the same entries in the same order."""
    first, second = entries(value), entries(other)
    return len(first) == len(second) and all(same(a, b) for a, b in zip(first, second, strict=True))


def unfinished(text: str) -> bool:
    """Whether a list was cut: it ends in a separator, or within brackets."""
    last = text[text.rstrip().rfind("\n") + 1 :]
    return text.rstrip().endswith((",", ";", "、")) or any(
        last.count(opened) > last.count(closed) for opened, closed in ("()", "[]")
    )


def _found(page: Page, start: int, end: int) -> Found | None:
    while end > start and page.text[end - 1].isspace():
        end -= 1
    tail = max(start, end - _CLOSING)
    closing = _closing(page.lexicon).search(page.folded[tail:end])
    end = end if closing is None else tail + closing.start()
    start, end = _unwrapped(page.text, start, end)
    items = [
        _NOTE.sub("", match[1].rstrip()) if (match := _ITEM_LINE.fullmatch(line)) else line
        for line in page.text[start:end].split("\n")
    ]
    values = entries("\n".join(items), comma=page.notation.comma)
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


def _last_lines(page: Page, start: int, end: int) -> Found | None:
    """The last line with separated entries, or the last run of bullets, whichever comes later."""
    bullets: list[int] = []
    stop = end
    while stop > start:
        begin = page.text.rfind("\n", start, stop) + 1 or start
        if _ITEM_LINE.fullmatch(page.text, begin, stop):
            bullets = [begin, bullets[1] if bullets else stop]
        elif bullets and page.text[begin:stop].strip():
            break
        elif not bullets and any(mark in page.text[begin:stop] for mark in ",;、"):
            lead = _LEAD.match(page.text, begin, stop) or _lead(page.lexicon).match(page.folded, begin, stop)
            return _found(page, lead.end() if lead else begin, stop)
        stop = begin - 1
    return _found(page, bullets[0], bullets[1]) if bullets else None
