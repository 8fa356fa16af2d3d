"""Clock times, worked out by hand."""

import pytest

from jagbench.generators import get_skill, variants
from jagbench.generators.families.calendar import wording
from tests.generators.families.calendar.asking import ask, right, wrong


def test_a_time_some_minutes_later() -> None:
    question = ask("calendar.clock_addition", "13:50", "PT0H55M")

    assert right(question) == "14:45"
    assert wrong(question) == {
        "hundred_minute_hours": "14:05",
        "twelve_hour_wrap": "02:45",
        "drops_carry": "13:45",
        "ignores_minutes": "13:50",
        "subtracts": "12:55",
        "one_more": "14:46",
        "one_less": "14:44",
    }


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [("23:30", "PT1H15M", "00:45"), ("11:30", "PT1H0M", "12:30"), ("06:00", "PT48H0M", "06:00")],
)
def test_over_noon_and_midnight(start: str, duration: str, end: str) -> None:
    assert right(ask("calendar.clock_addition", start, duration)) == end


def test_a_quarter_of_an_hour() -> None:
    question = ask("calendar.duration", "13:50", "14:05+same")

    assert right(question) == "15"
    assert wrong(question) == {
        "hundred_minute_hours": "55",
        "smaller_from_larger_minutes": "105",
        "ignores_minutes": "60",
        "one_more": "16",
        "one_less": "14",
    }


def test_two_hours_over_midnight() -> None:
    question = ask("calendar.duration", "23:00", "01:00+next")

    assert right(question) == "120"
    assert wrong(question) == {
        "hundred_minute_hours": "200",
        "ignores_days": "1320",
        "one_more": "121",
        "one_less": "119",
    }


def test_many_days() -> None:
    # Thirteen days of 1440 minutes, less 13 hours and 5 minutes.
    assert right(ask("calendar.duration", "16:08+3", "03:03+16")) == "17935"


def test_the_twelve_hour_clock_is_asked_where_it_is_used() -> None:
    skill = get_skill("calendar.clock_addition")
    frames = {
        language: {probe.frame for probe in variants(skill, skill.item(), language=language)}
        for language in ("en", "ko", "de", "ja")
    }

    both = {"plain", "twelve"}
    assert frames == {"en": both, "ko": both, "de": {"plain"}, "ja": {"plain"}}


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ("12:05 a.m.", "1:05 p.m.", "February 1900", "March 1, 2024", "2 h 45 min")),
        ("ko", ("오전 12:05", "오후 1:05", "1900년 2월", "2024년 3월 1일", "2시간 45분")),
    ],
)
def test_how_times_and_dates_are_written(language: str, written: tuple[str, ...]) -> None:
    assert written == (
        wording.time(language, "twelve", "00:05"),
        wording.time(language, "twelve", "13:05"),
        wording.month(language, "1900-02"),
        wording.date(language, "2024-03-01"),
        wording.duration(language, "PT2H45M"),
    )


def test_the_first_of_a_month_in_french() -> None:
    assert wording.date("fr", "2024-03-01") == "1er mars 2024"
    assert wording.date("fr", "2024-03-02") == "2 mars 2024"
