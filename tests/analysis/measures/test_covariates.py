from collections.abc import Sequence
from typing import Any

import pytest

from jagbench.analysis.measures.covariates import (
    Span,
    declared_factors,
    digit_groups,
    grouping,
    operand_spans,
    token_covariates,
)
from jagbench.probes import Answer, Probe, probe_id
from tests.analysis.samples import decimals


def asked(prompt: str, *operands: str, language: str = "en", **params: Any) -> Probe:
    answer = Answer(kind="integer", value="0")
    return Probe(
        id=probe_id(prompt, answer),
        item=prompt,
        skill="arithmetic.addition",
        version=1,
        level=1,
        grade=1,
        params={"operands": list(operands), **params},
        language=language,
        frame="plain",
        template="which",
        order="ab",
        prompt=prompt,
        answer=answer,
    )


def cut(*pieces: str) -> list[Span]:
    """The tokens of the text that the pieces are together."""
    ends = [sum(map(len, pieces[: place + 1])) for place in range(len(pieces))]
    return [(end - len(piece), end) for piece, end in zip(pieces, ends, strict=True)]


def covariates(probe: Probe, *pieces: str) -> dict[str, object]:
    assert "".join(pieces) == probe.prompt

    def tokenizer(text: str) -> Sequence[Span]:
        assert text == probe.prompt
        return cut(*pieces)

    (row,) = token_covariates([probe], tokenizer).to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_tokens_of_operands() -> None:
    probe = asked("Which is larger, 9.9 or 9.11?", "9.9", "9.11")
    found = covariates(
        probe, "Which", " is larger", ",", " ", "9", ".", "9", " or", " ", "9", ".", "1", "1", "?"
    )
    assert found["prompt_tokens"] == 14
    assert found["tokens_per_operand"] == 3.5  # 9 . 9 and 9 . 1 1
    assert (found["digit_groups"], found["digit_grouping"]) == ("1-1", "single digits")
    assert found["decimal_point"] == "apart"


def test_a_token_that_reaches_into_an_operand_counts() -> None:
    found = covariates(asked("Add 1234 to 56.", "1234", "56"), "Add", " 123", "4", " to", " 56.")
    assert found["tokens_per_operand"] == 1.5
    assert (found["digit_groups"], found["digit_grouping"]) == ("3-1", "from the left")
    assert found["decimal_point"] == ""


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("9", ".", "11"), "apart"),
        (("9.", "11"), "with the whole part"),
        (("9", ".11"), "with the fraction"),
        (("9.11",), "inside a token"),
        (("9", ".1", "1"), "with the fraction"),
    ],
)
def test_where_the_decimal_point_is(pieces: Sequence[str], expected: str) -> None:
    assert covariates(asked("9.11", "9.11"), *pieces)["decimal_point"] == expected


def test_decimal_points_that_are_cut_in_two_ways() -> None:
    found = covariates(asked("9.11 or 9.9", "9.11", "9.9"), "9", ".", "11", " or", " 9.", "9")
    assert found["decimal_point"] == "mixed"


def test_a_decimal_comma() -> None:
    assert covariates(asked("9,11", "9,11", language="de"), "9,", "11")["decimal_point"] == (
        "with the whole part"
    )
    assert covariates(asked("9,110", "9,110"), "9,", "110")["decimal_point"] == ""  # English: thousands


@pytest.mark.parametrize(
    ("groups", "kind"),
    [
        ((), ""),
        ((1,), "single digits"),
        ((1, 1, 1), "single digits"),
        ((4,), "one token"),
        ((3, 3), "even groups"),
        ((3, 3, 1), "from the left"),
        ((1, 3, 3), "from the right"),
        ((3, 1), "from the left"),
        ((2, 3), "from the right"),
        ((2, 1, 3), "irregular"),
    ],
)
def test_kinds_of_digit_groups(groups: Sequence[int], kind: str) -> None:
    assert grouping(groups) == kind


def test_digits_in_a_token_that_holds_more() -> None:
    assert digit_groups(cut("is", " 12", "34?"), (3, 7)) == (2, 2)


def test_operands_are_found_where_they_stand_alone() -> None:
    assert operand_spans(asked("Is 112 more than 12 or 2?", "12", "2", "112")) == [(17, 19), (23, 24), (3, 6)]
    assert operand_spans(asked("8 or 8?", "8", "8")) == [(0, 1), (5, 6)]
    assert operand_spans(asked("3 × 4", "3 × 4")) == [(0, 5)]
    assert operand_spans(asked("How long is ooze?", "oo")) == [(12, 14)]  # nowhere alone
    assert operand_spans(asked("twelve", "12")) == []


def test_a_probe_without_operands_in_its_prompt() -> None:
    found = covariates(asked("twelve", "12"), "twelve")
    assert (found["prompt_tokens"], found["tokens_per_operand"], found["digit_grouping"]) == (1, None, "")


def test_declared_factors() -> None:
    first = asked("1", "1", digits=1, carry=True, format="json")
    table = declared_factors([first, decimals()])
    assert list(table.columns) == ["probe", "digits", "carry", "direction", "notation", "format"]
    assert table["format"].tolist() == ["json", "bare"]
    assert table["direction"].tolist() == ["", "larger"]
    assert table["digits"].isna().tolist() == [False, True]
