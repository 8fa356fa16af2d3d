"""Wrong ways to keep to a length: off by one, a round number, half, twice, and another unit.

What a misconception predicts is a constraint too: a reply has its lure where it obeys that one and not the
one that was asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from jagbench.generators.skill.definition import Misconception, Question
from jagbench.probes.constraint import Amount, Unit, parse_constraint

_OTHER_UNIT: Mapping[Unit, Unit] = {
    "words": "letters",
    "sentences": "words",
    "lines": "words",
}


def _asked(question: Question) -> Amount | None:
    return parse_constraint(question.item.operands[0]).amount


def _breaks(n: int, asked: Amount) -> bool:
    """Whether a number of the unit is not what was asked for."""
    if asked.relation == "exactly":
        return n != asked.n
    return n > asked.n if asked.relation == "at most" else n < asked.n


def _writes(meaning: str, change: Callable[[int], int]) -> Misconception:
    """Writes another number of the unit; nothing where that is right too."""

    def predict(question: Question) -> str | None:
        asked = _asked(question)
        n = 0 if asked is None else change(asked.n)
        if asked is None or n < 1 or not _breaks(n, asked):
            return None
        return str(Amount(relation="exactly", n=n, unit=asked.unit))

    predict.__doc__ = meaning
    return predict


def other_unit(question: Question) -> str | None:
    """Count letters for words, and words for sentences and lines: 12 letters for 12 words."""
    asked = _asked(question)
    if asked is None or asked.relation != "exactly" or asked.n < 2 or asked.unit not in _OTHER_UNIT:
        return None
    return str(replace(asked, unit=_OTHER_UNIT[asked.unit]))


LENGTH: Mapping[str, Misconception] = {
    "one_less": _writes("Stop one too early: 11 words for 12.", lambda n: n - 1),
    "one_more": _writes("Go on for one too many: 13 words for 12.", lambda n: n + 1),
    "round_number": _writes(
        "Write a round number of them: 10 words for 12.", lambda n: (n + 5) // 10 * 10 if n > 5 else n
    ),
    "half": _writes("Write half of it: 6 words for 12.", lambda n: n // 2),
    "double": _writes("Write twice as many: 24 words for 12.", lambda n: 2 * n),
    "other_unit": other_unit,
}
