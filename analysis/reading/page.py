"""A reply made ready for reading: thoughts taken out, look-alike characters unified, length bounded.

Every character of a page stands for one character of the reply, so that spans can be carried back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jagbench.analysis.reading.languages.table import any_of
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import Notation
from jagbench.analysis.reading.result import Found, Mention, Number
from jagbench.analysis.reading.thinking import visible_spans
from jagbench.probes.making import maker

HEAD = 1_500
"""Characters read at the start of a long reply: a direct answer stands there."""
TAIL = 4_500
"""Characters read at the end of a long reply: a conclusion stands there."""
AROUND = 300
"""Characters read on each side of the last box or answer tag between the two."""
FIRST, LAST = 64, 256
"""Statements read at the start and at the end, of more: letters counted one a line, or a loop."""

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"
)
_CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))
_PAIRS = {
    **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},
    **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for digit in range(10)},
    **{chr(0x1D7CE + offset): str(offset % 10) for offset in range(50)},
    **dict.fromkeys(_SPACES, "\u00a0"),
    **dict.fromkeys(_CONTROLS, " "),
    **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63", "-"),
    **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f", '"'),
    **dict.fromkeys("\u2248\u2243\u2245\u223c", "\u2248"),
    "\u3010": "[",
    "\u3011": "]",
    **dict.fromkeys("\u22c5\u2217\u00b7", "*"),
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2044": "/",
}
_UNIFY = str.maketrans(_PAIRS)
_LOOK_ALIKE = re.compile(
    f"[{re.escape(''.join(each for each in _PAIRS if each <= chr(0xFFFF)))}\U0001d7ce-\U0001d7ff]"
)
"""What is unified; with each of the digits beyond U+FFFF by itself the search would be slow."""
_LOOSE = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d)")
_LOWER = str.maketrans({chr(code): chr(code + 32) for code in range(65, 91)})

_BREAK = re.compile(r"[\s。、，；：！？!?;*`|=<>{}()\[\]\"\\]")
"""Where a long reply may be cut: what stands in no word and in no number."""
_MARKUP = ("\\boxed{", "<answer>", "</answer>")

_ITEM = re.compile(r"[ \t>]{0,12}(?:([-*+•‣◦])[ \t]{1,4}|(\d{1,3})[.)][ \t]{1,4}|(#{1,6})[ \t]{0,4})")
_FENCE = re.compile(r"[ \t]{0,12}```[ \t]?\w{0,20}[ \t]{0,4}")
_PROGRAM = re.compile(
    r"```[ \t]?(?:python|py|java|javascript|js|cpp|c|rust|go|ruby|r|julia)[ \t]*$", re.IGNORECASE
)
"""What opens a program, which says nothing."""
_QUOTE_SIGN = re.compile(r"[ \t]{0,12}(?:>[ \t]?){1,12}")
_SOLE = re.compile(r"\s*[ \t>]{0,12}(?:([-+])|[*•‣◦])?[ \t]{1,4}(?=\S)")
"""What may stand before the only line of a reply."""
_ABBREVIATIONS = (
    r"\be\.g",
    r"\bi\.e",
    "approx",
    r"\bvs",
    r"\bno",
    r"\bz\. B",
    r"\bz\.B",
    r"\bca",
    r"\bp\. ej",
    r"[ap]\.m",
    *(rf"\b{name}" for name in ["Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"]),
)
GOES_ON = r"(?!\"[はがをにのとでもや은는이가을를에의와과도라是为不的])"
"""What shows behind a full stop that its sentence only stands in quotes, and another one goes on."""
_CLOSERS = r"[\"')\]*_`]{0,4}"
_sentence_end = by_lexicon(
    lambda lexicon: re.compile(
        rf"[.!?。]{GOES_ON}"
        + "".join(rf"(?<!{abbreviation}[.!?])" for abbreviation in _ABBREVIATIONS)
        + rf"(?:{_CLOSERS}(?=[ \t\u00a0]|$)|(?<=。)(?:{_CLOSERS}(?=\s|$))?|(?<=[!?])(?=[가-힣぀-ヿ一-鿿]))"
        + r"(?![ ][-+×÷*/=<>≈][ ]|(?<=\.\.\.)[ ][a-zß-öø-ÿ]|(?<=[?\"'])[ ][*_]{0,3}[a-zß-öø-ÿ:])"
        + rf"(?![ ](?i:{any_of(lexicon.every(lambda table: table.no_stops))}))"
    )
)
"""The end of a sentence; the mark comes first in the pattern, so that other characters are passed fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence, or one line where a line holds no sentence end."""

    start: int
    """First character after list markers, as an offset into the page."""
    end: int
    """One past the last character, the full stop included."""
    item: bool
    """It stands in a list or is a heading."""
    line: bool
    """It is all of its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The visible text of a reply."""

    text: str
    """Look-alikes unified, one character for each of the reply's."""
    folded: str
    """The same in lower case, with the same length."""
    starts: Sequence[int]
    """Where each kept piece begins on the page."""
    origins: Sequence[int]
    """Where each kept piece begins in the reply."""
    open_thought: bool
    """The reply ends inside a thought."""
    lexicon: Lexicon
    """The words it is read with."""
    notation: Notation
    """How its numbers are read."""
    counters: tuple[str, ...]
    """What counts things in it besides the counters of its languages."""
    scanned: dict[tuple[int, int], Sequence[Number]]
    """The numbers in the stretches that have been looked at."""
    digits: list[Sequence[Number]]
    """All numbers in digits as its one entry, once they have been looked for."""
    named: dict[tuple[int, int], Sequence[Mention]]
    """The options named in the stretches that have been looked at."""
    turns: dict[tuple[int, int], list[int]]
    """Where stretches turn to what they conclude, each once it is first asked for."""
    listed: dict[tuple[int, int], Found | None]
    """The lists of the sentences that have been looked at."""
    bare: dict[tuple[int, int], Found | None]
    """The values of the stretches that have been looked at for being nothing else."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the page as `[start, end)` in the reply."""
        return self._origin(start), self._origin(end - 1) + 1 if end > start else self._origin(start)

    def _origin(self, offset: int) -> int:
        piece = max(bisect_right(self.starts, offset) - 1, 0)
        return self.origins[piece] + offset - self.starts[piece]

    def cut(self, start: int, end: int) -> "Page":
        """The page with all outside `[start, end)` left out."""
        keep = [piece for piece, begin in enumerate(self.starts) if begin < end]
        return _page(
            self.text[start:end],
            self.folded[start:end],
            starts=[self.starts[piece] - start for piece in keep],
            origins=[self.origins[piece] for piece in keep],
            open_thought=self.open_thought,
            lexicon=self.lexicon,
            notation=self.notation,
            counters=self.counters,
        )


