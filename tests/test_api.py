import asyncio
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument

SUITE = jb.load("smoke-v1")
PAIR = jb.ask("comparison.decimals", "9.9", "9.11", direction="larger")


def test_every_public_name_is_there_and_documented() -> None:
    assert set(jb.__all__) <= set(dir(jb))
    for name in set(jb.__all__) - {"__version__"}:
        assert getattr(jb, name).__doc__, name


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'scores'"):
        jb.__getattr__("scores")


def test_one_reply_to_one_probe() -> None:
    assert jb.score(PAIR, "9.9 is larger than 9.11.").verdict == "correct"
    assert {"longer_is_larger", "version_order"} <= set(jb.score(PAIR, "9.11").lures)


def test_a_mapping_a_series_a_frame_and_a_file_say_the_same(tmp_path: Path) -> None:
    replies = {probe.id: probe.answer.value for probe in SUITE.probes[:5]}
    lines = [json.dumps({"probe": key, "reply": text}) for key, text in replies.items()]
    (tmp_path / "replies.jsonl").write_text("\n".join(lines))
    frame = pd.DataFrame({"id": replies.keys(), "reply": replies.values()})

    found = [
        jb.score(SUITE, given, missing="left out")
        for given in (replies, pd.Series(replies), frame, tmp_path / "replies.jsonl")
    ]

    assert [table["verdict"].tolist() for table in found] == [["correct"] * 5] * 4
    assert [table["probe"].tolist() for table in found] == [list(replies)] * 4


def test_probes_without_a_reply_are_unscored_unless_left_out() -> None:
    first = SUITE.probes[0]

    whole = jb.score(SUITE, {first.id: first.answer.value})

    assert whole["verdict"].value_counts().to_dict() == {"unscored": len(SUITE) - 1, "correct": 1}
    assert len(jb.score(SUITE, {first.id: None})) == len(SUITE)


def test_replies_to_other_probes_are_counted_and_the_rest_is_judged() -> None:
    first = SUITE.probes[0]

    with pytest.warns(RuntimeWarning, match=r"2 of 3 replies are to other probes and left out: 'x', 'y'"):
        found = jb.score(SUITE, {first.id: first.answer.value, "x": "1", "y": "2"}, missing="left out")

    assert found["verdict"].tolist() == ["correct"]


