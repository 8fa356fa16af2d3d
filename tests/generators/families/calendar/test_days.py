"""Days, weekdays, leap years and months, worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.generators import get_skill
from jagbench.generators.families.calendar.years import draw_year
from jagbench.generators.skill.source import SeededSource
from tests.generators.families.calendar.asking import ask, right, wrong


def test_days_over_a_leap_day() -> None:
    question = ask("calendar.days_between", "2024-02-28", "2024-03-01")

    assert right(question) == "2"
    assert wrong(question) == {
        "thirty_day_months": "3",
        "ignores_leap_days": "1",
        "days_of_month_only": "27",
        "one_more": "3",
        "one_less": "1",
    }


def test_1900_was_no_leap_year() -> None:
    question = ask("calendar.days_between", "1900-02-28", "1900-03-01")

    assert right(question) == "1"
    assert wrong(question) == {
        "thirty_day_months": "3",
        "every_fourth_year": "2",
        "days_of_month_only": "27",
        "one_more": "2",
        "one_less": "0",
    }


def test_2000_was_a_leap_year() -> None:
    question = ask("calendar.days_between", "2000-02-28", "2000-03-01")

    assert right(question) == "2"
    assert wrong(question)["no_century_is_leap"] == "1"


def test_a_date_some_days_later() -> None:
    question = ask("calendar.add_days", "2024-02-28", "2", "after")

    assert right(question) == "2024-03-01"
    assert wrong(question) == {
        # In months of thirty days it would be February 30, which is no date.
        "ignores_leap_days": "2024-03-02",
        "opposite_direction": "2024-02-26",
        "keeps_month": "2024-02-02",
        "one_more": "2024-03-02",
        "one_less": "2024-02-29",
    }


def test_a_date_some_days_earlier() -> None:
    question = ask("calendar.add_days", "2023-08-01", "31", "before")

    assert right(question) == "2023-07-01"
    assert wrong(question)["thirty_day_months"] == "2023-06-30"


def test_the_weekday_of_a_date() -> None:
    question = ask("calendar.weekday", "2024-02-28", "wednesday", "2024-03-01")

    assert right(question) == "friday"
    assert wrong(question) == {
        "thirty_day_months": "saturday",
        "ignores_leap_days": "thursday",
        "same_weekday": "wednesday",
        "counts_backwards": "monday",
        "one_more": "saturday",
        "one_less": "thursday",
    }


def test_the_weekday_a_hundred_days_later_and_earlier() -> None:
    later = ask("calendar.weekday_after", "tuesday", "100", direction="after")
    earlier = ask("calendar.weekday_after", "tuesday", "100", direction="before")

    assert right(later) == "thursday"
    assert right(earlier) == "sunday"
    assert wrong(later) == {
        "same_weekday": "tuesday",
        "opposite_direction": "sunday",
        "last_digit": "tuesday",
        "last_two_digits": "tuesday",
        "one_more": "friday",
        "one_less": "wednesday",
    }


@pytest.mark.parametrize(
    ("year", "leap", "misled"),
    [
        ("1900", "no", {"every_fourth_year", "every_even_year", "misreads_direction", "always_yes"}),
        ("2000", "yes", {"no_century_is_leap", "misreads_direction", "always_no"}),
        ("2023", "no", {"misreads_direction", "always_yes"}),
        ("2022", "no", {"every_even_year", "misreads_direction", "always_yes"}),
        ("2024", "yes", {"misreads_direction", "always_no"}),
    ],
)
def test_leap_years(year: str, leap: str, misled: set[str]) -> None:
    question = ask("calendar.leap_year", year, direction="leap")

    assert right(question) == leap
    assert set(wrong(question)) == misled
    assert right(ask("calendar.leap_year", year, direction="common")) != leap


def test_the_days_of_february_1900() -> None:
    question = ask("calendar.days_in_month", "1900-02")

    assert right(question) == "28"
    assert wrong(question) == {
        "thirty_day_months": "30",
        "alternating_months": "30",
        "every_fourth_year": "29",
        "one_more": "29",
        "one_less": "27",
    }


def test_the_days_of_august() -> None:
    question = ask("calendar.days_in_month", "2023-08")

    assert right(question) == "31"
    assert wrong(question)["alternating_months"] == "30"


@given(st.dates(date(1700, 1, 1), date(2300, 12, 31)), st.integers(0, 50_000))
def test_going_on_and_back_is_where_one_was(day: date, days: int) -> None:
    later = right(ask("calendar.add_days", day.isoformat(), str(days), "after"))

    assert right(ask("calendar.add_days", later, str(days), "before")) == day.isoformat()
    assert right(ask("calendar.days_between", day.isoformat(), later)) == str(days)
    assert later == (day + timedelta(days)).isoformat()


@pytest.mark.parametrize(
    ("kind", "years"),
    [
        ("odd", [1583, 1585, 1587, 1589, 1591, 1593, 1595, 1597, 1599, 1601]),
        ("even", [1586, 1590, 1594, 1598, 1602]),
        ("fourth", [1584, 1588, 1592, 1596]),
    ],
)
def test_years_of_a_kind(kind: str, years: list[int]) -> None:
    source = SeededSource(kind)

    assert sorted({draw_year(source, kind, 1583, 1602) for _ in range(400)}) == years


def test_centuries() -> None:
    source = SeededSource("centuries")

    assert sorted({draw_year(source, "century", 1583, 2100) for _ in range(200)}) == [1700, 1800, 1900, 2100]
    assert sorted({draw_year(source, "fourth_century", 1583, 2100) for _ in range(99)}) == [1600, 2000]


def test_dates_fall_on_every_weekday_equally_often() -> None:
    skill = get_skill("calendar.weekday")
    asked = [skill.item(level=5, seed=2, index=index).operands[2] for index in range(70)]

    weekdays = [date.fromisoformat(day).weekday() for day in asked]
    assert sorted(weekdays) == [weekday for weekday in range(7) for _ in range(10)]