_made = maker(Page)


def _page(
    text: str,
    folded: str,
    *,
    starts: Sequence[int],
    origins: Sequence[int],
    open_thought: bool,
    lexicon: Lexicon,
    notation: Notation,
    counters: tuple[str, ...] = (),
) -> Page:
    """A page of which nothing has been looked at yet."""
    return _made(
        text=text,
        folded=folded,
        starts=starts,
        origins=origins,
        open_thought=open_thought,
        lexicon=lexicon,
        notation=notation,
        counters=counters,
        scanned={},
        digits=[],
        named={},
        turns={},
        listed={},
        bare={},
    )


def sheet(text: str, lexicon: Lexicon, notation: Notation) -> Page:
    """A page that holds all of a text, whatever its length."""
    unified = unify(text)
    return _page(
        unified,
        fold(unified),
        starts=[0],
        origins=[0],
        open_thought=False,
        lexicon=lexicon,
        notation=notation,
    )


def prepare(reply: str, lexicon: Lexicon, notation: Notation, counters: tuple[str, ...] = ()) -> Page:
    """The page of a reply: thoughts left out, long ones bounded, a line end between the pieces."""
    spans, open_thought = visible_spans(reply)
    spans = _bounded(reply, spans)
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for start, end in spans:
        starts.append(length)
        pieces.append(reply[start:end] + "\n")
        length += end - start + 1
    text = unify("".join(pieces)[:-1])
    return _page(
        text,
        fold(text),
        starts=starts or [0],
        origins=[start for start, _ in spans] or [len(reply)],
        open_thought=open_thought,
        lexicon=lexicon,
        notation=notation,
        counters=counters,
    )


def unify(text: str) -> str:
    """Text with look-alike digits, signs, quotes and spaces made one; the length stays.

    A space that does not break is kept between digits alone, where it groups them.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    if _LOOK_ALIKE.search(text) is None:
        return text
    unified = text.translate(_UNIFY)
    return _LOOSE.sub(" ", unified) if "\u00a0" in unified else unified


def fold(text: str) -> str:
    """Text in lower case with its length kept, whatever the script."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_LOWER)


