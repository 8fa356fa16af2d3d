"""What a gate decides, from intervals.

A gate holds where the whole interval is on the good side of its limit, fails where the whole interval is on
the bad side, and is inconclusive where the limit lies within: the reading of a non-inferiority trial (Piaggio
et al. 2012, JAMA 308:2594, figure 1). The gates of one run are decided together: with k of them each interval
has the level 1 - 0.05 / k (Bonferroni), so that the intervals of a run hold all at once in 95 of 100 cases
and a run without a fault is not failed for one of its many skills.

The interval of a difference is that of `compare.paired`, that of an accuracy the one of `statistics.cells`;
both take the item as their unit.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.compare.paired import item_changes, pair
from jagbench.analysis.statistics.cells import LEVEL, by_grade, counted, counted_interval, effective_size
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.errors import InvalidArgument, unknown_name

POWER = 0.8
"""How likely a gate is decided with the items that are said to decide it, if all else stays as it is."""

MOST_ITEMS = 10_000_000
"""More items than that are not named: no suite will ever have them."""

WHOLE = "all"
"""The part that is the whole run."""

EACH = ("family", "skill")
"""Parts that stand for each of their kind."""

Verdict = Literal["holds", "fails", "inconclusive"]
Kind = Literal["not worse", "not under"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is demanded of a part of a run."""

    limit: float
    """A share: the margin of `not_worse`, or the accuracy of `not_under`."""
    part: str = WHOLE
    """`"all"`, a family, a skill, or `"family"` or `"skill"` for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One decision on a part of a run."""

    kind: Kind
    """`"not worse"` than another run by the limit, or `"not under"` it."""
    run: str
    """Label of the run."""
    against: str | None
    """Label of the run that it is held against; None for `"not under"`."""
    part: str
    """`"all"`, a family or a skill."""
    limit: float
    """The margin, or the accuracy."""
    value: float
    """The difference of the accuracies, or the accuracy; NaN where nothing was scored."""
    low: float
    """Lower bound of its interval."""
    high: float
    """Upper bound."""
    level: float
    """Confidence level of the interval: 0.95, more where several gates are decided together."""
    items: int
    """Items that it rests on."""
    verdict: Verdict
    """What came out."""
    needed: int | None
    """About how many items would decide it with 80 % power if all else stays as it was seen; None where it is
    decided, or where no number would."""

    @property
    def sentence(self) -> str:
        """The decision in words."""
        what = (
            f"not worse than {self.against} by more than {points(self.limit)}"
            if self.kind == "not worse"
            else f"not under {share_text(self.limit)}"
        )
        head = f"{self.run}, {self.part}: {what}: {self.verdict}. {self.seen}."
        return head if self.verdict != "inconclusive" else f"{head} {self.missing}"

    @property
    def seen(self) -> str:
        """The figure with its interval and items."""
        if math.isnan(self.value):
            return "No scored reply"
        shown = signed if self.kind == "not worse" else share_text
        unit = " points" if self.kind == "not worse" else ""
        return (
            f"{shown(self.value)}{unit} ({shown(self.low)} to {shown(self.high)}) on {self.items:,} "
            f"item{'' if self.items == 1 else 's'}"
        )

    @property
    def missing(self) -> str:
        """What would decide it, where it is inconclusive."""
        if math.isnan(self.value):
            return "Ask what is missing first."
        if self.needed is None:
            return "No number of items would decide it at what was seen."
        return f"About {self.needed:,} items would decide it if the figure stays as it is."


def points(share: float) -> str:
    """A share in points, as short as it can be: `"2 points"`."""
    return f"{round(100 * share, 4):g} point{'' if share == 0.01 else 's'}"


def signed(share: float) -> str:
    """A difference in points with its sign: `"-2.4"`."""
    return f"{round(100 * share, 1) or 0.0:+.1f}".replace("+0.0", "0.0")


def share_text(share: float) -> str:
    """A share as per cent: `"97.5 %"`."""
    return f"{100 * share:.1f} %"


def parse_demand(text: str) -> Demand:
    """A demand as the command line writes it: `"0.02"`, `"2%"`, `"comparison=5%"`, `"skill=0.1"`.

    Raises:
        InvalidArgument: if the share is no number from 0 up to 1, or the part is empty.
    """
    part, equals, number = text.rpartition("=")
    if equals and not part.strip():
        raise InvalidArgument(f"{text!r} names no part: give PART=SHARE, such as comparison=0.05, or SHARE.")
    digits = number.strip().removesuffix("%").strip()
    try:
        share = float(digits) / (100 if number.strip().endswith("%") else 1)
    except ValueError:
        share = math.nan
    if not 0 <= share < 1:
        hint = f" Did you mean {digits}%?" if 1 <= share <= 100 else ""
        raise InvalidArgument(
            f"{number.strip()!r} is no share: give a number from 0 up to 1, or per cent, such as 0.02 or 2%."
            f"{hint}"
        )
    return Demand(limit=share, part=part.strip() if equals else WHOLE)


