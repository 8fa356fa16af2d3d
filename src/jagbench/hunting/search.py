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
* **Confirm**: the simplest is asked again, and in other wordings, until its failures lead by so many that
  chance does not explain it, or right answers lead (`evidence`).

Where every answer comes again when it is asked again, a round asks all that would settle its simplest failure
at once: what is simpler, and its repetitions and wordings. So the round that finds nothing simpler is the
last. Where answers differ, repetitions are what costs, and wait until nothing simpler is left to ask.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice

from jagbench.analysis.statistics.cells import wilson
from jagbench.generators.mechanism.simpler import Case, Space, merged
from jagbench.hunting.drawing import Drawing
from jagbench.hunting.evidence import TRUSTED, is_lost, needed
from jagbench.hunting.tried import Tried, name_of
from jagbench.rounds import Asked

ENOUGH = 8
"""Failures with which exploring ends."""

EXPLORING = 4
"""Rounds of exploring at least, where fewer fail."""

QUIET = 2
"""Shares of a round with the simplest questions in which nothing simpler failed, after which a failure is
the simplest."""

WORDINGS = 3
"""Other wordings in which a simplest failure is asked."""

AT_ONCE = 64
"""Failures that are asked again at once where answers are not steady."""

AGAIN = 5
"""How often they are, in a round."""


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
        self.batch = batch
        self.misconceptions = misconceptions
        self.tried: dict[str, Tried] = {}
        self.explored: list[str] = []
        self.over = False
        self.steady = True
        self.ranking: list[str] = []
        self.drawing = Drawing(space=space, seed=seed)
        self.simpler: dict[str, list[Case]] = {}

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
            tried.add(again)
            if tried.failures not in (0, len(tried.answers)):
                self.steady = False

    def _new(self, cases: Iterable[Case]) -> list[Case]:
        """Those that were not asked yet, each once."""
        return list({each.probe.id: each for each in cases if each.probe.id not in self.tried}.values())

    # --- exploring ---------------------------------------------------------------------------------

    def _explore(self) -> Generator[Wanted, Answers, None]:
        stream = self.drawing.everywhere()
        twice = 2 * len(self.space.strata)
        for turn in count(1):
            explored = [self.tried[each] for each in self.explored]
            near = self._new(self.drawing.near(explored, self.batch // 8, turn))[: self.batch // 2]
            cases = self._new([*near, *islice(stream, self.batch - len(near))])
            if not cases:
                return
            yield from self._ask(Wanted(purpose="explore", cases=cases))
            self.explored += [each.probe.id for each in cases if each.probe.id in self.tried]
            failed = sum(self.tried[each].failures for each in self.explored)
            if self.over or failed >= ENOUGH or (turn >= EXPLORING and len(self.explored) >= twice):
                return

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
        return name_of(tried.failure.row, self.ranking)

    def _needed(self, group: Group) -> int:
        """The lead that counts: the larger, the more questions might have failed by chance."""
        if self.steady:
            return needed(len(group.rejected))
        return needed(sum(tried.failures > 0 for tried in self.tried.values()))

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
        while not self.over and (active := [group for group in groups if not self._is_done(group)]):
            share = max(8, self.batch // len(active))
            plans = [plan for group in active if (plan := self._plan(group, share)) is not None]
            if not plans:
                continue
            purpose = "shrink" if any(plan.purpose == "shrink" for plan in plans) else "confirm"
            for plan in plans:
                again |= plan.again
            cases = self._new(case for plan in plans for case in plan.cases)
            yield from self._ask(Wanted(purpose=purpose, cases=cases, again=again))
            again = {}
            for group in active:
                self._learn(group)

    def _is_done(self, group: Group) -> bool:
        """Whether nothing more is wanted of a group, unless another one met a simpler failure of it since."""
        if group.state == "confirmed" and self.steady and group.best is not None:
            return self._failing(group)[0] is group.best
        return group.state != "unfinished"

    def _steadiness(self) -> dict[str, int]:
        """Answers of both kinds that are asked for again, to see whether they come again."""
        by_kind = {True: list[str](), False: list[str]()}
        for name, tried in self.tried.items():
            by_kind[tried.failures > 0].append(name)
        return {name: 3 for names in by_kind.values() for name in names[:8]}

    def _plan(self, group: Group, share: int) -> Wanted | None:
        """What is wanted next of a misconception; None where it is done."""
        failing = self._failing(group)
        trusted = [tried for tried in failing if self.steady or tried.lead >= TRUSTED]
        group.state, group.best = "unfinished", trusted[0] if trusted else None
        again = self._doubted(failing, group.best)
        if group.best is None:
            if again:
                return Wanted(purpose="confirm", again=again)
            group.state = "unsteady"
            return None
        best = group.best
        simpler = self._new([*filter(None, [group.merged]), *self._simpler(best.case)])
        fill = self._fill(group, best.case, share)
        wordings: list[Case] = []
        if self.steady or not (simpler or again or group.quiet < QUIET - 1):
            group.wordings, wordings = self._wordings(best.case)
            again |= self._repetitions(group, best)
        cases = [*simpler[: self.batch], *fill, *wordings]
        if cases or again:
            return Wanted(purpose="shrink" if simpler or fill else "confirm", cases=cases, again=again)
        if not self._fails_otherwise(group):
            group.rejected.add(best.case.probe.id)
            return self._plan(group, share)
        group.state = "confirmed"
        return None

    def _doubted(self, failing: Sequence[Tried], best: Tried | None) -> dict[str, int]:
        """Where answers differ: failures simpler than the best trusted one, to be asked again."""
        if self.steady:
            return {}
        doubted = [
            tried.case.probe.id
            for tried in failing
            if tried.lead < TRUSTED and (best is None or tried.case.simplicity < best.case.simplicity)
        ]
        return dict.fromkeys(doubted[:AT_ONCE], AGAIN)

    def _fill(self, group: Group, case: Case, share: int) -> list[Case]:
        """The simplest questions of the whole skill: their shares at once where answers are steady."""
        shares = QUIET - group.quiet
        if shares <= 0:
            return []
        found = self.drawing.simplest(case, share * shares if self.steady else share, tried=self.tried)
        if not found:
            group.quiet = QUIET
        return found

    def _repetitions(self, group: Group, best: Tried) -> dict[str, int]:
        """How often the simplest failure, and where answers differ its wordings, are to be asked again."""
        again: dict[str, int] = {}
        if (short := self._needed(group) - best.lead) > 0:
            again[best.case.probe.id] = short
        if not self.steady:
            again |= {each.case.probe.id: 2 for each in group.wordings if len(each.answers) < WORDINGS}
        return again

    def _learn(self, group: Group) -> None:
        """Draw the conclusions of a round for a misconception."""
        wanted = self._needed(group)
        for tried in self.tried.values():
            lost = is_lost(tried, wanted) or (tried.lead <= 0 and len(tried.answers) > 2 * AGAIN)
            if lost and tried.failures and tried.repeated and self._is_of(tried, group):
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
            group.quiet = QUIET if self.steady else group.quiet + 1

    def _simpler(self, case: Case) -> list[Case]:
        if case.probe.id not in self.simpler:
            self.simpler[case.probe.id] = self.space.simpler(case)
        return self.simpler[case.probe.id]

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

    def _fails_otherwise(self, group: Group) -> bool:
        """Whether the simplest failure fails in most of its wordings, its own among them."""
        return 2 * (1 + sum(each.lead > 0 for each in group.wordings)) > 1 + len(group.wordings)
