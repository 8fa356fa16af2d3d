"""Metamorphic consistency: whether a model answers two variants of one item as their relation demands.

A model can be consistent and wrong, or right on one side only, so consistency stands beside accuracy. The
relations are those of `jagbench.probes.RELATIONS` (Chen, Cheung and Yiu 1998; Ribeiro et al. 2020).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jagbench.analysis.reading import same_value
from jagbench.analysis.statistics.cells import interval, records
from jagbench.probes import RELATIONS, Pair, Probe, pairs
from jagbench.probes.relations import place

PLAIN = "plain"
"""The frame that others are held against."""

_COMMITTED = ("correct", "wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """A pair of variants and what one run replied to each."""

    pair: Pair
    first: Mapping[str, Any]
    second: Mapping[str, Any]

    @property
    def scored(self) -> bool:
        return "unscored" not in (self.first["verdict"], self.second["verdict"])

    @property
    def committed(self) -> bool:
        return self.first["verdict"] in _COMMITTED and self.second["verdict"] in _COMMITTED

    @property
    def right(self) -> int:
        return int(self.first["correct"]) + int(self.second["correct"])

    @property
    def consistent(self) -> bool:
        return self.committed and (self.right == 2 or _agree(self))

    @property
    def alike(self) -> bool:
        """Whether both replies name the same operand, as they need not."""
        return self.committed and _same(self, _said(self.pair.first, self.first))


def consistency(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """How often the replies to two variants of an item agree, for each relation.

    Two replies agree when the second is what the relation makes of the first: the same answer, or for
    `swap_direction` the other operand, or where the right answers of a frame turn, the turned one. A reply
    that commits to no answer agrees with nothing. Replies are paired within a sample.

    Args:
        frame: A frame of one or several runs.
        probes: The probes that were asked.

    Returns:
        One row for each run and relation that binds a pair: `run`, `relation`; `pairs` = `scored` +
        `unscored` (a side without a reply); `items`; `consistent`, the count of pairs that agree,
        `both_right` and `alike_wrong` of them; `uncommitted`, pairs with a side that commits to nothing;
        `consistency` with `low`, `high`, `method` (clustered by item); and `accuracy` of the replies of
        these pairs. Shares are of scored pairs, NaN where there is none.
    """
    bound: defaultdict[tuple[str, str], list[_Answered]] = defaultdict(list)
    for run, answered in _answered(frame, pairs(probes)):
        bound[run, answered.pair.relation].append(answered)
    runs = {run: place for place, run in enumerate(frame["run"].unique().tolist())}
    names = {name: place for place, name in enumerate(RELATIONS)}
    keys = sorted(bound, key=lambda key: (runs[key[0]], names[key[1]]))
    return pd.DataFrame(
        [{"run": run, "relation": relation, **_counts(bound[run, relation])} for run, relation in keys],
        columns=["run", "relation", *_counts([])],
    )


def _counts(answered: Sequence[_Answered]) -> dict[str, object]:
    scored = [each for each in answered if each.scored]
    agreed = [each.consistent for each in scored]
    items = [each.pair.first.item for each in scored]
    both = sum(each.right == 2 for each in scored)
    low, high, method = interval(agreed, items)
    return {
        "pairs": len(answered),
        "scored": len(scored),
        "unscored": len(answered) - len(scored),
        "items": len(set(items)),
        "consistent": sum(agreed),
        "both_right": both,
        "alike_wrong": sum(agreed) - both,
        "uncommitted": sum(not each.committed for each in scored),
        "consistency": _share(sum(agreed), len(scored)),
        "low": low,
        "high": high,
        "method": method,
        "accuracy": _share(sum(each.right for each in scored), 2 * len(scored)),
    }


def _share(count: int, total: int) -> float:
    return count / total if total else float("nan")


def _answered(frame: pd.DataFrame, bound: Iterable[Pair]) -> Iterable[tuple[str, _Answered]]:
    """Every pair with the replies of each run and sample that asked both sides."""
    bound = list(bound)
    wanted = {probe.id for pair in bound for probe in (pair.first, pair.second)}
    columns = ["run", "probe", "sample", "verdict", "correct", "reading"]
    replies: defaultdict[str, dict[tuple[str, int], Mapping[str, Any]]] = defaultdict(dict)
    for record in records(frame.loc[frame["probe"].isin(wanted), columns]):
        replies[record["probe"]][record["run"], record["sample"]] = record
    for pair in bound:
        seconds = replies[pair.second.id]
        for key, first in replies[pair.first.id].items():
            if key in seconds:
                yield key[0], _Answered(pair=pair, first=first, second=seconds[key])


def _said(probe: Probe, row: Mapping[str, Any]) -> str | int:
    """What a committed reply says apart from how it is written."""
    if row["correct"]:
        return place(probe, probe.answer.value)
    reading = str(row["reading"])
    if reading in probe.answer.options:
        return place(probe, reading)
    for option in probe.answer.options:
        if same_value(reading, option, probe.answer.kind, probe.language):
            return place(probe, option)
    return reading


def _agree(answered: _Answered) -> bool:
    """Whether the second reply is what the relation makes of the first."""
    pair, said = answered.pair, _said(answered.pair.first, answered.first)
    rights = [place(probe, probe.answer.value) for probe in (pair.first, pair.second)]
    operands = [place(pair.first, o) for o in pair.first.answer.options if o in pair.first.operands]
    turned = operands if pair.relation == "swap_direction" and len(operands) == 2 else rights
    if said in turned and not (turned is rights and pair.same):
        said = turned[1 - turned.index(said)]
    return _same(answered, said)


def _same(answered: _Answered, said: str | int) -> bool:
    """Whether the second reply says that."""
    other = _said(answered.pair.second, answered.second)
    if isinstance(said, int) or isinstance(other, int):
        return said == other
    probe = answered.pair.second
    return same_value(said, other, probe.answer.kind, probe.language)


def frame_table(frame: pd.DataFrame, probes: Iterable[Probe]) -> pd.DataFrame:
    """How the same operands are answered in each frame: as decimals, prices, software versions and so on.

    Args:
        frame: A frame of one or several runs.
        probes: The probes that were asked.

    Returns:
        One row for each run, skill and frame, over the items that were asked in several frames: `run`,
        `skill`, `frame`; `asked`, `scored`, `items`; `accuracy`, `low`, `high`, `method`; `pairs`, scored
        pairs with the same question in the frame `plain`; of them `same`, the share whose two replies name
        the same operand, and `should`, the share whose right answers do. Shares are NaN where there is
        nothing to count.
    """
    asked = {probe.id: probe for probe in probes}
    framed: defaultdict[str, set[str]] = defaultdict(set)
    for probe in asked.values():
        framed[probe.item].add(probe.frame)
    several = {item for item, names in framed.items() if len(names) > 1}
    with_plain: defaultdict[tuple[str, str, str], list[_Answered]] = defaultdict(list)
    reframed = pairs((probe for probe in asked.values() if probe.item in several), "reframe")
    for run, answered in _answered(frame, reframed):
        names = {answered.pair.first.frame, answered.pair.second.frame}
        if PLAIN in names and answered.scored:
            (other,) = names - {PLAIN}
            with_plain[run, answered.pair.first.skill, other].append(answered)
    part = frame[frame["item"].isin(several)]
    return pd.DataFrame(
        [
            {"run": run, "skill": skill, "frame": name, **_framed(rows, with_plain[run, skill, name])}
            for (run, skill, name), rows in sorted(_groups(part), key=_plain_first)
        ],
        columns=["run", "skill", "frame", *_framed(part.head(0), [])],
    )


_Group = tuple[tuple[str, str, str], pd.DataFrame]


def _groups(frame: pd.DataFrame) -> list[_Group]:
    groups = frame.groupby(["run", "skill", "frame"], sort=False)
    return [((str(run), str(skill), str(name)), rows) for (run, skill, name), rows in groups]


def _plain_first(group: _Group) -> tuple[str, str, bool]:
    run, skill, frame = group[0]
    return run, skill, frame != PLAIN


def _framed(rows: pd.DataFrame, with_plain: Sequence[_Answered]) -> dict[str, object]:
    scored = rows[rows["verdict"] != "unscored"]
    right, items = scored["correct"].tolist(), scored["item"].tolist()
    low, high, method = interval(right, items)
    return {
        "asked": len(rows),
        "scored": len(scored),
        "items": len(set(items)),
        "accuracy": _share(sum(right), len(scored)),
        "low": low,
        "high": high,
        "method": method,
        "pairs": len(with_plain),
        "same": _share(sum(each.alike for each in with_plain), len(with_plain)),
        "should": _share(sum(each.pair.same for each in with_plain), len(with_plain)),
    }
