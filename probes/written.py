"""An answer as somebody writes it who does what the question asks."""

import json

from jagbench.probes.locale import locale, locale_languages
from jagbench.probes.probe import Probe


def written(probe: Probe, value: str) -> str:
    """An answer in the format that a probe asks for, numbers and times as its language and prompt write them.

    Args:
        probe: What is asked.
        value: The right answer, or a wrong one.
    """
    options = list(probe.answer.options)
    value = _as_in_the_prompt(probe, value)
    if probe.format == "letter" and value in options:
        return chr(ord("A") + options.index(value))
    if probe.format == "json":
        content = value.split(", ") if probe.answer.kind == "list" else value
        return json.dumps({"answer": content}, ensure_ascii=False)
    return f"The answer is {value}." if probe.format == "sentence" else value


def _as_in_the_prompt(probe: Probe, value: str) -> str:
    kind = probe.answer.kind
    if kind == "decimal" and probe.language in locale_languages():
        return value.replace(".", locale(probe.language).decimal)
    if kind == "time" and any(operand.endswith(".m.") for operand in probe.operands):
        hours, minutes = map(int, value.split(":"))
        return f"{hours % 12 or 12}:{minutes:02} {'a.m.' if hours < 12 else 'p.m.'}"
    return value
