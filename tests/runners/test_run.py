from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe, write_probes
from jagbench.runners import opened
from jagbench.runners.engine import Ask, Rendered, Sampling
from jagbench.runners.engines import Opening
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.missing import Flips, Unanswered, count_flips, unanswered
from jagbench.runners.names import default_folder
from jagbench.runners.reply import Reply
from jagbench.runners.run import run, show_prompts
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Shard
from tests.runners.samples import Scripted, make_probe

COMPLETE = Unanswered(probes=[], why=None, rechecks=0)


def open_with(engine: Scripted) -> Callable[..., Scripted]:
    def open_engine(model: str, opening: Opening) -> Scripted:
        return engine

    return open_engine


def asked_in(suite: Path, out: Path, limit: int | None) -> set[str]:
    """The ids of the probes that a run of this limit asks now."""
    asked: set[str] = set()

    def note(probe: Probe, reply: Reply, now: bool) -> None:
        if now:
            asked.add(probe.id)

    run("solver:exact", str(suite), out=out, limit=limit, listener=Listener(on_probe=note))
    return asked


def test_a_run_asks_every_probe_and_ends_compacted(suite_file: Path, tmp_path: Path) -> None:
    directory = run("solver:exact", str(suite_file), out=tmp_path / "run")
    replies = {reply.probe: reply.text for reply in directory.replies().values()}
    assert replies == {probe.id: probe.answer.value for probe in directory.probes()}
    assert len(replies) == 300
    assert not (tmp_path / "run" / "journal.jsonl").exists()
    assert unanswered(directory) == COMPLETE


def test_a_higher_limit_asks_only_what_it_adds_and_a_lower_one_nothing(
    suite_file: Path, tmp_path: Path
) -> None:
    first = asked_in(suite_file, tmp_path / "run", 10)
    second = asked_in(suite_file, tmp_path / "run", 25)
    assert (len(first), len(second)) == (10, 15)
    assert not first & second
    assert asked_in(suite_file, tmp_path / "run", 5) == set()
    assert len(RunDirectory.open(tmp_path / "run").probes()) == 25
    assert len(asked_in(suite_file, tmp_path / "run", None)) == 275


def test_a_limit_takes_evenly_from_every_skill(tmp_path: Path) -> None:
    suite = tmp_path / "suite.jsonl"
    probes = [make_probe(number, skill=f"skill.{number // 20}") for number in range(100)]
    suite.write_bytes(write_probes(probes))
    directory = run("solver:exact", str(suite), out=tmp_path / "run", limit=10)
    assert sorted(probe.skill for probe in directory.probes()) == sorted(2 * [f"skill.{n}" for n in range(5)])


def test_a_solver_may_err_by_a_lure_that_no_probe_of_the_limit_has(suite_file: Path, tmp_path: Path) -> None:
    directory = run("solver:off_by_one", str(suite_file), out=tmp_path / "run", limit=1)
    (probe,) = directory.probes()
    wrong = probe.lures.get("off_by_one", probe.answer.value)
    assert [reply.text for reply in directory.replies().values()] == [wrong]


def test_probes_that_failed_are_told_and_asked_again(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Scripted(lambda request: "!Too long." if len(engine.asked) % 7 == 3 else "1", capacity=1)
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    directory = run("solver:exact", str(suite_file), out=tmp_path / "run", limit=10)
    left = unanswered(directory)
    assert (len(left.probes), left.why) == (2, "Too long.")
    assert engine.closed
    again = Scripted(lambda request: "1")
    monkeypatch.setattr(opened, "open_engine", open_with(again))
    assert unanswered(run("solver:exact", str(suite_file), out=tmp_path / "run")) == COMPLETE
    assert set(left.probes) <= {request.probe for request in again.asked}
    assert len(again.asked) == 300 - 8


def test_a_run_that_was_stopped_goes_on(suite_file: Path, tmp_path: Path) -> None:
    done: list[str] = []
    listener = Listener(
        on_probe=lambda probe, _, __: done.append(probe.id), should_stop=lambda: len(done) > 0
    )
    engine_sized = 1024
    suite = tmp_path / "large.jsonl"
    suite.write_bytes(write_probes(make_probe(number) for number in range(engine_sized + 100)))
    directory = run("solver:exact", str(suite), out=tmp_path / "run", listener=listener)
    assert len(done) == engine_sized
    assert len(unanswered(directory).probes) == 100
    assert len(asked_in(suite, tmp_path / "run", None)) == 100


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"model": "solver"}, "Not a model: 'solver'"),
        ({"suite": "smok-v1"}, "Unknown suite 'smok-v1'"),
        ({"suite": "none.jsonl"}, "There is no suite file 'none.jsonl'"),
        ({"limit": 0}, "The limit must be at least 1, got 0"),
    ],
)
def test_bad_arguments_are_one_sentence_and_make_no_folder(
    suite_file: Path, tmp_path: Path, arguments: dict[str, Any], sentence: str
) -> None:
    usual: dict[str, Any] = {"model": "solver:exact", "suite": str(suite_file), "out": tmp_path / "run"}
    with pytest.raises(InvalidArgument, match=sentence):
        run(**(usual | arguments))
    assert not (tmp_path / "run").exists()


