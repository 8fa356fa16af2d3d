"""Phrasings: how a question is put into words.

The words of a family stand in its folder, in `wordings/LANGUAGE.toml`.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators.language.common import FAMILIES, FORMATS, common, instruction, languages, symbols
from jagbench.generators.language.numerals import fits
from jagbench.generators.language.replies import Replies, replies
from jagbench.generators.language.writing import all_written
from jagbench.generators.skill.definition import Question, Shown, Skill, lures
from jagbench.probes.answer import Answer
from jagbench.probes.item import Item, Param
from jagbench.probes.making import maker
from jagbench.probes.pattern import Pattern
from jagbench.probes.probe import Probe, probe_id
from jagbench.probes.statement import GAP
from jagbench.probes.written import written

OPTIONS, OPTIONS_OR_EQUAL = "options", "options_or_equal"
"""Placeholders for the options, one a line, each under its letter."""
ASKING = "as_"
"""What stands before a form of answer in a placeholder: `{as_json}` asks for JSON."""
LETTERS = "ABCDEFGHIJ"

_question, _shown, _probe, _answer = maker(Question), maker(Shown), maker(Probe), maker(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One wording of a skill in a language and frame."""

    language: str
    """ISO 639-1 code."""
    frame: str
    """What the operands stand for."""
    name: str
    """Unique within skill, language and frame; the same wording has the same name in every language."""
    form: str
    """The form of answer that it asks for, one of `jagbench.generators.language.common.FORMATS`."""
    text: str
    """The prompt with placeholders; what all its probes share comes first, the operands last."""
    directions: Mapping[str, str]
    """The words for the directions in this frame."""

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in braces."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)

    @property
    def offers_equal(self) -> bool:
        """Whether the wording names "equal" as a possible answer."""
        return not self.placeholders.isdisjoint({"equal", OPTIONS_OR_EQUAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """A template with direction, order and notation: everything that turns an item into a probe."""

    template: Template
    direction: str
    order: str
    notation: str
    text: str
    """The template's text in which only the operands are missing."""
    lists_options: bool
    """Whether the options are listed under letters."""
    offers_equal: bool
    """Whether "equal" is among the options."""
    replies: Replies
    """What is said in reply to its questions."""
    statement: Pattern | None
    """What its questions assert, with a gap for the answer."""
    said: Mapping[str, str]
    """The slots of the statement that are no operands: the gap, and the word for the direction."""
    params: Mapping[str, Param]
    """What the probe's `params` say of the phrasing; plain digits and bare answers go without saying."""

    def stated(self, slots: Mapping[str, str]) -> str | None:
        """The statement about an item whose operands fill the slots; None where there is none."""
        if self.statement is None:
            return None
        return self.statement.fill({**self.said, **slots}, self.template.language)

    def question(self, item: Item) -> Question:
        """The item as this phrasing asks it."""
        return _question(
            item=item,
            frame=self.template.frame,
            direction=self.direction,
            order=self.order,
            notation=self.notation,
            offers_equal=self.offers_equal,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Which phrasings may be used; an empty tuple admits all."""

    frames: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    notations: tuple[str, ...] = ("digits",)

    def admit(self, phrasing: Phrasing) -> bool:
        """Whether a phrasing is one of them."""
        template = phrasing.template
        chosen = (
            (self.frames, template.frame),
            (self.templates, template.name),
            (self.formats, template.form),
            (self.directions, phrasing.direction),
            (self.orders, phrasing.order),
            (self.notations, phrasing.notation),
        )
        return all(not allowed or value in allowed for allowed, value in chosen)


DIGITS = Ways()
"""All phrasings with numbers in digits."""


def _wordings(family: str, language: str) -> Traversable:
    return FAMILIES / family / "wordings" / f"{language}.toml"


@cache
def family_words(language: str, family: str) -> Mapping[str, Any]:
    """The content of `families/FAMILY/wordings/LANGUAGE.toml`; empty where there is none.

    Raises:
        InvalidArgument: if the language is unknown.
    """
    common(language)
    path = _wordings(family, language)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def languages_of(skill: Skill) -> list[str]:
    """The languages that a skill has words in, sorted."""
    return [
        language
        for language in languages()
        if language in skill.phrasings or skill.name in family_words(language, skill.family)
    ]


def home_language(skill: Skill) -> str:
    """English where a skill has it, else the first of its languages."""
    spoken = languages_of(skill)
    return "en" if "en" in spoken else spoken[0]


def templates(skill: Skill, language: str) -> list[Template]:
    """The wordings of a skill in a language, in file order.

    Raises:
        InvalidArgument: if the language is unknown, or the skill has no words in it.
        JagbenchError: if a template lacks one of the skill's slots, or holds another; the error names the
            file and line.
    """
    frames: Mapping[str, Any] = skill.phrasings.get(language) or family_words(language, skill.family).get(
        skill.name, {}
    )
    if not frames:
        common(language)
        raise InvalidArgument(f"{skill.name} has no templates in the language {language!r}.")
    return [
        _checked(
            skill,
            Template(
                language=language,
                frame=frame,
                name=name,
                form=_form(text),
                text=text,
                directions=words.get("direction", {}),
            ),
        )
        for frame, words in frames.items()
        for name, text in words["template"].items()
    ]


def _form(text: str) -> str:
    return next((form for form in FORMATS if f"{{{ASKING}{form}}}" in text), "bare")


def _checked(skill: Skill, template: Template) -> Template:
    """The template, if it holds the slots that it should and every direction has its word.

    Raises:
        JagbenchError: if not.
    """
    item = skill.item()
    question = Question(item=item, frame=template.frame, direction=skill.directions[0])
    shown = Shown(question=question, language=template.language, operands=item.operands)
    slots = set(skill.slots(shown))
    shared = {*(ASKING + form for form in FORMATS), "equal", "direction", OPTIONS, OPTIONS_OR_EQUAL}
    found = template.placeholders
    missing = set[str]() if found & {OPTIONS, OPTIONS_OR_EQUAL} else slots - found
    if skill.directions != ("",):
        missing |= {"direction"} - found
    where = _place(skill, template)
    if missing:
        raise JagbenchError(f"{where} lacks the slot {{{min(missing)}}}.")
    if unknown := found - slots - shared:
        raise JagbenchError(f"{where} has the slot {{{min(unknown)}}}, which {skill.name} does not fill.")
    if unsaid := set(skill.directions) - {""} - template.directions.keys():
        raise JagbenchError(f"{where} has no word for the direction {min(unsaid)!r}.")
    return template


def _place(skill: Skill, template: Template) -> str:
    """Where a template stands, for errors."""
    named = f"the template {template.name!r} of {skill.name}, frame {template.frame!r}"
    if skill.phrasings.get(template.language):
        return f"In the phrasings of {skill.name} in {template.language!r}: {named},"
    path = _wordings(skill.family, template.language)
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith("["):
            inside = skill.name in line and template.frame in line
        elif inside and re.match(rf"{re.escape(template.name)}\s*=", line):
            return f"{path}, line {number}: {named},"
    return f"{path}: {named},"


@lru_cache(maxsize=4096)
def phrasings(skill: Skill, language: str, ways: Ways = DIGITS) -> tuple[Phrasing, ...]:
    """All phrasings of a skill in a language: templates × directions × orders × notations.

    Args:
        skill: Which skill.
        language: ISO 639-1 code.
        ways: Which of them; numbers in digits unless said otherwise.

    Raises:
        InvalidArgument: if the language is unknown, or the skill has no words in it, or none is admitted.
        JagbenchError: if a template is faulty, or nothing is said in reply to the skill in the language.
    """
    found = [
        _phrasing(skill, template, direction, order, notation)
        for template in templates(skill, language)
        for direction in skill.directions
        for order in skill.orders
        for notation in skill.notations
    ]
    admitted = tuple(phrasing for phrasing in found if ways.admit(phrasing))
    if not admitted:
        raise InvalidArgument(f"{skill.name} has no phrasing in {language!r} with {_wanted(ways, found)}.")
    return admitted


def _wanted(ways: Ways, found: Sequence[Phrasing]) -> str:
    """What no phrasing has, for errors: each choice with what there is."""
    there = {
        "frames": {way.template.frame for way in found},
        "templates": {way.template.name for way in found},
        "formats": {way.template.form for way in found},
        "directions": {way.direction for way in found},
        "orders": {way.order for way in found},
        "notations": {way.notation for way in found},
    }
    return (
        " and ".join(
            f"{name} {list(chosen)} (there is: {', '.join(sorted(there[name]))})"
            for name in there
            if (chosen := getattr(ways, name)) and not there[name] & set(chosen)
        )
        or "all of that together"
    )


def _phrasing(skill: Skill, template: Template, direction: str, order: str, notation: str) -> Phrasing:
    placeholders = template.placeholders
    language = template.language
    filled = {
        "equal": symbols(language)["equal"],
        "direction": template.directions.get(direction, ""),
        **{
            ASKING + form: instruction(language, skill.asks, form)
            for form in FORMATS
            if ASKING + form in placeholders
        },
    }
    said = replies(skill, language, template.frame, direction)
    if said.statement is None and not skill.phrasings:
        raise JagbenchError(
            f"{_place(skill, template)} has no statement: replies/{language}.toml of the family lacks the "
            f'table ["{skill.name}".{template.frame}].'
        )
    params: dict[str, Param] = {}
    if direction:
        params["direction"] = direction
    if notation != "digits":
        params["notation"] = notation
    if template.form != "bare":
        params["format"] = template.form
    return Phrasing(
        template=template,
        direction=direction,
        order=order,
        notation=notation,
        text=re.sub(r"\{(\w+)\}", lambda slot: filled.get(slot[1], slot[0]), template.text),
        lists_options=not placeholders.isdisjoint({OPTIONS, OPTIONS_OR_EQUAL}),
        offers_equal=template.offers_equal,
        replies=said,
        statement=(said.or_equal if template.offers_equal else None) or said.statement,
        said={"answer": GAP, "direction": filled["direction"]},
        params=params,
    )


def phrase(skill: Skill, item: Item, phrasing: Phrasing) -> Probe | None:
    """Put an item into words.

    Args:
        skill: The item's skill.
        item: What is asked about.
        phrasing: How it is asked.

    Returns:
        The probe, or None where the item cannot be asked so: a version number with a leading zero has
        no order, equal numbers need the option "equal", and small numbers have no thousands separators.
    """
    template, question = phrasing.template, phrasing.question(item)
    language = template.language
    if not (skill.asks_in(item.params, language) and skill.admits(question, language)):
        return None
    if phrasing.notation != "digits" and not fits(item.operands, language, phrasing.notation):
        return None
    write = skill.write
    operands = all_written(write, question, language, item.operands)
    shown = operands if phrasing.order == "ab" else operands[::-1]
    answer = skill.solve(question)
    wrong = lures(skill, question, answer.value)
    if answer.kind == "choice":
        said = dict(zip(item.operands, operands, strict=True))
        for text in (*answer.options, *wrong.values()):
            if text not in said:
                said[text] = write(question, language, text)
        options = tuple([said[option] for option in answer.options])
        if options != answer.options:
            answer = _answer(kind="choice", value=said[answer.value], options=options, also=())
        wrong = {name: said[value] for name, value in wrong.items()}
    slots = skill.slots(_shown(question=question, language=language, operands=shown))
    if phrasing.lists_options:
        slots = {**slots, OPTIONS: listed(answer), OPTIONS_OR_EQUAL: listed(answer)}
    prompt = phrasing.text.format_map(slots)
    fields: dict[str, Any] = {
        "id": probe_id(prompt, answer),
        "item": item.id,
        "skill": skill.name,
        "version": skill.version,
        "level": item.level,
        "grade": item.grade,
        "params": {"operands": operands, **phrasing.params, **item.params},
        "language": language,
        "frame": template.frame,
        "template": template.name,
        "order": phrasing.order,
        "prompt": prompt,
        "answer": answer,
        "lures": wrong,
        "statement": phrasing.stated(slots),
    }
    # What is written in another form than the bare answer is known of a whole probe only.
    probe = _probe(**fields, target=answer.value)
    target = written(probe, answer.value)
    return probe if target == answer.value else _probe(**fields, target=target)


def listed(answer: Answer) -> str:
    """The options of a choice, one a line, each under its letter."""
    return "\n".join(f"{letter}: {option}" for letter, option in zip(LETTERS, answer.options, strict=False))
