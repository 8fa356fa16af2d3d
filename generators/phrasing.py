"""Phrasings: how a question is put into words. The words stand in `phrasings/LANGUAGE.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.generators.skill import Question, Skill, lures
from jagbench.probes.answer import Answer
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe, probe_id

FOLDER = files("jagbench.generators") / "phrasings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One wording of a skill in a language and frame."""

    language: str
    """ISO 639-1 code."""
    frame: str
    """What the operands stand for."""
    name: str
    """Unique within skill, language and frame."""
    text: str
    """The prompt with placeholders; what all its probes share comes first, the operands last."""
    words: Mapping[str, str]
    """The words for the directions in this frame, and for "equal"."""

    @property
    def offers_equal(self) -> bool:
        """Whether the wording names "equal" as a possible answer."""
        return "{equal}" in self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """A template with a direction and an order: everything that turns an item into a probe."""

    template: Template
    direction: str
    order: str

    def question(self, item: Item) -> Question:
        """The item as this phrasing asks it."""
        return Question(
            item=item,
            frame=self.template.frame,
            direction=self.direction,
            order=self.order,
            offers_equal=self.template.offers_equal,
        )


@cache
def languages() -> Sequence[str]:
    """The languages that the package has words for, sorted."""
    return tuple(sorted(e.name.removesuffix(".toml") for e in FOLDER.iterdir() if e.name.endswith(".toml")))


@cache
def _words(language: str) -> Mapping[str, Any]:
    if language not in languages():
        raise unknown_name("language", language, languages())
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def templates(skill: Skill, language: str) -> list[Template]:
    """The wordings of a skill in a language, in file order.

    Raises:
        InvalidArgument: if the language is unknown, or the skill has no words in it.
    """
    shared = _words(language)
    frames: Mapping[str, Any] = skill.phrasings.get(language) or shared.get(skill.name, {})
    if not frames:
        raise InvalidArgument(f"{skill.name} has no templates in the language {language!r}.")
    return [
        Template(
            language=language,
            frame=frame,
            name=name,
            text=text,
            words={"equal": shared["equal"], **words.get("direction", {})},
        )
        for frame, words in frames.items()
        for name, text in words["template"].items()
    ]


def phrasings(skill: Skill, language: str) -> list[Phrasing]:
    """All phrasings of a skill in a language: templates × directions × orders.

    Raises:
        InvalidArgument: if the language is unknown, or the skill has no words in it.
    """
    return [
        Phrasing(template=template, direction=direction, order=order)
        for template in templates(skill, language)
        for direction in skill.directions
        for order in skill.orders
    ]


def phrase(skill: Skill, item: Item, phrasing: Phrasing) -> Probe | None:
    """Put an item into words.

    Args:
        skill: The item's skill.
        item: What is asked about.
        phrasing: How it is asked.

    Returns:
        The probe, or None where the item cannot be asked so: a version number with a leading zero has
        no order, and equal numbers need the option "equal".
    """
    template, question = phrasing.template, phrasing.question(item)
    if not skill.admits(question, template.language):
        return None
    answer = skill.solve(question)
    worded = _worded(answer, template.words["equal"])
    direction = template.words.get(question.direction, "")
    slots = {**skill.slots(question), "direction": direction, "equal": template.words["equal"]}
    prompt = template.text.format(**slots)
    if answer.kind == "choice":
        predicted = {
            name: _localised(value, template.words["equal"]) for name, value in lures(skill, question).items()
        }
    else:
        predicted = lures(skill, question)
    return Probe(
        id=probe_id(prompt, worded),
        item=item.id,
        skill=skill.name,
        version=skill.version,
        level=item.level,
        grade=item.grade,
        params={
            "operands": list(item.operands),
            **({"direction": question.direction} if question.direction else {}),
            **item.params,
        },
        language=template.language,
        frame=template.frame,
        template=template.name,
        order=phrasing.order,
        prompt=prompt,
        answer=worded,
        lures=predicted,
    )


def _localised(value: str, equal: str) -> str:
    return equal if value == "equal" else value


def _worded(answer: Answer, equal: str) -> Answer:
    if answer.kind != "choice":
        return answer
    options = tuple(_localised(option, equal) for option in answer.options)
    return replace(answer, value=_localised(answer.value, equal), options=options)
