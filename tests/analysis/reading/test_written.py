"""The text that a reply hands in: what is around it is left out, and nothing else."""

import pytest

from jagbench.analysis.frame.verdicts import judge
from jagbench.analysis.reading import read
from jagbench.probes import Answer

TEXT = "Snow falls softly."


@pytest.mark.parametrize(
    ("reply", "rule", "strict"),
    [
        (TEXT, "bare", True),
        (f"\n{TEXT}\n", "bare", True),
        (f"<think>12 words?</think>\n{TEXT}", "bare", False),
        (f'"{TEXT}"', "wrapped", False),
        (f"**{TEXT}**", "wrapped", False),
        (f"「{TEXT}」", "wrapped", False),
        (f"Here is the text:\n\n{TEXT}", "announced_text", False),
        (f'Sure! Here is a sentence: "{TEXT}"', "announced_text", False),
        (f"Sure!\n{TEXT}", "announced_text", False),
        (f"Bien sûr !\n\n{TEXT}", "announced_text", False),
        (f"**Text:** {TEXT}", "announced_text", False),
        (f"Three words, as asked for:\n{TEXT}", "announced_text", False),
        (f"다음은 글입니다:\n{TEXT}", "announced_text", False),
        (f"以下是文字：{TEXT}", "announced_text", False),
        (f"```text\n{TEXT}\n```", "fenced", False),
        (f"Here it is:\n```\n{TEXT}\n```\n(3 words)", "fenced", False),
        (f"{TEXT}\n\n(3 words)", "counted_text", False),
        (f"{TEXT}\n\n---\nWord count: 3", "counted_text", False),
        (f"<answer>{TEXT}</answer>", "tagged", False),
        ('{"answer": "Snow falls softly."}', "json", False),
        ('```json\n{"answer": "Snow falls softly."}\n```', "json", False),
        (f"{TEXT}<|im_end|>\n<|im_start|>user\nMore", "bare", False),
    ],
)
def test_what_is_around_a_text_is_left_out(reply: str, rule: str, strict: bool) -> None:
    reading = read(reply, kind="constraint", language="en")

    assert (reading.outcome, reading.value, reading.rule, reading.strict) == ("answered", TEXT, rule, strict)
    if rule != "json":
        assert reply[slice(*reading.span or ())] == TEXT


@pytest.mark.parametrize(
    "reply",
    [
        "Winter: it is cold outside.",
        '"Snow," he said, "falls."',
        "Snow falls.\n\nI hope that this is what you wanted.",
        "Snow\nfalls: softly",
        "*Snow* falls *softly*",
        "I cannot see the hill for all the snow.",
    ],
)
def test_what_may_belong_to_a_text_is_left_in(reply: str) -> None:
    reading = read(reply, kind="constraint", language="en")

    assert (reading.value, reading.rule) == (reply, "bare")


@pytest.mark.parametrize(
    ("reply", "finish", "outcome", "rule"),
    [
        ("", "stop", "no_answer", "empty"),
        ("``` \n ```", "stop", "no_answer", "empty"),
        ("<think>I count", "stop", "truncated", "open_thought"),
        ("Snow falls and", "length", "truncated", "cut"),
        ("I'm sorry, but I can't help with that.", "stop", "refused", "refusal"),
        ("Snow", "refusal", "refused", "refusal"),
        ('{"answer": " "}', "stop", "no_answer", "empty"),
    ],
)
def test_where_no_text_is_handed_in(reply: str, finish: str, outcome: str, rule: str) -> None:
    reading = read(reply, kind="constraint", language="en", finish_reason=finish)

    assert (reading.outcome, reading.rule) == (outcome, rule)


def test_entries_in_json_stand_on_lines_of_their_own() -> None:
    reading = read('{"answer": ["apples", "pears, ripe"]}', kind="constraint")

    assert reading.value == "apples\npears, ripe"


@pytest.mark.parametrize(
    ("reply", "language", "constraint", "verdict"),
    [
        ("Here is the text:\n\nSnow falls softly.", "en", "exactly 3 words", "correct"),
        ("Snow falls softly today.", "en", "exactly 3 words", "wrong"),
        ("exactly 12 words", "en", "exactly 12 words", "wrong"),
        ("눈이 온다.", "ko", "exactly 4 letters", "correct"),
        ("雪が降る。", "ja", "at most 4 letters", "correct"),
    ],
)
def test_a_text_is_judged_by_its_constraint(reply: str, language: str, constraint: str, verdict: str) -> None:
    reading = read(reply, kind="constraint", language=language)

    assert judge(reading, Answer(kind="constraint", value=constraint), language) == verdict
