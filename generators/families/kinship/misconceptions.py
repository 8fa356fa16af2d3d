"""Wrong ways to count relatives, to reckon with ages, and to order people."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.kinship.operands import Step, chain, order_told
from jagbench.generators.skill.definition import Misconception, Question, shared

Relatives = Callable[[str, int, int, str, str], int]
"""A count from the child's sex, its brothers and sisters, the sibling's sex, and what is asked."""


def _relatives(meaning: str | None, count: Relatives, by: int = 0) -> Misconception:
    def predict(question: Question) -> str | None:
        name, brothers, sisters, sibling, asked = question.item.operands[:5]
        own = "sister" if name.startswith("girl") else "brother"
        number = count(own, int(brothers), int(sisters), sibling, asked[:-1]) + by
        return str(number) if number >= 0 else None

    predict.__doc__ = meaning
    return predict


def right(own: str, brothers: int, sisters: int, sibling: str, asked: str) -> int:
    """The right count: the child counts, the sibling does not."""
    return (brothers if asked == "brother" else sisters) + (own == asked) - (sibling == asked)


def forgets_self(own: str, brothers: int, sisters: int, sibling: str, asked: str) -> int:
    """Leave the child out: Alice's brother has M sisters, not M + 1 (arXiv 2406.02061)."""
    return (brothers if asked == "brother" else sisters) - (sibling == asked)


def counts_sibling(own: str, brothers: int, sisters: int, sibling: str, asked: str) -> int:
    """Let the sibling be its own brother or sister: Alice has three brothers, and so has each of them."""
    return (brothers if asked == "brother" else sisters) + (own == asked)


def repeats_number(own: str, brothers: int, sisters: int, sibling: str, asked: str) -> int:
    """Say the child's own number of brothers or sisters: Alice has two sisters, and so has her brother."""
    return brothers if asked == "brother" else sisters


def swaps_brothers_and_sisters(own: str, brothers: int, sisters: int, sibling: str, asked: str) -> int:
    """Answer for brothers where sisters are asked: Alice has three brothers, her brother three sisters."""
    return sisters if asked == "brother" else brothers


def adds_both(own: str, brothers: int, sisters: int, sibling: str, asked: str) -> int:
    """Add brothers and sisters: Alice has three brothers and two sisters, her brother five sisters."""
    return brothers + sisters


SIBLINGS: Mapping[str, Misconception] = {
    "forgets_self": _relatives(forgets_self.__doc__, forgets_self),
    "counts_sibling": _relatives(counts_sibling.__doc__, counts_sibling),
    "repeats_number": _relatives(repeats_number.__doc__, repeats_number),
    "swaps_brothers_and_sisters": _relatives(swaps_brothers_and_sisters.__doc__, swaps_brothers_and_sisters),
    "adds_both": _relatives(adds_both.__doc__, adds_both),
    "one_more": _relatives("One too many: Alice has two sisters, her brother four.", right, 1),
    "one_less": _relatives("One too few: Alice has two sisters, her brother two.", right, -1),
}


# --- children ---------------------------------------------------------------------------------------


def _children(meaning: str, count: Callable[[str, int, int], int | None]) -> Misconception:
    """A wrong count from the form and its two numbers."""

    def predict(question: Question) -> str | None:
        operands = question.item.operands
        form = "self" if operands[1].isdecimal() else operands[1]
        first, second = operands[1:3] if form == "self" else operands[2:4]
        number = count(form, int(first), int(second))
        return None if number is None else str(number)

    predict.__doc__ = meaning
    return predict


def _by_sons(form: str) -> bool:
    return form in ("sons", "daughters")


CHILDREN: Mapping[str, Misconception] = {
    "adds_both": _children(
        "Add the two numbers and nobody else: Alice's three brothers and two sisters make five children.",
        lambda form, first, second: first + second,
    ),
    "counts_child_twice": _children(
        "Add both Alice and her brother: each brother's two brothers and two sisters make six children.",
        lambda form, first, second: None if _by_sons(form) else first + second + 2,
    ),
    "multiplies": _children(
        "Give each son sisters of his own: three sons with two sisters each make nine children.",
        lambda form, first, second: first + first * second if _by_sons(form) else None,
    ),
    "ignores_sisters": _children(
        "Say the first number: Alice's three brothers and two sisters make three children.",
        lambda form, first, second: first,
    ),
    "ignores_brothers": _children(
        "Say the second number: Alice's three brothers and two sisters make two children.",
        lambda form, first, second: second,
    ),
    "one_more": _children(
        "One too many: Alice, three brothers and two sisters make seven children.",
        lambda form, first, second: first + second + (2 - _by_sons(form)),
    ),
    "one_less": _children(
        "One too few: Alice, three brothers and two sisters make five children.",
        lambda form, first, second: first + second - _by_sons(form),
    ),
}


