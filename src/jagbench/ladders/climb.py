"""Climbing: each round asks every skill at the lengths that say most about where it breaks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from jagbench.analysis.measures.ladder import KIND, counted, length_of
from jagbench.analysis.statistics.psychometric import Replies, Span, fit, where_next
from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.ladder import ladder_of, ladders, on_rung
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.skill.definition import Skill
from jagbench.probes import Probe
from jagbench.rounds import Askable, Asked, OnRound, Rounds, in_rounds
from jagbench.runners.engine import Arguments
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.run_directory import RunDirectory

MOST_ROUNDS = 15
"""More rounds are never needed."""

ROUNDS, PROBES = 10, 16
"""Rounds, and probes of each skill in a round, where nothing else is asked for."""

_SURE = 3
"""Rounds after which a skill that shows a bound only is left, once the longest probes were asked."""

_SOME = 50
"""Probes of its first rung that are looked at before a ladder begins, whether one can be asked."""


def reach(skill: Skill, language: str, seed: int) -> dict[str, Any]:
    """Between which lengths a skill can be asked, and what is right without the ability.

    Args:
        skill: A skill with a ladder.
        language: ISO 639-1 code.
        seed: Any integer.

    Raises:
        InvalidArgument: if it has no ladder, or cannot be asked in the language.
    """
    ladder = ladder_of(skill)
    first = next(on_rung(skill, length=ladder.shortest, seed=seed, language=language), None)
    options = len(first.answer.options) if first is not None else 0
    return {
        "counts": ladder.counts,
        "shortest": ladder.shortest,
        "longest": ladder.longest,
        "guess": 1 / options if options else 0.0,
        "version": skill.version,
    }


def climb(
    model: str,
    skills: Sequence[str] = (),
    *,
    rounds: int = ROUNDS,
    probes: int = PROBES,
    language: str = "en",
    seed: int = 0,
    manner: Manner | None = None,
    out: Path | str | None = None,
    arguments: Arguments | None = None,
    listener: Listener | None = None,
    on_round: OnRound | None = None,
) -> RunDirectory:
    """Ask a model each skill at the lengths around which it breaks; the same call again goes on.

    Args:
        model: `engine:name`.
        skills: Names of skills that have a ladder; all of them when empty.
        rounds: How many, up to `MOST_ROUNDS`; a later call with more goes on.
        probes: Probes of each skill in a round.
        language: ISO 639-1 code.
        seed: Any integer: other seeds give other probes.
        manner: How the probes are asked.
        out: Folder of the run; by default `runs/MODEL-ladder-PROTOCOL`.
        arguments: Arguments of the engine.
        listener: Who is told how it goes, and who may stop it.
        on_round: Told before each round.

    Returns:
        The run.

    Raises:
        InvalidArgument: if a name is unknown, a skill has no ladder, a number is out of its range, or the
            folder holds another run.
        jagbench.rounds.Stopped: if the listener stopped it; what was answered is kept.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InvalidArgument(f"A ladder has 1 to {MOST_ROUNDS} rounds, not {rounds}.")
    if probes < 1:
        raise InvalidArgument(f"A round has 1 probe of each skill at least, not {probes}.")
    chosen = [get_skill(name) for name in dict.fromkeys(skills or ladders())]
    reaches = {skill.name: reach(skill, language, seed) for skill in chosen}
    plan = {"skills": reaches, "language": language, "seed": seed, "probes": probes}
    manner = manner or Manner()
    askable = Askable(manner.protocol)
    for skill in chosen:
        first = on_rung(skill, length=ladder_of(skill).shortest, seed=seed, language=language)
        askable.refuse_none(islice(first, _SOME), f"the ladder of {skill.name}")
    climbers = [
        _Climber(skill=skill, span=_span(reaches[skill.name]), language=language, seed=seed, askable=askable)
        for skill in chosen
    ]
    with in_rounds(
        model,
        kind=KIND,
        plan=plan,
        manner=manner,
        out=out,
        arguments=arguments,
        listener=listener,
        on_round=on_round,
    ) as asking:
        for _ in range(rounds):
            if not _round(asking, climbers, probes):
                break
        askable.tell(listener)
        return asking.directory


def _span(found: Mapping[str, Any]) -> Span:
    return Span(shortest=found["shortest"], longest=found["longest"], guess=found["guess"])


def _round(asking: Rounds, climbers: Sequence["_Climber"], probes: int) -> bool:
    """One round over all skills that are not settled; whether anything was asked."""
    wanted = {climber.skill.name: climber.next(probes) for climber in climbers}
    batch = [probe for part in wanted.values() for probe in part]
    if not batch:
        return False
    answered = asking.ask(batch, KIND)
    for climber in climbers:
        climber.take([answered[probe.id] for probe in wanted[climber.skill.name]])
    return True


@dataclass(slots=True, kw_only=True)
class _Climber:
    """One skill on its way."""

    skill: Skill
    span: Span
    language: str
    seed: int
    askable: Askable
    _right: Counter[int] = field(default_factory=Counter[int])
    _scored: Counter[int] = field(default_factory=Counter[int])
    _streams: dict[int, Iterator[Probe]] = field(default_factory=dict[int, Iterator[Probe]])
    _rounds: int = 0

    def next(self, count: int) -> list[Probe]:
        """The probes of the next round, over the lengths that say most; none once the skill is settled."""
        if self._is_settled():
            return []
        probes: list[Probe] = []
        lengths = where_next(self.span, self._replies(), count)
        for place, length in enumerate(lengths):
            share = count // len(lengths) + (place < count % len(lengths))
            probes += islice(self._stream(length), share)
        return probes

    def take(self, round_: Sequence[Asked]) -> None:
        """Count what came back in a round.

        Where the engine answered nothing from some length on, such as beyond its context, the ladder ends
        there.
        """
        self._rounds += bool(round_)
        failed: list[int] = []
        for asked in round_:
            length = length_of(asked.probe) or 0
            if asked.row.verdict == "unscored":
                failed.append(length)
            else:
                self._scored[length] += 1
                self._right[length] += asked.row.correct
        reached = max(self._scored, default=self.span.shortest)
        if any(length > reached for length in failed):
            self.span = replace(self.span, longest=max(reached, self.span.shortest + 1))

    def _replies(self) -> Replies | None:
        if not self._scored:
            return None
        return counted(
            {"length": length, "right": self._right[length], "asked": scored}
            for length, scored in self._scored.items()
        )

    def _is_settled(self) -> bool:
        """Whether only a bound is to be had: never wrong at its longest, or never right at its shortest."""
        replies = self._replies()
        if replies is None or self._rounds < _SURE:
            return False
        found = fit(self.span, replies)
        reached = int(replies.length[-1])
        return found.capacity is None and (found.low is None or reached >= self.span.longest)

    def _stream(self, length: int) -> Iterator[Probe]:
        if length not in self._streams:
            rung = on_rung(self.skill, length=length, seed=self.seed, language=self.language)
            self._streams[length] = self.askable.among(rung)
        return self._streams[length]
