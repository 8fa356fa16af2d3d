"""A judge is asked: each question once, its replies kept in the run's folder."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import pandas as pd

from jagbench.analysis.checking.review import Choice, chosen
from jagbench.analysis.frame.probe_lines import ProbeLines
from jagbench.analysis.frame.rows import OnJudged
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument
from jagbench.judges.opinion import Opinion, weigh
from jagbench.judges.question import Question, question_of
from jagbench.probes import Probe
from jagbench.runners.drive import Task, drive
from jagbench.runners.engine import Arguments, Ask, Engine, Message, Sampling
from jagbench.runners.engines import Opening, open_engine, parse_model, refuse_arguments
from jagbench.runners.journal import Journal
from jagbench.runners.prompting import completed
from jagbench.runners.protocols import Conversation
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory

JUDGED = "judged.jsonl"
"""The replies of judges, a journal of its own in the run's folder."""

SAMPLING = Sampling(max_tokens=512)
"""How a judge without log-probabilities draws its reply: there is room for a short thought."""

OnNotice = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a judge was asked, and what it says."""

    weighted: bool
    """Whether it was asked for probabilities, rather than for a letter in words."""
    uncertain: int
    """Uncertain readings of the run."""
    without: int
    """Those in whose replies no candidate stands: the judge is not asked about them."""
    opinions: tuple[Opinion, ...]
    """What it says of the others."""
    failures: tuple[str, ...]
    """Why there is no reply, for each reply of the run that the judge failed to read."""

    @property
    def asked(self) -> int:
        """Replies that it was to read."""
        return self.uncertain - self.without


def check_judge(model: str) -> None:
    """Check that a model can be a judge, before anything is read.

    Args:
        model: `engine:name`.

    Raises:
        InvalidArgument: if there is no such engine, or it reads nothing.
    """
    engine, _ = parse_model(model)
    if engine == "solver":
        raise InvalidArgument(
            "The solver knows the answers of probes and reads no reply: give --judge a model, such as "
            "llamacpp:smollm2."
        )


def judged(
    run: RunDirectory,
    table: pd.DataFrame,
    model: str,
    *,
    arguments: Arguments | None = None,
    on_judged: OnJudged,
    on_notice: OnNotice,
) -> Judged:
    """Have a judge read what the rules are unsure of; what it said before is not asked again.

    Args:
        run: The run; what the judge replies is kept in its folder.
        table: Its frame.
        model: The judge, `engine:name`.
        arguments: Arguments of its engine.
        on_judged: Told how far it is.
        on_notice: Told in a sentence what the user should know.

    Raises:
        InvalidArgument: if there is no such model.
        JagbenchError: if the engine breaks, or the folder cannot be written; the replies until then are kept.
    """
    check_judge(model)
    refuse_arguments(model, arguments or {})
    rows = sorted(chosen(table, Choice()))
    asked = {
        row: question
        for row, record in zip(rows, records(table.iloc[rows]), strict=True)
        if (question := question_of(record)) is not None
    }
    if not asked:
        return Judged(weighted=False, uncertain=len(rows), without=len(rows), opinions=(), failures=())
    longest = max(len(question.words(turned=False).encode("utf-8", "replace")) for question in asked.values())
    opening = Opening(
        arguments=arguments or {},
        max_tokens=SAMPLING.max_tokens,
        max_prompt_bytes=longest,
        notice=on_notice,
    )
    with (
        run.held(),
        Journal(run.path / JUDGED) as journal,
        closing(open_engine(model, opening)) as engine,
    ):
        court = Court(engine, asked, on_judged)
        for sample in sorted({int(number) for number in table["sample"].iloc[list(asked)]}):
            of_sample = {
                str(table["probe"].iloc[row]): row
                for row in asked
                if int(table["sample"].iloc[row]) == sample
            }
            court.hear(_probes(run, list(of_sample)), of_sample, sample, journal, on_notice)
    opinions = tuple(
        Opinion(row=row, candidates=question.candidates(turned=False), weights=weigh(question, replies))
        for row, question in asked.items()
        if len(replies := court.replies[row]) == ORDERS
    )
    return Judged(
        weighted=court.weighted,
        uncertain=len(rows),
        without=len(rows) - len(asked),
        opinions=opinions,
        failures=tuple(court.failures),
    )


ORDERS = 2
"""How often a judge is asked: with the candidates in one order and in the other."""


def _probes(run: RunDirectory, ids: Sequence[str]) -> list[Probe]:
    with ProbeLines.of_run(run) as lines:
        return list(lines.some(lines.places(ids).tolist()))


class Court:
    """A judge that is loaded, and what it said."""

    def __init__(self, engine: Engine, asked: Mapping[int, Question], on_judged: OnJudged) -> None:
        self.weighted = "scores" in engine.serves
        self.replies: dict[int, list[Reply]] = {row: [] for row in asked}
        self.failures: list[str] = []
        self._engine = engine
        self._asked = asked
        self._on_judged = on_judged
        self._done = 0

    def hear(
        self,
        probes: Sequence[Probe],
        rows: Mapping[str, int],
        sample: int,
        journal: Journal,
        on_notice: OnNotice,
    ) -> None:
        """Ask about one sample of some probes."""

        def protocol(probe: Probe) -> Conversation:
            conversation = self._conversation(rows[probe.id])
            base = self._engine.description.prompting == "completion"
            return completed(probe, conversation) if base else conversation

        drive(
            [Task(probe=probe, sample=sample) for probe in probes],
            protocol,
            self._engine,
            journal,
            on_task=self._ended,
            on_notice=on_notice,
        )

    def _conversation(self, row: int) -> Conversation:
        question = self._asked[row]
        for turned in (False, True):
            reply = yield Ask(
                messages=(Message(role="user", content=question.words(turned=turned)),),
                sampling=SAMPLING,
                candidates=question.letters if self.weighted else (),
            )
            self.replies[row].append(reply)

    def _ended(self, task: Task, reply: Reply, asked: bool) -> None:
        self._done += 1
        self._on_judged(self._done, len(self._asked))
        if reply.finish_reason == "error":
            self.failures.append(reply.error or "no reply.")
