"""Verification: every probe of a suite, checked against its own prompt by another route."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jagbench.errors import JagbenchError
from jagbench.generators.language.common import languages
from jagbench.generators.mechanism.registry import get_skill
from jagbench.probes.probe import Probe, probe_id

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


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
    """What is wrong with one probe by itself, one sentence each."""
    return [*_oracle(probe), *_prompt(probe), *_lures(probe), *_identity(probe)]


def _oracle(probe: Probe) -> list[str]:
    if probe.language not in languages():
        return [f"the language {probe.language!r} is unknown; there is: {', '.join(languages())}"]
    try:
        value = get_skill(probe.skill).oracle(probe.prompt, probe.language)
    except JagbenchError as error:
        if error.exit_code == 2:
            raise
        return [f"the oracle cannot answer: {error}"]
    if value != probe.answer.value:
        return [f"the answer is {probe.answer.value!r}, but the prompt's is {value!r}"]
    return []


def _prompt(probe: Probe) -> list[str]:
    shown = {*probe.operands, *probe.answer.options}
    missing = [f"{each!r} does not stand in the prompt" for each in shown if each not in probe.prompt]
    # A number that is no operand could give the answer away, or ask something else.
    rest = probe.prompt
    for each in sorted(shown, key=len, reverse=True):
        rest = rest.replace(each, " ")
    return missing + [f"the number {number} in the prompt is no operand" for number in NUMBER.findall(rest)]


def _lures(probe: Probe) -> list[str]:
    return [
        f"the lure {name!r} equals the answer"
        for name, value in probe.lures.items()
        if value == probe.answer.value
    ]


def _identity(probe: Probe) -> list[str]:
    expected = probe_id(probe.prompt, probe.answer)
    return [] if probe.id == expected else [f"the id should be {expected}"]
