import json
from pathlib import Path
from typing import Any

import pytest

from jagbench.analysis.checking.audit import COUNTS, audit, load_labelled, parse_labelled, shown
from jagbench.errors import InvalidArgument

REAL = sorted((Path(__file__).parents[3] / ".." / "shared" / "data" / "replies").resolve().glob("*.jsonl"))
FLOOR = 0.99
"""Share of the labelled replies of scope core that must be read as labelled."""


def line(**changes: Any):
    label = {"outcome": "answered", "answer": "46", "correct": True, **changes.pop("label", {})}
    return json.dumps(
        {
            "id": "a1",
            "source": "made@1:x",
            "answer_kind": "integer",
            "gold": "46",
            "reply": "46",
            "label": label,
            **changes,
        }
    )


def test_a_reply_read_as_labelled_is_right() -> None:
    result = audit([parse_labelled(line())])
    assert result.counts() == dict(zip(COUNTS, (1, 1, 0, 0, 0), strict=True))
    assert result.disagreements() == []


def test_a_correct_reply_that_is_not_read_is_a_false_negative() -> None:
    result = audit([parse_labelled(line(reply="forty seven"))])
    assert result.counts() == dict(zip(COUNTS, (1, 0, 1, 0, 0), strict=True))
    assert [shown(each) for each in result.disagreements()] == [
        {"id": "a1", "expected": "46", "got": "47", "rule": "bare"}
    ]


def test_a_reply_read_as_correct_that_is_not_is_a_false_positive() -> None:
    result = audit([parse_labelled(line(label={"outcome": "no_answer", "answer": None, "correct": False}))])
    assert result.counts() == dict(zip(COUNTS, (1, 0, 0, 1, 1), strict=True))
    assert result.confusions() == {"no_answer -> answered": 1}


def test_replies_beyond_are_counted_apart() -> None:
    result = audit([parse_labelled(line()), parse_labelled(line(scope="beyond", reply="47"))])
    assert result.counts()["replies"] == 1
    assert result.as_json()["by"]["scope"]["beyond"]["false_negatives"] == 1


def test_groups_name_the_repository_without_its_version() -> None:
    assert list(audit([parse_labelled(line())]).by()["source"]) == ["made"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "the line is not JSON"),
        ("[]", "expected a JSON object, got []"),
        ('{"id": "a"}', "the key 'label' is missing"),
        (line(answer_kind="colour"), "Unknown answer kind 'colour'"),
        (line(reply=3), "'reply' has the value 3"),
        (line(label={"outcome": "fine"}), "Unknown outcome 'fine'"),
    ],
)
def test_a_line_that_is_not_a_labelled_reply_is_said(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(line() + "\n" + text + "\n", encoding="utf-8")
    with pytest.raises(InvalidArgument, match=r"line 2: ") as caught:
        load_labelled([path])
    assert sentence in str(caught.value)


def test_a_file_that_is_missing_or_not_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="Cannot read"):
        load_labelled([tmp_path / "none.jsonl"])
    (tmp_path / "raw.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidArgument, match="not UTF-8"):
        load_labelled([tmp_path / "raw.jsonl"])


@pytest.mark.skipif(not REAL, reason="the labelled real replies are not beside this checkout")
def test_real_replies_are_read_as_labelled() -> None:
    counts = audit(load_labelled(REAL)).counts()
    assert counts["replies"] >= 300
    assert counts["false_positives"] == 0
    assert counts["right"] >= FLOOR * counts["replies"]


def test_rates_are_of_the_replies_where_each_error_can_happen() -> None:
    wrong = {"outcome": "answered", "answer": "45", "correct": False}
    result = audit(
        [parse_labelled(line()), parse_labelled(line(reply="no")), parse_labelled(line(label=wrong))]
    )
    cell = result.by()["kind"]["integer"]
    rate = cell["false_negative_rate"]
    assert (rate["errors"], rate["of"], rate["rate"]) == (1, 2, 0.5)
    assert (rate["low"], rate["high"]) == pytest.approx((0.0945, 0.9055), abs=1e-4)
    assert (cell["false_positive_rate"]["errors"], cell["false_positive_rate"]["of"]) == (1, 1)


def test_a_rate_of_no_replies_has_no_bounds() -> None:
    cell = audit([parse_labelled(line())]).by()["source"]["made"]
    assert cell["false_positive_rate"] == {"errors": 0, "of": 0, "rate": None, "low": None, "high": None}
