"""Verification: every probe of a suite, checked against its own prompt by another route."""

from collections.abc import Iterable
from dataclasses import dataclass

from jagbench.generators.mechanism.checks import problems_of
from jagbench.generators.mechanism.famous import problem_of_mark
from jagbench.generators.mechanism.registry import get_skill
from jagbench.probes.probe import Probe


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one probe."""

    probe: str
    """Id of the probe."""
    message: str
    """One sentence."""


def verify(probes: Iterable[Probe]) -> list[Problem]:
    """Check probes, each on its own and all together.

    The oracle of its skill re-derives the answer from the prompt; every operand and option stands in the
    prompt; the prompt holds no number besides them; no lure equals the answer; the id is the hash of what
    is asked and what is right; no prompt stands twice.

    Returns:
        The problems found; none where all is well.

    Raises:
        InvalidArgument: if a probe's skill is unknown.
    """
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for probe in probes:
        problems += [Problem(probe=probe.id, message=message) for message in check(probe)]
        if probe.prompt in seen:
            problems.append(Problem(probe=probe.id, message=f"the same prompt as {seen[probe.prompt]}"))
        seen[probe.prompt] = probe.id
    return problems


def check(probe: Probe) -> list[str]:
    """What is wrong with one probe by itself, and with its mark as famous, one sentence each.

    Raises:
        InvalidArgument: if the probe's skill is unknown.
    """
    mark = problem_of_mark(probe)
    return [*problems_of(probe, get_skill(probe.skill)), *([mark] if mark else [])]