@pytest.mark.parametrize(
    ("replies", "sentence"),
    [
        ({"x": "1"}, r"No reply of 1 is to one of \d+ probes: 'x'"),
        ({SUITE.probes[0].id: 7}, r"is a text or None, not 7"),
        (pd.DataFrame({"text": ["1"]}), r"has the columns 'probe' \(or 'id'\) and 'reply', not \['text'\]"),
        ([1, 2], r"a mapping from ids to texts, a series, a frame or a file, not \[1, 2\]"),
    ],
)
def test_replies_that_are_none_are_one_sentence(replies: Any, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        jb.score(SUITE, replies)


def test_swapped_operands_are_the_same_item() -> None:
    swapped = jb.ask("comparison.decimals", "9.11", "9.9", direction="larger")

    assert swapped.item == PAIR.item
    assert swapped.id != PAIR.id
    assert swapped.prompt.endswith("9.11 or 9.9")
    assert swapped.answer.value == PAIR.answer.value == "9.9"


def test_the_frame_turns_the_truth() -> None:
    version = jb.ask("comparison.decimals", "9.9", "9.11", direction="larger", frame="version")

    assert version.answer.value == "9.11"


@pytest.mark.parametrize(
    ("operands", "more", "sentence"),
    [
        (("9.9 ", "9.11"), {}, r"The operand '9\.9 ' is empty or has spaces around it: give '9\.9'"),
        (("", "9.11"), {}, r"The operand '' is empty"),
        ((9.9, "9.11"), {}, r"not 9\.9: give '9\.9'"),
        (("abc", "def"), {}, r"cannot ask \['abc', 'def'\]: it takes operands such as"),
        (("9.9", "9.11"), {"direction": None}, r"give direction=, one of larger, smaller"),
        (("9.9", "9.11"), {"direction": "bigger"}, r"has no phrasing in 'en' with directions \['bigger'\]"),
        (("9.9", "9.11"), {"language": "it"}, r"Unknown language for comparison\.decimals: 'it'"),
    ],
)
def test_operands_that_cannot_be_asked_are_one_sentence(
    operands: Any, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        jb.ask("comparison.decimals", *operands, **{"direction": "larger", **more})


def test_a_grid_asks_every_combination() -> None:
    found = jb.grid("arithmetic.addition", a=range(2, 5), b=[Decimal(7), "8"])

    assert [(probe.params["a"], probe.params["b"], probe.answer.value) for probe in found] == [
        ("2", "7", "9"),
        ("2", "8", "10"),
        ("3", "7", "10"),
        ("3", "8", "11"),
        ("4", "7", "11"),
        ("4", "8", "12"),
    ]


def test_several_levels_are_generated_at_once() -> None:
    found = jb.generate("arithmetic.addition", level=[1, 3], seed=4, count=5)

    assert [probe.level for probe in found] == [1] * 5 + [3] * 5
    assert found == jb.generate(jb.skill("arithmetic.addition"), level=[1, 3], seed=4, count=5)


def test_probes_of_a_stratum() -> None:
    found = jb.generate("arithmetic.addition", level=[2, 3], count=6, strata={"carry_chain": 1})

    assert found
    assert {probe.params["carry_chain"] for probe in found} == {1}


def test_only_probes_that_tell_misconceptions_apart() -> None:
    names = ["version_order", "longer_is_larger"]

    found = jb.generate("comparison.decimals", level=2, count=30, separates=names)
    plain = jb.generate("comparison.decimals", level=2, count=30)

    assert len(found) == 30
    assert all(probe.lures.get(names[0]) != probe.lures.get(names[1]) for probe in found)
    assert not all(probe.lures.get(names[0]) != probe.lures.get(names[1]) for probe in plain)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"strata": {"carry": 1}}, r"Unknown factor of arithmetic\.addition 'carry'\. Did you mean"),
        ({"strata": {"carry_chain": 99}}, r"no stratum with carry_chain = 99; it goes over"),
        ({"separates": ["no_carri", "smaller"]}, r"Unknown misconception of arithmetic\.addition 'no_carri'"),
        ({"separates": ["no_carry"]}, r"'no_carry' alone cannot be told apart"),
    ],
)
def test_strata_and_misconceptions_that_are_none(more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        jb.generate("arithmetic.addition", level=2, count=2, **more)


def test_words_are_asked_by_hand_too() -> None:
    probe = jb.ask("counting.letters", "strawberry", "r", direction="case_ignored")

    assert probe.answer.value == "3"
    assert (
        jb.ask("spelling.first_alphabetically", "pear", "apple", "fig", direction="first").answer.value
        == "apple"
    )


def test_a_small_level_gives_what_there_is() -> None:
    with pytest.warns(RuntimeWarning, match=r"arithmetic\.roots level 1 gave \d+ different probes"):
        found = jb.generate("arithmetic.roots", level=[1, 4], count=200)
    with pytest.warns(RuntimeWarning, match="and no more; 200 were asked for"):
        alone = jb.generate("arithmetic.roots", level=1, count=200)

    assert [probe for probe in found if probe.level == 1] == alone
    assert 0 < sum(probe.level == 1 for probe in found) < 200
    assert sum(probe.level == 4 for probe in found) == 200


def test_a_function_is_a_model(tmp_path: Path) -> None:
    answers = {probe.prompt: probe.answer.value for probe in SUITE}

    done = jb.run(lambda prompt: answers[prompt], SUITE, name="knows", out=tmp_path / "run", limit=30)

    assert done.model == "python:knows"
    assert done.accuracy()["accuracy"].tolist() == [1.0]
    assert done.directory.manifest.engine.model == "knows"


def test_an_async_function_is_asked_many_at_once(tmp_path: Path) -> None:
    at_once = most = 0

    async def model(messages: list[dict[str, str]]) -> str:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1
        return messages[-1]["content"][:1]

    done = jb.run(model, SUITE, out=tmp_path / "run", limit=40)

    assert len(done.frame) == 40
    assert most > 8


def test_a_function_that_raises_or_gives_no_text_is_unscored_and_asked_again(tmp_path: Path) -> None:
    working = False

    def model(prompt: str) -> str:
        if working:
            return "7"
        numbers: dict[str, Any] = {"number": 7}
        return numbers["number" if len(prompt) % 2 else "nothing"]

    first = jb.run(model, SUITE, out=tmp_path / "run", limit=15, fingerprint="one")
    errors = set(first.frame["error"])
    working = True
    second = jb.run(model, SUITE, out=tmp_path / "run", limit=15, fingerprint="one")

    assert set(first.frame["verdict"]) == {"unscored"}
    assert errors == {
        "The function gave 7, where a text is expected.",
        "The function raised KeyError: 'nothing'.",
    }
    assert "unscored" not in set(second.frame["verdict"])


def test_another_function_of_the_same_name_is_another_model(tmp_path: Path) -> None:
    jb.run(lambda prompt: "1", SUITE, out=tmp_path / "run", limit=5)

    with pytest.raises(InvalidArgument, match="holds a run with another model"):
        jb.run(lambda prompt: "2", SUITE, out=tmp_path / "run", limit=10)


@pytest.mark.parametrize("model", [7, None, ["solver:exact"]])
def test_what_is_no_model_is_one_sentence(model: Any) -> None:
    with pytest.raises(InvalidArgument, match="A model is 'engine:name' or a function"):
        jb.run(model, SUITE)


@pytest.mark.slow
def test_a_function_in_a_module_is_a_model_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def answer(prompt):\n    return '9.9'\n")
    command = [sys.executable, "-m", "jagbench", "run"]

    done, unknown, missing = (
        subprocess.run(
            [*command, model, "--limit", "8"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(jb.__file__).parents[1])},
            capture_output=True,
            text=True,
        )
        for model in ("python:mine:answer", "python:mine:reply", "python:yours:answer")
    )

    assert done.returncode == 0, done.stderr
    assert "The module 'mine' has no function 'reply'." in unknown.stderr
    assert "There is no module 'yours' for the model 'python:yours:answer'." in missing.stderr
    assert (unknown.returncode, missing.returncode) == (2, 2)


