"""Whatever the public functions are given that it should not be is one sentence; paths are texts or Paths."""

import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument
from jagbench.probes import write_probes
from jagbench.runners.engine import Sampling

FEW = jb.load("smoke-v2").probes[:3]


def generated_at(level: Any) -> Any:
    wrong: Any = 1.5 if level is None else level
    return jb.generate("arithmetic.addition", level=wrong)


CALLS: dict[str, Callable[[Any], Any]] = {
    "load": jb.load,
    "generate": lambda value: jb.generate(value),
    "ask": lambda value: jb.ask(value, "1", "2"),
    "grid": lambda value: jb.grid(value, a=["1"]),
    "minimal_pairs": lambda value: jb.minimal_pairs(value, str.split),
    "skill": jb.skill,
    "score": lambda value: jb.score(value, {}),
    "run": lambda value: jb.run("solver:exact", value),
    "read": lambda value: jb.read(value, kind="integer"),
    "Run": jb.Run,
    "profile": jb.profile,
    "compare": lambda value: jb.compare(value, value),
    "report": jb.report,
    "plot": lambda value: jb.plot(value, "runs/none"),
    "level": lambda value: generated_at(value),
    "count": lambda value: jb.generate("arithmetic.addition", level=1, count=value),
    "seed": lambda value: jb.generate("arithmetic.addition", level=1, seed=value),
    "language": lambda value: jb.generate("arithmetic.addition", level=1, language=value),
    "language of ask": lambda value: jb.ask("arithmetic.addition", "1", "2", language=value),
    "frames": lambda value: jb.generate("arithmetic.addition", level=1, frames=value),
}


@pytest.mark.parametrize("value", [None, 7.5, [1.5], {"a": 1.5}], ids=repr)
@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_type_is_one_sentence(name: str, value: Any) -> None:
    with pytest.raises(InvalidArgument) as caught:
        CALLS[name](value)

    assert str(caught.value).endswith((".", "?"))
    assert "\n" not in str(caught.value)


ADDITION = "arithmetic.addition"
POWER: dict[str, Any] = {"probes": 100, "discordance": 0.1}

ARGUMENTS: dict[str, Callable[..., Any]] = {
    "direction form frame language notation": partial(jb.ask, ADDITION, "1", "2"),
    "a b direction form frame language notation": partial(jb.grid, ADDITION, **{"a": ["1"], "b": ["2"]}),
    "count exclude level seed strata": partial(jb.generate, ADDITION),
    "count level most_changed seed": partial(jb.minimal_pairs, ADDITION, str.split),
    "kind finish_reason language options prompt": partial(jb.read, "9", kind="integer"),
    "arguments limit manner": partial(jb.run, "solver:exact", FEW),
    "each max_probes until": partial(jb.run, "solver:exact", "smoke-v2", until=0.2),
    "arguments batch language level manner max_probes misconceptions rounds seed": partial(
        jb.hunt, "solver:exact", ADDITION
    ),
    "arguments language manner probes rounds seed": partial(jb.ladder, "solver:exact", "counting.items"),
    "differences discordance probes wanted": partial(jb.power, **POWER),
    "name": partial(jb.score, FEW, {FEW[0].id: "1"}),
}


class Strange:
    """What no argument may be."""


@pytest.mark.parametrize(
    ("call", "name"), [(call, name) for names, call in ARGUMENTS.items() for name in names.split()]
)
def test_an_argument_of_a_wrong_type_is_one_sentence(call: Callable[..., Any], name: str) -> None:
    with pytest.raises(InvalidArgument, match=r"^[^\n]+[.?]$"):
        call(**{name: Strange()})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: jb.ask("comparison.decimals", "9.9", "NaN", direction="larger"), "takes operands such as"),
        (lambda: jb.read("9", kind=cast(Any, "integr")), "Did you mean 'integer'?"),
        (lambda: jb.read("x", kind="choice"), "give options="),
        (lambda: jb.power(probes=10**30, discordance=0.1), "goes from 1 to 1,000,000"),
        (lambda: jb.run("solver:exact", FEW, limit=10**30), "goes from 1 to 2147483647"),
        (lambda: jb.minimal_pairs(ADDITION, len, level=2), "tokens of a text are given as a list"),
        (lambda: Sampling(max_tokens=10**30), "max_tokens goes from 1 to 9007199254740992"),
    ],
)
def test_a_value_out_of_its_range_is_told_the_range(call: Callable[[], Any], said: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        call()

    assert said in str(caught.value)


def test_a_column_that_is_misspelt_is_told_the_right_one(tmp_path: Path) -> None:
    run = jb.run("solver:exact", FEW, out=tmp_path / "run")

    for figures in (run.accuracy, run.samples):
        with pytest.raises(InvalidArgument, match=r"Unknown column 'famly'\. Did you mean 'family'\?"):
            figures("famly")


def test_paths_are_texts_or_paths(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_bytes(write_probes(FEW))

    for given in (path, str(path)):
        done = jb.run("solver:exact", given, out=tmp_path / "run")
        assert len(jb.load(given)) == len(jb.score(given, {FEW[0].id: "1"})) == len(done.probes) == 3
        assert jb.profile(done.path).asked == jb.profile(str(done.path)).asked == 3
        assert jb.generate("arithmetic.addition", level=1, count=2, exclude=given)
        assert jb.report(done, out=type(given)(tmp_path / "report.html")).exists()


def test_a_name_alone_is_a_list_of_one() -> None:
    one = jb.generate("comparison.decimals", level=2, count=3, frames="money")

    assert one == jb.generate("comparison.decimals", level=2, count=3, frames=["money"])


def test_probes_and_items_are_members_of_sets() -> None:
    item = jb.skill("arithmetic.addition").item(level=2)

    assert len({*FEW, *FEW}) == 3
    assert {FEW[0]: 1}[jb.load("smoke-v2").probes[0]] == 1
    assert len({item, jb.skill("arithmetic.addition").item(level=2)}) == 1


@pytest.mark.parametrize("name", jb.skills())
def test_skills_pickle(name: str) -> None:
    assert pickle.loads(pickle.dumps(jb.skill(name))) is jb.skill(name)
