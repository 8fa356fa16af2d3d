"""Replies as people and models write them: what is said is what is read, whether it is right or wrong."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jagbench.analysis.reading import read_probe, same_value
from jagbench.generators import match_skills
from jagbench.generators.language.phrasing import languages_of
from jagbench.generators.mechanism.answering import Said, replies_to
from jagbench.probes.ways import way_languages

FLOORS = {"en": 0.002, "ko": 0.005, "de": 0.005, "fr": 0.005, "es": 0.005, "ja": 0.02, "zh": 0.02}
"""By language, the share of replies at most that may be read as something else than was said."""
FAMILIES = {"arithmetic", "calendar", "comparison", "counting", "kinship", "sets", "spelling"}
"""The families that are held to it."""
QUICK = [
    "arithmetic.addition",
    "arithmetic.parity",
    "calendar.days_in_month",
    "comparison.closest",
    "counting.digits",
]
"""Skills whose replies are read whole in the fast tests."""


def said(names: list[str], language: str) -> Iterator[Said]:
    for skill in match_skills(names):
        if language in languages_of(skill):
            yield from replies_to(skill, language, items=1, seed=3)


def misread(each: Said) -> bool:
    reading = read_probe(each.probe, each.text, "stop")
    kind, language = each.probe.answer.kind, each.probe.language
    return reading.value is None or not same_value(reading.value, each.value, kind, language)


@pytest.mark.parametrize("language", way_languages())
def test_what_is_said_in_any_way_is_what_is_read(language: str) -> None:
    replies = list(said(QUICK, language))
    assert len(replies) > 300
    assert [(each.way, each.text) for each in replies if misread(each)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", way_languages())
def test_of_every_skill_of_these_families_hardly_a_reply_is_misread(language: str) -> None:
    names = [skill.name for skill in match_skills([]) if skill.family in FAMILIES]
    counts = Counter(misread(each) for each in said(names, language))
    assert sum(counts.values()) > 5_000
    assert counts[True] <= FLOORS[language] * sum(counts.values()), counts
