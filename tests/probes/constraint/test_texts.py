"""A perfect text can be written for every amount: counted here without the package's own count."""

import re
from collections.abc import Callable, Mapping

import pytest

from jagbench.probes.constraint import UNITS, Unit, obeying_text, parse_constraint

LANGUAGES = ("en", "de", "fr", "es", "ko", "ja", "zh", "it")
SPACELESS = ("ja", "zh")
BY_HAND: Mapping[Unit, Callable[[str], int]] = {
    "words": lambda text: len(text.split()),
    "sentences": lambda text: len(re.findall("[.。]", text)),
    "lines": lambda text: len(text.splitlines()),
    "letters": lambda text: len(re.sub(r"[\s.。]", "", text)),
    "items": lambda text: len(re.split("[,、]", text)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_text_obeys_every_amount_up_to_200(language: str, unit: Unit) -> None:
    by_hand = BY_HAND["letters" if unit == "words" and language in SPACELESS else unit]
    for n in (*range(1, 40), 99, 100, 150, 199, 200):
        for relation in ("exactly", "at most", "at least"):
            constraint = parse_constraint(f"{relation} {n} {unit}")
            text = obeying_text(constraint, language)

            assert constraint.obeyed(text, language), text
            assert by_hand(text) == n, text
