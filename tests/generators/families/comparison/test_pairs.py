"""Which of two numbers is larger: answers, lures and what is asked, worked out by hand."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators import Ways, get_skill, probe_at, variants
from jagbench.generators.language.phrasing import templates
from jagbench.probes import Item
from jagbench.probes.locale import locale
from tests.generators.families.comparison.asking import ask, right, wrong

FRAMES = {"plain", "money", "length", "weight", "temperature", "version", "date", "clock", "chapter"}
NUMBERS = {"plain", "money", "length", "weight", "temperature"}


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("9.9", "9.11"), {"version_order": "9.11", "longer_is_larger": "9.11"}),
        (("9.1", "9.09"), {"version_order": "9.09", "longer_is_larger": "9.09"}),
        (("9.5", "9.04"), {"longer_is_larger": "9.04"}),
        (("9.8", "9.08"), {"longer_is_larger": "9.08"}),
        (("10.2", "9.113"), {"lexicographic": "9.113"}),
        (("10.2", "9.11"), {"lexicographic": "9.11"}),
        (("9.21", "9.2"), {"shorter_is_larger": "9.2"}),
        (
            ("0.30", "0.3"),
            {
                "version_order": "0.30",
                "longer_is_larger": "0.30",
                "shorter_is_larger": "0.3",
                "lexicographic": "0.30",
            },
        ),
    ],
)
def test_diagnostic_pairs_tell_misconceptions_apart(pair: tuple[str, str], expected: dict[str, str]) -> None:
    question = ask("decimals", *pair, direction="larger", offers_equal=True)

    named = ("version_order", "longer_is_larger", "shorter_is_larger", "lexicographic")
    assert wrong(question, *named) == expected


def test_a_version_read_as_a_decimal() -> None:
    question = ask("decimals", "9.9", "9.11", frame="version", direction="larger")

    assert right(question) == "9.11"
    assert wrong(question, "decimal_order", "version_order") == {"decimal_order": "9.9"}


def test_only_what_stands_behind_the_point() -> None:
    question = ask("decimals", "10.2", "9.7", direction="larger")

    assert wrong(question, "fraction_only") == {"fraction_only": "9.7"}


def test_zeros_at_the_end_take_the_lures_with_them() -> None:
    """Shown as 9.90 and 9.11, the pair looks right by its parts, too, and the lengths tie."""
    question = ask("decimals", "9.9", "9.11", direction="larger", notation="padded")

    assert right(question) == "9.9"
    assert wrong(question, "version_order", "longer_is_larger") == {}


def test_position_and_direction() -> None:
    question = ask("integers", "7", "12", direction="smaller", offers_equal=True)

    assert right(question) == "7"
    assert wrong(question) == {
        "misreads_direction": "12",
        "lexicographic": "12",
        "last_digit": "12",
        "first_digit": "12",
        "digit_sum": "12",
        "last_option": "12",
        "says_equal": "equal",
    }


def test_numbers_in_words_have_no_digits_to_misread() -> None:
    question = ask("integers", "7", "12", direction="larger", notation="words")

    assert wrong(question) == {"misreads_direction": "7", "first_option": "7"}


@pytest.mark.parametrize(
    ("pair", "larger", "expected"),
    [
        (
            ("-9.9", "-9.11"),
            "-9.11",
            {"ignores_sign": "-9.9", "version_order": "-9.9", "lexicographic": "-9.9"},
        ),
        (("-7", "3"), "3", {"ignores_sign": "-7"}),
        (("-7", "7"), "7", {"ignores_sign": "equal"}),
        (("-3", "0"), "0", {"ignores_sign": "-3", "zero_is_smallest": "-3"}),
        (("-7", "-12"), "-7", {"ignores_sign": "-12", "lexicographic": "-7"}),
        (
            ("-2.5", "-2.50"),
            "equal",
            {"version_order": "-2.5", "longer_is_larger": "-2.50", "lexicographic": "-2.50"},
        ),
    ],
)
def test_numbers_below_zero(pair: tuple[str, str], larger: str, expected: dict[str, str]) -> None:
    question = ask("negatives", *pair, direction="larger", offers_equal=True)

    named = ("ignores_sign", "version_order", "longer_is_larger", "lexicographic", "zero_is_smallest")
    assert right(question) == larger
    assert wrong(question, *named) == {name: value for name, value in expected.items() if value != larger}


def test_the_same_operands_in_every_frame() -> None:
    """9.9 is more than 9.11, and the newer version, the later date and the later section is 9.11."""
    skill = get_skill("comparison.decimals")
    item = Item(skill="comparison.decimals", version=2, level=2, grade=4, operands=("9.9", "9.11"))

    answers = {(p.frame, p.answer.value) for p in variants(skill, item) if p.direction == "larger"}

    assert answers == {
        *((frame, "9.9") for frame in NUMBERS),
        *((frame, "9.11") for frame in ("version", "date", "chapter")),
    }


@pytest.mark.parametrize(
    ("pair", "frames"),
    [
        (("9.9", "9.11"), FRAMES - {"clock"}),
        (("4.9", "4.31"), FRAMES - {"clock", "date"}),
        (("13.9", "13.11"), FRAMES - {"clock", "date"}),
        (("0.9", "0.11"), FRAMES - {"clock", "date", "chapter"}),
        (("9.5", "9.04"), NUMBERS),
        (("9.45", "9.05"), NUMBERS | {"clock"}),
        (("9.45", "9.15"), FRAMES - {"date"}),
        (("24.15", "9.15"), FRAMES - {"clock", "date"}),
        (("9.75", "9.15"), FRAMES - {"clock", "date"}),
        (("9.9", "9.111"), {"plain", "length", "weight", "version"}),
        (("9.9", "9.1111"), {"plain"}),
        (("9.9", "9.90"), FRAMES - {"clock", "date"}),
        (("2.3", "2.30"), FRAMES - {"clock", "date"}),
        (("3.3", "3.30"), FRAMES - {"clock"}),
    ],
)
def test_a_frame_takes_only_what_it_has(pair: tuple[str, str], frames: set[str]) -> None:
    skill = get_skill("comparison.decimals")
    item = Item(skill="comparison.decimals", version=2, level=2, grade=4, operands=pair)

    assert {probe.frame for probe in variants(skill, item)} == frames


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "ja", "ko", "zh"])
def test_decimals_have_all_frames_in_every_language(language: str) -> None:
    found = Counter(template.frame for template in templates(get_skill("comparison.decimals"), language))

    # Where the day comes before the month, 9.11 is another day.
    assert set(found) == FRAMES - ({"date"} if locale(language).day_first else set())
    assert min(found.values()) >= (3 if language in ("en", "ko") else 2)


@pytest.mark.parametrize(
    ("suits", "levels", "frames"),
    [("dates", (1, 2), FRAMES - {"clock"}), ("clocks", (3,), NUMBERS | {"clock"})],
)
def test_the_strata_say_which_frames_an_item_suits(
    suits: str, levels: Sequence[int], frames: set[str]
) -> None:
    skill = get_skill("comparison.decimals")
    ways = Ways(templates=("which",), directions=("larger",), orders=("ab",))
    items = [skill.item(level=level, seed=1, index=index) for level in levels for index in range(120)]
    suiting = [item for item in items if item.params["suits"] == suits]

    assert len(suiting) > 20
    for item in suiting:
        found = {probe.frame for probe in variants(skill, item, ways=ways)}
        assert found >= frames or item.params["pair"] == "trailing_zero"
        assert {"date", "version", "chapter"} <= found or suits == "clocks"


PAIRS = ["decimals", "integers", "negatives", "fractions", "mixed_notation"]


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("level", [1, 3, 5])
def test_no_place_is_right_more_often(name: str, level: int) -> None:
    skill = get_skill(f"comparison.{name}")
    ways = Ways(frames=("plain",))
    probes = [probe_at(skill, level=level, seed=8, index=index, ways=ways) for index in range(960)]
    places = Counter(probe.answer.options.index(probe.answer.value) for probe in probes if probe is not None)

    assert 0.48 < places[0] / (places[0] + places[1]) < 0.52


@pytest.mark.parametrize("name", PAIRS)
def test_equal_pairs_are_asked_only_where_equal_is_an_option(name: str) -> None:
    skill = get_skill(f"comparison.{name}")
    equal = 0
    for level in range(1, len(skill.levels) + 1):
        for index in range(60):
            probe = probe_at(skill, level=level, seed=4, index=index)
            assert probe is not None
            if probe.answer.value == "equal":
                equal += 1
                assert probe.answer.options[2] == "equal"
                assert "equal" in probe.prompt

    assert equal > 15


@given(st.decimals(min_value=0, max_value=1000, places=3), st.decimals(min_value=0, max_value=1000, places=2))
def test_decimals_are_compared_as_fractions(first: object, second: object) -> None:
    question = ask("decimals", str(first), str(second), direction="larger", offers_equal=True)
    one, other = Fraction(str(first)), Fraction(str(second))

    assert right(question) == ("equal" if one == other else str(first) if one > other else str(second))


def test_of_mixed_numbers_the_second_shown_stands_in_words() -> None:
    skill = get_skill("comparison.integers")
    item = Item(skill="comparison.integers", version=2, level=2, grade=1, operands=("12", "47"))

    ways = Ways(notations=("mixed",), templates=("which",), directions=("larger",))
    endings = [probe.prompt.rpartition("\n")[2] for probe in variants(skill, item, ways=ways)]

    assert endings == ["12 or forty-seven", "47 or twelve"]