def _bounded(reply: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first and last characters of the spans, and those around the last box or answer tag between them.

    A word or number is never cut in two.
    """
    if sum(end - start for start, end in spans) <= HEAD + TAIL:
        return spans
    head = _take(spans, HEAD)
    tail = [(-end, -start) for start, end in _take([(-end, -start) for start, end in reversed(spans)], TAIL)]
    tail.reverse()
    left, right = head[-1][1], tail[0][0]
    marked = _last_marked(reply, [(max(start, left), min(end, right)) for start, end in spans])
    head[-1] = (head[-1][0], _last_break(reply, *head[-1]))
    tail[0] = (_next_break(reply, *tail[0]), tail[0][1])
    return [span for span in [*head, *marked, *tail] if span[0] < span[1]]


def _take(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for start, end in spans:
        taken.append((start, min(end, start + length)))
        length -= end - start
        if length <= 0:
            break
    return taken


def _last_marked(reply: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What stands around the last box or answer tag in some spans, if there is one."""
    for start, end in reversed(spans):
        place = max(reply.rfind(mark, start, end) for mark in _MARKUP) if start < end else -1
        if place >= 0:
            begin, stop = max(place - AROUND, start), min(place + AROUND, end)
            return [
                (
                    begin if begin == start else _next_break(reply, begin, place),
                    stop if stop == end else _last_break(reply, place, stop),
                )
            ]
    return []


def _last_break(reply: str, start: int, end: int) -> int:
    """The last place in a stretch where it may be cut; its start where there is none."""
    found = _BREAK.search(reply[start:end][::-1])
    return start if found is None else end - found.start()


def _next_break(reply: str, start: int, end: int) -> int:
    """The first such place, or the end."""
    found = _BREAK.search(reply, start, end)
    return end if found is None else found.start()


def statements(page: Page) -> list[Statement]:
    """The sentences and lines of a page, in order, empty ones left out; of very many the first and last."""
    lines = list(_lines(page.text))
    numbered = [number for _, _, number in lines if number is not None]
    found: list[Statement] = []
    for start, end, number in lines:
        marker = _ITEM.match(page.text, start, end)
        is_item = marker is not None and (number is None or len(numbered) > 1 or number == 1)
        quote = _QUOTE_SIGN.match(page.text, start, end)
        begin = marker.end() if marker is not None and is_item else start if quote is None else quote.end()
        found.extend(_sentences(page, begin, end, item=is_item and len(lines) > 1))
    return found if len(found) <= FIRST + LAST else found[:FIRST] + found[-LAST:]


def opens_steps(text: str, start: int) -> bool:
    """Whether a line of a list stands at a place, and another one behind it."""
    begin = text.rfind("\n", 0, start) + 1
    first = _ITEM.match(text, begin)
    end = text.find("\n", start)
    return (
        first is not None and first.end() <= start + 8 and end >= 0 and _ITEM.match(text, end + 1) is not None
    )


def body(page: Page, *, signed: bool) -> int:
    """Where the text of a page begins, behind a quote sign or a bullet where it is one line.

    Args:
        page: The page.
        signed: Numbers are asked for, so that a hyphen may be a minus.
    """
    text = page.text.strip()
    marker = _SOLE.match(page.text) if "\n" not in text else None
    return 0 if marker is None or (signed and marker[1]) else marker.end()


def _lines(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Start, end and list number of each line that is neither blank nor a fence, nor within a program."""
    start, program = 0, False
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        fence = _FENCE.fullmatch(text, start, end)
        program = (fence is not None and _PROGRAM.search(fence[0]) is not None) or (program and fence is None)
        if end > start and not program and fence is None and not text[start:end].isspace():
            marker = _ITEM.match(text, start, end)
            number = int(marker[2]) if marker is not None and marker[2] else None
            yield start, end, number
        start = end + 1


def _sentences(page: Page, start: int, end: int, *, item: bool) -> Iterator[Statement]:
    text, begin = page.text, start
    for mark in _sentence_end(page.lexicon).finditer(text, start, end):
        yield from _statement(text, begin, mark.end(), item=item, line=begin == start and mark.end() == end)
        begin = mark.end()
    yield from _statement(text, begin, end, item=item, line=begin == start)


def _statement(text: str, start: int, end: int, *, item: bool, line: bool) -> Iterator[Statement]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Statement(start=start, end=end, item=item, line=line)
