"""A question with all answers to it, and what its failure is called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jagbench.analysis.frame.rows import Row
from jagbench.generators.mechanism.simpler import Case
from jagbench.rounds import Asked

OTHER = "another wrong answer"
"""What a wrong answer is called that no misconception predicts."""

OUTCOMES: Mapping[str, str] = {
    "contradictory": "two answers at once",
    "no_answer": "no answer",
    "refused": "a refusal",
    "truncated": "a reply that was cut",
}
"""What the failures are called that are no answers."""


@dataclass(slots=True, kw_only=True)
class Tried:
    """A question with all answers to it."""

    case: Case
    asked: Asked
    """The first answer."""
    answers: list[Asked] = field(default_factory=list[Asked], init=False)
    """All of them that the engine gave."""
    failures: int = field(default=0, init=False)
    """How many of them are no right answers."""
    repeated: int = field(default=0, init=False)
    """How many times it was asked again."""

    def __post_init__(self) -> None:
        """Count the first answer."""
        self._count([self.asked])

    def add(self, again: Sequence[Asked]) -> None:
        """Count further answers."""
        self.repeated += len(again)
        self._count(again)

    def _count(self, some: Iterable[Asked]) -> None:
        given = [each for each in some if each.row.verdict != "unscored"]
        self.answers += given
        self.failures += sum(not each.row.correct for each in given)

    @property
    def lead(self) -> int:
        """By how many failures lead the right answers."""
        return 2 * self.failures - len(self.answers)

    @property
    def failure(self) -> Asked:
        """The first answer that is not right; the first of all where there is none."""
        return next((each for each in self.answers if not each.row.correct), self.asked)


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
