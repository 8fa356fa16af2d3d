"""How far models get: the length at which each skill breaks."""

import pandas as pd
from matplotlib.axes import Axes

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas, number_axis
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import MOST, looks_of, runs_of
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.measures.ladder import climbed
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

_STEP = 0.058
"""Height that each of several runs takes in a row, in inches."""


def ladder_data(material: Material) -> pd.DataFrame:
    """What `draw_ladder` draws: the capacity of every run and skill with its interval.

    `low` or `high` is missing where it lies outside of the lengths from `shortest` to `longest` that were
    asked, and `capacity` where there is a bound only.
    """
    refuse_empty(material.frame, "ladder")
    found = climbed(material.frame, material.probes)
    if not found:
        raise InvalidArgument(
            "ladder has nothing to show: no probe says its length. `jagbench ladder MODEL` asks such probes."
        )
    known = {
        one.skill for one in found if (one.fit.capacity, one.fit.low, one.fit.high) != (None, None, None)
    }
    if not known:
        raise InvalidArgument(
            "ladder has nothing to show: the replies bound the length of no skill. `jagbench ladder MODEL` "
            "asks enough of them."
        )
    rows = [
        {
            "run": one.run,
            "skill": one.skill,
            "capacity": one.fit.capacity,
            "low": one.fit.low,
            "high": one.fit.high,
            "shortest": one.shortest,
            "longest": one.longest,
            "right": one.right,
            "asked": one.asked,
        }
        for one in found
        if one.skill in known
    ]
    numbers = {"capacity": "float64", "low": "float64", "high": "float64"}
    return pd.DataFrame(rows).astype(numbers).sort_values(["skill", "run"], kind="stable", ignore_index=True)


def draw_ladder(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `ladder_data`."""
    runs = runs_of(data)
    refuse_many(runs, MOST, "ladder")
    seen = looks_of(data)
    skills = list(dict.fromkeys(data["skill"]))
    shortest, longest = float(data["shortest"].min()), float(data["longest"].max())

    def axis(axes: Canvas) -> None:
        axes.set_xscale("log")
        axes.set_xlim(shortest / 1.35, longest * 1.35)
        places = [float(10**power) for power in range(7) if shortest / 1.35 <= 10**power <= longest * 1.35]
        number_axis(axes, "x", places, [f"{place:,.0f}" for place in places])
        axes.minorticks_off()

    page = draw_rows(
        [Row(name=skill, height=max(ROW, _STEP * len(runs) + 0.02)) for skill in skills],
        ax=ax,
        width=width,
        title=title,
        handles=[
            look.handle(run if len(runs) > 1 else "right half of the time, with 95 % interval")
            for run, look in seen.items()
        ],
        label="length",
        axis=axis,
        what=f"{len(skills)} skills",
    )
    found = {(record["run"], record["skill"]): record for record in records(data)}
    for number, axes, middle in page.each():
        for place, (run, look) in enumerate(seen.items()):
            record = found.get((run, skills[number]))
            if record is None:
                continue
            y = middle + _STEP * (place - (len(runs) - 1) / 2)
            low = shortest / 1.35 if pd.isna(record["low"]) else record["low"]
            high = longest * 1.35 if pd.isna(record["high"]) else record["high"]
            if pd.isna(record["capacity"]):
                axes.hlines(y, low, high, color=look.colour, linewidth=0.9, linestyle=":", zorder=3)
            else:
                look.mark(axes, [(record["capacity"], y, low, high)])
    return page.axes


CHARTS = (
    Chart(
        name="ladder",
        claim="how long a question may be before each skill breaks",
        needs="one run of `jagbench ladder` or up to 12",
        reading="The length at which each skill is right half of the time, guesses taken out, with its 95 % "
        "interval. A dotted line without a marker is a bound: the skill breaks somewhere along it.",
        data=ladder_data,
        draw=draw_ladder,
        paged_by="skill",
    ),
)
