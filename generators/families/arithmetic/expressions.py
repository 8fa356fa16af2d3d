"""Expressions of several operations: negative numbers, order of operations, missing operands."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.arithmetic.misconceptions import expressions as wrong
from jagbench.generators.families.arithmetic.operands import missing_number, whole_value
from jagbench.generators.families.arithmetic.oracle.calculation import evaluate
from jagbench.generators.families.arithmetic.oracle.equations import missing
from jagbench.generators.families.arithmetic.terms import expression, integer, write_expression
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.numbers import whole
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

BLANKS: Mapping[str, str] = {"ja": "□", "ko": "□", "zh": "□"}
"""What the schools of a language write for a missing number, where it is no question mark."""


def solve(question: Question) -> Answer:
    """The value of the expression."""
    return integer(whole_value(question.item.operands[0]))


SIGNS: Mapping[str, str] = {"sum": "+", "difference": "-", "product": "×"}


def draw_negatives(source: Source, stratum: Stratum) -> Sequence[str]:
    """Numbers of the stratum's digits and signs; behind an operation a negative one stands in brackets."""
    digits, signs = int(stratum["digits"]), str(stratum["signs"])
    numbers = [
        f"{'-' if sign == '-' else ''}{source.integer(2, 9) if digits == 1 else whole(source, digits)}"
        for sign in signs
    ]
    first = f"({numbers[0]})" if stratum["first_in_brackets"] else numbers[0]
    operations = stratum["operation"]
    text = first
    for number in numbers[1:]:
        sign = SIGNS[str(operations)] if operations != "mixed" else "+-"[source.integer(0, 1)]
        text += f" {sign} ({number})" if number.startswith("-") else f" {sign} {number}"
    return (text,)


def _negatives(
    digits: int, operations: Sequence[str], signs: Sequence[str], *, brackets: bool = False
) -> list[Stratum]:
    return [
        {
            "operation": operation,
            "signs": pattern,
            "digits": digits,
            "first_in_brackets": brackets and pattern.startswith("-"),
        }
        for operation in operations
        for pattern in signs
    ]


negatives = register(
    Skill(
        name="arithmetic.negatives",
        summary="Add, subtract and multiply negative numbers.",
        version=2,
        levels=[
            Level(grade=6, strata=_negatives(1, ["sum", "difference"], ["-+", "--"])),
            Level(grade=7, strata=_negatives(1, ["sum", "difference", "product"], ["+-", "-+", "--"])),
            Level(
                grade=7,
                strata=[
                    *_negatives(2, ["sum", "difference"], ["+-", "-+", "--"]),
                    *_negatives(2, ["product"], ["-+", "--"], brackets=True),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *_negatives(2, ["mixed"], ["+--", "-+-", "--+", "---"]),
                    *_negatives(1, ["product"], ["+--", "---", "-+-"], brackets=True),
                    *_negatives(3, ["difference"], ["+-", "--"], brackets=True),
                ],
            ),
            Level(
                grade=8,
                strata=[
                    *_negatives(6, ["sum", "difference"], ["+-", "-+", "--"], brackets=True),
                    *_negatives(2, ["mixed"], ["-+--+", "+--+-", "-----"]),
                    *_negatives(2, ["product"], ["---", "-+-"], brackets=True),
                ],
            ),
            Level(
                grade=8,
                strata=[
                    *_negatives(12, ["sum", "difference"], ["+-", "--"], brackets=True),
                    *_negatives(3, ["mixed"], ["-+--+-+--+", "+--+--+-+-"]),
                    *_negatives(2, ["product"], ["----", "--+--"], brackets=True),
                    *_negatives(4, ["product"], ["--"], brackets=True),
                ],
            ),
        ],
        draw=draw_negatives,
        solve=solve,
        slots=expression,
        write=write_expression,
        asks="signed",
        oracle=evaluate,
        misconceptions=wrong.NEGATIVES,
    )
)

Shape = Callable[[Source, Callable[[], int]], tuple[int, int, int]]
"""Draws the numbers of a shape, with a function that draws one number."""


def _any_three(source: Source, one: Callable[[], int]) -> tuple[int, int, int]:
    return one(), one(), one()


def _largest_first(source: Source, one: Callable[[], int]) -> tuple[int, int, int]:
    second, third = one(), one()
    return second + third + one(), second, third


def _last_divides(source: Source, one: Callable[[], int]) -> tuple[int, int, int]:
    third = source.integer(2, 9)
    return one(), third * source.integer(2, 9), third


