"""Places of digits, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.families.place_value.operands import NAMES
from tests.generators.families.calendar.asking import ask, reads, right, wrong


@pytest.mark.parametrize(
    ("number", "place", "digit"),
    [
        ("5218", "hundreds", "2"),
        ("5218", "ones", "8"),
        ("730451", "hundred_thousands", "7"),
        ("35.48", "tenths", "4"),
        ("35.48", "tens", "3"),
        ("4012.396", "thousandths", "6"),
    ],
)
def test_the_digit_at_a_place(number: str, place: str, digit: str) -> None:
    assert right(ask("place_value.digit_at", number, place)) == digit


def test_lures_of_the_digit_at_a_place() -> None:
    assert wrong(ask("place_value.digit_at", "5218", "hundreds")) == {
        "one_place_higher": "5",
        "one_place_lower": "1",
        "counts_from_left": "1",
        "answers_value": "200",
        "counts_groups": "52",
    }
    assert wrong(ask("place_value.digit_at", "35.48", "tens"))["other_side_of_point"] == "4"


@pytest.mark.parametrize(
    ("number", "digit", "value"),
    [("5218", "2", "200"), ("730451", "7", "700000"), ("35.48", "4", "0.4"), ("4012.396", "6", "0.006")],
)
def test_what_a_digit_is_worth(number: str, digit: str, value: str) -> None:
    assert right(ask("place_value.value_of", number, digit)) == value


def test_lures_of_what_a_digit_is_worth() -> None:
    assert wrong(ask("place_value.value_of", "5218", "2")) == {
        "face_value": "2",
        "ten_too_many": "2000",
        "ten_too_few": "20",
        "reads_to_the_end": "218",
        "names_place": "100",
        "other_side_of_point": "0.02",
    }


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (["4", "hundreds", "7", "ones"], "407"),
        (["7", "ones", "4", "hundreds"], "407"),
        (["4", "hundreds", "13", "tens", "7", "ones"], "537"),
        (["2", "millions", "12", "thousands"], "2012000"),
    ],
)
def test_a_number_of_parts(parts: list[str], number: str) -> None:
    assert right(ask("place_value.made_up_of", *parts)) == number


def test_lures_of_a_number_of_parts() -> None:
    assert wrong(ask("place_value.made_up_of", "7", "ones", "4", "hundreds", "13", "tens")) == {
        "in_the_order_said": "7413",
        "without_zeros": "4137",
        "does_not_carry": "437",
        "adds_numbers": "24",
        "ten_too_many": "5370",
        "one_zero_too_few": "177",
    }


@given(st.integers(1000, 9999))
def test_the_values_of_all_digits_make_up_the_number(number: int) -> None:
    digits = [right(ask("place_value.digit_at", str(number), NAMES[power])) for power in (3, 2, 1, 0)]
    parts = [
        part for digit, power in zip(digits, (3, 2, 1, 0), strict=True) for part in (digit, NAMES[power])
    ]

    assert right(ask("place_value.made_up_of", *parts)) == str(number)


@pytest.mark.parametrize("name", ["digit_at", "value_of"])
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_no_digit_stands_in_a_number_twice(name: str, level: int) -> None:
    skill = get_skill(f"place_value.{name}")
    for index in range(80):
        digits = skill.item(level=level, seed=1, index=index).operands[0].replace(".", "")
        assert len({*digits}) == len(digits)
        assert digits[0] != "0" != digits[-1]


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_parts_out_of_order_are_out_of_order(level: int) -> None:
    skill = get_skill("place_value.made_up_of")
    order = {name: -power for power, name in NAMES.items()}
    for index in range(80):
        item = skill.item(level=level, seed=1, index=index)
        said = [order[place] for place in item.operands[1::2]]
        assert (said == sorted(said)) == (item.params["order"] == "falling")


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("digit_at", "en", "Which?\nNumber: 35.48\nPlace: tenths", "4"),
        ("digit_at", "de", "Welche?\nZahl: 4012,396\nStelle: Tausender", "4"),
        ("digit_at", "ja", "どれ。\n数：5218\n位：百の位", "2"),
        ("value_of", "en", "Worth?\nNumber: 5218\nDigit: 2", "200"),
        ("value_of", "fr", "Combien ?\nNombre : 35,48\nChiffre : 8", "0.08"),
        ("made_up_of", "en", "Which?\nParts: 7 ones, 13 tens, 4 hundreds", "537"),
        ("made_up_of", "ko", "어떤 수?\n구성: 천이 4개, 십이 13개", "4130"),
        ("made_up_of", "zh", "什么数？\n组成：4个十万、7个一", "400007"),
        ("made_up_of", "ja", "どんな数。\n一万が2個、百が15個", "21500"),
        ("made_up_of", "es", "¿Qué número?\n3 unidades de millar, 4 unidades", "3004"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"place_value.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("digit_at", "Which?\nNumber: 52\nPlace: hundreds", "no such place"),
        ("digit_at", "Which?\nPlace: hundreds", "a number and a place"),
        ("value_of", "Worth?\nNumber: 5252\nDigit: 2", "one of its digits"),
        ("made_up_of", "Which?\nParts: 7 ones", "numbers of places"),
        ("made_up_of", "Which?\nParts: 7 ones, 3 dozens", "numbers of places"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"place_value.{name}", prompt)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_no_digit_is_worth_what_it_says(level: int) -> None:
    skill = get_skill("place_value.value_of")
    for index in range(80):
        number, digit = skill.item(level=level, seed=1, index=index).operands
        assert right(ask(skill.name, number, digit)) != digit