def outcome(gates: Sequence[Gate]) -> Verdict:
    """What some gates say together: they fail where one does, and hold only where all do."""
    verdicts = {gate.verdict for gate in gates}
    if "fails" in verdicts:
        return "fails"
    return "inconclusive" if "inconclusive" in verdicts else "holds"


def not_worse(
    frame: pd.DataFrame,
    demands: Sequence[Demand],
    *,
    against: str,
    strict: bool = False,
    together: int = 0,
) -> list[Gate]:
    """Whether runs are not worse than another one on the same probes, by more than a margin.

    Args:
        frame: A frame of two runs or more.
        demands: Margins, each of a part.
        against: Label of the run that the others are held against.
        strict: Whether only right answers in the format asked for count as right.
        together: How many other gates of each run are decided with these.

    Returns:
        The gates by run, in the order of the frame, then of the demands.

    Raises:
        InvalidArgument: if a part or the run that the others are held against is unknown, there is no other
            run, or the runs cannot be paired.
    """
    others = [run for run in frame["run"].unique().tolist() if run != against]
    if not others:
        raise InvalidArgument(
            f"There is no run beside {against} to hold against it: give a frame of two runs."
        )
    gates: list[Gate] = []
    for run in others:
        parts = _parts(pair(frame, run, against=against, strict=strict), demands, f"{against} and {run}")
        level = _level(len(parts) + together)
        gates += [_worse(run, against, name, part, demand.limit, level) for demand, name, part in parts]
    return gates


def not_under(
    frame: pd.DataFrame, demands: Sequence[Demand], *, strict: bool = False, together: int = 0
) -> list[Gate]:
    """Whether the accuracy of runs is not under a share.

    Args:
        frame: A frame of one or several runs.
        demands: Shares, each of a part.
        strict: Whether only right answers in the format asked for count as right.
        together: How many other gates of each run are decided with these.

    Returns:
        The gates by run, in the order of the frame, then of the demands.

    Raises:
        InvalidArgument: if a part is unknown, or a share is 0.
    """
    if any(demand.limit == 0 for demand in demands):
        raise InvalidArgument("No accuracy is under 0: give a share above it, such as 0.9 or 90%.")
    gates: list[Gate] = []
    for run, rows in frame.groupby("run", sort=False):
        parts = _parts(rows, demands, str(run))
        level = _level(len(parts) + together)
        gates += [
            _under(str(run), name, part, demand.limit, level, "strict" if strict else "correct")
            for demand, name, part in parts
        ]
    return gates


def count_parts(frame: pd.DataFrame, demands: Sequence[Demand]) -> int:
    """How many gates some demands become in the run of a frame with the most parts."""
    return max(
        (len(_parts(rows, demands, str(run))) for run, rows in frame.groupby("run", sort=False)), default=0
    )


def _level(gates: int) -> float:
    return 1 - (1 - LEVEL) / max(1, gates)


def _parts(
    rows: pd.DataFrame, demands: Sequence[Demand], whose: str
) -> list[tuple[Demand, str, pd.DataFrame]]:
    """The demands with the rows that they are about, a demand on each of a kind taken apart.

    Raises:
        InvalidArgument: if a part is in none of the rows.
    """
    skills = by_grade(rows)
    found: list[tuple[Demand, str, pd.DataFrame]] = []
    for demand in demands:
        kind, names = check_part(demand.part, skills, whose)
        found += [(demand, name, rows[rows[kind] == name] if kind else rows) for name in names]
    return found


def check_part(part: str, skills: Sequence[str], whose: str) -> tuple[str, list[str]]:
    """What a part stands for.

    Args:
        part: `Demand.part`.
        skills: The skills there are.
        whose: Who has them, for the error.

    Returns:
        `"family"` or `"skill"` and the names of it, or `""` and `"all"`.

    Raises:
        InvalidArgument: if there is no such family or skill.
    """
    if part == WHOLE:
        return "", [WHOLE]
    kind = part if part in EACH else "skill" if "." in part else "family"
    families = list(dict.fromkeys(skill.partition(".")[0] for skill in skills))
    there = {"family": families, "skill": list(skills)}[kind]
    if part in EACH:
        return kind, there
    if part not in there:
        raise unknown_name(f"{kind} in {whose}", part, there)
    return kind, [part]


