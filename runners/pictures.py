"""Conversations drawn as pictures, for models that see: the question to the right, replies to the left."""

import io
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jagbench.errors import JagbenchError
from jagbench.runners.engine import Bubble, Picture

WIDTH = 800
"""Width of a picture, in pixels; its height is what the texts need."""

_SIZE, _LINE, _PAD, _GAP, _MARGIN = 22, 30, 14, 18, 24
_WIDEST = 600
_FILL = {"user": "#d7e8ff", "assistant": "#eeeeee"}
_INK, _LABEL, _PAPER = "#111111", "#555555", "#ffffff"


@cache
def font_file() -> Path:
    """The font that is drawn with, DejaVu Sans, which comes with Matplotlib.

    Raises:
        JagbenchError: if it is not there.
    """
    spec = find_spec("matplotlib")
    folder = Path(str(spec.origin)).parent if spec is not None else Path()
    path = folder / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"
    if not path.is_file():
        raise JagbenchError("The font DejaVu Sans of Matplotlib is missing: install matplotlib again.")
    return path


@cache
def _drawn_characters() -> frozenset[int]:
    tables: Any = import_module("fontTools.ttLib")
    with tables.TTFont(font_file()) as font:
        return frozenset(font.getBestCmap())


def can_draw(text: str) -> bool:
    """Whether the font has every character of a text.

    Args:
        text: Any.
    """
    return all(character.isspace() or ord(character) in _drawn_characters() for character in text)


def draw(picture: Picture) -> bytes:
    """A conversation as a PNG.

    A character that the font lacks is drawn as a box.

    Args:
        picture: What is said in it, from top to bottom.
    """
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(font_file(), _SIZE)
    laid: list[tuple[Bubble, list[str]]] = [
        (bubble, list(_lines(bubble.text, font))) for bubble in picture.bubbles
    ]
    heights = [len(lines) * _LINE + 2 * _PAD + (_LINE if bubble.label else 0) for bubble, lines in laid]
    image = Image.new("RGB", (WIDTH, sum(heights) + _GAP * (len(laid) - 1) + 2 * _MARGIN), _PAPER)
    drawing = ImageDraw.Draw(image)
    top = _MARGIN
    for (bubble, lines), height in zip(laid, heights, strict=True):
        width = max([font.getlength(line) for line in (*lines, bubble.label)]) + 2 * _PAD
        left = WIDTH - _MARGIN - width if bubble.side == "user" else _MARGIN
        place = top
        if bubble.label:
            drawing.text((left, place), bubble.label, font=font, fill=_LABEL)
            place += _LINE
        drawing.rounded_rectangle((left, place, left + width, top + height), 12, fill=_FILL[bubble.side])
        for number, line in enumerate(lines):
            drawing.text((left + _PAD, place + _PAD + number * _LINE), line, font=font, fill=_INK)
        top += height + _GAP
    content = io.BytesIO()
    image.save(content, format="PNG")
    return content.getvalue()


def _lines(text: str, font: Any) -> Iterator[str]:
    """A text in lines that fit into a bubble, broken between words, and within one that is too long."""
    for paragraph in text.expandtabs(4).splitlines() or [""]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if font.getlength(longer) <= _WIDEST:
                line = longer
                continue
            if line:
                yield line
            while font.getlength(word) > _WIDEST:
                fits = next(end for end in range(len(word), 0, -1) if font.getlength(word[:end]) <= _WIDEST)
                yield word[:fits]
                word = word[fits:]
            line = word
        yield line
