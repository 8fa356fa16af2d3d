"""The letters of a word, forwards and backwards."""

from collections.abc import Sequence

from jagbench.generators.families.spelling import misconceptions as wrong
from jagbench.generators.families.spelling import oracle
from jagbench.generators.families.spelling.lexicon import asks_in, draw_word, words_of
from jagbench.generators.language.words.lexicon import TRIES
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer


def draw(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word."""
    return [draw_word(source, stratum, plain=False)]


def draw_turnable(source: Source, stratum: Stratum) -> Sequence[str]:
    """A word that is not the same backwards."""
    word = draw_word(source, stratum, plain=False)
    for _ in range(TRIES):
        if word.lower() != word[::-1].lower():
            break
        word = draw_word(source, stratum, plain=False)
    return [word]


def solve_spell(question: Question) -> Answer:
    """The letters of the word as a list."""
    return Answer(kind="list", value=", ".join(question.item.operands[0]))


def solve_reverse(question: Question) -> Answer:
    """The word backwards."""
    return Answer(kind="text", value=question.item.operands[0][::-1])


spell = register(
    Skill(
        name="spelling.spell",
        summary="The letters of a word, one after the other.",
        levels=[
            Level(grade=grade, strata=words_of(level)) for level, grade in enumerate((1, 1, 2, 3, 4), start=1)
        ],
        draw=draw,
        solve=solve_spell,
        slots=lambda shown: {"word": shown.operands[0]},
        oracle=oracle.spell,
        misconceptions=wrong.SPELL,
        asks_in=asks_in,
        asks="list",
    )
)

reverse = register(
    Skill(
        name="spelling.reverse",
        summary="A word backwards.",
        levels=[
            Level(
                grade=grade,
                strata=words_of(level),
                sufficient={"reversed": "The text the other way round is what is asked for."},
            )
            for level, grade in enumerate((1, 2, 3, 4, 5), start=1)
        ],
        draw=draw_turnable,
        solve=solve_reverse,
        slots=lambda shown: {"word": shown.operands[0]},
        oracle=oracle.reverse,
        misconceptions=wrong.REVERSE,
        asks_in=asks_in,
        asks="text",
    )
)
