"""What reading gives: the answer a reply commits to, by which rule, and where it stands."""

from dataclasses import dataclass
from typing import Literal, get_args

Outcome = Literal["answered", "contradictory", "no_answer", "refused", "truncated"]
"""`answered`: one value is committed to; `contradictory`: two different final values without a choice;
`no_answer`: nothing, or a hedge; `refused`: the model declines; `truncated`: cut before it commits."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reply commits to."""

    outcome: Outcome
    """What kind of reply it is."""
    value: str | None
    """The committed answer in plain form (`"1234567"`, `"-0.21"`, the option as shown, list entries
    joined by `", "`); `None` unless the outcome is `answered`."""
    rule: str
    """Name of the rule that decided; `RULES` says what it does."""
    span: tuple[int, int] | None
    """Where the value stands in the reply, `[start, end)` in characters."""
    strict: bool
    """The reply is nothing but the answer; surrounding space and one final full stop are allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number standing in a text."""

    start: int
    """Its first character, sign and currency mark included."""
    end: int
    """One past its last character, exponent and scale word included."""
    value: str
    """Its exact value in plain form, or `numerator/denominator`."""
    word: bool
    """It is written in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One option named in a text."""

    start: int
    end: int
    option: int
    """Its index."""
    how: str
    """`text`, `value`, `label` or `place`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A commitment on a page, before it is weighed against the others."""

    start: int
    """First character of the value, as an offset into the page."""
    end: int
    """One past its last character."""
    value: str | None
    """The value in plain form; `None` for a commitment to giving none."""
    rule: str
    """Name of the rule that found it."""
    outcome: Outcome = "answered"
    """`answered`, or why there is no value."""

    def by(self, rule: str) -> "Found":
        """The same commitment as another rule names it."""
        if rule == self.rule:
            return self
        return Found(start=self.start, end=self.end, value=self.value, rule=rule, outcome=self.outcome)


def no_value(outcome: Outcome, rule: str) -> Found:
    """A commitment to no value, decided by a rule."""
    return Found(start=0, end=0, value=None, rule=rule, outcome=outcome)
