"""What wrong answers are: verdicts and named misconceptions, stacked, side by side over models."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from jagbench.analysis.charts.canvas import ONE_COLUMN, SMALL, Canvas, number_axis, write
from jagbench.analysis.charts.chart import Chart, refuse_empty
from jagbench.analysis.charts.fonts import shortened, width_of
from jagbench.analysis.charts.looks import runs_of
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import INK
from jagbench.analysis.diagnosis import UNEXPLAINED, diagnose
from jagbench.analysis.statistics.cells import by_family, records
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe

PARTS = {
    "first misconception": ("#0B4F82", ""),
    "second misconception": ("#5FA3D6", "////"),
    "other misconceptions": ("#B9D9F0", "...."),
    "unexplained wrong answer": ("#FFFFFF", ""),
    "contradictory": ("#F2B25C", "xxxx"),
    "no answer": ("#F9DDA9", "||||"),
    "refused": ("#9C6B1E", ""),
    "truncated": (INK, ""),
}
"""Colour and hatch of every part of a bar, in the order drawn; an edge in ink parts neighbours."""

_OTHER = {
    "contradictory": "contradictory",
    "no_answer": "no answer",
    "refused": "refused",
    "truncated": "truncated",
}
_BAR = 0.085


def wrong_data(frame: pd.DataFrame, probes: Sequence[Probe] = ()) -> pd.DataFrame:
    """What `wrong_answers` draws: the replies that are not right, and what explains the wrong answers.

    Args:
        frame: A frame of one run or several.
        probes: The probes that were asked; without them no wrong answer is explained.

    Returns:
        `run`, `skill`, `part` (a key of `PARTS`), `name` of the misconception where it is one, `share` of the
        scored replies, `scored`, and `leads`: whether the misconception explains more than chance does.
    """
    refuse_empty(frame, "wrong-answers")
    scored = frame[frame["verdict"] != "unscored"]
    totals = scored.groupby(["run", "skill"]).size().to_dict()
    failed = scored.groupby(["run", "skill", "verdict"]).size().to_dict()
    explained: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    if probes:
        for row in records(diagnose(frame, probes)):
            explained.setdefault((row["run"], row["skill"]), []).append(row)
    rows: list[dict[str, object]] = []
    for skill in by_family(frame):
        for run in dict.fromkeys(frame["run"].tolist()):
            total = totals.get((run, skill), 0)
            if total:
                head = {"run": run, "skill": skill, "scored": total}
                wrong = failed.get((run, skill, "wrong"), 0) / total
                parts = _wrong(explained.get((run, skill), []), wrong)
                parts += [
                    _part(part, failed[run, skill, verdict] / total)
                    for verdict, part in _OTHER.items()
                    if (run, skill, verdict) in failed
                ]
                # A run that is always right has a row with an empty bar beside one that is not.
                rows += [head | part for part in parts or [_part("unexplained wrong answer", 0.0)]]
    amiss = {row["skill"] for row in rows if row["share"]}
    rows = [row for row in rows if row["skill"] in amiss]
    if not rows:
        raise InvalidArgument("wrong-answers has nothing to show: every scored reply is right.")
    columns = ["run", "skill", "part", "name", "share", "scored", "leads"]
    return pd.DataFrame(rows, columns=columns)


def _part(part: str, share: float, name: str = "", *, leads: bool = False) -> dict[str, object]:
    return {"part": part, "name": name, "share": share, "leads": leads}


def _wrong(diagnosis: Sequence[Mapping[str, Any]], wrong: float) -> list[dict[str, object]]:
    """The parts of the wrong answers to a skill, which are so large a share of the replies."""
    if not wrong:
        return []
    named = [row for row in diagnosis if row["misconception"] != UNEXPLAINED and row["share"] > 0]
    parts = [
        _part(part, row["share"] * wrong, row["misconception"], leads=bool(row["leads"]))
        for part, row in zip(PARTS, named[:2], strict=False)
    ]
    if others := sum(row["share"] for row in named[2:]):
        parts.append(_part("other misconceptions", others * wrong))
    rest = wrong * (1 - sum(row["share"] for row in named))
    return [*parts, *([_part("unexplained wrong answer", rest)] if rest > 1e-9 else [])]


def wrong_answers(
    frame: pd.DataFrame,
    probes: Sequence[Probe] = (),
    *,
    ax: Axes | None = None,
    width: float = ONE_COLUMN,
    title: str = "",
) -> Axes:
    """What the replies are that are not right, as shares of the scored replies of each skill.

    Wrong answers are parted by the misconceptions that explain them, whose names stand below the bar with
    their share of the replies, in brackets where they explain no more than chance may.

    Args:
        frame: A frame of one run or several, side by side.
        probes: The probes that were asked; without them no wrong answer is explained.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if every reply is right, or there is too little room.
    """
    return draw_wrong(wrong_data(frame, probes), ax=ax, width=width, title=title)


def draw_wrong(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `wrong_data`."""
    runs = runs_of(data)
    parts: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for record in records(data):
        parts.setdefault((record["skill"], record["run"]), []).append(record)
    rows: list[Row] = []
    keys: list[tuple[str, str]] = []
    group = ""
    for skill, run in parts:
        above = skill if len(runs) > 1 else skill.partition(".")[0]
        if above != group:
            rows.append(Row(name=above, heading=True, height=ROW + 0.02))
            keys.append(("", ""))
            group = above
        named = any(part["name"] for part in parts[skill, run])
        name = run if len(runs) > 1 else skill.partition(".")[2] or skill
        scored = parts[skill, run][0]["scored"]
        rows.append(Row(name=name, height=_BAR + (0.115 if named else 0.05), note=f"{scored:,}"))
        keys.append((skill, run))
    there = set(data["part"])
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.4, label=part)
        for part, (colour, hatch) in PARTS.items()
        if part in there
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="share of the scored replies",
        note_head="n",
        axis=_axis,
        side_by_side=2,
        stripes=False,
        what=f"The wrong answers to {len(set(data['skill']))} skills in {len(runs)} runs",
    )
    for number, axes, middle in page.each():
        _bar(axes, parts[keys[number]], middle - rows[number].height / 2 + 0.012, page.axis_width)
    return page.axes


