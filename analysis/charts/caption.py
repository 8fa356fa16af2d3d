"""What stands below a figure: how to read it, and whose replies to what they are."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from jagbench.analysis.charts.chart import About, Chart, Material


def caption(chart: Chart, data: pd.DataFrame, material: Material) -> str:
    """The caption of a figure.

    Args:
        chart: Its chart.
        data: Its table.
        material: What it was made of.
    """
    return " ".join(
        part for part in (chart.reading, provenance(_shown(data, material)), intervals(data)) if part
    )


def _shown(data: pd.DataFrame, material: Material) -> Material:
    """The runs that stand in a table; a chart leaves out those that it has nothing of."""
    names = {str(name) for column in ("run", "against") if column in data for name in data[column]}
    about = {label: run for label, run in material.about.items() if label in names}
    return replace(material, about=about or material.about)


def provenance(material: Material) -> str:
    """Which models were asked what, how, and how many replies count; a part of a suite is called one."""
    scored = material.frame["verdict"] != "unscored"
    asked = material.frame["run"].value_counts().to_dict()
    found = material.frame.loc[scored, "run"].value_counts().to_dict()
    counts = {run: _count(found.get(run, 0), total) for run, total in asked.items()}
    if not material.about:
        names = ", ".join(f"{run} (n = {counts[run]})" for run in dict.fromkeys(material.frame["run"]))
        return f"Runs: {names}; n are scored replies."
    runs = list(material.about.values())
    shared = _shared(runs)
    said = [f"{run.label} ({_own(run, runs)}n = {counts.get(run.label, '0')})" for run in runs]
    return f"{_listed(said)}{shared}; n are scored replies."


def _count(scored: int, asked: int) -> str:
    return f"{scored:,}" if scored == asked else f"{scored:,} of {asked:,} asked"


def _shared(runs: Sequence[About]) -> str:
    """What holds of all runs."""
    parts: list[str] = []
    if len({_suite(run) for run in runs}) == 1:
        parts.append(f" on {_suite(runs[0])}")
    if len({_manner(run) for run in runs}) == 1:
        parts.append(f", {_manner(runs[0])}")
    return "".join(parts)


def _own(run: About, runs: Sequence[About]) -> str:
    """What holds of one run."""
    parts = [run.model] if run.model != run.label else []
    if len({_suite(each) for each in runs}) > 1:
        parts.append(_suite(run))
    if len({_manner(each) for each in runs}) > 1:
        parts.append(_manner(run))
    return "".join(f"{part}, " for part in parts)


def _suite(run: About) -> str:
    sha = f" [SHA-256 {run.suite_sha256[:8]}]" if run.suite_sha256 else ""
    return f"{run.suite}{sha}" + (f", {run.extent}" if run.extent else "")


def _manner(run: About) -> str:
    return f"protocol {run.protocol}, temperature {run.temperature:g}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_METHODS = {
    "wilson": "Wilson score",
    "wilson, effective size": "Wilson score with the effective sample size of variants of one item",
}


def intervals(data: pd.DataFrame) -> str:
    """How the intervals of a table were made; empty where it has none."""
    if "method" not in data.columns:
        return ""
    methods: list[str] = [each for each in dict.fromkeys(data["method"].tolist()) if each not in ("", "none")]
    if not methods:
        return ""
    return f"Intervals are at 95 %: {'; '.join(_METHODS.get(each, each) for each in methods)}."
