"""Whatever the public functions are given that it should not be is one sentence; paths are texts or Paths."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument
from jagbench.probes import write_probes

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
