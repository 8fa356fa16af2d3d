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
        (line(id=7), "'id' must be a text, got 7"),
        (line(reply=3), "'reply' must be a text, got 3"),
        (line(gold=True), "'gold' must be a text, a number or a list, got True"),
        (line(options="a"), "'options' must be a list, got 'a'"),
        (line(prompt=3), "'prompt' must be a text or null, got 3"),
        (line(source=3), "'source' must be a text or null, got 3"),
        (line(model=[]), "'model' must be a text or null, got []"),
        (line(task={}), "'task' must be a text or null, got {}"),
        (line(scope="cor"), "Unknown scope 'cor'. Did you mean 'core'? There is: beyond, core."),
        (line(finish_reason="stoop"), "Unknown finish reason 'stoop'. Did you mean 'stop'?"),
        (line(finish_reason=0), "'finish_reason' must be a text or null, got 0"),
        (
            line(language="english"),
            "'language' must be an ISO 639-1 code such as 'en', or null, got 'english'",
        ),
        (line(language=1), "'language' must be a text or null, got 1"),
        ('{"label": "answered"}', "'label' must be an object with outcome, answer and correct"),
        (line(label={"outcome": "fine"}), "Unknown outcome 'fine'"),
        (line(label={"correct": "no"}), "'correct' must be true or false, got 'no'"),
        (line(label={"correct": 0}), "'correct' must be true or false, got 0"),
        (line(label={"answer": None}), "The outcome 'answered' does not go with the answer None"),
        (line(label={"outcome": "refused"}), "The outcome 'refused' does not go with the answer '46'"),
        (line(label={"outcome": "refused", "answer": None}), "The outcome 'refused' cannot be correct"),
        (line(id="a0"), "The id 'a0' stands twice"),
    ],
)
def test_a_line_that_is_not_a_labelled_reply_is_said(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text(line(id="a0") + "\n" + text + "\n", encoding="utf-8")
    with pytest.raises(InvalidArgument, match=r"line 2: ") as caught:
        load_labelled([path])
    assert sentence in str(caught.value)


def test_a_reply_of_two_files_counts_once(tmp_path: Path) -> None:
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for path in paths:
        path.write_text(line(), encoding="utf-8")

    with pytest.raises(InvalidArgument, match=r"two\.jsonl, line 1: The id 'a1' stands twice"):
        load_labelled(paths)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("completed", "stop"),
        ("max_tokens", "length"),
        ("refused", "refusal"),
        ("unknown", None),
        (None, None),
    ],
)
def test_how_a_reply_ended_is_said_in_the_words_of_any_server(word: str | None, meant: str | None) -> None:
    assert parse_labelled(line(finish_reason=word)).finish_reason == meant


def test_a_language_without_words_is_said() -> None:
    texts = [line(language="xx"), line(language="xx"), line(language="de-AT"), line(language="ko"), line()]

    assert audit(map(parse_labelled, texts)).notes() == [
        "Reading has no words of the language 'xx', and reads its replies (2) with the English ones. There "
        "is: de, en, es, fr, ja, ko, zh."
    ]


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
