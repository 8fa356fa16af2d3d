"""A judge held to labels: it reads the replies of an audit, beside what a person read in each."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jagbench.analysis.checking.audit import Compared, Labelled
from jagbench.analysis.frame.rows import OnJudged
from jagbench.judges.asking import ORDERS, SAMPLING, Court, OnNotice, check_judge
from jagbench.judges.opinion import ANSWERED, NOTHING, Concord, Opinion, concord, read_alike, weigh
from jagbench.judges.question import Question, question_of
from jagbench.probes import Answer, Probe
from jagbench.probes.digest import text_digest
from jagbench.runners.engine import Arguments
from jagbench.runners.engines import Opening, open_engine
from jagbench.runners.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLabels:
    """What a judge was asked about labelled replies, and how far it reads like people."""

    weighted: bool
    """Whether it was asked for probabilities, rather than for a letter in words."""
    labelled: int
    """Labelled replies."""
    without: int
    """Those in which no candidate stands: the judge is not asked about them."""
    undecided: int
    """Those of which it names nothing."""
    failures: tuple[str, ...]
    """Why there is no reply, for each labelled reply that it failed to read."""
    people: Concord
    """The judge with the labels: the share alike is its accuracy."""
    rules: Concord
    """The rules with the labels of the same replies: what the judge has to be better than."""

    @property
    def asked(self) -> int:
        """Replies that it was to read."""
        return self.labelled - self.without


def judged_labels(
    compared: Sequence[Compared],
    model: str,
    *,
    arguments: Arguments | None = None,
    on_judged: OnJudged,
    on_notice: OnNotice,
) -> JudgedLabels:
    """Have a judge read labelled replies, all of them and not the uncertain ones only.

    Args:
        compared: The replies of an audit that count.
        model: The judge, `engine:name`.
        arguments: Arguments of its engine.
        on_judged: Told how far it is.
        on_notice: Told in a sentence what the user should know.

    Raises:
        InvalidArgument: if there is no such model.
        JagbenchError: if the engine breaks.
    """
    check_judge(model)
    asked = {
        row: question
        for row, each in enumerate(compared)
        if (question := question_of(_record(each))) is not None
    }
    court = _heard(compared, asked, model, arguments, on_judged, on_notice) if asked else None
    opinions = [
        Opinion(row=row, candidates=question.candidates(turned=False), weights=weigh(question, replies))
        for row, question in asked.items()
        if court is not None and len(replies := court.replies[row]) == ORDERS
    ]
    named = [each for each in opinions if each.named]
    return JudgedLabels(
        weighted=court is not None and court.weighted,
        labelled=len(compared),
        without=len(compared) - len(asked),
        undecided=len(opinions) - len(named),
        failures=() if court is None else tuple(court.failures),
        people=concord([_beside(compared[each.row].labelled, each.answer) for each in named]),
        rules=concord([_beside(compared[each.row].labelled, _ruled(compared[each.row])) for each in named]),
    )


def _heard(
    compared: Sequence[Compared],
    asked: Mapping[int, Question],
    model: str,
    arguments: Arguments | None,
    on_judged: OnJudged,
    on_notice: OnNotice,
) -> Court:
    """The judge after it was asked; its replies are not kept, for an audit has no folder."""
    longest = max(len(question.words(turned=False).encode("utf-8", "replace")) for question in asked.values())
    opening = Opening(
        arguments=arguments or {},
        max_tokens=SAMPLING.max_tokens,
        max_prompt_bytes=longest,
        notice=on_notice,
    )
    probes = {row: _probe(row, compared[row].labelled) for row in asked}
    with (
        tempfile.TemporaryDirectory() as folder,
        Journal(Path(folder) / "judged.jsonl") as journal,
        closing(open_engine(model, opening)) as engine,
    ):
        court = Court(engine, asked, on_judged)
        rows = {probe.id: row for row, probe in probes.items()}
        court.hear(list(probes.values()), rows, 0, journal, on_notice)
    return court


def _record(compared: Compared) -> dict[str, Any]:
    """A labelled reply as a row of a frame, as far as a judge's question needs one."""
    labelled, reading = compared.labelled, compared.reading
    start, end = reading.span or (-1, -1)
    answered = reading.outcome == "answered"
    right = answered and read_alike(reading.value, labelled.gold, labelled.kind, labelled.language)
    return {
        "prompt": labelled.prompt or "",
        "reply": labelled.reply,
        "options": tuple(labelled.options),
        "kind": labelled.kind,
        "language": labelled.language or "en",
        "finish_reason": labelled.finish_reason or "",
        "verdict": (ANSWERED[0] if right else ANSWERED[1]) if answered else "no_answer",
        "reading": reading.value,
        "span_start": start,
        "span_end": end,
    }


def _probe(row: int, labelled: Labelled) -> Probe:
    """What the drive loop is given in the place of a probe: a labelled reply has none."""
    return Probe(
        id=text_digest(str(row), labelled.id),
        item=labelled.id,
        skill="audit.labelled",
        version=1,
        level=1,
        grade=1,
        language=labelled.language or "en",
        frame="plain",
        template="labelled",
        order="ab",
        prompt=labelled.prompt or "",
        answer=Answer(kind="text", value=labelled.gold),
    )


def _ruled(compared: Compared) -> str | None:
    return compared.reading.value if compared.reading.outcome == "answered" else None


def _beside(labelled: Labelled, answer: str | None) -> tuple[bool, str, str]:
    """Whether a reader reads as labelled, and right, wrong or no single answer of both."""
    said = labelled.answer if labelled.outcome == "answered" else None
    kind, language = labelled.kind, labelled.language
    told = NOTHING if said is None else ANSWERED[0] if labelled.correct else ANSWERED[1]
    right = read_alike(answer, labelled.gold, kind, language)
    read = NOTHING if answer is None else ANSWERED[0] if right else ANSWERED[1]
    return read_alike(answer, said, kind, language), told, read
