"""Tables and sentences on standard output, without loss at any width."""

import os

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

_WIDE = 10_000
_NARROWEST = 8
"""Columns that are left to a column of words before numbers are broken as well."""


def standard_output() -> Console:
    """Standard output: as wide as the terminal, and elsewhere as wide as what is printed.

    A pipe or a file has no width, so nothing is broken or cut there, unless COLUMNS says how wide it is.
    """
    console = Console(highlight=False, markup=False)
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        return Console(highlight=False, markup=False, width=_WIDE)
    return console


def print_table(table: Table, console: Console) -> None:
    """Print a table so that every character of it can be read: what does not fit is folded, never cut.

    Columns that are set to stay whole do so while there is room for them.

    Args:
        table: Its cells hold text.
        console: Where to.
    """
    fixed = sum(_width(table, place) for place, column in enumerate(table.columns) if column.no_wrap)
    words = sum(not column.no_wrap for column in table.columns)
    between = sum(table.padding[1::2]) * len(table.columns)
    tight = fixed + between + words * _NARROWEST > console.width
    for column in table.columns:
        column.overflow = "fold"
        column.no_wrap = column.no_wrap and not tight
    console.print(table)


def _width(table: Table, place: int) -> int:
    column = table.columns[place]
    texts = [str(column.header), *map(str, column.cells)]
    return max(cell_len(line) for text in texts for line in text.split("\n"))
