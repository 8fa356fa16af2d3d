"""Rectangles and lists from the prompt's text, in exact decimals, by adding up and crossing off."""

import re
from collections.abc import Mapping
from decimal import Decimal

from jagbench.errors import JagbenchError

SIDE = re.compile(r"(\d+(?:[.,]\d+)?) cm")
LIST = re.compile(r"\d+(?:, \d+)+")
ASKED: Mapping[str, re.Pattern[str]] = {
    "area": re.compile(r"\barea\b|넓이|Flächeninhalt|l'aire|el área|面積|面积"),
    "perimeter": re.compile(r"perimeter|둘레|Umfang|périmètre|perímetro|周の長さ|周长"),
    "mean": re.compile(r"arithmetic mean|평균|arithmetische Mittel|moyenne|media aritmética|平均"),
    "median": re.compile(r"\bmedian\b|중앙값|Median|médiane|mediana|中央値|中位数"),
    "range": re.compile(r"\brange\b|범위|Spannweite|étendue|el rango|範囲|极差"),
}


def _asked(prompt: str, *names: str) -> str:
    """What the question asks for.

    Raises:
        JagbenchError: if that is none of the names, or several.
    """
    question = prompt.partition("\n")[0]
    found = [name for name in names if ASKED[name].search(question)]
    if len(found) != 1:
        raise JagbenchError(f"The prompt does not ask for one of {', '.join(names)}: {prompt!r}")
    return found[0]


def rectangle(prompt: str, language: str) -> str:
    """Multiply the sides as decimals, or go once round the rectangle.

    Raises:
        JagbenchError: if there are not two sides, or the prompt does not ask for one measure.
    """
    asked = _asked(prompt, "area", "perimeter")
    lengths = [Decimal(text.replace(",", ".")) for text in SIDE.findall(prompt)]
    if len(lengths) != 2:
        raise JagbenchError(f"The prompt does not give two sides: {prompt!r}")
    first, second = lengths
    found = first * second if asked == "area" else first + second + first + second
    text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def average(prompt: str, language: str) -> str:
    """Share the sum out, or cross off the smallest and the largest until one is left.

    Raises:
        JagbenchError: if there is no list, it has no whole mean, or the prompt does not ask for one measure.
    """
    asked = _asked(prompt, "mean", "median", "range")
    lines = [found[0] for line in prompt.split("\n")[1:] if (found := LIST.search(line))]
    if len(lines) != 1:
        raise JagbenchError(f"The prompt does not hold one list of numbers: {prompt!r}")
    left = sorted(map(int, lines[0].split(", ")))
    if asked == "range":
        return str(left[-1] - left[0])
    if asked == "mean":
        share, rest = divmod(sum(left), len(left))
        if rest:
            raise JagbenchError(f"The numbers have no whole mean: {prompt!r}")
        return str(share)
    while len(left) > 1:
        left = left[1:-1]
    return str(left[0])
