"""The hunt for the simplest failures of one skill: explore, shrink, confirm.

A search is a generator. It yields what it wants to know, is sent the answers, and decides from them and from
its seed alone; so several skills are hunted in the same rounds, and a hunt that was killed comes the same way
again.

* **Explore**: stratified draws, half of them small, over all strata and phrasings, until a few fail. Where
  answers have scores, half of the draws of a round without failures are altered from the narrowest ones.
* **Shrink**: failures are kept apart by misconception, and all of a skill taken together as well. Of the
  simplest of each group all one-step simplifications are asked at once, with those that worked merged, and
  beside them the simplest questions of the whole skill that were not asked yet, so that no valley keeps the
  search.
* **Confirm**: the simplest is asked again, and in other wordings. Asking goes on until failures lead by so
  many that chance does not explain it, or right answers lead (Wald's sequential test of 0.7 against 0.3; the
  lead grows with the number of questions that might have failed by chance, as in Bonferroni's correction).
"""

import math
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice

from jagbench.analysis.frame.rows import Row
from jagbench.analysis.statistics.cells import wilson
from jagbench.generators.mechanism.choices import Built
from jagbench.generators.mechanism.simpler import Case, Simplicity, Space, merged, simplicity
from jagbench.rounds import Asked

ENOUGH = 8
"""Failures with which exploring ends."""

EXPLORING = 4
"""Rounds of exploring at least, where fewer fail."""

QUIET = 2
"""Rounds of the simplest questions in which nothing simpler failed, after which a failure is the simplest."""

LEAD = 6
"""Failures by which a question must lead its right answers to count: 0.7 against 0.3, one in a hundred."""

BEHIND = 2
"""Right answers by which it must not lead."""

MOST_ASKED = 61
"""Answers to one question after which it does not count if it has not the lead."""

LIKELIER = 7 / 3
"""How much likelier each failure makes it that a question fails by itself."""

WORDINGS = 3
"""Other wordings in which a simplest failure is asked."""

AT_ONCE = 64
"""Failures that are asked again at once where answers are not steady."""

AGAIN = 5
"""How often they are, in a round."""

OTHER = "another wrong answer"
"""What a wrong answer is called that no misconception predicts."""

OUTCOMES: Mapping[str, str] = {
    "contradictory": "two answers at once",
    "no_answer": "no answer",
    "refused": "a refusal",
    "truncated": "a reply that was cut",
}
"""What the failures are called that are no answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a search wants to know."""

    purpose: str
    """What for, in a word."""
    cases: Sequence[Case] = ()
    """Questions, the most wanted first."""
    again: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many more answers to questions that were asked, by the id of the probe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What came back."""

    first: Mapping[str, Asked] = field(default_factory=dict[str, Asked])
    """The answers to questions, by the id of the probe; those that were not asked are missing."""
    again: Mapping[str, Sequence[Asked]] = field(default_factory=dict[str, Sequence[Asked]])
    """Further answers."""
    over: bool = False
    """Whether nothing more can be asked."""


@dataclass(slots=True, kw_only=True)
class Tried:
    """A question with all answers to it."""

    case: Case
    asked: Asked
    """The first answer."""
    again: list[Asked] = field(default_factory=list[Asked])
    """The others."""

    @property
    def answers(self) -> list[Asked]:
        """All of them that were given."""
        return [each for each in (self.asked, *self.again) if each.row.verdict != "unscored"]

    @property
    def failures(self) -> int:
        """How many of them are no right answers."""
        return sum(not each.row.correct for each in self.answers)

    @property
    def lead(self) -> int:
        """By how many they lead the right ones."""
        return 2 * self.failures - len(self.answers)


State = str
"""`"confirmed"`; `"unsteady"` where no failure failed by majority; `"unfinished"` where the budget ended."""


@dataclass(slots=True, kw_only=True)
class Group:
    """The failures of one misconception, or all of a skill."""

    name: str | None
    """The misconception; None for all failures."""
    state: State = "unfinished"
    best: Tried | None = None
    wordings: list[Tried] = field(default_factory=list[Tried])
    steps: list[Case] = field(default_factory=list[Case])
    rejected: set[str] = field(default_factory=set[str])
    quiet: int = 0
    merged: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to."""

    space: Space
    tried: Mapping[str, Tried]
    """Every question that was asked, by the id of its probe."""
    explored: int
    """How many of them were drawn to explore."""
    failed: int
    """How many of those failed."""
    groups: Sequence[Group]
    others: Mapping[str, int]
    """Failures of further misconceptions, which were not hunted."""
    ranking: Sequence[str]
    """The misconceptions that were seen, those first whose predictions came true most often."""
    over: bool
    """Whether the budget ended before the search did."""
    steady: bool
    """Whether every answer came again when it was asked again."""