def test_other_sampling_needs_another_folder(suite_file: Path, tmp_path: Path) -> None:
    run("solver:exact", str(suite_file), out=tmp_path / "run", limit=1)
    with pytest.raises(InvalidArgument, match="another sampling"):
        run(
            "solver:exact",
            str(suite_file),
            out=tmp_path / "run",
            limit=1,
            manner=Manner(sampling=Sampling(temperature=1)),
        )


@pytest.mark.parametrize(
    ("model", "suite", "folder"),
    [
        ("llamacpp:smollm2", "smoke-v1", "runs/llamacpp-smollm2-smoke-v1-direct"),
        ("llamacpp:/models/Qwen3 8B.gguf", "mine/set.jsonl", "runs/llamacpp-models-Qwen3-8B-set-direct"),
        ("vllm:Qwen/Qwen3-8B", "smoke-v1", "runs/vllm-Qwen-Qwen3-8B-smoke-v1-direct"),
        ("openai:../../etc@http://x", "smoke-v1", "runs/openai-etc-http-x-smoke-v1-direct"),
    ],
)
def test_the_default_folder_is_named_safely(model: str, suite: str, folder: str) -> None:
    assert default_folder(model, suite, "direct") == Path(folder)


def test_a_shard_goes_into_a_folder_of_its_own_by_default() -> None:
    folder = default_folder("solver:exact", "smoke-v1", "direct", Shard(number=2, count=8))
    assert folder == Path("runs/solver-exact-smoke-v1-direct-shard-2-of-8")


def notices_of(model: str, suite: Path | str, out: Path, **how: Any) -> list[str]:
    told: list[str] = []
    run(model, str(suite), out=out, listener=Listener(on_notice=told.append), **how)
    return told


