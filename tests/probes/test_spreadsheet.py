import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.probes.spreadsheet import guarded, unguarded, write_csv

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
HOSTILE = st.sampled_from(
    ["=HYPERLINK(1)", "+1+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "''=1", "a\rb"]
)


def written(frame: pd.DataFrame) -> str:
    text = io.StringIO(newline="")
    write_csv(frame, text)
    return text.getvalue()


@pytest.mark.parametrize("text", ["=1", "+cmd", "-x", "@SUM(1)", "\t=1", "\r=1", "'=1", "-1+2"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("value", ["-5", "+5", "-0.21", "-1/2", "9.9", "strawberry", "'s", "", 7, None, True])
def test_numbers_and_plain_texts_stay(value: object) -> None:
    assert guarded(value) is value


@given(TEXTS | HOSTILE)
def test_what_was_guarded_comes_back(text: str) -> None:
    assert unguarded(str(guarded(text))) == text


@given(st.lists(st.tuples(TEXTS | HOSTILE, st.integers(0, 9)), min_size=1, max_size=6))
def test_a_table_reads_back_equal_row_for_row(rows: list[tuple[str, int]]) -> None:
    text = written(pd.DataFrame(rows, columns=["reply", "count"]))

    with_csv = list(csv.reader(io.StringIO(text, newline="")))
    with_pandas = pd.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False)

    assert [(unguarded(reply), int(count)) for reply, count in with_csv[1:]] == rows
    assert [unguarded(reply) for reply in with_pandas["reply"]] == [reply for reply, _ in rows]
