"""Wrong ways to keep count of people, groups and lists."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.sets.operands import entries, groups, people
from jagbench.generators.skill.definition import Misconception, Question

# --- a room -----------------------------------------------------------------------------------------


def _people(meaning: str, count: Callable[[int, Sequence[int]], int]) -> Misconception:
    """A wrong count from those at first and the steps; none where it is negative."""

    def predict(question: Question) -> str | None:
        found = count(*people(question))
        return str(found) if found >= 0 else None

    predict.__doc__ = meaning
    return predict


IN_ROOM: Mapping[str, Misconception] = {
    "adds_all": _people(
        "Add those who leave too: 5 people, 3 come and 2 leave, which makes 10.",
        lambda start, steps: start + sum(map(abs, steps)),
    ),
    "swaps_in_and_out": _people(
        "Take away those who come and add those who leave: 5 people, 3 come and 2 leave, which makes 4.",
        lambda start, steps: start - sum(steps),
    ),
    "ignores_start": _people(
        "Begin with an empty room: 5 people, 3 come and 2 leave, which makes 1.",
        lambda start, steps: sum(steps),
    ),
    "counts_events": _people(
        "Move one person a sentence, however many it names: 5 people, 3 come and 2 leave, which makes 5.",
        lambda start, steps: start + sum([1 if step > 0 else -1 for step in steps]),
    ),
    "drops_first_step": _people(
        "Leave the first step out: 5 people, 3 come and 2 leave, which makes 3.",
        lambda start, steps: start + sum(steps[1:]),
    ),
    "drops_last_step": _people(
        "Leave the last step out: 5 people, 3 come and 2 leave, which makes 8.",
        lambda start, steps: start + sum(steps[:-1]),
    ),
    "one_more": _people(
        "One too many: 5 people, 3 come and 2 leave, which makes 7.",
        lambda start, steps: start + sum(steps) + 1,
    ),
    "one_less": _people(
        "One too few: 5 people, 3 come and 2 leave, which makes 5.",
        lambda start, steps: start + sum(steps) - 1,
    ),
}


# --- one sport or another ---------------------------------------------------------------------------


def _groups(
    meaning: str | None, count: Callable[[int, int, int, int, str], int], by: int = 0
) -> Misconception:
    """A count from all, those of each sport, those of both, and what is asked; none if negative."""

    def predict(question: Question) -> str | None:
        found = count(*groups(question), question.direction) + by
        return str(found) if found >= 0 else None

    predict.__doc__ = meaning
    return predict


def right(everybody: int, first: int, second: int, both: int, asked: str) -> int:
    """The right count."""
    either = first + second - both
    return everybody - either if asked == "neither" else either - both if asked == "exactly_one" else either


def counts_both_twice(everybody: int, first: int, second: int, both: int, asked: str) -> int:
    """Add the two groups as if nobody were in both: 15, where 8 swim, 7 run and 3 do both."""
    return everybody - first - second if asked == "neither" else first + second


def subtracts_all(everybody: int, first: int, second: int, both: int, asked: str) -> int:
    """Take away those of both again: of 20, 8 swim, 7 run and 3 do both, which leaves 2 who do neither."""
    return everybody - first - second - both if asked == "neither" else everybody - both


def _answers(meaning: str, asked: str) -> Misconception:
    """Answer another question."""
    return _groups(
        meaning, lambda everybody, first, second, both, _: right(everybody, first, second, both, asked)
    )


EITHER_OR_BOTH: Mapping[str, Misconception] = {
    "counts_both_twice": _groups(counts_both_twice.__doc__, counts_both_twice),
    "subtracts_all": _groups(subtracts_all.__doc__, subtracts_all),
    "answers_either": _answers(
        "Say how many do one or the other, whatever is asked: 12, where 8 swim, 7 run and 3 do both.",
        "either",
    ),
    "answers_neither": _answers(
        "Say how many do neither, whatever is asked: 8, where of 20, 8 swim, 7 run and 3 do both.", "neither"
    ),
    "answers_exactly_one": _answers(
        "Say how many do exactly one, whatever is asked: 9, where 8 swim, 7 run and 3 do both.", "exactly_one"
    ),
    "answers_both": _groups(
        "Say how many do both, whatever is asked: 3, where 8 swim, 7 run and 3 do both.",
        lambda everybody, first, second, both, asked: both,
    ),
    "one_more": _groups("One too many: 8 swim, 7 run and 3 do both, which makes 13 who do either.", right, 1),
    "one_less": _groups("One too few: 8 swim, 7 run and 3 do both, which makes 11 who do either.", right, -1),
}


# --- two lists --------------------------------------------------------------------------------------


def _lists(meaning: str, count: Callable[[Sequence[str], Sequence[str], int, bool], int]) -> Misconception:
    """A wrong count from both lists, their common entries, and whether those are asked for."""

    def predict(question: Question) -> str | None:
        found = count(*entries(question), question.direction == "both")
        return str(found) if found >= 0 else None

    predict.__doc__ = meaning
    return predict


COMMON: Mapping[str, Misconception] = {
    "same_place": _lists(
        "Take for common only what stands at the same place: 4, 7, 9 and 7, 4, 9 have one in common.",
        lambda first, second, common, both: abs(
            (0 if both else len(first)) - sum(map(str.__eq__, first, second))
        ),
    ),
    "answers_other_question": _lists(
        "Count what is in the first list only where the common ones are asked for: two of 4, 7, 9 and 9, 5.",
        lambda first, second, common, both: len(first) - common if both else common,
    ),
    "counts_all": _lists(
        "Count all entries of both lists: five of 4, 7, 9 and 9, 5.",
        lambda first, second, common, both: len(first) + len(second),
    ),
    "counts_different_ones": _lists(
        "Count the different entries of both lists: four of 4, 7, 9 and 9, 5.",
        lambda first, second, common, both: len(first) + len(second) - common,
    ),
    "counts_first_list": _lists(
        "Count the entries of the first list: three of 4, 7, 9 and 9, 5.",
        lambda first, second, common, both: len(first),
    ),
    "one_more": _lists(
        "One too many: 4, 7, 9 and 9, 5 have two in common.",
        lambda first, second, common, both: (common if both else len(first) - common) + 1,
    ),
    "one_less": _lists(
        "One too few: 4, 7, 9 and 9, 5 have none in common.",
        lambda first, second, common, both: (common if both else len(first) - common) - 1,
    ),
}
