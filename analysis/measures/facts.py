"""Whether a model contradicts itself about a fact: in several questions for it, and in claims about it.

A fact is an item with claims (`jagbench.probes.claims`). What a model says of it fits together when one
answer, believed, would give all its replies: the right one, the lure, or another one. A model can agree with
itself and be wrong. Every interval takes the item as its unit, in whatever languages it is asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd

from jagbench.analysis.reading import same_value
from jagbench.analysis.statistics.cells import interval, records
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.probes import Probe
from jagbench.probes.claims import SIDES, is_claim, side, stated_value, yes_and_no
from jagbench.probes.statement import asks_yes_or_no

MEASURES: Mapping[str, str] = {
    "questions right": "accuracy of the questions",
    "claims right": "accuracy of the claims, half of which are true",
    "consistent": "facts of which all replies fit one answer",
    "consistent and right": "facts of which all replies are right",
    "against own answer": "pairs of a question and a claim about it whose replies do not fit one answer",
    "affirms both": "sentences that are affirmed, and their denials too",
    "denies both": "sentences that are not affirmed, and their denials neither",
    "affirms right and lure": "pairs of sentences, with the right answer and with the lure, both affirmed",
    "affirmation bias": "share of claims that are affirmed, less the share that is true",
}
"""What is measured, and of what it is a share; the bias is a difference of two."""

_COMMITTED = ("correct", "wrong")
_RIGHT, _LURE, _OTHER = "right", "lure", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """What was replied about one fact in one language, frame and sample, and nothing of it unscored."""

    item: str
    questions: Sequence[Mapping[str, Any]]
    """Replies to questions: `correct`, and `said`, which answer: right, lure, or another one as read."""
    claims: Sequence[Mapping[str, Any]]
    """Replies to claims: `correct`, `side`, `template`, and `yes`, None where it commits to nothing."""


def facts(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """How far what a model says of facts fits together.

    Args:
        frame: A frame of one or several runs.
        probes: The probes that were asked.

    Returns:
        One row for each run that was asked claims and each of `MEASURES`: `run`, `measure`; `n`, of how many
        facts, pairs or replies; `items`; `value` with `low` and `high`, NaN where n is 0; `facts`, how many
        there are, in every language, frame and sample; `unscored`, those with an unscored reply, left out
        and not among them. A pair is of one wording of the claims. A reply that commits to no answer
        affirms nothing, denies nothing and fits nothing; the bias and `against own answer` leave it out.
    """
    rows: list[dict[str, object]] = []
    for run, (found, unscored) in _by_run(frame, probes).items():
        for measure in MEASURES:
            rows.append(
                {
                    "run": run,
                    "measure": measure,
                    **_measured(measure, found),
                    "facts": len(found),
                    "unscored": unscored,
                }
            )
    columns = ["run", "measure", "n", "items", "value", "low", "high", "facts", "unscored"]
    return pd.DataFrame(rows, columns=columns)


def _by_run(frame: pd.DataFrame, probes: Iterable[Probe]) -> Mapping[str, tuple[list[_Fact], int]]:
    """The facts of each run, and how many are left out."""
    asked = {probe.id: probe for probe in probes}
    claimed = {(probe.item, probe.language, probe.frame) for probe in asked.values() if is_claim(probe)}
    if not claimed:
        return {}
    wanted = {key for key, each in asked.items() if (each.item, each.language, each.frame) in claimed}
    columns = ["run", "probe", "sample", "verdict", "correct", "reading"]
    grouped: defaultdict[tuple[str, ...], list[tuple[Probe, Mapping[str, Any]]]] = defaultdict(list)
    for row in records(frame.loc[frame["probe"].isin(wanted), columns]):
        probe = asked[row["probe"]]
        grouped[row["run"], probe.item, probe.language, probe.frame, row["sample"]].append((probe, row))
    found: dict[str, tuple[list[_Fact], int]] = {}
    for (run, *_), replies in grouped.items():
        there, unscored = found.get(run, ([], 0))
        if not any(is_claim(probe) for probe, _ in replies):
            continue
        if any(row["verdict"] == "unscored" for _, row in replies):
            found[run] = (there, unscored + 1)
            continue
        there.append(_fact(replies))
        found[run] = (there, unscored)
    return found


def _fact(replies: Sequence[tuple[Probe, Mapping[str, Any]]]) -> _Fact:
    return _Fact(
        item=replies[0][0].item,
        questions=[_question(probe, row, replies) for probe, row in replies if not is_claim(probe)],
        claims=[_claim(probe, row) for probe, row in replies if is_claim(probe)],
    )


def _claim(probe: Probe, row: Mapping[str, Any]) -> Mapping[str, Any]:
    committed = row["verdict"] in _COMMITTED
    # Of two options a committed reply that is not the right one is the other one.
    yes = (probe.answer.value == yes_and_no(probe)[0]) is bool(row["correct"]) if committed else None
    return {"correct": bool(row["correct"]), "yes": yes, "side": side(probe), "template": probe.template}


def _question(
    probe: Probe, row: Mapping[str, Any], replies: Sequence[tuple[Probe, Mapping[str, Any]]]
) -> Mapping[str, Any]:
    said: str | None = None
    if row["verdict"] in _COMMITTED:
        lures = [stated_value(each) for each, _ in replies if is_claim(each) and not side(each).right]
        reading = str(row["reading"])
        if row["correct"]:
            said = _RIGHT
        elif asks_yes_or_no(probe) or any(
            same_value(reading, lure, probe.answer.kind, probe.language) for lure in lures
        ):
            said = _LURE
        else:
            said = f"{_OTHER} {reading}"
    return {"correct": bool(row["correct"]), "said": said}


def _fits(claim: Mapping[str, Any], believed: str) -> bool:
    """Whether a reply to a claim is that of somebody who believes an answer."""
    said = claim["side"]
    true = (believed == (_RIGHT if said.right else _LURE)) is not said.denied
    return claim["yes"] is not None and claim["yes"] is true


def _consistent(fact: _Fact) -> bool:
    said = {each["said"] for each in fact.questions}
    if None in said or len(said) > 1:
        return False
    beliefs = said or {_RIGHT, _LURE, _OTHER}
    return any(all(_fits(claim, belief) for claim in fact.claims) for belief in beliefs)


def _pairs(fact: _Fact, one: str, other: str) -> list[tuple[Any, Any]]:
    """What is said to two claims of the same wording."""
    said = {(each["template"], each["side"]): each["yes"] for each in fact.claims}
    return [
        (said[template, SIDES[one]], said[template, SIDES[other]])
        for template in dict.fromkeys(each["template"] for each in fact.claims)
        if (template, SIDES[one]) in said and (template, SIDES[other]) in said
    ]


def _denied(fact: _Fact) -> list[tuple[Any, Any]]:
    return [*_pairs(fact, "right", "right_denied"), *_pairs(fact, "lure", "lure_denied")]


def _right(fact: _Fact) -> bool:
    """Whether every reply about a fact is right."""
    return all(each["correct"] for each in (*fact.questions, *fact.claims))


_SHARES: Mapping[str, Callable[[_Fact], Sequence[bool]]] = {
    "questions right": lambda fact: [each["correct"] for each in fact.questions],
    "claims right": lambda fact: [each["correct"] for each in fact.claims],
    "consistent": lambda fact: [_consistent(fact)],
    "consistent and right": lambda fact: [_right(fact)],
    "against own answer": lambda fact: [
        not _fits(claim, question["said"])
        for question, claim in product(fact.questions, fact.claims)
        if question["said"] is not None and claim["yes"] is not None
    ],
    "affirms both": lambda fact: [one is True and other is True for one, other in _denied(fact)],
    "denies both": lambda fact: [one is False and other is False for one, other in _denied(fact)],
    "affirms right and lure": lambda fact: [
        one is True and other is True for one, other in _pairs(fact, "right", "lure")
    ],
}


def _measured(measure: str, found: Sequence[_Fact]) -> dict[str, object]:
    if measure == "affirmation bias":
        return _bias(found)
    hits = [(fact.item, hit) for fact in found for hit in _SHARES[measure](fact)]
    low, high, _ = interval([hit for _, hit in hits], [item for item, _ in hits])
    value = sum(hit for _, hit in hits) / len(hits) if hits else float("nan")
    return {
        "n": len(hits),
        "items": len({item for item, _ in hits}),
        "value": value,
        "low": low,
        "high": high,
    }


def _bias(found: Sequence[_Fact]) -> dict[str, object]:
    """How much oftener claims are affirmed than they are true; those without an answer are left out."""
    changes: defaultdict[str, int] = defaultdict(int)
    sizes: defaultdict[str, int] = defaultdict(int)
    for fact in found:
        for claim in fact.claims:
            if claim["yes"] is not None:
                changes[fact.item] += int(claim["yes"]) - int(claim["side"].true)
                sizes[fact.item] += 1
    total = sum(sizes.values())
    if not total:
        nothing = float("nan")
        return {"n": 0, "items": 0, "value": nothing, "low": nothing, "high": nothing}
    low, high = difference_interval(list(changes.values()), list(sizes.values()))
    return {"n": total, "items": len(sizes), "value": sum(changes.values()) / total, "low": low, "high": high}
