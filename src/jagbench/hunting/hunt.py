"""The hunt: several skills searched in the same rounds, within one budget."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import DIGITS, Ways
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.mechanism.simpler import Space
from jagbench.generators.skill.definition import Skill
from jagbench.hunting.search import Answers, Found, Searching, Wanted, search
from jagbench.probes import Probe
from jagbench.rounds import Askable, Asked, OnRound, Rounds, in_rounds
from jagbench.runners.drive import Task
from jagbench.runners.engine import Arguments
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.protocols import parse_protocol
from jagbench.runners.run_directory import RunDirectory

_SOME = 8
"""Questions of each stratum that are looked at before a hunt begins, whether one can be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a hunt may cost."""

    rounds: int = 40
    """Rounds at most."""
    probes: int = 3000
    """Answers at most, each repetition counted."""

    def __post_init__(self) -> None:
        """Check both.

        Raises:
            InvalidArgument: if one is below 1.
        """
        for name, value in (("rounds", self.rounds), ("probes", self.probes)):
            if value < 1:
                raise InvalidArgument(f"A hunt has at least 1 of its {name}, not {value}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunted:
    """What a hunt came to."""

    directory: RunDirectory
    """The run with all that was asked."""
    found: Sequence[Found]
    """What the search of each skill came to, in the order given."""
    rounds: int
    """Rounds that it took."""
    calls: int
    """Answers that it took."""


def hunt(
    model: str,
    skills: Sequence[Skill | str],
    *,
    levels: Sequence[int] = (),
    language: str = "en",
    ways: Ways = DIGITS,
    budget: Budget | None = None,
    seed: int = 0,
    batch: int = 64,
    misconceptions: int = 3,
    manner: Manner | None = None,
    out: Path | str | None = None,
    arguments: Arguments | None = None,
    listener: Listener | None = None,
    on_round: OnRound | None = None,
) -> Hunted:
    """Find the simplest questions that a model reliably fails; the same call goes on where it was stopped.

    Args:
        model: `engine:name`.
        skills: What is hunted, by name or as they are; each once.
        levels: Only these levels; all of them when empty.
        language: ISO 639-1 code.
        ways: Which phrasings; numbers in digits unless said otherwise.
        budget: What it may cost. A larger one goes on with a hunt that came to its end.
        seed: Seed of the draws.
        batch: Questions of a skill in a round of exploring, and of each misconception in one of shrinking.
        misconceptions: How many are hunted of a skill: those with the most failures.
        manner: How they are asked; directly, at temperature 0, when left out.
        out: Folder of the run; by default `runs/MODEL-hunt-SKILLS-PROTOCOL`.
        arguments: Arguments of the engine.
        listener: Who is told how it goes, and who may stop it.
        on_round: Told before each round.

    Raises:
        InvalidArgument: if there is no such model, skill, level, language or protocol, the protocol cannot
            ask a skill, or the folder holds something else.
        Stopped: if the listener ended it; what was answered is kept.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    budget, manner = budget or Budget(), manner or Manner()
    if batch < 8:
        raise InvalidArgument(f"A batch has at least 8 questions, not {batch}.")
    if misconceptions < 1:
        raise InvalidArgument(f"At least 1 misconception is hunted, not {misconceptions}.")
    askable = Askable(manner.protocol)
    spaces = _spaces(skills, levels, language, ways, manner.protocol, askable)
    plan = {
        "skills": [f"{space.skill.name}@{space.skill.version}" for space in spaces],
        "levels": list(levels),
        "language": language,
        "seed": seed,
        "batch": batch,
        "misconceptions": misconceptions,
    }
    name = "hunt-" + "-".join(space.skill.name.replace(".", "-") for space in spaces)
    with in_rounds(
        model,
        kind="hunt",
        plan=plan,
        name=name,
        manner=manner,
        out=out,
        arguments=arguments,
        listener=listener,
        on_round=on_round,
    ) as rounds:
        searches = [search(space, seed=seed, batch=batch, misconceptions=misconceptions) for space in spaces]
        found = _Hunt(rounds, budget).run(searches)
        askable.tell(listener)
        return Hunted(directory=rounds.directory, found=found, rounds=len(rounds.done), calls=rounds.calls)


