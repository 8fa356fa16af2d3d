"""Wrong ways to obey: off by one, a round number, half, twice, another unit, a ban forgotten.

What a misconception predicts is a constraint too: a reply has its lure where it obeys that one and not the
one that was asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from jagbench.generators.skill.definition import Misconception, Question
from jagbench.probes.constraint import Amount, Constraint, Unit, parse_constraint
from jagbench.probes.constraint.requirements import Begins, Ends, Relation, Requirement, Times, Without

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


# --- bans and what must be there --------------------------------------------------------------------


def _both(question: Question) -> tuple[Amount, Requirement]:
    """The amount of text, and the condition."""
    amount, condition, _ = question.item.operands
    (first,), (second,) = parse_constraint(amount).requirements, parse_constraint(condition).requirements
    return cast("Amount", first), second


def _together(amount: Amount, *conditions: Requirement) -> str:
    return str(Constraint(requirements=(amount, *conditions)))


def _occurs(question: Question, relation: Relation) -> str | None:
    """What is banned stands there once, or as often as one likes; nothing where it may."""
    amount, ban = _both(question)
    if question.direction != "without" or not isinstance(ban, Without):
        return None
    return _together(amount, Times(what=ban.what, text=ban.text, relation=relation, n=1))


def uses_freely(question: Question) -> str | None:
    """Write as if nothing were banned: a sentence in which the banned letter stands."""
    return _occurs(question, "at least")


def slips_once(question: Question) -> str | None:
    """Keep to the ban but for one place."""
    return _occurs(question, "exactly")


def _more(meaning: str, change: Callable[[int], int]) -> Misconception:
    """Keeps to the ban and writes another number of sentences."""

    def predict(question: Question) -> str | None:
        amount, ban = _both(question)
        kept = [ban] if question.direction == "without" else []
        return _together(replace(amount, n=change(amount.n)), *kept)

    predict.__doc__ = meaning
    return predict


FORBIDDEN: Mapping[str, Misconception] = {
    "uses_freely": uses_freely,
    "slips_once": slips_once,
    "one_more": _more("Write one sentence too many: two sentences for one.", lambda n: n + 1),
    "double": _more("Write twice as many sentences.", lambda n: 2 * n),
}


def _off(by: int) -> Misconception:
    def predict(question: Question) -> str | None:
        amount, condition = _both(question)
        if isinstance(condition, Times):
            return _together(amount, replace(condition, n=condition.n + by))
        if isinstance(condition, Ends) and amount.n + by >= 1:
            return _together(replace(amount, n=amount.n + by), condition)
        return None

    predict.__doc__ = (
        "Stop one too early: the word twice for three times."
        if by < 0
        else "Go on for one too many: the word four times for three."
    )
    return predict


def only_once(question: Question) -> str | None:
    """Let the word stand once, wherever and however often it should be."""
    amount, condition = _both(question)
    if isinstance(condition, Times) or (isinstance(condition, Ends) and amount.n > 1):
        return _together(amount, Times(what="word", text=condition.text, relation="exactly", n=1))
    return None


def _letters(meaning: str, change: Callable[[Sequence[str]], Sequence[str]]) -> Misconception:
    """Takes other first letters; nothing where they come out the same."""

    def predict(question: Question) -> str | None:
        condition = _both(question)[1]
        if not isinstance(condition, Begins):
            return None
        letters = tuple(change(condition.letters))
        same = letters == tuple(condition.letters)
        return None if same else str(Constraint(requirements=(replace(condition, letters=letters),)))

    predict.__doc__ = meaning
    return predict


MUST: Mapping[str, Misconception] = {
    "one_less": _off(-1),
    "one_more": _off(1),
    "only_once": only_once,
    "backwards": _letters(
        "Begin with the letters from their end: w, o, n, s for s, n, o, w.", lambda each: each[::-1]
    ),
    "drops_last": _letters("Leave out the last letter: s, n, o for s, n, o, w.", lambda each: each[:-1]),
}
