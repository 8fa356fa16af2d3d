"""A skill: one elementary ability, and everything that makes its items and knows their answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.generators.skill.source import HypothesisSource, Seed, SeededSource, Source
from jagbench.probes.answer import Answer
from jagbench.probes.exclusion import Suites, taken
from jagbench.probes.item import Item, Param
from jagbench.probes.locale import locale_languages
from jagbench.probes.making import maker

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

Stratum = Mapping[str, Param]
"""One combination of declared factors, such as `{"digits": 3, "carry_chain": 2}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of designed difficulty."""

    grade: int
    """School grade by which a child has mastered it."""
    strata: Sequence[Stratum]
    """Every combination of factors that the level holds; generation visits them in turn."""
    sufficient: Mapping[str, str] = field(default_factory=dict[str, str])
    """Shallow guessers (`mechanism/guessers.py`) that do what is asked here, by name, each with the reason:
    a rule of school that really suffices, or the skill itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One skill made longer and longer, beyond its levels, until a model breaks."""

    counts: str
    """What the length counts, such as `"entries of the list"`."""
    shortest: int
    """The first rung."""
    longest: int
    """The last one: the skill cannot be made longer, or nobody would."""
    strata: Callable[[int], Sequence[Stratum]]
    """The strata of the items of a length."""

    def rungs(self, steps: int = 12) -> list[int]:
        """Lengths from the shortest to the longest, each about as many times the one before.

        Args:
            steps: How many; fewer where short ones would coincide.

        Raises:
            InvalidArgument: if there are fewer than two.
        """
        if steps < 2:
            raise InvalidArgument(f"A ladder has two rungs at least, not {steps}.")
        ratio = self.longest / self.shortest
        return sorted({round(self.shortest * ratio ** (step / (steps - 1))) for step in range(steps)})

    def at(self, length: int) -> Sequence[Stratum]:
        """The strata of a length.

        Raises:
            InvalidArgument: if the ladder does not reach it.
        """
        if not self.shortest <= length <= self.longest:
            raise InvalidArgument(
                f"This ladder has from {self.shortest} to {self.longest} {self.counts}, not {length}."
            )
        return self.strata(length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item and all that decides its answer besides the words."""

    item: Item
    """What is asked about."""
    frame: str = "plain"
    """What the operands stand for; a `version` orders otherwise than a number."""
    direction: str = ""
    """`"larger"` or `"smaller"`; empty for skills without a direction."""
    order: str = "ab"
    """`"ab"`: operands as in the item; `"ba"`: swapped."""
    notation: str = "digits"
    """How numbers are written, one of `numerals.NOTATIONS`."""
    offers_equal: bool = False
    """Whether "equal" is among the options."""

    @property
    def shown(self) -> Sequence[str]:
        """The operands in the order in which the prompt shows them."""
        return self.item.operands if self.order == "ab" else self.item.operands[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a prompt shows of a question."""

    question: Question
    """What is asked."""
    language: str
    """Language of the prompt."""
    operands: Sequence[str]
    """The operands as written in the prompt, in the order shown."""


Misconception = Callable[[Question], str | None]
"""A wrong procedure: its answer to a question, or None where it predicts none."""


T = TypeVar("T")


def shared(work: Callable[[Question], T]) -> Callable[[Question], T]:
    """What solution and misconceptions ask of a question one after the other, worked out once.

    What was found is kept until the next question comes, and no longer.
    """
    kept: tuple[Question, T] | None = None

    @wraps(work)
    def found(question: Question) -> T:
        nonlocal kept
        last = kept
        if last is None or last[0] is not question:
            last = kept = question, work(question)
        return last[1]

    return found


def _admits_all(question: Question, language: str) -> bool:
    return True


def _asks_all(stratum: Stratum, language: str) -> bool:
    return True


def as_it_is(question: Question, language: str, text: str) -> str:
    """An operand or option that is written the same in every language."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skill:
    """One elementary ability, and everything that makes its items and knows their answers."""

    name: str
    """Family and ability, such as `"comparison.decimals"`."""
    summary: str
    """One sentence: what is asked."""
    version: int = 1
    """Rises whenever a published prompt or answer would change."""
    levels: Sequence[Level]
    """From the easiest to the hardest."""
    draw: Callable[[Source, Stratum], Sequence[str]]
    """Draws the operands of one item within a stratum."""
    solve: Callable[[Question], Answer]
    """The right answer; "equal" stands for equality until it is put into words."""
    slots: Callable[[Shown], Mapping[str, str]]
    """What fills the placeholders of a template; every template must hold all of them, or `{options}`."""
    oracle: Callable[[str, str], str]
    """Re-derives the answer from a prompt's text and its language, by another route than `solve`."""
    misconceptions: Mapping[str, Misconception]
    """The wrong procedures that make the lures, by name."""
    asks_in: Callable[[Stratum, str], bool] = _asks_all
    """Whether a language asks about the items of a stratum at all: words mostly in their own language."""
    admits: Callable[[Question, str], bool] = _admits_all
    """Whether a question makes sense in a language: a price has no more than two decimal places."""
    write: Callable[[Question, str, str], str] = as_it_is
    """How a language writes an operand, and an option of a choice: see `language/writing.py`."""
    ladder: Ladder | None = None
    """The skill made longer beyond its levels; None where it cannot be."""
    asks: str = "number"
    """What an answer is called in the instruction: a table `format` in `language/common_words/*.toml`."""
    directions: Sequence[str] = ("",)
    """The directions that it can be asked in."""
    notations: Sequence[str] = ("digits",)
    """The notations that its numbers can stand in."""
    orders: Sequence[str] = ("ab",)
    """The orders that its operands can stand in."""
    phrasings: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]] = field(
        default_factory=dict[str, Mapping[str, Mapping[str, Mapping[str, str]]]]
    )
    """Wordings by language and frame for a skill that is not part of the package, in the shape of
    `families/*/wordings/en.toml`; the package's own skills have theirs there."""
    replies: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(
        default_factory=dict[str, Mapping[str, Mapping[str, Any]]]
    )
    """Statements and ways of answering by language and frame, for such a skill too, in the shape of
    `families/*/replies/en.toml`; without them its probes have no statement."""

    @property
    def family(self) -> str:
        """The part of the name before the dot."""
        return self.name.partition(".")[0]

    def _repr_html_(self) -> str:
        """What a notebook shows: what is asked, level by level, and which misconceptions lure."""
        from html import escape

        rows = "".join(
            f"<tr><td>{number}</td><td>{level.grade}</td><td>{len(level.strata)}</td></tr>"
            for number, level in enumerate(self.levels, start=1)
        )
        lures = ", ".join(sorted(self.misconceptions)) or "none"
        return (
            f"<p><b>{escape(self.name)}</b> (version {self.version}): {escape(self.summary)}</p>"
            f"<table><tr><th>level</th><th>grade</th><th>strata</th></tr>{rows}</table>"
            f"<p>Misconceptions: {escape(lures)}</p>"
        )

    def level(self, level: int) -> Level:
        """A level by its number.

        Raises:
            InvalidArgument: if the skill has no such level.
        """
        if not 1 <= level <= len(self.levels):
            raise InvalidArgument(f"{self.name} has the levels 1 to {len(self.levels)}, not {level}.")
        return self.levels[level - 1]

    def item(self, *, level: int = 1, seed: Seed = 0, index: int = 0) -> Item:
        """The item at an address: the same on every platform and Python version.

        Every stratum of the level comes once in each block of as many items as there are strata, in an
        order that the seed decides. Different seeds give independent streams.

        Args:
            level: From 1, the easiest.
            seed: Any integer.
            index: Position in the stream, from 0.

        Raises:
            InvalidArgument: if the skill has no such level, or the index is negative.
        """
        return self.item_within(
            self.stratum(level=level, seed=seed, index=index), level=level, seed=seed, index=index
        )

    def item_within(self, stratum: Stratum, *, level: int, seed: Seed, index: int) -> Item:
        """The item at an address whose `stratum` is known."""
        source = SeededSource(f"{self.name}@{self.version}/{level}/{seed}/{index}")
        return self.build(source, level, stratum)

    def stratum(self, *, level: int, seed: Seed, index: int) -> Stratum:
        """The stratum of the item at an address, without drawing the item.

        Raises:
            InvalidArgument: as `item` does.
        """
        if index < 0:
            raise InvalidArgument(f"An index starts at 0, not {index}.")
        strata = self.level(level).strata
        block, position = divmod(index, len(strata))
        return strata[shuffled(self, level, seed, "strata", block, len(strata))[position]]

    def strata_in(self, level: int, language: str | None) -> Sequence[Stratum]:
        """The strata of a level that a language asks about; all of them where there is no language.

        Raises:
            InvalidArgument: if the skill has no such level.
        """
        strata = self.level(level).strata
        return strata if language is None else [each for each in strata if self.asks_in(each, language)]

    def _languages(self) -> list[str]:
        """The languages that it asks anything in."""
        return [
            language
            for language in sorted(self.phrasings or locale_languages())
            if any(self.asks_in(stratum, language) for level in self.levels for stratum in level.strata)
        ]

    def is_asked_in(self, item: Item, language: str) -> bool:
        """Whether an item can be asked in a language, in some direction."""
        return self.asks_in(item.params, language) and any(
            self.admits(Question(item=item, direction=direction, offers_equal=equal), language)
            for direction in self.directions
            for equal in (False, True)
        )

    def strategy(
        self, *, level: int | None = None, language: str | None = None, exclude: Suites = ()
    ) -> "SearchStrategy[Item]":
        """A Hypothesis strategy over the valid items; it shrinks towards easy levels and small operands.

        Args:
            level: One level only; all of them when left out.
            language: ISO 639-1 code: only items that can be asked in it; of all languages when left out.
            exclude: Suites whose items are left out: as loaded, by name, or as the path of a file.

        Raises:
            InvalidArgument: if the skill has no such level, none of its items can be asked in the language,
                or a suite is unknown.
        """
        from hypothesis import strategies

        if language is not None and language not in (spoken := self._languages()):
            raise unknown_name(f"language for {self.name}:", language, spoken)
        numbers = [level] if level is not None else list(range(1, len(self.levels) + 1))
        strata = {number: self.strata_in(number, language) for number in numbers}
        askable = [number for number in numbers if strata[number]]
        if not askable:
            raise InvalidArgument(f"{self.name} asks nothing in the language {language!r} at level {level}.")

        def draw_item(draw: "DrawFn") -> Item:
            chosen = draw(strategies.sampled_from(askable))
            stratum = draw(strategies.sampled_from(strata[chosen]))
            return self.build(HypothesisSource(draw), chosen, stratum)

        items = strategies.composite(draw_item)()
        if language is not None:
            items = items.filter(lambda item: self.is_asked_in(item, language))
        if not exclude:
            return items
        left_out = taken(exclude)
        return items.filter(lambda item: not left_out.has(item))

    def build(self, source: Source, level: int, stratum: Stratum) -> Item:
        """The item that a source draws within a stratum of a level."""
        return _item(
            skill=self.name,
            version=self.version,
            level=level,
            grade=self.level(level).grade,
            operands=tuple(self.draw(source, stratum)),
            params=dict(stratum),
        )


_item = maker(Item)


@lru_cache(maxsize=4096)
def shuffled(skill: Skill, level: int, seed: Seed, what: str, block: int, count: int) -> Sequence[int]:
    """In which order `count` strata or phrasings come in a block of a stream: their numbers from 0.

    Args:
        skill: Whose stream.
        level: Its level.
        seed: Its seed.
        what: What is put in order.
        block: Which of the blocks of so many, from 0.
        count: How many.
    """
    source = SeededSource(f"{skill.name}@{skill.version}/{level}/{seed}/{what}/{block}")
    return tuple(source.sample(range(count), count))


def lures(skill: Skill, question: Question, right: str | None = None) -> dict[str, str]:
    """The wrong answers that the skill's misconceptions predict; what they get right is left out.

    Args:
        skill: Which skill.
        question: What is asked.
        right: The value of the right answer, where it is known; solved otherwise.
    """
    if right is None:
        right = skill.solve(question).value
    found: dict[str, str] = {}
    for name, wrong in skill.misconceptions.items():
        value = wrong(question)
        if value is not None and value != right:
            found[name] = value
    return found
