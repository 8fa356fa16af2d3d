"""Verification: every probe of a suite, checked against its own prompt by another route."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jagbench.generators.mechanism.cells import false_of_card, guessable
from jagbench.generators.mechanism.checks import problems_of
from jagbench.generators.mechanism.claims import problems_of_claim, questions_of_facts
from jagbench.generators.mechanism.famous import problem_of_mark
from jagbench.generators.mechanism.registry import get_skill
from jagbench.probes.claims import is_claim
from jagbench.probes.probe import Probe
from jagbench.probes.suite import Suite, load, load_card, suite_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one probe, or with a cell of a suite."""

    probe: str | None = None
    """Id of the probe."""
    cell: str | None = None
    """Such as `"comparison.decimals/2/en"`, or `"comparison.decimals/2"` for a level in any language."""
    message: str
    """One sentence."""

    def __str__(self) -> str:
        """Such as `"probe 0f3a…: the id should be …"`."""
        return f"{f'probe {self.probe}' if self.probe else f'cell {self.cell}'}: {self.message}"


def verify(probes: Iterable[Probe]) -> list[Problem]:
    """Check probes, each on its own and all together.

    The oracle of its skill re-derives the answer from the prompt; every operand and option stands in the
    prompt; the prompt holds no number besides them; no lure equals the answer; the id is the hash of what
    is asked and what is right; no prompt stands twice. A claim is checked with a question about its fact,
    whose oracle says what is right of it.

    Returns:
        The problems found; none where all is well.

    Raises:
        InvalidArgument: if a probe's skill is unknown.
    """
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    probes = list(probes)
    questions = questions_of_facts(probes)
    for probe in probes:
        found = problems_of_claim(probe, questions) if is_claim(probe) else check(probe)
        problems += [Problem(probe=probe.id, message=message) for message in found]
        if probe.prompt in seen:
            problems.append(Problem(probe=probe.id, message=f"the same prompt as {seen[probe.prompt]}"))
        seen[probe.prompt] = probe.id
    return problems


def verify_suite(suite: Suite) -> list[Problem]:
    """Check the probes of a suite as `verify` does, and its cells.

    No guesser is right of a cell's probes more often than is to be had without the skill (`cells.guessable`),
    and the domain sizes and baselines on the card of a suite are those that its skills have today. The probes
    of a suite that another has taken the place of were drawn by skills as they were: its cells and its card
    are left alone.

    Raises:
        InvalidArgument: if a probe's skill is unknown.
    """
    found = verify(suite)
    if suite.name in _superseded():
        return found
    cells = list(guessable(suite))
    if cells:  # seldom, and only then is it worth the time to know which probes are of such a suite
        before = _superseded_probes()
        cells = list(guessable(probe for probe in suite if probe.id not in before))
    named = [("/".join(map(str, cell)), message) for cell, message in cells]
    return found + [
        Problem(cell=cell, message=message) for cell, message in [*named, *false_of_card(suite.card)]
    ]


def _superseded() -> set[str]:
    """The suites that another has taken the place of."""
    return {name for each in suite_names() if (name := load_card(each).get("supersedes"))}


@cache
def _superseded_probes() -> frozenset[str]:
    return frozenset(probe.id for name in _superseded() for probe in load(name))


def check(probe: Probe) -> list[str]:
    """What is wrong with one probe by itself, and with its mark as famous, one sentence each.

    Raises:
        InvalidArgument: if the probe's skill is unknown.
    """
    mark = problem_of_mark(probe)
    return [*problems_of(probe, get_skill(probe.skill)), *([mark] if mark else [])]
