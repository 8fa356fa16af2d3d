from typing import Any

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Answer, AnswerKind
from jagbench.probes.own.kinds import answer_of, final_answer, plain_number


def inferred(value: Any, prompt: str = "?", language: str = "") -> tuple[str, str]:
    answer = answer_of(value, prompt=prompt, language=language, kind=None)
    return answer.kind, answer.value


@pytest.mark.parametrize(
    ("value", "kind", "plain"),
    [
        (5, "integer", "5"),
        ("5", "integer", "5"),
        ("−12", "integer", "-12"),
        ("1,234,567", "integer", "1234567"),
        ("$1,200", "integer", "1200"),
        ("12 %", "integer", "12"),
        ("-$3.50", "decimal", "-3.50"),
        (2.5, "decimal", "2.5"),
        ("3/4", "decimal", "3/4"),
        ("2e3", "integer", "2000"),
        ("3,5", "decimal", "3.5"),
        ("14:30", "time", "14:30"),
        ("2:30 p.m.", "time", "2:30 p.m."),
        ("2024-02-29", "date", "2024-02-29"),
        ("2023-02-29", "text", "2023-02-29"),
        ("Paris", "text", "Paris"),
        ("Yes", "choice", "yes"),
        ("FALSE", "choice", "false"),
        (True, "choice", "yes"),
        ("nein", "choice", "nein"),
        (["1", "2"], "list", "1, 2"),
        (["Paris"], "text", "Paris"),
        (["Paris", "paris"], "text", "Paris"),
        ("3/0", "text", "3/0"),
    ],
)
def test_a_kind_is_inferred_from_the_answer(value: Any, kind: str, plain: str) -> None:
    assert inferred(value) == (kind, plain)


def test_the_language_decides_what_a_comma_means() -> None:
    assert inferred("1.234,5", language="de") == ("decimal", "1234.5")
    assert inferred("1,234.5", language="en") == ("decimal", "1234.5")
    assert inferred("no", language="es") == ("choice", "no")
    assert answer_of("no", prompt="", language="es", kind=None).options == ("sí", "no")


def test_a_truth_value_is_said_in_the_words_of_the_prompt() -> None:
    assert inferred(False, "True or false: ice is hot.") == ("choice", "false")
    assert inferred(False, "Is ice hot?") == ("choice", "no")


def test_options_with_letters_in_the_prompt_make_a_choice() -> None:
    prompt = "Pick one.\nA) red\nB) blue"

    for value in ("B", "b", "(B)", "blue"):
        assert answer_of(value, prompt=prompt, language="", kind=None) == Answer(
            kind="choice", value="blue", options=("red", "blue")
        )


@pytest.mark.parametrize(
    ("text", "answer", "told"),
    [
        ("3 * 6 = 18.\n#### 18", "18", "what stands behind ####"),
        ("#### 1\nso\n#### 1,200\n", "1,200", "what stands behind ####"),
        (r"Hence $\boxed{\frac{3}{4}}$.", "3/4", r"what stands in \boxed{}"),
        (r"So \boxed{\text{Paris}}", "Paris", r"what stands in \boxed{}"),
        (" Paris ", "Paris", ""),
    ],
)
def test_the_answer_of_a_worked_solution(text: str, answer: str, told: str) -> None:
    assert final_answer(text) == (answer, told)


@pytest.mark.parametrize("text", ["", "a1", "1.2.3", "1,2,3", "--1", "1 2", "."])
def test_what_is_no_number(text: str) -> None:
    assert plain_number(text, "en") is None


@pytest.mark.parametrize(
    ("value", "kind", "sentence"),
    [
        ("", None, "there is no answer"),
        ([], None, "there is no answer: the list is empty"),
        ("x" * 200, None, "fits no kind: it has 200 characters"),
        ("one\ntwo", None, "fits no kind"),
        ({"a"}, None, "is no text, number or list"),
        ("Paris", "integer", "'Paris' is no integer"),
        ("1.5", "integer", "'1.5' is no integer"),
        ("soon", "date", "is no day as in ISO 8601"),
        ("noon", "time", "is no time of day"),
        ("red", "choice", "there are no choices that hold it"),
        (["1", "2"], "integer", "there are 2 answers, and the kind 'integer' takes one"),
    ],
)
def test_an_answer_of_no_kind_is_one_sentence(value: Any, kind: AnswerKind | None, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        answer_of(value, prompt="?", language="", kind=kind)


@pytest.mark.parametrize(
    ("value", "kind", "plain"),
    [
        ("5.0", "integer", "5"),
        ("007", "text", "007"),
        ("a; b,c", "list", "a, b, c"),
        ("90 min", "time", "90 min"),
    ],
)
def test_a_kind_that_is_given_wins(value: str, kind: AnswerKind, plain: str) -> None:
    answer = answer_of(value, prompt="?", language="", kind=kind)

    assert (answer.kind, answer.value) == (kind, plain)
