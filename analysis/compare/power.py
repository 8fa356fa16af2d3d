"""What runs could have found: the power of a comparison, and of the tests that a profile makes.

Two models are compared on the same probes, by the exact paired test over items (`compare.paired`). What it
finds hangs on how many replies differ in being right, the discordance:

* of two runs it is seen;
* of one run it is assumed, as if another model were right as often in each skill and level but on items of
  its own: 2 p (1 - p), with p (1 - p) estimated without bias within each stratum. Real models fail on the
  same items more often than that, so that this asks for too many probes rather than for too few;
* otherwise it is stated.

Variants and samples of one item count as many independent pairs as they are worth (`independent`), the
effective size of Korn and Graubard (1998, Survey Methodology 24:193). Within a skill the level of the test is
0.05 divided by the number of skills, because Holm's correction begins so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.compare.paired import pair
from jagbench.analysis.measures.profile import ENOUGH, Profile, findable, profile
from jagbench.analysis.measures.profile_tables import could_be_jagged
from jagbench.analysis.measures.standing import extreme, ranking
from jagbench.analysis.statistics.cells import by_grade, effective_size
from jagbench.analysis.statistics.clusters import Counts, neighbours, variance
from jagbench.analysis.statistics.paired_power import ALPHA, MOST_PAIRS, POWER, detectable, needed
from jagbench.errors import InvalidArgument

Source = Literal["seen", "assumed", "stated"]
"""Where a discordance comes from."""

DIFFERENCES = (0.01, 0.02, 0.03, 0.05, 0.1)
"""Differences that probes are counted for where none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a comparison could find, in everything or in one skill."""

    skill: str
    """Name of the skill; empty for everything."""
    pairs: int
    """Pairs of replies."""
    items: int
    """Their items."""
    independent: int
    """Independent pairs that say as much."""
    discordance: float
    """Share of the pairs that are right in one of the models only."""
    alpha: float
    """A difference is found where p is below this."""
    detectable: float | None
    """The least difference that is found as often as wanted, as a share; None where none is."""
    easiest: int = 0
    """Independent replies to the skill's easiest level; 0 for everything."""
    hole: float | None = None
    """The accuracy there below which a hole is found 4 times in 5; None where none could be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What it takes to find a difference."""

    difference: float
    """Of the accuracies, as a share."""
    independent: int | None
    """Independent pairs; None where they are more than `paired_power.MOST_PAIRS`."""
    probes: int | None
    """Probes like those of the run, whose variants and samples resemble one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What can be found, and what could not have been."""

    run: str
    """Label of the run; empty where none was given."""
    against: str
    """Label of the run that it is compared with; empty for another model that has not been asked."""
    source: Source
    """Where the discordance comes from."""
    wanted: float
    """How often a difference is to be found."""
    whole: Scope
    """Everything."""
    skills: tuple[Scope, ...]
    """The skills in order of school grade; none where no run was given."""
    needs: tuple[Need, ...]
    """What it takes to find some differences."""
    missed: tuple[str, ...]
    """What the run could not have found, in sentences."""


def planned(
    pairs: int,
    discordance: float,
    *,
    wanted: float = POWER,
    differences: Sequence[float] = DIFFERENCES,
) -> Power:
    """The power of a comparison that is only planned.

    Args:
        pairs: Independent pairs; variants of one item are to be counted as one.
        discordance: Share of them that is right in one of the models only.
        wanted: How often a difference is to be found.
        differences: Those that probes are counted for.

    Raises:
        InvalidArgument: if a number is out of its range.
    """
    if not 1 <= pairs <= MOST_PAIRS:
        raise InvalidArgument(f"The number of probes goes from 1 to {MOST_PAIRS:,}, not {pairs}.")
    _check(discordance, wanted, differences)
    whole = Scope(
        skill="",
        pairs=pairs,
        items=pairs,
        independent=pairs,
        discordance=discordance,
        alpha=ALPHA,
        detectable=detectable(pairs, discordance, wanted),
    )
    return Power(
        run="",
        against="",
        source="stated",
        wanted=wanted,
        whole=whole,
        skills=(),
        needs=_needs(whole, wanted, differences),
        missed=(),
    )


