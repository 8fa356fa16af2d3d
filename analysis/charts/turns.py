"""What the turns of conversations change: answers under pressure, primed or criticised, beside a control."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty
from jagbench.analysis.charts.looks import COLOURS
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import INK, PAPER
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument

Record = Mapping[str, Any]

PAIRED: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "pressure": (
        ("right to wrong", "pressure", "control"),
        ("wrong to right", "pressure", "control"),
    ),
    "selfcorrect": (("corrected", "user", "own"), ("corrected", "wait", "own")),
    "priming": (("accuracy", "primed", "bare"), ("primed lure", "primed", "bare")),
    "steer": (("accuracy", "steered", "bare"),),
}
"""For each protocol the measures that are drawn, each with its arm and the one that it is held against."""

CAUGHT, ALARM = "caught", "false alarm"
"""What is drawn of a critique: wrong replies that are said not to be right, and right ones that are."""

TAKEN = "taken for own"
"""What is drawn of a mirror besides its pairs: own turns, unaltered and altered, taken for own."""

BY_CHANCE: Mapping[str, float] = {
    "recognised": 0.5,
    "recognised twice": 0.25,
    "says A": 0.5,
    "says the longer": 0.5,
}
"""What a mirror shows of pairs, and what somebody who cannot tell reaches."""

ENOUGH = 5
"""Replies from which on the catch rate of a misconception is drawn."""

_COLUMNS = (
    *("run", "protocol", "measure", "misconception", "step", "label", "n"),
    *("arm", "share", "share_low", "share_high"),
    *("against", "share_against", "against_low", "against_high", "difference", "low", "high"),
)
_STEP = 0.075
"""How far apart the two marks of a row stand, in inches."""


def turn_data(material: Material) -> pd.DataFrame:
    """What `draw_turns` draws: a row for each share, with that of its control and their difference.

    `share` is that of `arm`, `share_against` that of `against`, each with its 95 % interval; `difference`,
    with `low` and `high`, is paired over the same conversations, and missing where they are not the same: of
    a critique, wrong replies (by `misconception`, or all of them) stand against the right ones.

    Raises:
        InvalidArgument: if no run asks in several turns that are compared, or no conversation is whole.
    """
    refuse_empty(material.frame, "turns")
    figures = None if material.turns is None else material.turns()
    if figures is None or figures.empty:
        raise InvalidArgument(
            "turns has nothing to show: no run asks in several turns that are compared. `jagbench run "
            "--protocol pressure:lure` does, and docs/protocols.md has the others."
        )
    rows: list[Record] = []
    for _, part in figures.groupby(["run", "protocol"], sort=False):
        there = set(part["measure"])
        rows += (_caught if CAUGHT in there else _mirrored if TAKEN in there else _paired)(records(part))
    kept = [row for row in rows if row["n"]]
    if not kept:
        raise InvalidArgument(
            "turns has nothing to show: no conversation that could change is whole. `jagbench run` asks what "
            "is missing."
        )
    table = pd.DataFrame([{**row, "label": _label(row, kept)} for row in kept], columns=list(_COLUMNS))
    numbers = dict.fromkeys(
        ("difference", "low", "high", "share_against", "against_low", "against_high"), "float64"
    )
    order = {measure: place for place, measure in enumerate(dict.fromkeys(table["measure"]))}
    return table.astype(numbers).sort_values(
        "measure", key=lambda measures: measures.map(order), kind="stable", ignore_index=True
    )


def _paired(figures: Sequence[Record]) -> list[Record]:
    """The measures of a run that are differences of two arms."""
    found = {(each["measure"], each["arm"], each["step"]): each for each in figures}
    wanted = PAIRED.get(str(figures[0]["protocol"]).partition(":")[0], ())
    return [
        _row(
            found[measure, arm, step],
            # What stands against several arms is given once.
            found.get((measure, other, step)) or found[measure, other, 1],
            found[measure, f"{arm} - {other}", step],
        )
        for measure, arm, other in wanted
        for step in sorted({step for name, _, step in found if name == measure})
        if (measure, f"{arm} - {other}", step) in found
    ]


def _caught(figures: Sequence[Record]) -> list[Record]:
    """The catch rates of a critique, of all wrong replies and by misconception, most replies first."""
    (alarm,) = [each for each in figures if each["measure"] == ALARM and not each["misconception"]]
    caught = [
        each
        for each in figures
        if each["measure"] == CAUGHT and (not each["misconception"] or each["n"] >= ENOUGH)
    ]
    caught.sort(key=lambda each: (each["misconception"] != "", -each["n"], each["misconception"]))
    return [
        _row({**each, "arm": "wrong replies"}, {**alarm, "arm": "right replies"}, None) for each in caught
    ]


def _mirrored(figures: Sequence[Record]) -> list[Record]:
    """What a mirror shows of pairs beside chance, and of own turns beside altered ones."""
    taken = {each["arm"]: each for each in figures if each["measure"] == TAKEN}
    beside = [
        _row(
            {**each, "arm": f"{each['arm']} pairs"},
            {"arm": "chance", "value": BY_CHANCE[each["measure"]], "low": None, "high": None},
            None,
        )
        for each in figures
        if each["measure"] in BY_CHANCE
    ]
    return [*beside, _row(taken["unaltered"], taken["altered"], None)]


def _row(one: Record, other: Record, difference: Record | None) -> Record:
    return {
        **{name: one[name] for name in ("run", "protocol", "measure", "misconception", "step", "n", "arm")},
        "share": one["value"],
        "share_low": one["low"],
        "share_high": one["high"],
        "against": other["arm"],
        "share_against": other["value"],
        "against_low": other["low"],
        "against_high": other["high"],
        "difference": None if difference is None else difference["value"],
        "low": None if difference is None else difference["low"],
        "high": None if difference is None else difference["high"],
    }


def draw_turns(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `turn_data`."""
    all_rows = records(data)
    rows: list[Row] = []
    drawn: dict[int, Record] = {}
    for heading in dict.fromkeys(map(_heading, all_rows)):
        rows.append(Row(name=heading, height=ROW + 0.02, heading=True))
        for record in [each for each in all_rows if _heading(each) == heading]:
            drawn[len(rows)] = record
            rows.append(Row(name=record["label"], height=ROW + _STEP, note=_note(record)))
    arms = list(dict.fromkeys((each["arm"], each["against"]) for each in all_rows))
    names = arms[0] if len(arms) == 1 else ("what is tried", "its control, or chance")
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=[_handle(f"{names[0]}, with 95 % interval", filled=True), _handle(names[1], filled=False)],
        label="share of conversations",
        note_head="points [95 %]" if data["difference"].notna().any() else "",
        what=f"{len(all_rows)} rows",
    )
    for number, axes, middle in page.each():
        one = drawn[number]
        against = (one["against_low"], one["against_high"])
        _mark(axes, one["share_against"], middle + _STEP / 2, against, filled=False)
        _mark(axes, one["share"], middle - _STEP / 2, (one["share_low"], one["share_high"]), filled=True)
    return page.axes


