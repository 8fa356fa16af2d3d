"""What the skills of this family share: exact operands, answers and the signs of the operations."""

from collections.abc import Callable, Mapping

from jagbench.generators.skill.definition import Question, Shown
from jagbench.generators.skill.numbers import point_at
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

SIGNS: Mapping[str, Mapping[str, str]] = {"de": {"×": "·", "÷": ":"}}
"""Where the schools of a language write an operation otherwise."""


def integers(question: Question) -> list[int]:
    """The whole operands in the order shown."""
    return [int(operand) for operand in question.shown]


def integer(value: int) -> Answer:
    """A whole number as an answer."""
    return Answer(kind="integer", value=str(value))


def sign(operation: str, language: str) -> str:
    """The sign of an operation in a language."""
    return SIGNS.get(language, {}).get(operation, operation)


def joined(operation: str) -> Callable[[Shown], Mapping[str, str]]:
    """The slots of a skill with one operation: its operands with the sign between them."""

    def slots(shown: Shown) -> Mapping[str, str]:
        return {"expression": f" {sign(operation, shown.language)} ".join(shown.operands)}

    return slots


def expression(shown: Shown) -> Mapping[str, str]:
    """The slot of a skill whose only operand is an expression."""
    return {"expression": shown.operands[0]}


def write_expression(question: Question, language: str, text: str) -> str:
    """An expression with the signs of the language."""
    for operation, written in SIGNS.get(language, {}).items():
        text = text.replace(operation, written)
    return text


def nonzero(source: Source, count: int) -> str:
    """`count` digits from 1 to 9."""
    drawn, found = source.integer(0, 9**count - 1), ""
    for _ in range(count):
        drawn, digit = divmod(drawn, 9)
        found += "123456789"[digit]
    return found


def decimal(value: int, places: int) -> Answer:
    """`value` units of 10**-places as an answer."""
    return Answer(kind="decimal", value=point_at(value, places))
