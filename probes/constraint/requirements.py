"""The requirements that a constraint is made of: each reads from its written form and checks a text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, Protocol, cast

from jagbench.errors import InvalidArgument
from jagbench.probes.constraint.units import UNITS, Unit, count

Relation = Literal["exactly", "at most", "at least"]
RELATIONS: Final[tuple[Relation, ...]] = ("exactly", "at most", "at least")
_HOLDS: Mapping[Relation, Callable[[int, int], bool]] = {
    "exactly": lambda found, n: found == n,
    "at most": lambda found, n: found <= n,
    "at least": lambda found, n: found >= n,
}
LARGEST: Final = 10_000
"""The largest number that a constraint may ask for."""


class Requirement(Protocol):
    """One thing that a text has to be."""

    def obeyed(self, text: str, language: str) -> bool:
        """Whether a text in a language is so."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So many of a unit: `"exactly 12 words"`."""

    relation: Relation
    """How the number is meant."""
    n: int
    """How many."""
    unit: Unit
    """Of what."""

    def __str__(self) -> str:
        return f"{self.relation} {self.n} {self.unit[:-1] if self.n == 1 else self.unit}"

    def obeyed(self, text: str, language: str) -> bool:
        """Whether a text has so many."""
        return _HOLDS[self.relation](count(text, self.unit, language), self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What a text has to obey: all of its requirements."""

    requirements: Sequence[Requirement]
    """In the order in which they are written."""

    def __str__(self) -> str:
        return "; ".join(map(str, self.requirements))

    def obeyed(self, text: str, language: str) -> bool:
        """Whether a text obeys every requirement; one without a letter or a digit obeys none.

        Args:
            text: What was written.
            language: ISO 639-1 code, which decides what a word is.
        """
        return any(map(str.isalnum, text)) and all(each.obeyed(text, language) for each in self.requirements)

    @property
    def amount(self) -> Amount | None:
        """The first requirement of an amount; None where there is none."""
        return next((each for each in self.requirements if isinstance(each, Amount)), None)

    def longer(self, by: int) -> "Constraint":
        """The constraint that asks for so much more, at least one; the same where it asks for no amount."""
        amount = self.amount
        if amount is None:
            return self
        other = replace(amount, n=max(1, amount.n + by))
        return Constraint(requirements=tuple(other if each is amount else each for each in self.requirements))


_AMOUNT = re.compile(rf"({'|'.join(RELATIONS)}) ([0-9]{{1,6}}) ({'|'.join(unit[:-1] for unit in UNITS)})s?")


def _amount(found: re.Match[str]) -> Amount:
    n = int(found[2])
    if not 1 <= n <= LARGEST:
        raise InvalidArgument(f"A constraint asks for 1 to {LARGEST:,} of something, not {n}.")
    return Amount(relation=cast("Relation", found[1]), n=n, unit=cast("Unit", f"{found[3]}s"))


_FORMS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Requirement]]] = ((_AMOUNT, _amount),)
EXAMPLES: Final = ("exactly 12 words", "at most 3 sentences")
"""One of each form, for errors and documents."""


@lru_cache(maxsize=4096)
def parse_constraint(text: str) -> Constraint:
    """A constraint from its written form.

    Raises:
        InvalidArgument: if a part of it is no requirement.
    """
    return Constraint(requirements=tuple(map(_requirement, text.split("; "))))


def _requirement(part: str) -> Requirement:
    for pattern, made in _FORMS:
        if (found := pattern.fullmatch(part)) is not None:
            return made(found)
    shown = ", ".join(f"{each!r}" for each in EXAMPLES)
    raise InvalidArgument(f"Not a requirement of a text: {part!r:.80}. There are such as {shown}.")
