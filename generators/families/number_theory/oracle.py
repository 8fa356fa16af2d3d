"""The answers to questions of numerals, bases, primes and divisors, from the prompt's text."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import NO, YES

NUMERAL = re.compile(r"(?<![A-Za-z])[IVXLCDM]+(?![A-Za-z])")
NUMBER = re.compile(
    r"(?<![A-Za-z0-9])[0-9][0-9A-F]*(?![A-Za-z0-9])|(?<![A-Za-z])[A-F][0-9A-F]+(?![A-Za-z0-9])"
)
COMMON = {
    "gcd": re.compile(
        r"greatest common divisor|최대공약수|größten gemeinsamen Teiler|plus grand commun diviseur"
        r"|máximo común divisor|最大公約数|最大公约数"
    ),
    "lcm": re.compile(
        r"least common multiple|최소공배수|kleinste gemeinsame Vielfache|plus petit commun multiple"
        r"|mínimo común múltiplo|最小公倍数"
    ),
}
GROUPED = (("IIIII", "V"), ("VV", "X"), ("XXXXX", "L"), ("LL", "C"), ("CCCCC", "D"), ("DD", "M"))
SHORTENED = (
    *(("DCCCC", "CM"), ("CCCC", "CD"), ("LXXXX", "XC"), ("XXXX", "XL"), ("VIIII", "IX"), ("IIII", "IV")),
)


def _body(prompt: str) -> str:
    """What stands behind the first line break."""
    return prompt.partition("\n")[2]


def _numbers(prompt: str, count: int) -> list[str]:
    """The numbers behind the first line break of a prompt, in digits and letters.

    Raises:
        JagbenchError: if there are more of them, or fewer.
    """
    found = NUMBER.findall(_body(prompt))
    if len(found) != count:
        raise JagbenchError(f"The prompt holds {len(found)} numbers, not {count}: {prompt!r}")
    return found


# --- Roman numerals ---------------------------------------------------------------------------------


def _tallied(number: int) -> str:
    """A number as a row of strokes, of which groups are replaced by larger symbols."""
    row = "I" * number
    for group, by in (*GROUPED, *SHORTENED):
        row = row.replace(group, by)
    return row


@cache
def _numerals() -> Mapping[str, int]:
    return {_tallied(number): number for number in range(1, 4000)}


def from_roman(prompt: str, language: str) -> str:
    """Look the numeral up among those of all numbers below 4000.

    Raises:
        JagbenchError: if there is not one numeral in standard form.
    """
    found = NUMERAL.findall(_body(prompt))
    if len(found) != 1 or found[0] not in _numerals():
        raise JagbenchError(f"The prompt does not hold one Roman numeral: {prompt!r}")
    return str(_numerals()[found[0]])


def to_roman(prompt: str, language: str) -> str:
    """Draw so many strokes, and replace groups of them.

    Raises:
        JagbenchError: if there is not one number.
    """
    return _tallied(int(_numbers(prompt, 1)[0]))


# --- bases ------------------------------------------------------------------------------------------

BASE = re.compile(
    r"(?:base|basis|base of the counter|base nueva|밑|基数) ?[:：]? ?(\d+)\b"
    r"|(\d+) ?(?:진법|進法|进制)",
    re.IGNORECASE,
)


def _based(prompt: str) -> tuple[str, int]:
    """The number of a prompt, and the base that it names.

    Raises:
        JagbenchError: if it does not name one base and one number.
    """
    first, second = _numbers(prompt, 2)
    bases = [int(one or other) for one, other in BASE.findall(_body(prompt))]
    if len(bases) != 1 or str(bases[0]) not in (first, second):
        raise JagbenchError(f"The prompt does not name one base: {prompt!r}")
    return (second if first == str(bases[0]) and second != first else first), bases[0]


def from_base(prompt: str, language: str) -> str:
    """As Python reads digits in a base.

    Raises:
        JagbenchError: if the prompt does not name one base and one number.
    """
    digits, base = _based(prompt)
    return str(int(digits, base))


def to_base(prompt: str, language: str) -> str:
    """Take the largest powers of the base away, as often as each goes in.

    Raises:
        JagbenchError: if the prompt does not name one base and one number.
    """
    number, base = _based(prompt)
    rest, power = int(number), 1
    while power * base <= rest:
        power *= base
    found = ""
    while power:
        times = 0
        while rest >= power:
            rest, times = rest - power, times + 1
        found += str(times)
        power //= base
    return found


# --- primes and divisors ----------------------------------------------------------------------------


def prime(prompt: str, language: str) -> str:
    """By the test of Miller and Rabin, certain below 3,215,031,751 with the bases 2, 3, 5 and 7.

    Raises:
        JagbenchError: if there is not one number.
    """
    number = int(_numbers(prompt, 1)[0])
    if number < 11:
        return (YES if number in (2, 3, 5, 7) else NO)[language]
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7):
        power = pow(base, odd, number)
        passed = power == 1
        for _ in range(twos):
            passed = passed or power == number - 1
            power = power * power % number
        if not passed:
            return NO[language]
    return YES[language]


@lru_cache(maxsize=1024)
def _factors(number: int) -> Counter[int]:
    """The prime factors of a number."""
    found: Counter[int] = Counter()
    divisor = 2
    while number > 1:
        if divisor * divisor > number:
            divisor = number
        while number % divisor == 0:
            number //= divisor
            found[divisor] += 1
        divisor += 1
    return found


def gcd_lcm(prompt: str, language: str) -> str:
    """From the prime factors: those that both numbers have, or those that either has.

    Raises:
        JagbenchError: if there are not two numbers, or the prompt does not ask one thing.
    """
    asked = [name for name, pattern in COMMON.items() if pattern.search(prompt)]
    if len(asked) != 1:
        raise JagbenchError(f"The prompt does not ask for one of divisor and multiple: {prompt!r}")
    first, second = [_factors(int(number)) for number in _numbers(prompt, 2)]
    product = 1
    for factor in (first & second if asked == ["gcd"] else first | second).elements():
        product *= factor
    return str(product)
