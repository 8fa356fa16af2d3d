"""What is checked of one probe, given its skill: answer, prompt, lures and id."""

import re
from functools import cache
from typing import Any

from jagbench.errors import JagbenchError
from jagbench.generators.language.common import languages
from jagbench.generators.skill.definition import Skill
from jagbench.probes.probe import Probe, probe_id
from jagbench.probes.statement import GAP, YES_OR_NO
from jagbench.probes.suite import load, load_card, suite_names
from jagbench.probes.written import written

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def problems_of(probe: Probe, skill: Skill) -> list[str]:
    """What is wrong with one probe by itself, one sentence each.

    The answer of a probe of an earlier version of its skill is not re-derived: it may have had other words.

    Args:
        probe: What is checked.
        skill: The skill that it is of, whose oracle re-derives the answer.
    """
    answer = _oracle(probe, skill) if probe.version == skill.version else []
    return [*answer, *problems_of_form(probe)]


def problems_of_form(probe: Probe) -> list[str]:
    """What is wrong with one probe besides its answer, one sentence each."""
    return [
        *(_statement(probe) or _target(probe)),
        *_prompt(probe),
        *_lures(probe),
        *_identity(probe),
    ]


def _oracle(probe: Probe, skill: Skill) -> list[str]:
    if probe.language not in languages():
        return [f"the language {probe.language!r} is unknown; there is: {', '.join(languages())}"]
    try:
        value: Any = skill.oracle(probe.prompt, probe.language)
    except JagbenchError as error:
        return [f"the oracle cannot answer: {error}"]
    except (
        Exception
    ) as error:  # an oracle of a plug-in may raise anything; the other probes are still checked
        return [f"the oracle of {skill.name} fails with {type(error).__name__}: {error}"]
    if not isinstance(value, str):
        return [f"the oracle of {skill.name} gives {value!r}, where it should give the answer as text"]
    if value != probe.answer.value:
        return [f"the answer is {probe.answer.value!r}, but the prompt's is {value!r}"]
    return []


def _statement(probe: Probe) -> list[str]:
    if probe.statement is None or GAP in probe.statement or YES_OR_NO.search(probe.statement):
        return []
    return [f"the statement {probe.statement!r} has no gap for the answer"]


def _target(probe: Probe) -> list[str]:
    right = written(probe, probe.answer.value)
    if probe.target in (None, right) or (probe.id, probe.target) in _mended_targets():
        return []
    return [f"the target reply is {probe.target!r}, but {right!r} is what it should be"]


@cache
def _mended_targets() -> frozenset[tuple[str, str | None]]:
    """The target replies of suites, by id, in words that have been mended since, as the cards say.

    A card names a skill and language, or a format of all of them. Copies of those probes are right too: the
    files that `probes export` and runs are made of.
    """
    return frozenset(
        (probe.id, probe.target)
        for name in suite_names()
        if (mended := load_card(name).get("mended", {}).keys())
        for probe in load(name)
        if mended & {f"{probe.skill}/{probe.language}", probe.format}
    )


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