Searching = Generator[Wanted, Answers, Found]


def search(space: Space, *, seed: int, batch: int, misconceptions: int) -> Searching:
    """Hunt one skill.

    Args:
        space: The questions.
        seed: Seed of the draws.
        batch: Questions that are wanted in a round of exploring, and of each misconception in one of
            shrinking.
        misconceptions: How many are hunted: those with the most failures.

    Yields:
        What it wants to know; it is sent the answers.
    """
    return _Search(space, seed, batch, misconceptions).run()


class _Search:
    def __init__(self, space: Space, seed: int, batch: int, misconceptions: int) -> None:
        self.space = space
        self.seed = seed
        self.batch = batch
        self.misconceptions = misconceptions
        self.tried: dict[str, Tried] = {}
        self.explored: list[str] = []
        self.over = False
        self.steady = True
        self.ranking: list[str] = []
        self.pool: dict[tuple[str, ...], Built] = {}
        self.refills = 0
        self.simpler: dict[str, list[Case]] = {}
        self.leasts: dict[tuple[int, int], tuple[int, int]] = {}

    def run(self) -> Searching:
        """The whole search."""
        yield from self._explore()
        groups, others = self._groups()
        if groups and not self.over:
            yield from self._hunt(groups)
        for group in groups:
            failing = self._failing(group)
            if group.state == "unfinished" and failing:
                group.best = failing[0]
        failed = sum(self.tried[each].failures > 0 for each in self.explored)
        return Found(
            space=self.space,
            tried=self.tried,
            explored=len(self.explored),
            failed=failed,
            groups=groups,
            others=others,
            ranking=tuple(self.ranking),
            over=self.over,
            steady=self.steady,
        )

    # --- asking ------------------------------------------------------------------------------------

    def _ask(self, wanted: Wanted) -> Generator[Wanted, Answers, None]:
        by_id = {case.probe.id: case for case in wanted.cases}
        answers = yield wanted
        self.over = answers.over
        for name, asked in answers.first.items():
            self.tried[name] = Tried(case=by_id[name], asked=asked)
        for name, again in answers.again.items():
            tried = self.tried[name]
            tried.again += again
            if tried.failures not in (0, len(tried.answers)):
                self.steady = False

    def _new(self, cases: Iterable[Case]) -> list[Case]:
        """Those that were not asked yet, each once."""
        return list({each.probe.id: each for each in cases if each.probe.id not in self.tried}.values())

    # --- exploring ---------------------------------------------------------------------------------

    def _explore(self) -> Generator[Wanted, Answers, None]:
        stream = self._stream()
        twice = 2 * len(self.space.strata)
        for turn in count(1):
            near = self._near(turn)
            cases = self._new([*near, *islice(stream, self.batch - len(near))])
            if not cases:
                return
            yield from self._ask(Wanted(purpose="explore", cases=cases))
            self.explored += [each.probe.id for each in cases if each.probe.id in self.tried]
            failed = sum(self.tried[each].failures for each in self.explored)
            if self.over or failed >= ENOUGH or (turn >= EXPLORING and len(self.explored) >= twice):
                return

    def _stream(self) -> Generator[Case]:
        """Draws over all strata and phrasings in turn; it ends where nothing new comes any more."""
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
            case = self.space.case(built, each)
            if case is not None:
                return case
        return None

    def _near(self, turn: int) -> list[Case]:
        """Questions like those whose right answer had the narrowest margin, where answers have scores."""
        scored = [
            (margin, name)
            for name in self.explored
            if (margin := _margin(self.tried[name].asked)) is not None
        ]
        closest = [self.tried[name].case for _, name in sorted(scored)[: self.batch // 8]]
        altered = (
            (case, self.space.altered(case, f"{self.seed}/{turn}/{number}"))
            for case in closest
            for number in range(4)
        )
        cases = (None if built is None else self._phrased(built, case.rank) for case, built in altered)
        return self._new(each for each in cases if each is not None)[: self.batch // 2]

    # --- misconceptions ----------------------------------------------------------------------------

    def _groups(self) -> tuple[list[Group], dict[str, int]]:
        """The misconceptions that are hunted, and how many failures there are of the others."""
        failed = [tried for tried in self.tried.values() if tried.failures]
        hits = Counter(name for tried in failed for name in tried.asked.row.lures)
        predicted = Counter(name for tried in self.tried.values() for name in tried.case.probe.lures)
        self.ranking = sorted(
            hits, key=lambda name: (-wilson(hits[name] / predicted[name], predicted[name])[0], name)
        )
        names = Counter(self._name(tried) for tried in failed)
        order = sorted(names, key=lambda name: (-names[name], name))
        hunted, others = order[: self.misconceptions], order[self.misconceptions :]
        groups = [Group(name=name) for name in (None, *hunted)] if hunted else []
        return groups, {name: names[name] for name in others}

    def _name(self, tried: Tried) -> str:
        """What the failure of a question is called."""
        row = next((each.row for each in tried.answers if not each.row.correct), tried.asked.row)
        return name_of(row, self.ranking)

    def _needed(self, group: Group) -> int:
        """The lead that counts: the larger, the more questions might have failed by chance."""
        rivals = (
            len(group.rejected) if self.steady else sum(tried.failures > 0 for tried in self.tried.values())
        )
        return LEAD + math.ceil(math.log(rivals + 1) / math.log(LIKELIER))

    def _is_of(self, tried: Tried, group: Group) -> bool:
        return group.name in (None, self._name(tried))

    def _failing(self, group: Group) -> list[Tried]:
        """The failures of a group that were not rejected, the simplest first."""
        found = [
            tried
            for name, tried in self.tried.items()
            if tried.lead > 0 and name not in group.rejected and self._is_of(tried, group)
        ]
        return sorted(found, key=lambda tried: tried.case.simplicity)

    # --- shrinking and confirming ------------------------------------------------------------------

    def _hunt(self, groups: Sequence[Group]) -> Generator[Wanted, Answers, None]:
        again = self._steadiness()
        active = list(groups)
        while active and not self.over:
            share = max(8, self.batch // len(active))
            cases: list[Case] = []
            purposes: list[str] = []
            for group in list(active):
                purpose, some, repeats = self._plan(group, share)
                if not purpose:
                    active.remove(group)
                    continue
                purposes.append(purpose)
                cases += some
                again |= repeats
            if not active:
                return
            purpose = "shrink" if "shrink" in purposes else "confirm"
            yield from self._ask(Wanted(purpose=purpose, cases=self._new(cases), again=again))
            again = {}
            for group in active:
                self._learn(group)

    def _steadiness(self) -> dict[str, int]:
        """Answers of both kinds that are asked for again, to see whether they come again."""
        by_kind = {True: list[str](), False: list[str]()}
        for name, tried in self.tried.items():
            by_kind[tried.failures > 0].append(name)
        return {name: 3 for names in by_kind.values() for name in names[:8]}

    def _plan(self, group: Group, share: int) -> tuple[str, list[Case], dict[str, int]]:
        """What is wanted next of a misconception; no purpose where it is done."""
        failing = self._failing(group)
        trusted = [tried for tried in failing if self.steady or tried.lead >= min(3, self._needed(group))]
        best = trusted[0] if trusted else None
        doubted = [] if self.steady else [tried for tried in failing if tried not in trusted]
        if best is not None:
            doubted = [tried for tried in doubted if tried.case.simplicity < best.case.simplicity]
        group.best = best
        again = {tried.case.probe.id: AGAIN for tried in doubted[:AT_ONCE]}
        if best is None:
            if again:
                return "confirm", [], again
            group.state = "unsteady"
            return "", [], {}
        simpler = self._new([*filter(None, [group.merged]), *self._simpler(best.case)])
        fill = self._simplest(best.case, share) if group.quiet < QUIET else []
        if not fill:
            group.quiet = QUIET
        wordings: list[Case] = []
        if not simpler and not again and (group.quiet >= QUIET - 1):
            group.wordings, wordings = self._wordings(best.case)
            if best.lead < self._needed(group):
                again[best.case.probe.id] = self._needed(group) - best.lead
            if not self.steady:
                again |= {each.case.probe.id: 2 for each in group.wordings if len(each.answers) < WORDINGS}
        asked = [*simpler[: self.batch], *fill, *wordings]
        if asked or again:
            return ("confirm" if wordings or (again and not simpler) else "shrink"), asked, again
        if self._fails_otherwise(best.case) is False:
            group.rejected.add(best.case.probe.id)
            return self._plan(group, share)
        group.wordings, _ = self._wordings(best.case)
        group.state = "confirmed"
        return "", [], {}

    def _learn(self, group: Group) -> None:
        """Draw the conclusions of a round for a misconception."""
        for tried in self.tried.values():
            if tried.failures and tried.again and self._is_of(tried, group):
                lost = tried.lead <= -BEHIND or (
                    len(tried.answers) >= MOST_ASKED and tried.lead < self._needed(group)
                )
                if lost or (not tried.lead > 0 and len(tried.answers) > 2 * AGAIN):
                    group.rejected.add(tried.case.probe.id)
        before = group.best
        failing = self._failing(group)
        if before is None:
            return
        best = failing[0] if failing else None
        if best is not None and best.case.simplicity < before.case.simplicity:
            group.quiet = 0
            group.steps.append(before.case)
            worked = [tried.case for tried in failing if tried.case in self._simpler(before.case)]
            group.merged = merged(self.space, worked) if len(worked) > 1 else None
        else:
            group.quiet += 1

    def _simpler(self, case: Case) -> list[Case]:
        if case.probe.id not in self.simpler:
            self.simpler[case.probe.id] = self.space.simpler(case)
        return self.simpler[case.probe.id]

    def _simplest(self, case: Case, most: int) -> list[Case]:
        """The simplest questions of all that were not asked yet and are simpler than one.

        Args:
            case: What they are to be simpler than.
            most: How many.
        """
        self._refill(case)
        below = case.simplicity
        order = sorted(self.pool.values(), key=lambda built: simplicity(built.item, case.rank))
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
                    if each is not None and each.probe.id not in self.tried:
                        found[each.probe.id] = each
        return list(found.values())

    def _refill(self, case: Case) -> None:
        """Draw more small items: of every stratum at first, then of those that hold simpler ones."""
        below = case.simplicity[:2]
        holding = [stratum for stratum in self.space.strata if self._least(stratum) <= below]
        draws = max(10, 1200 // max(1, len(holding)))
        for stratum in holding:
            for number in range(draws):
                key = f"simple/{self.seed}/{self.refills}/{number}"
                built = self.space.drawn(stratum, key, small=number % 4 > 0)
                if built is not None and simplicity(built.item, 0)[:2] <= below:
                    self.pool.setdefault(tuple(built.item.operands), built)
        self.refills += 1

    def _least(self, stratum: tuple[int, int]) -> tuple[int, int]:
        """The length of the simplest items that are known of a stratum."""
        if stratum not in self.leasts:
            some = (self.space.drawn(stratum, f"least/{number}", small=True) for number in range(12))
            self.leasts[stratum] = min(
                (simplicity(built.item, 0)[:2] for built in some if built is not None), default=(10**9, 0)
            )
        return self.leasts[stratum]

    def _wordings(self, case: Case) -> tuple[list[Tried], list[Case]]:
        """The question in other wordings: those that were asked, and those that were not."""
        now = self.space.phrasings[case.rank]
        cases: list[Case] = []
        for rank, way in enumerate(self.space.phrasings):
            if len(cases) == WORDINGS:
                break
            alike = (way.direction, way.order, way.notation, way.template.frame) == (
                now.direction,
                now.order,
                now.notation,
                now.template.frame,
            )
            if rank != case.rank and alike and (each := self.space.case(case.built, rank)) is not None:
                cases.append(each)
        asked = [self.tried[each.probe.id] for each in cases if each.probe.id in self.tried]
        return asked, self._new(cases)

    def _fails_otherwise(self, case: Case) -> bool | None:
        """Whether a failure fails in most of its wordings, its own among them; None before they are asked."""
        asked, left = self._wordings(case)
        if left:
            return None
        return 2 * (1 + sum(each.lead > 0 for each in asked)) > 1 + len(asked)


def name_of(row: Row, ranking: Sequence[str]) -> str:
    """What a failure is called: the first misconception of a ranking that predicts it, or how it ended.

    Args:
        row: The judged answer.
        ranking: Misconceptions, those first whose predictions came true most often.
    """
    if row.lures:
        return min(
            row.lures, key=lambda name: (ranking.index(name) if name in ranking else len(ranking), name)
        )
    return OUTCOMES.get(row.verdict, OTHER)


def _margin(asked: Asked) -> float | None:
    """By how much the right option is likelier than the next, in natural logarithms; None without scores."""
    row = asked.row
    if len(row.scores) < 2 or row.expected not in row.options:
        return None
    right = row.scores[row.options.index(row.expected)]
    return right - max(
        score for option, score in zip(row.options, row.scores, strict=True) if option != row.expected
    )