SHAPES: Mapping[str, Shape] = {
    "{} + {} × {}": _any_three,
    "{} × {} + {}": _any_three,
    "{} - {} + {}": _largest_first,
    "{} - {} × {}": lambda source, one: (
        (pair := (source.integer(2, 9), source.integer(2, 9)))[0] * pair[1] + one(),
        *pair,
    ),
    "({} + {}) × {}": _any_three,
    "{} × ({} + {})": _any_three,
    "{} - ({} + {})": _largest_first,
    "{} - ({} - {})": lambda source, one: (
        (first := one()) + (second := one()) + one(),
        first + second,
        second,
    ),
    "{} + {} ÷ {}": _last_divides,
    "{} ÷ {} × {}": lambda source, one: (
        (second := source.integer(2, 9)) * source.integer(2, 9),
        second,
        source.integer(2, 9),
    ),
    "{} ÷ ({} × {})": lambda source, one: (
        (second := source.integer(2, 5)) * (third := source.integer(2, 5)) * source.integer(2, 9),
        second,
        third,
    ),
    "{} × ({} - {})": lambda source, one: (one(), (third := one()) + one(), third),
}
"""Shapes of two operations; they tell misreadings of the order apart, and their values are natural."""


def draw_order(source: Source, stratum: Stratum) -> Sequence[str]:
    """An expression of a shape, or one of so many operations and brackets within brackets."""
    most = 10 ** int(stratum["digits"]) - 1

    def one() -> int:
        return source.integer(2, most)

    if "shape" in stratum:
        shape = str(stratum["shape"]).replace("a", "{}").replace("b", "{}").replace("c", "{}")
        return (shape.format(*SHAPES[shape](source, one)),)
    text, _ = _nested(
        source, int(stratum["operations"]), int(stratum["depth"]), most, negative=bool(stratum["unary_minus"])
    )
    return (text,)


def _nested(source: Source, operations: int, depth: int, most: int, *, negative: bool) -> tuple[str, int]:
    """An expression with brackets to exactly this depth, and its value."""
    if not depth:
        return _flat(source, operations, most, None, negative=negative)
    inside = source.integer(depth, operations - 1)
    inner, found = _nested(source, inside, depth - 1, most, negative=False)
    return _flat(source, operations - inside, most, (f"({inner})", found), negative=negative)


def _flat(
    source: Source, operations: int, most: int, inner: tuple[str, int] | None, *, negative: bool
) -> tuple[str, int]:
    """Operations in a row on numbers, one of which is the inner expression; divisions leave no remainder."""
    signs = ["+-×÷"[source.integer(0, 3)] for _ in range(operations)]
    if operations > 1:
        # Two ranks of operations at least, or their order would not matter.
        place = source.integer(0, operations - 1)
        if not {"+", "-"} & set(signs):
            signs[place] = "+-"[source.integer(0, 1)]
        elif not {"×", "÷"} & set(signs):
            signs[place] = "×"
    held = source.integer(0, operations) if inner else -1
    minus = source.integer(0, operations) if negative else -1
    # A minus before brackets would need brackets around it.
    minus -= minus == held > 0
    text, total, run, adding = "", 0, 0, 1
    for place in range(operations + 1):
        sign = signs[place - 1] if place else "+"
        if place == held and inner:
            # What is divided by brackets would hardly divide; so they are taken away.
            sign = "-" if sign == "÷" else sign
            shown, number = inner
        elif sign == "÷":
            divisors = [each for each in range(2, 10) if run % each == 0]
            sign = sign if divisors else "×"
            number = divisors[source.integer(0, len(divisors) - 1)] if divisors else source.integer(2, 9)
            shown = str(number)
        elif sign == "×":
            number = source.integer(2, 9)
            shown = str(number)
        else:
            number = source.integer(2, most)
            if place < operations and signs[place] == "÷":
                number = source.integer(2, 9) * source.integer(2, 9)
            shown = str(number)
        if place == minus:
            shown, number = f"-{shown}", -number
            shown = f"({shown})" if place else shown
        if sign == "×":
            run *= number
        elif sign == "÷":
            run //= number
        else:
            total, run, adding = total + adding * run, number, 1 if sign == "+" else -1
        text += f" {sign} {shown}" if place else shown
    return text, total + adding * run


def _shapes(digits: int, *shapes: str) -> list[Stratum]:
    return [{"shape": shape, "digits": digits} for shape in shapes]


def _rows(
    operations: int, depth: int, digits: int, *, unary_minus: Sequence[bool] = (False,)
) -> list[Stratum]:
    return [
        {"operations": operations, "depth": depth, "digits": digits, "unary_minus": minus}
        for minus in unary_minus
    ]


