"""Famous questions beside their twins, as a table for the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from jagbench.analysis.measures.famous import Beside

NOTE = (
    "A twin is as hard, in the same words, and unknown in public. Better or worse is said where the 95 % "
    "intervals do not overlap. A famous question is one item in however many wordings: with few twins no "
    "result of it could be told apart."
)


def famous_table(found: Sequence[Beside]) -> Table:
    """The questions of one run, at most 80 columns wide.

    Args:
        found: `jagbench.analysis.measures.famous.held_against_twins` of the run.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("famous question", vertical="bottom")
    for name in ("right\n%", "95 %", "n", "twins\n%", "95 %", "n"):
        table.add_column(name, justify="right", no_wrap=True, vertical="bottom")
    table.add_column("against twins", vertical="bottom")
    for each in found:
        table.add_row(each.name, *_figures(each.famous), *_figures(each.twins), each.says)
    return table


def _figures(cell: Mapping[str, Any] | None) -> tuple[str, str, str]:
    if cell is None or not cell["scored"]:
        return "–", "–", "0"
    share, low, high = (f"{100 * cell[name]:.0f}" for name in ("accuracy", "low", "high"))
    return share, f"{low}–{high}", f"{cell['scored']:,}"
