"""Probes in Python: `skills`, `generate`, `minimal_pairs`, `ask`, `grid`."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any

from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism import by_hand
from jagbench.generators.mechanism.by_hand import Operand
from jagbench.generators.mechanism.generate import Exhausted, chooser, fresh
from jagbench.generators.mechanism.minimal_pairs import MinimalPair, Tokens
from jagbench.generators.mechanism.minimal_pairs import minimal_pairs as stream_of_pairs
from jagbench.generators.mechanism.registry import skill_names
from jagbench.generators.skill.definition import Skill
from jagbench.given import a_list, a_number, a_skill, a_text, levels_of, names_of, refuse_no_mapping
from jagbench.probes import Probe, Suite
from jagbench.probes.exclusion import Suites
from jagbench.probes.item import Param


def skills() -> list[str]:
    """The names of all skills, those of plug-ins among them, sorted."""
    return skill_names()


def generate(
    skill: Skill | str,
    *,
    level: int | Iterable[int] | None = None,
    seed: int = 0,
    count: int = 10,
    language: str = "en",
    frames: Sequence[str] = (),
    notations: Sequence[str] = ("digits",),
    formats: Sequence[str] = (),
    directions: Sequence[str] = (),
    strata: Mapping[str, Param] | None = None,
    separates: Sequence[str] = (),
    exclude: Suites = (),
) -> list[Probe]:
    """Fresh probes of a skill: the same address gives the same probes on every machine.

    Args:
        skill: A skill or its name.
        level: One level or several; all of them when left out.
        seed: Any integer; different seeds give independent probes.
        count: Probes of each level; a larger count keeps those of a smaller one.
        language: ISO 639-1 code.
        frames: What the numbers may stand for; everything when empty.
        notations: How numbers may be written.
        formats: The forms of answer that may be asked for; every one when empty.
        directions: The ends that may be asked for; every one when empty.
        strata: Declared factors with the value that they must have, such as `{"carry_chain": 2}`.
        separates: Only diagnostic probes: those on which each of these misconceptions predicts another
            answer, such as `["version_order", "longer_is_larger"]`. One with nothing to say counts as right.
        exclude: Suites whose items are left out: as loaded, by name, or as the path of a file.

    Raises:
        InvalidArgument: if a name, level, language, factor or misconception is unknown.

    Warns:
        RuntimeWarning: where a level has fewer different probes; it gives what there is.
    """
    found = a_skill(skill)
    levels = range(1, len(found.levels) + 1) if level is None else levels_of(level)
    ways = Ways(
        frames=names_of(frames, "frames"),
        notations=names_of(notations, "notations"),
        formats=names_of(formats, "formats"),
        directions=names_of(directions, "directions"),
    )
    if strata is not None:
        refuse_no_mapping(strata, "Strata", "{'carry_chain': 2}")
    if not isinstance(exclude, str | PathLike | Suite):
        a_list(exclude, "Suites that are left out")
    keep = chooser(found, strata=strata, separates=names_of(separates, "misconceptions"))
    probes: list[Probe] = []
    for each in levels:
        stream = fresh(
            found,
            level=each,
            seed=a_number(seed, "A seed"),
            count=a_number(count, "A count", least=1),
            language=a_text(language, "A language", "its code, such as 'en'"),
            ways=ways,
            exclude=exclude,
            keep=keep,
        )
        try:
            probes.extend(stream)
        except Exhausted as error:
            warnings.warn(str(error), RuntimeWarning, stacklevel=2)
    return probes


def minimal_pairs(
    skill: Skill | str,
    tokenizer: Any,
    *,
    level: int = 1,
    seed: int = 0,
    count: int = 10,
    language: str = "en",
    frames: Sequence[str] = (),
    formats: Sequence[str] = ("bare",),
    directions: Sequence[str] = (),
    most_changed: int = 3,
) -> list[MinimalPair]:
    """Clean and corrupted prompts for activation patching: alike but for a few tokens, and as long in tokens.

    Args:
        skill: A skill or its name.
        tokenizer: A function from a text to its tokens; a tokenizer of transformers or tokenizers; or a name
            that `jagbench.runners.tokenizers.open_tokenizer` takes, such as `"llamacpp:smollm2"`.
        level: From 1, the easiest.
        seed: Any integer; the same pairs on every machine.
        count: How many.
        language: ISO 639-1 code.
        frames: What the numbers may stand for; everything when empty.
        formats: The forms of answer that may be asked for.
        directions: The ends that may be asked for; every one when empty.
        most_changed: Tokens in which a pair may differ at most.

    Returns:
        Pairs with `clean` and `corrupted`, two probes with another right answer each, their tokens, and the
        `positions` of those that differ.

    Raises:
        InvalidArgument: if a name, level or language is unknown, or it is no tokenizer.
        JagbenchError: if a tokenizer by name cannot be loaded.

    Warns:
        RuntimeWarning: where the level has fewer such pairs; it gives those that there are.
    """
    found = a_skill(skill)
    stream = stream_of_pairs(
        found,
        tokens=_tokens(tokenizer),
        level=a_number(level, "A level"),
        seed=a_number(seed, "A seed"),
        count=a_number(count, "A count", least=1),
        language=a_text(language, "A language", "its code, such as 'en'"),
        ways=Ways(
            frames=names_of(frames, "frames"),
            formats=names_of(formats, "formats"),
            directions=names_of(directions, "directions"),
            notations=("digits",),
        ),
        most_changed=a_number(most_changed, "The most tokens that may change", least=1),
    )
    pairs: list[MinimalPair] = []
    try:
        pairs.extend(stream)
    except Exhausted as error:
        warnings.warn(str(error), RuntimeWarning, stacklevel=2)
    return pairs


def _tokens(tokenizer: Any) -> Tokens:
    """A function from a text to its tokens."""
    if isinstance(tokenizer, str):
        from jagbench.runners.tokenizers import open_tokenizer

        cut = open_tokenizer(tokenizer)
        return lambda text: [text[start:end] for start, end in cut(text)]
    encode = getattr(tokenizer, "encode", tokenizer)
    if not callable(encode):
        raise InvalidArgument(
            f"A tokenizer is a function from a text to its tokens, an object with 'encode', or a name, not "
            f"{tokenizer!r:.80}."
        )

    def tokens(text: str) -> Sequence[Any]:
        found: Any = encode(text)
        return tuple(a_list(getattr(found, "ids", found), "The tokens of a text"))

    return tokens


def ask(
    skill: Skill | str,
    *operands: Operand,
    direction: str | None = None,
    language: str = "en",
    frame: str = "plain",
    form: str = "bare",
    notation: str = "digits",
) -> Probe:
    """The probe of operands of your own: `ask("comparison.decimals", "9.9", "9.11", direction="larger")`.

    Its answer and lures are worked out, and the skill's oracle has answered the prompt once more.

    Raises:
        InvalidArgument: as `jagbench.generators.mechanism.by_hand.ask` does.
    """
    found = a_skill(skill)
    _refuse_way(direction, language, frame, form, notation)
    return by_hand.ask(
        found, operands, direction=direction, language=language, frame=frame, form=form, notation=notation
    )


def grid(
    skill: Skill | str,
    *,
    direction: str | None = None,
    language: str = "en",
    frame: str = "plain",
    form: str = "bare",
    notation: str = "digits",
    **operands: Iterable[Operand],
) -> list[Probe]:
    """The probes of every combination of operands: `grid("arithmetic.addition", a=range(20), b=range(20))`.

    The operands stand in the order in which the skill draws them, under names of your own, which the `params`
    of the probes hold. Combinations that cannot be asked are left out.

    Raises:
        InvalidArgument: as `jagbench.generators.mechanism.by_hand.grid` does.
    """
    found = a_skill(skill)
    _refuse_way(direction, language, frame, form, notation)
    values = {name: a_list(each, f"The values of {name!r}") for name, each in operands.items()}
    return by_hand.grid(
        found, values, direction=direction, language=language, frame=frame, form=form, notation=notation
    )


def _refuse_way(direction: object, language: object, frame: object, form: object, notation: object) -> None:
    """Check what says how operands are put.

    Raises:
        InvalidArgument: if it is something else.
    """
    if direction is not None:
        a_text(direction, "A direction", "its name, such as 'larger'")
    a_text(language, "A language", "its code, such as 'en'")
    a_text(frame, "A frame", "its name, such as 'plain'")
    a_text(form, "A form", "its name, such as 'bare'")
    a_text(notation, "A notation", "its name, such as 'digits'")
