"""Best and weakest: superlatives with their n, ties, and whether they could have been found at all.

The highest of many accuracies is high by chance alone. A skill is called best only where it has more right
replies than chance gives to one of so many skills: the one-sided test of Fisher (1935, The Design of
Experiments) for that skill against all others, with the correction of Bonferroni for the number of skills.
Where no outcome of that many replies could pass, that is said instead. Variants of one item count as
`statistics.cells.effective_size` has it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
import pandas as pd

from jagbench.analysis.statistics.cells import counted_interval, effective_size

Side = Literal["best", "weakest"]

_P = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One skill or family in a ranking."""

    name: str
    """Its name."""
    right: int
    """Right replies."""
    scored: int
    """Scored replies: the n of its accuracy."""
    low: float
    """Lower bound of the 95 % interval of its accuracy."""
    high: float
    """Upper bound."""
    size: int
    """Independent replies that say as much."""

    @property
    def accuracy(self) -> float:
        """Share of right replies."""
        return self.right / self.scored

    def __str__(self) -> str:
        return f"{self.name} ({self.right} of {self.scored})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """One end of a ranking."""

    side: Side
    """Which end."""
    places: tuple[Place, ...]
    """Those with the same highest or lowest accuracy, in order of names."""
    p: float
    """How often chance puts any of all so far out, corrected for their number."""
    least_p: float
    """The least that `p` could have been with as many replies."""

    @property
    def found(self) -> bool:
        """Whether it is beyond chance."""
        return self.p < _P

    @property
    def could_be_found(self) -> bool:
        """Whether any outcome would have been beyond chance."""
        return self.least_p < _P


def ranking(frame: pd.DataFrame, by: str) -> list[Place]:
    """The skills or families of one run from the weakest to the best, those of equal accuracy by name.

    Args:
        frame: The frame of one run.
        by: `"skill"` or `"family"`.
    """
    scored = frame.loc[frame["verdict"] != "unscored", [by, "item", "correct"]]
    items = scored.groupby([by, "item"], sort=True)["correct"].agg(["sum", "size"]).reset_index()
    places: list[Place] = []
    for name, part in items.groupby(by, sort=True):
        right, asked = part["sum"].to_numpy(np.int64), part["size"].to_numpy(np.int64)
        low, high, _ = counted_interval(right, asked)
        size = max(1, math.floor(effective_size(right, asked)))
        places.append(
            Place(
                name=str(name),
                right=int(right.sum()),
                scored=int(asked.sum()),
                low=low,
                high=high,
                size=size,
            )
        )
    return sorted(places, key=_share)


def _share(place: Place) -> Fraction:
    return Fraction(place.right, place.scored)


def extreme(places: Sequence[Place], side: Side) -> Extreme:
    """One end of a ranking, and whether it is beyond chance.

    Args:
        places: The whole ranking, at least one place.
        side: Which end.
    """
    end = (max if side == "best" else min)(map(_share, places))
    tied = tuple(place for place in places if _share(place) == end)
    sizes = sum(place.size for place in places)
    rights = [round(place.accuracy * place.size) for place in places]
    hits = sum(rights) if side == "best" else sizes - sum(rights)
    ps, least = [1.0], [1.0]
    for place, right in zip(places, rights, strict=True):
        got = right if side == "best" else place.size - right
        if place in tied:
            ps.append(tail(got, place.size, hits, sizes))
        least.append(tail(min(place.size, hits), place.size, hits, sizes))
    count = len(places)
    return Extreme(side=side, places=tied, p=min(1.0, count * min(ps)), least_p=min(1.0, count * min(least)))


def tail(got: int, size: int, hits: int, sizes: int) -> float:
    """How likely `got` hits or more are among `size` of `sizes`, of which `hits` are hits."""
    whole = _choose(sizes, size)
    most = min(size, hits)
    least = max(got, size - (sizes - hits))
    return math.fsum(
        math.exp(_choose(hits, count) + _choose(sizes - hits, size - count) - whole)
        for count in range(least, most + 1)
    )


def _choose(of: int, count: int) -> float:
    """The logarithm of a binomial coefficient."""
    return math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)


_PLURAL = {"skill": "skills", "family": "families"}
_NAMED = 3


def standing(frame: pd.DataFrame, by: str = "skill") -> list[str]:
    """What may be said of the best and the weakest skill, in sentences.

    Args:
        frame: The frame of one run.
        by: `"skill"` or `"family"`.
    """
    places = ranking(frame, by)
    if len(places) < 2:
        return []
    if len({_share(place) for place in places}) == 1:
        share = _percent(places[0].accuracy)
        return [f"All {len(places)} {_PLURAL[by]} are at {share}, so none is best or weakest."]
    return [_said(extreme(places, side), places, by) for side in ("best", "weakest")]


def _said(end: Extreme, places: Sequence[Place], by: str) -> str:
    far = "highest" if end.side == "best" else "lowest"
    many = len(end.places) > 1
    tied = _names(end.places, by)
    if end.found:
        return f"Its {end.side} {_PLURAL[by] if many else by}{', tied,' if many else ''} {_be(many)} {tied}."
    where = f"{far} {_be(many)} {tied}."
    if end.could_be_found:
        return f"None of {len(places)} {_PLURAL[by]} can be told from the others as {end.side}; {where}"
    return f"A {end.side} {by} could not have been found with {_sizes(places)} each; {where}"


def _sizes(places: Sequence[Place]) -> str:
    """The n of some places, `"n = 4"` or `"n = 2 to 7"`."""
    scored = sorted(place.scored for place in places)
    return f"n = {scored[0]}" if scored[0] == scored[-1] else f"n = {scored[0]} to {scored[-1]}"


def _be(many: bool) -> str:
    return "are" if many else "is"


def _names(places: Sequence[Place], by: str) -> str:
    share = _percent(places[0].accuracy)
    if len(places) > _NAMED:
        return f"{len(places)} {_PLURAL[by]} at {share} ({_sizes(places)} each)"
    named = [f"{place.name} ({share}, n = {place.scored})" for place in places]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
