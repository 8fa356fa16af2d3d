import re
from dataclasses import dataclass

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Arguments
from jagbench.runners.engines import ENGINES, refuse_arguments
from jagbench.runners.engines.arguments import read_arguments, settings
from jagbench.runners.engines.hf import HfSettings
from jagbench.runners.engines.llamacpp import LlamaCppSettings
from jagbench.runners.engines.ray import RaySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    slots: int = 8
    timeout: float = 1.0
    reference: bool = False
    name: str | None = None


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("slots=4", "slots", 4),
        ("reference=true", "reference", True),
        ("x=0.5", "x", 0.5),
        ("model-len=2", "model_len", 2),
        ("path=/a/b=c", "path", "/a/b=c"),
        ('c={"a": [1]}', "c", {"a": [1]}),
        ("empty=", "empty", ""),
        ("dtype=bfloat16", "dtype", "bfloat16"),
    ],
)
def test_an_argument_is_json_or_text(text: str, name: str, value: object) -> None:
    assert read_arguments([text]) == {name: value}


@pytest.mark.parametrize("text", ["slots", "=4", ""])
def test_what_is_no_argument_is_one_sentence(text: str) -> None:
    with pytest.raises(InvalidArgument, match=r"Not an engine argument: .* Give KEY=VALUE, such as slots=4"):
        read_arguments([text])


@pytest.mark.parametrize("name", ["headers", "query"])
def test_what_may_hold_a_key_has_an_option_of_its_own_and_is_not_repeated(name: str) -> None:
    with pytest.raises(InvalidArgument, match="may hold a key: give it with --") as refusal:
        read_arguments([f'{name}={{"api-key": "hunter2"}}'])
    assert "hunter2" not in str(refusal.value)


def test_an_argument_given_twice_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="'slots' is given twice"):
        read_arguments(["slots=4", "slots=5"])


def test_what_is_given_replaces_the_defaults() -> None:
    given = settings(Given, {"slots": 4, "timeout": 2, "name": "x"}, engine="far")
    assert given == Given(slots=4, timeout=2, name="x")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"slot": 4}, r"Unknown argument of the engine far 'slot'\. Did you mean 'slots'"),
        ({"slots": "four"}, "'slots' of the engine far must be a whole number, got 'four'"),
        ({"slots": True}, "'slots' of the engine far must be a whole number, got True"),
        ({"slots": 1.5}, "must be a whole number, got 1.5"),
        ({"timeout": "x"}, "'timeout' of the engine far must be a number, got 'x'"),
        ({"reference": 1}, "'reference' of the engine far must be true or false, got 1"),
        ({"name": 1}, "'name' of the engine far must be a text or null, got 1"),
    ],
)
def test_what_the_engine_does_not_take_is_one_sentence(arguments: Arguments, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        settings(Given, arguments, engine="far")


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        (
            LlamaCppSettings,
            {"slots": -1},
            "(requests computed together) goes from 1 to 256, got -1",
        ),
        (LlamaCppSettings, {"slots": 100000}, "goes from 1 to 256, got 100000"),
        (LlamaCppSettings, {"context": -5}, "(tokens that a slot holds) goes from 256 to 16777216, got -5"),
        (LlamaCppSettings, {"context": 10}, "goes from 256 to 16777216, got 10"),
        (LlamaCppSettings, {"threads": 0}, "(threads that compute) goes from 1 to 512, got 0"),
        (LlamaCppSettings, {"threads": 100000}, "goes from 1 to 512, got 100000"),
        (
            HfSettings,
            {"batch": 0},
            "(requests computed together) goes from 1 to 4096, got 0",
        ),
        (HfSettings, {"context": 0}, "goes from 1 to 16777216, got 0"),
        (RaySettings, {"workers": 0}, "'workers' of the engine ray (workers) goes from 1 to 65536, got 0"),
        (RaySettings, {"gpus": -1}, "(GPUs of each worker) goes from 0 to 1024, got -1"),
        (RaySettings, {"cpus": float("nan")}, "'cpus' of the engine ray must be finite, got nan"),
        (RaySettings, {"cpus": float("inf")}, "'cpus' of the engine ray must be finite, got inf"),
    ],
)
def test_a_number_that_means_nothing_is_refused_before_a_model_is_loaded(
    kind: type[object], given: dict[str, float], sentence: str
) -> None:
    engine = kind.__name__.removesuffix("Settings").lower()
    with pytest.raises(InvalidArgument, match=re.escape(sentence)):
        settings(kind, given, engine=engine)


@pytest.mark.parametrize(
    ("model", "given", "sentence"),
    [
        (
            "llamacpp:smollm2",
            {"slots": "abc"},
            "'slots' of the engine llamacpp must be a whole number, got 'abc'",
        ),
        ("llamacpp:smollm2", {"slot": 4}, "argument of the engine llamacpp 'slot'. Did you mean 'slots'?"),
        ("openai:m@http://localhost:1/v1", {"retry": 1}, "engine openai 'retry'. Did you mean 'retries'?"),
        ("hf:gpt2", {"batch": 0}, "engine hf (requests computed together) goes from 1 to 4096, got 0"),
        ("python:a:b", {"concurrency": 10**9}, "engine python (calls under way at once) goes from 1 to 4096"),
        ("solver:exact", {"foo": 1}, "argument of the engine solver 'foo'. There is none."),
        ("ray:llamacpp:smollm2", {"workers": 0}, "engine ray (workers) goes from 1 to 65536, got 0"),
        ("ray:llamacpp:smollm2", {"slot": 4}, "argument of the engine llamacpp 'slot'"),
    ],
)
def test_a_wrong_argument_is_refused_without_the_model(model: str, given: Arguments, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=re.escape(sentence)):
        refuse_arguments(model, given)


def test_right_arguments_are_taken_without_the_model() -> None:
    for model, given in (
        ("llamacpp:smollm2", {"slots": 4}),
        ("ray:llamacpp:smollm2", {"workers": 2, "slots": 4}),
        ("vllm:any", {"only_vllm_knows": 1}),
    ):
        refuse_arguments(model, given)


@pytest.mark.parametrize("model", sorted(ENGINES.keys() - {"vllm"}))
def test_every_engine_but_vllm_states_its_arguments(model: str) -> None:
    assert ENGINES[model].settings is not None
