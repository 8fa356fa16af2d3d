"""Words and short strings."""

import re

from jagbench.analysis.reading.languages import every
from jagbench.analysis.reading.languages.table import compile_any
from jagbench.analysis.reading.page import Page, fold
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found

_DECORATION = " \t\n\u00a0*`\"'()[]{}\\$.,;:!<>#~=?"
_LATEX = re.compile(
    r"\\(?:text|mathrm|textbf|mathbf|operatorname)\{([^{}]{0,400})\}|\\[dtc]?frac\{([^{}]{1,400})\}\{([^{}]{1,400})\}"
)
_QUOTED = re.compile(
    r"\"([^\"\n]{1,200})\"|\*\*([^*\n]{1,200})\*\*|`([^`\n]{1,200})`|(?<![a-z])'([^'\n]{1,200})'(?![a-z])"
)
_VERB = compile_any(
    [
        "is",
        "are",
        "was",
        "be",
        "becomes?",
        "gives?",
        "equals?",
        "get",
        "to",
        "on",
        "spells?",
        "(?:은|는|이|가)(?= )",
    ]
)
_ASIDE = compile_any(every(lambda each: each.asides))
_ARTICLE = re.compile(r"(?:a|an|the|simply|therefore|just|approximately) ")
_WORDS = 4
_LONGEST = 600
_REDUCED = re.compile(r"\s*([+\-*/=])\s*")
_FRACTION = re.compile(r"\\[dtc]?frac\{([^{}]{1,400})\}\{([^{}]{1,400})\}")


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The string a stretch commits to: all of a short one, what is quoted, or what follows the verb."""
    found = bare(page, start, end, question)
    if found is not None:
        return found
    quoted = list(_QUOTED.finditer(page.text, start, end))
    if quoted:
        last = quoted[-1]
        group = next(index for index in range(1, 5) if last[index] is not None)
        return _found(page, last.start(group), last.end(group))
    verbs = list(_VERB.finditer(page.folded, start, end))
    for verb in reversed(verbs):
        aside = _ASIDE.search(page.folded, verb.end(), end)
        stop = aside.start() if aside is not None else end
        article = _ARTICLE.match(page.folded, verb.end() + 1, stop)
        begin = article.end() if article is not None else verb.end()
        if 0 < len(page.text[begin:stop].split()) <= _WORDS + 2:
            return _found(page, begin, stop)
    for verb in reversed(verbs):
        token = re.compile(r"\s*(\S+)").match(page.text, verb.end(), end)
        if verb[0] == "get" and token is not None:
            return _found(page, token.start(1), token.end(1))
    return None


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch of a few words, decoration aside."""
    text = page.text[start:end].strip(_DECORATION)
    if (
        not text
        or "\n" in text
        or "<" in page.text[start:end]
        or len(text.split()) > _WORDS
        or len(text) > 400
    ):
        return None
    if _VERB.search(fold(text)) or any(mark in text for mark in ("<", ">", "=", ":", "boxed{")):
        return None
    return _found(page, start, end)


def content(page: Page, start: int, end: int) -> Found | None:
    """All that a box or a tag holds, where it is one line and no sentence."""
    text = page.text[start:end].strip()
    sentence = text.endswith((".", "!", "?")) or any(mark in text for mark in (". ", ": ", " = ", "<", ">"))
    if not text or "\n" in text or len(text) > _LONGEST or sentence:
        return None
    return _found(page, start, end)


def plain(text: str) -> str:
    """A string without decoration and LaTeX wrapping."""
    fraction = _FRACTION.search(text)
    if fraction is not None and len(fraction[0]) > len(text) - 6:
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    unwrapped = _LATEX.sub(lambda match: match[1] if match[1] is not None else f"{match[2]}/{match[3]}", text)
    return unwrapped.strip(_DECORATION)


def same_text(value: str, other: str) -> bool:
    """Whether two strings are the same, letter case and spaces around operators aside."""
    return _key(value) == _key(other)


def _key(value: str) -> str:
    return _REDUCED.sub(r"\1", " ".join(fold(plain(value)).split()))


def _found(page: Page, start: int, end: int) -> Found | None:
    value = plain(page.text[start:end])
    if not value:
        return None
    while start < end and page.text[start] in _DECORATION:
        start += 1
    while end > start and page.text[end - 1] in _DECORATION:
        end -= 1
    return Found(start=start, end=end, value=value, rule="stated")
