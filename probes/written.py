"""An answer as somebody writes it who does what the question asks."""

import json
import re
from collections.abc import Mapping
from typing import Final

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
_JSON_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""A number of RFC 8259, section 6, without an exponent."""


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
        return f'{{"answer": {_in_json(probe, value)}}}'
    if probe.format != "sentence":
        return shown
    if probe.statement is None or not is_worded(probe.statement.replace(GAP, "")):
        return SENTENCES.get(probe.language, SENTENCES["en"]).format(shown)
    return said_with_yes_or_no(probe, value) if asks_yes_or_no(probe) else said(probe, value)


def target_of(probe: Probe) -> str:
    """What a perfect model would write: the right answer as `written`, whatever its suite was frozen with."""
    return written(probe, probe.answer.value)


def _in_json(probe: Probe, value: str) -> str:
    """An answer as a value of JSON: a number digit by digit, a list of such, or else a string.

    An option that is a number stays a string, as its question asks for it "as it is written here".
    """
    kind = probe.answer.kind
    entries = value.split(", ") if kind == "list" else [value]
    if kind in ("integer", "decimal", "list") and all(map(_JSON_NUMBER.fullmatch, entries)):
        return f"[{', '.join(entries)}]" if kind == "list" else value
    shown = as_in_the_prompt(probe, value)
    return json.dumps(shown.split(", ") if kind == "list" else shown, ensure_ascii=False)
