"""Wrong ways to compare strings, to see palindromes, and to go through the alphabet."""

from collections.abc import Callable, Mapping

from jagbench.generators.families.strings.operands import shift, shifted
from jagbench.generators.skill.definition import Misconception, Question

PLAIN = str.maketrans({"l": "1", "I": "1", "O": "0", "Z": "2", "S": "5", "B": "8"})


def _same(meaning: str, agree: Callable[[str, str], bool]) -> Misconception:
    """A wrong comparison of two strings."""

    def predict(question: Question) -> str:
        first, second = question.item.operands
        return "yes" if agree(first, second) else "no"

    predict.__doc__ = meaning
    return predict


SAME: Mapping[str, Misconception] = {
    "takes_lookalikes_for_equal": _same(
        "Take O for 0, l and I for 1, Z for 2, S for 5 and B for 8: B1O and 810 are the same.",
        lambda first, second: first.translate(PLAIN) == second.translate(PLAIN),
    ),
    "ignores_order": _same(
        "Compare which signs there are, not where: AB7 and BA7 are the same.",
        lambda first, second: sorted(first) == sorted(second),
    ),
    "compares_ends": _same(
        "Compare the first and last signs only: A3C and A8C are the same.",
        lambda first, second: (first[:2], first[-2:]) == (second[:2], second[-2:]),
    ),
    "compares_lengths": _same(
        "Compare the lengths only: strings of six signs are the same.",
        lambda first, second: len(first) == len(second),
    ),
    "always_no": _same("Find a difference in everything.", lambda first, second: False),
}


def _palindrome(meaning: str, is_one: Callable[[str], bool]) -> Misconception:
    """A wrong test of palindromes."""

    def predict(question: Question) -> str:
        return "yes" if is_one(question.item.operands[0]) else "no"

    predict.__doc__ = meaning
    return predict


PALINDROME: Mapping[str, Misconception] = {
    "compares_ends": _palindrome(
        "Compare the first letter with the last one only: abca is a palindrome.",
        lambda text: text[0] == text[-1],
    ),
    "compares_two_ends": _palindrome(
        "Compare two letters at each end only: abcdba is a palindrome.",
        lambda text: text[:2] == text[:-3:-1],
    ),
    "needs_double_middle": _palindrome(
        "Look for a doubled letter in the middle: abcba is none, since it has no such letter.",
        lambda text: text[(len(text) - 1) // 2] == text[len(text) // 2 + len(text) % 2],
    ),
    "compares_halves": _palindrome(
        "Compare both halves from left to right: abab is a palindrome.",
        lambda text: text[: len(text) // 2] == text[-(len(text) // 2) :],
    ),
    "always_no": _palindrome("Take nothing for a palindrome.", lambda text: False),
}


def _alphabet(meaning: str, reach: Callable[[str, int], str]) -> Misconception:
    """A wrong letter from the first one and the places."""

    def predict(question: Question) -> str:
        return reach(*shift(question))

    predict.__doc__ = meaning
    return predict


def _towards_start(places: int) -> int:
    return -1 if places > 0 else 1


ALPHABET: Mapping[str, Misconception] = {
    "counts_the_start": _alphabet(
        "Count the start as the first place: two places after K is L.",
        lambda letter, places: shifted(letter, places + _towards_start(places)),
    ),
    "one_too_far": _alphabet(
        "Go one place too far: two places after K is N.",
        lambda letter, places: shifted(letter, places - _towards_start(places)),
    ),
    "wrong_way": _alphabet(
        "Go the other way: two places after K is I.", lambda letter, places: shifted(letter, -places)
    ),
    "stays": _alphabet("Stay where the way begins: two places after K is K.", lambda letter, places: letter),
    "counts_from_a": _alphabet(
        "Count from the beginning of the alphabet: two places after K is B.",
        lambda letter, places: shifted("A", abs(places) - 1),
    ),
}
