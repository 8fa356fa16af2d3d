"""How likely an unsystematic error is to hit one answer, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.diagnosis.slips import slips
from jagbench.probes import Answer, AnswerKind, Probe

KINDS: tuple[AnswerKind, ...] = ("integer", "decimal", "text", "list", "time", "date")


def asked(
    kind: AnswerKind, right: str, *, options: tuple[str, ...] = (), operands: tuple[str, ...] = ()
) -> Probe:
    return Probe(
        id="p",
        item="i",
        skill="a.b",
        version=1,
        level=1,
        grade=1,
        params={"operands": operands},
        language="en",
        frame="plain",
        template="t",
        order="ab",
        prompt="?",
        answer=Answer(kind=kind, value=right, options=options),
    )


def test_a_guess_is_any_option() -> None:
    probe = asked("choice", "b", options=("a", "b", "c", "d"))
    assert slips(probe, "a") == {"guess": 0.25}
    assert slips(probe, "b") == {"guess": 0.25}


def test_equal_may_be_no_option_for_a_guess() -> None:
    probe = asked("choice", "9.9", options=("9.9", "9.11", "equal"), operands=("9.9", "9.11"))
    assert slips(probe, "9.11") == {"guess": 1 / 3, "guess of an operand": 1 / 2}
    assert slips(probe, "equal") == {"guess": 1 / 3}


def test_an_answer_that_is_no_option_is_no_guess() -> None:
    assert slips(asked("choice", "b", options=("a", "b")), "z") == {"other": 1e-9}


@pytest.mark.parametrize(
    ("right", "value", "expected"),
    [
        ("12", "13", {"off by less than 2": 1 / 2, "one replaced": 1 / 18}),
        ("12", "9", {"off by less than 4": 1 / 4}),
        ("345", "335", {"off by less than 16": 1 / 16, "a digit off by one": 1 / 4, "one replaced": 1 / 27}),
        ("345", "745", {"a digit off": 1 / 32, "one replaced": 1 / 27}),
        ("53", "35", {"neighbours exchanged": 1 / 2, "far off": 0.5**5 / 64}),
        ("36", "3", {"one lost": 1 / 2, "far off": 0.5**6 / 64}),
        ("0.2", "0.3", {"off by less than 2": 1 / 2}),
        ("7/5", "12/5", {"off by less than 8": 1 / 8}),
    ],
)
def test_numbers(right: str, value: str, expected: dict[str, float]) -> None:
    kind: AnswerKind = "integer" if right.isdigit() else "decimal"
    found = slips(asked(kind, right), value)
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_a_number_of_the_question_is_copied() -> None:
    probe = asked("integer", "5", operands=("2, 9, 5", "700"))
    assert slips(probe, "9")["copied"] == pytest.approx(1 / 3)
    assert "copied" not in slips(probe, "8")


@pytest.mark.parametrize(
    ("right", "value", "expected"),
    [
        ("plant", "plat", {"one lost": 1 / 5}),
        ("plant", "plannt", {"one repeated": 1 / 5}),
        ("plant", "plaxnt", {"one added": 1 / 156}),
        ("plant", "plxnt", {"one replaced": 1 / 125}),
        ("plant", "lpant", {"neighbours exchanged": 1 / 4}),
        ("plant", "tlanp", {"two exchanged": 1 / 10}),
        ("plant", "tnalp", {"in another order": 1 / 120}),
        ("plant", "house", {"other": 1e-9}),
    ],
)
def test_words(right: str, value: str, expected: dict[str, float]) -> None:
    assert slips(asked("text", right), value) == pytest.approx(expected)


def test_lists_dates_and_times() -> None:
    assert slips(asked("list", "3, 4, 5"), "3, 5, 4") == {"neighbours exchanged": 1 / 2}
    assert slips(asked("date", "2024-03-15"), "2024-03-16") == {"off by less than 2": 1 / 2}
    assert slips(asked("date", "2024-03-15"), "2024-04-15") == {"a part off by one": 1 / 4}
    assert slips(asked("time", "14:05"), "15:05") == {"a part off by one": 1 / 2}
    assert slips(asked("time", "14:05"), "14:03") == {"off by less than 4": 1 / 4}


@given(st.sampled_from(KINDS), st.text(max_size=80), st.text(max_size=80))
def test_every_wrong_answer_has_a_chance_and_none_is_certain(
    kind: AnswerKind, right: str, value: str
) -> None:
    right = "12" if kind == "integer" else right
    found = slips(asked(kind, right, operands=("1", "b")), value)
    assert all(0 < chance <= 1 / 2 for chance in found.values())
    assert (not found) == (value == right)
