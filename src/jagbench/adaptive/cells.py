"""The cells of a suite, and the streams of fresh probes that its recipe draws for each."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.drawing import drawn
from jagbench.generators.mechanism.recipe import Recipe, read_recipe
from jagbench.generators.mechanism.registry import match_skills
from jagbench.probes import Probe, Suite
from jagbench.rounds import Askable
from jagbench.runners.selection import Selection

Each = Literal["cell", "skill", "profile"]
"""What is to be precise: every level of every skill, every skill, or floor and peak of the profile."""

EACH: tuple[Each, ...] = get_args(Each)

_ENDLESS = 10**9


@dataclass(slots=True, kw_only=True)
class Stream:
    """Fresh probes of one draw of a recipe, of one skill, level and language."""

    skill: str
    level: int
    language: str
    weight: int
    """How many the recipe takes of it."""
    probes: Iterator[Probe]
    taken: int = 0


@dataclass(slots=True, kw_only=True)
class Cell:
    """What an accuracy with an interval is about, and what came back so far."""

    name: str
    """Such as `"comparison.decimals/2"`, `"comparison.decimals"` or `"floor"`."""
    streams: list[Stream]
    """Where its probes come from; each has its turn by its weight."""
    right: int = 0
    scored: int = 0
    tokens: int = 0
    """Tokens of prompts and replies so far, or bytes of the prompts where the engine counts none."""
    asked: int = 0
    exhausted: bool = False
    """Whether there are no more different probes."""
    failing: int = 0
    """Rounds in a row without a scored reply."""
    members: set[str] = field(default_factory=set[str])
    """Ids of its probes."""

    @property
    def cost(self) -> float:
        """Tokens that a probe takes."""
        return self.tokens / self.asked if self.asked else 1.0

    def draw(self, count: int) -> list[Probe]:
        """The next fresh probes; fewer where there are no more."""
        probes: list[Probe] = []
        while len(probes) < count and self.streams:
            stream = min(self.streams, key=lambda each: (2 * each.taken + 1) / each.weight)
            try:
                probe = next(stream.probes, None)
            except InvalidArgument:  # so many different probes there are, and no more
                probe = None
            if probe is None:
                self.streams.remove(stream)
                continue
            stream.taken += 1
            probes.append(probe)
        self.exhausted = not self.streams
        self.members.update(probe.id for probe in probes)
        return probes


def cells_of(
    suite: Suite, each: Each, selection: Selection, *, seed: int = 0, askable: Askable | None = None
) -> list[Cell]:
    """The cells of the part of a suite that is selected, with streams of fresh probes; none is of the suite.

    Args:
        suite: One that was frozen from a recipe.
        each: What a cell is.
        selection: Which part is meant.
        seed: Other seeds draw others.
        askable: Which probes the protocol can ask, all when left out; it counts those that it cannot.

    Raises:
        InvalidArgument: if the suite has no recipe, or that draws nothing of what is selected.
    """
    text = suite.card.get("recipe")
    if not isinstance(text, str):
        raise InvalidArgument(
            f"{suite.name} has no recipe to draw fresh probes from: --until needs a suite that was frozen "
            "from one, such as smoke-v2 or core-v2."
        )
    askable = askable or Askable("direct")
    wanted = {
        (probe.skill, probe.level, probe.language)
        for probe in selection.of(suite.probes, suite.name)
        if askable.can_ask(probe)
    }
    streams = _streams(read_recipe(text), suite, wanted, seed, askable)
    if not streams:
        raise InvalidArgument(
            f"The recipe of {suite.name} draws nothing of what is selected: give another suite, part or "
            "protocol."
        )
    levels: dict[str, set[int]] = {}
    for stream in streams:
        levels.setdefault(stream.skill, set()).add(stream.level)
    cells: dict[str, list[Stream]] = {}
    for stream in streams:
        for name in _names(stream, each, levels[stream.skill]):
            cells.setdefault(name, []).append(stream)
    return [Cell(name=name, streams=part) for name, part in cells.items()]


def _streams(
    recipe: Recipe,
    suite: Suite,
    wanted: Collection[tuple[str, int, str]],
    seed: int,
    askable: Askable,
) -> list[Stream]:
    """A stream for each draw, skill, level and language that is wanted."""
    seen = {probe.prompt for probe in suite.probes}
    return [
        Stream(
            skill=skill.name,
            level=level,
            language=language,
            weight=draw.count,
            probes=askable.among(
                # Variants of one item would count for less than they are: each item is asked in one way.
                drawn(
                    replace(
                        draw,
                        count=_ENDLESS,
                        skills=(skill.name,),
                        levels=(level,),
                        languages=(language,),
                        vary=(),
                        claims=False,
                    ),
                    f"{suite.name}/until/{seed}/{number}",
                    seen,
                )
            ),
        )
        for number, draw in enumerate(recipe.draws)
        for skill in match_skills(draw.skills)
        for level in draw.levels or range(1, len(skill.levels) + 1)
        for language in draw.languages
        if (skill.name, level, language) in wanted
    ]


def _names(stream: Stream, each: Each, levels: Collection[int]) -> list[str]:
    """The cells that a stream belongs to."""
    if each == "cell":
        return [f"{stream.skill}/{stream.level}"]
    if each == "skill":
        return [stream.skill]
    if stream.level == min(levels):
        return ["floor"]
    return ["peak"] if stream.level == max(levels) else []
