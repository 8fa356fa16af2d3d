"""Where a reply marks its answer: boxes, tags, and words that announce it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import GOES_ON, Page

_BOX = re.compile(r"\\?(?:f|text)?box(?:ed)?[ ]?\{|\\boxed[ ](?=\d)")
_TAG = re.compile(r"<?[ ]?(/?)[ ]?(answer|final_answer|final answer|ans|output|result)[ ]?>")
_GSM = re.compile(r"(?:^|\n|(?<=[.!?)\]}\d]))####[ ]?(?=[-+$\d\\])")
announcement = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.announcements))
"""What comes right before a final answer."""
_OPEN = r"(?:^|\n|[.!?>}。]|[ ]{2}|[#*:\"({])[ \t>#*_\"'({\[$\\•|+-]{0,8}(?:text\{|textbf\{)?"
_heading = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_OPEN}(?:{lexicon.any_bounded(lambda table: table.headings)})"
        r"(?:[ ]\d{1,3})?[ ]?[*_`\"\]]{0,4}[ ]?(?:[:=：|]|\n|(?=\\boxed)|(?<=\]))"
    )
)
_HEADED = re.compile(r"[:=：|\n\\\]]")
"""What stands behind a heading, one of them at least."""
_label = by_lexicon(lambda lexicon: re.compile(rf"\W*{lexicon.any_bounded(lambda table: table.headings)}\W*"))
_follows = by_lexicon(
    lambda lexicon: re.compile(rf"{lexicon.any_of(lambda table: table.follows)}[ ]?[.:。]?[ ]{{0,2}}")
)
_end = by_lexicon(
    lambda lexicon: re.compile(
        r"[.!?](?=[\s\"')*\]]|$)"
        rf"(?![ ]{lexicon.any_of(lambda table: table.no_stops)}){GOES_ON}|。{GOES_ON}|\n"
    )
)
_JSON_KEY = re.compile(r"[\"']answer[\"'][ ]?:\s{0,8}")
_JSON_LONGEST = 4_000
"""Characters between an opening brace and the key, at most."""
_JSON_VALUE = re.compile(
    r"\"((?:[^\"\\\n]|\\.){0,4000})\"(?=\s{0,8}[,}])|'([^'\n]{0,4000})'(?=\s{0,8}[,}])"
    r"|(\[[^\[\]]{0,4000}\])(?=\s{0,8}[,}])|([^\s\"'{}\[\],][^\s{},]{0,4000})(?=\s{0,8}[,}])"
)
_LOOKAHEAD = 4
_LONGEST = 800
"""Longest announced stretch, in characters."""


markup = by_lexicon(
    lambda lexicon: re.compile(
        rf"{_TAG.pattern}|\\?boxed|{lexicon.any_bounded(lambda table: table.headings)}(?: is|은)?"
        rf"|{lexicon.any_bounded(lambda table: table.announcements)}|the "
        r"|[\s*_`\"'$:：=.,;!#>\\\[\](){}<|。]+"
    )
)
"""What may stand between two marked values that are side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the page that is marked as the answer."""

    start: int
    end: int
    rule: str
    resume: int
    """Where the text after the mark goes on."""


def marks(page: Page) -> list[Mark]:
    """All marked stretches of a page in order of their start."""
    found = [
        *(_boxes(page) if "box" in page.folded else ()),
        *(_tags(page) if ">" in page.text else ()),
        *(_json(page) if "answer" in page.folded else ()),
        *_announced(page, announcement(page.lexicon), "announced"),
        *(_announced(page, _heading(page.lexicon), "heading") if _HEADED.search(page.folded) else ()),
        *(_announced(page, _GSM, "heading") if "####" in page.text else ()),
    ]
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def is_heading(page: Page, start: int, end: int) -> bool:
    """Whether a stretch is nothing but the label of an answer: "**Solution**"."""
    return _label(page.lexicon).fullmatch(page.folded, start, end) is not None


def _json(page: Page) -> Iterator[Mark]:
    """The value of the key "answer" in a JSON object, quotes aside; one that is cut off is none."""
    for key in _JSON_KEY.finditer(page.folded):
        opened = page.text.rfind("{", max(key.start() - _JSON_LONGEST, 0), key.start()) >= 0
        value = _JSON_VALUE.match(page.text, key.end()) if opened else None
        if value is not None:
            group = value.lastindex or 0
            yield Mark(start=value.start(group), end=value.end(group), rule="json", resume=value.end())


def _boxes(page: Page) -> Iterator[Mark]:
    r"""`\boxed{...}`; a box that is never closed reaches to its line's end."""
    opened = list(_BOX.finditer(page.folded))
    for index, box in enumerate(opened):
        limit = opened[index + 1].start() if index + 1 < len(opened) else len(page.text)
        end = _closing_brace(page.text, box.end(), limit) if box[0].endswith("{") else None
        if end is None:
            line = page.text.find("\n", box.end(), limit)
            end = line if line >= 0 else limit
        if end > box.end():
            yield Mark(start=box.end(), end=end, rule="boxed", resume=end + 1)


def _closing_brace(text: str, start: int, limit: int) -> int | None:
    depth = 1
    for brace in re.finditer(r"[{}]", text[start:limit]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return start + brace.start()
    return None


def _tags(page: Page) -> Iterator[Mark]:
    """`<answer>...</answer>`; a damaged or missing tag on either side is made good."""
    found = list(_TAG.finditer(page.folded))
    for index, tag in enumerate(found):
        if not tag[1]:
            end = found[index + 1].start() if index + 1 < len(found) else len(page.text)
            if end > tag.end():
                yield Mark(start=tag.end(), end=end, rule="tagged", resume=end)
        elif index == 0 or found[index - 1][1]:
            floor = found[index - 1].end() if index else 0
            start = max(page.text.rfind("\n", floor, tag.start()) + 1, floor)
            if page.text[start : tag.start()].strip():
                yield Mark(start=start, end=tag.start(), rule="tagged", resume=tag.end())


def _announced(page: Page, pattern: re.Pattern[str], rule: str) -> Iterator[Mark]:
    """What follows an announcement: the rest of its sentence, or the next line when nothing is left."""
    opened = list(pattern.finditer(page.folded))
    limits = [*(match.start() for match in opened[1:]), len(page.text)]
    for match, limit in zip(opened, limits, strict=False):
        start = _content(page, match.end())
        follows = _follows(page.lexicon).match(page.folded, start, limit)
        start = start if follows is None else _content(page, follows.end())
        if start < limit and not _TAG.match(page.folded, start):
            end = _sentence_end(page, start, limit)
            yield Mark(start=start, end=end, rule=rule, resume=end)


def _content(page: Page, start: int) -> int:
    """The first line with content at or after an offset, within a few lines."""
    line = start
    for _ in range(_LOOKAHEAD):
        filler = _FILLER_LINE.match(page.text, line)
        if filler is None or filler.end() == line:
            break
        line = filler.end()
    return line


_FILLER_LINE = re.compile(
    r"[ \t*_`\":：=$\\\[(>]{0,12}(?:\n|(?<=```)[a-z]{1,12}\n)"
    r"|[ \t]{0,12}[\\][\[(]|[ \t]{0,12}\\begin\{[a-z*]{1,12}\}\n?"
)


def _sentence_end(page: Page, start: int, limit: int) -> int:
    limit = min(start + _LONGEST, limit)
    tag = _TAG.search(page.folded, start, limit) if "<" in page.folded[start:limit] else None
    limit = limit if tag is None else tag.start()
    match = _end(page.lexicon).search(page.folded, start, limit)
    return match.start() if match is not None else limit
