"""Tables lose nothing at any width."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from jagbench.analysis.frame.console import print_table, standard_output
from jagbench.analysis.measures.accuracy_table import print_accuracy
from tests.analysis.samples import mixed

words = st.text("abcdefgh", min_size=1, max_size=40)


def printed(table: Table, width: int) -> str:
    out = io.StringIO()
    print_table(table, Console(file=out, width=width, highlight=False, markup=False))
    return out.getvalue()


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=5), st.integers(14, 120))
def test_every_character_stands_in_the_table_at_any_width(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for whole in (False, True, True):
        table.add_column(no_wrap=whole)
    for row in rows:
        table.add_row(*row)
    text = printed(table, width)
    assert sorted(re.sub(r"\s", "", text)) == sorted("".join("".join(row) for row in rows))
    assert max(map(len, text.splitlines())) <= width


def test_a_row_becomes_lines_where_its_columns_have_no_room() -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("skill")
    for head in ("asked", "right\n%", "un-\nscored"):
        table.add_column(head, no_wrap=True)
    table.add_row("arithmetic.notation", "20", "100.0", "3")
    table.add_row("counting.words", "7", "", "0")

    assert printed(table, 20).splitlines() == [
        "arithmetic.notation",
        "  asked: 20",
        "  right %: 100.0",
        "  unscored: 3",
        "counting.words",
        "  asked: 7",
        "  unscored: 0",
    ]
    assert len(printed(table, 80).splitlines()) == 4


def test_a_pipe_is_as_wide_as_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    name = "openai:" + 200 * "long-name-"
    standard_output().print(name)
    print_accuracy(mixed(run=name))
    assert capsys.readouterr().out.count(name) == 2


def test_columns_says_how_wide_a_pipe_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_accuracy(mixed())
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40
