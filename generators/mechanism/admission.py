"""Whether a skill of somebody's own holds together: seen when it is registered, not when it is first asked.

The package's own skills are held to more by the tests; these checks take some milliseconds.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.generators.language.common import ASKS, languages
from jagbench.generators.language.phrasing import Phrasing, languages_of, phrase, phrasings
from jagbench.generators.mechanism.checks import problems_of
from jagbench.generators.skill.definition import Level, Question, Shown, Skill
from jagbench.generators.skill.source import SeededSource
from jagbench.probes.answer import Answer
from jagbench.probes.item import Item

SAMPLE = 12
"""Items of each level that are drawn, and each is put into another wording."""


def admit(skill: Skill) -> None:
    """Refuse a skill whose parts do not fit one another.

    Names and shapes are checked first; then some items of each level are drawn, solved, put into words in
    every language, and answered again by the oracle.

    Raises:
        InvalidArgument: in one sentence that names the skill and the part that is at fault.
    """
    _refuse_shapes(skill)
    levels = range(1, len(skill.levels) + 1)
    items = [_drawn(skill, level, index) for level in levels for index in range(SAMPLE)]
    for found in _spoken(skill):
        for place, item in enumerate(items):
            _refuse_probe(skill, item, found[place % len(found)])


def _refuse_shapes(skill: Skill) -> None:
    if skill.asks not in ASKS:
        raise unknown_name(f"'asks' of {skill.name}:", skill.asks, ASKS)
    if not skill.levels:
        raise InvalidArgument(f"{skill.name} has no levels; give at least one.")
    for number, level in enumerate(skill.levels, start=1):
        if not _is(level, Level):
            raise InvalidArgument(
                f"Level {number} of {skill.name} is a Level(grade=…, strata=[…]), not {level!r}."
            )
        if not level.strata:
            raise InvalidArgument(
                f"Level {number} of {skill.name} has no strata; give [{{}}] where nothing varies."
            )
    for language, frames in skill.phrasings.items():
        if language not in languages():
            raise unknown_name(f"language in the phrasings of {skill.name}:", language, languages())
        if not _holds_templates(frames):
            raise InvalidArgument(
                f"{skill.name} has no template in {language!r}; its phrasings are given like this: "
                '{"en": {"plain": {"template": {"name": "What is ...?"}}}}.'
            )


def _holds_templates(frames: Any) -> bool:
    """Whether frames are given with templates, one text under each name."""
    if not (_is(frames, Mapping) and frames):
        return False
    tables = [words.get("template") if _is(words, Mapping) else None for words in frames.values()]
    return all(
        _is(table, Mapping) and table and all(_is(text, str) for text in table.values()) for table in tables
    )


def _is(value: object, *kinds: type) -> bool:
    """Whether a value is of a kind, whatever it was declared to be."""
    return isinstance(value, kinds)


def _spoken(skill: Skill) -> list[tuple[Phrasing, ...]]:
    """The phrasings of each language."""
    spoken: list[tuple[Phrasing, ...]] = [
        _called(skill, "'slots'", f"in {language!r}", phrasings, skill, language)
        for language in languages_of(skill)
    ]
    if not spoken:
        raise InvalidArgument(
            f"{skill.name} has no wordings: give phrasings for at least one of {', '.join(languages())}."
        )
    return spoken


def _drawn(skill: Skill, level: int, index: int) -> Item:
    stratum = skill.stratum(level=level, seed=0, index=index)
    source = SeededSource(f"admission/{level}/{index}")
    operands = _called(skill, "'draw'", f"on level {level}", skill.draw, source, stratum)
    if not (_is(operands, list, tuple) and all(_is(each, str) for each in operands)):
        raise InvalidArgument(
            f"'draw' of {skill.name} gives {operands!r}; operands are a list of texts, such as ['12', '7']."
        )
    return skill.item_within(stratum, level=level, seed=0, index=index)


def _refuse_probe(skill: Skill, item: Item, phrasing: Phrasing) -> None:
    """Refuse what is wrong with one item in one wording: first each part by itself, then all together."""
    question = phrasing.question(item)
    language = phrasing.template.language
    on = f"on {list(item.operands)}"
    if not _called(skill, "'asks_in'", on, skill.asks_in, item.params, language):
        return
    if not _called(skill, "'admits'", on, skill.admits, question, language):
        return
    _refuse_answer(skill, _called(skill, "'solve'", on, skill.solve, question), on)
    for name, wrong in skill.misconceptions.items():
        lure = _called(skill, f"the misconception {name!r}", on, wrong, question)
        if not (lure is None or isinstance(lure, str)):
            raise InvalidArgument(
                f"The misconception {name!r} of {skill.name} gives {lure!r} {on}; a lure is a text, such as "
                f"{str(lure)!r}, or None."
            )
    for part, text in _written(skill, question, language, on):
        if not isinstance(text, str):
            raise InvalidArgument(f"{part} of {skill.name} gives {text!r} {on}, where a text is expected.")
    probe = phrase(skill, item, phrasing)
    if probe is not None and (problems := problems_of(probe, skill)):
        raise InvalidArgument(
            f"{skill.name} does not hold together {on}, template {phrasing.template.name!r} in {language!r}: "
            f"{problems[0]}. The prompt: {probe.prompt!r}."
        )


def _refuse_answer(skill: Skill, answer: object, on: str) -> None:
    if not isinstance(answer, Answer):
        raise InvalidArgument(
            f"'solve' of {skill.name} gives {answer!r} {on}; it should give an Answer, such as "
            'Answer(kind="integer", value="12").'
        )
    if answer.kind not in ASKS[skill.asks]:
        fitting = sorted(asks for asks, kinds in ASKS.items() if answer.kind in kinds)
        raise InvalidArgument(
            f"{skill.name} has answers of the kind {answer.kind!r}, but asks={skill.asks!r} asks for another "
            f"kind; set 'asks' to one of: {', '.join(fitting)}."
        )


def _written(skill: Skill, question: Question, language: str, on: str) -> Iterator[tuple[str, object]]:
    """What the parts that write give, each with the name of its part."""
    texts = [
        _called(skill, "'write'", on, skill.write, question, language, operand)
        for operand in question.item.operands
    ]
    yield from (("'write'", text) for text in texts)
    shown = Shown(question=question, language=language, operands=tuple(texts))
    slots: Mapping[str, object] = _called(skill, "'slots'", on, skill.slots, shown)
    if not hasattr(slots, "items"):
        raise InvalidArgument(
            f"'slots' of {skill.name} gives {slots!r}; it should give a dictionary of texts."
        )
    yield from ((f"The slot {name!r}", text) for name, text in slots.items())


def _called(skill: Skill, part: str, on: str, function: Callable[..., Any], *given: object) -> Any:
    """What a part of the skill gives, whatever its annotations promise; what it raises is its fault."""
    try:
        return function(*given)
    except Exception as error:
        if isinstance(error, JagbenchError) and skill.name in str(error):
            raise
        what = str(error) if isinstance(error, JagbenchError) else f"{type(error).__name__}: {error}."
        raise InvalidArgument(f"{part[0].upper()}{part[1:]} of {skill.name} fails {on}: {what}") from error
