"""What a hunt came to: the simplest failures with their certificates, and the skills that never failed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jagbench.analysis.statistics.sequential import clopper_pearson
from jagbench.generators.mechanism.simpler import Case
from jagbench.hunting.hunt import Hunted
from jagbench.hunting.search import Found, Group
from jagbench.hunting.tried import Tried, name_of
from jagbench.probes import Probe

_BOTH_SIDES = 0.1
"""Of an interval of two sides whose upper end is that of the one-sided 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question with what the model answered."""

    probe: Probe
    """The question."""
    reply: str
    """The first reply."""
    reading: str
    """The answer that it commits to, empty where it commits to none."""
    verdict: str
    """What became of it: `"correct"`, `"wrong"` and so on."""
    failures: int
    """How many of the answers were not right."""
    asked: int
    """How many answers there are."""
    otherwise: str = ""
    """How it fails where most answers are not right: a misconception, or how the replies end."""

    @property
    def is_right(self) -> bool:
        """Whether most answers are right."""
        return 2 * self.failures < self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The simplest failure of a skill by one misconception."""

    skill: str
    """Name of the skill."""
    misconception: str
    """The misconception that predicts the answers, or how the replies end."""
    is_simplest: bool
    """Whether it is the simplest failure of the skill by whatever misconception."""
    also: tuple[str, ...]
    """Other misconceptions that predict the same answer to this question."""
    state: str
    """`"confirmed"`, or `"unfinished"` where the budget ended before it was."""
    answer: Answer
    """The question, and the model's answers to it."""
    wordings: tuple[Answer, ...]
    """The same in other wordings."""
    certificate: tuple[Answer, ...]
    """Every question that is one step simpler, as far as it was asked, the nearest first."""
    steps: tuple[str, ...]
    """Ids of the failures that led to it, the first one first."""
    simpler: int
    """How many simpler questions were asked in all, those of the certificate among them."""
    simpler_right: int
    """How many of these had mostly right answers."""

    @property
    def is_certified(self) -> bool:
        """Whether it is confirmed and every one-step simplification was answered rightly."""
        return self.state == "confirmed" and all(each.is_right for each in self.certificate)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFound:
    """What the hunt of one skill came to."""

    skill: str
    """Its name."""
    version: int
    """Its version."""
    asked: int
    """Different questions that were asked."""
    explored: int
    """Those of them that were drawn over all strata, to find a first failure."""
    failed: int
    """How many of these failed."""
    at_most: float
    """Upper bound of the share that fails, by chance exceeded once in twenty times (Clopper and Pearson,
    one-sided; at no failures of n it is 1 - 0.05 ** (1 / n))."""
    is_over: bool
    """Whether the budget ended before the search did."""
    is_steady: bool
    """Whether every answer came again when it was asked again."""
    unsteady: tuple[str, ...]
    """Misconceptions of which no failure failed by majority when it was asked again."""
    others: dict[str, int]
    """Failures by misconceptions that were not hunted, because others had more."""
    minima: tuple[Minimum, ...]
    """The simplest failures, those of the most frequent misconception first."""


def results(hunted: Hunted) -> list[SkillFound]:
    """What a hunt came to, by skill in the order given."""
    return [_skill(found) for found in hunted.found]


def _skill(found: Found) -> SkillFound:
    skill = found.space.skill
    return SkillFound(
        skill=skill.name,
        version=skill.version,
        asked=len(found.tried),
        explored=found.explored,
        failed=found.failed,
        at_most=clopper_pearson(found.failed, found.explored, _BOTH_SIDES)[1],
        is_over=found.over,
        is_steady=found.steady,
        unsteady=tuple(group.name for group in found.groups if group.name and group.state == "unsteady"),
        others=dict(found.others),
        minima=tuple(_minima(found)),
    )


def _minima(found: Found) -> Iterator[Minimum]:
    """The simplest failure of all, then those of the misconceptions; that of all is mostly one of these."""
    seen: set[str] = set()
    for group in found.groups:
        if group.best is not None and group.state != "unsteady":
            minimum = _minimum(found, group, group.best)
            if minimum.answer.probe.id not in seen:
                yield minimum
            seen.add(minimum.answer.probe.id)


def _minimum(found: Found, group: Group, best: Tried) -> Minimum:
    case = best.case
    simpler = [each for each in found.tried.values() if each.case.simplicity < case.simplicity]
    name = group.name or name_of(best.failure.row, found.ranking)
    return Minimum(
        skill=found.space.skill.name,
        misconception=name,
        is_simplest=group.name is None,
        also=tuple(each for each in best.failure.row.lures if each != name),
        state=group.state,
        answer=_answer(best, found.ranking),
        wordings=tuple(_answer(each, found.ranking) for each in group.wordings),
        certificate=tuple(_answer(found.tried[name], found.ranking) for name in _certifying(found, case)),
        steps=tuple(each.probe.id for each in group.steps),
        simpler=len(simpler),
        simpler_right=sum(each.lead < 0 for each in simpler),
    )


def _certifying(found: Found, case: Case) -> Sequence[str]:
    ids = [each.probe.id for each in found.space.simpler(case)]
    return [name for name in ids if name in found.tried and found.tried[name].answers]


def _answer(tried: Tried, ranking: Sequence[str]) -> Answer:
    failures, asked = tried.failures, len(tried.answers)
    shown = (
        tried.failure
        if 2 * failures >= asked
        else next((each for each in tried.answers if each.row.correct), tried.asked)
    )
    return Answer(
        probe=tried.case.probe,
        reply=shown.reply.text,
        reading=shown.row.reading,
        verdict=shown.row.verdict,
        failures=failures,
        asked=asked,
        otherwise="" if shown.row.correct else name_of(shown.row, ranking),
    )
