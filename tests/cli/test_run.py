import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from jagbench.cli.progress import Tally, Watch
from jagbench.cli.run import command
from jagbench.cli.run_end import complain_of_thoughts
from jagbench.errors import JagbenchError
from jagbench.runners import opened
from jagbench.runners.engine import Sampling
from jagbench.runners.engines import Opening
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Selection
from tests.runners.samples import Scripted, make_probe, make_reply


def invoke(*arguments: str) -> "tuple[int, str, str]":
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_results_go_to_standard_output_and_progress_to_standard_error(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    code, output, notices = invoke("solver:exact", "--suite", "smoke-v1", "--out", out, "--limit", "40")
    assert code == 0
    assert output.splitlines() == [
        out,
        "smoke-v1: 40 of 280 probes, a balanced sample; 40 stop, 0 length, 0 error",
        "100.0 % right (95 % interval 91.2–100.0 %, n = 40), and 100.0 % right and in the format asked for.",
        "All 7 families are at 100.0 %, so none is weakest.",
        f"Next: jagbench report {out}",
    ]
    first, *_, last = notices.splitlines()
    assert first == "solver:exact: 40 probes of smoke-v1"
    assert last.startswith("40/40 probes, ")
    assert last.endswith("probes/s, 100.0% right")


def test_json_holds_the_same(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    _, output, _ = invoke("solver:exact", "--out", out, "--limit", "4", "--json")
    (found,) = json.loads(output)["runs"]
    assert (found["path"], found["state"], found["finish_reasons"]) == (out, "complete", {"stop": 4})
    assert found["extent"]["words"] == "4 of 332 probes, a balanced sample"
    assert (found["accuracy"]["value"], found["accuracy"]["n"]) == (1.0, 4)


def test_the_same_command_resumes_in_the_default_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for limit in ("3", "5"):
        _, output, _ = invoke("solver:exact", "--limit", limit)
        assert output.startswith(f"runs/solver-exact-smoke-v2-direct\nsmoke-v2: {limit} of 332 probes")


def test_probes_that_stay_unscored_are_a_failure_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_bad(model: str, opening: object) -> Scripted:
        engine = Scripted(
            lambda request: "!Out of memory." if len(engine.asked) % 5 == 0 else "1", capacity=1
        )
        return engine

    monkeypatch.setattr(opened, "open_engine", open_bad)
    with pytest.raises(JagbenchError) as failure:
        invoke("solver:exact", "--out", str(tmp_path / "run"), "--limit", "20")
    assert str(failure.value) == (
        "4 of 20 probes stay unscored because the engine failed, the first of them with: Out of memory. "
        "The same command asks only those again."
    )
    assert failure.value.exit_code == 1


def test_bad_use_is_a_usage_error() -> None:
    code, _, notices = invoke("solver:exact", "--limit", "0")
    assert code == 2
    assert "0 is not in the range 1<=x<=2147483647" in notices


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["sover:exact"], 2, "Error: Unknown engine 'sover'. Did you mean 'solver'?"),
        (["solver:verson_order"], 2, "Error: Unknown solver 'verson_order'. Did you mean 'version_order'?"),
        (
            ["solver:exact", "--suite", "famos-v1"],
            2,
            "Error: Unknown suite 'famos-v1'. Did you mean 'famous-v1'?",
        ),
        (["llamacpp:none.gguf"], 2, "Error: There is no model file 'none.gguf'."),
    ],
)
def test_bad_input_is_one_sentence_and_an_exit_code(arguments: list[str], code: int, sentence: str) -> None:
    command_line = [sys.executable, "-m", "jagbench", "run", *arguments]
    process = subprocess.run(command_line, capture_output=True, text=True)
    assert process.returncode == code
    assert process.stderr.startswith(sentence)
    assert process.stderr.count("\n") == 1
    assert process.stdout == ""


def read_terminal(reader: int) -> bytes:
    """What stands on a terminal, or nothing once nobody can write to it any more."""
    try:
        return os.read(reader, 4096)
    except OSError:
        return b""


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    reader, terminal = pty.openpty()
    command_line = [
        sys.executable,
        "-m",
        "jagbench",
        "run",
        "solver:exact",
        "--limit",
        "9",
        "--out",
        tmp_path / "run",
    ]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command_line, stdout=subprocess.DEVNULL, stderr=terminal, env=environment)
    os.close(terminal)
    shown = b"".join(iter(lambda: read_terminal(reader), b"")).decode()
    os.close(reader)
    assert process.wait() == 0
    assert "━" in shown
    assert "9/9" in shown
    assert "100.0% right" in shown


