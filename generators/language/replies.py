"""What is said in reply to a question: its statement, facts, reasons and ways of answering.

The words of a family stand in its folder, in `replies/LANGUAGE.toml`: a table for each skill and frame, in
which a frame says only what it says otherwise than the skill's first one. The ways of answering that suit
every skill of a language stand in `probes/ways/LANGUAGE.toml`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from typing import Any, Final, cast

from jagbench.errors import JagbenchError
from jagbench.generators.language.common import FAMILIES, common, languages
from jagbench.generators.skill.definition import Question, Shown, Skill
from jagbench.probes.pattern import Pattern
from jagbench.probes.statement import GAP, YES_OR_NO, gaps

KEYS: Final = ("statement", "or_equal", "equal", "facts", "reason", "way")
"""What a table of replies may hold; each text may be a table with one for each direction."""
SHARED: Final = ("direction", "a", "b")
"""Slots that every text may have besides those of the skill's templates: the word for the direction, and the
first two operands as they are shown."""


_OF_VALUES: Final = ("answer", "Answer", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """What is said in reply to a question in one language, frame and direction."""

    statement: Pattern | None = None
    """What is asserted, with a gap for the answer; None for a skill that has no replies."""
    or_equal: Pattern | None = None
    """The same where "equal" may be the answer; None where it is the same."""
    equal: Pattern | None = None
    """What is said of operands that are equal; None where no question offers that."""
    facts: Pattern = field(default_factory=lambda: Pattern(""))
    """The operands restated, as whole sentences; may be empty."""
    reason: Pattern | None = None
    """Why an answer is right, as a main clause without its end mark."""
    ways: Mapping[str, Pattern] = field(default_factory=dict[str, Pattern])
    """The skill's own ways of answering, by name."""


def _file(family: str, language: str) -> Traversable:
    return FAMILIES / family / "replies" / f"{language}.toml"


@cache
def family_replies(language: str, family: str) -> Mapping[str, Any]:
    """The content of `families/FAMILY/replies/LANGUAGE.toml`; empty where there is none.

    Raises:
        InvalidArgument: if the language is unknown.
    """
    common(language)
    path = _file(family, language)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def reply_languages(skill: Skill) -> list[str]:
    """The languages in which there is something to say to a skill's questions, sorted."""
    return [
        language
        for language in languages()
        if language in skill.replies or skill.name in family_replies(language, skill.family)
    ]


