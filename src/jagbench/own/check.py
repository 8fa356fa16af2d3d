"""Faults of questions that make their scores mean less: found from the questions alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from jagbench.analysis.frame.rows import Given, judgement
from jagbench.analysis.reading import same_value
from jagbench.errors import InvalidArgument, near_path
from jagbench.probes import Probe, load, suite_names
from jagbench.probes.own import OwnQuestions, is_own_questions, own_questions
from jagbench.probes.written import written

Fault = Literal["left out", "duplicate", "ambiguous", "answer in prompt", "options alike"]
"""`left out`: the line cannot be asked; `duplicate`: asked twice; `ambiguous`: another answer would do as
well, or the right one is not read as right; `answer in prompt`: it gives itself away; `options alike`: two
that cannot be told apart."""

_EITHER = re.compile(r"\w\s*/\s*[^\W\d]|\s(?:or|oder|ou|o|또는)\s|[(\[;]")
_MEASURED = re.compile(r"[$€£¥₩]?\d[\d.,]*\s+[^\W\d]+(?:\s+[^\W\d]+)?")
_GIVEN_AWAY = re.compile(r"(?:answer|correct option|solution)\s*(?:is|:|=)\s*\(?([^\s).,]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of one question."""

    where: str
    """File and line, or the file and the probe's id."""
    probe: str
    """Its id; empty where the line cannot be asked."""
    fault: Fault
    """What kind of fault."""
    sentence: str
    """What is wrong, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file of questions and its faults."""

    questions: int
    """How many can be asked."""
    notes: Sequence[str]
    """What was taken for what, in sentences."""
    findings: Sequence[Finding]
    """The faults, in file order."""


def check(path: str) -> Checked:
    """Look for faults in a file or folder of questions, or in a suite.

    Args:
        path: As for `jagbench.probes.load`.

    Raises:
        InvalidArgument: if there is no such file, or no question in it can be asked.
    """
    if path in suite_names():
        raise InvalidArgument(
            f"{path} is a suite of jagbench, whose probes are checked by `jagbench probes verify {path}`: "
            "give a file "
            "of your own questions."
        )
    own = _own(Path(path))
    if own is None and not Path(path).is_file():
        raise InvalidArgument(
            f"There is no file {path!r}.{near_path(Path(path))} Give a file of your own questions, or the "
            "folder of a data set."
        )
    if own is None:
        probes = load(path).probes
        places = [f"{path}, probe {probe.id}" for probe in probes]
        return Checked(questions=len(probes), notes=(), findings=list(findings(probes, places)))
    left_out = [
        Finding(where=each.where, probe="", fault="left out", sentence=each.why) for each in own.problems
    ]
    return Checked(
        questions=len(own.probes), notes=own.notes, findings=[*left_out, *findings(own.probes, own.where)]
    )


def _own(path: Path) -> OwnQuestions | None:
    if path.is_dir():
        return own_questions(path)
    if not path.is_file():
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidArgument(f"{path} cannot be read: {error.strerror or error}.") from error
    return own_questions(path) if is_own_questions(path, content) or path.suffix == ".gz" else None


def findings(probes: Sequence[Probe], where: Sequence[str]) -> Iterator[Finding]:
    """The faults of questions, one question after another.

    Args:
        probes: The questions.
        where: The place of each, for people.
    """
    seen: dict[str, int] = {}
    for number, probe in enumerate(probes):
        faults = [*_of_options(probe), *_of_the_answer(probe), *_of_the_prompt(probe)]
        first = seen.setdefault(_folded(probe.prompt), number)
        if first != number:
            faults.append(_twice(probe, probes[first], where[first]))
        for fault, sentence in faults:
            yield Finding(where=where[number], probe=probe.id, fault=fault, sentence=sentence)


_Found = tuple[Fault, str]


