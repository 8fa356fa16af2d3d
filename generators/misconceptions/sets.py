"""Wrong ways to keep count of people, groups and lists."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.operands.sets import steps_of
from jagbench.generators.skill import Misconception, Question

# --- a room -----------------------------------------------------------------------------------------


def _people(count: Callable[[int, Sequence[int]], int]) -> Misconception:
    """A wrong count from those at first and the steps; none where it is negative."""

    def predict(question: Question) -> str | None:
        operands = tuple(question.item.operands)
        found = count(int(operands[0]), steps_of(operands))
        return str(found) if found >= 0 else None

    return predict


IN_ROOM: Mapping[str, Misconception] = {
    # Whoever leaves is added too.
    "adds_all": _people(lambda start, steps: start + sum(map(abs, steps))),
    "swaps_in_and_out": _people(lambda start, steps: start - sum(steps)),
    # An empty room at first.
    "ignores_start": _people(lambda start, steps: sum(steps)),
    # Each sentence moves one person, however many it names.
    "counts_events": _people(lambda start, steps: start + sum(1 if step > 0 else -1 for step in steps)),
    "drops_first_step": _people(lambda start, steps: start + sum(steps[1:])),
    "drops_last_step": _people(lambda start, steps: start + sum(steps[:-1])),
    "one_more": _people(lambda start, steps: start + sum(steps) + 1),
    "one_less": _people(lambda start, steps: start + sum(steps) - 1),
}


# --- one sport or another ---------------------------------------------------------------------------


def _groups(count: Callable[[int, int, int, int, str], int], by: int = 0) -> Misconception:
    """A count from all, those of each sport, those of both, and what is asked; none if negative."""

    def predict(question: Question) -> str | None:
        everybody, first, _, second, _, both = question.item.operands[:6]
        found = count(int(everybody), int(first), int(second), int(both), question.direction) + by
        return str(found) if found >= 0 else None

    return predict


def right(everybody: int, first: int, second: int, both: int, asked: str) -> int:
    """The right count."""
    either = first + second - both
    return everybody - either if asked == "neither" else either - both if asked == "exactly_one" else either


def counts_both_twice(everybody: int, first: int, second: int, both: int, asked: str) -> int:
    """Add the two groups as if nobody were in both."""
    return everybody - first - second if asked == "neither" else first + second


def subtracts_all(everybody: int, first: int, second: int, both: int, asked: str) -> int:
    """Take all three numbers away from the class for neither; take those of both away from everybody else."""
    return everybody - first - second - both if asked == "neither" else everybody - both


def _answers(asked: str) -> Misconception:
    """Answer another question."""
    return _groups(lambda everybody, first, second, both, _: right(everybody, first, second, both, asked))


EITHER_OR_BOTH: Mapping[str, Misconception] = {
    "counts_both_twice": _groups(counts_both_twice),
    "subtracts_all": _groups(subtracts_all),
    "answers_either": _answers("either"),
    "answers_neither": _answers("neither"),
    "answers_exactly_one": _answers("exactly_one"),
    "answers_both": _groups(lambda everybody, first, second, both, asked: both),
    "one_more": _groups(right, 1),
    "one_less": _groups(right, -1),
}


# --- two lists --------------------------------------------------------------------------------------


def _lists(count: Callable[[Sequence[str], Sequence[str], int, bool], int]) -> Misconception:
    """A wrong count from both lists, their common entries, and whether those are asked for."""

    def predict(question: Question) -> str | None:
        first, second = (entries.split(", ") for entries in question.item.operands)
        common = len({*first}.intersection(second))
        found = count(first, second, common, question.direction == "both")
        return str(found) if found >= 0 else None

    return predict


COMMON: Mapping[str, Misconception] = {
    # Only what stands at the same place of both lists counts as common.
    "same_place": _lists(
        lambda first, second, common, both: abs(
            (0 if both else len(first)) - sum(map(str.__eq__, first, second))
        )
    ),
    "answers_other_question": _lists(
        lambda first, second, common, both: len(first) - common if both else common
    ),
    "counts_all": _lists(lambda first, second, common, both: len(first) + len(second)),
    "counts_different_ones": _lists(lambda first, second, common, both: len(first) + len(second) - common),
    "counts_first_list": _lists(lambda first, second, common, both: len(first)),
    "one_more": _lists(lambda first, second, common, both: (common if both else len(first) - common) + 1),
    "one_less": _lists(lambda first, second, common, both: (common if both else len(first) - common) - 1),
}
