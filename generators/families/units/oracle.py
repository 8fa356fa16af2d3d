"""A quantity in another unit, from the prompt's text: the decimal point moves, or one goes unit by unit."""

import re
from collections.abc import Mapping, Sequence

from jagbench.errors import JagbenchError

QUANTITY = re.compile(r"(?<![\d.,])(\d+)(?:[.,](\d+))? ?(km|dm|cm|mm|m|kg|mg|g|t|mL|L)([²³]?)(?![\w²³])")
UNIT = re.compile(r"(?:: |：)(km|dm|cm|mm|m|kg|mg|g|t|mL|L)([²³]?)$", re.MULTILINE)
STEPS: Mapping[str, int] = {
    **{"km": 3, "m": 0, "dm": -1, "cm": -2, "mm": -3},
    **{"t": 6, "kg": 3, "g": 0, "mg": -3},
}
"""The places that the decimal point of a number of units stands to the right."""
LITRES: Mapping[str, int] = {"L": -3, "mL": -6}
"""Litres as powers of ten of a cubic metre."""


def _power(unit: str, dimension: str) -> int:
    if unit in LITRES:
        return LITRES[unit]
    return STEPS[unit] * {"": 1, "²": 2, "³": 3}[dimension]


def metric(prompt: str, language: str) -> str:
    """Write the digits down and set the decimal point as many places further as the units say.

    Raises:
        JagbenchError: if the prompt does not hold one quantity and one unit behind a label.
    """
    quantities, units = QUANTITY.findall(prompt), UNIT.findall(prompt)
    if len(quantities) != 1 or len(units) != 1:
        raise JagbenchError(f"The prompt does not hold a quantity and a unit: {prompt!r}")
    (whole, fraction, unit, dimension), (target, other) = quantities[0], units[0]
    places = _power(unit, dimension) - _power(target, other)
    return _moved(whole, fraction, places)


def _moved(whole: str, fraction: str, places: int) -> str:
    """A number whose decimal point moves to the right, or to the left where `places` is below zero."""
    for _ in range(places):
        whole, fraction = whole + (fraction[:1] or "0"), fraction[1:]
    for _ in range(-places):
        whole, fraction = whole[:-1], (whole[-1:] or "0") + fraction
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


NAMES: Mapping[str, Sequence[str]] = {
    "de": ("Wochen", "Tage", "Stunden", "Minuten", "Sekunden"),
    "en": ("weeks", "days", "hours", "minutes", "seconds"),
    "es": ("semanas", "días", "horas", "minutos", "segundos"),
    "fr": ("semaines", "jours", "heures", "minutes", "secondes"),
    "ja": ("週間", "日", "時間", "分", "秒"),
    "ko": ("주", "일", "시간", "분", "초"),
    "zh": ("周", "天", "小时", "分钟", "秒"),
}
EACH: Sequence[int] = (7, 24, 60, 60)
"""How many of the next shorter unit make up one of each."""


def duration(prompt: str, language: str) -> str:
    """Go from the longest unit to the one asked for, and take up what there is of each on the way.

    Raises:
        JagbenchError: if the prompt does not hold a duration and a unit that is not longer.
    """
    names = NAMES[language]
    unit = "|".join(sorted(names, key=len, reverse=True))
    parts = {name: int(number) for number, name in re.findall(rf"(\d+) ?({unit})", prompt)}
    asked = re.findall(rf"(?:: |：)({unit})$", prompt, re.MULTILINE)
    if not parts or len(asked) != 1 or max(map(names.index, parts)) > names.index(asked[0]):
        raise JagbenchError(f"The prompt does not hold a duration and a shorter unit: {prompt!r}")
    total = 0
    for place, name in enumerate(names[: names.index(asked[0]) + 1]):
        total += parts.get(name, 0)
        if name != asked[0]:
            total *= EACH[place]
    return str(total)