@lru_cache(maxsize=4096)
def replies(skill: Skill, language: str, frame: str, direction: str) -> Replies:
    """What is said in reply to a skill's questions.

    Args:
        skill: Which skill.
        language: ISO 639-1 code.
        frame: What the operands stand for.
        direction: One of the skill's directions.

    Raises:
        InvalidArgument: if the language is unknown.
        JagbenchError: if a statement has not one gap, a way of answering no slot for the answer, or a text a
            slot that nothing fills; the error names the file and line.
    """
    shared: Mapping[str, Any] = {} if skill.phrasings else family_replies(language, skill.family)
    frames: Mapping[str, Mapping[str, Any]] = skill.replies.get(language, {}) or shared.get(skill.name, {})
    if not frames:
        return Replies()
    reader = _Reader(skill=skill, language=language, frames=frames, frame=frame, direction=direction)
    statement = reader.asserted("statement")
    if statement is None:
        raise JagbenchError(f"{reader.place('')} lacks a statement.")
    ways = reader.merged("way")
    return Replies(
        statement=statement,
        or_equal=reader.asserted("or_equal"),
        equal=reader.pattern("equal", reader.entry("equal")),
        facts=reader.pattern("facts", reader.entry("facts")) or reader.restated(shared.get("facts", {})),
        reason=reader.pattern("reason", reader.entry("reason") or shared.get("reason"), known=_OF_VALUES),
        ways={name: reader.way(name, text) for name, text in ways.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads and checks the tables of one skill for one frame and direction."""

    skill: Skill
    language: str
    frames: Mapping[str, Mapping[str, Any]]
    frame: str
    direction: str

    def entry(self, name: str) -> Any:
        """What a key holds in this frame, else in the first one."""
        for unknown in sorted(self.frames.get(self.frame, {}).keys() - set(KEYS)):
            raise JagbenchError(f"{self.place(unknown)} is unknown; there is: {', '.join(KEYS)}.")
        first = next(iter(self.frames.values()))
        return self.frames.get(self.frame, {}).get(name, first.get(name))

    def merged(self, name: str) -> dict[str, Any]:
        """The entries of a table in this frame, and of the first one what it does not say otherwise."""
        first = next(iter(self.frames.values()))
        return {**first.get(name, {}), **self.frames.get(self.frame, {}).get(name, {})}

    def pattern(self, name: str, text: object, *, known: tuple[str, ...] = ()) -> Pattern | None:
        """A text of this direction; None where there is none."""
        if text is None:
            return None
        said = cast("Mapping[str, object]", text).get(self.direction) if isinstance(text, Mapping) else text
        if said is None:
            raise JagbenchError(f"{self.place(name)} has nothing for the direction {self.direction!r}.")
        if not isinstance(said, str):
            raise JagbenchError(
                f"{self.place(name)} must be a text, or one for each direction, not {said!r}."
            )
        pattern = Pattern(said)
        if unknown := pattern.slots - {*self.slots(), *SHARED, *known}:
            raise JagbenchError(f"{self.place(name)} has the slot {{{min(unknown)}}}, which nothing fills.")
        return pattern

    def asserted(self, name: str) -> Pattern | None:
        """A statement, which has one gap."""
        pattern = self.pattern(name, self.entry(name), known=("answer",))
        if pattern is not None and gaps(pattern.text) != 1:
            raise JagbenchError(
                f"{self.place(name)} must hold the answer once, as {GAP} or as one form for yes and one for "
                f"no, such as {{is|is not}}, but reads {pattern.text!r}."
            )
        return pattern

    def way(self, name: str, text: object) -> Pattern:
        """A way of answering, which holds the answer."""
        pattern = self.pattern(name, text, known=_OF_VALUES)
        if pattern is None or not (pattern.slots & {"answer", "Answer"} or YES_OR_NO.search(pattern.text)):
            raise JagbenchError(f"{self.place(name)} lacks the slot {GAP}.")
        return pattern

    def restated(self, facts: Mapping[str, str]) -> Pattern:
        """A family's sentences for the slots that the skill has, in the order of its templates' slots."""
        there = [facts[slot] for slot in self.slots() if slot in facts]
        return self.pattern("facts", ("" if self.language in {"ja", "zh"} else " ").join(there)) or Pattern(
            ""
        )

    def slots(self) -> Mapping[str, str]:
        """The slots of the skill's templates."""
        item = self.skill.item()
        question = Question(item=item, frame=self.frame, direction=self.direction)
        shown = Shown(question=question, language=self.language, operands=item.operands)
        return self.skill.slots(shown)

    def place(self, name: str) -> str:
        """Where an entry stands, for errors."""
        named = f"the entry {name!r} of {self.skill.name}, frame {self.frame!r}," if name else self.skill.name
        if self.skill.replies:
            return f"In the replies of {self.skill.name} in {self.language!r}: {named}"
        path = _file(self.skill.family, self.language)
        found = _line(path.read_text(encoding="utf-8").split("\n"), self.skill.name, self.frame, name)
        return f"{path}, line {found}: {named}"


def _line(lines: list[str], skill: str, frame: str, name: str) -> int:
    """The line of an entry, from 1: that of the frame, else of the skill's first frame that has it."""
    heads = [(number, line) for number, line in enumerate(lines, start=1) if line.startswith("[")]
    own = [number for number, line in heads if f'"{skill}"' in line]
    own.sort(key=lambda number: f".{frame}]" not in lines[number - 1])
    for head in own:
        for number in range(head + 1, len(lines) + 1):
            if lines[number - 1].startswith("["):
                break
            if name and re.match(rf"(way\.)?{re.escape(name)}\s*=", lines[number - 1]):
                return number
    return own[0] if own else 1
