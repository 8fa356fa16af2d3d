"""Wrong ways to copy: the slips of copyists, and what a reader expects instead of what is there.

Leaving out what is written twice is haplography, writing twice what is there once dittography; letters that
change places are a metathesis. The slips by one letter are those of Damerau (1964).
"""

from collections.abc import Callable, Mapping
from itertools import chain

from jagbench.generators.families.copying.slips import doublings, known, merged, swaps
from jagbench.generators.skill.definition import Misconception, Question

DIGIT_FOR_LETTER = str.maketrans("ol", "01")
LETTER_FOR_DIGIT = str.maketrans("01", "ol")


def _slip(meaning: str, change: Callable[[str], str | None]) -> Misconception:
    """What becomes of a text; none where it stays as it is."""

    def predict(question: Question) -> str | None:
        return change(question.item.operands[0])

    predict.__doc__ = meaning
    return predict


def corrects(question: Question) -> str | None:
    """Write the word that must have been meant: strawberry for strawbery."""
    params = question.item.params
    if params.get("word") != "misspelt":
        return None
    word = question.item.operands[0]
    meant = known(str(params["language"]))
    return next(
        (other for other in chain(doublings(word), merged(word), swaps(word)) if other.lower() in meant), None
    )


def _middle(text: str) -> int:
    return len(text) // 2


def _doubles(text: str) -> str:
    """Write the letter in the middle twice."""
    place = _middle(text)
    return text[: place + 1] + text[place:]


def _swaps(text: str) -> str | None:
    """Exchange the first unlike neighbours from the middle on."""
    return next(
        (
            text[:place] + text[place + 1] + text[place] + text[place + 2 :]
            for place in range(_middle(text), len(text) - 1)
            if text[place] != text[place + 1]
        ),
        None,
    )


def _drops(text: str) -> str:
    place = _middle(text)
    return text[:place] + text[place + 1 :]


SLIPS: Mapping[str, Misconception] = {
    "drops_double": _slip(
        "Write the first double letter or digit once (haplography): leter for letter.",
        lambda text: next(merged(text), None),
    ),
    "doubles_one": _slip(
        "Write the letter or digit in the middle twice (dittography): minnus for minus.", _doubles
    ),
    "drops_one": _slip("Leave out the letter or digit in the middle: mius for minus.", _drops),
    "swaps_neighbours": _slip(
        "Exchange two neighbours in the middle (metathesis): form for from, 1324 for 1234.", _swaps
    ),
    "drops_last": _slip("Leave out the last letter or digit: minu for minus.", lambda text: text[:-1]),
}

WORD: Mapping[str, Misconception] = {
    "corrects": corrects,
    **SLIPS,
    "backwards": _slip("Write the word from its end: sunim for minus.", lambda text: text[::-1]),
}

DIGITS: Mapping[str, Misconception] = {
    **SLIPS,
    "shortens_run": _slip(
        "Write one digit less of the longest run: 2777 for 27777.", lambda text: _run(text, -1)
    ),
    "lengthens_run": _slip(
        "Write one digit more of the longest run: 277777 for 27777.", lambda text: _run(text, 1)
    ),
    "backwards": _slip("Write the digits from their end: 321 for 123.", lambda text: text[::-1]),
}

CODE: Mapping[str, Misconception] = {
    "letters_for_digits": _slip(
        "Take a zero for an o and a one for an l: xo7-l2k for x07-12k.",
        lambda text: text.translate(LETTER_FOR_DIGIT),
    ),
    "digits_for_letters": _slip(
        "Take an o for a zero and an l for a one: x07-12k for xo7-l2k.",
        lambda text: text.translate(DIGIT_FOR_LETTER),
    ),
    "drops_hyphens": _slip("Leave out the hyphens: x0712k for x07-12k.", lambda text: text.replace("-", "")),
    "drops_last_group": _slip(
        "Leave out the last group: x07 for x07-12k.", lambda text: text.rpartition("-")[0]
    ),
    "swaps_groups": _slip(
        "Exchange the last two groups: 12k-x07 for x07-12k.",
        lambda text: "-".join([*(parts := text.split("-"))[:-2], parts[-1], parts[-2]]),
    ),
    **SLIPS,
}


def _run(text: str, by: int) -> str | None:
    """The text with the first of its longest runs made longer or shorter by one; none without a run."""
    best = start = 0
    length = 1
    for place in range(1, len(text) + 1):
        if place == len(text) or text[place] != text[start]:
            if place - start > length:
                best, length = start, place - start
            start = place
    if length < 3:
        return None
    return text[:best] + text[best] * (length + by) + text[best + length :]
