"""A skill: one elementary ability, and everything that makes its items and knows their answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from jagbench.errors import InvalidArgument
from jagbench.generators.source import HypothesisSource, SeededSource, Source
from jagbench.probes.answer import Answer
from jagbench.probes.item import Item, Param

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
    offers_equal: bool = False
    """Whether "equal" is among the options."""

    @property
    def shown(self) -> Sequence[str]:
        """The operands in the order in which the prompt shows them."""
        return self.item.operands if self.order == "ab" else self.item.operands[::-1]


Misconception = Callable[[Question], str | None]
"""A wrong procedure: its answer to a question, or None where it predicts none."""


def _admits_all(question: Question, language: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One elementary ability. Made by `jagbench.generators.skill`."""

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
    slots: Callable[[Question], Mapping[str, str]]
    """What fills the placeholders of a template."""
    oracle: Callable[[str, str], str]
    """Re-derives the answer from a prompt's text and its language, by another route than `solve`."""
    misconceptions: Mapping[str, Misconception]
    """The wrong procedures that make the lures, by name."""
    admits: Callable[[Question, str], bool] = _admits_all
    """Whether a question makes sense in a language."""
    directions: Sequence[str] = ("",)
    """The directions that it can be asked in."""
    orders: Sequence[str] = ("ab",)
    """The orders that its operands can stand in."""
    phrasings: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]] = field(
        default_factory=dict[str, Mapping[str, Mapping[str, Mapping[str, str]]]]
    )
    """Wordings by language and frame for a skill that is not part of the package, in the shape of
    `phrasings/en.toml`; the package's own skills have theirs there."""

    @property
    def family(self) -> str:
        """The part of the name before the dot."""
        return self.name.partition(".")[0]

    def level(self, level: int) -> Level:
        """A level by its number.

        Raises:
            InvalidArgument: if the skill has no such level.
        """
        if not 1 <= level <= len(self.levels):
            raise InvalidArgument(f"{self.name} has the levels 1 to {len(self.levels)}, not {level}.")
        return self.levels[level - 1]

    def item(self, *, level: int, seed: int, index: int) -> Item:
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
        if index < 0:
            raise InvalidArgument(f"An index starts at 0, not {index}.")
        strata = self.level(level).strata
        stream = f"{self.name}@{self.version}/{level}/{seed}"
        block, position = divmod(index, len(strata))
        stratum = strata[shuffled(f"{stream}/strata/{block}", len(strata))[position]]
        return self._build(SeededSource(f"{stream}/{index}"), level, stratum)

    def strategy(self, *, level: int | None = None) -> "SearchStrategy[Item]":
        """A Hypothesis strategy over the valid items; it shrinks towards easy levels and small operands.

        Args:
            level: One level only; all of them when left out.

        Raises:
            InvalidArgument: if the skill has no such level.
        """
        from hypothesis import strategies

        numbers = [level] if level is not None else list(range(1, len(self.levels) + 1))
        for number in numbers:
            self.level(number)

        def draw_item(draw: "DrawFn") -> Item:
            chosen = draw(strategies.sampled_from(numbers))
            stratum = draw(strategies.sampled_from(self.level(chosen).strata))
            return self._build(HypothesisSource(draw), chosen, stratum)

        return strategies.composite(draw_item)()

    def _build(self, source: Source, level: int, stratum: Stratum) -> Item:
        return Item(
            skill=self.name,
            version=self.version,
            level=level,
            grade=self.level(level).grade,
            operands=tuple(self.draw(source, stratum)),
            params=dict(stratum),
        )


@lru_cache(maxsize=4096)
def shuffled(key: str, count: int) -> Sequence[int]:
    """The numbers from 0 to `count` - 1 in an order that the key decides."""
    return tuple(SeededSource(key).sample(range(count), count))


def lures(skill: Skill, question: Question) -> dict[str, str]:
    """The wrong answers that the skill's misconceptions predict; what they get right is left out."""
    right = skill.solve(question).value
    predicted = {name: wrong(question) for name, wrong in skill.misconceptions.items()}
    return {name: value for name, value in predicted.items() if value is not None and value != right}
