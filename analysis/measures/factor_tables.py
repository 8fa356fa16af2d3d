"""Models of factors as tables: for the terminal, for a paper in LaTeX, and in Markdown."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jagbench.analysis.measures.factors import Factors
from jagbench.analysis.statistics.cells import records

_WIDTH = 80
_HEAD = ("replies", "failed", "%", "odds ratio", "95 %", "p")
_ROOM = (8, 7, 5, 13, 14, 7)
_ABOUT = (
    "Odds ratios of failure, adjusted for the other factors of the skill, with errors clustered by item; "
    "p is corrected after Holm over the whole table."
)


def as_text(found: Factors) -> str:
    """The table in plain text, at most 80 columns wide, and below it what was left out and why."""
    first = _WIDTH - sum(_ROOM)
    lines: list[str] = []
    for skill, rows in _skills(found.table):
        lines += [skill, " " * first + _spread(_HEAD)]
        factor = ""
        for row in rows:
            if row["factor"] not in (factor, "all"):
                factor = str(row["factor"])
                lines.append(_cut(f"  {factor}", _WIDTH))
            name = "  all replies" if row["factor"] == "all" else f"    {row['value']}"
            lines.append(_cut(name, first).ljust(first) + _spread(_figures(row)))
        lines.append("")
    return "\n".join([*lines, *_said(found), ""])


def as_markdown(found: Factors) -> str:
    """The table in Markdown, one for all skills, and below it what was left out and why."""
    rows = [["skill", "factor", "value", *_HEAD], ["---", "---", "---", *["---:"] * len(_HEAD)]]
    for skill, part in _skills(found.table):
        rows += [[skill, row["factor"], row["value"], *_figures(row)] for row in part]
    table = [f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([*table, "", _ABOUT, "", *(f"* {line}" for line in _left_out(found)), ""])


def as_latex(found: Factors) -> str:
    r"""The table in LaTeX, for the package booktabs, with what was left out as comments.

    It is a `tabular`, to be put into a `table` with a caption of your own.
    """
    lines = [
        r"\begin{tabular}{llrrrrlr}",
        r"\toprule",
        r"factor & value & replies & failed & \% & odds ratio & 95\,\% & $p$ \\",
    ]
    for skill, rows in _skills(found.table):
        lines += [r"\midrule", rf"\multicolumn{{8}}{{l}}{{\textbf{{{_escaped(skill)}}}}} \\"]
        factor = ""
        for row in rows:
            shown = "" if row["factor"] == factor else _escaped(str(row["factor"]))
            factor = str(row["factor"])
            cells = [shown, _escaped(str(row["value"])), *map(_escaped, _figures(row))]
            lines.append(" & ".join(cells) + r" \\")
    comments = [f"% {line}" for line in (_ABOUT, *_left_out(found))]
    return "\n".join([*comments, *lines, r"\bottomrule", r"\end{tabular}", ""])


def _skills(table: pd.DataFrame) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The rows of each skill that has a model."""
    found = {str(skill): records(part) for skill, part in table.groupby("skill", sort=False)}
    return [(skill, list(rows)) for skill, rows in found.items() if len(rows) > 1]


def _figures(row: Mapping[str, Any]) -> list[str]:
    ratio, interval, p = row["note"], "", ""
    if not math.isnan(row["odds_ratio"]):
        ratio = _ratio(row["odds_ratio"])
        interval = f"{_ratio(row['low'])}, {_ratio(row['high'])}"
        p = "<0.001" if row["p_holm"] < 0.001 else f"{row['p_holm']:.3f}"
    return [str(row["replies"]), str(row["failed"]), f"{100 * row['share']:.0f}", ratio, interval, p]


def _ratio(value: float) -> str:
    if value >= 1000:
        return ">1000"
    return "<0.001" if value < 0.001 else f"{value:.3g}"


def _spread(cells: Sequence[str]) -> str:
    return "".join(cell.rjust(room) for cell, room in zip(cells, _ROOM, strict=True)).rstrip()


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _said(found: Factors) -> list[str]:
    about = textwrap.wrap(_ABOUT, _WIDTH) if len(_skills(found.table)) else ["There is no model."]
    lines = [
        line
        for reason in _left_out(found)
        for line in textwrap.wrap(reason, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    ]
    return [*about, *(["", "Left out:", *lines] if lines else [])]


def _left_out(found: Factors) -> list[str]:
    """One line for each reason: what was left out for it."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for row in records(found.left_out):
        reasons.setdefault(str(row["reason"]), {}).setdefault(str(row["skill"]), []).append(
            str(row["factor"])
        )
    return [
        f"{reason}: "
        + "; ".join(
            f"{skill} ({', '.join(factors)})" if any(factors) else skill for skill, factors in skills.items()
        )
        for reason, skills in reasons.items()
    ]


_SPECIAL = {
    **{character: f"\\{character}" for character in "&%$#_{}"},
    **{"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"},
    **{"<": r"\textless{}", ">": r"\textgreater{}"},
}


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