def test_progress_counts_failures_apart_and_known_replies_into_no_rate() -> None:
    shown = io.StringIO()
    with Watch(lambda probe, reply: reply.text == probe.answer.value, Console(file=shown)) as watch:
        watch.tally.start(4)
        watch.on_probe(make_probe(0), make_reply("a", "1"), False)
        watch.on_probe(make_probe(1), make_reply("b", "1"), False)
        assert watch.tally.rate == 0
        watch.on_probe(make_probe(2), make_reply("c", "", finish="error", error="lost."), True)
    last = shown.getvalue().splitlines()[-1]
    assert last.startswith("3/4 probes, ")
    assert last.endswith("right, 1 failed")


def test_help_has_an_example() -> None:
    assert "Example:\n    jagbench run llamacpp:smollm2\n" in invoke("--help")[1]


def test_every_option_of_how_probes_are_asked_is_recorded(tmp_path: Path) -> None:
    out = tmp_path / "run"
    options = {
        "--system": "Be brief.", "--temperature": "0.5", "--top-p": "0.9", "--top-k": "40",
        "--max-tokens": "9", "--seed": "7", "--samples": "3", "--recheck": "0.5",
    }  # fmt: skip
    given = [word for option in options.items() for word in option]
    code, output, _ = invoke("solver:exact", "--limit", "10", "--out", str(out), *given)
    assert code == 0
    assert output.splitlines()[1] == (
        "smoke-v2: 10 of 332 probes, a balanced sample, 3 samples each; 30 stop, 0 length, 0 error"
    )
    assert output.splitlines()[2].startswith("Asked twice: ")
    manifest = RunDirectory.open(out).manifest
    assert manifest.sampling == Sampling(max_tokens=9, temperature=0.5, top_p=0.9, top_k=40, seed=7)
    assert (manifest.system, manifest.samples, manifest.recheck) == ("Be brief.", 3, 0.5)