def _worse(run: str, against: str, name: str, pairs: pd.DataFrame, margin: float, level: float) -> Gate:
    if pairs.empty:
        return _nothing("not worse", run, against, name, margin, level)
    changes, sizes = item_changes(pairs)
    low, high = difference_interval(changes, sizes, level)
    found = sum(changes) / sum(sizes)
    verdict = _verdict(low, high, -margin)
    return Gate(
        kind="not worse",
        run=run,
        against=against,
        part=name,
        limit=margin,
        value=found,
        low=low,
        high=high,
        level=level,
        items=len(sizes),
        verdict=verdict,
        needed=_pairs_needed(changes, sizes, margin, level) if verdict == "inconclusive" else None,
    )


def _under(run: str, name: str, rows: pd.DataFrame, limit: float, level: float, right: str) -> Gate:
    scored = rows[rows["verdict"] != "unscored"]
    flags = scored[right].to_numpy(dtype=np.bool_)
    return held(flags, scored["item"].tolist(), limit, run=run, part=name, level=level)


def held(
    right: Sequence[bool] | npt.NDArray[np.bool_],
    items: Sequence[str],
    limit: float,
    *,
    run: str,
    part: str = WHOLE,
    level: float = LEVEL,
) -> Gate:
    """Whether the accuracy of some replies is not under a share.

    Args:
        right: Whether each scored reply is right.
        items: The item each was asked about.
        limit: The share.
        run: Whose replies they are.
        part: Which of them.
        level: Confidence level of the interval.
    """
    if not len(right):
        return _nothing("not under", run, None, part, limit, level)
    correct, asked = counted(right, items)
    found = int(correct.sum()) / int(asked.sum())
    low, high, _ = counted_interval(correct, asked, level=level)
    verdict = _verdict(low, high, limit)
    worth = effective_size(correct, asked) / len(asked)
    return Gate(
        kind="not under",
        run=run,
        against=None,
        part=part,
        limit=limit,
        value=found,
        low=low,
        high=high,
        level=level,
        items=len(asked),
        verdict=verdict,
        needed=_items_needed(found, limit, worth, level) if verdict == "inconclusive" else None,
    )


def _nothing(kind: Kind, run: str, against: str | None, name: str, limit: float, level: float) -> Gate:
    return Gate(
        kind=kind,
        run=run,
        against=against,
        part=name,
        limit=limit,
        value=math.nan,
        low=math.nan,
        high=math.nan,
        level=level,
        items=0,
        verdict="inconclusive",
        needed=None,
    )


def _verdict(low: float, high: float, limit: float) -> Verdict:
    if low >= limit:
        return "holds"
    return "fails" if high < limit else "inconclusive"


def _pairs_needed(changes: Sequence[int], sizes: Sequence[int], margin: float, level: float) -> int | None:
    """Items of which the interval would leave the margin, with the changes as they were seen.

    The interval is that of `difference_interval` with items that vary as those seen.
    """
    items, size = len(sizes), sum(sizes) / len(sizes)
    found = sum(changes) / sum(sizes)
    spread = sum((c - found * m) ** 2 for c, m in zip(changes, sizes, strict=True)) / items

    def error(count: int) -> float:
        return math.sqrt(count * spread + 2 * size**2) / ((count + 2) * size)

    def distance(count: int) -> float:
        return abs(found * count / (count + 2) + margin)

    return _fewest(lambda count: distance(count) >= _reach(level) * error(count), items + 1)


def _items_needed(found: float, limit: float, worth: float, level: float) -> int | None:
    """Items of which Wilson's interval would leave the limit, as it does where the score test rejects it."""
    if found == limit:
        return None
    z, power = NormalDist().inv_cdf((1 + level) / 2), NormalDist().inv_cdf(POWER)
    root = z * math.sqrt(limit * (1 - limit)) + power * math.sqrt(found * (1 - found))
    needed = math.ceil((root / (found - limit)) ** 2 / worth)
    return needed if needed <= MOST_ITEMS else None


def _reach(level: float) -> float:
    """How many standard errors a figure must be from its limit to be told from it with the power."""
    return NormalDist().inv_cdf((1 + level) / 2) + NormalDist().inv_cdf(POWER)


def _fewest(enough: Callable[[int], bool], start: int) -> int | None:
    """The smallest count from `start` on that is enough, as all larger ones are."""
    most = start
    while not enough(most):
        most *= 2
        if most > MOST_ITEMS:
            return None
    least = max(start, most // 2)
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if enough(middle) else (middle + 1, most)
    return most
