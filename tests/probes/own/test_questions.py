import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument
from jagbench.probes import Answer, Suite, from_json, to_json, write_probes


def loaded(folder: Path, *lines: object, name: str = "mine.jsonl") -> Suite:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    (folder / name).write_text(text, encoding="utf-8")
    return jb.load(str(folder / name))


def only(folder: Path, line: dict[str, Any]) -> jb.Probe:
    (probe,) = loaded(folder, line)
    return probe


def test_a_plain_line_is_a_probe_with_its_prompt_as_given(tmp_path: Path) -> None:
    probe = only(tmp_path, {"prompt": " What is 2 + 3?\n", "answer": 5})

    assert (probe.prompt, probe.answer) == (" What is 2 + 3?\n", Answer(kind="integer", value="5"))
    assert (probe.skill, probe.family, probe.level, probe.language) == ("mine", "mine", 1, "")
    assert len(probe.id) == 16
    assert probe.item == probe.id


def test_what_a_line_says_is_kept(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "prompt": "Wie viele?",
        "answer": "3,5",
        "kind": "decimal",
        "skill": "medicine.dose",
        "level": 2,
        "grade": 6,
        "language": "de-DE",
        "item": "dose-1",
        "lures": {"comma_left_out": "35"},
    }
    probe = only(tmp_path, line)

    assert (probe.id, probe.item, probe.skill, probe.level, probe.grade) == (
        "7",
        "dose-1",
        "medicine.dose",
        2,
        6,
    )
    assert (probe.language, probe.answer.value, dict(probe.lures)) == ("de", "3.5", {"comma_left_out": "35"})


CHOICES = ["stone", "apple", "iron"]
APPLE = Answer(kind="choice", value="apple", options=("stone", "apple", "iron"))


@pytest.mark.parametrize(
    "line",
    [
        {"prompt": "Fruit?", "choices": CHOICES, "answer": "apple"},
        {"prompt": "Fruit?", "options": CHOICES, "answer": "B"},
        {"question": "Fruit?", "choices": CHOICES, "answer": 1},  # MMLU
        {
            "question": "Fruit?",
            "choices": {"text": CHOICES, "label": ["A", "B", "C"]},
            "answerKey": "B",
        },  # ARC
        {"question": "Fruit?", "choices": {"text": CHOICES, "label": ["1", "2", "3"]}, "answerKey": "2"},
        {"ctx": "Fruit?", "endings": CHOICES, "label": "1"},  # HellaSwag
        {"Question": "Fruit?", "A": "stone", "B": "apple", "C": "iron", "Answer": "B"},
        {
            "question": "Fruit?",
            "answerA": "stone",
            "answerB": "apple",
            "answerC": "iron",
            "label": "2",
        },  # SIQA
        {"question": "Fruit?", "mc1_targets": {"choices": CHOICES, "labels": [0, 1, 0]}},  # TruthfulQA
        {"input": "Fruit?", "target_scores": {"stone": 0, "apple": 1, "iron": 0}},  # BIG-bench
        {
            "prompt": "Fruit?",
            "answer": {"kind": "choice", "value": "apple", "options": CHOICES},
            "choices": CHOICES,
        },
    ],
    ids=lambda line: ",".join(line),
)
def test_choices_under_the_names_of_well_known_sets(tmp_path: Path, line: dict[str, Any]) -> None:
    lines = [line]
    if line.get("label") == "2":  # a second line tells that places are counted from 1
        lines.append({**line, "question": "Iron?", "label": "3"})
    suite = loaded(tmp_path, *lines)

    assert suite.probes[0].answer == APPLE
    assert suite.probes[0].prompt == "Fruit?\nA. stone\nB. apple\nC. iron"


def test_a_prompt_that_shows_its_choices_stays_as_given(tmp_path: Path) -> None:
    prompt = "Which is a fruit: Stone, apple or iron?"

    assert only(tmp_path, {"prompt": prompt, "choices": CHOICES, "answer": "apple"}).prompt == prompt


