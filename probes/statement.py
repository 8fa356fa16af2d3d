"""What a question asserts, as a sentence with a gap for the answer.

The gap is `{answer}`: "80 % of 420 is {answer}." A question for yes or no has a gap with two forms, the one
that says yes and the one that says no: "30 {is|is not} even."
"""

import re
from typing import Final

from jagbench.errors import InvalidArgument
from jagbench.probes.constraint import obeying_text, parse_constraint
from jagbench.probes.locale import locale, locale_languages
from jagbench.probes.probe import Probe

GAP: Final = "{answer}"
"""Where the answer stands in a statement."""
YES_OR_NO: Final = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
"""The gap of a question for yes or no, its two forms as groups."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACELESS: Final = re.compile(r"[가-힣぀-ヿ一-鿿]{2,}")
"""Characters of a script without spaces."""
_KOREAN_HALVES: Final = ("오전", "오후")
"""What stands before a time of the twelve-hour clock in Korean: before noon, and from noon on."""
_COMMAS: Final = {"ja": "、", "zh": "，"}
"""What stands behind yes or no where it is not a comma and a space."""


def gaps(statement: str) -> int:
    """How many gaps a statement has; it should be one."""
    return statement.count(GAP) + len(YES_OR_NO.findall(statement))


def is_worded(around: str) -> bool:
    """Whether what stands around an answer makes a sentence of it rather than an equation.

    It does with two words at least, or with two characters of a script without spaces.
    """
    return len(_WORD.findall(around)) >= 2 or _SPACELESS.search(around) is not None


def asks_yes_or_no(probe: Probe) -> bool:
    """Whether a probe has a statement whose gap has a form for yes and one for no."""
    return probe.statement is not None and GAP not in probe.statement


def said(probe: Probe, value: str, *, before: str = "", behind: str = "") -> str:
    """A probe's statement with an answer in its gap: what somebody says who gives that answer.

    Args:
        probe: What is asked.
        value: The right answer, or a wrong one; for yes or no, one of the options.
        before: What stands right before the answer, such as `"**"`.
        behind: What stands right behind it.

    Raises:
        InvalidArgument: if the probe has no statement, or is asked for yes or no and the answer is neither.
    """
    if probe.statement is None:
        raise InvalidArgument(f"The probe {probe.id} has no statement.")
    if not asks_yes_or_no(probe):
        return probe.statement.replace(GAP, f"{before}{as_in_the_prompt(probe, value)}{behind}")
    if value not in probe.answer.options:
        raise InvalidArgument(f"The answer {value!r} is none of {', '.join(probe.answer.options)}.")
    form = probe.answer.options.index(value) + 1
    return YES_OR_NO.sub(lambda gap: f"{before}{gap[form]}{behind}", probe.statement)


def said_with_yes_or_no(probe: Probe, value: str) -> str:
    """What `said` gives, behind the word yes or no in the probe's language: "No, 30 is not odd".

    A capital letter at its start becomes small, but for an operand, which is said as the prompt has it; so a
    statement begins with an operand or with a word that is small inside a sentence.

    Args:
        probe: What is asked, for yes or no.
        value: One of the options.

    Raises:
        InvalidArgument: as `said` does.
    """
    statement = said(probe, value)
    comma = _COMMAS.get(probe.language, ", ")
    if not statement.startswith(tuple(probe.operands)):
        statement = f"{statement[:1].lower()}{statement[1:]}"
    return f"{value[:1].upper()}{value[1:]}{comma}{statement}"


def as_in_the_prompt(probe: Probe, value: str) -> str:
    """An answer as the language and the prompt of a probe write it; for a constraint a text that obeys."""
    kind = probe.answer.kind
    if kind == "constraint":
        return obeying_text(parse_constraint(value), probe.language)
    if kind == "decimal" and probe.language in locale_languages():
        return value.replace(".", locale(probe.language).decimal)
    if kind == "time" and any(operand.endswith(".m.") for operand in probe.operands):
        hours, minutes = map(int, value.split(":"))
        return f"{hours % 12 or 12}:{minutes:02} {'a.m.' if hours < 12 else 'p.m.'}"
    if kind == "time" and any(operand.startswith(_KOREAN_HALVES) for operand in probe.operands):
        hours, minutes = map(int, value.split(":"))
        return f"{_KOREAN_HALVES[hours >= 12]} {hours % 12 or 12}:{minutes:02}"
    return value
