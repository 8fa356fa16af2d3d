import json

import pytest

from jagbench.analysis.report import failed
from jagbench.analysis.report.failed import failed_json, units
from tests.analysis.samples import decimals, mixed, replied


def test_all_but_the_correct_ones() -> None:
    data = json.loads(failed_json(mixed()))
    verdicts = [row[data["fields"].index("verdict")] for row in data["rows"]]
    assert verdicts == ["wrong", "unscored", "wrong", "no_answer", "unscored"]


def test_no_reply_can_leave_the_script_element() -> None:
    text = failed_json(replied([(decimals(), "</script><!-- & \u2028 é")]))
    assert text.isascii()
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text)["rows"][0][failed.FIELDS.index("reply")] == "</script><!-- & \u2028 é"


def test_utf16_units() -> None:
    assert units("a\u00e9\uac00\U0001f994") == 5


def test_spans_count_utf16_units() -> None:
    row = json.loads(failed_json(replied([(decimals(), "\U0001f994 9.11")])))["rows"][0]
    assert row[failed.FIELDS.index("start") : failed.FIELDS.index("end") + 1] == [3, 7]


def test_where_there_is_no_room_long_replies_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failed, "ROOM", 100)
    monkeypatch.setattr(failed, "SHORT", 10)
    row = json.loads(failed_json(replied([(decimals(), "word " * 100)])))["rows"][0]
    assert row[failed.FIELDS.index("reply")] == "word word "
    assert row[failed.FIELDS.index("length")] == 500
