from dataclasses import dataclass

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Arguments
from jagbench.runners.engines.arguments import read_arguments, settings


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
        ({"name": 1}, "'name' of the engine far must be text or null, got 1"),
    ],
)
def test_what_the_engine_does_not_take_is_one_sentence(arguments: Arguments, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        settings(Given, arguments, engine="far")
