"""Claims: a fact put as a sentence that is true or false, and as the denial of that sentence.

A fact is an item that a skill asks about. A claim fills the statement of a question about it with the right
answer or with a lure, affirms or denies that, and asks whether it is true; it is a probe of the same item as
the question, so that a model's replies to all of them can be held against one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jagbench.errors import InvalidArgument
from jagbench.probes.probe import Probe

SKILL: Final = "facts.paraphrase"
"""The skill of all claims."""
FACT: Final = "fact"
"""The param of a claim that names the skill whose item it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a claim says of a fact."""

    right: bool
    """Whether the sentence holds the right answer; else it holds a lure."""
    denied: bool
    """Whether the sentence is denied."""

    @property
    def true(self) -> bool:
        """Whether the claim is true."""
        return self.right is not self.denied


SIDES: Final[Mapping[str, Side]] = {
    "right": Side(right=True, denied=False),
    "right_denied": Side(right=True, denied=True),
    "lure": Side(right=False, denied=False),
    "lure_denied": Side(right=False, denied=True),
}
"""What claims say, by the name that stands as `direction` in their params; half of them are true."""


def is_claim(probe: Probe) -> bool:
    """Whether a probe asks whether a sentence is true that another question states."""
    return probe.skill == SKILL and probe.direction in SIDES


def side(probe: Probe) -> Side:
    """What a claim says of its fact.

    Raises:
        InvalidArgument: if the probe is no claim.
    """
    if not is_claim(probe):
        raise InvalidArgument(f"The probe {probe.id} is no claim: its skill is {probe.skill}.")
    return SIDES[probe.direction]


def stated_value(probe: Probe) -> str:
    """The answer that the sentence of a claim holds, as the sentence shows it: its last operand.

    Raises:
        InvalidArgument: if the probe is no claim.
    """
    side(probe)
    return probe.operands[-1]


def yes_and_no(probe: Probe) -> tuple[str, str]:
    """The words for yes and no of a claim's language.

    Raises:
        InvalidArgument: if the probe is no claim.
    """
    side(probe)
    yes, no = probe.answer.options
    return yes, no
