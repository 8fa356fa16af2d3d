from dataclasses import replace

import pytest

from jagbench.analysis.frame.formats import ANSWER_FORMATS, AnswerFormat, format_of, obeys
from jagbench.analysis.frame.rows import Given, judged
from jagbench.analysis.reading import read
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from tests.analysis.samples import decimals

PROMPT = "Which is larger?\nA: 9.9\nB: 9.11"

REPLIES: list[tuple[str, set[AnswerFormat]]] = [
    ("9.9", {"bare"}),
    (" 9.9.\n", {"bare"}),
    ("9.9 is larger than 9.11.", {"sentence"}),
    ("The answer is 9.9.", {"sentence"}),
    ("The answer is 9.9", {"sentence"}),
    ("9.9입니다.", {"sentence"}),
    ("答案是9.9。", {"sentence"}),
    ("**9.9**", set()),
    ("9.9 m", set()),
    ("A", {"bare", "letter"}),
    ("A.", {"bare", "letter"}),
    ("A)", {"letter"}),
    ("(A)", set()),
    ("a", {"bare"}),
    ("A: 9.9", set()),
    ("Option A is larger.", {"sentence"}),
    ('{"answer": "9.9"}', {"json"}),
    ('{"answer": 9.9}', {"json"}),
    ('\n{\n  "answer": "A"\n}\n', {"json"}),
    ('```json\n{"answer": "9.9"}\n```', set()),
    ('{"answer": "9.9", "why": "tenths"}', set()),
    ('{"answer": "9.9", "answer": "9.9"}', set()),
    ("{'answer': '9.9'}", set()),
    ('The answer is {"answer": "9.9"}', set()),
    ("I do not know.", set()),
]


@pytest.mark.parametrize(("reply", "formats"), REPLIES, ids=[reply for reply, _ in REPLIES])
def test_the_formats_a_reply_has(reply: str, formats: set[AnswerFormat]) -> None:
    reading = read(reply, kind="choice", options=("9.9", "9.11"), prompt=PROMPT)
    assert {each for each in ANSWER_FORMATS if obeys(reply, reading, each)} == formats


@pytest.mark.parametrize(
    ("language", "prompt", "reply"),
    [
        ("en", "Is this number even?\n30", "30 is even."),
        ("de", "Ist diese Zahl gerade?\n30", "30 ist gerade."),
        ("fr", "Ce nombre est-il pair ?\n30", "30 est pair."),
        ("es", "¿Es par este número?\n30", "30 es par."),
        ("ko", "다음 수는 짝수입니까?\n30", "30은 짝수입니다."),
        ("ja", "次の数は偶数ですか。\n30", "30は偶数です。"),
        ("zh", "下面这个数是偶数吗？\n30", "30是偶数。"),
        ("en", "Will the alarm ring before eight?\nIt is set to 7:30.", "The alarm will ring before eight."),
    ],
)
def test_a_statement_that_comes_to_yes_is_a_sentence_and_not_the_bare_answer(
    language: str, prompt: str, reply: str
) -> None:
    reading = read(reply, kind="choice", options=("yes", "no"), prompt=prompt, language=language)
    assert reading.value == "yes"
    assert {each for each in ANSWER_FORMATS if obeys(reply, reading, each)} == {"sentence"}


def test_a_statement_that_the_options_are_equal_is_a_sentence_and_not_the_bare_answer() -> None:
    options = ("1/2", "0.5", "equal")
    prompt = 'Which is larger? If they are equal, reply "equal".\n1/2\n0.5'
    for reply, formats in (
        ("equal", {"bare"}),
        ("The two numbers are equal.", {"sentence"}),
        ("1/2 = 0.5", set[AnswerFormat]()),
    ):
        reading = read(reply, kind="choice", options=options, prompt=prompt)
        assert reading.value == "equal"
        assert {each for each in ANSWER_FORMATS if obeys(reply, reading, each)} == formats


def asked(answer_format: str) -> Probe:
    probe = decimals()
    return replace(probe, prompt=PROMPT, params={**probe.params, "format": answer_format})


@pytest.mark.parametrize(
    ("answer_format", "reply", "strict"),
    [
        ("bare", "9.9", True),
        ("bare", "9.9 is larger.", False),
        ("letter", "A", True),
        ("letter", "9.9", False),
        ("json", '{"answer": "9.9"}', True),
        ("json", "9.9", False),
        ("sentence", "9.9 is larger.", True),
        ("sentence", "9.9", False),
    ],
)
def test_strict_is_right_in_the_format_asked_for(answer_format: str, reply: str, strict: bool) -> None:
    row = judged(asked(answer_format), Given(text=reply, finish_reason="stop"), run="r", model="m")
    assert (row.correct, row.strict) == (True, strict)


@pytest.mark.parametrize(
    ("answer_format", "reply"), [("bare", "9.11"), ("letter", "B"), ("json", '{"answer": "B"}')]
)
def test_a_wrong_answer_is_never_strict(answer_format: str, reply: str) -> None:
    row = judged(asked(answer_format), Given(text=reply, finish_reason="stop"), run="r", model="m")
    assert (row.correct, row.strict) == (False, False)


def test_a_probe_without_a_format_asks_for_the_answer_only() -> None:
    assert format_of(decimals()) == "bare"


def test_an_unknown_format_is_said() -> None:
    with pytest.raises(InvalidArgument, match="Unknown answer format 'haiku'"):
        format_of(asked("haiku"))


@pytest.mark.parametrize(
    "reply", ["[" * 100_000, '{"answer": ' + "9" * 5_000 + "}", '{"answer"' * 5000, "\ud800"]
)
def test_hostile_json_is_no_error(reply: str) -> None:
    reading = read(reply, kind="integer")
    assert obeys(reply, reading, "json") == (reply.endswith("9}"))
