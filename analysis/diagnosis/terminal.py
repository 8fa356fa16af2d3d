"""A diagnosis as tables for the terminal."""

import math

import pandas as pd
from rich.table import Table
from rich.text import Text

from jagbench.analysis.diagnosis.table import TOO_FEW, UNEXPLAINED, statements
from jagbench.analysis.statistics.cells import records


def leading_table(diagnosis: pd.DataFrame) -> Table:
    """What leads in each skill of one run that has wrong answers.

    `%` is what the leading misconception explains of the wrong answers to the skill, with its 95 % interval;
    `rest` is what none explains. A dash stands where none explains more than chance does, `too few`
    where there are too few items with a wrong answer for that to be known.
    """
    table = _table("skill", "wrong", "leading misconception", "%", "95 %", "rest")
    for said in statements(diagnosis):
        if said.wrong:
            table.add_row(
                *_texts(
                    said.skill,
                    said.wrong,
                    said.leading or ("too few" if TOO_FEW in said.note else "–"),
                    _whole(said.share),
                    _bounds(said.low, said.high),
                    _whole(said.unexplained),
                )
            )
    return table


def skill_table(diagnosis: pd.DataFrame) -> Table:
    """Every misconception of one skill of one run, and the rest.

    `equal` counts the wrong answers that are what it predicts, `of` those on whose probes it predicts
    anything; `%`, what it explains, and its 95 % interval are percentages of all wrong answers to the skill.
    """
    table = _table("misconception", "equal", "of", "%", "95 %", "note")
    for row in records(diagnosis):
        rest = row["misconception"] == UNEXPLAINED
        table.add_row(
            *_texts(
                row["misconception"],
                row["hits"],
                row["wrong"] if rest else row["predicts"],
                _whole(row["share"]),
                _bounds(row["low"], row["high"]),
                row["note"],
            ),
            style="bold" if row["leads"] else None,
        )
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for head in heads:
        words = head in ("skill", "leading misconception", "misconception", "note")
        table.add_column(
            head,
            justify="left" if words else "right",
            no_wrap=not words,
            overflow="fold",
            vertical="top",
        )
    return table


def _texts(*values: object) -> list[Text]:
    return [Text(str(value)) for value in values]


def _whole(share: float | None) -> str:
    return "–" if share is None or math.isnan(share) else f"{100 * share:.0f}"


def _bounds(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None or math.isnan(low) else f"{_whole(low)}–{_whole(high)}"
