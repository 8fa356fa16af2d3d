"""Texts of a given length: what is asked in words, which texts are right, which misconception is at work."""

from fractions import Fraction

import pytest

from jagbench.analysis.frame.rows import Given, judgement
from jagbench.errors import JagbenchError
from jagbench.generators import generate, get_skill
from jagbench.generators.families.writing import oracle
from jagbench.generators.families.writing.amounts import asked_for
from jagbench.generators.mechanism.guessers import baseline_of_cell
from jagbench.generators.mechanism.ladder import rung
from jagbench.probes.constraint import Amount
from jagbench.probes.written import written
from jagbench.runners.protocols import can_ask
from tests.generators.families.calendar.asking import ask, right, wrong

SKILL = get_skill("writing.length")


def test_the_answer_is_the_constraint() -> None:
    assert right(ask("writing.length", "exactly 12 words", "snow")) == "exactly 12 words"


def test_lures_of_an_exact_length_and_of_bounds() -> None:
    assert wrong(ask("writing.length", "exactly 12 words", "snow")) == {
        "one_less": "exactly 11 words",
        "one_more": "exactly 13 words",
        "round_number": "exactly 10 words",
        "half": "exactly 6 words",
        "double": "exactly 24 words",
        "other_unit": "exactly 12 letters",
    }
    assert wrong(ask("writing.length", "at most 12 words", "snow")) == {
        "one_more": "exactly 13 words",
        "double": "exactly 24 words",
    }
    assert wrong(ask("writing.length", "at least 12 words", "snow")) == {
        "one_less": "exactly 11 words",
        "round_number": "exactly 10 words",
        "half": "exactly 6 words",
    }
    assert wrong(ask("writing.length", "exactly 1 sentence", "snow")) == {
        "one_more": "exactly 2 sentences",
        "double": "exactly 2 sentences",
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a text of at most 1 word"),
        ("de", "Text aus höchstens 1 Wort"),
        ("fr", "un texte comptant au plus 1 mot"),
        ("es", "un texto que tenga como máximo 1 palabra"),
        ("ko", "단어 1개 이하로 된 글(단어는 띄어쓰기로 나눕니다)"),
    ],
)
def test_one_is_singular(language: str, text: str) -> None:
    assert asked_for(Amount(relation="at most", n=1, unit="words"), language) == text


def test_words_are_not_asked_for_where_no_spaces_part_them() -> None:
    for language in ("ja", "zh"):
        probes = generate(SKILL, level=2, seed=0, count=40, language=language)
        assert {probe.params["unit"] for probe in probes} == {"sentences", "lines", "letters", "items"}
        assert {
            probe.params["unit"] for probe in rung(SKILL, length=20, seed=0, count=5, language=language)
        } == {"letters"}
    assert {probe.params["unit"] for probe in rung(SKILL, length=20, seed=0, count=5)} == {"words"}


def test_a_prompt_with_no_amount_or_two_is_refused() -> None:
    for prompt in ("Write a text.", "Write exactly 3 words and at most 4 lines."):
        with pytest.raises(JagbenchError, match="does not ask for one amount"):
            oracle.amount(prompt, "en")


def test_no_probe_has_options_or_a_form_to_be_held_to() -> None:
    (probe,) = generate(SKILL, level=1, seed=0, count=1)

    assert not can_ask("constrained", probe)
    assert not can_ask("logprob", probe)
    assert can_ask("critique:planted", probe)


def test_one_text_for_all_is_right_of_the_bounds_on_its_side() -> None:
    for level, share in ((1, Fraction(11, 20)), (6, Fraction(33, 100))):
        assert baseline_of_cell(SKILL, level, "en").share == share


@pytest.mark.parametrize("language", ["en", "ko", "zh"])
def test_a_writer_with_a_misconception_is_read_as_having_it(language: str) -> None:
    for probe in generate(SKILL, level=2, seed=3, count=60, language=language):
        for name, lure in probe.lures.items():
            found = judgement(probe, Given(text=written(probe, lure), finish_reason="stop"))
            assert (found.verdict, name in found.lures) == ("wrong", True)
        assert judgement(probe, Given(text=probe.target, finish_reason="stop")).strict