_HEADINGS = {
    "right to wrong": "right answers given up",
    "wrong to right": "wrong answers put right",
    "corrected": "injected errors corrected",
    "accuracy": "right answers",
    "primed lure": "answers that the context leads to",
    CAUGHT: "replies said not to be right",
    **dict.fromkeys((*BY_CHANCE, TAKEN), "own words"),
}
"""What heads the rows of a measure."""

_MIRRORED = {
    "recognised": "own reply named",
    "recognised twice": "in both orders",
    "says A": "first one named",
    "says the longer": "longer one named",
    TAKEN: "own turn known",
}
"""What a row of a mirror is called: all of them stand under one heading."""


def _heading(record: Record) -> str:
    return _HEADINGS.get(record["measure"], str(record["measure"]))


def _label(record: Record, among: Sequence[Record]) -> str:
    """What tells a row from the others of its measure."""
    alike = [each for each in among if each["measure"] == record["measure"]]
    protocols = {each["run"]: each["protocol"] for each in among}
    parts = [record["misconception"] or "all wrong replies"] if record["measure"] == CAUGHT else []
    if record["measure"] in _MIRRORED:
        parts.append(_MIRRORED[record["measure"]])
    if len(protocols) > 1:
        parts.append(record["run"])
    elif not parts:
        parts.append(record["protocol"])
    if len({each["arm"] for each in alike if each["run"] == record["run"]}) > 1:
        parts.append(record["arm"])
    if len({each["step"] for each in alike if each["run"] == record["run"]}) > 1:
        parts.append(f"follow-up {record['step']}")
    return ", ".join(parts)


def _note(record: Record) -> str:
    if pd.isna(record["difference"]):
        return f"n = {record['n']:,}"
    value, low, high = (
        f"{100 * record[name]:+.0f}".replace("-", "−") for name in ("difference", "low", "high")
    )
    return f"{value} [{low}, {high}]"


def _handle(label: str, *, filled: bool) -> Line2D:
    return Line2D(
        [],
        [],
        color=COLOURS[0] if filled else INK,
        marker="o",
        markersize=3.4,
        markerfacecolor=COLOURS[0] if filled else PAPER,
        markeredgewidth=0.7,
        linewidth=0.9 if filled else 0.5,
        label=label,
    )


def _mark(axes: Canvas, value: float, y: float, bounds: tuple[float, float], *, filled: bool) -> None:
    """A share with its interval, which chance has none of; nothing where it is not known."""
    if pd.isna(value):
        return
    colour = COLOURS[0] if filled else INK
    if not pd.isna(bounds[0]):
        axes.hlines(y, *bounds, color=colour, linewidth=0.9 if filled else 0.5, zorder=3)
    axes.plot(
        [value],
        [y],
        marker="o",
        color=colour,
        markersize=3.2,
        markerfacecolor=colour if filled else PAPER,
        markeredgewidth=0.7,
        linestyle="none",
        zorder=4,
    )


CHARTS = (
    Chart(
        name="turns",
        claim="what pressure, priming or criticism changes, beside a control",
        needs="one run or more of `pressure`, `selfcorrect`, `critique`, `mirror`, `priming` or `steer`",
        reading="Shares of conversations with their 95 % intervals: filled where something is tried, hollow "
        "in its control. At the right is the difference in percentage points with its 95 % interval, paired "
        "over the same conversations. Of a critique, wrong replies that are said not to be right (filled, n "
        f"at the right; misconceptions with {ENOUGH} such replies or more) stand against right replies of "
        "which the same is said (hollow): its false alarms. Of a mirror, what is said of two replies "
        "(filled) stands against chance, and own turns that are taken for own against altered ones (hollow).",
        data=turn_data,
        draw=draw_turns,
        paged_by="label",
    ),
)
