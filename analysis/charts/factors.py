"""What makes questions hard: odds ratios of declared factors, and tokens per operand."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from jagbench.analysis.charts.canvas import ONE_COLUMN, Canvas, number_axis, share_axis
from jagbench.analysis.charts.chart import Chart, Material, refuse_empty, refuse_many
from jagbench.analysis.charts.looks import looks, looks_of, runs_of
from jagbench.analysis.charts.panels import draw_panels
from jagbench.analysis.charts.rows import ROW, Row, draw_rows
from jagbench.analysis.charts.style import GRID, INK, PAPER
from jagbench.analysis.measures.covariates import declared_factors
from jagbench.analysis.measures.factors import factor_models
from jagbench.analysis.statistics.cells import LEVEL, by_family, cells, family_of, records
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe

_MOST = 6


def factor_data(
    frame: pd.DataFrame, probes: Sequence[Probe], tokens: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What `factors` draws: the odds ratios of `jagbench.analysis.measures.factors.factor_models`.

    Args:
        frame: A frame of one run.
        probes: The probes that were asked.
        tokens: The columns of `token_covariates`, where they are known.

    Raises:
        InvalidArgument: if there are several runs, or no factor can be modelled.
        JagbenchError: if statsmodels is not installed.
    """
    refuse_empty(frame, "factors")
    declared = declared_factors(probes)
    if tokens is not None:
        clash = declared.columns.intersection(tokens.columns).drop("probe")
        declared = declared.drop(columns=clash).merge(tokens.drop(columns="digit_groups"), on="probe")
    table = factor_models(frame, declared).table
    table = table[table["odds_ratio"].notna()].assign(run=frame["run"].iloc[0])
    if table.empty:
        raise InvalidArgument("factors has nothing to show: no skill has replies enough for a model.")
    kept = ["run", "skill", "factor", "value", "replies", "failed", "share", "odds_ratio", "low", "high"]
    return table[[*kept, "p", "p_holm", "note"]].reset_index(drop=True)


def factors(
    frame: pd.DataFrame,
    probes: Sequence[Probe],
    *,
    ax: Axes | None = None,
    width: float = ONE_COLUMN,
    title: str = "",
) -> Axes:
    """Odds ratios of failure with 95 % intervals; filled where beyond chance after Holm's correction.

    Args:
        frame: A frame of one run.
        probes: The probes that were asked.
        ax: Where to draw; a new figure otherwise.
        width: Width of a new figure in inches.
        title: A line above it.

    Raises:
        InvalidArgument: if there are several runs, no factor can be modelled, or too little room.
        JagbenchError: if statsmodels is not installed.
    """
    return draw_factors(factor_data(frame, probes), ax=ax, width=width, title=title)


_LIMIT = 100.0


