"""Probes of operands that somebody chose: one, or a grid of them for a heat map."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import product

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.generators.language.phrasing import Phrasing, Ways, languages_of, phrase, phrasings
from jagbench.generators.mechanism.checks import problems_of
from jagbench.generators.skill.definition import Skill
from jagbench.probes.item import Item, Param
from jagbench.probes.probe import Probe

Operand = str | int | Decimal
"""An operand: a text as it shall stand in the prompt, or an exact number."""


def ask(
    skill: Skill,
    operands: Sequence[Operand],
    *,
    direction: str | None = None,
    language: str = "en",
    frame: str = "plain",
    form: str = "bare",
    notation: str = "digits",
    template: str | None = None,
    level: int = 1,
    params: Mapping[str, Param] | None = None,
) -> Probe:
    """The probe that asks a skill of chosen operands.

    Two operands that may be swapped make the same item in either order; the prompt shows them as they are
    given.

    Args:
        skill: Which skill.
        operands: As the skill draws them: `["9.9", "9.11"]`.
        direction: Which end is asked for, where the skill has directions.
        language: ISO 639-1 code.
        frame: What the operands stand for.
        form: The form of answer: `bare`, `sentence`, `letter` or `json`.
        notation: How numbers are written.
        template: Name of the wording; the first that fits when left out.
        level: The level that is noted on the probe.
        params: Declared factors of the item, where the skill needs them to know what is asked.

    Raises:
        InvalidArgument: if an operand is no text or exact number, or has spaces around it; if direction or
            language are missing or unknown; or if the skill cannot ask these operands so.
    """
    texts = [_text(operand) for operand in operands]
    if language not in languages_of(skill):
        raise unknown_name(f"language for {skill.name}:", language, languages_of(skill))
    if direction is None and skill.directions != ("",):
        raise InvalidArgument(
            f"{skill.name} is asked in a direction: give direction=, one of {', '.join(skill.directions)}."
        )
    item, order = _item(skill, texts, level, {**_needed(skill, language), **(params or {})})
    ways = Ways(
        frames=(frame,),
        templates=(template,) if template is not None else (),
        formats=(form,),
        directions=(direction,) if direction is not None else (),
        orders=(order,),
        notations=(notation,),
    )
    for way in phrasings(skill, language, ways):
        probe = _phrased(skill, item, way, texts)
        if probe is not None:
            return probe
    raise InvalidArgument(f"{skill.name} cannot ask {texts} so, in {language!r} with the frame {frame!r}.")


def grid(
    skill: Skill,
    operands: Mapping[str, Iterable[Operand]],
    *,
    direction: str | None = None,
    language: str = "en",
    frame: str = "plain",
    form: str = "bare",
    notation: str = "digits",
) -> list[Probe]:
    """The probes of every combination of operands, as for a heat map of operands against operands.

    Args:
        skill: Which skill.
        operands: The values of each operand, in the order in which the skill draws them, under names of your
            own: `{"a": ["9.9", "9.8"], "b": ["9.11", "9.12"]}`.
        direction: As the arguments that follow, as for `ask`.
        language: ISO 639-1 code.
        frame: What the operands stand for.
        form: The form of answer.
        notation: How numbers are written.

    Returns:
        The probes in the order of the combinations, the last operand changing fastest; each has the names and
        values in its `params`. Combinations that cannot be asked, such as equal numbers, are left out.

    Raises:
        InvalidArgument: if no combination can be asked; the error is that of the first.
    """
    probes: list[Probe] = []
    first: InvalidArgument | None = None
    for values in product(*map(list, operands.values())):
        named = {name: _text(value) for name, value in zip(operands, values, strict=True)}
        try:
            probe = ask(
                skill,
                values,
                direction=direction,
                language=language,
                frame=frame,
                form=form,
                notation=notation,
                params=dict(named),
            )
        except InvalidArgument as error:
            first = first or error
            continue
        probes.append(probe)
    if not probes:
        raise first or InvalidArgument("A grid needs at least one value of each operand.")
    return probes


def _text(operand: object) -> str:
    if isinstance(operand, bool | float) or not isinstance(operand, str | int | Decimal):
        raise InvalidArgument(
            f"An operand is a text, a whole number or a Decimal, not {operand!r}: give {str(operand)!r}."
        )
    text = str(operand)
    if not text or text != text.strip():
        raise InvalidArgument(
            f"The operand {text!r} is empty or has spaces around it: give {text.strip()!r}."
        )
    return text


def _needed(skill: Skill, language: str) -> Mapping[str, Param]:
    """The factor by which skills of words know in which language they are."""
    named = any("language" in stratum for level in skill.levels for stratum in level.strata)
    return {"language": language} if named else {}


def _item(skill: Skill, texts: Sequence[str], level: int, params: Mapping[str, Param]) -> tuple[Item, str]:
    """The item, and the order in which it shows its operands as they were given."""
    ordered = sorted(texts, key=_rank) if len(texts) == 2 and "ba" in skill.orders else list(texts)
    item = Item(
        skill=skill.name,
        version=skill.version,
        level=level,
        grade=skill.level(level).grade,
        operands=tuple(ordered),
        params=dict(params),
    )
    return item, "ab" if ordered == list(texts) else "ba"


def _rank(text: str) -> tuple[Decimal, str]:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal(0), text
    # What is no number (NaN) compares with nothing.
    return number if number.is_finite() else Decimal(0), text


def _phrased(skill: Skill, item: Item, way: Phrasing, texts: Sequence[str]) -> Probe | None:
    """The probe, checked by the oracle; what a skill raises on strange operands is one sentence."""
    try:
        probe = phrase(skill, item, way)
    except JagbenchError:
        raise
    except Exception as error:
        raise InvalidArgument(
            f"{skill.name} cannot ask {list(texts)}: it takes operands such as {list(skill.item().operands)} "
            f"({type(error).__name__}: {error})."
        ) from error
    if probe is not None and (problems := problems_of(probe, skill)):
        raise InvalidArgument(
            f"{skill.name} cannot ask {list(texts)}: {problems[0]}. It takes operands such as "
            f"{list(skill.item().operands)}."
        )
    return probe
