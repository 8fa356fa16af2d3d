"""Verdicts: a reading judged against the right answer, exactly."""

from dataclasses import replace
from typing import Literal, get_args
from unicodedata import is_normalized, normalize

from jagbench.analysis.reading import Reading, same_value
from jagbench.probes import Answer

Verdict = Literal["correct", "wrong", "contradictory", "no_answer", "refused", "truncated", "unscored"]
"""`correct` and `wrong` are committed answers; `unscored` is an engine's failure, given by the caller
and never part of a denominator; the rest are outcomes of reading."""

NOT_ASKED = "not asked yet"
"""What stands in a frame's column `error` where a probe of a run has no reply: nothing has failed."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def judge(reading: Reading, answer: Answer, language: str | None = None) -> Verdict:
    """The verdict on a reading; values are compared exactly, without `float` and without tolerance.

    Args:
        reading: What the reply commits to.
        answer: What counts as right.
        language: ISO 639-1 code of the language in whose notation the options are shown.
    """
    if reading.outcome != "answered":
        return reading.outcome
    return "correct" if reading.value is not None and _right(reading.value, answer, language) else "wrong"


def _right(value: str, answer: Answer, language: str | None) -> bool:
    """Whether a value is a right one; an option as shown is only itself, so 9.90 is not the option 9.9.

    Texts that Unicode calls canonically equivalent are the same: a syllable or an accented letter in one
    character or in its parts.
    """
    value, answer = normalize("NFC", value), _composed(answer)
    if answer.kind == "choice" and value in answer.options and answer.value in answer.options:
        return value == answer.value or (
            same_value(value, answer.value, "choice", language) and _shown_once(answer, language)
        )
    return any(same_value(value, each, answer.kind, language) for each in answer.accepted)


def _composed(answer: Answer) -> Answer:
    if all(is_normalized("NFC", text) for text in (*answer.accepted, *answer.options)):
        return answer
    options = tuple(normalize("NFC", option) for option in answer.options)
    also = tuple(normalize("NFC", each) for each in answer.also)
    return replace(answer, value=normalize("NFC", answer.value), options=options, also=also)


def _shown_once(answer: Answer, language: str | None) -> bool:
    """Whether the right option is shown in one notation only, or equal options cannot be told apart."""
    equal = [option for option in answer.options if same_value(option, answer.value, "choice", language)]
    return len(equal) == 1
