"""The figures of a report: which there are, what each shows, and saving one with its data."""

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from jagbench.analysis.charts.accuracy import accuracy_by_skill, level_data, level_panels, skill_data
from jagbench.analysis.charts.diagnosis import explained, explained_data
from jagbench.analysis.charts.failures import failure_data, wrong_answers
from jagbench.analysis.charts.reliability import reliability_diagram
from jagbench.analysis.charts.style import ONE_COLUMN, TWO_COLUMNS, style, write
from jagbench.analysis.measures.calibration import has_scores, reliability
from jagbench.errors import JagbenchError
from jagbench.probes.spreadsheet import write_csv

_NO_DATES: Mapping[str, Mapping[str, str | None]] = {
    "pdf": {"CreationDate": None},
    "svg": {"Date": None},
    "png": {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One figure, ready to be drawn at any width."""

    name: str
    """Stem of its files: `accuracy-by-skill`."""
    title: str
    """Its heading."""
    caption: str
    """What it shows and how to read it."""
    function: str
    """Full name of the function that draws it."""
    arguments: Mapping[str, object] = field(default_factory=dict[str, object])
    """What the function is given beside the frame and the width."""
    data: pd.DataFrame
    """What is drawn."""
    width: float
    """Width in print, in inches."""
    draw: Callable[[float], Figure]
    """Draws it at a width in inches; to be called, and the figure saved, within the style."""


def plates(frame: pd.DataFrame, diagnosis: pd.DataFrame | None = None) -> list[Plate]:
    """The figures of a frame of one or several runs.

    Args:
        frame: The frame.
        diagnosis: Its diagnosis; None leaves the figures of it out.
    """
    runs: list[str] = frame["run"].unique().tolist()
    return [
        _by_skill(frame),
        _by_level(frame),
        *(_failures(frame, run, alone=len(runs) == 1) for run in runs),
        *(_explained(diagnosis, run, alone=len(runs) == 1) for run in runs if diagnosis is not None),
        *([_reliability(frame)] if has_scores(frame) else []),
    ]


def _by_skill(frame: pd.DataFrame) -> Plate:
    return Plate(
        name="accuracy-by-skill",
        title="Accuracy by skill",
        caption="Skills in the order in which children master them, with the school grades of their levels. "
        "A filled marker is the share of right answers with its 95 % interval, a hollow one the share of "
        "right answers in the format asked for. The grey tick is what a blind strategy reaches.",
        function="jagbench.analysis.charts.accuracy.accuracy_by_skill",
        data=skill_data(frame),
        width=ONE_COLUMN,
        draw=lambda width: _whole(accuracy_by_skill(frame, width=width).figure),
    )


def _by_level(frame: pd.DataFrame) -> Plate:
    return Plate(
        name="accuracy-by-level",
        title="Accuracy by level",
        caption="Accuracy over the designed levels of each skill, 1 the easiest, with 95 % intervals; hollow "
        "markers are right answers in the format asked for. Where a line rises, harder probes are "
        "answered better than easier ones.",
        function="jagbench.analysis.charts.accuracy.level_panels",
        data=level_data(frame),
        width=TWO_COLUMNS,
        draw=lambda width: level_panels(frame, width=width),
    )


def _failures(frame: pd.DataFrame, run: str, *, alone: bool) -> Plate:
    part = frame[frame["run"] == run]
    return Plate(
        name="wrong-answers" if alone else f"wrong-answers-{_slug(run)}",
        title="How replies fail" + ("" if alone else f": {run}"),
        caption="Replies that are not right, as shares of the scored replies of each skill.",
        function="jagbench.analysis.charts.failures.wrong_answers",
        arguments={"run": run},
        data=failure_data(part),
        width=TWO_COLUMNS,
        draw=lambda width: _whole(wrong_answers(part, width=width).figure),
    )


def _reliability(frame: pd.DataFrame) -> Plate:
    part = frame[frame.groupby("run")["scores"].transform(lambda scores: scores.map(len).max()) > 0]
    return Plate(
        name="reliability",
        title="Confidence and accuracy",
        caption="Replies in bins of like confidence, the probability of the chosen option among the options. "
        "A calibrated model is on the dashed line; below it, it is too sure of itself. Vertical lines are "
        "95 % intervals of accuracy, horizontal ones the confidences of a bin.",
        function="jagbench.analysis.charts.reliability.reliability_diagram",
        data=reliability(part),
        width=ONE_COLUMN,
        draw=lambda width: _whole(reliability_diagram(part, width=width).figure),
    )


def _explained(diagnosis: pd.DataFrame, run: str, *, alone: bool) -> Plate:
    part = diagnosis[diagnosis["run"] == run]
    return Plate(
        name="diagnosis" if alone else f"diagnosis-{_slug(run)}",
        title="What explains wrong answers" + ("" if alone else f": {run}"),
        caption="Parts of the wrong answers to each skill that named misconceptions explain, beyond what "
        "errors without system hit by chance. The whisker is the 95 % interval of the first part, whose "
        "misconception stands at the right, faint where it may be chance. Skills without wrong answers are "
        "left out.",
        function="jagbench.analysis.charts.diagnosis.explained",
        arguments={"run": run},
        data=explained_data(part),
        width=TWO_COLUMNS,
        draw=lambda width: _whole(explained(part, width=width).figure),
    )


def _whole(figure: object) -> Figure:
    assert isinstance(figure, Figure)  # a chart that is given no axes makes its own figure
    return figure


def _slug(label: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-").lower() or "run"


def save(plate: Plate, folder: Path, runs: Sequence[Mapping[str, object]]) -> list[Path]:
    """Write a figure as PDF, SVG and PNG (300 dpi), its data as CSV, and how it was made as JSON.

    The same data and the same versions give the same bytes.

    Args:
        plate: The figure.
        folder: Where to write; made if it is not there.
        runs: What the JSON says of each run.

    Returns:
        The five paths.

    Raises:
        JagbenchError: if a file cannot be written.
    """
    stem = folder / plate.name
    made = {
        "function": plate.function,
        "arguments": {**plate.arguments, "width": plate.width},
        "runs": list(runs),
        "jagbench": version("jagbench"),
        "matplotlib": version("matplotlib"),
        "data": f"{plate.name}.csv",
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with style():
            figure = plate.draw(plate.width)
            for ending, metadata in _NO_DATES.items():
                write(figure, f"{stem}.{ending}", metadata=dict(metadata))
        Path(f"{stem}.csv").write_text(csv(plate.data), encoding="utf-8", newline="")
        Path(f"{stem}.json").write_text(
            json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    except OSError as error:
        raise JagbenchError(f"The figure {stem} cannot be written: {error.strerror or error}.") from error
    return [Path(f"{stem}.{ending}") for ending in (*_NO_DATES, "csv", "json")]


def csv(data: pd.DataFrame) -> str:
    """The data of a figure as CSV text."""
    text = io.StringIO(newline="")
    write_csv(data, text)
    return text.getvalue()