def _axis(axes: Canvas) -> None:
    number_axis(axes, "x", [0, 0.5, 1], ["0", "50", "100 %"])
    axes.set_xlim(0, 1)


def _bar(axes: Canvas, parts: Sequence[Mapping[str, Any]], top: float, wide: float) -> None:
    start = 0.0
    for part in parts:
        colour, hatch = PARTS[part["part"]]
        bar = axes.barh(
            top + _BAR / 2,
            part["share"],
            left=start,
            height=_BAR,
            color=colour,
            edgecolor=INK,
            linewidth=0.4,
            hatch=hatch,
            zorder=3,
            clip_on=False,
        )
        for each in bar:
            each.set_hatch_linewidth(0.4)
        start += part["share"]
    said = [
        f"{part['name']} {100 * part['share']:.0f} %"
        if part["leads"] or part["part"] != "first misconception"
        else f"({part['name']} {100 * part['share']:.0f} %)"
        for part in parts
        if part["name"]
    ]
    while len(said) > 1 and width_of(", ".join(said), SMALL) > wide:
        said.pop()
    if said:
        write(
            axes,
            shortened(", ".join(said), SMALL, wide),
            (0, top + _BAR),
            offset=(1, -1),
            size=SMALL,
            va="top",
        )


CHARTS = (
    Chart(
        name="wrong-answers",
        claim="what a model says where it is wrong, and by which misconceptions",
        needs="one run or several",
        reading="What the replies are that are not right, as shares of the scored replies (n) of each "
        "skill. Wrong answers are parted by the named misconceptions that explain them beyond what "
        "errors without system hit by chance; the first two are named with their share of the replies, "
        "in brackets where the first may be chance.",
        data=lambda material: wrong_data(material.frame, material.probes),
        draw=draw_wrong,
        paged_by="skill",
    ),
)
