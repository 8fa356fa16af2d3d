"""Constraints are read from their written form, checked, and refused in one sentence."""

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Answer
from jagbench.probes.constraint import Amount, parse_constraint
from jagbench.probes.constraint.requirements import EXAMPLES


@pytest.mark.parametrize(
    "text",
    [
        "exactly 12 words",
        "at most 1 sentence",
        "at least 3 lines",
        "exactly 40 letters; at most 2 sentences",
        *EXAMPLES,
    ],
)
def test_what_is_read_is_written_again(text: str) -> None:
    assert str(parse_constraint(text)) == text


def test_an_amount_is_exact_or_a_bound() -> None:
    three = "one two three"

    for constraint, obeyed in (
        ("exactly 3 words", True),
        ("exactly 4 words", False),
        ("at most 3 words", True),
        ("at most 2 words", False),
        ("at least 3 words", True),
        ("at least 4 words", False),
        ("exactly 3 words; exactly 1 sentence", True),
        ("exactly 3 words; exactly 2 sentences", False),
    ):
        assert parse_constraint(constraint).obeyed(three, "en") is obeyed


def test_nothing_obeys_no_constraint() -> None:
    assert not parse_constraint("at most 3 words").obeyed(" -- ", "en")


def test_a_constraint_can_ask_for_more() -> None:
    asked = parse_constraint("exactly 12 words")

    assert asked.amount == Amount(relation="exactly", n=12, unit="words")
    assert [str(asked.longer(by)) for by in (3, -11, -20)] == [
        "exactly 15 words",
        "exactly 1 word",
        "exactly 1 word",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "about 12 words",
            "Not a requirement of a text: 'about 12 words'. There are such as 'exactly 12 words'",
        ),
        ("exactly 0 words", "A constraint asks for 1 to 10,000 of something, not 0."),
        ("", "Not a requirement of a text: ''."),
    ],
)
def test_what_is_no_constraint_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        Answer(kind="constraint", value=text)


def test_an_answer_has_one_constraint() -> None:
    with pytest.raises(InvalidArgument, match="A text obeys one constraint, but 2 are given"):
        Answer(kind="constraint", value="exactly 3 words", also=("exactly 4 words",))


@pytest.mark.parametrize(
    ("constraint", "language", "obeyed", "broken"),
    [
        ('without the letter "e"', "en", "Snow is cold.", "Every hill is cold."),
        ('without the letter "e"', "fr", "Un chat noir.", "Un chat dormait là-bas, l'été."),
        ('without the letter "a"', "de", "Schön ist der Mönch. Ä", "Kalt ist es."),
        ('without the word "snow"', "en", "Snowflakes fall.", "It is SNOW."),
        ('without the word "겨울"', "ko", "눈이 온다.", "겨울이 왔다."),
        ('without the word "雪"', "ja", "雨が降る。", "大雪だ。"),
        ('the word "snow" exactly 2 times', "en", "Snow on snow!", "Snow."),
        ('the letter "o" at most 1 time', "en", "Snow.", "Snow, go!"),
        (
            'each sentence ends with "snow"',
            "en",
            "I like snow! Do you like Snow?",
            "Snow is cold. I like snow.",
        ),
        ('each sentence ends with "겨울"', "ko", "내가 좋아하는 겨울.", "겨울이 좋다."),
        ('each sentence ends with "雪"', "ja", "好きなのは雪。白い雪！", "雪が好き。"),
        ('lines begin with "s", "e", "a"', "en", "Sun\n**Every** day\n- A beach", "Sun\nEvery day"),
        ('lines begin with "é", "t", "é"', "fr", "Encore\nToi\nÉté", "Encore\nMoi\nÉté"),
        ('words begin with "a", "b", "c"', "en", "A big cat.", "A big dog."),
        ('words begin with "가", "나", "다"', "ko", "가는 나의 다리", "가는 나의 길"),
    ],
)
def test_each_form_is_obeyed_or_broken(constraint: str, language: str, obeyed: str, broken: str) -> None:
    assert parse_constraint(constraint).obeyed(obeyed, language)
    assert not parse_constraint(constraint).obeyed(broken, language)


def test_a_control_allows_what_its_ban_forbids_and_knows_it() -> None:
    control = parse_constraint('exactly 1 sentence; with or without the letter "e"')

    assert control.obeyed("Every hill is cold.", "en")
    assert control.named is not None
    assert control.named.occurs("Every hill is cold.", "en")
    assert not control.named.occurs("Snow is cold.", "en")
