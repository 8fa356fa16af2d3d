"""Canonically equivalent texts are judged alike."""

from dataclasses import replace
from typing import Literal
from unicodedata import normalize

import pytest

from jagbench.analysis.frame.rows import Given, judgement
from jagbench.probes import Answer, load
from jagbench.probes.written import written
from tests.analysis.samples import letters

KOREAN = [probe for probe in load("korean-v1").probes if probe.answer.kind in ("text", "choice", "list")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_right_korean_replies_are_right_in_either_form(form: Literal["NFC", "NFD"]) -> None:
    for probe in KOREAN[::7]:
        text = normalize(form, written(probe, probe.answer.value))
        found = judgement(probe, Given(text=text, finish_reason="stop"))
        assert (found.verdict, found.strict) == ("correct", True)


def test_the_span_counts_the_characters_of_the_raw_reply() -> None:
    probe = replace(letters("x", "x", 1), answer=Answer(kind="text", value="한글"))
    text = normalize("NFD", "정답은 한글입니다: **한글**")
    found = judgement(probe, Given(text=text, finish_reason="stop"))
    assert found.verdict == "correct"
    assert normalize("NFC", text[found.span_start : found.span_end]) == "한글"


def test_an_answer_that_is_decomposed_itself_is_met() -> None:
    probe = replace(letters("x", "x", 1), answer=Answer(kind="text", value=normalize("NFD", "café")))
    for text in (normalize("NFC", "café"), normalize("NFD", "café")):
        assert judgement(probe, Given(text=text, finish_reason="stop")).verdict == "correct"


def test_a_lure_is_met_in_either_form() -> None:
    probe = replace(
        letters("x", "x", 1), answer=Answer(kind="text", value="글한"), lures={"as_it_stands": "한글"}
    )
    found = judgement(probe, Given(text=normalize("NFD", "한글"), finish_reason="stop"))
    assert (found.verdict, found.lures) == ("wrong", ("as_it_stands",))
