"""What a model or a function of yours gets right, and thresholds that are intervals."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jagbench.errors import InvalidArgument
from jagbench.testing.asking import Asked

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.analysis.gates import Gate
    from jagbench.probes import Probe

SHOWN = 3
"""Wrong answers that an error shows."""

PROPERTY = "jagbench"
"""The name under which a test says what it measured: a property in JUnit XML."""


def nowhere(name: str, value: object) -> None:
    """Where a finding goes that nobody records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How many of some probes were answered right."""

    name: str
    """What was asked, in words."""
    right: Sequence[bool]
    """Of each scored probe whether it was."""
    items: Sequence[str]
    """The item of each; variants of one item are one cluster."""
    wrong: Sequence[str] = ()
    """What was wrong, in words."""
    frame: "pd.DataFrame | None" = None
    """The judged replies (`jagbench.analysis.frame.rows.Row`); None where a test judged for itself."""
    record: Callable[[str, object], None] = field(default=nowhere, repr=False)
    """Told what was measured."""

    @property
    def value(self) -> float:
        """The share that is right; NaN where nothing was scored."""
        return sum(self.right) / len(self.right) if self.right else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share: Wilson's, clustered by item."""
        from jagbench.analysis.statistics.cells import interval

        found = interval(list(self.right), list(self.items))
        return found.low, found.high

    @property
    def low(self) -> float:
        """Its lower bound."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """Its upper bound."""
        return self.interval[1]

    def __str__(self) -> str:
        low, high = self.interval
        return (
            f"{self.name}: {sum(self.right)} of {len(self.right)} right, {100 * self.value:.1f} % "
            f"(95 % interval {100 * low:.1f} to {100 * high:.1f} %)"
        )

    def not_under(self, share: float) -> "Accuracy":
        """Fail where the whole interval is under a share.

        Raises:
            AssertionError: if it is, or nothing was scored.
            InvalidArgument: if it is no share.
        """
        gate = self._held(share)
        if gate.verdict == "fails":
            raise AssertionError(self._failure(f"under {100 * share:g} %"))
        return self

    def at_least(self, share: float) -> "Accuracy":
        """Fail unless the whole interval is at a share or above.

        Raises:
            AssertionError: if it is not, or nothing was scored.
            InvalidArgument: if it is no share.
        """
        gate = self._held(share)
        if gate.verdict == "inconclusive":
            raise AssertionError(self._failure(f"not surely {100 * share:g} % or more. {gate.missing}"))
        if gate.verdict == "fails":
            raise AssertionError(self._failure(f"under {100 * share:g} %"))
        return self

    def _held(self, share: float) -> "Gate":
        from jagbench.analysis.gates.decision import held

        if not 0 < share < 1:
            raise InvalidArgument(f"A threshold is a share between 0 and 1, not {share}.")
        if not self.right:
            raise AssertionError(f"{self.name}: no probe was scored, so there is no accuracy to hold.")
        gate = held(self.right, self.items, share, run=self.name)
        self.record(PROPERTY, f"{self}; not under {100 * share:g} %: {gate.verdict}")
        return gate

    def _failure(self, why: str) -> str:
        shown = "".join(f"\n  {each}" for each in self.wrong[:SHOWN])
        more = f"\n  and {len(self.wrong) - SHOWN} more" if len(self.wrong) > SHOWN else ""
        return f"{self}: {why}" + (f"\nWrong:{shown}{more}" if shown else "")


def accuracy(
    model: str | Callable[[str], Any],
    *skills: str,
    record: Callable[[str, object], None] = nowhere,
    **which: Any,
) -> Accuracy:
    """Ask a model or a function probes, and judge its replies.

    Args:
        model: `engine:name`, or a function from a prompt to a text, sync or async. What it raises is raised.
        skills: Skills or families.
        record: Told what was measured.
        which: As for `jagbench.testing.probes`: `level`, `n`, `suite`, `seed`, `language` and so on.

    Raises:
        InvalidArgument: if something is unknown, or a reply is no text.
        JagbenchError: if the engine breaks.
    """
    from jagbench.api.judging import score

    asked = Asked(skills=skills, **which)
    probes = asked.draw()
    frame = _asked(model, probes) if isinstance(model, str) else score(probes, _replies(model, probes))
    scored = frame[frame["verdict"] != "unscored"]
    wrong = scored[~scored["correct"]]
    said = [
        _said(*row)
        for row in wrong[["prompt", "reply", "verdict", "reading", "expected", "lures"]].itertuples(
            index=False, name=None
        )
    ]
    return Accuracy(
        name=str(asked),
        right=[bool(each) for each in scored["correct"]],
        items=[str(each) for each in scored["item"]],
        wrong=said,
        frame=frame,
        record=record,
    )


def _replies(function: Callable[[str], Any], probes: "Sequence[Probe]") -> dict[str, Any]:
    import asyncio

    async def awaited(coroutine: Any) -> Any:
        return await coroutine

    replies: dict[str, Any] = {}
    for probe in probes:
        reply = function(probe.prompt)
        replies[probe.id] = asyncio.run(awaited(reply)) if inspect.isawaitable(reply) else reply
    return replies


def _asked(model: str, probes: "Sequence[Probe]") -> "pd.DataFrame":
    from tempfile import TemporaryDirectory

    from jagbench.api.runs import run

    with TemporaryDirectory(prefix="jagbench-") as folder:
        return run(model, probes, out=folder).frame


def _said(prompt: str, reply: str, verdict: str, reading: str, expected: str, lures: Sequence[str]) -> str:
    read = f"{verdict}: {reading!r}" if reading else verdict.replace("_", " ")
    named = f" ({', '.join(lures)})" if len(lures) else ""
    shown = reply if len(reply) <= 80 else f"{reply[:77]}..."
    return f"{prompt}\n    {shown!r} is {read}{named}; right is {expected!r}"


def assert_right(probe: "Probe", reply: str, *, strict: bool = False) -> None:
    """Fail where a reply does not answer a probe right.

    Args:
        probe: What was asked.
        reply: A text.
        strict: Whether it must obey the format asked for, too.

    Raises:
        AssertionError: if it does not: what was read in it, by which misconception, and what is right.
        InvalidArgument: if the reply is no text.
    """
    from jagbench.api.judging import score

    found = score(probe, reply)
    if found.verdict != "correct":
        said = _said("", reply, found.verdict, found.reading, probe.answer.value, found.lures)
        raise AssertionError(said.strip())
    if strict and not found.strict:
        raise AssertionError(f"{reply!r} is right, but not in the format asked for.")