def test_numbers_in_writing_are_values_where_they_fit_as_such(tmp_path: Path) -> None:
    choices = ["0", "4", "2"]

    assert only(tmp_path, {"prompt": "2 + 2", "choices": choices, "answer": "2"}).answer.value == "2"
    assert only(tmp_path, {"prompt": "2 + 2", "choices": choices, "answer": 1}).answer.value == "4"
    assert only(tmp_path, {"prompt": "2 + 2", "choices": [0, 4, 2], "answer": 4}).answer.value == "4"


def test_wrong_answers_that_stand_apart_are_put_in_an_order_that_tells_nothing(tmp_path: Path) -> None:
    lines = [
        {"question": f"{number}?", "correct_answer": "r", "distractor1": "a", "distractor2": "b"}
        for number in range(60)
    ]
    suite = loaded(tmp_path, *lines)
    places = [probe.answer.options.index("r") for probe in suite]

    assert all(10 <= places.count(place) <= 30 for place in range(3))
    assert "60 questions name wrong answers apart" in " ".join(suite.notes)
    assert loaded(tmp_path, *lines).sha256 == suite.sha256


def test_gsm8k_as_it_is_published(tmp_path: Path) -> None:
    suite = loaded(tmp_path, {"question": "How much?", "answer": "She makes <<3*400=1200>>1200.\n#### 1,200"})

    assert suite.probes[0].answer == Answer(kind="integer", value="1200")
    assert suite.notes == [
        "Columns: prompt is 'question'.",
        "The answer is what stands behind #### in 1 answers.",
        "Kinds of answers, inferred: 1 integer.",
        "The skill of questions that name none is 'mine'.",
    ]


def test_a_passage_goes_before_its_question_and_a_truth_value_is_yes_or_no(tmp_path: Path) -> None:
    probe = only(tmp_path, {"question": "Is ice cold", "passage": "Ice is frozen.", "answer": True})

    assert probe.prompt == "Ice is frozen.\n\nIs ice cold"
    assert probe.answer == Answer(kind="choice", value="yes", options=("yes", "no"))


def test_a_conversation_of_one_turn_is_its_text(tmp_path: Path) -> None:
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "2 + 3?"}]

    assert only(tmp_path, {"input": messages, "ideal": ["5"]}).prompt == "Be brief.\n\n2 + 3?"


GOOD = {"prompt": "What is 2 + 3?", "answer": "5"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"prompt": "What?"}, "there is no answer: the line has no 'answer', or an empty one."),
        ({"prompt": "What?", "answer": " "}, "there is no answer."),
        ({"answer": "5"}, "there is no prompt: the line has no 'prompt', or an empty one."),
        ({"prompt": "What?", "answer": "x" * 300}, "fits no kind"),
        ({"prompt": "What?", "choices": ["a", "b"], "answer": "q"}, "'q' is none of its choices ['a', 'b']"),
        ({"prompt": "What?", "choices": ["a", "b"]}, "there is no answer beside its choices"),
        ({"prompt": "What?", "choices": ["a", "a"], "answer": "a"}, "the choice 'a' stands twice"),
        ({"prompt": "What?", "choices": ["a"], "answer": "a"}, "there must be two choices at least"),
        ({"prompt": "What?", "choices": ["a", ""], "answer": "a"}, "one of the choices is empty"),
        ({"prompt": "What?", "choices": "a", "answer": "a"}, "the choices must be a list"),
        ({"prompt": "What?", "choices": list(map(str, range(30))), "answer": "1"}, "there are 30 choices"),
        (GOOD, "the same question stands at"),
        ({"prompt": "What?", "answer": "5", "level": 0}, "'level' must be a whole number from 1 up, got 0"),
        ({"prompt": "What?", "answer": "5", "lures": ["5"]}, "a lure is the right answer, '5'"),
        ({"prompt": "What?", "answer": "5", "format": "xml"}, "Unknown format 'xml'"),
        ({"prompt": "What?", "answers": ["yes", "aye"]}, "of choices one is right"),
        ({"prompt": "What?", "answers": ["yes", "no"]}, "there are 2 answers, and of choices one is right"),
        ({"prompt": "What?", "answers": ["a", "b"], "lures": ["B"]}, "a lure is the right answer, 'b'"),
        ({"prompt": "What?", "choices": ["a", "b"], "answers": ["a", "b"]}, "there are 2 answers beside its"),
        ({"prompt": "What?", "answers": ["1", "x"], "kind": "integer"}, "the answer 'x' is no integer"),
        ({"prompt": "What?", "answers": ["a", ""]}, "one of the answers is empty"),
        ({"prompt": "What?", "answer": "5", "kind": "numbr"}, "Unknown kind 'numbr'"),
        (
            {"prompt": [{"role": "assistant", "content": "x"}], "answer": "5"},
            "holds a reply of the assistant",
        ),
        ({"prompt": "What?", "answer": {"value": "5"}}, "has no 'kind' and 'value'"),
        ("{half", "the line is not JSON"),
        ("[1]", "expected a JSON object, got [1]"),
    ],
)
def test_a_line_that_cannot_be_asked_is_one_sentence_and_the_others_are_used(
    tmp_path: Path, line: object, sentence: str
) -> None:
    suite = loaded(tmp_path, GOOD, line)

    assert len(suite) == 1
    *_, said, count = suite.notes
    assert said.startswith(f"{tmp_path / 'mine.jsonl'}, line 2: ")
    assert sentence in said
    assert count == "1 of 2 questions is left out; 1 is used."


