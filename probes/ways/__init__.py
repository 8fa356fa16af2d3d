"""Ways of answering: templates of the replies that people and models give, by language.

A way says a value in words of its own around a probe's statement (`jagbench.probes.statement`), so it fits
every question of its language that has one. They serve the talkative solver and the laws of reading. Each
file `LANGUAGE.toml` here has a table for each sort of question, `SORTS`, and in it a template for each name.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from jagbench.errors import JagbenchError, unknown_name
from jagbench.probes.pattern import Pattern
from jagbench.probes.probe import Probe
from jagbench.probes.statement import as_in_the_prompt, asks_yes_or_no, said, said_with_yes_or_no

FOLDER = files("jagbench.probes.ways")


def _is_written(probe: Probe) -> bool:
    """Whether the answer is a text of one's own that obeys a constraint."""
    return probe.answer.kind == "constraint"


SORTS: Final[Mapping[str, Callable[[Probe], bool]]] = {
    "any": lambda probe: not _is_written(probe),
    "written": lambda probe: _is_written(probe),
    "yes_no": asks_yes_or_no,
    "value": lambda probe: not asks_yes_or_no(probe) and not _is_written(probe),
    "single": lambda probe: not asks_yes_or_no(probe) and probe.answer.kind not in {"list", "constraint"},
    "number": lambda probe: probe.answer.kind in {"integer", "decimal"},
    "list": lambda probe: probe.answer.kind == "list",
    "choice": lambda probe: probe.answer.kind == "choice" and not asks_yes_or_no(probe),
    "letter": lambda probe: probe.format == "letter",
}
"""The sorts of questions by the names of their tables: which probes a way suits."""

HOLDING: Final = frozenset({"statement", "claim", "bold", "math", "said", "answer", "Answer", "letter"})
"""The slots that say the answer: the statement, the same without its end mark, with the answer in bold or as
a formula, behind yes or no; the answer alone, with a capital letter, as the letter of its option."""
BESIDE: Final = frozenset({"other", "wrong", "facts", "reason"})
"""Other slots: another answer, the statement with it, the operands restated, a reason without end mark."""

_END = re.compile(r"[.。!？?]\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of answering."""

    name: str
    """Unique within its language; the same way has the same name in every language."""
    sort: str
    """The sort of questions that it suits, one of `SORTS`."""
    pattern: Pattern
    """What is written."""

    @property
    def needs_only_the_probe(self) -> bool:
        """Whether it can be written of any probe with a statement, without facts or a reason."""
        return self.pattern.slots.isdisjoint({"facts", "reason"})


@cache
def way_languages() -> tuple[str, ...]:
    """The languages that have ways of answering, sorted."""
    names = [entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(name.removesuffix(".toml") for name in names))


@cache
def ways(language: str) -> tuple[Way, ...]:
    """The ways of answering of a language, in file order.

    Args:
        language: ISO 639-1 code.

    Raises:
        InvalidArgument: if the language has none.
        JagbenchError: if a way holds no slot for the answer, or one that nothing fills; the error names the
            file and line.
    """
    if language not in way_languages():
        raise unknown_name("language", language, way_languages())
    path = FOLDER / f"{language}.toml"
    text = path.read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    found: dict[str, Way] = {}
    for sort, table in tables.items():
        if sort not in SORTS:
            raise unknown_name(f"sort of questions in {path}", sort, SORTS)
        for name, template in table.items():
            way = Way(name=name, sort=sort, pattern=Pattern(template))
            where = f"{path}, line {_line(text, name)}: the way of answering {name!r}"
            if name in found:
                raise JagbenchError(f"{where} stands twice.")
            if not way.pattern.slots & HOLDING:
                raise JagbenchError(f"{where} lacks a slot for the answer, such as {{answer}}.")
            if unknown := way.pattern.slots - HOLDING - BESIDE:
                raise JagbenchError(f"{where} has the slot {{{min(unknown)}}}, which nothing fills.")
            found[name] = way
    return tuple(found.values())


def _line(text: str, name: str) -> int:
    """The last line, from 1, at which an entry stands."""
    lines = text.split("\n")
    return max(number for number, line in enumerate(lines, 1) if re.match(rf"{re.escape(name)}\s*=", line))


def spoken(probe: Probe, value: str, *, facts: str = "", reason: str = "") -> dict[str, str]:
    """What is said by somebody who gives an answer, in each of the ways of the probe's language that suit it.

    Args:
        probe: What is asked; it has a statement.
        value: The right answer, or a wrong one.
        facts: The operands restated, as whole sentences; without it, no way that begins with them.
        reason: Why the answer is right, without its end mark; without it, no way that gives one.

    Returns:
        By the name of the way, what it says.

    Raises:
        InvalidArgument: if the probe has no statement, its language no ways, or the answer does not fit.
    """
    slots = _slots(probe, value) | {
        name: text for name, text in (("facts", facts), ("reason", reason)) if text
    }
    return {
        way.name: way.pattern.fill(slots, probe.language)
        for way in ways(probe.language)
        if SORTS[way.sort](probe) and way.pattern.slots <= slots.keys()
    }


def _slots(probe: Probe, value: str) -> dict[str, str]:
    statement = said(probe, value)
    shown = as_in_the_prompt(probe, value)
    slots = {
        "statement": statement,
        "claim": _END.sub("", statement),
        "bold": said(probe, value, before="**", behind="**"),
        "math": said(probe, value, before="$", behind="$"),
        "answer": shown,
        "Answer": capital(shown),
    }
    if asks_yes_or_no(probe):
        slots["said"] = said_with_yes_or_no(probe, value)
    if probe.format == "letter" and value in probe.answer.options:
        slots["letter"] = chr(ord("A") + list(probe.answer.options).index(value))
    if (other := other_answer(probe, value)) is not None:
        slots |= {"other": as_in_the_prompt(probe, other), "wrong": said(probe, other)}
    return slots


def capital(text: str) -> str:
    """A text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def other_answer(probe: Probe, value: str) -> str | None:
    """Another answer: the right one, else what a misconception predicts, else another option."""
    others = (probe.answer.value, *probe.lures.values(), *probe.answer.options)
    return next((other for other in others if other != value), None)