# --- ages -------------------------------------------------------------------------------------------


def _age(meaning: str | None, reckon: Callable[[int, Sequence[Step], Sequence[int]], int]) -> Misconception:
    def predict(question: Question) -> str | None:
        age = reckon(*chain(question))
        return str(age) if age > 0 else None

    predict.__doc__ = meaning
    return predict


def by_keyword(age: int, steps: Sequence[Step], added: Sequence[int]) -> int:
    """Add wherever the sentence says older: Ann is 7 and 3 years younger than Ben, so Ben is 4.

    Sentences that begin with the person whose age is known are mistaken so (Lewis and Mayer 1987).
    """
    return age + sum([number if older else -number for number, older, _ in steps])


AGES: Mapping[str, Misconception] = {
    "by_keyword": _age(by_keyword.__doc__, by_keyword),
    "reverses_all": _age(
        "Turn every step round: Ann is 7 and Ben 3 years older, so Ben is 4.",
        lambda age, steps, added: age - sum(added),
    ),
    "reverses_last": _age(
        "Turn the last step round: Ann is 7, Ben 3 years older and Cleo 2 older than Ben, so Cleo is 8.",
        lambda age, steps, added: age + sum(added[:-1]) - added[-1],
    ),
    "always_adds": _age(
        "Add every difference: Ann is 7 and Ben 3 years younger, so Ben is 10.",
        lambda age, steps, added: age + sum(map(abs, added)),
    ),
    "stops_one_short": _age(
        "Leave the last step out: Ann is 7, Ben 3 years older and Cleo 2 older than Ben, so Cleo is 10.",
        lambda age, steps, added: age + sum(added[:-1]),
    ),
    "repeats_age": _age(
        "Say the age that was given: Ann is 7 and Ben 3 years older, so Ben is 7.",
        lambda age, steps, added: age,
    ),
    "one_more": _age(
        "One year too many: Ann is 7 and Ben 3 years older, so Ben is 11.",
        lambda age, steps, added: age + sum(added) + 1,
    ),
    "one_less": _age(
        "One year too few: Ann is 7 and Ben 3 years older, so Ben is 9.",
        lambda age, steps, added: age + sum(added) - 1,
    ),
}


# --- who is the tallest -----------------------------------------------------------------------------


@shared
def _told(question: Question) -> Sequence[tuple[str, str, str]]:
    """The sentences: a name, `more` or `less`, and another name."""
    return order_told(tuple(question.item.operands))


def _end(sentences: Sequence[tuple[str, str, str]], most: bool) -> str | None:
    """Who is never below, or never above, another; none where that are several."""
    above = {first if relation == "more" else second for first, relation, second in sentences}
    below = {second if relation == "more" else first for first, relation, second in sentences}
    ends = above - below if most else below - above
    return ends.pop() if len(ends) == 1 else None


def opposite_end(question: Question) -> str | None:
    """Name the shortest where the tallest is asked for: Ben, where Ann is taller than Ben."""
    return _end(_told(question), question.direction != "most")


def first_sentence(question: Question) -> str | None:
    """Go by the first sentence: Ann, where Ann is taller than Ben and Cleo is taller than Ann."""
    return _end(_told(question)[:1], question.direction == "most")


def last_sentence(question: Question) -> str | None:
    """Go by the last sentence: Ann, where Cleo is taller than Ann and Ann is taller than Ben."""
    return _end(_told(question)[-1:], question.direction == "most")


def by_keyword_of_sentence(question: Question) -> str | None:
    """Look for "taller than" only: Ann, where Ann is taller than Ben and Ann is shorter than Cleo."""
    wanted = "more" if question.direction == "most" else "less"
    return _end([told for told in _told(question) if told[1] == wanted], question.direction == "most")


def first_mentioned(question: Question) -> str:
    """Name who is mentioned first: Ann, where Ann is taller than Ben and Cleo is taller than Ann."""
    return _told(question)[0][0]


def last_mentioned(question: Question) -> str:
    """Name who is mentioned last: Ben, where Ann is taller than Ben."""
    return _told(question)[-1][2]


ORDER: Mapping[str, Misconception] = {
    "opposite_end": opposite_end,
    "first_sentence": first_sentence,
    "last_sentence": last_sentence,
    "by_keyword": by_keyword_of_sentence,
    "first_mentioned": first_mentioned,
    "last_mentioned": last_mentioned,
}