def test_a_finished_run_says_that_nothing_is_left_and_loads_no_model(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert notices_of("solver:exact", suite_file, tmp_path / "run", limit=20) == []

    def refuse(model: str, opening: Opening) -> Scripted:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(opened, "open_engine", refuse)
    nothing = [f"Nothing is left to ask: every probe has its reply in {tmp_path / 'run'}."]
    assert notices_of("solver:exact", suite_file, tmp_path / "run", limit=20) == nothing
    assert notices_of("solver:exact", suite_file, tmp_path / "run", limit=5) == nothing
    with pytest.raises(AssertionError, match="the model was loaded"):
        run("solver:exact", str(suite_file), out=tmp_path / "run", limit=21)


def test_a_finished_run_refuses_an_argument_too(suite_file: Path, tmp_path: Path) -> None:
    run("solver:exact", str(suite_file), out=tmp_path / "run", limit=2)

    with pytest.raises(InvalidArgument, match="Unknown argument of the engine solver 'foo'"):
        run("solver:exact", str(suite_file), out=tmp_path / "run", limit=2, arguments={"foo": 1})


def test_a_finished_run_whose_probes_were_edited_is_not_said_to_be_complete(
    suite_file: Path, tmp_path: Path
) -> None:
    run("solver:exact", str(suite_file), out=tmp_path / "run", limit=2)
    probes = tmp_path / "run" / "probes.jsonl"
    probes.write_text(probes.read_text().replace('"grade"', '"grade" '))
    told: list[str] = []

    with pytest.raises(JagbenchError, match="is not the file that was asked"):
        run(
            "solver:exact",
            str(suite_file),
            out=tmp_path / "run",
            limit=2,
            listener=Listener(on_notice=told.append),
        )
    assert told == []


DRAWN = Sampling(temperature=1)


def test_each_sample_has_a_reply_of_its_own_and_more_can_be_added(suite_file: Path, tmp_path: Path) -> None:
    asked: list[Reply] = []
    listener = Listener(on_probe=lambda _, reply, now: asked.append(reply) if now else None)
    for samples in (2, 5):
        directory = run(
            "solver:exact",
            str(suite_file),
            out=tmp_path / "run",
            limit=10,
            manner=Manner(sampling=DRAWN, samples=samples),
            listener=listener,
        )
    replies = list(directory.replies().values())
    assert len(replies) == len({(reply.probe, reply.sample) for reply in replies}) == 50
    assert len({reply.seed for reply in replies}) == 50
    assert [reply.sample for reply in asked].count(0) == 10
    assert len(asked) == 50
    assert directory.manifest.samples == 5


def test_samples_at_temperature_0_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="At temperature 0 all 3 samples of a probe are the same"):
        Manner(samples=3)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"protocol": "dirct"}, "Unknown protocol 'dirct'"),
        ({"samples": 0}, "There is at least 1 sample of each probe, not 0"),
        ({"recheck": 1.5}, "The share that is asked twice goes from 0 to 1, not 1.5"),
    ],
)
def test_a_manner_that_makes_no_sense_is_one_sentence(how: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        Manner(**how)


def test_probes_that_are_asked_twice_give_the_flip_rate(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every reply says how often its probe was asked, save those whose number is even."""
    probes = {make_probe(number).id: number for number in range(300)}
    engine = Scripted(
        lambda request: "twice" if request.recheck and probes[request.probe] % 2 else "once", capacity=32
    )
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    directory = run("solver:exact", str(suite_file), out=tmp_path / "run", manner=Manner(recheck=0.2))
    again = [request.probe for request in engine.asked if request.recheck]
    assert 30 < len(again) < 90
    odd = sum(probes[probe] % 2 for probe in again)
    assert count_flips(directory) == Flips(compared=len(again), changed=odd)
    assert len(directory.replies()) == 300
    assert unanswered(directory) == COMPLETE
    more = run("solver:exact", str(suite_file), out=tmp_path / "run", manner=Manner(recheck=1))
    assert count_flips(more) == Flips(compared=300, changed=150)


def test_a_run_that_lacks_only_rechecks_is_not_finished(suite_file: Path, tmp_path: Path) -> None:
    run("solver:exact", str(suite_file), out=tmp_path / "run", limit=10)
    assert notices_of("solver:exact", suite_file, tmp_path / "run", limit=10, manner=Manner(recheck=1)) == []
    assert count_flips(RunDirectory.open(tmp_path / "run")) == Flips(compared=10, changed=0)


@pytest.mark.parametrize(
    ("protocol", "words"),
    [
        ("constrained", "replies held to a regular expression"),
        ("thinking:on", "a switch for thinking"),
        ("logprob", "the probabilities of given replies"),
    ],
)
def test_what_the_engine_cannot_do_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protocol: str, words: str
) -> None:
    suite = tmp_path / "suite.jsonl"
    options = ("1", "2", "3") if protocol == "logprob" else ()
    suite.write_bytes(write_probes(make_probe(number, options=options) for number in range(2)))
    engine = Scripted(lambda request: "1")
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    with pytest.raises(
        InvalidArgument, match=f"'{protocol}' needs {words}, which scripted:test does not serve: give another"
    ):
        run("solver:exact", str(suite), out=tmp_path / "run", manner=Manner(protocol=protocol))
    assert engine.asked == []
    assert engine.closed
    assert not (tmp_path / "run").exists()


def test_what_the_engine_serves_is_asked(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Scripted(lambda request: "1", serves=frozenset({"regex"}))
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    run(
        "solver:exact",
        str(suite_file),
        out=tmp_path / "run",
        limit=5,
        manner=Manner(protocol="constrained", system="Be brief."),
    )
    assert len(engine.asked) == 5
    assert all(request.constraint and request.messages[0].role == "system" for request in engine.asked)


def test_probes_that_a_protocol_cannot_ask_are_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite = tmp_path / "suite.jsonl"
    choices = [make_probe(number, options=("1", "2", "3")) for number in range(2)]
    suite.write_bytes(write_probes([*choices, *(make_probe(number) for number in range(5, 10))]))
    engine = Scripted(lambda request: request.candidates[0], serves=frozenset({"scores"}))
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    told = notices_of("solver:exact", suite, tmp_path / "run", manner=Manner(protocol="logprob"))
    assert told == ["5 of 7 probes are left out: for 'logprob' they lack options to choose from."]
    assert {request.probe for request in engine.asked} == {probe.id for probe in choices}


def test_a_suite_without_any_probe_that_the_protocol_asks_is_refused(
    suite_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(
        InvalidArgument, match=r"'logprob' asks probes with options to choose from, and .* has none"
    ):
        run("solver:exact", str(suite_file), out=tmp_path / "run", manner=Manner(protocol="logprob"))


def test_fewshot_keeps_its_examples_with_the_run(suite_file: Path, tmp_path: Path) -> None:
    drawn: list[int] = []

    def draw(probes: Sequence[Probe], count: int) -> list[Probe]:
        drawn.append(count)
        return [make_probe(number) for number in range(1000, 1000 + count)]

    manner = Manner(protocol="fewshot:3")
    for limit in (5, 10):
        directory = run(
            "solver:exact",
            str(suite_file),
            out=tmp_path / "run",
            limit=limit,
            manner=manner,
            draw_examples=draw,
        )
    assert directory.examples() == [make_probe(number) for number in range(1000, 1003)]
    assert drawn == [3]
    assert len(directory.replies()) == 10


def test_fewshot_without_examples_is_refused(suite_file: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="'fewshot:3' needs examples: pass draw_examples"):
        run("solver:exact", str(suite_file), out=tmp_path / "run", manner=Manner(protocol="fewshot:3"))


def test_the_engine_is_told_how_much_will_be_asked(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openings: list[Opening] = []

    def open_engine(model: str, opening: Opening) -> Scripted:
        openings.append(opening)
        return Scripted(lambda request: "1")

    monkeypatch.setattr(opened, "open_engine", open_engine)
    manner = Manner(sampling=Sampling(max_tokens=7), system="가")
    run("vllm:x", str(suite_file), out=tmp_path / "run", manner=manner, arguments={"slots": 2})
    (opening,) = openings
    # "What is 299 + 1? Answer with the number only." and the three bytes of the system message.
    assert (opening.max_tokens, opening.max_prompt_bytes, opening.arguments) == (7, 45 + 3, {"slots": 2})


def test_a_template_that_leaves_out_the_question_is_refused_before_anything_is_asked(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Scripted(lambda request: "1", rendered=lambda ask: Rendered(text="<s>Hello<|assistant|>"))
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    with pytest.raises(InvalidArgument, match="leaves out the question"):
        run("solver:exact", str(suite_file), out=tmp_path / "run")
    assert engine.asked == []
    assert engine.closed
    assert not (tmp_path / "run").exists()


def test_a_template_that_leaves_out_only_long_questions_is_found(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = len("What is 100 + 1? Answer with the number only.")

    def render(ask: Ask) -> Rendered:
        text = ask.messages[0].content
        return Rendered(text=text if len(text) < longest else "")

    monkeypatch.setattr(opened, "open_engine", open_with(Scripted(lambda request: "1", rendered=render)))
    with pytest.raises(InvalidArgument, match="leaves out the question"):
        run("solver:exact", str(suite_file), out=tmp_path / "run")


def test_the_prompts_that_a_model_is_given_are_shown_and_nothing_is_asked(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = Scripted(
        lambda request: "1", rendered=lambda ask: Rendered(text=f"<s>{ask.messages[0].content}", tokens=7)
    )
    monkeypatch.setattr(opened, "open_engine", open_with(engine))
    shown = show_prompts("solver:exact", str(suite_file), count=2)
    assert [each.rendered for each in shown] == [
        Rendered(text=f"<s>{each.probe.prompt}", tokens=7) for each in shown
    ]
    assert len(shown) == 2
    assert engine.asked == []
    assert not (tmp_path / "runs").exists()


def test_a_server_that_does_not_tell_what_its_model_is_given_says_so(
    suite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "open_engine", open_with(Scripted(lambda request: "1")))
    with pytest.raises(InvalidArgument, match="does not tell what its model is given"):
        show_prompts("solver:exact", str(suite_file), count=2)


def test_a_run_by_completion_is_asked_by_completion_ever_after(suite_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    directory = run("solver:exact", str(suite_file), out=out, limit=2, manner=Manner(prompting="completion"))
    assert directory.manifest.engine.prompting == "completion"
    run("solver:exact", str(suite_file), out=out, limit=4)
    assert len(RunDirectory.open(out).replies()) == 4
    with pytest.raises(InvalidArgument, match="another prompting"):
        run("solver:exact", str(suite_file), out=out, limit=6, manner=Manner(prompting="chat"))