def draw_factors(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `factor_data`."""
    look = looks(["run"])["run"]
    rows: list[Row] = []
    found: list[Mapping[str, object] | None] = []
    skill = ""
    for record in records(data):
        if record["skill"] != skill:
            skill = record["skill"]
            rows.append(Row(name=skill, heading=True, height=ROW + 0.03))
            found.append(None)
        value = str(record["value"])
        named = "per unit" if record["note"] == "per unit" else value
        rows.append(
            Row(name=f"{record['factor']} {named}".replace("_", " "), note=f"{int(record['replies']):,}")
        )
        found.append(record)
    handles = [
        Line2D([], [], color=look.colour, marker="o", markersize=3.2, linewidth=0.9, label="p < 0.05 (Holm)"),
        Line2D(
            [],
            [],
            color=look.colour,
            marker="o",
            markersize=3.2,
            markerfacecolor=PAPER,
            linewidth=0.9,
            label="not",
        ),
    ]
    page = draw_rows(
        rows,
        ax=ax,
        width=width,
        title=title,
        handles=handles,
        label="odds of failure, times",
        note_head="n",
        axis=_odds_axis,
        side_by_side=2,
        what=f"{len(data)} factors of {data['skill'].nunique()} skills",
    )
    for column in page.columns:
        there = [(middle, found[number]) for number, middle in column.places.items()]
        for beyond, fill in ((True, look.colour), (False, PAPER)):
            some = [
                (middle, [_within(float(str(each[name]))) for name in ("odds_ratio", "low", "high")])
                for middle, each in there
                if each is not None and (float(str(each["p_holm"])) < 1 - LEVEL) is beyond
            ]
            ys = [middle for middle, _ in some]
            column.axes.hlines(
                ys, [v[1] for _, v in some], [v[2] for _, v in some], color=look.colour, linewidth=0.9
            )
            column.axes.plot(
                [v[0] for _, v in some],
                ys,
                "o",
                color=look.colour,
                markersize=3.2,
                markerfacecolor=fill,
                markeredgewidth=0.7,
                zorder=4,
            )
    return page.axes


def _within(odds: float) -> float:
    """What lies beyond the axis is drawn at its end."""
    return min(max(odds, 1 / _LIMIT), _LIMIT)


def _odds_axis(axes: Canvas) -> None:
    axes.set_xscale("log")
    number_axis(axes, "x", [0.01, 0.1, 1, 10, 100], ["1/100", "1/10", "1", "10", "100"])
    axes.minorticks_off()
    axes.set_xlim(1 / _LIMIT / 1.25, _LIMIT * 1.25)
    axes.axvline(1, color=INK, linewidth=0.7, zorder=1)


def token_data(frame: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """What `tokens` draws: accuracy by the mean number of tokens of an operand, in bins of 15 items or more.

    Args:
        frame: A frame of one run or several of one tokenizer.
        tokens: The columns of `jagbench.analysis.measures.covariates.token_covariates`.

    Raises:
        InvalidArgument: if no operand has a number of tokens, or no skill items for two bins.
    """
    refuse_empty(frame, "tokens")
    joined = frame.merge(tokens[["probe", "tokens_per_operand"]], on="probe", how="inner")
    joined = joined[joined["tokens_per_operand"].notna() & (joined["verdict"] != "unscored")]
    if joined.empty:
        raise InvalidArgument("tokens has nothing to show: no operand has a number of tokens.")
    order = {skill: place for place, skill in enumerate(by_family(frame))}
    parts: list[pd.DataFrame] = []
    for _, part in joined.groupby(["run", "skill"], sort=False):
        wanted = max(1, min(_BINS, part["item"].nunique() // _IN_BIN))
        rank = part["tokens_per_operand"].rank(method="average").to_numpy() - 0.5
        parts.append(part.assign(bin=np.floor(wanted * rank / len(part)).astype(np.int64)))
    binned = pd.concat(parts, ignore_index=True)
    means = (
        binned.groupby(["run", "skill", "bin"])["tokens_per_operand"].mean().rename("tokens").reset_index()
    )
    table = cells(binned, ["run", "skill", "bin"]).merge(means, on=["run", "skill", "bin"])
    several = table.groupby("skill")["bin"].transform("nunique") > 1
    if not several.any():
        raise InvalidArgument(
            f"tokens has nothing to show: it takes {2 * _IN_BIN} items of a skill to compare few tokens with "
            "many."
        )
    table = table[several]
    return table.sort_values(
        ["skill", "bin"],
        key=lambda column: column.map(order) if column.name == "skill" else column,
        kind="stable",
        ignore_index=True,
    )


_BINS, _IN_BIN = 5, 15


def draw_tokens(
    data: pd.DataFrame, *, ax: Axes | None = None, width: float = ONE_COLUMN, title: str = ""
) -> Axes:
    """Draw the table of `token_data`: a panel for each skill."""
    runs = runs_of(data)
    refuse_many(runs, _MOST, "tokens")
    seen = looks_of(data)
    skills: list[str] = list(dict.fromkeys(data["skill"]))
    handles = [
        look.handle(run if len(runs) > 1 else "right, with 95 % interval") for run, look in seen.items()
    ]
    page = draw_panels(
        [family_of(skill) for skill in skills],
        seconds=[skill.partition(".")[2].replace("_", " ") for skill in skills],
        ax=ax,
        width=width,
        size=(0.72, 0.62),
        title=title,
        handles=handles,
        label_x="tokens of an operand, mean of a bin",
        label_y="right answers",
        what=f"{len(skills)} skills in panels",
    )
    for panel, skill, first in zip(page.panels, skills, page.first, strict=True):
        part = data[data["skill"] == skill]
        share_axis(panel, "y")
        panel.grid(visible=True, axis="y", color=GRID, linewidth=0.5)
        if not first:
            panel.tick_params(axis="y", labelleft=False)
        low, high = float(part["tokens"].min()), float(part["tokens"].max())
        ends = sorted({math.floor(low), math.ceil(high)})
        number_axis(panel, "x", ends, [str(end) for end in ends])
        room = max(0.3, (high - low) * 0.12)
        panel.set_xlim(min(low, ends[0]) - room, max(high, ends[-1]) + room)
        for run, look in seen.items():
            rows = records(part[part["run"] == run].sort_values("tokens"))
            look.mark(
                panel, [(row["accuracy"], row["tokens"], row["low"], row["high"]) for row in rows], line=True
            )
    return page.axes


def _tokens_of(material: Material) -> pd.DataFrame:
    if material.tokens is None:
        raise InvalidArgument(
            "tokens needs the tokenizer of the model, which is not known: --tokenizer names one (a GGUF "
            "file, a tokenizer.json, or a name on the Hugging Face hub)."
        )
    return token_data(material.frame, material.tokens())


CHARTS = (
    Chart(
        name="factors",
        claim="which properties of a question go with failure, all else equal",
        needs="one run, and jagbench[stats]",
        reading="Odds ratios of failure of a logistic model for each skill, with 95 % intervals robust "
        "to what replies of an item share (docs/factors.md); n are replies with the value. Filled: p < "
        "0.05 after Holm's correction. What reaches beyond the axis is drawn at its end.",
        data=lambda material: factor_data(material.frame, material.probes),
        draw=draw_factors,
        paged_by="skill",
        two_columns=True,
    ),
    Chart(
        name="tokens",
        claim="whether numbers and words that are cut into more tokens fail more",
        needs="runs of one tokenizer, which can be read",
        reading="Accuracy by the mean number of tokens of an operand, in bins of at least 15 items, with "
        "95 % intervals. More tokens often are larger operands too: `factors` holds both apart.",
        data=_tokens_of,
        draw=draw_tokens,
        paged_by="skill",
    ),
)
