import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe
from jagbench.runners import engines
from jagbench.runners.engine import Request, Sampling
from jagbench.runners.engines import ENGINES, EngineEntry, Opening, open_engine, parse_model
from tests.runners.samples import make_probe

PROBES = [make_probe(number) for number in range(3)]


def ask(model: str, probes: Sequence[Probe] = PROBES) -> dict[str, str]:
    """What a solver says to each probe."""
    engine = open_engine(model, Opening(probes=probes))
    for probe in probes:
        engine.submit(Request(key=f"k{probe.id}", probe=probe.id, turn=0, messages=(), sampling=Sampling()))
    replies = engine.poll()
    engine.close()
    assert [reply.key for reply in replies] == [f"k{probe.id}" for probe in probes]
    return {reply.probe: reply.text for reply in replies}


def test_the_exact_solver_is_always_right() -> None:
    assert ask("solver:exact") == {probe.id: probe.answer.value for probe in PROBES}


def test_a_solver_by_a_misconception_gives_its_lures() -> None:
    assert ask("solver:off_by_one") == {probe.id: probe.lures["off_by_one"] for probe in PROBES}


def test_a_style_puts_the_answer_into_a_sentence() -> None:
    probes = [replace(probe, statement="One more is {answer}.") for probe in PROBES]

    assert ask("solver:exact?style=bold", probes) == {
        probe.id: f"One more is **{probe.answer.value}**." for probe in probes
    }
    assert ask("solver:off_by_one?style=sentence", probes) == {
        probe.id: f"One more is {probe.lures['off_by_one']}." for probe in probes
    }
    assert ask("solver:exact?style=word_first", probes) == ask("solver:exact", probes)
    assert len({text.replace(probes[0].answer.value, "") for text in mixed(probes[0])}) > 5


def mixed(probe: Probe) -> set[str]:
    """What the mixture of styles says to a probe under many ids."""
    probes = [replace(probe, id=f"{number:016x}") for number in range(40)]
    return set(ask("solver:exact?style=mixed", probes).values())


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("solver:exact?style=bol", r"Unknown style of the solver 'bol'\. Did you mean 'bold'\?"),
        ("solver:exact?stile=bold", r"Unknown trait of a solver 'stile'\. Did you mean 'style'\?"),
        ("solver:exact?bold", r"its traits, as in exact\?style=bold or exact\?flips=0\.3&seed=7, not 'bold'"),
        ("solver:exact?flips=2", r"'flips' of a solver is a share from 0 to 1, not 2\.0"),
        ("solver:exact?flips=some", r"'flips' of a solver is a number, not 'some'"),
        ("solver:exact?style=bold", r"'bold' needs probes with a statement, and none of these has one"),
    ],
)
def test_a_style_that_cannot_be_is_one_sentence(model: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        open_engine(model, Opening(probes=PROBES))


def test_two_solvers_are_different_models() -> None:
    exact, off = (
        open_engine(model, Opening(probes=PROBES)).description
        for model in ("solver:exact", "solver:off_by_one")
    )
    assert exact.fingerprint != off.fingerprint


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (
            "solver:of_by_one",
            r"Unknown solver 'of_by_one'\. Did you mean 'off_by_one'\? There is: exact, off_by_one",
        ),
        ("lamacpp:smollm2", r"Unknown engine 'lamacpp'\. Did you mean 'llamacpp'"),
        ("smollm2", r"Not a model: 'smollm2'\. Give ENGINE:NAME, such as llamacpp:smollm2"),
        ("llamacpp:", "Not a model: 'llamacpp:'"),
        ("", "Not a model: ''"),
    ],
)
def test_a_model_that_is_none_is_one_sentence(model: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        open_engine(model, Opening(probes=PROBES))


def test_a_name_may_hold_colons() -> None:
    assert parse_model("llamacpp:a:b.gguf") == ("llamacpp", "a:b.gguf")


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = EngineEntry(
        target="absent_module:f", form="far:NAME", about="", library="no_such_library_here", extra="far"
    )
    monkeypatch.setattr(engines, "ENGINES", {"far": absent})
    command = re.escape("pip install 'jagbench[far]'")
    with pytest.raises(
        JagbenchError, match=f"'far' is not installed: it needs no_such_library_here.*{command}"
    ):
        open_engine("far:x", Opening())


def test_the_registry_says_how_to_install_what_it_lists() -> None:
    assert all(find_spec(entry.target.partition(":")[0]) for entry in ENGINES.values())
    assert all(entry.library is None or entry.extra for entry in ENGINES.values())
