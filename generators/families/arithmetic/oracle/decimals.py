"""Percentages and rounding."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from jagbench.errors import JagbenchError
from jagbench.generators.families.arithmetic.oracle.prompts import EXACT, plain, the_one
from jagbench.generators.oracles import number_words

PERCENTAGE = re.compile(r"([0-9][0-9.,]*)[ \u00a0]?[%％]")
NUMBER = re.compile(r"-?[0-9](?:[0-9.,]*[0-9])?")
PLACES: Mapping[str, Mapping[str, str]] = {
    "de": {
        "1000": "Tausender",
        "100": "Hunderter",
        "10": "Zehner",
        "1": "Ganze",
        "0.1": "Zehntel",
        "0.01": "Hundertstel",
    },
    "en": {
        "1000": "nearest thousand",
        "100": "nearest hundred",
        "10": "nearest ten",
        "1": "nearest whole number",
        "0.1": "nearest tenth",
        "0.01": "nearest hundredth",
    },
    "es": {
        "1000": "al millar",
        "100": "a la centena",
        "10": "a la decena",
        "1": "a la unidad",
        "0.1": "a la décima",
        "0.01": "a la centésima",
    },
    "fr": {
        "1000": "au millier",
        "100": "à la centaine",
        "10": "à la dizaine",
        "1": "à l'unité",
        "0.1": "au dixième",
        "0.01": "au centième",
    },
    "ja": {
        "1000": "千の位",
        "100": "百の位",
        "10": "十の位",
        "1": "一の位",
        "0.1": "小数第一位",
        "0.01": "小数第二位",
    },
    "ko": {
        "1000": "천의 자리",
        "100": "백의 자리",
        "10": "십의 자리",
        "1": "일의 자리",
        "0.1": "소수 첫째 자리",
        "0.01": "소수 둘째 자리",
    },
    "zh": {"1000": "千位", "100": "百位", "10": "十位", "1": "个位", "0.1": "十分位", "0.01": "百分位"},
}


def percentage(prompt: str, language: str) -> str:
    """Multiply the number in the last line of a prompt by its percentage.

    Raises:
        JagbenchError: if there are not one percentage and one number.
    """
    line = prompt.rpartition("\n")[2]
    percents = PERCENTAGE.findall(line)
    numbers = NUMBER.findall(PERCENTAGE.sub("", line))
    if len(percents) != 1 or len(numbers) != 1:
        raise JagbenchError(f"The prompt does not hold one percentage and one number: {prompt!r}")
    percent, base = (Decimal(number_words.plain(each, language)) for each in (*percents, *numbers))
    return plain(EXACT.divide(EXACT.multiply(percent, base), Decimal(100)))


def rounded(prompt: str, language: str) -> str:
    """Round the number in a prompt to the place that it names.

    Raises:
        JagbenchError: if there are not one number and one place.
    """
    numbers = NUMBER.findall(prompt)
    if len(numbers) != 1:
        raise JagbenchError(f"The prompt does not hold one number: {prompt!r}")
    text = numbers[0].removeprefix("-")
    size = Decimal(number_words.plain(text, language))
    unit = Decimal(the_one(prompt, PLACES[language]))
    count = EXACT.divide(size, unit).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=EXACT)
    result = EXACT.multiply(count, unit)
    return plain(EXACT.minus(result) if text != numbers[0] else result)
