"""Answer formats: the form in which a probe asks for its answer, and whether a reply has it."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from jagbench.analysis.reading import Reading
from jagbench.analysis.reading.rules import IMPLIES
from jagbench.errors import unknown_name
from jagbench.probes import Probe
from jagbench.probes.statement import is_worded

AnswerFormat = Literal["bare", "sentence", "letter", "json"]
"""`bare`: nothing but the answer; `sentence`: the answer in a sentence; `letter`: nothing but the letter of
an option; `json`: a JSON object whose only key is `answer`."""

ANSWER_FORMATS: tuple[AnswerFormat, ...] = get_args(AnswerFormat)

_LETTER = re.compile(r"\s*[A-Z][.)]?\s*")


def format_of(probe: Probe) -> AnswerFormat:
    """The format a probe asks for: its parameter `format`, `bare` where it has none.

    Raises:
        InvalidArgument: if there is no such format.
    """
    name = str(probe.params.get("format", "bare"))
    for each in ANSWER_FORMATS:
        if each == name:
            return each
    raise unknown_name("answer format", name, ANSWER_FORMATS)


def obeys(reply: str, reading: Reading, answer_format: AnswerFormat) -> bool:
    """Whether a reply that commits to an answer has the format asked for.

    Args:
        reply: The raw text.
        reading: What it commits to.
        answer_format: `bare`: surrounding space and one final full stop are allowed. `sentence`: words
            stand around the answer, two at least, or two characters in a script without spaces; or the reply
            comes to the answer without naming it ("30 is even."). `letter`: one capital letter, perhaps with
            `.` or `)` behind it. `json`: all of the reply is a JSON object with the key `answer` and no
            other, without a code fence.
    """
    return reading.outcome == "answered" and _OBEYED[answer_format](reply, reading)


def _is_bare(reply: str, reading: Reading) -> bool:
    return reading.strict


def _is_letter(reply: str, reading: Reading) -> bool:
    return _LETTER.fullmatch(reply) is not None


def _is_sentence(reply: str, reading: Reading) -> bool:
    start, end = (0, 0) if reading.span is None or reading.rule in IMPLIES else reading.span
    around = f"{reply[:start]} {reply[end:]}"
    return is_worded(around) and reading.rule != "json"


def _is_json(reply: str, reading: Reading) -> bool:
    try:
        pairs = json.loads(reply, object_pairs_hook=_Pairs, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return isinstance(pairs, _Pairs) and [key for key, _ in pairs] == ["answer"]


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of a JSON object, a repeated key included."""


_OBEYED: Mapping[AnswerFormat, Callable[[str, Reading], bool]] = {
    "bare": _is_bare,
    "sentence": _is_sentence,
    "letter": _is_letter,
    "json": _is_json,
}
