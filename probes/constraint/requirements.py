"""The requirements that a constraint is made of: each reads from its written form and checks a text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, Protocol, cast

from jagbench.errors import InvalidArgument
from jagbench.probes.constraint.units import (
    SPACELESS,
    UNITS,
    Unit,
    count,
    folded,
    lines,
    sentences,
    times,
    words,
)
from jagbench.probes.constraint.units import letters as letters_of

Relation = Literal["exactly", "at most", "at least"]
What = Literal["letter", "word"]
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
class Times:
    """A letter or a word so often: `'the word "snow" exactly 3 times'`."""

    what: What
    """What is looked for."""
    text: str
    """The letter or the word."""
    relation: Relation
    """How the number is meant."""
    n: int
    """How often."""

    def __str__(self) -> str:
        return f'the {self.what} "{self.text}" {self.relation} {self.n} {"time" if self.n == 1 else "times"}'

    def obeyed(self, text: str, language: str) -> bool:
        """Whether it stands in a text so often."""
        return _HOLDS[self.relation](found_in(text, self.what, self.text, language), self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A letter or a word that must not occur, or that may: `'without the letter "e"'`."""

    what: What
    """What is looked for."""
    text: str
    """The letter or the word."""
    banned: bool
    """Whether it must not occur. The control of a ban names the same and allows it."""

    def __str__(self) -> str:
        return f'{"without" if self.banned else "with or without"} the {self.what} "{self.text}"'

    def obeyed(self, text: str, language: str) -> bool:
        """Whether a text keeps to the ban, if there is one."""
        return not self.banned or not self.occurs(text, language)

    def occurs(self, text: str, language: str) -> bool:
        """Whether a text holds it, banned or not."""
        return found_in(text, self.what, self.text, language) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Every sentence ends with a word: `'each sentence ends with "snow"'`."""

    text: str
    """The word."""

    def __str__(self) -> str:
        return f'each sentence ends with "{self.text}"'

    def obeyed(self, text: str, language: str) -> bool:
        """Whether every sentence of a text does."""
        word = folded(self.text, language)
        if language in SPACELESS:
            return all("".join(words(each, language)).endswith(word) for each in _folded(text, language))
        return all(words(each, language)[-1] == word for each in _folded(text, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Begins:
    """The lines, or the words, begin with these letters in order: `'lines begin with "s", "n"'`."""

    unit: Literal["lines", "words"]
    """What begins with them; there are as many."""
    letters: Sequence[str]
    """The letters."""

    def __str__(self) -> str:
        return f"{self.unit} begin with " + ", ".join(f'"{letter}"' for letter in self.letters)

    def obeyed(self, text: str, language: str) -> bool:
        """Whether a text has as many, and each begins with its letter."""
        parts = lines(text) if self.unit == "lines" else words(text, language)
        starts = [next(iter(letters_of(folded(part, language))), "") for part in parts]
        return starts == [folded(letter, language) for letter in self.letters]


def found_in(text: str, what: What, sought: str, language: str) -> int:
    """How often a letter or a word stands in a text."""
    if what == "word":
        return times(text, sought, language)
    return folded(text, language).count(folded(sought, language))


def _folded(text: str, language: str) -> Sequence[str]:
    return [folded(sentence, language) for sentence in sentences(text)]


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

    @property
    def named(self) -> Without | None:
        """The letter or the word that a ban, or its control, names; None where there is neither."""
        return next((each for each in self.requirements if isinstance(each, Without)), None)

    def holding(self) -> "Constraint":
        """The constraint with what a ban or its control names in the text."""
        return self._instead(lambda named: Times(what=named.what, text=named.text, relation="at least", n=1))

    def banning(self) -> "Constraint":
        """The constraint with what a ban or its control names kept out of the text."""
        return self._instead(lambda named: replace(named, banned=True))

    def _instead(self, made: Callable[[Without], Requirement]) -> "Constraint":
        named = self.named
        return Constraint(
            requirements=tuple(
                made(named) if named is not None and each is named else each for each in self.requirements
            )
        )

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


def _times(found: re.Match[str]) -> Times:
    n = int(found[4])
    if n > LARGEST:
        raise InvalidArgument(f"A constraint asks for a word at most {LARGEST:,} times, not {n}.")
    return Times(what=cast("What", found[1]), text=found[2], relation=cast("Relation", found[3]), n=n)


def _without(found: re.Match[str]) -> Without:
    return Without(what=cast("What", found[2]), text=found[3], banned=found[1] == "without")


def _begins(found: re.Match[str]) -> Begins:
    return Begins(
        unit="lines" if found[1] == "lines" else "words", letters=tuple(re.findall(r'"(.)"', found[2]))
    )


_QUOTED = r'"([^";]{1,40})"'
_FORMS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Requirement]]] = (
    (_AMOUNT, _amount),
    (re.compile(rf"the (letter|word) {_QUOTED} ({'|'.join(RELATIONS)}) ([0-9]{{1,6}}) times?"), _times),
    (re.compile(rf"(without|with or without) the (letter|word) {_QUOTED}"), _without),
    (re.compile(rf"each sentence ends with {_QUOTED}"), lambda found: Ends(text=found[1])),
    (re.compile(r'(lines|words) begin with ("[^";]"(?:, "[^";]"){0,199})'), _begins),
)
EXAMPLES: Final = (
    "exactly 12 words",
    'without the letter "e"',
    'the word "snow" exactly 3 times',
    'each sentence ends with "snow"',
    'lines begin with "s", "n", "o", "w"',
)
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
