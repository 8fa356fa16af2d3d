"""Whether answers hold when the question is put otherwise: relations, rephrasings, places of options."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN
from jagbench.analysis.charts.chart import Chart, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks_of, runs_of, span, tick_handle, ticks
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import INK, PAPER
from jagbench.analysis.measures.consistency import consistency as consistency_table
from jagbench.analysis.statistics.cells import by_family, cells, family_of, interval, records
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe

_MOST = 6
_STEP = 0.075


def consistency_data(frame: pd.DataFrame, probes: Sequence[Probe]) -> pd.DataFrame:
    """What `consistency` draws: `jagbench.analysis.measures.consistency.consistency`.

    Raises:
        InvalidArgument: if no item was asked about in two ways.
    """
    refuse_empty(frame, "consistency")
    table = consistency_table(frame, probes)
    if table.empty or not table["scored"].sum():
        raise InvalidArgument(
            "consistency needs items that were asked about in several ways: `jagbench run MODEL --suite "
            "variants-v2` asks so."
        )
    return table


def consistency(
    frame: pd.DataFrame,
    probes: Sequence[Probe],
    *,
    ax: Axes | None = None,
    width: float = ONE_COLUMN,
    title: str = "",
) -> Axes:
    """How often the replies to two variants of an item agree, beside their accuracy (hollow).

    Args:
        frame: A frame of one run or up to 6.
        probes: The probes that were asked.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if there are no variants, there are more runs, or too little room.
    """
    return draw_consistency(consistency_data(frame, probes), ax=ax, width=width, title=title)


def draw_consistency(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `consistency_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "consistency")
    seen = looks_of(data)
    height = max(ROW + 0.04, _STEP * len(runs) + 0.05)
    relations: list[str] = list(dict.fromkeys(data["relation"]))
    rows = [
        Row(
            name=name.replace("_", " "),
            height=height,
            note=span(data.loc[data["relation"] == name, "scored"]),
        )
        for name in relations
    ]
    one = len(runs) == 1
    mark = seen[runs[0]].colour if one else INK
    handles = [
        *([] if one else [look.handle(run) for run, look in seen.items()]),
        Line2D([], [], color=mark, marker="o", markersize=3.4, linewidth=0.9, label="replies agree"),
        Line2D(
            [], [], color=mark, marker="o", markersize=5, markerfacecolor=PAPER, linewidth=0, label="right"
        ),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="share of the pairs of variants",
        note_head="pairs",
        what=f"{len(rows)} relations of {len(runs)} runs",
    )
    found = {(each["run"], each["relation"]): each for each in records(data)}
    for column in page.columns:
        for place, (run, look) in enumerate(seen.items()):
            there = [
                (middle + _STEP * (place - (len(runs) - 1) / 2), found[run, relations[number]])
                for number, middle in column.places.items()
                if (run, relations[number]) in found and found[run, relations[number]]["scored"]
            ]
            look.mark(column.axes, [(each["consistency"], y, each["low"], each["high"]) for y, each in there])
            column.axes.plot(
                [each["accuracy"] for _, each in there],
                [y for y, _ in there],
                look.marker,
                color=look.colour,
                markersize=5,  # a ring around what stands at the same place
                markerfacecolor=PAPER,
                markeredgewidth=0.8,
                linestyle="none",
                zorder=3.5,
            )
    return page.axes


def rephrasing_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `rephrasings` draws: the cells of every run, skill and wording that has 5 scored replies or more.

    Raises:
        InvalidArgument: if no skill was asked in two wordings.
    """
    refuse_empty(frame, "rephrasings")
    order = {skill: place for place, skill in enumerate(by_family(frame))}
    table = cells(frame, ["run", "skill", "template"])
    table = table[table["scored"] >= _FEWEST]
    several = table.groupby(["run", "skill"])["template"].transform("nunique") > 1
    table = table[several].sort_values("skill", key=lambda names: names.map(order), kind="stable")
    if table.empty:
        raise InvalidArgument(
            f"rephrasings needs skills with two wordings that have {_FEWEST} scored replies each: ask "
            "more probes."
        )
    return table.reset_index(drop=True)