def test_an_id_with_two_questions_keeps_the_first(tmp_path: Path) -> None:
    suite = loaded(tmp_path, {**GOOD, "id": "a"}, {**GOOD, "prompt": "What is 5?", "id": "a"})

    assert suite["a"].prompt == "What is 2 + 3?"
    assert "the id 'a' has another question at" in suite.notes[-2]


def test_many_bad_lines_are_told_by_five_and_counted(tmp_path: Path) -> None:
    suite = loaded(tmp_path, GOOD, *({"prompt": f"{number}?"} for number in range(20)))

    assert sum("there is no answer" in note for note in suite.notes) == 5
    assert suite.notes[-2:] == ["... and 15 more lines.", "20 of 21 questions are left out; 1 is used."]


def test_a_file_without_a_question_that_can_be_asked_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidArgument, match=r"no question in it can be asked, of 1 lines. The first: .*line 1"
    ):
        loaded(tmp_path, {"prompt": "What?"})


def test_bytes_that_are_no_text_lose_their_line_only(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    bad = '{"prompt": "Café?", "answer": "1"}'.encode("latin-1")
    path.write_bytes(json.dumps(GOOD).encode() + b"\n" + bad)

    assert "line 2: it is not UTF-8 text (the byte 0xe9)" in " ".join(jb.load(path).notes)


CSV = 'question,A,B,answer,source\n"Which, of these?",sky,rose,B,me\nWhich?,sea,fire,A,you\n'


def test_csv_with_choices_in_columns(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(CSV, encoding="utf-8-sig")
    suite = jb.load(tmp_path / "mine.csv")

    assert [probe.answer.value for probe in suite] == ["rose", "sea"]
    assert suite.probes[0].prompt == "Which, of these?\nA. sky\nB. rose"
    assert suite.notes == [
        "Columns: prompt is 'question', choices is 'A to B'.",
        "2 prompts do not show their choices: they are added below, as A., B. and so on.",
        "The skill of questions that name none is 'mine'.",
        "Not used: 'source'.",
    ]


def test_csv_with_choices_in_a_cell(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text('prompt;choices;answer\nA or b?;a | b;b\nC or d?;"[""c"", ""d""]";c\n')

    assert [probe.answer.value for probe in jb.load(tmp_path / "mine.csv")] == ["b", "c"]


def test_bad_rows_of_csv(tmp_path: Path) -> None:
    rows = b"prompt,answer\n2 + 3?,5\nCaf\xe9?,1\nhalf\n"
    (tmp_path / "mine.csv").write_bytes(rows)
    suite = jb.load(tmp_path / "mine.csv")

    assert len(suite) == 1
    assert "line 3: it is not UTF-8 text" in suite.notes[-3]
    assert "line 4: it has not as many cells" in suite.notes[-2]


LINES = [GOOD, {"prompt": "What is 3 + 3?", "answer": "6"}]


def test_every_kind_of_file_gives_the_same_questions(tmp_path: Path) -> None:
    frame = pd.DataFrame(LINES)
    text = "".join(json.dumps(line) + "\n" for line in LINES)
    (tmp_path / "a.jsonl").write_text(text)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "c.json").write_text(json.dumps({"data": LINES}))
    (tmp_path / "d.json").write_text(text)
    frame.to_csv(tmp_path / "e.csv", index=False)
    frame.to_csv(tmp_path / "f.tsv", index=False, sep="\t")
    frame.to_parquet(tmp_path / "g.parquet")
    frame.to_feather(tmp_path / "h.arrow", compression="uncompressed")

    asked = [[(probe.id, probe.prompt) for probe in jb.load(path)] for path in sorted(tmp_path.iterdir())]
    assert len(asked) == 8
    assert asked == [asked[0]] * 8


def test_a_folder_of_a_data_set_is_asked_by_its_test_split(tmp_path: Path) -> None:
    folder = tmp_path / "gsm"
    (folder / "data").mkdir(parents=True)
    (folder / "README.md").write_text("# Card")
    pd.DataFrame(LINES).to_parquet(folder / "data" / "test-00000-of-00001.parquet")
    pd.DataFrame([{**GOOD, "prompt": "Seen?"}]).to_parquet(folder / "data" / "train-00000-of-00001.parquet")

    suite = jb.load(folder)

    assert [probe.prompt for probe in suite] == [line["prompt"] for line in LINES]
    assert suite.notes[0] == f"{folder}: 1 of 2 data files are read, those of the split 'test'."
    assert suite.probes[0].skill == "gsm"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.parquet", b"PAR1 and no more", "not a Parquet file, or a damaged one"),
        ("a.arrow", b"ARROW1", "not an Arrow file, or a damaged one"),
        ("a.json", b"[1, 2", "it is not JSON, or not whole"),
        ("a.json", b"7", "expected a list of questions, got 7"),
        ("a.csv", "prompt".encode("utf-16"), "this is UTF-16, not UTF-8 text"),
        ("a.csv", b"prompt,answer\n", "no question in it can be asked, of 0 lines"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InvalidArgument, match=sentence):
        jb.load(tmp_path / name)


def test_a_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="holds no file of questions"):
        jb.load(tmp_path)


def test_scripts_tell_their_language(tmp_path: Path) -> None:
    suite = loaded(
        tmp_path,
        {"prompt": "수도는?", "answer": "서울"},
        {"prompt": "首都はどこですか", "answer": "東京"},
        {"prompt": "首都是?", "answer": "北京"},
    )

    assert [probe.language for probe in suite] == ["ko", "ja", "zh"]


def test_a_suite_of_probes_is_still_one(tmp_path: Path) -> None:
    suite = jb.load("smoke-v1")
    (tmp_path / "part.jsonl").write_bytes(write_probes(suite.probes[:3]))

    assert jb.load(tmp_path / "part.jsonl").probes == list(suite.probes[:3])
    assert jb.load(tmp_path / "part.jsonl").notes == ()


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ({"answers": ["NYC", "New York", "nyc"]}, Answer(kind="text", value="NYC", also=("New York",))),
        ({"answers": [2, "2.0", "2.5"]}, Answer(kind="decimal", value="2", also=("2.5",))),
        ({"answers": ["1,200", "1200"]}, Answer(kind="integer", value="1200")),
        ({"ideal": [3, 5]}, Answer(kind="integer", value="3", also=("5",))),
        ({"answers": {"text": ["a", "b"]}}, Answer(kind="text", value="a", also=("b",))),
        ({"answers": ["4", "four"], "kind": "text"}, Answer(kind="text", value="4", also=("four",))),
        ({"answers": ["1,200", "four", 7]}, Answer(kind="text", value="1,200", also=("four", "7"))),
        ({"answers": ["2024-02-29", "29 Feb"]}, Answer(kind="text", value="2024-02-29", also=("29 Feb",))),
        ({"answers": ["a", "b"], "kind": "list"}, Answer(kind="list", value="a, b")),
        ({"answer": ["a", "b"]}, Answer(kind="list", value="a, b")),
    ],
)
def test_several_right_answers(tmp_path: Path, line: dict[str, object], answer: Answer) -> None:
    probe = only(tmp_path, {"prompt": "What is it?", **line})

    assert probe.answer == answer
    assert from_json(to_json(probe)) == probe
