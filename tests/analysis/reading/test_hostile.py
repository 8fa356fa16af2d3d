"""Replies are untrusted text: none may raise, and none may make reading slow."""

import re
import sys
from collections.abc import Mapping, Sequence
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.reading import OUTCOMES, RULES, page, read
from jagbench.analysis.reading.lexicon import lexicon_of
from jagbench.analysis.reading.notation import notation_of
from jagbench.probes import AnswerKind
from jagbench.probes.answer import ANSWER_KINDS


def prepare(reply: str) -> page.Page:
    return page.prepare(reply, lexicon_of(None), notation_of(None))


UNITS = [
    "7", " ", "\n", "(", "the answer is ", "\\boxed{", "<think>", "</think>", "<answer>", "7 ", "7,",
    "7 = ", "세 개 ", "9.9 is larger than 9.11. ", "- 7\n", "1 day ", "[", "\ud800", "\0",
    "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("kind", ANSWER_KINDS)
@pytest.mark.parametrize("unit", UNITS)
def test_repeated_text_is_read_without_error(kind: AnswerKind, unit: str) -> None:
    reading = read(
        unit * (20_000 // len(unit)), kind=kind, options=("9.9", "9.11"), prompt="Which is larger?"
    )
    assert reading.outcome in OUTCOMES


def test_a_choice_without_options_is_read_without_error() -> None:
    assert read("7", kind="choice").outcome in OUTCOMES


LANGUAGES = (None, "en", "ko", "de", "fr", "es", "zh", "ja", "tlh")


@given(
    st.text(st.characters(), max_size=300),
    st.sampled_from(ANSWER_KINDS),
    st.booleans(),
    st.sampled_from(LANGUAGES),
)
def test_any_text_is_read(reply: str, kind: AnswerKind, cut: bool, language: str | None) -> None:
    options = ("9.9", "9.11", "equal")
    reading = read(
        reply,
        kind=kind,
        options=options,
        prompt=reply[:40],
        finish_reason="length" if cut else None,
        language=language,
    )
    assert reading.rule in RULES
    assert (reading.value is None) == (reading.outcome != "answered") == (reading.span is None)
    if reading.span is not None:
        assert 0 <= reading.span[0] <= reading.span[1] <= len(reply)


PIECES = [
    "9.9", "9.11", "is larger than", "=", "+", "\\boxed{", "}", "<answer>", "</answer>", "<think>",
    "</think>", "the answer is", "**", "\n", ". ", "not", "wait", "equal", "세 개", "three", "or", ",", "(",
    ")", "\\frac{1}{2}", "10^", "1:30", "- ", "1. ",
    '{"answer": ', "1 1/2", "½", "3만 5천", "9,11", "15. März 2024",
    "ja", "nein", "größer als", "plus grand que", "quatre-vingt",
    "三", "比", "より", "です", "分の", "「", "、", "。",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.sampled_from(ANSWER_KINDS),
    st.sampled_from(LANGUAGES),
    st.sampled_from([("9.9", "9.11", "equal"), ("ja", "nein"), ("Montag", "Dienstag", "Mittwoch")]),
)
def test_any_mix_of_what_the_rules_look_for_is_read(
    pieces: list[str], kind: AnswerKind, language: str | None, options: tuple[str, ...]
) -> None:
    reply = " ".join(pieces)
    readings = [
        read(reply, kind=kind, options=options, prompt="Which is larger, 9.9 or 9.11?", language=language)
        for _ in range(2)
    ]
    assert readings[0].rule in RULES
    assert readings[0] == readings[1]


def test_a_long_reply_is_read_at_both_ends_only() -> None:
    prepared = prepare("We add. " * 200_000 + "The answer is 46.")
    assert len(prepared.text) <= page.HEAD + page.TAIL + 2


def test_the_conclusion_of_a_long_reply_is_read_with_its_place() -> None:
    reply = "We add. " * 20_000 + "The answer is 46."
    reading = read(reply, kind="integer")
    assert (reading.value, reply[slice(*reading.span or ())]) == ("46", "46")


def test_a_number_is_never_cut_in_two_where_a_long_reply_is_left_out() -> None:
    reply = "a" + " 123456789" * 10_000
    text = prepare(reply).text
    assert set(re.findall(r"\d+", text)) == {"123456789"}


def test_a_span_after_a_thought_points_into_the_reply_as_given() -> None:
    reply = "<think>12 or 13?</think>\n\n  **１２**"
    reading = read(reply, kind="integer")
    assert (reading.value, reply[slice(*reading.span or ())]) == ("12", "１２")


ASKED: Mapping[str, tuple[AnswerKind, Sequence[str], str]] = {
    "divides": ("choice", ("yes", "no"), "Is 56234 divisible by 8 without a remainder? Answer yes or no."),
    "day": ("integer", (), "Which day after the first is the second date?\nMarch 1, 2012; March 7, 2012"),
    "times": ("integer", (), "How many times does r occur in arbor? A double letter counts twice."),
    "boxes": ("integer", (), "How many boxes does the number 99999 fill, one for each digit?"),
    "string": ("text", (), "Reverse the word. Answer with the result only.\nWord: pots"),
    "order": ("list", (), "Put these words in order.\nWords: alpha, beta, gamma, delta"),
    "option": ("choice", ("47", "64", "57"), "Which is between 59 and 65?\nA: 47\nB: 64\nC: 57"),
    "larger": ("choice", ("9.9", "9.11"), "Which is larger, 9.9 or 9.11?"),
}
"""Questions whose replies are looked at for different things."""
TALK = [
    "remainder 7 ", "no remainder ", "divides, ", "7 left over; ", "; ", ": ", "March 7 the 3rd ", "7th ",
    "counts twice ", "is 2 ", "five boxes, one per 9, ", "7 = 8 = ", "**7** ", "s - t: ",
    'not "spot" ', "stop (",
    "→ stop ", "gamma, beta, ", "C (57) ", "57 is too small ", "A and B, ",
    "9.9 is larger than 9.11 ", "9.9, not ",
]  # fmt: skip


def work(reply: str, asked: tuple[AnswerKind, Sequence[str], str]) -> int:
    """How many functions a reading calls: a measure of its work that no other process changes."""
    kind, options, prompt = asked
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(reply, kind=kind, options=options, prompt=prompt, language="en")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("unit", TALK)
def test_work_grows_with_a_reply_and_not_with_its_square(unit: str, asked: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (1_500, 6_000))
    work(long, ASKED[asked])  # words and patterns are ready

    assert work(long, ASKED[asked]) < 5 * work(short, ASKED[asked]) + 2_000
