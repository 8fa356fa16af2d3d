"""Cells, places and counts from the prompt's text: the grid is laid out as a table of coordinates."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError

LETTERS = re.compile(r"[A-Z](?: ?[A-Z])+")
MARKS = re.compile(r"[#.](?: ?[#.])+")
ROW = re.compile(
    r"\b(?:row|Zeile|ligne|fila) (\d+)|(\d+)행|(\d+)行目|第(\d+)行",
)
COLUMN = re.compile(r"\b(?:column|Spalte|colonne|columna) (\d+)|(\d+)열|(\d+)列目|第(\d+)列")
WHOLE = re.compile(
    r"in the whole grid|격자 전체에|im ganzen Raster|dans toute la grille|en toda la cuadrícula"
    r"|ます目全体|整个方格"
)
ASKED: Mapping[str, re.Pattern[str]] = {
    "row": re.compile(
        r"in which row|number of its row|몇째 행|in welcher Zeile|seiner Zeile|dans quelle ligne|sa ligne"
        r"|en qué fila|su fila|何行目|第几行",
        re.IGNORECASE,
    ),
    "column": re.compile(
        r"in which column|number of its column|몇째 열|in welcher Spalte|seiner Spalte|dans quelle colonne"
        r"|sa colonne|en qué columna|su columna|何列目|第几列",
        re.IGNORECASE,
    ),
}
LETTER = re.compile(r"^[^\n]*(?:: |：)([A-Z])$", re.MULTILINE)
Table = Mapping[tuple[int, int], str]


def _table(prompt: str, pattern: re.Pattern[str]) -> Table:
    """What stands in each cell, by row and column from 1.

    Raises:
        JagbenchError: if there is no grid, or its rows differ in length.
    """
    lines = [row.replace(" ", "") for row in prompt.split("\n") if pattern.fullmatch(row)]
    if not lines or len({len(row) for row in lines}) != 1:
        raise JagbenchError(f"The prompt does not hold one grid: {prompt!r}")
    return {
        (row, column): text
        for row, cells in enumerate(lines, start=1)
        for column, text in enumerate(cells, start=1)
    }


def _number(pattern: re.Pattern[str], prompt: str) -> int | None:
    """The number of a row or column; none where the prompt names none.

    Raises:
        JagbenchError: if it names several.
    """
    found = ["".join(groups) for groups in pattern.findall(prompt)]
    if len(found) > 1:
        raise JagbenchError(f"The prompt names several rows or columns: {prompt!r}")
    return int(found[0]) if found else None


def cell(prompt: str, language: str) -> str:
    """Look the cell up.

    Raises:
        JagbenchError: if the prompt does not name one cell of a grid.
    """
    row, column = _number(ROW, prompt), _number(COLUMN, prompt)
    table = _table(prompt, LETTERS)
    if row is None or column is None or (row, column) not in table:
        raise JagbenchError(f"The prompt does not name a cell of its grid: {prompt!r}")
    return table[row, column]


def locate(prompt: str, language: str) -> str:
    """Look for the only cell that holds the letter.

    Raises:
        JagbenchError: if the letter is not there once, or the prompt does not ask one thing.
    """
    asked = [name for name, pattern in ASKED.items() if pattern.search(prompt)]
    letters = LETTER.findall(prompt)
    table = _table(prompt, LETTERS)
    places = [place for place, letter in table.items() if letters == [letter]]
    if len(asked) != 1 or len(places) != 1:
        raise JagbenchError(f"The prompt does not ask for the row or column of one letter: {prompt!r}")
    return str(places[0][0 if asked[0] == "row" else 1])


def count(prompt: str, language: str) -> str:
    """Go through all cells, and count the marked ones of the row or column that is named.

    Raises:
        JagbenchError: if the prompt does not say where to count.
    """
    row, column = _number(ROW, prompt), _number(COLUMN, prompt)
    if (row is not None) + (column is not None) + (WHOLE.search(prompt) is not None) != 1:
        raise JagbenchError(f"The prompt does not say where to count: {prompt!r}")
    return str(
        sum(
            text == "#" and row in (None, each_row) and column in (None, each_column)
            for (each_row, each_column), text in _table(prompt, MARKS).items()
        )
    )
