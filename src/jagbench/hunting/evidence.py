"""When a failure counts: a sequential test of each question, with one bound for all of a hunt.

A question that fails in three of ten answers comes to lead its right answers by k failures with a chance of
(3/7)**k at most, however long it is asked (the ruin of a gambler; A. Wald, Sequential Analysis (1947) chapter
3); by k where its first answer was a failure, which is why it is asked again, with (3/7)**(k - 1). The j-th
question that fails is held to a chance of 1/160 of 1/(j + 1) of that. Over all questions of a hunt the chance
that any such one counts is then 1/160 of the sum of 1/2, 1/3, ..., which is 4 % at 1,000 failing questions.
"""

import math

from jagbench.hunting.tried import Tried

LEVEL = 1 / 160
"""The chance of the first question that fails to count where it fails in three of ten answers."""

LIKELIER = 7 / 3
"""How much likelier each failure makes it that a question fails by itself: 0.7 against 0.3."""

BEHIND = 2
"""Right answers by which failures must not come to be behind."""

MOST_ASKED = 61
"""Answers to one question after which it does not count if it has not the lead."""

TRUSTED = 3
"""Failures by which a question must lead to be shrunk where answers are not steady."""


def needed(rivals: int) -> int:
    """By how many failures a question must lead its right answers to count.

    Args:
        rivals: Other questions that failed and might have done so by chance.
    """
    return 1 + math.ceil(math.log((rivals + 1) / LEVEL) / math.log(LIKELIER))


def is_lost(tried: Tried, wanted: int) -> bool:
    """Whether the answers to a question say that it does not fail by majority, or will not soon.

    Args:
        tried: The question.
        wanted: The lead that counts.
    """
    return tried.lead <= -BEHIND or (len(tried.answers) >= MOST_ASKED and tried.lead < wanted)
