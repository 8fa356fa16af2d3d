"""Tables and sentences on standard output, without loss at any width."""

import os

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDE = 10_000
_NARROWEST = 8
"""Columns that a column of words needs; where there are fewer, a row is printed in lines."""


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

    Where there is no room for the columns that are to stay whole, each row becomes lines: its first cell, and
    below it the others behind their heads.

    Args:
        table: Its cells hold text.
        console: Where to.
    """
    fixed = sum(_width(table, place) for place, column in enumerate(table.columns) if column.no_wrap)
    words = sum(not column.no_wrap for column in table.columns)
    between = sum(table.padding[1::2]) * len(table.columns)
    if fixed + between + words * _NARROWEST > console.width:
        _print_in_lines(table, console)
        return
    for column in table.columns:
        column.overflow = "fold"
    console.print(table)


def _print_in_lines(table: Table, console: Console) -> None:
    heads = [_in_one_line(str(column.header)) if table.show_header else "" for column in table.columns]
    lines = [f"{table.title}"] if table.title else []
    for first, *others in zip(*(column.cells for column in table.columns), strict=True):
        lines.append(str(first))
        lines += [
            f"  {head}: {cell}" if head else f"  {cell}"
            for head, cell in zip(heads[1:], others, strict=True)
            if str(cell)
        ]
    for line in lines:
        console.print(Text(line), overflow="fold")


def _in_one_line(head: str) -> str:
    """The head of a column that is broken over lines, put together again."""
    return head.replace("-\n", "").replace("\n", " ")


def _width(table: Table, place: int) -> int:
    column = table.columns[place]
    texts = [str(column.header), *map(str, column.cells)]
    return max(cell_len(line) for text in texts for line in text.split("\n"))
