"""Which letter stands some places before or after another in the alphabet, laid out in a circle."""

from collections.abc import Sequence
from string import ascii_uppercase

from jagbench.generators.families.strings import misconceptions as wrong
from jagbench.generators.families.strings import oracle
from jagbench.generators.families.strings.operands import shift, shifted
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A letter, and a number of places that does not lead back to it."""
    places = source.integer(int(stratum["fewest"]), int(stratum["most"]))
    return source.choice(ascii_uppercase), str(places + (places % 26 == 0))


def solve(question: Question) -> Answer:
    """The letter that is reached."""
    return Answer(kind="text", value=shifted(*shift(question)))


def _places(fewest: int, most: int) -> list[Stratum]:
    return [{"fewest": fewest, "most": most}]


alphabet = register(
    Skill(
        name="strings.alphabet",
        summary="Which letter stands some places before or after another in the alphabet.",
        levels=[
            Level(grade=1, strata=_places(2, 5)),
            Level(grade=2, strata=_places(5, 9)),
            Level(grade=3, strata=_places(10, 24)),
            Level(grade=4, strata=_places(27, 60)),
            Level(grade=5, strata=_places(100, 999)),
        ],
        draw=draw,
        solve=solve,
        slots=lambda shown: dict(zip(("letter", "n"), shown.operands, strict=True)),
        oracle=oracle.alphabet,
        misconceptions=wrong.ALPHABET,
        asks="letter",
        directions=("after", "before"),
    )
)
