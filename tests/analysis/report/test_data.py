import base64
import gzip
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from jagbench.analysis.report import data
from jagbench.analysis.report.data import Packed, column, packed, units
from tests.analysis.samples import decimals, letters, mixed, replied


def content(made: Packed) -> dict[str, Any]:
    return json.loads(gzip.decompress(base64.b64decode(made.text)))


def values(kept: list[Any] | dict[str, list[Any]]) -> list[Any]:
    return kept if isinstance(kept, list) else [kept["of"][at] for at in kept["at"]]


def given(frame: pd.DataFrame, name: str) -> list[Any]:
    return values(content(packed(frame, {}))["given"][name])


def test_every_reply_right_ones_too() -> None:
    verdicts = ["correct", "wrong", "correct", "unscored", "correct", "wrong", "no_answer", "unscored"]
    assert given(mixed(), "verdict") == verdicts
    assert packed(mixed(), {}).replies == 8


def test_a_question_stands_once_for_all_runs() -> None:
    both = content(packed(pd.concat([mixed("a"), mixed("b")], ignore_index=True), {"a": {}, "b": {}}))
    assert len(values(both["asked"]["prompt"])) == 8
    assert both["given"]["asked"] == [*range(8), *range(8)]
    assert values(both["given"]["run"]) == ["a"] * 8 + ["b"] * 8
    assert both["runs"] == {"a": {}, "b": {}}


def test_questions_that_are_alike_stand_together_and_each_reply_leads_to_its_own() -> None:
    frame = mixed().iloc[[4, 0, 5, 1, 6, 2, 7, 3]].reset_index(drop=True)
    found = content(packed(frame, {}))
    skills, prompts = values(found["asked"]["skill"]), values(found["asked"]["prompt"])
    assert skills == ["comparison.decimals"] * 4 + ["counting.letters"] * 4
    assert [prompts[place] for place in found["given"]["asked"]] == frame["prompt"].tolist()


def test_no_reply_is_text_in_the_page() -> None:
    made = packed(replied([(decimals(), "</script><!-- & \u2028 é")]), {})
    assert set("<>&").isdisjoint(made.text)
    assert values(content(made)["given"]["reply"]) == ["</script><!-- & \u2028 é"]


def test_the_same_frame_gives_the_same_bytes() -> None:
    assert packed(mixed(), {}).text == packed(mixed(), {}).text


def test_what_is_missing_is_null() -> None:
    assert given(mixed(), "tokens") == [None] * 8


@pytest.mark.parametrize(
    "kept", [["a", "b"], ["a", "a", "a", "b"], [None, None, 1], [], [("x",), ("x",), ()]]
)
def test_a_column_says_each_value_once_where_that_is_shorter(kept: list[Any]) -> None:
    made: Any = column(kept)
    assert values(made) == kept
    assert isinstance(made, dict) == (2 * len(set(kept)) <= len(kept))


def test_utf16_units() -> None:
    assert units("a\u00e9\uac00\U0001f994") == 5


def test_spans_count_utf16_units() -> None:
    frame = replied([(decimals(), "\U0001f994 9.11")])
    assert (given(frame, "start"), given(frame, "end"), given(frame, "length")) == ([3], [7], [7])


def test_where_there_is_no_room_long_replies_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "ROOM", 100)
    monkeypatch.setattr(data, "SHORT", 10)
    frame = replied([(decimals(), "word " * 100), (decimals("3", "4", right="4"), "4")])
    made = packed(frame, {})
    assert given(frame, "reply") == ["word word ", "4"]
    assert given(frame, "length") == [500, 1]
    assert (made.kept, made.cut) == (10, 1)


def test_where_there_are_too_many_the_right_ones_are_left_out_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(data, "MOST", 6)
    made = packed(mixed(), {})
    assert (made.replies, made.left_out) == (6, 2)
    assert given(mixed(), "verdict") == ["correct", "wrong", "unscored", "wrong", "no_answer", "unscored"]


def test_famous_questions_and_their_twins_are_known() -> None:
    famous, twin = letters("strawberry", "r", 3), letters("blueberry", "r", 2)
    marked = [replace(probe, params={key: "the r's"}) for probe, key in ((famous, "famous"), (twin, "twin"))]
    frame = replied([(probe, "3") for probe in marked])
    assert values(content(packed(frame, {}, marked))["asked"]["famous"]) == ["the r's", "twin of the r's"]


def test_an_item_is_named_where_it_has_variants() -> None:
    frame = replied(
        [(decimals(template="which"), "9.9"), (decimals(level=2), "9.9"), (letters("plum", "p", 1), "1")]
    )
    frame = frame.assign(probe=["one", "two", "three"])
    assert values(content(packed(frame, {}))["asked"]["item"]) == ["item-9.9-9.11", "item-9.9-9.11", ""]
