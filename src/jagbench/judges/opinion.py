"""What a judge says of a reply, and how far it reads like the rules and like people."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jagbench.analysis.checking.review import Review, kappa, standing, verdict_of
from jagbench.analysis.frame.verdicts import Verdict
from jagbench.analysis.reading import read, same_value
from jagbench.analysis.statistics.cells import records, wilson
from jagbench.judges.question import Question
from jagbench.probes import AnswerKind
from jagbench.runners.reply import Reply

ANSWERED = ("correct", "wrong")
"""The verdicts of readings that have an answer."""
NOTHING = "no single answer"
"""What the others come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a judge says of one reply."""

    row: int
    """The place of the reply in the frame."""
    candidates: tuple[str | None, ...]
    """What it chose among; None is that the reply commits to no single answer."""
    weights: tuple[float, ...]
    """The weight of each, over both orders; they add up to 1, or are all 0 where no reply could be read."""

    @property
    def named(self) -> bool:
        """Whether one candidate has more weight than each other."""
        first, second = sorted(self.weights, reverse=True)[:2]
        return not math.isclose(first, second)

    @property
    def answer(self) -> str | None:
        """The candidate of the most weight; None is no single answer. Only where `named` it counts."""
        return self.candidates[self.weights.index(max(self.weights))]


def weigh(question: Question, replies: Sequence[Reply]) -> tuple[float, ...]:
    """The weight of each candidate, averaged over the orders in which they were shown.

    Args:
        question: What was asked.
        replies: The reply to each order, the first as the candidates stand.
    """
    count = len(question.letters)
    said = [_weights(question, reply) for reply in replies]
    both = [said[0], said[1][::-1]]
    total = sum(map(sum, both))
    return tuple(sum(each[place] for each in both) / total if total else 0.0 for place in range(count))


def _weights(question: Question, reply: Reply) -> list[float]:
    """The probability of each letter, or 1 for the one that was said."""
    letters = question.letters
    if reply.scores is not None:
        most = max(reply.scores)
        shares = [math.exp(score - most) for score in reply.scores]
        return [share / sum(shares) for share in shares]
    value = read(reply.text, kind="choice", options=letters, finish_reason=reply.finish_reason).value
    return [float(letter == value) for letter in letters]


def verdict(opinion: Opinion, record: Mapping[str, Any]) -> Verdict:
    """The verdict that follows from an opinion that names something.

    A judge is not asked why a reply has no single answer: there the verdict of the rules stays, if theirs is
    one without an answer too.

    Args:
        opinion: What the judge says.
        record: The row of the frame.
    """
    if opinion.answer is not None:
        return verdict_of("answered", opinion.answer, record)
    return "no_answer" if record["verdict"] in ANSWERED else record["verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concord:
    """How far a judge and another reader read the same."""

    read: int
    """Replies that both have read."""
    alike: int
    """Those with the same answer, or with no single one, in both."""
    low: float
    """Wilson bounds (95 %) of the share alike; NaN without replies."""
    high: float
    kappa: float | None
    """Cohen's kappa over right, wrong and no single answer; None where it does not stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A judge beside the rules and beside people."""

    rules: Concord
    people: Concord
    """With the last review of each reply."""
    rules_people: Concord
    """The rules with the same reviews as the judge: what the judge has to be better than."""
    changes: Mapping[tuple[Verdict, Verdict], int]
    """Verdicts that would change: how often that of the rules would become that of the judge."""


def compared(table: pd.DataFrame, opinions: Iterable[Opinion], given: Sequence[Review]) -> Comparison:
    """Hold what a judge says against the rules and against reviews.

    Args:
        table: The frame of the run.
        opinions: What the judge says; those that name nothing are left out.
        given: The reviews of the run.
    """
    named = [each for each in opinions if each.named]
    people = standing(table, given)
    changes: Counter[tuple[Verdict, Verdict]] = Counter()
    pairs: dict[str, list[tuple[bool, str, str]]] = {"rules": [], "people": [], "rules_people": []}
    for opinion, record in zip(named, records(table.iloc[[each.row for each in named]]), strict=True):
        kind, language, ruled = record["kind"], record["language"], record["verdict"]
        judged = verdict(opinion, record)
        if judged != ruled:
            changes[ruled, judged] += 1
        rule_answer = record["reading"] if ruled in ANSWERED else None
        alike = read_alike(opinion.answer, rule_answer, kind, language)
        pairs["rules"].append((alike, _coarse(ruled), _coarse(judged)))
        review = people.get(opinion.row)
        if review is not None:
            alike = read_alike(opinion.answer, review.answer, kind, language)
            pairs["people"].append((alike, _coarse(review.verdict), _coarse(judged)))
            alike = read_alike(rule_answer, review.answer, kind, language)
            pairs["rules_people"].append((alike, _coarse(review.verdict), _coarse(ruled)))
    return Comparison(**{name: concord(each) for name, each in pairs.items()}, changes=dict(changes))


def _coarse(verdict: str) -> str:
    return verdict if verdict in ANSWERED else NOTHING


def read_alike(first: str | None, second: str | None, kind: AnswerKind, language: str | None) -> bool:
    """Whether two readers have read the same value; reading none is alike only for both."""
    if first is None or second is None:
        return first is second
    return first == second or same_value(first, second, kind, language)


def concord(pairs: Sequence[tuple[bool, str, str]]) -> Concord:
    """How far two readers read the same.

    Args:
        pairs: For each reply that both have read, whether they read it alike, and what each makes of it.
    """
    alike, total = sum(same for same, _, _ in pairs), len(pairs)
    low, high = wilson(alike / total if total else 0.0, total)
    found = kappa((first, second) for _, first, second in pairs) if pairs else None
    return Concord(read=total, alike=alike, low=low, high=high, kappa=found)