def power_of_run(
    frame: pd.DataFrame,
    *,
    discordance: float | None = None,
    wanted: float = POWER,
    differences: Sequence[float] = DIFFERENCES,
) -> Power:
    """What one run could have found: against another model, and by itself.

    Args:
        frame: The frame of one run.
        discordance: As stated; assumed from the accuracy of the run when left out.
        wanted: How often a difference is to be found.
        differences: Those that probes are counted for.

    Raises:
        InvalidArgument: if nothing was scored, or a number is out of its range.
    """
    _check(discordance, wanted, differences)
    scored = frame.loc[frame["verdict"] != "unscored"]
    label = str(frame["run"].iloc[0])
    if scored.empty:
        raise InvalidArgument(f"{label} has no scored reply, so there is nothing to tell its power from.")
    items = scored.groupby(_ITEM, sort=True)["correct"].agg(["sum", "size"]).reset_index()
    found = _Items(items)
    usual = found.discordance(slice(None), 0.5)
    easiest = items.groupby("skill")["level"].transform("min") == items["level"]
    skills = by_grade(scored)

    def scope(skill: str = "") -> Scope:
        part = np.ones(len(items), dtype=np.bool_) if not skill else (items["skill"] == skill).to_numpy()
        share = found.discordance(part, usual) if discordance is None else discordance
        independent, alpha = found.independent(part), ALPHA / len(skills) if skill else ALPHA
        lowest = part & easiest.to_numpy() if skill else np.zeros_like(part)
        replies = found.independent(lowest)
        return Scope(
            skill=skill,
            pairs=int(found.asked[part].sum()),
            items=int(part.sum()),
            independent=independent,
            discordance=share,
            alpha=alpha,
            detectable=detectable(independent, share, wanted, alpha),
            easiest=replies,
            hole=findable(replies) if replies >= ENOUGH else None,
        )

    whole, each = scope(), tuple(scope(skill) for skill in skills)
    return Power(
        run=label,
        against="",
        source="assumed" if discordance is None else "stated",
        wanted=wanted,
        whole=whole,
        skills=each,
        needs=_needs(whole, wanted, differences),
        missed=missed(frame, each),
    )


def power_of_pair(
    frame: pd.DataFrame,
    run: str,
    *,
    against: str,
    wanted: float = POWER,
    differences: Sequence[float] = DIFFERENCES,
) -> Power:
    """What the comparison of two runs could have found.

    Args:
        frame: A frame of both runs.
        run: Label of one.
        against: Label of the other.
        wanted: How often a difference is to be found.
        differences: Those that probes are counted for.

    Raises:
        InvalidArgument: if they share no scored reply to a probe, or a number is out of its range.
    """
    _check(None, wanted, differences)
    pairs = pair(frame, run, against=against)
    if pairs.empty:
        raise InvalidArgument(f"{against} and {run} share no scored reply to the same probe.")
    skills = by_grade(pairs)

    def scope(skill: str = "") -> Scope:
        part = pairs[pairs["skill"] == skill] if skill else pairs
        alpha = ALPHA / len(skills) if skill else ALPHA
        share, independent = _seen(part)
        return Scope(
            skill=skill,
            pairs=len(part),
            items=part["item"].nunique(),
            independent=independent,
            discordance=share,
            alpha=alpha,
            detectable=detectable(independent, share, wanted, alpha),
        )

    whole, each = scope(), tuple(scope(skill) for skill in skills)
    return Power(
        run=run,
        against=against,
        source="seen",
        wanted=wanted,
        whole=whole,
        skills=each,
        needs=_needs(whole, wanted, differences),
        missed=tuple(_differences_missed(each)),
    )


def missed(frame: pd.DataFrame, skills: Sequence[Scope]) -> tuple[str, ...]:
    """What a run could not have found, in sentences.

    Args:
        frame: The frame of the run.
        skills: What could be found in its skills.
    """
    found, places = profile(frame), ranking(frame, "skill")
    said: list[str] = []
    if blind := [each.skill for each in skills if each.hole is None]:
        said.append(
            f"A hole could not have been found in {_named(blind)}: fewer than {ENOUGH} independent replies "
            "to the easiest level."
        )
    if len(places) > 1:
        for side in ("best", "weakest"):
            if not extreme(places, side).could_be_found:
                said.append(
                    f"A {side} skill could not have been found: no outcome with as many right replies is "
                    "beyond chance."
                )
    said += _jaggedness(found)
    return (*said, *_differences_missed(skills))


