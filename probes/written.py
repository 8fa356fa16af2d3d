"""An answer as somebody writes it who does what the question asks."""

import json
from collections.abc import Mapping

from jagbench.probes.probe import Probe
from jagbench.probes.statement import (
    GAP,
    as_in_the_prompt,
    asks_yes_or_no,
    is_worded,
    said,
    said_with_yes_or_no,
)

SENTENCES: Mapping[str, str] = {
    "de": "Die Antwort ist {}.",
    "en": "The answer is {}.",
    "es": "La respuesta es {}.",
    "fr": "La réponse est {}.",
    "ja": "答えは{}です。",
    "ko": "답은 {}입니다.",
    "zh": "答案是{}。",
}
"""A sentence with an answer, for probes that have no statement or only an equation."""


def written(probe: Probe, value: str) -> str:
    """An answer in the format that a probe asks for, numbers and times as its language and prompt write them.

    A sentence is the probe's statement, where it has one in words: an equation is no sentence.

    Args:
        probe: What is asked.
        value: The right answer, or a wrong one.
    """
    options = list(probe.answer.options)
    shown = as_in_the_prompt(probe, value)
    if probe.format == "letter" and value in options:
        return chr(ord("A") + options.index(value))
    if probe.format == "json":
        content = shown.split(", ") if probe.answer.kind == "list" else shown
        return json.dumps({"answer": content}, ensure_ascii=False)
    if probe.format != "sentence":
        return shown
    if probe.statement is None or not is_worded(probe.statement.replace(GAP, "")):
        return SENTENCES.get(probe.language, SENTENCES["en"]).format(shown)
    return said_with_yes_or_no(probe, value) if asks_yes_or_no(probe) else said(probe, value)


def target_of(probe: Probe) -> str:
    """What a perfect model would write: the probe's own target reply, or the right answer as `written`."""
    return written(probe, probe.answer.value) if probe.target is None else probe.target
