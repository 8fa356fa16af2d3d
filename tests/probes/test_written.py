from dataclasses import replace

import pytest

from jagbench.probes import Answer
from jagbench.probes.written import written
from tests.runners.samples import make_probe

CHOICE = Answer(kind="choice", value="9.9", options=("9.11", "9.9"))
CLOCK = ("5:15 p.m.", "2 h")


@pytest.mark.parametrize(
    ("answer", "params", "language", "expected"),
    [
        (Answer(kind="integer", value="8"), {}, "en", "8"),
        (Answer(kind="integer", value="8"), {"format": "json"}, "en", '{"answer": 8}'),
        (Answer(kind="decimal", value="-0.5"), {"format": "json"}, "de", '{"answer": -0.5}'),
        (Answer(kind="decimal", value="1/3"), {"format": "json"}, "en", '{"answer": "1/3"}'),
        (CHOICE, {"format": "json"}, "en", '{"answer": "9.9"}'),
        (Answer(kind="text", value="12"), {"format": "json"}, "en", '{"answer": "12"}'),
        (Answer(kind="integer", value="8"), {"format": "sentence"}, "en", "The answer is 8."),
        (Answer(kind="decimal", value="9.11"), {}, "de", "9,11"),
        (Answer(kind="list", value="1, 2"), {"format": "json"}, "en", '{"answer": [1, 2]}'),
        (Answer(kind="list", value="ant, bee"), {"format": "json"}, "en", '{"answer": ["ant", "bee"]}'),
        (CHOICE, {}, "en", "9.9"),
        (CHOICE, {"format": "letter"}, "en", "B"),
        (Answer(kind="time", value="19:15"), {}, "en", "19:15"),
        (Answer(kind="time", value="19:15"), {"operands": CLOCK}, "en", "7:15 p.m."),
        (Answer(kind="time", value="00:05"), {"operands": CLOCK}, "en", "12:05 a.m."),
        (Answer(kind="time", value="12:00"), {"operands": CLOCK}, "en", "12:00 p.m."),
        (Answer(kind="time", value="19:15"), {"operands": ("오후 5:15", "2시간")}, "ko", "오후 7:15"),
        (Answer(kind="time", value="00:05"), {"operands": ("오후 5:15", "2시간")}, "ko", "오전 12:05"),
        (Answer(kind="time", value="19:15"), {"operands": ("17:15", "2시간")}, "ko", "19:15"),
    ],
)
def test_an_answer_as_the_question_asks_for_it(
    answer: Answer, params: dict[str, str | tuple[str, ...]], language: str, expected: str
) -> None:
    probe = replace(make_probe(7), answer=answer, params=params, language=language)
    assert written(probe, answer.value) == expected
