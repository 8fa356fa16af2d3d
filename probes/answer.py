"""What counts as right: the kind of an answer and its exact value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes.constraint import parse_constraint

AnswerKind = Literal["integer", "decimal", "choice", "text", "list", "time", "date", "constraint"]
"""`integer` is an exact plain integer, `decimal` an exact plain number or a fraction (`"3/4"`), `choice` one
of the options as shown, `text` a word or string, `list` several values joined by `", "`, `time` a clock time
or a duration, `date` a day of the Gregorian calendar as in ISO 8601 (`"2024-02-29"`),
`constraint` what a free text has to obey (`"exactly 12 words"`, `jagbench.probes.constraint`)."""

INTEGER = re.compile(r"-?[0-9]+")
ANSWER_KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The right answer of a probe.

    Raises:
        InvalidArgument: if the kind is unknown, an integer or a constraint is none, a choice is not among its
            options, or a choice or a constraint has several right values.
    """

    kind: AnswerKind
    """How a reply is read."""
    value: str
    """The exact answer as a plain string: `"9.9"`, `"-0.21"`, `"1000000"`."""
    options: tuple[str, ...] = ()
    """The candidates of a choice as shown, in the order shown; empty for the other kinds."""
    also: tuple[str, ...] = ()
    """Further values that are as right as `value`, which alone is the target; a choice has none."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every value that is right, the first of them the one that a target reply gives."""
        return (self.value, *self.also)

    def __post_init__(self) -> None:
        """Check the kind, that an integer is one, and that a choice names one of its options."""
        if self.kind not in ANSWER_KINDS:
            raise unknown_name("answer kind", self.kind, ANSWER_KINDS)
        if self.kind == "constraint":
            _check_constraint(self.value, self.also)
        if self.kind == "integer":
            for value in self.accepted:
                if not ((value.isdigit() and value.isascii()) or INTEGER.fullmatch(value)):
                    raise InvalidArgument(f"The answer {value!r} is no integer in plain form, such as '-12'.")
        if self.kind == "choice" and self.also:
            raise InvalidArgument(
                f"Of the options {list(self.options)} one is right, but {len(self.accepted)} are given: name "
                "one answer."
            )
        if self.kind == "choice" and self.value not in self.options:
            raise InvalidArgument(
                f"The answer {self.value!r} is not one of its options {list(self.options)}."
            )


def _check_constraint(value: str, also: Sequence[str]) -> None:
    parse_constraint(value)
    if also:
        raise InvalidArgument(
            f"A text obeys one constraint, but {1 + len(also)} are given: join what it has to obey by '; '."
        )