def test_json_tells_how_many_replies_changed(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    _, output, _ = invoke("solver:exact", "--limit", "5", "--out", out, "--recheck", "1", "--json")
    assert json.loads(output)["runs"][0]["rechecks"] == {"compared": 5, "changed": 0}


def test_what_is_not_given_is_as_the_protocol_has_it(tmp_path: Path) -> None:
    invoke("solver:exact", "--limit", "5", "--out", str(tmp_path / "run"), "--protocol", "cot", "--seed", "3")
    assert RunDirectory.open(tmp_path / "run").manifest.sampling == Sampling(max_tokens=1024, seed=3)


def test_fewshot_draws_its_examples(tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert invoke("solver:exact", "--limit", "5", "--out", str(out), "--protocol", "fewshot:2")[0] == 0
    directory = RunDirectory.open(out)
    assert not {probe.item for probe in directory.examples()} & {probe.item for probe in directory.probes()}
    assert len(directory.examples()) > 50


def test_engine_arguments_and_the_chat_template_reach_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openings: list[Opening] = []

    def open_engine(model: str, opening: Opening) -> Scripted:
        openings.append(opening)
        return Scripted(lambda request: "1")

    monkeypatch.setattr(opened, "open_engine", open_engine)
    template = tmp_path / "template.jinja"
    template.write_text("{{ messages }}")
    arguments = ["--chat-template", str(template), "--engine-arg", "slots=4", "--engine-arg", "threads=2"]
    invoke("llamacpp:smollm2", "--limit", "1", "--out", str(tmp_path / "run"), *arguments)
    assert openings[0].arguments == {"slots": 4, "threads": 2, "chat_template": "{{ messages }}"}


def test_a_finished_run_says_so(tmp_path: Path) -> None:
    arguments = ["solver:exact", "--limit", "5", "--out", str(tmp_path / "run")]
    invoke(*arguments)
    code, output, notices = invoke(*arguments)
    assert (code, notices) == (
        0,
        f"Nothing is left to ask: every probe has its reply in {tmp_path / 'run'}.\n",
    )
    assert "5 stop, 0 length, 0 error" in output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--shard", "3/2"], "Error: Not a shard: '3/2'. Give NUMBER/COUNT, such as 1/8 to 8/8."),
        (["--samples", "2"], "Error: At temperature 0 all 2 samples of a probe are the same:"),
        (["--protocol", "constrained"], "Error: The protocol 'constrained' needs replies held to"),
        (["--engine-arg", "slots=2"], "Error: Unknown argument of the engine solver 'slots'."),
    ],
)
def test_bad_options_are_one_sentence(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    command_line = [sys.executable, "-m", "jagbench", "run", "solver:exact", "--out", str(tmp_path / "run")]
    process = subprocess.run([*command_line, *arguments], capture_output=True, text=True)
    assert process.returncode == 2
    assert process.stderr.startswith(sentence)
    assert process.stderr.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_prompts_are_shown_and_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, output, _ = invoke("solver:exact", "--show-prompts", "2", "--prompting", "completion")
    assert code == 0
    assert output.count("--- ") == 2
    assert output.startswith("--- 1 of 2: ")
    assert output.count("\nQuestion: ") == 2
    assert output.endswith("\nAnswer:\n")
    code, output, _ = invoke("solver:exact", "--show-prompts", "1", "--json")
    (shown,) = json.loads(output)["prompts"]
    assert set(shown) == {"probe", "skill", "level", "turn", "tokens", "prompt"}
    assert list(tmp_path.iterdir()) == []


def test_no_time_is_named_before_the_rate_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    tally = Tally(lambda probe, reply: True)
    tally.start(1000)
    tally.count(make_probe(0), make_reply("a", "1"), True)
    assert (tally.seconds_left, tally.time_left) == (None, "")
    now = 10.0
    for number in range(1, 20):
        tally.count(make_probe(number), make_reply(str(number), "1"), True)
    assert tally.seconds_left == 490
    assert tally.time_left == "8 min left"


def test_a_long_run_without_a_terminal_is_a_dozen_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    shown = io.StringIO()
    with Watch(lambda probe, reply: True, Console(file=shown)) as watch:
        watch.tally.start(5000)
        for number in range(5000):
            now += 1.0
            watch.on_probe(make_probe(number), make_reply(str(number), "1"), True)
    lines = shown.getvalue().splitlines()
    assert 10 <= len(lines) <= 13
    assert lines[-1].startswith("5000/5000 probes")


@pytest.mark.parametrize("done", [1, 2])
def test_the_last_state_is_printed_once(monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    shown = io.StringIO()
    with Watch(lambda probe, reply: True, Console(file=shown)) as watch:
        watch.tally.start(2)
        for number in range(done):
            now += 10.0
            watch.on_probe(make_probe(number), make_reply(str(number), "1"), True)

    assert [line.split()[0] for line in shown.getvalue().splitlines()] == ["1/2", "2/2"][:done]


def test_what_is_selected_is_asked_and_stands_in_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, output, _ = invoke(
        "solver:exact", "--suite", "smoke-v1", "--skill", "sets.common", "--level", "1", "--level", "2"
    )
    folder = Path(output.splitlines()[0])
    assert folder == Path("runs/solver-exact-smoke-v1-direct-skill-sets.common-level-1-or-2")
    assert output.splitlines()[1].startswith(
        "smoke-v1: all 2 probes that fit, of 280, only skill sets.common, level 1 or 2; 2 stop"
    )
    directory = RunDirectory.open(folder)
    assert {(probe.skill, probe.level) for probe in directory.probes()} == {
        ("sets.common", 1),
        ("sets.common", 2),
    }
    assert directory.manifest.selection == Selection(skills=("sets.common",), levels=(1, 2))
    assert (directory.manifest.suite_probes, directory.manifest.fitting) == (280, 2)


def test_another_selection_is_another_run(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    invoke("solver:exact", "--level", "1", "--limit", "3", "--out", out)
    with pytest.raises(
        JagbenchError, match="another selection of probes: level 1 is there, level 2 was asked"
    ):
        invoke("solver:exact", "--level", "2", "--limit", "3", "--out", out)


def test_a_limit_is_kept_and_only_raised(tmp_path: Path) -> None:
    for limit in ("3", "9", "5"):
        invoke("solver:exact", "--limit", limit, "--out", str(tmp_path / "run"))
    manifest = RunDirectory.open(tmp_path / "run").manifest
    assert (manifest.limit, manifest.order) == (9, "balanced")


def test_several_models_and_suites_are_a_run_each(tmp_path: Path) -> None:
    out = tmp_path / "all"
    code, output, _ = invoke(
        *("solver:exact", "solver:version_order", "--suite", "smoke-v1", "--suite", "frames-v1"),
        *("--limit", "5", "--out", str(out), "--tag", "new", "--json"),
    )
    assert code == 0
    found = json.loads(output)["runs"]
    assert [(each["model"], each["suite"], each["tags"]) for each in found] == [
        ("solver:exact", "smoke-v1", ["new"]),
        ("solver:exact", "frames-v1", ["new"]),
        ("solver:version_order", "smoke-v1", ["new"]),
        ("solver:version_order", "frames-v1", ["new"]),
    ]
    assert {Path(each["path"]).parent for each in found} == {out}


def test_a_model_that_fails_leaves_the_others_alone(tmp_path: Path) -> None:
    code, output, notices = invoke(
        *("solver:no_carry", "solver:exact", "--suite", "frames-v1", "--limit", "5", "--out", str(tmp_path))
    )
    assert code == 2
    assert "Error: solver:no_carry on frames-v1: Unknown solver 'no_carry'." in notices
    assert output.startswith(f"{tmp_path / 'solver-exact-frames-v1-direct'}\n")


def test_of_several_one_that_cannot_be_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(JagbenchError, match="Unknown engine 'slover'"):
        invoke("solver:exact", "slover:exact", "--out", str(tmp_path / "all"))
    with pytest.raises(JagbenchError, match="--label 'mine' would name 2 runs"):
        invoke("solver:exact", "solver:no_carry", "--label", "mine", "--out", str(tmp_path / "all"))
    assert not (tmp_path / "all").exists()


def test_the_options_of_a_run_are_kept_and_ask_the_same_again(tmp_path: Path) -> None:
    out = tmp_path / "run"
    options = ["--limit", "4", "--level", "1", "--temperature", "0.5", "--tag", "a", "--label", "mine"]
    invoke("solver:exact", *options, "--out", str(out))
    before = RunDirectory.open(out).manifest
    config = tmp_path / "again.toml"
    config.write_text((out / "run.toml").read_text().replace(str(out), str(tmp_path / "again")))
    assert invoke("--config", str(config))[0] == 0
    after = RunDirectory.open(tmp_path / "again").manifest
    assert replace(after, created=before.created) == before
    assert invoke("--config", str(config), "--limit", "6")[0] == 0
    assert RunDirectory.open(tmp_path / "again").manifest.limit == 6


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('modl = "solver:exact"', "Unknown option in .*again.toml 'modl'. Did you mean 'model'?"),
        ("model = ", "cannot be read as a run's options: Invalid value"),
    ],
)
def test_a_bad_file_of_options_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    config = tmp_path / "again.toml"
    config.write_text(text)
    with pytest.raises(JagbenchError, match=sentence):
        invoke("--config", str(config))


def test_a_value_of_the_file_is_checked_like_one_that_is_typed(tmp_path: Path) -> None:
    config = tmp_path / "again.toml"
    config.write_text('model = "solver:exact"\nlimit = 0\n')
    code, _, notices = invoke("--config", str(config))
    assert code == 2
    assert "0 is not in the range 1<=x<=2147483647" in notices


def test_thoughts_have_room_of_their_own(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    invoke("solver:exact", "--out", out, "--limit", "2", "--thinking-tokens", "1000", "--max-tokens", "50")
    assert RunDirectory.open(out).manifest.sampling.max_tokens == 1050


def test_replies_that_were_cut_inside_a_thought_are_said_with_what_helps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    invoke("solver:exact", "--out", str(out), "--limit", "4")
    directory = RunDirectory.open(out)
    complain_of_thoughts(directory)
    assert capsys.readouterr().err == ""
    with directory.open_journal() as journal:
        thought = replace(make_reply("other", "", finish="length"), thinking="hm")
        journal.write([thought])
    complain_of_thoughts(directory)
    assert "1 of 5 replies were cut while the model was still thinking" in capsys.readouterr().err
