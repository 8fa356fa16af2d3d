"""The value of an expression: sums, differences, products and quotients, with brackets."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from jagbench.errors import JagbenchError
from jagbench.generators.families.arithmetic.oracle.prompts import EXACT, content, plain, the_one
from jagbench.generators.oracles import number_words

SPACED = re.compile(r" ([+\-×·÷:]) ")
TOKEN = re.compile(r"[0-9]+|[+\-×·÷:()]")
PARTS: Mapping[str, Mapping[str, str]] = {
    "de": {"quotient": "Quotient", "remainder": "Rest"},
    "en": {"quotient": "quotient", "remainder": "remainder"},
    "es": {"quotient": "cociente", "remainder": "resto"},
    "fr": {"quotient": "quotient", "remainder": "reste"},
    "ja": {"quotient": "商", "remainder": "余り"},
    "ko": {"quotient": "몫은", "remainder": "나머지는"},
    "zh": {"quotient": "商", "remainder": "余数"},
}


def evaluate(prompt: str, language: str) -> str:
    """Evaluate the expression in the last line of a prompt.

    Raises:
        JagbenchError: if there is none, or a division leaves a remainder.
    """
    return plain(value(content(prompt), language))


def quotient_or_remainder(prompt: str, language: str) -> str:
    """Divide the two numbers in the last line of a prompt, and give the part that it asks for.

    Raises:
        JagbenchError: if it does not hold one division, or does not say one part.
    """
    tokens = terms(content(prompt), language)
    if len(tokens) != 3 or tokens[1] not in "÷:":
        raise JagbenchError(f"The prompt does not hold one division: {prompt!r}")
    dividend, divisor = Decimal(tokens[0]), Decimal(tokens[2])
    part = the_one(prompt, PARTS[language])
    return plain((EXACT.divide_int if part == "quotient" else EXACT.remainder)(dividend, divisor))


def terms(text: str, language: str) -> list[str]:
    """Numbers in plain digits and operations in turn, of an expression without brackets."""
    parts = SPACED.split(text)
    parts[::2] = [number_words.plain(part, language) for part in parts[::2]]
    return parts


def value(text: str, language: str) -> Decimal:
    """The value of an expression.

    Raises:
        JagbenchError: if it is none, or a division leaves a remainder.
    """
    if "(" in text or text.startswith("-"):
        return _by_two_stacks(_bracketed(text))
    tokens = terms(text, language)
    if len(tokens) < 3:
        raise JagbenchError(f"{text!r} is no expression.")
    if len(tokens) == 3:
        return OPERATIONS[tokens[1]](Decimal(tokens[0]), Decimal(tokens[2]))
    return _by_two_stacks(tokens)


def _bracketed(text: str) -> list[str]:
    tokens = TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", "") or len(tokens) < 3:
        raise JagbenchError(f"{text!r} is no expression.")
    before = ["(", *tokens]
    return [
        "negative" if token == "-" and not (last.isdigit() or last == ")") else token
        for last, token in zip(before, tokens, strict=False)
    ]


def _divide(first: Decimal, second: Decimal) -> Decimal:
    if not second or EXACT.remainder(first, second):
        raise JagbenchError(f"{first} ÷ {second} is no whole number.")
    return EXACT.divide_int(first, second)


OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "×": EXACT.multiply,
    "·": EXACT.multiply,
    "÷": _divide,
    ":": _divide,
}
BINDING: Mapping[str, int] = {"(": 0, "+": 1, "-": 1, "×": 2, "·": 2, "÷": 2, ":": 2, "negative": 3}


def _by_two_stacks(tokens: Sequence[str]) -> Decimal:
    """Dijkstra's shunting yard: values on one stack, waiting operations on the other."""
    values: list[Decimal] = []
    waiting: list[str] = []

    def settle(binding: int) -> None:
        while waiting and BINDING[waiting[-1]] >= binding:
            operation = waiting.pop()
            second = values.pop()
            values.append(
                EXACT.minus(second)
                if operation == "negative"
                else OPERATIONS[operation](values.pop(), second)
            )

    try:
        for token in tokens:
            if token in ("(", "negative"):
                waiting.append(token)
            elif token == ")":
                settle(1)
                waiting.pop()
            elif token in BINDING:
                settle(BINDING[token])
                waiting.append(token)
            else:
                values.append(Decimal(token))
        settle(1)
        (result,) = values
    except (IndexError, ValueError):
        raise JagbenchError(f"{' '.join(tokens)!r} is no expression.") from None
    if waiting:
        raise JagbenchError(f"{' '.join(tokens)!r} has a bracket too many.")
    return result