def _spaces(
    skills: Sequence[Skill | str],
    levels: Sequence[int],
    language: str,
    ways: Ways,
    protocol: str,
    askable: Askable,
) -> list[Space]:
    """The questions of each skill, once it is known that each can be asked."""
    if not skills:
        raise InvalidArgument("A hunt is for at least one skill: name one, such as comparison.decimals.")
    kinds = parse_protocol(protocol)[0].kinds
    spaces: dict[str, Space] = {}
    for each in skills:
        skill = get_skill(each) if isinstance(each, str) else each
        for level in levels:
            skill.level(level)
        wanted = tuple(sorted(set(levels))) or tuple(range(1, len(skill.levels) + 1))
        space = Space(skill=skill, levels=wanted, language=language, ways=ways, fits=askable)
        kind = skill.solve(space.phrasings[0].question(skill.item(level=wanted[0]))).kind
        if kinds is not None and kind not in kinds:
            raise InvalidArgument(
                f"The protocol {protocol!r} asks probes of the kind {' or '.join(sorted(kinds))}, and "
                f"{skill.name} has the kind {kind}: give another skill or protocol."
            )
        if not space.strata:
            raise InvalidArgument(f"{skill.name} asks nothing in {language!r} at these levels.")
        askable.refuse_none(_some(space), skill.name)
        spaces[skill.name] = space
    return list(spaces.values())


def _some(space: Space) -> Iterator[Probe]:
    """Some of the questions of a skill, whether they can be asked or not."""
    whole = replace(space, fits=None)
    for number, stratum in enumerate(space.strata * _SOME):
        built = space.drawn(stratum, f"fits/{number}", small=False)
        case = None if built is None else whole.case(built, number % len(space.phrasings))
        if case is not None:
            yield case.probe


@dataclass(slots=True, kw_only=True)
class _Part:
    """A search that is going on."""

    searching: Searching
    wanted: Wanted | None = None
    found: Found | None = None

    def send(self, answers: Answers | None) -> None:
        """Let it go on to what it wants next, or to its end."""
        try:
            self.wanted = next(self.searching) if answers is None else self.searching.send(answers)
        except StopIteration as stop:
            self.wanted, self.found = None, stop.value


class _Hunt:
    """Answers what searches want, round by round."""

    def __init__(self, rounds: Rounds, budget: Budget) -> None:
        self._rounds = rounds
        self._budget = budget
        self._repeated: Counter[str] = Counter()
        self._probes: dict[str, Probe] = {}

    def run(self, searches: Sequence[Searching]) -> list[Found]:
        """Have all searches come to their end."""
        parts = [_Part(searching=each) for each in searches]
        for part in parts:
            part.send(None)
        while active := [part for part in parts if part.wanted is not None]:
            self._round(active)
        return [part.found for part in parts if part.found is not None]

    def _round(self, parts: Sequence[_Part]) -> None:
        left = self._budget.probes - self._rounds.calls
        over = left <= 0 or len(self._rounds.done) >= self._budget.rounds
        share = 0 if over else max(1, left // len(parts))
        asked = [_within(part.wanted, share) for part in parts if part.wanted is not None]
        tasks = [self._tasks(each) for each in asked]
        purposes = Counter(each.purpose for each in asked)
        together = [task for some in tasks for task in some]
        answers = self._rounds.have(together, purposes.most_common(1)[0][0]) if together else {}
        by_probe: dict[str, list[Asked]] = {}
        first: dict[str, Asked] = {}
        for (probe, _, again), each in answers.items():
            if again:
                by_probe.setdefault(probe, []).append(each)
            else:
                first[probe] = each
        for part, known in zip(parts, asked, strict=True):
            part.send(
                Answers(
                    first={name: first[name] for case in known.cases if (name := case.probe.id) in first},
                    again={name: by_probe[name] for name in known.again if name in by_probe},
                    over=over or not (known.cases or known.again),
                )
            )

    def _tasks(self, wanted: Wanted) -> list[Task]:
        """The conversations that a search wants."""
        self._probes |= {case.probe.id: case.probe for case in wanted.cases}
        tasks = [Task(probe=case.probe) for case in wanted.cases]
        for name, times in wanted.again.items():
            for _ in range(times):
                tasks.append(Task(probe=self._probes[name], sample=self._repeated[name], recheck=True))
                self._repeated[name] += 1
        return tasks


def _within(wanted: Wanted, most: int) -> Wanted:
    """What is wanted, as much as may be asked: answers to known questions before new ones."""
    again: dict[str, int] = {}
    left = most
    for name, times in wanted.again.items():
        if left > 0:
            again[name] = min(times, left)
            left -= again[name]
    return Wanted(purpose=wanted.purpose, cases=wanted.cases[:left], again=again)
