"""Wrong ways to write a number in digits, as children transcode (Power and Dal Martello 1990)."""

from collections.abc import Mapping

from jagbench.generators.families.arithmetic.misconceptions.shared import (
    lost_digit,
    one_less,
    one_more,
    tenfold,
)
from jagbench.generators.skill.definition import Misconception, Question


def _number(question: Question) -> int:
    return int(question.item.operands[0])


def _is_said(question: Question) -> bool:
    return question.item.params.get("notation") in ("words", "myriads")


def drops_zeros(question: Question) -> str | None:
    """Leave out the zeros that are not said: five hundred and three is 53."""
    text = question.item.operands[0]
    return text.replace("0", "") if "0" in text and _is_said(question) else None


def in_parts(question: Question) -> str | None:
    """Write the parts one behind the other (Power and Dal Martello 1990): five hundred and three is 5003."""
    if not _is_said(question):
        return None
    text = question.item.operands[0]
    parts = [digit + "0" * (len(text) - 1 - place) for place, digit in enumerate(text[:-2]) if digit != "0"]
    tail = str(int(text[-2:]))
    return "".join(parts) + (tail if tail != "0" else "")


def swaps_tens_and_ones(question: Question) -> str:
    """Exchange tens and ones, as German says them: vierundsechzig is 46 (Zuber and others 2009)."""
    text = question.item.operands[0]
    return text[:-2] + text[-1] + text[-2]


def myriads_as_thousands(question: Question) -> str | None:
    """Take ten thousands for thousands: 12만 3456 is 15456."""
    if question.item.params.get("notation") != "myriads":
        return None
    high, low = divmod(_number(question), 10_000)
    return str(high * 1000 + low)


def last_group(question: Question) -> str | None:
    """Read the last group only: 12,345 is 345."""
    text = question.item.operands[0]
    return str(int(text[-3:])) if question.item.params.get("notation") == "grouped" else None


NOTATION: Mapping[str, Misconception] = {
    "drops_zeros": drops_zeros,
    "in_parts": in_parts,
    "swaps_tens_and_ones": swaps_tens_and_ones,
    "myriads_as_thousands": myriads_as_thousands,
    "last_group": last_group,
    "tenfold": tenfold(_number),
    "lost_digit": lost_digit(_number),
    "one_more": one_more(_number),
    "one_less": one_less(_number),
}
