"""Tables for papers: what charts draw, and more, as LaTeX, Markdown, CSV or HTML."""

import html
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from jagbench.analysis.charts.chart import Chart, Material, charts
from jagbench.analysis.charts.figure import csv
from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.measures.estimates import MEASURES
from jagbench.analysis.measures.facts import facts
from jagbench.analysis.measures.profile import profiles
from jagbench.analysis.measures.writing import bans, lengths
from jagbench.analysis.statistics.cells import by_family, cells, records, rule_shares
from jagbench.errors import InvalidArgument, unknown_name

Form = Literal["latex", "markdown", "csv", "html"]
FORMS: tuple[Form, ...] = get_args(Form)
"""How a table can be written."""

_DROPPED = ("method", "strict_method", "note", "about", "minimum")
_SHARES = (
    *("accuracy", "strict_accuracy", "baseline", "consistency", "share", "same", "should", "chosen", "right"),
    *("accuracy_against", "difference", "confidence", "share_against"),
    *("exact", "error", "short", "long", "broken", "base", "change"),
)
_P = ("p", "p_holm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, ready to be written."""

    name: str
    """What it is called: `skills`."""
    caption: str
    """What it shows."""
    data: pd.DataFrame
    """Its numbers, whole; the CSV."""

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return write_table(self, "html")


_Maker = Callable[[Material], pd.DataFrame]


def _by(*columns: str) -> _Maker:
    def make(material: Material) -> pd.DataFrame:
        frame = material.frame
        table = cells(frame, ["run", *columns])
        if "skill" in columns:
            order = {skill: place for place, skill in enumerate(by_family(frame))}
            keys = ["skill", "level"] if "level" in columns else ["skill"]
            table = table.sort_values(
                keys,
                key=lambda column: column.map(order) if column.name == "skill" else column,
                kind="stable",
                ignore_index=True,
            )
        kept = ["run", *columns, "scored", "accuracy", "low", "high", "strict_accuracy", "baseline", "method"]
        return table[kept]

    return make


def _verdicts(material: Material) -> pd.DataFrame:
    return cells(material.frame, ["run"])[["run", "asked", *VERDICTS]]


def _rules(material: Material) -> pd.DataFrame:
    parts = [
        rule_shares(part).assign(run=run)[["run", "rule", "count", "share", "correct", "strict"]]
        for run, part in material.frame.groupby("run", sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def _profiles(material: Material) -> pd.DataFrame:
    rows = [
        {
            "run": found.run,
            "figure": MEASURES[figure.name].label,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "items": figure.items,
            "skills": figure.skills,
        }
        for found in profiles(material.frame)
        for figure in found.figures
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys(("value", "low", "high"), "float64"))


def _facts(material: Material) -> pd.DataFrame:
    found = facts(material.frame, material.probes)
    if found.empty:
        raise InvalidArgument("facts has nothing to show: no run was asked claims, as those of facts-v1 are.")
    return found


def _lengths(material: Material) -> pd.DataFrame:
    return _there(lengths(material.frame), "no text of an exact length was asked for")


def _bans(material: Material) -> pd.DataFrame:
    return _there(bans(material.frame), "no text without something was asked for")


def _there(table: pd.DataFrame, why: str) -> pd.DataFrame:
    if table.empty:
        raise InvalidArgument(f"There is nothing to show: {why}.")
    return table


_OWN: Mapping[str, tuple[str, _Maker]] = {
    "runs": ("Accuracy of each run, in whatever format and in the format asked for.", _by()),
    "families": ("Accuracy by family.", _by("family")),
    "skills": ("Accuracy by skill.", _by("skill")),
    "levels": ("Accuracy by skill and level; level 1 is the easiest.", _by("skill", "level")),
    "verdicts": ("What became of the probes asked.", _verdicts),
    "rules": ("Which reading rule decided how many of the scored replies.", _rules),
    "figures": ("The figures of the profile.", _profiles),
    "lengths": ("How texts of an exact length come out, by unit and by length asked for.", _lengths),
    "bans": ("How often something banned is there, beside controls that allow it.", _bans),
    "facts": ("How far what a run says of elementary facts fits together.", _facts),
}
"""Tables that no chart draws."""


def table_names() -> list[str]:
    """The tables there are: those of their own, then one for each chart."""
    return [*_OWN, *charts()]


def about_table(name: str) -> str:
    """What a table shows, in one sentence."""
    if name in _OWN:
        return _OWN[name][0]
    return f"What the chart shows: {charts()[name].claim}."


def table(name: str, material: Material) -> Table:
    """A table of runs.

    Args:
        name: Of `table_names`.
        material: What it is made of.

    Raises:
        InvalidArgument: if there is no such table, or it has nothing to show.
    """
    name = name.replace("_", "-")
    if name in _OWN:
        if material.frame.empty:
            raise InvalidArgument(f"{name} has nothing to show: no probe was asked.")
        return Table(name=name, caption=_OWN[name][0], data=_OWN[name][1](material))
    chart: Chart | None = charts().get(name)
    if chart is None:
        raise unknown_name("table", name, table_names())
    return Table(name=name, caption=chart.reading, data=chart.data(material))


def write_table(given: Table, form: Form, *, siunitx: bool = False) -> str:
    """A table as text.

    Args:
        given: Which.
        form: As what; CSV has every column and digit, the others figures with their intervals.
        siunitx: Whether columns of numbers in LaTeX are `S` columns of the package siunitx.
    """
    if form == "csv":
        return csv(given.data)
    heads, rows, numeric = _shown(given.data)
    if form == "markdown":
        return _markdown(heads, rows, numeric)
    if form == "html":
        return _html(given, heads, rows, numeric)
    return _latex(given, heads, rows, numeric, siunitx=siunitx)


def _shown(data: pd.DataFrame) -> tuple[list[str], list[list[str]], list[bool]]:
    """Heads, rows of texts, and which columns hold numbers."""
    within = _intervals(list(map(str, data.columns)))
    bounds = {bound for pair in within.values() for bound in pair}
    kept = [str(name) for name in data.columns if name not in bounds and name not in _DROPPED]
    kept = [name for name in kept if not name.startswith("all_")]
    numeric = [pd.api.types.is_numeric_dtype(data[name]) and data[name].dtype != bool for name in kept]
    rows = [[_entry(record, name, within.get(name)) for name in kept] for record in records(data)]
    heads = [
        _head(name, share=not pd.api.types.is_integer_dtype(data[name]), interval=name in within)
        for name in kept
    ]
    return heads, rows, numeric


def _intervals(columns: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Figures that are shown with their interval in one column: its bounds stand right behind the figure."""
    return {
        figure: (low, high)
        for figure, low, high in zip(columns, columns[1:], columns[2:], strict=False)
        if low.endswith("low") and high == f"{low.removesuffix('low')}high"
    }


def _head(name: str, *, share: bool, interval: bool) -> str:
    unit = " (%)" if share and name in _SHARES else ""
    return f"{name.replace('_', ' ')}{unit}{' [95 %]' if interval else ''}"


def _entry(record: Mapping[str, Any], name: str, bounds: tuple[str, str] | None) -> str:
    value = record[name]
    if name in _P and value == value:
        return "<0.001" if value < 0.001 else f"{value:.3f}"
    text = _number(value, name)
    if bounds is None:
        return text
    low, high = (_number(record[bound], name) for bound in bounds)
    return text if low == high == "–" else f"{text} [{low}, {high}]"


def _number(value: Any, name: str) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if math.isinf(value):
            return "∞"
        text = f"{100 * value:.1f}" if name in _SHARES else f"{value:.2f}"
        return text.replace("-", "−")
    return str(value)


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    lines = [
        heads,
        ["--:" if number else ":--" for number in numeric],
        *rows,
    ]
    return "".join(f"| {' | '.join(map(_markdown_text, line))} |\n" for line in lines)


def _markdown_text(text: str) -> str:
    escaped = "".join(f"\\{letter}" if letter in "\\|`*_<" else letter for letter in text)
    return " ".join(escaped.replace("](", "]\\(").split())


def _html(given: Table, heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    def line(tag: str, texts: Sequence[str]) -> str:
        side = {True: ' style="text-align:right"', False: ""}
        entries = "".join(
            f"<{tag}{side[number]}>{html.escape(text)}</{tag}>"
            for text, number in zip(texts, numeric, strict=True)
        )
        return f"<tr>{entries}</tr>"

    body = "\n".join(line("td", row) for row in rows)
    return (
        f"<table>\n<caption>{html.escape(given.caption)}</caption>\n<thead>\n{line('th', heads)}\n</thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n"
    )


_LONG, _PARAGRAPH = 60, r"p{0.4\linewidth}"
"""Letters from which on a column is set in lines, and how LaTeX is told."""

_ESCAPES = {
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "−": "$-$",
    "∞": r"$\infty$",
    "–": "--",
    "…": r"\ldots{}",
}


def latex_text(text: str) -> str:
    """A text for LaTeX: what is a command there stands for itself."""
    return "".join(_ESCAPES.get(letter, letter) for letter in " ".join(text.split()))


def _latex(
    given: Table,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    *,
    siunitx: bool,
) -> str:
    aligned = [
        siunitx and number and all(_plain(row[place]) for row in rows) for place, number in enumerate(numeric)
    ]
    long = [max((len(row[place]) for row in rows), default=0) > _LONG for place in range(len(heads))]
    columns = "".join(
        "S" if one else "r" if number else _PARAGRAPH if paragraph else "l"
        for one, number, paragraph in zip(aligned, numeric, long, strict=True)
    )
    needed = r"\usepackage{booktabs}" + (r" \usepackage{siunitx}" if any(aligned) else "")

    def line(texts: Sequence[str], *, head: bool) -> str:
        entries = [
            text.replace("−", "-")
            if one and not head
            else f"{{{latex_text(text)}}}"
            if one
            else latex_text(text)
            for text, one in zip(texts, aligned, strict=True)
        ]
        return f"{' & '.join(entries)} \\\\"

    return "\n".join(
        [
            f"% {needed}",
            r"\begin{table}",
            r"\centering",
            rf"\caption{{{latex_text(given.caption)}}}",
            rf"\label{{tab:{given.name}}}",
            rf"\begin{{tabular}}{{{columns}}}",
            r"\toprule",
            line(heads, head=True),
            r"\midrule",
            *(line(row, head=False) for row in rows),
            r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
            "",
        ]
    )


def _plain(text: str) -> bool:
    """Whether siunitx can read a number."""
    try:
        float(text.replace("−", "-"))
    except ValueError:
        return False
    return text not in ("nan", "inf")
