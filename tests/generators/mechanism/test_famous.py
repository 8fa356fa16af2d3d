from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill, languages
from jagbench.generators.language.phrasing import languages_of
from jagbench.generators.mechanism.famous import (
    FamousDraw,
    famous_probes,
    famous_questions,
    problem_of_mark,
    read_famous,
)
from jagbench.generators.mechanism.verify import check
from jagbench.probes import Probe

OWN = """
[[question]]
name = "2 or 11"
skill = "comparison.integers"
level = 2
source = "Nowhere, 2026"
operands = ["2", "11"]
params = { digits = 1 }
twins = [["3", "12"]]
"""


def drawn(draw: FamousDraw) -> list[Probe]:
    return list(famous_probes(draw, set()))


@pytest.mark.parametrize("name", list(famous_questions()))
def test_a_famous_question_has_a_source_and_twins_of_its_factors(name: str) -> None:
    question = famous_questions()[name]
    factors = {
        factor for stratum in get_skill(question.skill).level(question.level).strata for factor in stratum
    }

    assert "http" in question.source or "arXiv" in question.source
    assert set(question.params) == factors
    assert len(set(question.twins)) == 5
    assert question.operands not in question.twins


@pytest.mark.parametrize("language", languages())
def test_they_are_right_in_every_language(language: str) -> None:
    probes = drawn(FamousDraw(count=9, languages=(language,)))

    assert {str(probe.params.get("famous", "")) for probe in probes} - {""}
    assert [problem for probe in probes for problem in check(probe)] == []
    assert [problem for probe in probes if (problem := problem_of_mark(probe))] == []


def test_the_questions_of_the_title_are_asked() -> None:
    famous = [probe for probe in drawn(FamousDraw(count=400, twins=0)) if "famous" in probe.params]

    assert {probe.frame for probe in famous if probe.params["famous"] == "9.9 or 9.11"} == {
        *("plain", "money", "length", "weight", "temperature", "version", "date", "chapter")
    }
    assert any('"r" appear in the word "strawberry"' in probe.prompt for probe in famous)
    assert any("Alice has 3 brothers and 6 sisters." in probe.prompt for probe in famous)


def test_twins_are_asked_in_the_same_words() -> None:
    asked: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for probe in drawn(FamousDraw(count=6, twins=3)):
        way = (probe.frame, probe.template, probe.direction, probe.order)
        asked[probe.item][str(probe.params.get("famous", probe.params.get("twin"))), *way] += 1

    by_question: dict[str, list[frozenset[tuple[str, ...]]]] = defaultdict(list)
    for ways in asked.values():
        by_question[next(iter(ways))[0]].append(frozenset(ways))
    assert all(len(ways) == 4 and len(set(ways)) == 1 for ways in by_question.values())


def test_few_wordings_hold_every_frame_direction_and_order() -> None:
    probes = drawn(FamousDraw(count=32, names=("9.9 or 9.11",), twins=0))

    assert len({(probe.frame, probe.direction, probe.order) for probe in probes}) == 32


def test_a_question_is_passed_over_where_a_language_does_not_ask_it() -> None:
    skills = {probe.skill for probe in drawn(FamousDraw(count=1, languages=("de",)))}

    assert "de" in languages_of(get_skill("counting.letters"))
    assert skills == {"comparison.decimals", "kinship.siblings"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not TOML"),
        ("[other]", r"no table \[\[question\]\]"),
        (OWN.replace("Nowhere, 2026", " "), "'2 or 11' has no source: say where it became known"),
        (OWN.replace('source = "Nowhere, 2026"\n', ""), "'2 or 11' needs 'source', a text, but has None"),
        (OWN.replace("level = 2", 'level = "2"'), "needs 'level', a whole number"),
        (OWN + "salt = 1", "unknown key 'salt'"),
        (OWN + OWN, "'2 or 11' stands twice"),
    ],
)
def test_what_is_no_famous_question_is_refused(text: str, message: str) -> None:
    assert list(read_famous(OWN)) == ["2 or 11"]
    with pytest.raises(InvalidArgument, match=message):
        read_famous(text)


def test_an_unknown_question_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Did you mean '9\.9 or 9\.11'"):
        drawn(FamousDraw(count=1, names=("9.9 or 9.1",)))


def test_a_false_mark_is_found() -> None:
    famous, twin = drawn(FamousDraw(count=1, names=("9.9 or 9.11",), twins=1))

    assert problem_of_mark(replace(famous, item=twin.item)) == (
        "it is marked famous of '9.9 or 9.11', which has other operands"
    )
    assert "no famous question" in str(problem_of_mark(replace(famous, params={"famous": "1 or 2"})))
