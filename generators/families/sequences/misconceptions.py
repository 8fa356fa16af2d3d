"""Wrong ways to continue a sequence.

To add where numbers are multiplied is the additive reasoning of children before proportional reasoning
(Hart, "Children's Understanding of Mathematics: 11-16", 1981); to look at the last step only is the recursive
short-sightedness that Stacey describes ("Finding and using patterns in linear generalising problems",
Educational Studies in Mathematics 20, 1989).
"""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.sequences.operands import terms
from jagbench.generators.skill.definition import Misconception, Question


def _next(meaning: str, work: Callable[[Sequence[int]], int]) -> Misconception:
    """A wrong next number; none below zero."""

    def predict(question: Question) -> str | None:
        number = work(terms(question))
        return str(number) if number >= 0 else None

    predict.__doc__ = meaning
    return predict


def constant_step(given: Sequence[int]) -> int:
    """The last step once more."""
    return 2 * given[-1] - given[-2]


def constant_ratio(given: Sequence[int]) -> int:
    """The last ratio once more."""
    return given[-1] ** 2 // given[-2]


def steps_in_turn(given: Sequence[int]) -> int:
    """The step before the last once more."""
    return given[-1] + given[-2] - given[-3]


def sum_of_two(given: Sequence[int]) -> int:
    """The sum of the last two."""
    return given[-1] + given[-2]


ARITHMETIC: Mapping[str, Misconception] = {
    "counts_on": _next("Count on by one: 12 after 2, 5, 8, 11.", lambda given: given[-1] + 1),
    "repeats_last": _next("Say the last number again: 11 after 2, 5, 8, 11.", lambda given: given[-1]),
    "goes_back": _next("Go in the wrong direction: 8 after 2, 5, 8, 11.", lambda given: given[-2]),
    "skips_one": _next(
        "Go two steps: 17 after 2, 5, 8, 11.", lambda given: constant_step([given[-1], constant_step(given)])
    ),
    "adds_first": _next("Add the first number: 13 after 2, 5, 8, 11.", lambda given: given[-1] + given[0]),
    "one_more": _next("One too many: 15 after 2, 5, 8, 11.", lambda given: constant_step(given) + 1),
    "one_less": _next("One too few: 13 after 2, 5, 8, 11.", lambda given: constant_step(given) - 1),
}

GEOMETRIC: Mapping[str, Misconception] = {
    "adds_last_step": _next("Add the last difference: 90 after 2, 6, 18, 54.", constant_step),
    "adds_factor": _next(
        "Add the factor: 57 after 2, 6, 18, 54.",
        lambda given: given[-1] + max(given[0], given[1]) // min(given[0], given[1]),
    ),
    "doubles": _next("Double the last number: 108 after 2, 6, 18, 54.", lambda given: 2 * given[-1]),
    "adds_all": _next("Add all numbers: 80 after 2, 6, 18, 54.", sum),
    "repeats_last": _next("Say the last number again: 54 after 2, 6, 18, 54.", lambda given: given[-1]),
    "goes_back": _next("Go in the wrong direction: 18 after 2, 6, 18, 54.", lambda given: given[-2]),
    "one_more": _next("One too many: 163 after 2, 6, 18, 54.", lambda given: constant_ratio(given) + 1),
    "one_less": _next("One too few: 161 after 2, 6, 18, 54.", lambda given: constant_ratio(given) - 1),
}

ALTERNATING: Mapping[str, Misconception] = {
    "last_step_again": _next("Take the last step again: 15 after 1, 5, 7, 11, 13.", constant_step),
    "both_steps": _next(
        "Take both steps at once: 19 after 1, 5, 7, 11, 13.", lambda given: given[-1] + given[-1] - given[-3]
    ),
    "counts_on": _next("Count on by one: 14 after 1, 5, 7, 11, 13.", lambda given: given[-1] + 1),
    "repeats_last": _next("Say the last number again: 13 after 1, 5, 7, 11, 13.", lambda given: given[-1]),
    "adds_last_two": _next("Add the last two: 24 after 1, 5, 7, 11, 13.", sum_of_two),
    "one_more": _next("One too many: 18 after 1, 5, 7, 11, 13.", lambda given: steps_in_turn(given) + 1),
    "one_less": _next("One too few: 16 after 1, 5, 7, 11, 13.", lambda given: steps_in_turn(given) - 1),
}

SUM_OF_TWO: Mapping[str, Misconception] = {
    "adds_last_step": _next("Add the last difference: 17 after 2, 5, 7, 12.", constant_step),
    "doubles": _next("Double the last number: 24 after 2, 5, 7, 12.", lambda given: 2 * given[-1]),
    "adds_all": _next("Add all numbers: 26 after 2, 5, 7, 12.", sum),
    "adds_first_two": _next("Add the first two: 7 after 2, 5, 7, 12.", lambda given: given[0] + given[1]),
    "repeats_last": _next("Say the last number again: 12 after 2, 5, 7, 12.", lambda given: given[-1]),
    "one_more": _next("One too many: 20 after 2, 5, 7, 12.", lambda given: sum_of_two(given) + 1),
    "one_less": _next("One too few: 18 after 2, 5, 7, 12.", lambda given: sum_of_two(given) - 1),
}