_FEWEST = 5


def rephrasings(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """How accuracy varies over the wordings of each skill: a dot for each wording, a line from end to end.

    Args:
        frame: A frame of one run or up to 6.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if no skill has two wordings, there are more runs, or too little room.
    """
    return draw_rephrasings(rephrasing_data(frame), ax=ax, width=width, title=title)


def draw_rephrasings(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `rephrasing_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "rephrasings")
    seen = looks_of(data)
    height = max(ROW, _STEP * len(runs) + 0.03)
    rows: list[Row] = []
    keys: list[str] = []
    for skill in dict.fromkeys(data["skill"]):
        if not keys or family_of(keys[-1]) != family_of(skill):
            rows.append(Row(name=family_of(skill), heading=True, height=ROW + 0.02))
            keys.append(f"{family_of(skill)}.")
        count = data.loc[data["skill"] == skill, "template"].nunique()
        rows.append(Row(name=skill.partition(".")[2] or skill, height=height, note=str(count)))
        keys.append(skill)
    handles = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else []),
        *(
            [
                Line2D(
                    [],
                    [],
                    color=INK,
                    marker="o",
                    markersize=2.6,
                    linewidth=0.9,
                    label="one wording, and their range",
                )
            ]
        ),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="right answers",
        note_head="wordings",
        side_by_side=3,
        what=f"{len(set(data['skill']))} skills of {len(runs)} runs",
    )
    shares = {
        (str(run), str(skill)): part["accuracy"].tolist()
        for (run, skill), part in data.groupby(["run", "skill"], sort=False)
    }
    for column in page.columns:
        for place, (run, look) in enumerate(seen.items()):
            there = [
                (middle + _STEP * (place - (len(runs) - 1) / 2), shares[run, keys[number]])
                for number, middle in column.places.items()
                if (run, keys[number]) in shares
            ]
            column.axes.hlines(
                [y for y, _ in there],
                [min(each) for _, each in there],
                [max(each) for _, each in there],
                color=look.colour,
                linewidth=0.8,
            )
            column.axes.plot(
                [share for _, each in there for share in each],
                [y for y, each in there for _ in each],
                look.marker,
                color=look.colour,
                markersize=2.6,
                markerfacecolor=look.fill,
                markeredgewidth=0.6,
                linestyle="none",
                zorder=4,
            )
    return page.axes


def position_data(frame: pd.DataFrame) -> pd.DataFrame:
    """What `positions` draws: how often each place among the options, and each of yes and no, is chosen.

    Args:
        frame: A frame of one run or several.

    Returns:
        `run`, `options` (how many there are, or `"yes or no"`), `place` (`"1st"`, ..., `"yes"`, `"no"`),
        `scored` replies that choose an option, `chosen`, the share that choose this one, `low`, `high`,
        `method`, and `right`, the share of which it is the right one.

    Raises:
        InvalidArgument: if no question has options.
    """
    refuse_empty(frame, "positions")
    chosen = frame["verdict"].isin(["correct", "wrong"]) & (frame["options"].map(len) > 1)
    found: list[tuple[str, str, str, int, int, str]] = []
    columns = ["run", "options", "expected", "reading", "correct", "item", "direction", "kind"]
    for record in records(frame.loc[chosen, columns]):
        options = tuple(record["options"])
        said = record["expected"] if record["correct"] else record["reading"]
        if said not in options or record["expected"] not in options or len(set(options)) < len(options):
            continue
        polar = options in _POLAR
        if polar or len(options) <= len(_PLACES):
            names = "|".join((options if polar else _PLACES)[: len(options)])
            places = options.index(said), options.index(record["expected"])
            kind = "yes or no" if polar else f"{len(options)} options"
            found.append((record["run"], kind, names, *places, record["item"]))
    if not found:
        raise InvalidArgument("positions needs answers chosen among options, and there are none.")
    table = pd.DataFrame(found, columns=["run", "options", "names", "said", "right", "item"])
    out: list[dict[str, object]] = []
    for (label, among, every), part in table.groupby(["run", "options", "names"], sort=False):
        for number, name in enumerate(str(every).split("|")):
            chose = (part["said"] == number).tolist()
            bounds = interval(chose, part["item"].tolist())
            out.append(
                {
                    "run": label,
                    "options": among,
                    "place": name,
                    "scored": len(part),
                    "chosen": sum(chose) / len(part),
                    **bounds._asdict(),
                    "right": float((part["right"] == number).mean()),
                }
            )
    order = {label: place for place, label in enumerate(dict.fromkeys(frame["run"]))}
    return pd.DataFrame(out).sort_values(
        ["options", "run"],
        key=lambda column: column.map(order) if column.name == "run" else column,
        kind="stable",
        ignore_index=True,
    )


_PLACES = ("1st", "2nd", "3rd", "4th")
_POLAR = (("yes", "no"),)


def positions(
    frame: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """How often each place among the options is chosen; the tick is how often it is the right one.

    Args:
        frame: A frame of one run or up to 6.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if no answer is chosen among options, there are more runs, or too little room.
    """
    return draw_positions(position_data(frame), ax=ax, width=width, title=title)


def draw_positions(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `position_data`."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "positions")
    seen = looks_of(data)
    height = max(ROW + 0.03, _STEP * len(runs) + 0.05)
    rows: list[Row] = []
    keys: list[tuple[str, str]] = []
    kinds: list[str] = list(dict.fromkeys(data["options"]))
    for kind in kinds:
        part = data[data["options"] == kind]
        places: list[str] = list(dict.fromkeys(part["place"]))
        rows.append(Row(name=kind, heading=True, height=ROW + 0.03))
        keys.append((kind, ""))
        for name in places:
            rows.append(Row(name=name, height=height, note=span(part.loc[part["place"] == name, "scored"])))
            keys.append((kind, name))
    handles = [
        *([look.handle(run) for run, look in seen.items()] if len(runs) > 1 else []),
        *([seen[runs[0]].handle("chosen, with 95 % interval")] if len(runs) == 1 else []),
        tick_handle("right one"),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="share of the answers",
        note_head="n",
        what=f"{len(rows)} places of {len(runs)} runs",
    )
    found = {(each["run"], each["options"], each["place"]): each for each in records(data)}
    for column in page.columns:
        for place, (run, look) in enumerate(seen.items()):
            there = [
                (middle + _STEP * (place - (len(runs) - 1) / 2), found[run, *keys[number]])
                for number, middle in column.places.items()
                if (run, *keys[number]) in found
            ]
            look.mark(column.axes, [(each["chosen"], y, each["low"], each["high"]) for y, each in there])
            across = _STEP if len(runs) > 1 else height - 0.024
            ticks(column.axes, [each["right"] for _, each in there], [y for y, _ in there], across)
    return page.axes


CHARTS = (
    Chart(
        name="consistency",
        claim="whether answers hold when the same question is put otherwise",
        needs="a run that asked variants of its items (variants-v2)",
        reading="How often the replies to two variants of one item agree as their relation demands "
        "(filled, with 95 % intervals clustered by item), beside the accuracy of these replies (hollow): "
        "agreement without accuracy is a consistent error.",
        data=lambda material: consistency_data(material.frame, material.probes),
        draw=draw_consistency,
    ),
    Chart(
        name="rephrasings",
        claim="how much accuracy depends on the wording",
        needs="skills asked in two wordings or more, five replies each",
        reading="Accuracy of every wording of a skill, and the line from the worst to the best. With few "
        "replies a wording, much of the line is chance.",
        data=lambda material: rephrasing_data(material.frame),
        draw=draw_rephrasings,
        paged_by="skill",
    ),
    Chart(
        name="positions",
        claim="whether a place among the options, or yes, is preferred",
        needs="answers chosen among options",
        reading="How often each place among the options is chosen, with 95 % intervals clustered by "
        "item; the upright tick is how often the right one stands there.",
        data=lambda material: position_data(material.frame),
        draw=draw_positions,
    ),
)
