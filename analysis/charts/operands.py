"""Operand maps: accuracy over what the two operands of a question are like."""

import re
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from jagbench.analysis.charts.canvas import AXIS, LINE, ONE_COLUMN, SMALL, axis_label, number_axis
from jagbench.analysis.charts.chart import Chart, refuse_empty
from jagbench.analysis.charts.heat import FEW, cell
from jagbench.analysis.charts.looks import runs_of
from jagbench.analysis.charts.panels import draw_panels
from jagbench.analysis.charts.style import GRID
from jagbench.analysis.statistics.cells import by_family, cells, records
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe

_WHOLE, _FRACTION = re.compile(r"[-−]?\d+"), re.compile(r"[-−]?\d+[.,](\d+)")
_LONGEST = 12
_CELL = 0.17


def _measures(probe: Probe) -> tuple[str, str, int, int] | None:
    """What the operands of a probe are measured by: the names of x and y, and their values."""
    operands = list(probe.operands)
    if len(operands) == 2 and all(map(_FRACTION.fullmatch, operands)):
        first, second = (len(found[1]) for text in operands if (found := _FRACTION.fullmatch(text)))
        return "decimals of the second", "decimals of the first", second, first
    if len(operands) == 2 and all(map(_WHOLE.fullmatch, operands)):
        first, second = (len(text.lstrip("-−")) for text in operands)
        return "digits of the second", "digits of the first", second, first
    word = len(operands) == 1 or (len(operands) == 2 and len(operands[1]) == 1)
    if word and operands[0].isalpha() and probe.answer.kind == "integer" and probe.family == "counting":
        return "letters of the word", "right count", len(operands[0]), int(probe.answer.value)
    return None


def operand_data(frame: pd.DataFrame, probes: Sequence[Probe]) -> pd.DataFrame:
    """What `operands` draws: the cells of every run and skill by what its two operands are like.

    Numbers are measured by their digits, decimals by those behind the point, words by their letters and the
    right count. More than 12 count as 12.

    Returns:
        The columns of `cells` by `run`, `skill`, `x`, `y`, and the names `x_name`, `y_name` of what these
        are.

    Raises:
        InvalidArgument: if no question has such operands.
    """
    refuse_empty(frame, "operands")
    found = {probe.id: measured for probe in probes if (measured := _measures(probe)) is not None}
    part = frame[frame["probe"].isin(list(found))]
    if part.empty or (part["verdict"] == "unscored").all():
        raise InvalidArgument(
            "operands needs questions of two numbers, or of a word and a count; take skills such as "
            "arithmetic.addition, comparison.decimals or counting.letters."
        )
    columns = [found[probe] for probe in part["probe"]]
    named = part.assign(
        x_name=[each[0] for each in columns],
        y_name=[each[1] for each in columns],
        x=[min(each[2], _LONGEST) for each in columns],
        y=[min(each[3], _LONGEST) for each in columns],
    )
    order = {skill: place for place, skill in enumerate(by_family(frame))}
    most = named.groupby(["skill", "x_name"])["probe"].transform("size")
    named = named[most == most.groupby(named["skill"]).transform("max")]
    table = cells(named, ["run", "skill", "x_name", "y_name", "x", "y"])
    varied = table.groupby("skill")[["x", "y"]].transform("nunique").min(axis=1) > 1
    table = table[varied] if varied.any() else table
    return table.sort_values("skill", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def operands(
    frame: pd.DataFrame,
    probes: Sequence[Probe],
    *,
    ax: Axes | None = None,
    width: float = ONE_COLUMN,
    title: str = "",
) -> Axes:
    """Percent right over the lengths of two numbers, or of a word and the right count, skill by skill.

    Args:
        frame: A frame of one run, or of several that stand side by side.
        probes: The probes that were asked.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if no question has such operands, or there is too little room.
    """
    return draw_operands(operand_data(frame, probes), ax=ax, width=width, title=title)


def draw_operands(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `operand_data`; a cell without a question is left empty."""
    runs = runs_of(data)
    keys: list[tuple[str, str]] = list(dict.fromkeys(zip(data["skill"], data["run"], strict=True)))
    across = max(3, *(int(part["x"].max() - part["x"].min()) + 1 for _, part in data.groupby("skill")))
    down = max(2, *(int(part["y"].max() - part["y"].min()) + 1 for _, part in data.groupby("skill")))
    page = draw_panels(
        [skill for skill, _ in keys],
        seconds=[run for _, run in keys] if len(runs) > 1 else (),
        ax=ax,
        width=width,
        size=(_CELL * across, _CELL * down),
        title=title,
        left=0.46,
        gap=0.46,
        foot=AXIS + LINE + 0.04,
        what=f"{len(keys)} maps of operands",
    )
    for panel, (skill, run) in zip(page.panels, keys, strict=True):
        whole = data[data["skill"] == skill]
        part = whole[whole["run"] == run]
        xs = range(int(whole["x"].min()), int(whole["x"].max()) + 1)
        ys = range(int(whole["y"].min()), int(whole["y"].max()) + 1)
        panel.set_xlim(0, across)
        panel.set_ylim(0, down)
        for side in panel.spines.values():
            side.set_visible(False)
        number_axis(panel, "x", [place + 0.5 for place in range(len(xs))], [_capped(x) for x in xs])
        number_axis(panel, "y", [place + 0.5 for place in range(len(ys))], [_capped(y) for y in ys])
        panel.tick_params(length=0, labelsize=SMALL)
        axis_label(panel, "x", str(part["x_name"].iloc[0]))
        axis_label(panel, "y", str(part["y_name"].iloc[0]))
        for x in range(len(xs)):
            for y in range(len(ys)):
                empty = Rectangle((x, y), 1, 1, facecolor="none", edgecolor=GRID, linewidth=0.4, zorder=1)
                panel.add_patch(empty)
        for row in records(part):
            if row["scored"]:
                cell(panel, row, row["x"] - xs[0], row["y"] - ys[0] + 0.5, 1)
    return page.axes


def _capped(length: int) -> str:
    return f"{length}+" if length == _LONGEST else str(length)


CHARTS = (
    Chart(
        name="operands",
        claim="where in the space of operands a skill breaks",
        needs="questions of two numbers, or of a word and a count",
        reading="Percent right over the digits of two whole numbers, the decimals of two fractions, or "
        "the letters of a word and the right count; darker is more. A cell with fewer than "
        f"{FEW} questions has no shade and says how many of them are right; one without any is empty.",
        data=lambda material: operand_data(material.frame, material.probes),
        draw=draw_operands,
        paged_by="skill",
        two_columns=True,
    ),
)