def _folded(text: str) -> str:
    """A text without what a reader does not see as a difference: case, marks, spaces."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", text).casefold()) or text


def _twice(probe: Probe, first: Probe, place: str) -> _Found:
    if _same_answers(probe, first) and _same_answers(first, probe):
        return (
            "duplicate",
            f"it asks the same as {place}: leave one out, or the interval counts one question twice.",
        )
    return (
        "ambiguous",
        f"it asks the same as {place}, but the answer is {_told(probe)} here and {_told(first)} there.",
    )


def _same_answers(probe: Probe, other: Probe) -> bool:
    """Whether every answer that is right here is right there."""
    return all(
        any(same_value(value, each, probe.answer.kind, probe.language) for each in other.answer.accepted)
        for value in probe.answer.accepted
    )


def _told(probe: Probe) -> str:
    return " or ".join(map(repr, probe.answer.accepted))


_ONE_ONLY = ("integer", "decimal", "date", "time")
"""Kinds of which two different values are hardly two names of one answer."""


def _of_several(probe: Probe) -> Iterator[_Found]:
    kind, values = probe.answer.kind, probe.answer.accepted
    if kind in _ONE_ONLY and not all(
        same_value(one, other, kind, probe.language) for one, other in combinations(values, 2)
    ):
        yield (
            "ambiguous",
            f"{_told(probe)} is taken as right, and these are not the same {kind}: leave out what is wrong, "
            "unless each is meant.",
        )


def _of_options(probe: Probe) -> Iterator[_Found]:
    for one, other in combinations(probe.answer.options, 2):
        if _alike(one, other) or same_value(one, other, "choice", probe.language):
            yield "options alike", f"the choices {one!r} and {other!r} cannot be told apart in a reply."


def _alike(one: str, other: str) -> bool:
    """Whether two options differ in nothing that a reply keeps, such as case, spaces or a full stop."""
    strip = " \t\n.,;:!?\"'“”‘’"
    first, second = (
        " ".join(normalize("NFKC", each).casefold().split()).strip(strip) for each in (one, other)
    )
    return first == second


def _of_the_answer(probe: Probe) -> Iterator[_Found]:
    for value in probe.answer.accepted:
        yield from _of_a_value(probe, value)
    yield from _of_wrong_ones(probe)
    yield from _of_several(probe)


def _of_a_value(probe: Probe, value: str) -> Iterator[_Found]:
    kind = probe.answer.kind
    right = judgement(probe, Given(text=written(probe, value), finish_reason="stop"))
    if right.verdict != "correct":
        yield (
            "ambiguous",
            f"a reply that is nothing but the answer, {written(probe, value)!r}, is not read as right "
            f"({right.verdict}): put the answer or the choices otherwise.",
        )
    if kind == "text" and _MEASURED.fullmatch(value):
        yield (
            "ambiguous",
            f"the answer {value!r} is a number with words: as a text only this very wording is right. Give "
            'the number alone, or "kind": "integer".',
        )
    elif kind == "text" and _EITHER.search(value):
        yield (
            "ambiguous",
            f"the answer {value!r} seems to allow several, and one wording only is right: give one, all "
            "of them as 'answers', or choices.",
        )


def _of_wrong_ones(probe: Probe) -> Iterator[_Found]:
    value = probe.answer.value
    wrong = [*(each for each in probe.answer.options if each != value), *probe.lures.values()]
    for each in dict.fromkeys(wrong):
        text = written(probe, each) if probe.answer.kind == "constraint" else each
        judged = judgement(probe, Given(text=text, finish_reason="stop"))
        if judged.verdict == "correct":
            yield (
                "ambiguous",
                f"the reply {text!r} is read as the right answer, {_told(probe)}, though it is a wrong one.",
            )


def _of_the_prompt(probe: Probe) -> Iterator[_Found]:
    for value in probe.answer.accepted:
        yield from _given_away(probe, value)


def _given_away(probe: Probe, value: str) -> Iterator[_Found]:
    kind, prompt = probe.answer.kind, normalize("NFKC", probe.prompt).casefold()
    given = _GIVEN_AWAY.search(probe.prompt)
    letter = chr(ord("A") + probe.answer.options.index(value)) if kind == "choice" else ""
    if given is not None and given[1].casefold() in (value.casefold(), letter.casefold()):
        yield "answer in prompt", f"the prompt says the answer: {given[0]!r}."
    elif kind not in ("choice", "constraint") and _stands_in(normalize("NFKC", value).casefold(), prompt):
        yield (
            "answer in prompt",
            f"the answer {value!r} stands in the prompt, so a reply that repeats the question may be read as "
            "right: give what can be chosen as 'choices', or make sure that it is meant.",
        )


def _stands_in(value: str, prompt: str) -> bool:
    if not value.isascii() and not re.search(r"\s", prompt):
        return value in prompt  # a script without spaces
    return re.search(rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)", prompt) is not None
