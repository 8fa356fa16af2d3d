import pytest

from jagbench.analysis.report import section
from jagbench.analysis.report.section import Entry, Sheet, counted, labelled, percent, points, ranged, span


def sheet(rows: int, totals: int) -> Sheet:
    return Sheet(
        name="mine",
        caption="Mine",
        head=["row"],
        labels=1,
        rows=[[labelled(place)] for place in range(rows)],
        totals=totals,
    )


def test_a_long_table_shows_its_first_rows_and_the_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "MOST_ROWS", 4)
    assert [row[0].text for row in sheet(10, 1).shown] == ["0", "1", "2", "9"]
    assert [row[0].text for row in sheet(10, 0).shown] == ["0", "1", "2", "3"]
    assert len(sheet(4, 1).shown) == 4


def test_a_count_of_nothing_leads_nowhere() -> None:
    assert counted(0, skill="a").find == {}
    assert counted(1200, skill="a b").address == "#replies?skill=a%20b"
    assert counted(1200).text == "1,200"


def test_an_address_keeps_every_sign_of_a_name() -> None:
    assert labelled("x", run="a&b=c#d %").address == "#replies?run=a%26b%3Dc%23d%20%25"


def test_what_was_not_scored_is_a_dash() -> None:
    nan = float("nan")
    assert [percent(nan), span(nan, nan), points(nan), ranged(nan, nan, nan).text] == ["–"] * 4
    assert ranged(nan, nan, nan).drawing == ""


def test_a_bar_is_drawn_from_its_shares() -> None:
    assert ranged(0.5, 0.25, 0.75, 0.1).drawing == "--v:0.500;--l:0.250;--h:0.750;--c:0.100"
    assert Entry(text="1").drawing == ""


def test_differences_have_a_sign() -> None:
    assert [points(0.125), points(-0.125)] == ["+12.5", "−12.5"]
