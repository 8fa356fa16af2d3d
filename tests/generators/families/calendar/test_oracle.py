"""The oracle on prompts written by hand."""

import pytest

from jagbench.errors import JagbenchError
from tests.generators.families.calendar.asking import reads


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("days_between", "en", "How many days?\nMay 6, 1977; May 10, 1977", "4"),
        ("days_between", "fr", "Combien ?\n1er janvier 2024 ; 1er mars 2024", "60"),
        ("days_between", "zh", "多少天？\n1900年2月28日；1900年3月1日", "1"),
        ("add_days", "de", "Welches Datum?\n2 Tage nach dem 28. Februar 2024", "2024-03-01"),
        ("add_days", "es", "¿Qué fecha?\n1 días antes del 1 de marzo de 2023", "2023-02-28"),
        ("add_days", "ko", "언제입니까?\n2023년 12월 31일의 1일 후", "2024-01-01"),
        ("weekday", "en", "Which?\nIf March 1, 2024 falls on a Friday, what is March 3, 2024?", "Sunday"),
        (
            "weekday",
            "ja",
            "何曜日ですか。\n2024年3月1日が金曜日のとき、2024年2月29日は何曜日ですか。",
            "木曜日",
        ),
        ("weekday_after", "en", "Which?\nWhich weekday is it 100 days after a Tuesday?", "Thursday"),
        ("weekday_after", "ko", "요일을 구하세요.\n화요일의 100일 전: ___", "일요일"),
        ("leap_year", "en", "Is this year a leap year?\nYear: 1900", "no"),
        ("leap_year", "de", "Ist dieses Jahr ein Gemeinjahr?\nJahr: 1900", "ja"),
        ("leap_year", "zh", "下面这一年是不是闰年？\n年份：2000年", "是"),
        ("days_in_month", "en", "How many days?\nMonth: February 2000", "29"),
        ("days_in_month", "ko", "며칠까지 있습니까?\n달: 123456789012년 12월", "31"),
        ("clock_addition", "en", "What time?\nNow: 11:19 p.m. – Time that passes: 50 min", "00:09"),
        ("clock_addition", "ko", "시각은?\n오전 12:05에서 2시간 뒤", "02:05"),
        ("clock_addition", "de", "Wie spät?\nJetzt: 23:30 Uhr – Zeit: 25 h 31 min", "01:01"),
        ("duration", "en", "How many minutes?\nFrom 23:00 to 01:00 on the next day", "120"),
        ("duration", "zh", "多少分钟？\n从第3天的16:08到第16天的03:03", "17935"),
    ],
)
def test_prompts(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"calendar.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("days_between", "How many days?\nMay 6, 1977", "holds 1 dates, not 2"),
        ("add_days", "Which date?\n5 days near May 6, 1977", "does not say one direction"),
        ("add_days", "Which date?\nafter May 6, 1977", "no number of days"),
        ("weekday", "Which?\nMay 6, 1977 is a Monday. And May 7, 1977?", "gives a wrong weekday"),
        ("weekday_after", "Which?\n5 days after a Monday or Tuesday", "not hold one weekday"),
        ("weekday_after", "Which?\ndays after a Monday", "not hold one number"),
        ("leap_year", "Is it a leap year or a common year?\n1900", "does not ask about one year"),
        ("clock_addition", "What time?\n13:05 and 14:05 plus 5 min", "holds 2 clock times, not 1"),
        ("clock_addition", "What time?\n13:05", "does not hold one duration"),
        ("duration", "How long?\nFrom 13:05 to 14:05", "does not say on which day"),
    ],
)
def test_what_cannot_be_answered(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"calendar.{name}", prompt)
