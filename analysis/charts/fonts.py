"""The letters of charts: how wide a text is, and fonts for what the first one does not have.

DejaVu Sans comes with Matplotlib, so a chart has the same letters on every machine. What it has no glyph for
(Korean, Chinese, Japanese) is taken from a font of the system; where there is none, the figure stands with
boxes, and one warning names the fonts that would do. In a page, where text stays text, the reader's own fonts
draw it.
"""

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib.font_manager as font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

BASE = "DejaVu Sans"
"""The font of every chart."""

EAST_ASIAN = (
    "NanumGothic",
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans KR",
    "Noto Sans JP",
    "Noto Sans SC",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Yu Gothic",
    "Hiragino Sans",
    "IPAexGothic",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
"""Where Korean, Japanese and Chinese are looked for, before any other font of the system."""

_manager: Any = font_manager
_BOX = "\u25a1"
_POINTS = 72.0
_kept: ContextVar[bool] = ContextVar("kept", default=False)
_HINTED = 1.03  # letters that are fitted to the dots of a screen are a little wider


@contextmanager
def letters_kept() -> Generator[None]:
    """Keep letters that no font here has, for pictures whose text is text: readers have their own fonts."""
    before = _kept.set(True)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
            yield
    finally:
        _kept.reset(before)


def shown(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as it can be drawn, and the fonts that it takes.

    Line ends and control characters, which would move what follows, become spaces.

    Warns:
        RuntimeWarning: if no font has some of its characters; they are drawn as boxes.
    """
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    drawn, families, nowhere = _fitted(text)
    if _kept.get():
        return text, families
    if nowhere:
        warnings.warn(
            f"No font here has {''.join(nowhere)!r}, drawn as boxes: install one that does, such as "
            "WenQuanYi Zen Hei, NanumGothic or Noto Sans CJK (Debian: fonts-wqy-zenhei, fonts-nanum, "
            "fonts-noto-cjk), or name runs otherwise.",
            RuntimeWarning,
            stacklevel=2,
        )
    return drawn, families


def _fitted(text: str) -> tuple[str, tuple[str, ...], list[str]]:
    """A text with boxes for what no font has, the fonts that it takes, and the letters that no font has."""
    missing = [letter for letter in dict.fromkeys(text) if ord(letter) not in _letters(BASE)]
    found = {letter: _font_with(letter) for letter in missing}
    nowhere = [letter for letter, family in found.items() if not family]
    drawn = "".join(_BOX if letter in nowhere else letter for letter in text)
    return drawn, (BASE, *dict.fromkeys(family for family in found.values() if family)), nowhere


@cache
def _letters(family: str) -> frozenset[int]:
    """What a font has glyphs for; nothing where it is not installed."""
    try:
        path = _manager.fontManager.findfont(FontProperties(family=family), fallback_to_default=False)
    except ValueError:
        return frozenset()
    font: Any = _manager.get_font(path)
    return frozenset(font.get_charmap())


@cache
def _font_with(letter: str) -> str:
    """The first font that has a glyph for a letter, empty where none has."""
    for family in EAST_ASIAN:
        if ord(letter) in _letters(family):
            return family
    installed: list[str] = sorted(
        {entry.name for entry in _manager.fontManager.ttflist if Path(entry.fname).suffix == ".ttf"}
    )
    return next((family for family in installed if ord(letter) in _letters(family)), "")


@cache
def has_cubic_outlines(family: str) -> bool:
    """Whether a font of the system has PostScript outlines, as Noto Sans CJK has, and is no TrueType font."""
    try:
        path = _manager.fontManager.findfont(FontProperties(family=family), fallback_to_default=False)
    except ValueError:
        return False
    with Path(path).open("rb") as file:
        start = file.read(16)
        if start[:4] == b"ttcf":  # several fonts in one file, all of one kind
            file.seek(int.from_bytes(start[12:16], "big"))
            start = file.read(4)
    return start[:4] == b"OTTO"


def properties(families: tuple[str, ...], size: float, *, bold: bool = False) -> FontProperties:
    """A font for a text, in points."""
    return FontProperties(family=list(families), size=size, weight="bold" if bold else "normal")


@cache
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is when drawn, in inches.

    Args:
        text: One line.
        size: In points.
        bold: Whether it is bold.
    """
    if not text:
        return 0.0
    drawn, families, _ = _fitted(shown(text)[0])
    found: Any = TextToPath().get_text_width_height_descent(
        drawn, properties(families, size, bold=bold), ismath=False
    )
    return _HINTED * float(found[0]) / _POINTS


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """A text that is no wider than so many inches: of a longer one the beginning and the end.

    What tells models apart often stands at the end of their names.
    """
    text, _ = shown(text)
    if width_of(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if width_of(_cut(text, middle), size, bold=bold) <= width else (low, middle - 1)
        )
    return _cut(text, low)


def _cut(text: str, kept: int) -> str:
    end = kept // 3
    return f"{text[: kept - end].rstrip()}…{text[len(text) - end :].lstrip()}"


def wrapped(text: str, size: float, width: float, *, most: int) -> list[str]:
    """A text in lines that are no wider than so many inches; of too many the first and the last ones.

    Lines break where the text has line ends, else at spaces, and within what is wider than a line. What a
    question is about stands at its end, so it is the middle that is left out.
    """
    lines = [line for part in text.splitlines() or [""] for line in _lines(part.split(), size, width)]
    if len(lines) <= most:
        return lines
    first = (most - 1) // 2
    return [*lines[:first], "…", *lines[len(lines) - (most - 1 - first) :]]


def _lines(words: list[str], size: float, width: float) -> list[str]:
    """Words in lines, each as full as can be."""
    lines = [""]
    waiting = words[::-1]
    while waiting:
        word = waiting.pop()
        joined = f"{lines[-1]} {word}".lstrip()
        if width_of(joined, size) <= width:
            lines[-1] = joined
        elif lines[-1]:
            lines.append("")
            waiting.append(word)
        else:
            kept = max(1, _fitting(word, size, width))
            lines[-1] = word[:kept]
            waiting += [word[kept:]] if word[kept:] else []
            lines += [""] if word[kept:] else []
    return lines


def _fitting(word: str, size: float, width: float) -> int:
    """How many letters of a word fit."""
    low, high = 0, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(word[:middle], size) <= width else (low, middle - 1)
    return low


def distinct(texts: list[str], size: float, width: float) -> list[str]:
    """Texts shortened to a width, numbered where they would then be the same."""
    cut = [shortened(text, size, width) for text in texts]
    if len(set(cut)) == len(set(texts)):
        return cut
    room = width - width_of(f"{len(texts)}: ", size)
    return [f"{place}: {shortened(text, size, room)}" for place, text in enumerate(texts, start=1)]
