"""What runs come to: `profile`, `compare`, `power`, `plot`, `report`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from jagbench.analysis.compare.paired import Comparison
from jagbench.analysis.compare.paired import compare as compare_frame
from jagbench.analysis.compare.power import DIFFERENCES, Power, planned, power_of_pair, power_of_run
from jagbench.analysis.frame.rows import run_labels
from jagbench.analysis.measures.profile import Profile
from jagbench.analysis.statistics.paired_power import POWER
from jagbench.api.forms import AnyPath
from jagbench.api.runs import Run
from jagbench.errors import InvalidArgument
from jagbench.given import a_list, a_number, a_path, a_share, a_text
from jagbench.runners.run_directory import RunDirectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes


Runs = Run | RunDirectory | AnyPath
"""A run, its folder, or a file of replies that holds its questions."""


def _opened(run: Runs) -> Run:
    if isinstance(run, Run):
        return run
    return Run(run.path if isinstance(run, RunDirectory) else run)


def _side_by_side(runs: Sequence[Runs]) -> pd.DataFrame:
    """The frames of runs one below the other, each under a label of its own."""
    opened = [_opened(each) for each in runs]
    labels = run_labels([each.directory for each in opened])
    if len(set(labels)) < len(labels):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    frames = [each.frame.assign(run=label) for each, label in zip(opened, labels, strict=True)]
    return pd.concat(frames, ignore_index=True)


def profile(run: Runs) -> Profile:
    """How jagged a run is, in figures with intervals (docs/statistics.md)."""
    return _opened(run).profile()


def compare(first: Runs, *others: Runs, strict: bool = False) -> Comparison:
    """Runs on the same probes, each of the others against the first, paired (docs/comparing.md).

    Raises:
        InvalidArgument: if a run stands twice, there is no other, or they share no probe.
    """
    return compare_frame(_side_by_side([first, *others]), strict=strict)


def power(
    *runs: Runs,
    probes: int | None = None,
    discordance: float | None = None,
    differences: Sequence[float] = DIFFERENCES,
    wanted: float = POWER,
) -> Power:
    """Which differences between two models can be found, and what could not have been (docs/power.md).

    Args:
        runs: One run, for what a comparison with another model could find and what the run by itself could
            not have found; or two, for their comparison. None to plan one.
        probes: Without a run: how many independent probes.
        discordance: Share of the pairs that is right in one of the models only; needed without a run, assumed
            of one, seen of two.
        differences: Those that probes are counted for, as shares.
        wanted: How often a difference is to be found.

    Raises:
        InvalidArgument: if a number is out of its range, there are more than two runs, or what is stated
            contradicts what is given.
    """
    a_share(wanted, "The power")
    if discordance is not None:
        a_share(discordance, "The discordance")
    differences = [a_share(each, "A difference") for each in a_list(differences, "The differences")]
    if not runs:
        if probes is None or discordance is None:
            raise InvalidArgument("Without a run, power needs 'probes' and 'discordance'.")
        probes = a_number(probes, "The number of probes")
        return planned(probes, discordance, wanted=wanted, differences=differences)
    if probes is not None:
        raise InvalidArgument("'probes' plans a run: leave it out where runs are given.")
    if len(runs) == 1:
        return power_of_run(
            _opened(runs[0]).frame, discordance=discordance, wanted=wanted, differences=differences
        )
    if len(runs) > 2 or discordance is not None:
        raise InvalidArgument("Power is that of one run, or of two, whose discordance is seen.")
    frame = _side_by_side(runs)
    first, second = frame["run"].unique().tolist()
    return power_of_pair(frame, second, against=first, wanted=wanted, differences=differences)


def plot(
    chart: str,
    *runs: Runs,
    ax: "Axes | None" = None,
    venue: str = "icml",
    column: Literal["one", "two"] | None = None,
    skills: Sequence[str] = (),
    labels: Sequence[str] = (),
    title: str = "",
) -> "Axes":
    """Draw a chart of runs: `plot("coastline", "runs/a", "runs/b")` (docs/charts.md has them all).

    Args:
        chart: Its name, as `jagbench plot` lists it.
        runs: Whose replies.
        ax: Where it is drawn; a figure of its own when left out, which a notebook shows.
        venue: Whose page a figure of its own is for.
        column: One column of the page or both; what the chart wants when left out.
        skills: Only these skills or families; all when empty.
        labels: What the runs are called, in order.
        title: A line above it.

    Raises:
        InvalidArgument: if there is no such chart, it has nothing to show, or there is too little room.
    """
    from jagbench.analysis.charts.chart import chart_named
    from jagbench.analysis.charts.venues import venue as venue_named
    from jagbench.charting import material_of

    found, page = chart_named(a_text(chart, "A chart", "its name, such as 'coastline'")), venue_named(venue)
    if not runs:
        raise InvalidArgument(f"{chart} is drawn from runs: give at least one.")
    material = material_of([_opened(each).directory for each in runs], labels=labels, skills=skills)
    width = page.two if (column or ("two" if found.two_columns else "one")) == "two" else page.one
    return found.draw(found.data(material), ax=ax, width=width, title=title)


def report(*runs: Runs, out: AnyPath | None = None) -> Path:
    """Write the report of runs as one HTML file that works offline.

    Args:
        runs: At least one.
        out: The file; `report.html` in the first run's folder when left out.

    Returns:
        Its path.

    Raises:
        InvalidArgument: if a run has no probe yet, or stands twice.
        JagbenchError: if a file cannot be read or written.
    """
    from jagbench.cli.report import write_report

    if out is not None:
        a_path(out, "A report's file")
    if not runs:
        raise InvalidArgument("A report is of at least one run: give its folder.")
    opened = [_opened(each).directory for each in runs]
    return write_report(opened, out=None if out is None else Path(out)).paths[0]