def test_runs_are_compared_profiled_reported_and_shown(tmp_path: Path) -> None:
    right = jb.run("solver:exact", SUITE, out=tmp_path / "right", limit=40)
    wrong = jb.run(lambda prompt: "no idea", SUITE, out=tmp_path / "wrong", limit=40)

    assert jb.compare(wrong, right).table["changed"].iloc[0] == "better"
    assert jb.profile(tmp_path / "right").asked == 40
    assert jb.report(right, wrong, out=tmp_path / "both.html").read_text().startswith("<!doctype html>")
    for name in ("_repr_html_",):  # what a notebook looks for
        assert "<table" in getattr(right, name)()
    assert jb.plot("accuracy_by_skill", right, wrong).get_xlabel()
    with pytest.raises(InvalidArgument, match=r"Unknown chart 'accuracy'.* Did you mean"):
        jb.plot("accuracy", right)


def test_a_suite_is_a_collection() -> None:
    first = SUITE.probes[0]

    assert (len(SUITE), next(iter(SUITE)), SUITE[first.id]) == (280, first, first)
    assert first.id in SUITE
    assert {probe.level for probe in SUITE.filter(lambda probe: probe.level == 2)} == {2}
    assert sum(map(len, SUITE.split("family").values())) == 280
    with pytest.raises(InvalidArgument, match="keeps none of 280"):
        SUITE.filter(lambda probe: False)
    with pytest.raises(InvalidArgument, match=r"Unknown field of a probe 'familly'\. Did you mean 'family'"):
        SUITE.split("familly")
