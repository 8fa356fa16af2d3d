"""The `solver` engine: answers exactly, or by one named misconception, briefly or in a way of answering.

It stands for a model whose every reply is known beforehand: the reference respondent of tests and charts.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jagbench import __version__
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes import Probe
from jagbench.probes.ways import spoken, way_languages, ways
from jagbench.probes.written import written
from jagbench.runners.engine import Ask, Description, Feature, Prompting, Rendered, Request, replied
from jagbench.runners.engines import Opening
from jagbench.runners.engines.arguments import settings
from jagbench.runners.engines.respondent import Respondent, Traits, read_traits
from jagbench.runners.protocols import turns_of
from jagbench.runners.reply import Reply

EXACT = "exact"
MIXED = "mixed"
"""The style in which each probe is answered in a way of its own."""


class Solver:
    """Answers each probe from a table made of the probes it was opened with.

    Args:
        name: `"exact"`, or the name of a lure.
        probes: The probes that will be asked.
        query: Its traits as they are typed, such as `"style=bold"` or `"flips=0.3&seed=7"`. The style is a
        way
            of answering (`jagbench.probes.ways`), or `"mixed"`; where it does not suit a probe, and when
            there is none, the answer is written as the probe asks for it.
        protocol: How they will be asked.
        other: The replies of another run that they will be shown with, by probe.
        prompting: How they will be put to it; it makes no difference.
    """

    capacity = 1024
    serves: frozenset[Feature] = frozenset()

    def __init__(
        self,
        name: str,
        probes: Iterable[Probe],
        query: str = "",
        *,
        protocol: str = "direct",
        other: Mapping[str, str] | None = None,
        prompting: Prompting = "chat",
    ) -> None:
        model = f"{name}?{query}" if query else name
        self.description = Description(
            engine="solver",
            model=model,
            fingerprint=hashlib.sha256(f"solver:{model}".encode()).hexdigest(),
            versions={"jagbench": __version__},
            determinism="batch-invariant",
            prompting=prompting,
        )
        self._probes = probes
        self._respondent = Respondent(
            own=name, traits=read_traits(query), protocol=protocol, other=other or {}
        )
        self._turns = range(len(turns_of(protocol)))
        self._answers: dict[str, tuple[str, ...]] = {}
        self._learn()
        self._waiting: list[Request] = []

    def render(self, ask: Ask) -> Rendered:
        """What it is given: the messages as they stand."""
        return Rendered(text=ask.completion or "\n\n".join(message.content for message in ask.messages))

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._waiting.append(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Answer all that was submitted."""
        waiting, self._waiting = self._waiting, []
        if any(request.probe not in self._answers for request in waiting):
            self._learn()
        return [
            replied(request, text=self.answer(request.probe, request.turn), finish_reason="stop")
            for request in waiting
        ]

    def answer(self, probe: str, turn: int = 0) -> str:
        """What it says to a probe.

        Args:
            probe: Id of one that it knows.
            turn: Which request of the protocol.
        """
        return self._answers[probe][turn]

    def _learn(self) -> None:
        """Work out the replies to the probes that there are now: in rounds, they become more."""
        for probe in self._probes:
            if probe.id not in self._answers:
                self._answers[probe.id] = tuple(self._said(probe, turn) for turn in self._turns)

    def _said(self, probe: Probe, turn: int) -> str:
        who = self._respondent
        judged = who.judgement(probe, turn)
        return _reply(probe, who.value(probe, turn), who.traits.style) if judged is None else judged

    def close(self) -> None:
        """Forget what was submitted."""
        self._waiting.clear()


def _reply(probe: Probe, value: str, style: str) -> str:
    if not style or probe.statement is None or probe.language not in way_languages():
        return written(probe, value)
    said = spoken(probe, value)
    if style == MIXED:
        return list(said.values())[int(probe.id, 16) % len(said)]
    return said.get(style) or written(probe, value)


def styles() -> list[str]:
    """The names of the ways of answering that need no more than a probe, sorted, and that of the mixture."""
    names = {way.name for each in way_languages() for way in ways(each) if way.needs_only_the_probe}
    return sorted({*names, MIXED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverSettings:
    """The solver takes no arguments."""


def open_solver(name: str, opening: Opening) -> Solver:
    """Open the solver.

    Args:
        name: `"exact"`, or the name of a lure: it gives the lure's answer wherever a probe has that lure,
            and the right one elsewhere. Behind it may stand traits: `"exact?style=bold"`,
            `"exact?flips=0.3&seed=7"`.
        opening: Its probes are those that will be asked.

    Raises:
        InvalidArgument: if no probe has a lure of that name, there is no such trait or style, or no probe has
            the statement that a style needs, or an argument is given.
    """
    settings(SolverSettings, opening.arguments, engine="solver")
    name, mark, query = name.partition("?")
    names = {EXACT}.union(*(probe.lures for probe in opening.probes))
    if name not in names:
        raise unknown_name("solver", name, names)
    traits = read_traits(query) if mark else Traits()
    if traits.style:
        _check_style(traits.style, opening.probes)
    return Solver(
        name,
        opening.probes,
        query,
        protocol=opening.protocol,
        other=opening.other,
        prompting=opening.prompting or "chat",
    )


def _check_style(style: str, probes: Iterable[Probe]) -> None:
    if style not in styles():
        raise unknown_name("style of the solver", style, styles())
    if all(probe.statement is None for probe in probes):
        raise InvalidArgument(
            f"The style {style!r} needs probes with a statement, and none of these has one: take probes of "
            "`jagbench probes generate`, or of a suite of the second version."
        )
