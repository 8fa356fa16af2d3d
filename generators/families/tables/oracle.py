"""The answer to a question about a table, from the prompt's text, by a mapping from head and row to cell."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError

LABELLED = re.compile(r"^[^|:：\n]+(?:: |：)([^|\n]+)$", re.MULTILINE)
MOST: Mapping[str, str] = {
    "de": "größte",
    "en": "largest",
    "es": "mayor",
    "fr": "le plus grand",
    "ja": "最も大きい",
    "ko": "가장 큰",
    "zh": "最大",
}
FEWEST: Mapping[str, str] = {
    "de": "kleinste",
    "en": "smallest",
    "es": "menor",
    "fr": "le plus petit",
    "ja": "最も小さい",
    "ko": "가장 작은",
    "zh": "最小",
}
MORE: Mapping[str, str] = {
    "de": "größer als",
    "en": "greater than",
    "es": "mayores que",
    "fr": "plus grands que",
    "ja": "より大きい",
    "ko": "보다 큰",
    "zh": "大于",
}
LESS: Mapping[str, str] = {
    "de": "kleiner als",
    "en": "less than",
    "es": "menores que",
    "fr": "plus petits que",
    "ja": "より小さい",
    "ko": "보다 작은",
    "zh": "小于",
}

Columns = Mapping[str, Mapping[str, int]]
"""The number of each row, by column."""


def _table(prompt: str) -> Columns:
    """The columns of the lines with bars.

    Raises:
        JagbenchError: if there is no table, or a line of it is too short or long.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in prompt.split("\n") if "|" in line]
    if len(lines) < 2 or len({len(line) for line in lines}) != 1:
        raise JagbenchError(f"The prompt does not hold a table: {prompt!r}")
    columns: dict[str, dict[str, int]] = {}
    for line in lines[1:]:
        for head, number in zip(lines[0][1:], line[1:], strict=True):
            columns.setdefault(head, {})[line[0]] = int(number)
    return columns


def _given(prompt: str, count: int) -> list[str]:
    """What stands behind the labels.

    Raises:
        JagbenchError: if there is more or less of it.
    """
    found = LABELLED.findall(prompt)
    if len(found) != count:
        raise JagbenchError(f"The prompt gives {len(found)} things to look for, not {count}: {prompt!r}")
    return found


def _column(columns: Columns, name: str) -> Mapping[str, int]:
    """A column by its head.

    Raises:
        JagbenchError: if there is none.
    """
    if name not in columns:
        raise JagbenchError(f"The table has no column {name!r}.")
    return columns[name]


def _says(prompt: str, language: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the first line says the one thing and not the other.

    Raises:
        JagbenchError: if it says neither, or both.
    """
    question = prompt.partition("\n")[0]
    first, second = one[language] in question, other[language] in question
    if first == second:
        raise JagbenchError(f"The prompt does not say one direction: {prompt!r}")
    return first


def lookup(prompt: str, language: str) -> str:
    """Look the row up in the column.

    Raises:
        JagbenchError: if the prompt does not hold a table with the row and the column.
    """
    row, name = _given(prompt, 2)
    column = _column(_table(prompt), name)
    if row not in column:
        raise JagbenchError(f"The table has no row {row!r}.")
    return str(column[row])


def extreme(prompt: str, language: str) -> str:
    """Keep the better of the row so far and the next.

    Raises:
        JagbenchError: if the prompt does not hold a table with the column, or one direction, or two are best.
    """
    [name] = _given(prompt, 1)
    most = _says(prompt, language, MOST, FEWEST)
    rows = iter(_column(_table(prompt), name).items())
    best, number = next(rows)
    for row, other in rows:
        if other == number:
            raise JagbenchError(f"The number {number} stands in the column {name!r} twice.")
        if (other > number) == most:
            best, number = row, other
    return best


def count_rows(prompt: str, language: str) -> str:
    """Strike off every row that does not meet the condition.

    Raises:
        JagbenchError: if the prompt does not hold a table with the column, a number and one direction.
    """
    name, limit = _given(prompt, 2)
    more = _says(prompt, language, MORE, LESS)
    left = [*_column(_table(prompt), name).values()]
    for number in [*left]:
        if number == int(limit) or (number > int(limit)) != more:
            left.remove(number)
    return str(len(left))