def _jaggedness(found: Profile) -> list[str]:
    if found.excess.jagged is None:
        return [f"Jaggedness beyond difficulty could not have been found: {found.excess.missing}."]
    return [] if found.excess.jagged else [could_be_jagged(found.excess)]


def _differences_missed(skills: Sequence[Scope]) -> list[str]:
    blind = [each.skill for each in skills if each.detectable is None]
    if not blind:
        return []
    return [f"No difference between two models could have been found in {_named(blind)}, however large."]


_LISTED = 3


def _named(skills: Sequence[str]) -> str:
    if len(skills) == 1:
        return skills[0]
    if len(skills) <= _LISTED:
        return f"{', '.join(skills[:-1])} and {skills[-1]}"
    return f"{len(skills)} skills ({', '.join(skills[:_LISTED])}, ...)"


_ITEM = ["skill", "level", "item"]


Part = npt.NDArray[np.bool_] | slice
"""Some of the items of a run."""


class _Items:
    """The items of a run with their replies counted, in strata: levels, joined where they have few items."""

    def __init__(self, items: pd.DataFrame) -> None:
        self.right: Counts = items["sum"].to_numpy(dtype=np.int64)
        self.asked: Counts = items["size"].to_numpy(dtype=np.int64)
        sizes = items.groupby(["skill", "level"], sort=True).size()
        number = 0
        strata: list[int] = []
        for _, levels in sizes.groupby(level="skill", sort=True):
            counts: Counts = np.array(levels.tolist(), dtype=np.int64)
            joined = neighbours(counts)
            strata += np.repeat(number + joined, counts).tolist()
            number += int(joined[-1]) + 1
        self.stratum: Counts = np.array(strata, dtype=np.int64)

    def independent(self, part: Part) -> int:
        """How many independent replies say as much as those to some items."""
        right, asked, stratum = self.right[part], self.asked[part], self.stratum[part]
        return sum(
            int(effective_size(right[stratum == each], asked[stratum == each])) for each in np.unique(stratum)
        )

    def discordance(self, part: Part, otherwise: float) -> float:
        """How often replies to two different items of a stratum differ in being right, of some items.

        Args:
            part: Which items.
            otherwise: What counts for strata of one item.
        """
        right, asked, stratum = self.right[part], self.asked[part], self.stratum[part]
        share = 0.0
        for each in np.unique(stratum):
            r, m = right[stratum == each], asked[stratum == each]
            total = int(m.sum())
            pairs = total**2 - int((m**2).sum())
            differ = 2 * (int(r.sum()) * (total - int(r.sum())) - int((r * (m - r)).sum()))
            share += total * (differ / pairs if pairs else otherwise)
        return share / int(asked.sum())


def _seen(pairs: pd.DataFrame) -> tuple[float, int]:
    """The discordance of some pairs, and how many independent ones say as much."""
    change = pairs["after"].astype(np.int64) - pairs["before"].astype(np.int64)
    items = change.groupby(pairs["item"]).agg(["sum", "size"])
    total, count = len(pairs), len(items)
    share, difference = float((change != 0).mean()), float(change.mean())
    spread = variance(
        items["sum"].to_numpy(dtype=np.float64),
        items["size"].to_numpy(dtype=np.int64),
        np.zeros(count, dtype=np.int64),
    )
    size = (share - difference**2) / spread if spread > 0 else count
    return share, int(max(count, min(size, total)))


def _needs(whole: Scope, wanted: float, differences: Sequence[float]) -> tuple[Need, ...]:
    worth = whole.pairs / whole.independent
    found: list[Need] = []
    for difference in differences:
        independent = needed(difference, whole.discordance, wanted, whole.alpha)
        probes = None if independent is None else math.ceil(independent * worth)
        found.append(Need(difference=difference, independent=independent, probes=probes))
    return tuple(found)


def _check(discordance: float | None, wanted: float, differences: Sequence[float]) -> None:
    if discordance is not None and not 0 < discordance <= 1:
        raise InvalidArgument(
            f"The discordance, a share of the pairs, is above 0 and at most 1, not {discordance}."
        )
    if not 0 < wanted < 1:
        raise InvalidArgument(f"The power, a share, lies between 0 and 1, not at {wanted}.")
    for difference in differences:
        if not 0 < difference <= 1:
            raise InvalidArgument(
                f"A difference of accuracies, as a share, is above 0 and at most 1, not {difference}."
            )
