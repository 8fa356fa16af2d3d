"""A Markdown summary of runs and gates, such as the summary of a step on GitHub shows."""

import html
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from jagbench.analysis.compare.paired import Comparison
from jagbench.analysis.gates.decision import Gate, outcome, points, share_text, signed
from jagbench.analysis.statistics.cells import by_grade, cells, records

_SAID = {"holds": "passed", "fails": "failed", "inconclusive": "inconclusive"}
_MARKS = {"holds": "✅", "fails": "❌", "inconclusive": "❔"}


def summary(
    command: str,
    frame: pd.DataFrame,
    gates: Sequence[Gate] = (),
    *,
    compared: Comparison | None = None,
    said: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """What came out, as Markdown that ends with an empty line.

    Args:
        command: The command that made it.
        frame: The frame of the runs.
        gates: What was decided.
        compared: The runs against the first, where they were compared; else their accuracies are shown.
        said: For each run what has to be known of it before any figure, in sentences.
    """
    head = f"jagbench {command}" + (f": gates {_SAID[outcome(gates)]}" if gates else "")
    parts = [
        f"### {head}",
        *(f"**{cell(run)}**: {cell(sentence)}" for run, found in (said or {}).items() for sentence in found),
        *([_gates(gates)] if gates else []),
        *(_compared(compared) if compared is not None else _accuracies(frame)),
    ]
    return "\n\n".join(parts) + "\n\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A table as Markdown; its first columns hold words, the others numbers.

    Args:
        header: Names of the columns.
        rows: Their cells, as plain text.
        words: How many columns hold words.
    """
    rule = [":--" if place < words else "--:" for place in range(len(header))]
    lines = [header, rule, *([cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """A text that stands in Markdown for what it is: no markup, no HTML, no end of a cell or a line."""
    escaped = re.sub(r"([\\`*_{}\[\]#|~])", r"\\\1", re.sub(r"\s+", " ", text))
    return html.escape(escaped, quote=False)


def _gates(gates: Sequence[Gate]) -> str:
    rows = [
        [
            gate.run,
            gate.part,
            _demanded(gate),
            f"{_MARKS[gate.verdict]} {gate.verdict}",
            *_figures(gate),
            f"{gate.items:,}",
            "" if gate.needed is None else f"≈ {gate.needed:,}",
        ]
        for gate in gates
    ]
    level = max(gate.level for gate in gates)
    header = ["run", "part", "demanded", "gate", "seen", f"{_level(level)} interval", "items", "would decide"]
    return table(header, rows, words=4)


def _level(level: float) -> str:
    return f"{round(100 * level, 2):g} %"


def _demanded(gate: Gate) -> str:
    if gate.kind == "not worse":
        return f"not worse than {gate.against} by {points(gate.limit)}"
    return f"not under {share_text(gate.limit)}"


def _figures(gate: Gate) -> list[str]:
    if math.isnan(gate.value):
        return ["", ""]
    shown = signed if gate.kind == "not worse" else share_text
    return [shown(gate.value), f"{shown(gate.low)} to {shown(gate.high)}"]


def _compared(found: Comparison) -> list[str]:
    parts: list[str] = []
    for run, rows in found.table.groupby("run", sort=False):
        shown = [
            _compared_row(each, str(each["family"]) if each["scope"] == "family" else "all")
            for each in records(rows[rows["scope"].isin(["all", "family"])])
        ]
        parts += [
            f"{cell(str(run))} against {cell(found.against)}",
            table(["family", "pairs", "A %", "B %", "B−A", "95 % interval", "p (Holm)"], shown),
        ]
    return parts


def _compared_row(row: Mapping[str, Any], name: str) -> list[str]:
    p = float(row["p_holm"])
    return [
        name,
        f"{row['pairs']:,}",
        f"{100 * row['accuracy_against']:.1f}",
        f"{100 * row['accuracy']:.1f}",
        signed(row["difference"]),
        f"{signed(row['low'])} to {signed(row['high'])}",
        "<0.001" if p < 0.001 else f"{p:.3f}",
    ]


def _accuracies(frame: pd.DataFrame) -> list[str]:
    parts: list[str] = []
    for run, rows in frame.groupby("run", sort=False):
        families = list(dict.fromkeys(skill.partition(".")[0] for skill in by_grade(rows)))
        by_family = {str(each["family"]): each for each in records(cells(rows, ["family"]))}
        shown = [("all", records(cells(rows))[0]), *((name, by_family[name]) for name in families)]
        header = ["family", "asked", "scored", "right", "95 % interval"]
        parts += [cell(str(run)), table(header, [_accuracy_row(name, each) for name, each in shown])]
    return parts


def _accuracy_row(name: str, each: Mapping[str, Any]) -> list[str]:
    counts = [name, f"{each['asked']:,}", f"{each['scored']:,}"]
    if math.isnan(each["accuracy"]):
        return [*counts, "", ""]
    bounds = f"{share_text(each['low'])} to {share_text(each['high'])}"
    return [*counts, share_text(each["accuracy"]), bounds]
