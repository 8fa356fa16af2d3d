"""The measures of a run of several turns, by its protocol."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import pandas as pd

from jagbench.analysis.turns.answers import (
    KEY,
    by_turn,
    conversations,
    judgements,
    of_other,
    turn_frame,
)
from jagbench.analysis.turns.critique import critique_figures, with_shown
from jagbench.analysis.turns.factor import priming_figures, steer_figures, with_primed
from jagbench.analysis.turns.figures import Figure
from jagbench.analysis.turns.mirror import mirror_figures, with_pairs
from jagbench.analysis.turns.pressure import pressure_figures, with_stated
from jagbench.analysis.turns.selfcorrect import selfcorrect_figures, with_injected
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.runners.protocols import PROTOCOLS, parse_protocol, turns_of
from jagbench.runners.run_directory import RunDirectory

DIVISIONS = ("skill", "family", "level", "language", "frame", "misconception")
"""What figures may be divided by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the turns of a run show."""

    figures: pd.DataFrame
    """One row a figure: `run`, the column that divides them where there is one, and the fields of
    `jagbench.analysis.turns.figures.Figure`."""
    answers: pd.DataFrame
    """Accuracy and verdicts of each turn that asks for the answer: `run`, `arm`, `step`, and the columns of
    `jagbench.analysis.statistics.cells.cells`."""
    conversations: int
    """Conversations asked for: probes times samples."""
    left_out: int
    """Those that lack a reply, so that no figure counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the conversations of a protocol become figures."""

    prepare: Callable[[pd.DataFrame, Mapping[str, Probe], str], pd.DataFrame]
    """From conversations, the probes by id and the protocol's argument to what the figures are made of."""
    figures: Callable[[pd.DataFrame, str], list[Figure]]
    """From that, or a part of it, and the argument to the figures."""


WAYS: Mapping[str, Way] = {
    "pressure": Way(prepare=with_stated, figures=pressure_figures),
    "selfcorrect": Way(prepare=with_injected, figures=selfcorrect_figures),
    "critique": Way(prepare=with_shown, figures=critique_figures),
    "mirror": Way(prepare=with_pairs, figures=mirror_figures),
    "priming": Way(prepare=with_primed, figures=priming_figures),
    "steer": Way(prepare=lambda table, _probes, _kind: table, figures=steer_figures),
}
"""How each protocol of several turns is measured, by its name without its argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversations:
    """The conversations of a run, read and judged once, for figures over all of them and over their parts."""

    run: str | None
    """What the run is called; None where it has no conversation and no label."""
    protocol: str
    """Its name with its argument."""
    turns: pd.DataFrame
    """What `turn_frame` gives."""
    table: pd.DataFrame
    """A row for each whole conversation, or of a critique for each reply that was shown."""
    whole: int
    """Conversations in which no reply is missing."""

    def measures(self, by: str | None = None) -> Measures:
        """What they show.

        Args:
            by: One of `DIVISIONS`; None for one figure over all.

        Raises:
            InvalidArgument: if the figures of the protocol cannot be divided so.
        """
        base, _, _ = self.protocol.partition(":")
        if by is not None and by not in self.table.columns:
            raise InvalidArgument(f"Figures of {self.protocol!r} cannot be divided by {by}.")
        parts: list[tuple[dict[str, object], pd.DataFrame]] = [({}, self.table)]
        if by is not None:
            parts = [({by: key}, part) for key, part in self.table.groupby(by, sort=True)]
        rows = [
            {"run": self.run, **key, **asdict(figure)}
            for key, part in parts
            for figure in WAYS[base].figures(part, parse_protocol(self.protocol)[1])
        ]
        columns: Sequence[str] = ["run", *([by] if by else []), *(field.name for field in fields(Figure))]
        asked = len(self.turns) // self.turns["turn"].nunique() if len(self.turns) else 0
        return Measures(
            figures=pd.DataFrame(rows, columns=list(columns)),
            answers=by_turn(self.turns),
            conversations=asked,
            left_out=asked - self.whole,
        )


def measured(
    run: RunDirectory,
    *,
    label: str | None = None,
    by: str | None = None,
    among: Collection[str] | None = None,
    processes: int | None = None,
) -> Measures:
    """What the turns of a run show.

    Args:
        run: A run whose protocol asks in several turns.
        label: What the run is called; as in `turn_frame`.
        by: One of `DIVISIONS`; None for one figure over all.
        among: Only conversations about these probes, by their ids; all when None.
        processes: As in `turn_frame`.

    Raises:
        InvalidArgument: if the run's protocol asks once, or its figures cannot be divided so.
        JagbenchError: as `turn_frame` does.
    """
    return read_conversations(run, label=label, among=among, processes=processes).measures(by)


def read_conversations(
    run: RunDirectory,
    *,
    label: str | None = None,
    among: Collection[str] | None = None,
    processes: int | None = None,
) -> Conversations:
    """The conversations of a run, each reply read and judged.

    Args:
        run: As the others, as for `measured`.
        label: What the run is called.
        among: Only conversations about these probes.
        processes: As in `turn_frame`.

    Raises:
        InvalidArgument: if the run's protocol asks once.
        JagbenchError: as `turn_frame` does.
    """
    protocol = run.manifest.protocol
    argument = parse_protocol(protocol)[1]
    if len(turns_of(protocol)) == 1:
        several = ", ".join(other.form.split()[0].rstrip(",") for other in PROTOCOLS.values() if other.turns)
        raise InvalidArgument(
            f"{run.path} asks once (its protocol is {protocol!r}), so it has no turns to compare: give a run "
            f"with one of these protocols: {several}."
        )
    way = WAYS[protocol.partition(":")[0]]
    turns = turn_frame(run, label=label, processes=processes)
    if among is not None:
        turns = turns[turns["probe"].isin(set(among))].reset_index(drop=True)
    whole = conversations(turns)
    if any(turn.wants != "answer" for turn in turns_of(protocol)):
        whole = whole.merge(judgements(run), on=KEY)
    if run.manifest.other is not None:
        whole = whole.merge(of_other(run), on="probe")
    return Conversations(
        run=turns["run"].iloc[0] if len(turns) else label,
        protocol=protocol,
        turns=turns,
        table=way.prepare(whole, {probe.id: probe for probe in run.iter_probes()}, argument),
        whole=len(whole),
    )
