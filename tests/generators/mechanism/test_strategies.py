import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill, skill_names
from jagbench.generators.language.phrasing import Ways, languages_of
from jagbench.generators.mechanism.generate import variants
from jagbench.generators.mechanism.strategies import probe_strategy
from jagbench.probes import Probe

QUICK = settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    deadline=None,
    database=None,
)


ONE_A_FAMILY = {name.partition(".")[0]: name for name in skill_names()}.values()


@pytest.mark.parametrize("name", [*ONE_A_FAMILY, "comparison.sorting", "counting.letters"])
@QUICK
@given(data=st.data())
def test_what_is_drawn_in_a_language_can_be_asked_in_it(name: str, data: st.DataObject) -> None:
    skill = get_skill(name)
    language = data.draw(st.sampled_from(languages_of(skill)))
    item = data.draw(skill.strategy(language=language))
    assert variants(skill, item, language=language)


def test_no_draw_of_counting_letters_is_one_that_english_cannot_ask() -> None:
    skill = get_skill("counting.letters")
    drawn: list[bool] = []

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(skill.strategy(language="en"))
    def ask(item: object) -> None:
        drawn.append(True)

    ask()
    assert len(drawn) >= 200


def test_whole_probes_shrink_to_the_simplest_failing_one() -> None:
    skill = get_skill("comparison.decimals")
    probe = find(
        probe_strategy(skill, level=2, ways=Ways(frames=("plain",), formats=("bare",))),
        lambda probe: probe.lures.get("version_order") == "0.11",
        settings=settings(database=None, deadline=None),
    )
    assert sorted(probe.operands) == ["0.11", "0.2"]


def test_a_failing_test_prints_the_prompt() -> None:
    @settings(max_examples=50, deadline=None, database=None, report_multiple_bugs=False)
    @given(probe_strategy(get_skill("arithmetic.addition"), level=1))
    def fail(probe: Probe) -> None:
        assert probe.answer.value != "2"

    with pytest.raises(AssertionError) as caught:
        fail()
    notes = "\n".join(getattr(caught.value, "__notes__", []))
    assert "1 + 1" in notes
    assert "The prompt of" in notes


def test_a_language_that_a_skill_has_no_words_in_is_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"counting\.jamo"):
        probe_strategy(get_skill("counting.jamo"), language="fr")


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        (
            "arithmetic.addition",
            "xx",
            "Unknown language for arithmetic.addition: 'xx'. There is: de, en, es, fr, ja",
        ),
        ("arithmetic.addition", "eng", "Did you mean 'en'?"),
        ("counting.jamo", "fr", "Unknown language for counting.jamo: 'fr'. There is: ko."),
    ],
)
def test_items_in_a_language_that_a_skill_is_not_asked_in_are_refused(
    name: str, language: str, said: str
) -> None:
    with pytest.raises(InvalidArgument, match=re.escape(said)):
        get_skill(name).strategy(language=language)


def test_a_skill_of_ones_own_is_asked_in_the_languages_of_its_wordings() -> None:
    addition = get_skill("arithmetic.addition")
    own = replace(addition, name="mine.addition", phrasings={"ko": {}})

    assert find(own.strategy(level=1, language="ko"), lambda item: True).operands
    with pytest.raises(InvalidArgument, match=r"There is: ko\."):
        own.strategy(language="en")
