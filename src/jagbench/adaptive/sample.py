"""The rounds: who is asked next, and when it ends."""

from collections.abc import Sequence
from pathlib import Path

from jagbench.adaptive.cells import EACH, Cell, Each, cells_of
from jagbench.analysis.statistics.sequential import LEAST_WIDTH, MOST_WIDTH, bounds, looks, next_look
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes import Probe, Suite
from jagbench.rounds import Askable, Asked, OnRound, Rounds, in_rounds
from jagbench.runners.engine import Arguments
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.names import default_folder
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Selection

KIND = "until"
"""What `run.json` calls the rounds, behind the name of the suite."""

ROUND = 256
"""Probes of a round, or a few more: cells are asked up to their next look, the most urgent first."""

_PATIENCE = 3
"""Rounds without any scored reply after which a cell is given up."""


def sample(
    model: str,
    suite: Suite,
    *,
    until: float,
    each: Each = "cell",
    max_probes: int | None = None,
    selection: Selection | None = None,
    seed: int = 0,
    manner: Manner | None = None,
    out: Path | str | None = None,
    arguments: Arguments | None = None,
    listener: Listener | None = None,
    on_round: OnRound | None = None,
) -> RunDirectory:
    """Ask fresh probes of a suite's recipe until every accuracy is precise; the same call again goes on.

    Args:
        model: `engine:name`.
        suite: A suite that was frozen from a recipe. None of its own probes is asked.
        until: Half-width of the 95 % interval, as a share, at which a cell is done.
        each: What is to be precise.
        max_probes: Most probes of the whole run; None for as many as it takes.
        selection: Which part of the suite is meant.
        seed: Other seeds draw other probes.
        manner: How the probes are asked.
        out: Folder of the run; by default `runs/MODEL-SUITE-until-W-PROTOCOL`.
        arguments: Arguments of the engine.
        listener: Who is told how it goes, and who may stop it.
        on_round: Told before each round.

    Raises:
        InvalidArgument: if the suite has no recipe, a number is out of its range, or the folder holds another
            run.
        jagbench.rounds.Stopped: if the listener stopped it; what was answered is kept.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    refuse_width(until, max_probes)
    if each not in EACH:
        raise unknown_name("thing to be precise", each, EACH)
    selection, manner = selection or Selection(), manner or Manner()
    if selection.probes or selection.famous:
        raise InvalidArgument(
            "Single probes and famous questions are fixed, and there are no fresh ones to sample: leave them "
            "out."
        )
    askable = Askable(manner.protocol)
    cells = cells_of(suite, each, selection, seed=seed, askable=askable)
    plan = {
        "suite": suite.name,
        "suite_sha256": suite.sha256,
        KIND: until,
        "each": each,
        "seed": seed,
        "selection": str(selection),
    }
    with in_rounds(
        model,
        kind=_named(suite, until),
        plan=plan,
        manner=manner,
        out=out or folder_of(model, suite, until, manner, selection),
        arguments=arguments,
        longest=suite.probes,
        listener=listener,
        on_round=on_round,
    ) as asking:
        left = max_probes
        while batch := next_round(cells, until, left):
            _ask(asking, cells, batch)
            left = None if left is None else left - len(batch)
        askable.tell(listener)
        return asking.directory


def folder_of(model: str, suite: Suite, until: float, manner: Manner, selection: Selection) -> Path:
    """Where a run that is sampled until precise goes by itself.

    Args:
        model: `engine:name`.
        suite: The suite.
        until: The half-width.
        manner: How the probes are asked.
        selection: Which part of the suite is meant.
    """
    return default_folder(model, _named(suite, until), manner.protocol, None, selection)


def _named(suite: Suite, until: float) -> str:
    """What the run has in the place of a suite; without a dot, which would end a file's name."""
    return f"{suite.name}-{KIND}-{until:g}".replace(".", "_")


def refuse_width(until: float, max_probes: int | None) -> None:
    """Check that a precision can be reached.

    Raises:
        InvalidArgument: if not; the sentence says what it would take.
    """
    if not LEAST_WIDTH <= until <= MOST_WIDTH:
        raise InvalidArgument(
            f"A half-width to sample until lies between {LEAST_WIDTH} and {MOST_WIDTH}, not at {until}: at "
            f"{LEAST_WIDTH} a cell takes up to {looks(LEAST_WIDTH)[-1]:,} probes already."
        )
    if max_probes is not None and max_probes < looks(until)[0]:
        raise InvalidArgument(
            f"With {max_probes} probes no cell can become as precise as ±{until:g}: the first is done with "
            f"{looks(until)[0]} at the earliest. Give more, or a greater half-width."
        )


def next_round(cells: Sequence[Cell], until: float, left: int | None) -> list[Probe]:
    """The probes of the next round: those that bring the most urgent cells to their next look.

    Most urgent is the widest interval for what its next look costs in tokens. Cells that nothing is known
    of come first, all of them in one round.

    Args:
        cells: All of them, with what came back so far.
        until: The half-width at which a cell is done.
        left: How many probes may be asked yet; None for any number.
    """
    waiting = [cell for cell in cells if _is_open(cell, until)]
    ranked = sorted(waiting, key=lambda cell: -_urgency(cell, until))
    most = ROUND if left is None else left if any(not cell.asked for cell in ranked) else min(ROUND, left)
    batch: list[Probe] = []
    for cell in ranked:
        if len(batch) >= most and (cell.asked or left is not None):
            break
        count = _missing(cell, until)
        batch += cell.draw(count if left is None else min(count, left - len(batch)))
    return batch


def _missing(cell: Cell, until: float) -> int:
    """How many scored replies a cell lacks to its next look."""
    return (next_look(cell.scored, until) or cell.scored) - cell.scored


def _is_open(cell: Cell, until: float) -> bool:
    if cell.exhausted or cell.failing >= _PATIENCE:
        return False
    return not bounds(cell.right, cell.scored, until).done


def _urgency(cell: Cell, until: float) -> float:
    return bounds(cell.right, cell.scored, until).half / (cell.cost * max(1, _missing(cell, until)))


def _ask(asking: Rounds, cells: Sequence[Cell], batch: Sequence[Probe]) -> None:
    answered = asking.ask(batch, KIND)
    for cell in cells:
        came = [answered[probe.id] for probe in batch if probe.id in cell.members]
        if came:
            _count(cell, came)


def _count(cell: Cell, came: Sequence[Asked]) -> None:
    before = cell.scored
    for asked in came:
        cell.asked += 1
        cell.tokens += _tokens(asked)
        if asked.row.verdict != "unscored":
            cell.scored += 1
            cell.right += asked.row.correct
    cell.failing = cell.failing + 1 if cell.scored == before else 0


def _tokens(asked: Asked) -> int:
    reply = asked.reply
    if reply.prompt_tokens is None or reply.reply_tokens is None:
        return len(asked.probe.prompt.encode()) // 4 + 1
    return reply.prompt_tokens + reply.reply_tokens
