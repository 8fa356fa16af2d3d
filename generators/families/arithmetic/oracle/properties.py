"""Even and odd, and divisibility, without dividing."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError
from jagbench.generators.families.arithmetic.oracle.prompts import content, the_one, yes_or_no
from jagbench.generators.oracles import number_words

PARITIES: Mapping[str, Mapping[str, str]] = {
    "de": {"even": "gerade", "odd": "ungerade"},
    "en": {"even": "even", "odd": "odd"},
    "es": {"even": "par", "odd": "impar"},
    "fr": {"even": "pair", "odd": "impair"},
    "ja": {"even": "偶数", "odd": "奇数"},
    "ko": {"even": "짝수", "odd": "홀수"},
    "zh": {"even": "偶数", "odd": "奇数"},
}
NUMBER = re.compile(r"[0-9０-９](?:[0-9０-９.,\u202f]*[0-9０-９])?")


def parity(prompt: str, language: str) -> str:
    """Look at the last digit of the number in the last line of a prompt.

    Raises:
        JagbenchError: if it does not hold one number, or does not say one parity.
    """
    number = number_words.plain(content(prompt), language)
    asked = the_one(prompt, PARITIES[language])
    return yes_or_no((number[-1] in "02468") == (asked == "even"), language)


def divisibility(prompt: str, language: str) -> str:
    """Divide the first number of a prompt by the second in writing, digit by digit.

    Raises:
        JagbenchError: if there are not two numbers.
    """
    numbers = [number_words.plain(each, language) for each in NUMBER.findall(prompt)]
    if len(numbers) != 2:
        raise JagbenchError(f"The prompt holds {len(numbers)} numbers, not two: {prompt!r}")
    divisor, rest = int(numbers[1]), 0
    for digit in numbers[0]:
        rest = (10 * rest + int(digit)) % divisor
    return yes_or_no(rest == 0, language)
