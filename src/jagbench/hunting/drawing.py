"""Where a hunt takes new questions from: draws over the whole skill, draws near others, and the simplest."""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from jagbench.generators.mechanism.choices import Built
from jagbench.generators.mechanism.simpler import Case, Simplicity, Space, simplicity
from jagbench.hunting.tried import Tried
from jagbench.rounds import Asked


@dataclass(slots=True, kw_only=True)
class Drawing:
    """The questions of a skill, drawn from a seed."""

    space: Space
    seed: int
    _pool: dict[tuple[str, ...], Built] = field(default_factory=dict[tuple[str, ...], Built], init=False)
    _refills: int = field(default=0, init=False)
    _leasts: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict[tuple[int, int], tuple[int, int]], init=False
    )
    _cases: dict[tuple[Built, int], Case | None] = field(
        default_factory=dict[tuple[Built, int], Case | None], init=False
    )

    def everywhere(self) -> Generator[Case]:
        """Draws over all strata and phrasings in turn, half of them small, until nothing new comes."""
        strata, ranks = self.space.strata, len(self.space.phrasings)
        seen: set[str] = set()
        idle = 0
        for number in count():
            pass_, place = divmod(number, len(strata))
            built = self.space.drawn(
                strata[place], f"explore/{self.seed}/{number}", small=(place + pass_) % 2 == 0
            )
            case = None if built is None else self._phrased(built, (number + pass_) % ranks)
            if case is None or case.probe.id in seen:
                idle += 1
                if idle >= 20 * len(strata):
                    return
                continue
            idle = 0
            seen.add(case.probe.id)
            yield case

    def near(self, asked: Iterable[Tried], most: int, turn: int) -> list[Case]:
        """Questions like those whose right answer had the narrowest margin, where answers have scores.

        Args:
            asked: Questions with their answers.
            most: How many they may be like; four are drawn like each.
            turn: Number of the round.
        """
        scored = [
            (margin, tried.case.probe.id, tried.case)
            for tried in asked
            if (margin := _margin(tried.asked)) is not None
        ]
        closest = [case for _, _, case in sorted(scored, key=lambda each: each[:2])[:most]]
        altered = (
            (case, self.space.altered(case, f"{self.seed}/{turn}/{number}"))
            for case in closest
            for number in range(4)
        )
        cases = (None if built is None else self._phrased(built, case.rank) for case, built in altered)
        return [each for each in cases if each is not None]

    def simplest(self, case: Case, most: int, *, tried: Mapping[str, Tried]) -> list[Case]:
        """The simplest questions of all that were not asked yet and are simpler than one.

        Half of them are the simplest, half the simplest of each stratum in turn.

        Args:
            case: What they are to be simpler than.
            most: How many.
            tried: What was asked, by the id of the probe.
        """
        self._refill(case)
        below = case.simplicity
        order = sorted(self._pool.values(), key=lambda built: simplicity(built.item, 0))
        of_strata: dict[tuple[int, int], list[Built]] = {}
        for built in order:
            of_strata.setdefault((built.level, built.stratum), []).append(built)
        in_turn = (row[turn] for turn in range(len(order)) for row in of_strata.values() if turn < len(row))
        found: dict[str, Case] = {}
        for source, share in ((order, most // 2), (in_turn, most)):
            for built in source:
                if len(found) >= share:
                    break
                if simplicity(built.item, 0) < below:
                    each = self._phrased(built, case.rank, below)
                    if each is not None and each.probe.id not in tried:
                        found[each.probe.id] = each
        return list(found.values())

    def _phrased(self, built: Built, rank: int, below: Simplicity | None = None) -> Case | None:
        """An item in a phrasing, or in the next that it can be asked in.

        Args:
            built: The item.
            rank: The first phrasing that is tried.
            below: What the question must be simpler than, if that is wanted.
        """
        ranks = len(self.space.phrasings)
        for each in ((rank + shift) % ranks for shift in range(ranks)):
            if below is not None and simplicity(built.item, each) >= below:
                continue
            case = self._case(built, each)
            if case is not None:
                return case
        return None

    def _case(self, built: Built, rank: int) -> Case | None:
        """An item in one phrasing, worked out once."""
        if (built, rank) not in self._cases:
            self._cases[built, rank] = self.space.case(built, rank)
        return self._cases[built, rank]

    def _refill(self, case: Case) -> None:
        """Draw more small items: of every stratum at first, then of those that hold simpler ones."""
        below = case.simplicity[:2]
        holding = [stratum for stratum in self.space.strata if self._least(stratum) <= below]
        draws = max(10, 1200 // max(1, len(holding)))
        for stratum in holding:
            for number in range(draws):
                key = f"simple/{self.seed}/{self._refills}/{number}"
                built = self.space.drawn(stratum, key, small=number % 4 > 0)
                if built is not None and simplicity(built.item, 0)[:2] <= below:
                    self._pool.setdefault(tuple(built.item.operands), built)
        self._refills += 1

    def _least(self, stratum: tuple[int, int]) -> tuple[int, int]:
        """The length of the simplest items that are known of a stratum."""
        if stratum not in self._leasts:
            some = (self.space.drawn(stratum, f"least/{number}", small=True) for number in range(12))
            self._leasts[stratum] = min(
                (simplicity(built.item, 0)[:2] for built in some if built is not None), default=(10**9, 0)
            )
        return self._leasts[stratum]


def _margin(asked: Asked) -> float | None:
    """By how much the right option is likelier than the next, in natural logarithms; None without scores."""
    row = asked.row
    if len(row.scores) < 2 or row.expected not in row.options:
        return None
    right = row.scores[row.options.index(row.expected)]
    return right - max(
        score for option, score in zip(row.options, row.scores, strict=True) if option != row.expected
    )
