"""Verification of claims: what is right of a fact comes from the oracle of a question about it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from jagbench.errors import JagbenchError
from jagbench.generators.mechanism.checks import problems_of_form
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.oracles.claims import truth
from jagbench.probes.claims import FACT, is_claim, side, yes_and_no
from jagbench.probes.probe import Probe
from jagbench.probes.statement import as_in_the_prompt, asks_yes_or_no

Fact = tuple[str, str, str]
"""An item, the language it is asked in, and the frame."""


def questions_of_facts(probes: Iterable[Probe]) -> Mapping[Fact, Sequence[Probe]]:
    """The questions with a statement, by what claims and they are about."""
    found: defaultdict[Fact, list[Probe]] = defaultdict(list)
    for probe in probes:
        if probe.statement is not None and not is_claim(probe):
            found[probe.item, probe.language, probe.frame].append(probe)
    return found


def problems_of_claim(claim: Probe, questions: Mapping[Fact, Sequence[Probe]]) -> list[str]:
    """What is wrong with a claim, one sentence each.

    Args:
        claim: What is checked.
        questions: As `questions_of_facts` gives them.
    """
    return [*_answer(claim, questions), *problems_of_form(claim)]


def _answer(claim: Probe, questions: Mapping[Fact, Sequence[Probe]]) -> list[str]:
    asked = questions.get((claim.item, claim.language, claim.frame), ())
    if not asked:
        return ["no question of the suite asks about the fact of this claim, so that it cannot be checked"]
    unfit = ""
    for question in asked:
        skill = get_skill(question.skill)
        if question.version != skill.version or question.skill != claim.params.get(FACT):
            continue
        try:
            said = truth(
                claim.prompt, claim.language, str(question.statement), _right(question, skill.oracle)
            )
        except JagbenchError as error:
            unfit = str(error)
            continue
        yes, no = yes_and_no(claim)
        value = yes if said else no
        if value != claim.answer.value or said is not side(claim).true:
            return [f"the answer is {claim.answer.value!r}, but {value!r} is true of the claim"]
        return []
    return [f"the claim cannot be checked: {unfit}"] if unfit else []


def _right(question: Probe, oracle: Callable[[str, str], str]) -> set[str]:
    """What a true sentence shows: the right answer as it is and as the prompt writes it, or its yes or no."""
    value = oracle(question.prompt, question.language)
    if asks_yes_or_no(question):
        return {("yes", "no")[question.answer.options.index(value)]}
    return {value, as_in_the_prompt(question, value)}