order_of_operations = register(
    Skill(
        name="arithmetic.order_of_operations",
        summary="Evaluate an expression of several operations, with and without brackets.",
        version=2,
        levels=[
            Level(grade=3, strata=_shapes(1, "a + b × c", "a × b + c", "a - b + c", "a - b × c")),
            Level(
                grade=4,
                strata=_shapes(
                    1,
                    "(a + b) × c",
                    "a × (b - c)",
                    "a - (b + c)",
                    "a - (b - c)",
                    "a + b ÷ c",
                    "a ÷ b × c",
                    "a ÷ (b × c)",
                ),
            ),
            Level(grade=5, strata=[*_rows(3, 0, 2), *_rows(4, 0, 2), *_rows(3, 1, 1), *_rows(4, 1, 2)]),
            Level(
                grade=6,
                strata=[
                    *_rows(6, 0, 2),
                    *_rows(5, 1, 2, unary_minus=(False, True)),
                    *_rows(5, 2, 2, unary_minus=(False, True)),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *_rows(8, 0, 2, unary_minus=(False, True)),
                    *_rows(8, 2, 2, unary_minus=(False, True)),
                    *_rows(8, 3, 2, unary_minus=(False, True)),
                ],
            ),
            Level(
                grade=7,
                strata=[
                    *_rows(14, 0, 3, unary_minus=(False, True)),
                    *_rows(14, 3, 3, unary_minus=(False, True)),
                    *_rows(14, 5, 2, unary_minus=(False, True)),
                ],
            ),
        ],
        draw=draw_order,
        solve=solve,
        slots=expression,
        write=write_expression,
        asks="signed",
        oracle=evaluate,
        misconceptions=wrong.ORDER_OF_OPERATIONS,
    )
)


def draw_missing(source: Source, stratum: Stratum) -> Sequence[str]:
    """An equation in which a question mark stands for one number."""
    operation, unknown = str(stratum["operation"]), stratum["unknown"]
    digits, other = int(stratum["digits"]), int(stratum["other_digits"])
    first = source.integer(2, 9) if digits == 1 else whole(source, digits)
    second = source.integer(2, 9) if other == 1 else whole(source, other)
    result = first * second if operation in "×÷" else first + second
    if operation in "-÷":
        first, result = result, first
    if unknown == "other_side":
        # 8 + 4 = ? + 5: the sign of equality asks for balance, not for a result.
        right = source.integer(1, result - 1)
        return (
            f"{first} + {second} = ? + {right}"
            if right != second
            else f"{first} + {second} = ? + {right + 1}",
        )
    left = f"? {operation} {second}" if unknown == "left" else f"{first} {operation} ?"
    return (f"{left} = {result}" if stratum["result"] == "right" else f"{result} = {left}",)


def _equations(
    digits: int,
    other: int,
    operations: str,
    *,
    unknown: Sequence[str] = ("left", "right"),
    result: Sequence[str] = ("right",),
) -> list[Stratum]:
    return [
        {
            "operation": operation,
            "unknown": side,
            "digits": digits,
            "other_digits": other,
            "result": where,
        }
        for operation in operations
        for side in unknown
        for where in result
    ]


def _missing(question: Question) -> Answer:
    return integer(missing_number(question.item.operands[0]))


def write_equation(question: Question, language: str, text: str) -> str:
    """An equation with the signs of the language."""
    written = write_expression(question, language, text)
    return written.replace("?", BLANKS[language]) if language in BLANKS else written


missing_operand = register(
    Skill(
        name="arithmetic.missing_operand",
        summary="Find the number that is missing in an equation, such as 7 + ? = 12.",
        levels=[
            Level(grade=1, strata=_equations(1, 1, "+-")),
            Level(
                grade=2,
                strata=[
                    *_equations(2, 1, "+-", result=("right", "left")),
                    *_equations(1, 1, "+", unknown=["other_side"]),
                ],
            ),
            Level(
                grade=3,
                strata=[
                    *_equations(1, 1, "×÷"),
                    *_equations(2, 2, "+-"),
                    *_equations(2, 2, "+", unknown=["other_side"]),
                ],
            ),
            Level(
                grade=4,
                strata=[
                    *_equations(4, 4, "+-"),
                    *_equations(3, 1, "×÷"),
                    *_equations(3, 2, "+", unknown=["other_side"]),
                ],
            ),
            Level(
                grade=5, strata=[*_equations(8, 6, "+-"), *_equations(3, 2, "×÷", result=("right", "left"))]
            ),
            Level(
                grade=6,
                strata=[
                    *_equations(15, 15, "+-"),
                    *_equations(6, 4, "×÷"),
                    *_equations(12, 10, "+", unknown=["other_side"]),
                ],
            ),
        ],
        draw=draw_missing,
        solve=_missing,
        slots=expression,
        write=write_equation,
        oracle=missing,
        misconceptions=wrong.MISSING_OPERAND,
    )
)
