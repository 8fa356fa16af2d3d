"""What a run that was sampled until precise came to, and beside it equal and random allocation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jagbench.adaptive.sample import KIND
from jagbench.analysis.frame.rows import frame as frame_of_run
from jagbench.analysis.statistics.clusters import SEED
from jagbench.analysis.statistics.sequential import bounds, clopper_pearson, counted
from jagbench.errors import InvalidArgument
from jagbench.runners.run_directory import RunDirectory

_DRAWS = 20
"""Random allocations that are averaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How precise one accuracy has become."""

    name: str
    """Such as `"comparison.decimals/2"`, `"comparison.decimals"` or `"floor"`."""
    right: int
    """Right replies."""
    scored: int
    """Scored replies."""
    low: float
    """Lower bound of its 95 % interval, which holds under this sampling."""
    high: float
    """Upper bound."""
    done: bool
    """Whether it is as precise as was wanted."""

    @property
    def accuracy(self) -> float | None:
        """Share of right replies; None where nothing was scored."""
        return self.right / self.scored if self.scored else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How many cells are as precise, and how wide the widest is, with as many probes dealt in other ways.

    By the accuracies that were found, and intervals of 95 % for a number of probes that is fixed
    beforehand, which need not allow for stopping.
    """

    cells: int
    """How many there are."""
    probes: int
    """Scored replies."""
    adaptive: int
    """Cells that are done."""
    adaptive_widest: float
    """Half-width of the widest interval."""
    equal: int
    """Cells that would be as precise with equally many probes each."""
    equal_widest: float
    """Half-width of the widest interval then."""
    random: float
    """Cells that would be with probes drawn at random from all cells, on average."""
    random_widest: float
    """Half-width of the widest interval then, on average."""


def is_adaptive(run: RunDirectory) -> bool:
    """Whether a run was sampled until precise."""
    return run.manifest.schedule is not None and KIND in run.manifest.schedule.plan


def reached(run: RunDirectory) -> list[Reached]:
    """How precise each accuracy of a run has become, in order of skills and levels.

    Raises:
        InvalidArgument: if the run was not sampled until precise.
    """
    if run.manifest.schedule is None or not is_adaptive(run):
        raise InvalidArgument(f"{run.path} was not sampled until precise: `jagbench run --until` does that.")
    plan: Mapping[str, Any] = run.manifest.schedule.plan
    frame = frame_of_run(run)
    levels: dict[str, set[int]] = {}
    for skill, level in zip(frame["skill"].tolist(), frame["level"].tolist(), strict=True):
        levels.setdefault(skill, set()).add(level)
    outcomes: dict[str, list[bool]] = {}
    for skill, level, verdict, correct in zip(
        *(frame[name].tolist() for name in ("skill", "level", "verdict", "correct")), strict=True
    ):
        replies = outcomes.setdefault(_name(plan["each"], skill, level, levels[skill]), [])
        if verdict != "unscored":
            replies.append(bool(correct))
    return [_reached(name, replies, plan[KIND]) for name, replies in sorted(outcomes.items())]


def _name(each: str, skill: str, level: int, levels: set[int]) -> str:
    """The cell of a probe."""
    if each == "cell":
        return f"{skill}/{level}"
    if each == "skill":
        return skill
    return "floor" if level == min(levels) else "peak"


def _reached(name: str, outcomes: Sequence[bool], until: float) -> Reached:
    right, scored = counted(outcomes, until)
    low, high, done = bounds(right, scored, until)
    return Reached(name=name, right=right, scored=scored, low=low, high=high, done=done)


def beside(found: Sequence[Reached], until: float) -> Beside:
    """What as many probes would have come to, dealt equally or at random.

    Args:
        found: The cells of a run.
        until: The half-width that was wanted.
    """
    generator = np.random.default_rng(SEED)
    total = sum(each.scored for each in found)
    shares = [each.accuracy if each.accuracy is not None else 0.5 for each in found]
    equal = [_half(share, total // len(found)) for share in shares]
    drawn = [
        [_half(share, int(count)) for share, count in zip(shares, counts, strict=True)]
        for counts in generator.multinomial(total, [1 / len(found)] * len(found), size=_DRAWS)
    ]
    return Beside(
        cells=len(found),
        probes=total,
        adaptive=sum(each.done for each in found),
        adaptive_widest=max((each.high - each.low) / 2 for each in found),
        equal=sum(half <= until for half in equal),
        equal_widest=max(equal),
        random=float(np.mean([sum(half <= until for half in halves) for halves in drawn])),
        random_widest=float(np.mean([max(halves) for halves in drawn])),
    )


def _half(share: float, scored: int) -> float:
    if scored == 0:
        return 0.5
    low, high = clopper_pearson(round(share * scored), scored, 0.05)
    return (high - low) / 2
