"""What is banned, and what must be there: the constraint in every language, and what misconceptions write."""

import pytest

from jagbench.analysis.frame.rows import Given, judgement
from jagbench.errors import JagbenchError
from jagbench.generators import generate, get_skill, variants
from jagbench.generators.families.writing import oracle
from jagbench.generators.language.homes import EVERYWHERE
from jagbench.probes import Item
from jagbench.probes.written import written
from tests.generators.families.calendar.asking import ask, right, wrong

SNOW = 'each sentence ends with "snow"'


def test_a_ban_and_its_control_ask_about_one_item() -> None:
    item = Item(
        skill="writing.forbidden",
        version=1,
        level=2,
        grade=3,
        operands=("exactly 1 sentence", 'without the word "snow"', "snow"),
        params={"language": "en", "banned": "word", "sentences": 1},
    )
    probes = variants(get_skill("writing.forbidden"), item)

    assert {(probe.direction, probe.answer.value) for probe in probes} == {
        ("without", 'exactly 1 sentence; without the word "snow"'),
        ("free", 'exactly 1 sentence; with or without the word "snow"'),
    }
    assert len({probe.item for probe in probes}) == 1
    assert all('the word "snow"' in probe.prompt for probe in probes)


def test_the_control_has_no_lure_that_names_what_is_allowed() -> None:
    asked = ("exactly 1 sentence", 'without the letter "e"', "snow")

    assert wrong(ask("writing.forbidden", *asked, direction="without")) == {
        "uses_freely": 'exactly 1 sentence; the letter "e" at least 1 time',
        "slips_once": 'exactly 1 sentence; the letter "e" exactly 1 time',
        "one_more": 'exactly 2 sentences; without the letter "e"',
        "double": 'exactly 2 sentences; without the letter "e"',
    }
    assert wrong(ask("writing.forbidden", *asked, direction="free")) == {
        "one_more": "exactly 2 sentences",
        "double": "exactly 2 sentences",
    }


def test_what_must_be_there() -> None:
    ends = ask("writing.must", "exactly 2 sentences", SNOW, "snow")
    acrostic = ask("writing.must", "exactly 3 lines", 'lines begin with "s", "e", "a"', "sea")

    assert right(ends) == f"exactly 2 sentences; {SNOW}"
    assert wrong(ends) == {
        "one_less": f"exactly 1 sentence; {SNOW}",
        "one_more": f"exactly 3 sentences; {SNOW}",
        "only_once": 'exactly 2 sentences; the word "snow" exactly 1 time',
    }
    assert right(acrostic) == 'lines begin with "s", "e", "a"'
    assert wrong(acrostic) == {
        "backwards": 'lines begin with "a", "e", "s"',
        "drops_last": 'lines begin with "s", "e"',
    }


@pytest.mark.parametrize("name", ["writing.forbidden", "writing.must"])
@pytest.mark.parametrize("language", sorted(EVERYWHERE))
def test_a_writer_is_right_or_has_the_misconception_that_it_has(name: str, language: str) -> None:
    for level in (1, 3, 5):
        for probe in generate(get_skill(name), level=level, seed=3, count=12, language=language):
            assert judgement(probe, Given(text=probe.target, finish_reason="stop")).strict
            for lure, value in probe.lures.items():
                found = judgement(probe, Given(text=written(probe, value), finish_reason="stop"))
                assert (found.verdict, lure in found.lures) == ("wrong", True), (probe.answer.value, value)


def test_a_prompt_that_says_no_condition_is_refused() -> None:
    prompt = "Topic: snow\nTo be written: a text of exactly 1 sentence\nCondition: be kind"
    with pytest.raises(JagbenchError, match="does not ban one thing"):
        oracle.ban(prompt, "en")
    with pytest.raises(JagbenchError, match="does not say what must be there"):
        oracle.must(prompt, "en")
