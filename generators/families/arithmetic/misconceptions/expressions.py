"""Wrong ways to calculate with negative numbers, with several operations and with a missing number."""

from collections.abc import Mapping, Sequence

from jagbench.generators.families.arithmetic.operands import (
    NEGATIVE,
    Rule,
    Token,
    missing_number,
    sides,
    tokens,
    value,
    whole_value,
)
from jagbench.generators.skill.definition import Misconception, Question, shared


@shared
def _tokens(question: Question) -> Sequence[Token]:
    return tokens(question.item.operands[0])


@shared
def _right(question: Question) -> int:
    return whole_value(question.item.operands[0])


def one_more(question: Question) -> str:
    """One too many."""
    return str(_right(question) + 1)


def one_less(question: Question) -> str:
    """One too few."""
    return str(_right(question) - 1)


def sign_flip(question: Question) -> str:
    """The right size with the wrong sign: -7 + 3 is 4."""
    return str(-_right(question))


def _text(found: int | None) -> str | None:
    return None if found is None else str(found)


def _reads(rule: Rule, meaning: str) -> Misconception:
    """The value by a rule of precedence, with a docstring."""

    def wrong(question: Question) -> str | None:
        return _text(value(_tokens(question), rule))

    wrong.__doc__ = meaning
    return wrong


def ignores_brackets(question: Question) -> str | None:
    """Leave out the brackets: (2 + 3) × 4 is 14."""
    return _text(value([token for token in _tokens(question) if token not in ("(", ")")]))


def ignores_minus(question: Question) -> str | None:
    """Leave out the minus signs of numbers and brackets, not those of differences: -7 + 3 is 10."""
    found = _tokens(question)
    return _text(value([token for token in found if token != NEGATIVE])) if NEGATIVE in found else None


def doubled_minus(question: Question) -> str | None:
    """Let two minus signs next to one another be one: 7 - (-3) is 4."""
    found = _tokens(question)
    kept = [
        token
        for place, token in enumerate(found)
        if token != NEGATIVE or place < 2 or found[place - 2] != "-"
    ]
    return _text(value(kept))


@shared
def _sizes(question: Question) -> list[int]:
    return [token for token in _tokens(question) if isinstance(token, int)]


def two_minuses_make_plus(question: Question) -> str | None:
    """Let two minus signs make a plus wherever they stand: -7 + (-3) is 10, and -7 - 3 is 10."""
    found = _tokens(question)
    sizes, minuses = _sizes(question), sum(token in ("-", NEGATIVE) for token in found)
    return str(sum(sizes)) if len(sizes) == minuses == 2 and "×" not in found else None


def adds_sizes(question: Question) -> str | None:
    """Add without regard to signs, then put a minus before: -7 + 3 is -10."""
    return str(-sum(_sizes(question))) if "×" not in _tokens(question) else None


def subtracts_sizes(question: Question) -> str | None:
    """Take the smaller size from the larger, with the sign of the larger: -7 + (-3) is -4."""
    sizes = _sizes(question)
    if len(sizes) != 2 or "×" in _tokens(question):
        return None
    return str(min(sizes) - max(sizes))


def minus_stays(question: Question) -> str | None:
    """Keep a minus sign in a product of two negative numbers: -7 × (-3) is -21."""
    found = _tokens(question)
    return str(-abs(_right(question))) if "×" in found else None


NEGATIVES: Mapping[str, Misconception] = {
    "sign_flip": sign_flip,
    "ignores_minus": ignores_minus,
    "doubled_minus": doubled_minus,
    "two_minuses_make_plus": two_minuses_make_plus,
    "adds_sizes": adds_sizes,
    "subtracts_sizes": subtracts_sizes,
    "minus_stays": minus_stays,
    "one_more": one_more,
    "one_less": one_less,
}
ORDER_OF_OPERATIONS: Mapping[str, Misconception] = {
    "left_to_right": _reads(
        Rule(add=1, subtract=1, multiply=1, divide=1),
        "Calculate from left to right, brackets apart: 2 + 3 × 4 is 20.",
    ),
    "right_to_left": _reads(
        Rule(add=1, subtract=1, multiply=1, divide=1, leftmost_first=False),
        "Calculate from right to left, brackets apart: 9 - 4 + 3 is 2.",
    ),
    "adds_first": _reads(
        Rule(add=2, subtract=2, multiply=1, divide=1),
        "Add and subtract before multiplying: 2 × 3 + 4 is 14.",
    ),
    "letter_by_letter": _reads(
        Rule(add=2, subtract=1, multiply=4, divide=3),
        "Take PEMDAS letter by letter, adding before subtracting: 9 - 4 + 3 is 2, and 12 ÷ 2 × 3 is 2.",
    ),
    "ignores_brackets": ignores_brackets,
    "ignores_minus": ignores_minus,
    "sign_flip": sign_flip,
    "one_more": one_more,
    "one_less": one_less,
}


@shared
def _missing(question: Question) -> int:
    return missing_number(question.item.operands[0])


def missing_one_more(question: Question) -> str:
    """One too many."""
    return str(_missing(question) + 1)


def missing_one_less(question: Question) -> str:
    """One too few."""
    return str(_missing(question) - 1)


def _apply(operation: str, numbers: Sequence[int]) -> str | None:
    """An operation on the larger and the smaller of two numbers."""
    smaller, larger = sorted(numbers)
    if operation == "÷":
        return str(larger // smaller) if smaller and larger % smaller == 0 else None
    return str({"+": larger + smaller, "-": larger - smaller, "×": larger * smaller}[operation])


@shared
def _shown(question: Question) -> tuple[str, list[int]]:
    """The operation of an equation, and the numbers that it shows, in the order of `a + b = c`."""
    (first, operation, second), other = sides(question.item.operands[0])
    shown = [int(each) for each in (first, second, *other) if each.isdigit()]
    return operation, shown


def as_written(question: Question) -> str | None:
    """Do what the sign says with the two numbers that are there: 7 + ? = 12 is 19."""
    operation, shown = _shown(question)
    return _apply(operation, shown) if len(shown) == 2 else None


def inverse(question: Question) -> str | None:
    """Do the opposite of the sign, wherever the number is missing: 12 - ? = 5 is 17."""
    operation, shown = _shown(question)
    return _apply({"+": "-", "-": "+", "×": "÷", "÷": "×"}[operation], shown) if len(shown) == 2 else None


def copies_result(question: Question) -> str | None:
    """Write the result of the equation once more: 7 + ? = 12 is 12."""
    _, shown = _shown(question)
    return str(shown[1]) if len(shown) == 2 else None


def result_of_left(question: Question) -> str | None:
    """Take the sign of equality for "makes" (Falkner, Levi and Carpenter 1999): 8 + 4 = ? + 5 is 12."""
    _, shown = _shown(question)
    return str(shown[0] + shown[1]) if len(shown) == 3 else None


def adds_all(question: Question) -> str | None:
    """Add all that is there (Falkner, Levi and Carpenter 1999): 8 + 4 = ? + 5 is 17."""
    _, shown = _shown(question)
    return str(sum(shown)) if len(shown) == 3 else None


MISSING_OPERAND: Mapping[str, Misconception] = {
    "as_written": as_written,
    "inverse": inverse,
    "copies_result": copies_result,
    "result_of_left": result_of_left,
    "adds_all": adds_all,
    "one_more": missing_one_more,
    "one_less": missing_one_less,
}
