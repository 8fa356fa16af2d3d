from collections import Counter

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import Ways, get_skill, variants
from jagbench.probes import RELATIONS, Item, Probe, pairs
from jagbench.probes.relations import names_of, place


def asked(skill: str, *operands: str, level: int = 2, **ways: tuple[str, ...]) -> list[Probe]:
    item = Item(skill=skill, version=1, level=level, grade=4, operands=operands)
    return variants(get_skill(skill), item, ways=Ways(**{"notations": ("digits",), **ways}))


def test_swapping_operands_keeps_the_answer() -> None:
    probes = asked("arithmetic.addition", "12", "34", templates=("what_is",))

    found = list(pairs(probes))

    assert [(pair.relation, pair.same) for pair in found] == [("swap_operands", True)]
    assert {probe.prompt.split("\n")[-1] for probe in probes} == {"12 + 34", "34 + 12"}


def test_swapping_the_direction_turns_the_answer() -> None:
    probes = asked(
        "comparison.decimals", "9.9", "9.11", templates=("which",), frames=("plain",), orders=("ab",)
    )

    found = list(pairs(probes))

    assert [(pair.relation, pair.same) for pair in found] == [("swap_direction", False)]
    assert {pair.first.answer.value for pair in found} == {"9.9"}
    assert {pair.second.answer.value for pair in found} == {"9.11"}


def test_a_version_turns_the_truth_of_a_decimal() -> None:
    probes = asked(
        "comparison.decimals",
        "9.9",
        "9.11",
        templates=("which",),
        frames=("plain", "version"),
        orders=("ab",),
        directions=("larger",),
    )

    assert [(pair.relation, pair.same) for pair in pairs(probes)] == [("reframe", False)]


def test_padding_keeps_the_answer_though_it_is_written_otherwise() -> None:
    probes = asked(
        "comparison.decimals",
        "9.9",
        "9.11",
        templates=("which",),
        frames=("plain",),
        orders=("ab",),
        directions=("larger",),
        notations=("digits", "padded"),
    )

    found = list(pairs(probes))

    assert [(pair.relation, pair.same) for pair in found] == [("pad_zeros", True)]
    assert [pair.first.answer.value for pair in found] == ["9.9"]
    assert [pair.second.answer.value for pair in found] == ["9.90"]


def test_words_and_digits_are_bound() -> None:
    probes = asked(
        "arithmetic.addition",
        "12",
        "34",
        templates=("what_is",),
        orders=("ab",),
        notations=("digits", "words"),
    )

    assert [probe.prompt.split("\n")[-1] for probe in probes] == ["12 + 34", "twelve + thirty-four"]
    assert [(pair.relation, pair.same) for pair in pairs(probes)] == [("number_words", True)]


def test_probes_of_different_items_are_not_bound() -> None:
    probes = [*asked("arithmetic.addition", "1", "2"), *asked("arithmetic.addition", "1", "3")]

    assert all(pair.first.item == pair.second.item for pair in pairs(probes))


def test_two_changes_at_once_are_no_relation() -> None:
    probes = asked("comparison.integers", "3", "5", templates=("which",))

    # Two directions and two orders: four variants, of whose six pairs four differ in one key only.
    assert len(probes) == 4
    assert Counter(pair.relation for pair in pairs(probes)) == {"swap_operands": 2, "swap_direction": 2}


def test_one_relation_can_be_asked_for() -> None:
    probes = asked("comparison.integers", "3", "5", templates=("which",))

    assert {pair.relation for pair in pairs(probes, "swap_operands")} == {"swap_operands"}
    assert names_of(probes) == ["swap_operands", "swap_direction"]


def test_an_unknown_relation_is_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"relation 'swap_operand'.*Did you mean 'swap_operands'"):
        list(pairs([], "swap_operand"))


@pytest.mark.parametrize(
    ("order", "value", "expected"), [("ab", "3", 0), ("ab", "5", 1), ("ba", "3", 0), ("ba", "5", 1)]
)
def test_a_place_is_that_of_the_item_in_either_order(order: str, value: str, expected: int) -> None:
    probe = asked("comparison.integers", "3", "5", templates=("which",), orders=(order,))[0]

    assert place(probe, value) == expected


def test_equality_keeps_its_place() -> None:
    probes = asked("comparison.integers", "3", "5", templates=("compare",))

    assert {place(probe, "equal") for probe in probes} == {2}


def test_every_relation_says_what_it_is() -> None:
    assert all(relation.about.endswith((".", "？")) for relation in RELATIONS.values())
    assert all(name == relation.name for name, relation in RELATIONS.items())
