"""Lists of values: in brackets, on one line, as bullets or numbered."""

import json
import re
from collections.abc import Callable
from typing import cast

from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found

_SEPARATOR = re.compile(r"[ \t\u00a0]{0,8}(?:,|;|、|\||→|->|>|\n)[ \t\u00a0]{0,8}")
_ITEM_LINE = re.compile(r"[ \t]{0,12}(?:[-*•‣◦+]|\d{1,3}[.)])[ \t]{1,4}(\S[^\n]*)")
_TRIM = " \t\n\u00a0\"'`*.[]"
_LEAD = re.compile(r"[^\n,:]{0,300}:[ \t*]{0,4}(?=\S)")
_LONGEST = 20_000


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
    if len(lines) == 1 and ":" not in text and ". " not in text and ("," in text or "[" in text):
        return commit(page, start, end, question)
    if len(lines) > 1 and all(_ITEM_LINE.fullmatch(line) for line in lines):
        return commit(page, start, end, question)
    return None


def entries(value: str) -> list[str]:
    """The entries of a list in plain form, in brackets, or as a JSON array."""
    if value.lstrip().startswith("["):
        try:
            loaded: object = json.loads(value)
        except (ValueError, RecursionError):
            loaded = None
        if isinstance(loaded, list):
            return [str(entry).strip(_TRIM) for entry in cast("list[object]", loaded)]
    parts = (part.strip(_TRIM) for part in _SEPARATOR.split(value))
    return [part for part in parts if part]


def same_list(value: str, other: str, same: Callable[[str, str], bool]) -> bool:
    """Whether two lists hold the same entries in the same order."""
    first, second = entries(value), entries(other)
    return len(first) == len(second) and all(same(a, b) for a, b in zip(first, second, strict=True))


def unfinished(text: str) -> bool:
    """Whether a list was cut: it ends in a separator."""
    return text.rstrip().endswith((",", ";", "、"))


def _found(page: Page, start: int, end: int) -> Found | None:
    while start < end and page.text[start].isspace():
        start += 1
    while end > start and page.text[end - 1].isspace():
        end -= 1
    items = [
        match[1] if (match := _ITEM_LINE.fullmatch(line)) else line
        for line in page.text[start:end].split("\n")
    ]
    values = entries("\n".join(items))
    return Found(start=start, end=end, value=", ".join(values), rule="listed") if values else None


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
        elif not bullets and "," in page.text[begin:stop]:
            lead = _LEAD.match(page.text, begin, stop)
            return _found(page, lead.end() if lead else begin, stop)
        stop = begin - 1
    return _found(page, bullets[0], bullets[1]) if bullets else None
