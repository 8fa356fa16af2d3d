"""Wrong ways to add, subtract and multiply common fractions."""

from collections.abc import Callable, Mapping

from jagbench.generators.families.arithmetic.operands import fraction_parts, fraction_value, lowest_terms
from jagbench.generators.skill.definition import Misconception, Question


def _by(procedure: Callable[[int, int, str, int, int], tuple[int, int] | None]) -> Misconception:
    def wrong(question: Question) -> str | None:
        found = procedure(*fraction_parts(question.item.operands[0]))
        return lowest_terms(*found) if found and found[1] > 0 else None

    wrong.__doc__ = procedure.__doc__
    return wrong


@_by
def adds_numerators_and_denominators(
    first: int, lower: int, sign: str, second: int, other: int
) -> tuple[int, int] | None:
    """Add numerators and denominators: 1/2 + 1/3 is 2/5; so with minus, where a denominator is left."""
    if sign == "×":
        return None
    return (first + second, lower + other) if sign == "+" else (first - second, lower - other)


@_by
def numerators_only(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int] | None:
    """Multiply the denominators, but leave the numerators as they are: 1/2 + 1/3 is 2/6."""
    if sign == "×":
        return None
    return (first + second if sign == "+" else first - second), lower * other


@_by
def larger_denominator(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int] | None:
    """Leave the numerators as they are over the larger denominator: 1/2 + 1/3 is 2/3."""
    if sign == "×":
        return None
    return (first + second if sign == "+" else first - second), max(lower, other)


@_by
def keeps_denominator(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int] | None:
    """Keep a common denominator in a product: 2/5 × 3/5 is 6/5."""
    return (first * second, lower) if sign == "×" and lower == other else None


@_by
def multiplies_across(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int] | None:
    """Multiply each numerator by the other denominator, as in a division: 1/2 × 2/3 is 3/4."""
    return (first * other, lower * second) if sign == "×" else None


@_by
def common_denominator_product(
    first: int, lower: int, sign: str, second: int, other: int
) -> tuple[int, int] | None:
    """Find a common denominator and keep it in a product: 1/2 × 1/3 is 3/6 × 2/6, so 6/6."""
    return (first * second * lower * other, lower * other) if sign == "×" and lower != other else None


@_by
def other_operation(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int]:
    """Add for a difference or a product, subtract for a sum: 1/2 - 1/3 is 5/6."""
    return fraction_value(first, lower, "-" if sign == "+" else "+", second, other)


@_by
def upside_down(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int]:
    """Write the result upside down: 1/2 + 1/3 is 6/5."""
    upper, below = fraction_value(first, lower, sign, second, other)
    return below, upper


@_by
def one_more(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int]:
    """One too many."""
    upper, below = fraction_value(first, lower, sign, second, other)
    return upper + below, below


@_by
def one_less(first: int, lower: int, sign: str, second: int, other: int) -> tuple[int, int]:
    """One too few."""
    upper, below = fraction_value(first, lower, sign, second, other)
    return upper - below, below


FRACTIONS: Mapping[str, Misconception] = {
    "adds_numerators_and_denominators": adds_numerators_and_denominators,
    "numerators_only": numerators_only,
    "larger_denominator": larger_denominator,
    "keeps_denominator": keeps_denominator,
    "common_denominator_product": common_denominator_product,
    "multiplies_across": multiplies_across,
    "other_operation": other_operation,
    "upside_down": upside_down,
    "one_more": one_more,
    "one_less": one_less,
}
