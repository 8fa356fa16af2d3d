from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import generate, get_skill, probe_at, skill_names
from jagbench.generators.language.phrasing import home_language
from jagbench.generators.mechanism.guessers import SHALLOW, compared_options, guessed
from jagbench.probes import Answer, Probe

PROBE = generate(get_skill("comparison.integers"), level=2, seed=1, count=1)[0]


def asked(options: tuple[str, ...], right: str, *, direction: str = "larger", prompt: str = "") -> Probe:
    answer = Answer(kind="choice", value=right, options=options)
    return replace(
        PROBE, params={"operands": list(options), "direction": direction}, answer=answer, prompt=prompt
    )


def open_question(value: str, *operands: str, direction: str = "") -> Probe:
    return replace(
        PROBE,
        params={"operands": list(operands), "direction": direction},
        answer=Answer(kind="integer", value=value),
    )


def test_a_place_that_is_always_right_is_found() -> None:
    found = guessed([asked(("1", "2"), "1"), asked(("3", "4"), "3")] * 6)

    assert found.shares["position"] == 1
    assert (found.chance, found.blind, found.baseline) == (Fraction(1, 2), "position", 1)
    assert "position" in found.beaten


def test_what_is_learned_is_measured_on_other_probes() -> None:
    """Every answer stands once: whoever learns them all is right nowhere else."""
    found = guessed([open_question(str(number), "0") for number in range(100, 140)])

    assert found.shares.get("constant", Fraction(0)) == 0
    assert found.baseline == 0


def test_a_constant_for_each_direction() -> None:
    probes = [
        open_question("7", "0", direction="up"),
        open_question("7", "0", direction="up"),
        open_question("8", "0", direction="down"),
        open_question("8", "0", direction="down"),
    ] * 4

    assert guessed(probes).shares["constant_per_direction"] == 1


@pytest.mark.parametrize(
    ("name", "options", "picked"),
    [
        ("longest", ("12", "7", "345"), "345"),
        ("shortest", ("12", "7", "345"), "7"),
        ("largest", ("12", "7", "345"), "345"),
        ("nearest_to_mean", ("1", "30", "100"), "30"),
        ("farthest_from_mean", ("1", "30", "100"), "100"),
        ("nearest_to_middle", ("1", "49", "100"), "49"),
        ("nearest_to_median", ("1", "49", "100"), "49"),
        ("larger_numerator", ("2/3", "5/9"), "5/9"),
        ("smaller_denominator", ("2/3", "5/9"), "2/3"),
    ],
)
def test_what_a_shallow_guesser_picks(name: str, options: tuple[str, ...], picked: str) -> None:
    assert SHALLOW[name](asked(options, options[0])) == picked


def test_of_two_numbers_the_larger_is_no_guess() -> None:
    assert SHALLOW["largest"](asked(("12", "7"), "7")) is None


def test_a_name_that_is_mentioned_once() -> None:
    probe = asked(("Ann", "Ben"), "Ann", prompt="Ann is taller than Ben, and Ben is fair.")

    assert SHALLOW["mentioned_least"](probe) == "Ann"
    assert SHALLOW["mentioned_last"](probe) == "Ben"


def test_a_number_of_the_prompt_is_copied() -> None:
    probe = open_question("4", "Alice", "4", "1")

    assert [SHALLOW[name](probe) for name in ("first_number", "second_number", "largest_number")] == [
        "4",
        "1",
        "4",
    ]


def test_an_option_for_equality_is_not_compared() -> None:
    answer = Answer(kind="choice", value="1", options=("1", "2", "equal"))

    assert compared_options(replace(asked(("1", "2"), "1"), answer=answer)) == ["1", "2"]


def test_one_probe_is_too_few() -> None:
    with pytest.raises(InvalidArgument, match="two probes of a cell at least, not 1"):
        guessed([PROBE])


def fresh_cell(name: str, level: int, many: int) -> list[Probe]:
    skill = get_skill(name)
    found = (
        probe_at(skill, level=level, seed=2026, index=index, language=home_language(skill))
        for index in range(2 * many)
    )
    return list(islice((probe for probe in found if probe is not None), many))


CELLS = [(name, level) for name in skill_names() for level in range(1, len(get_skill(name).levels) + 1)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "level"), CELLS)
def test_no_cell_can_be_guessed(name: str, level: int) -> None:
    sufficient = get_skill(name).level(level).sufficient
    probes = fresh_cell(name, level, 2000)

    assert set(sufficient) <= set(SHALLOW)
    assert all(reason.endswith(".") for reason in sufficient.values())
    assert not guessed(probes, sufficient=sufficient).beaten
