"""Wrong ways to measure rectangles and lists.

Area and perimeter are taken for each other (Battista 2007), and so are mean and median, whose list is left
unsorted (Zawojewski and Shaughnessy 2000).
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from jagbench.generators.families.measures.operands import averaged, measured, numbers, sides
from jagbench.generators.skill.definition import Misconception, Question
from jagbench.generators.skill.numbers import plain

OTHER = {"area": "perimeter", "perimeter": "area"}


def _rectangle(meaning: str, measure: Callable[[Fraction, Fraction, str], Fraction]) -> Misconception:
    """A wrong measure from both sides and what is asked."""

    def predict(question: Question) -> str:
        first, second = sides(question)
        return plain(measure(first, second, question.direction))

    predict.__doc__ = meaning
    return predict


RECTANGLE: Mapping[str, Misconception] = {
    "answers_other_question": _rectangle(
        "Give the perimeter for the area, and the other way round: 14 for the area of 3 by 4.",
        lambda first, second, asked: measured(first, second, OTHER[asked]),
    ),
    "adds_two_sides": _rectangle(
        "Add length and width once: 7 for the perimeter of 3 by 4.",
        lambda first, second, asked: first + second,
    ),
    "doubles_area": _rectangle(
        "Multiply the sides and double that: 24 for 3 by 4.", lambda first, second, asked: 2 * first * second
    ),
    "halves_area": _rectangle(
        "Take the area of a triangle: 6 for 3 by 4.", lambda first, second, asked: first * second / 2
    ),
    "counts_one_side_once": _rectangle(
        "Add three sides: 11 for the perimeter of 4 by 3.", lambda first, second, asked: 2 * first + second
    ),
    "squares_one_side": _rectangle(
        "Multiply the longer side by itself: 16 for 4 by 3.", lambda first, second, asked: first * first
    ),
}


def _average(meaning: str, find: Callable[[Sequence[int], str], int | None]) -> Misconception:
    """A wrong number from the list and what is asked."""

    def predict(question: Question) -> str | None:
        found = find(numbers(question), question.direction)
        return None if found is None else str(found)

    predict.__doc__ = meaning
    return predict


AVERAGE: Mapping[str, Misconception] = {
    "takes_median_for_mean": _average(
        "Give the median for the mean: 2 for 1, 2 and 9.",
        lambda found, asked: averaged(found, "median") if asked == "mean" else None,
    ),
    "takes_mean_for_median": _average(
        "Give the mean for the median: 4 for 1, 2 and 9.",
        lambda found, asked: averaged(found, "mean") if asked == "median" else None,
    ),
    "leaves_list_unsorted": _average(
        "Take what stands in the middle of the list: 9 for the median of 1, 9 and 2.",
        lambda found, asked: found[len(found) // 2] if asked == "median" else None,
    ),
    "takes_middle_of_ends": _average(
        "Take the middle between the smallest and the largest: 5 for 1, 2 and 9.",
        lambda found, asked: (min(found) + max(found)) // 2 if asked != "range" else None,
    ),
    "gives_sum": _average(
        "Add the numbers and stop there: 12 for 1, 2 and 9.",
        lambda found, asked: sum(found) if asked == "mean" else None,
    ),
    "takes_ends_of_list": _average(
        "Take the first number from the last one: 1 for the range of 1, 9 and 2.",
        lambda found, asked: abs(found[-1] - found[0]) if asked == "range" else None,
    ),
    "gives_largest": _average("Give the largest number: 9 for 1, 9 and 2.", lambda found, asked: max(found)),
    "one_more": _average("One too many.", lambda found, asked: averaged(found, asked) + 1),
    "one_less": _average("One too few.", lambda found, asked: averaged(found, asked) - 1),
}
