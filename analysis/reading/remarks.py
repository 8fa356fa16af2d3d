"""Remarks: what a statement adds of another one than what is asked for."""

import re

from jagbench.analysis.reading.doubts import turning_points
from jagbench.analysis.reading.lexicon import by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question

_remark = by_lexicon(
    lambda lexicon: re.compile(
        r"(?:[;；，、—(（]|,(?!\d)|(?<=[가-힣])[고며지만][ ])[^,;.。，；()\n]{0,30}?"
        rf"({lexicon.any_bounded(lambda table: table.others)})"
    )
)
_RELATION = re.compile("[=≈→]")


def before_remark(page: Page, start: int, end: int, question: Question) -> int:
    """Where a stretch ends in front of a remark: "The maximum is 954; next comes 889".

    What the question asks for in the same words is none, nor is a step from which the stretch goes on.
    """
    for remark in _remark(page.lexicon).finditer(page.folded, start, end):
        goes_on = any(turn > remark.start(1) for turn in turning_points(page, start, end))
        if (
            remark[1] not in question.folded
            and not goes_on
            and not _RELATION.search(page.text, remark.end(), end)
        ):
            return remark.start()
    return end
