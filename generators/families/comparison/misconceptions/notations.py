"""Wrong ways to compare fractions, and numbers in unlike notations."""

from collections.abc import Callable, Mapping

from jagbench.generators.families.comparison.misconceptions.pairs import POSITION, ordered_by
from jagbench.generators.skill.definition import Misconception, Question
from jagbench.generators.skill.numbers import scaled


def _numerator(fraction: str) -> int:
    return int(fraction.partition("/")[0])


def _denominator(fraction: str) -> int:
    return int(fraction.partition("/")[2])


compare_numerators = ordered_by(_numerator)
"""Compare the numerators only (Ni and Zhou 2005): 3/8 above 2/3."""
compare_denominators = ordered_by(_denominator)
"""Take the larger denominator for the larger fraction (Ni and Zhou 2005): 1/4 above 1/3."""
fewer_parts = ordered_by(lambda fraction: -_denominator(fraction))
"""Take the smaller denominator for the larger fraction, whatever the numerators: 1/2 above 5/8."""
gap_thinking = ordered_by(lambda fraction: _numerator(fraction) - _denominator(fraction))
"""Take the fraction with fewer parts missing for the larger (Pearn and Stephens 2004): 2/3 above 7/9."""
adds_parts = ordered_by(lambda fraction: _numerator(fraction) + _denominator(fraction))
"""Compare the sums of numerator and denominator: 4/9 above 5/7."""

FRACTIONS: Mapping[str, Misconception] = {
    "compare_numerators": compare_numerators,
    "compare_denominators": compare_denominators,
    "fewer_parts": fewer_parts,
    "gap_thinking": gap_thinking,
    "adds_parts": adds_parts,
    **POSITION,
}


def _pick(question: Question, first: str, second: str) -> str | None:
    """The operand that seems to be asked for where two plain numbers are taken for the operands' values."""
    one, other = scaled((first, second))
    if one == other:
        return "equal" if question.offers_equal else None
    operands = question.item.operands
    return operands[0] if (one > other) == (question.direction == "larger") else operands[1]


def _reading(read: Callable[[str], str | None]) -> Misconception:
    """Compare by a wrong reading of each operand; no prediction where neither is read wrongly."""

    def pick(question: Question) -> str | None:
        first, second = question.item.operands
        one, other = read(first), read(second)
        if one is None and other is None:
            return None
        one, other = _plain(first) if one is None else one, _plain(second) if other is None else other
        return None if one is None or other is None else _pick(question, one, other)

    return pick


def _plain(text: str) -> str | None:
    """An operand that is a plain number, in words or not."""
    number = text.rstrip("w")
    return number if number.replace(".", "").isdigit() else None


def _mantissa(text: str) -> str | None:
    mantissa, _, exponent = text.partition("e")
    return mantissa if exponent else None


def _without_percent(text: str) -> str | None:
    return text[:-1] if text.endswith("%") else None


def _point_for_slash(text: str) -> str | None:
    return text.replace("/", ".") if "/" in text else None


def _digits(text: str) -> str | None:
    # The power of ten is shown with its base: 5.7e2 stands as 5.7 × 10².
    digits = "".join([character for character in text.replace("e", "10") if character.isdigit()])
    return digits if not text.endswith("w") and digits != text else None


compare_mantissa = _reading(_mantissa)
"""Ignore the power of ten: 580 above 5.9 × 10², since 580 > 5.9."""
drops_percent = _reading(_without_percent)
"""Ignore the percent sign: 40% above 0.45, since 40 > 0.45."""
point_for_slash = _reading(_point_for_slash)
"""Read a fraction's slash as a point: 3/8 above 0.4, since 3.8 > 0.4."""
ignores_notation = _reading(_digits)
"""Read nothing but the digits: 0.35 as 35, 3/8 as 38."""


def digits_are_larger(question: Question) -> str | None:
    """Take the number in digits for the larger, as it is the plainer to see; only beside one in words."""
    in_words = [operand.endswith("w") for operand in question.item.operands]
    if not any(in_words):
        return None
    return question.item.operands[in_words.index(question.direction != "larger")]


MIXED: Mapping[str, Misconception] = {
    "compare_mantissa": compare_mantissa,
    "drops_percent": drops_percent,
    "point_for_slash": point_for_slash,
    "ignores_notation": ignores_notation,
    "digits_are_larger": digits_are_larger,
    **POSITION,
}


def _told(same: bool) -> str:
    return "yes" if same else "no"


def compares_text(question: Question) -> str:
    """Take numbers that are written in two ways for two numbers: 9.9 and 9.90 differ."""
    first, second = question.item.operands
    return _told(first == second)


def says_yes(question: Question) -> str:
    """Agree, whatever is asked."""
    return "yes"


def ignores_zeros(question: Question) -> str:
    """Leave out every zero: 9.9 and 9.09 are the same, and so are 7 and 70."""
    first, second = question.item.operands
    return _told(_without_zeros(first) == _without_zeros(second))


def _without_zeros(text: str) -> str:
    whole, point, fraction = text.replace("0", "").partition(".")
    return whole + point + fraction if fraction else whole


def compares_parts(question: Question) -> str | None:
    """Compare the parts as whole numbers: 9.9 and 9.90 differ, 9.9 and 9.09 do not."""
    first, second = question.item.operands
    parts = [text.partition(".") for text in (first, second)]
    if not all((whole + fraction).isdigit() for whole, _, fraction in parts):
        return None
    one, other = ((int(whole), int(fraction or 0)) for whole, _, fraction in parts)
    return _told(one == other)


def compares_digits(question: Question) -> str:
    """Compare the digits in their order, without points and zeros at the ends: 9 and 0.9 are the same."""
    one, other = ("".join([c for c in text if c.isdigit()]).strip("0") for text in question.item.operands)
    return _told(one == other)


def compares_numerators(question: Question) -> str | None:
    """Compare the numerators only: 1/2 and 1/3 are the same, 1/2 and 2/4 are not."""
    first, second = question.item.operands
    if "/" not in first or "/" not in second:
        return None
    return _told(_numerator(first) == _numerator(second))


EQUALITY: Mapping[str, Misconception] = {
    "compares_text": compares_text,
    "says_yes": says_yes,
    "ignores_zeros": ignores_zeros,
    "compares_parts": compares_parts,
    "compares_digits": compares_digits,
    "compares_numerators": compares_numerators,
}
