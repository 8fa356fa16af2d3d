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
