"""Questions in seven languages, and how a case of a table is held against its reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jagbench.analysis.frame.verdicts import judge
from jagbench.analysis.reading import OUTCOMES, read
from jagbench.probes import Answer, AnswerKind

Case = tuple[str, str, str]
"""Name of the question, the reply, and the value it commits to or the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as a probe asks it."""

    kind: AnswerKind
    prompt: str
    options: Sequence[str] = ()


def wrong(case: Case, questions: Mapping[str, Asked], language: str) -> str | None:
    """What is wrong with the reading of a case, or None.

    A name that ends in `|cut` stands for a reply that ran into the token limit.
    """
    name, reply, expected = case
    asked = questions[name.removesuffix("|cut")]
    reading = read(
        reply,
        kind=asked.kind,
        options=asked.options,
        prompt=asked.prompt,
        finish_reason="length" if name.endswith("|cut") else "stop",
        language=language,
    )
    if expected in OUTCOMES:
        return None if reading.outcome == expected else str(reading)
    if asked.kind == "choice":
        return None if reading.value == expected else str(reading)
    verdict = judge(reading, Answer(kind=asked.kind, value=expected), language)
    return None if verdict == "correct" else str(reading)
