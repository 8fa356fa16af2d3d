import json
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.own.check import check

FRANCE = {"prompt": "What is the capital of France?", "answer": "Paris"}


def found(folder: Path, *lines: object) -> list[tuple[str, str]]:
    (folder / "mine.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return [
        (each.where.rpartition(", ")[2], each.fault) for each in check(str(folder / "mine.jsonl")).findings
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"prompt": "what is the  capital of FRANCE", "answer": "paris"}, "duplicate"),
        ({"prompt": "What is the capital of France ?", "answer": "Lyon"}, "ambiguous"),
        ({"prompt": "Which word is first, apple or pear?", "answer": "apple"}, "answer in prompt"),
        ({"prompt": "What is 1 + 5? Hint: not 5 but 6", "answer": "6"}, "answer in prompt"),
        ({"prompt": "Sum? The answer is B.", "choices": ["4", "5"], "answer": "B"}, "answer in prompt"),
        ({"prompt": "How many has he?", "answer": "7 apples"}, "ambiguous"),
        ({"prompt": "Which city?", "answer": "NYC / New York"}, "ambiguous"),
        ({"prompt": "Which city?", "answer": "Paris (France)"}, "ambiguous"),
        ({"prompt": "Which is larger?", "choices": ["9.9", "9.90", "8"], "answer": "8"}, "options alike"),
        ({"prompt": "Which is it?", "choices": ["Red", "red.", "Blue"], "answer": "Blue"}, "options alike"),
        ({"prompt": "What is 12 * 2?", "answer": "24", "lures": ["24.0"]}, "ambiguous"),
        ({"prompt": "How many?", "answers": ["12", "13"]}, "ambiguous"),
        ({"prompt": "When?", "answers": ["2024-02-29", "2024-03-01"]}, "ambiguous"),
        ({"prompt": "What is the capital of France?", "answers": ["Paris", "Lyon"]}, "ambiguous"),
        ({"prompt": "Which city?", "answers": ["Rome", "NYC / New York"]}, "ambiguous"),
        ({"prompt": "Rome or Oslo?", "answers": ["Bergen", "Oslo"]}, "answer in prompt"),
        ({"prompt": "What?"}, "left out"),
        ({"prompt": "Write.", "answer": "some words", "kind": "constraint"}, "left out"),
        (
            {
                "prompt": "Write at most 3 words.",
                "answer": "at most 3 words",
                "kind": "constraint",
                "lures": ["exactly 2 words"],
            },
            "ambiguous",
        ),
    ],
)
def test_each_fault_is_found(tmp_path: Path, line: dict[str, object], fault: str) -> None:
    assert ("line 2", fault) in found(tmp_path, FRANCE, line)


def test_good_questions_have_none(tmp_path: Path) -> None:
    lines = [
        FRANCE,
        {"prompt": "What is 2 + 3?", "answer": 5},
        {"prompt": "What is 12 * 2?", "answer": "24", "lures": ["14"]},
        {
            "prompt": "Write exactly 3 words.",
            "answer": "exactly 3 words",
            "kind": "constraint",
            "lures": ["exactly 2 words"],
        },
        {"prompt": "Which is larger, 9.9 or 9.11?", "choices": ["9.9", "9.11"], "answer": "9.9"},
        {"prompt": "Is 7 prime?", "answer": "yes"},
        {"prompt": "Largest ocean?", "choices": ["Pacific", "Atlantic"], "answer": "A"},
        {"prompt": "When is noon?", "answer": "12:00"},
        {"prompt": "Is 13 in 1,300?", "answer": False},
        {"prompt": "What is 10 + 3? (not 130)", "answer": 13},
    ]
    assert found(tmp_path, *lines) == []


def test_a_file_that_is_not_there_is_no_unknown_suite(tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text('{"prompt": "2 + 2?", "answer": 4}')

    with pytest.raises(
        InvalidArgument, match=r"There is no file 'nofile'\. Give a file of your own questions"
    ):
        check("nofile")
    with pytest.raises(InvalidArgument, match=r"mine\.json'\. Did you mean '.*/mine\.jsonl'\?"):
        check(str(tmp_path / "mine.json"))


def test_a_suite_by_name_is_verified_elsewhere() -> None:
    with pytest.raises(InvalidArgument, match="`jagbench probes verify smoke-v2`"):
        check("smoke-v2")


def test_a_file_of_probes_is_checked_by_id(tmp_path: Path) -> None:
    from jagbench.probes import load, write_probes

    probe = load("smoke-v1").probes[0]
    (tmp_path / "suite.jsonl").write_bytes(write_probes([probe]))

    assert check(str(tmp_path / "suite.jsonl")).questions == 1


def test_several_names_of_one_answer_are_no_fault(tmp_path: Path) -> None:
    city = {"prompt": "What is the largest city of the USA?", "answers": ["New York", "NYC"]}
    assert found(tmp_path, city, {"prompt": "When?", "answers": ["14:30", "2:30 p.m."]}) == []
    assert found(tmp_path, city, {**city, "answers": ["NYC", "New York"], "id": "b"}) == [
        ("line 2", "duplicate")
    ]
