"""Whole probes through Hypothesis: drawn, shrunk, and the prompt of a failure printed."""

from typing import TYPE_CHECKING

from jagbench.generators.language.phrasing import DIGITS, Ways, phrase, phrasings
from jagbench.generators.skill.definition import Skill
from jagbench.probes.exclusion import Suites
from jagbench.probes.probe import Probe

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


def probe_strategy(
    skill: Skill,
    *,
    level: int | None = None,
    language: str = "en",
    ways: Ways = DIGITS,
    exclude: Suites = (),
) -> "SearchStrategy[Probe]":
    """A Hypothesis strategy over the probes of a skill: it shrinks towards small operands and plain wordings.

    No draw is one that cannot be asked. In a test that fails, the prompt is printed beside the probe.

    Args:
        skill: Which skill.
        level: One level only; all of them when left out.
        language: ISO 639-1 code.
        ways: Which phrasings may be used; numbers in digits unless said otherwise.
        exclude: Suites whose items are left out: as loaded, by name, or as the path of a file.

    Raises:
        InvalidArgument: if the skill has no such level, no words in the language or no such phrasing, or a
            suite is unknown.
    """
    from hypothesis import assume, currently_in_test_context, note, strategies

    found = phrasings(skill, language, ways)
    items = skill.strategy(level=level, language=language, exclude=exclude)

    def draw_probe(draw: "DrawFn") -> Probe:
        item = draw(items)
        place = draw(strategies.integers(0, len(found) - 1))
        ways_in_turn = (*found[place:], *found[:place])
        probe = next(filter(None, (phrase(skill, item, way) for way in ways_in_turn)), None)
        assume(probe is not None)
        assert probe is not None
        if currently_in_test_context():
            note(f"The prompt of {probe.id}:\n{probe.prompt}")
        return probe

    return strategies.composite(draw_probe)()
