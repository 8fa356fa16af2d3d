from dataclasses import replace

import pytest

from jagbench.generators import generate, get_skill
from jagbench.generators.mechanism.verify import check, verify
from jagbench.probes import Answer, Probe, load, probe_id, suite_names

PROBE = generate(get_skill("arithmetic.addition"), level=2, seed=1, count=1)[0]


@pytest.mark.parametrize("name", suite_names())
def test_the_suites_have_no_problem(name: str) -> None:
    assert verify(load(name).probes) == []


def with_id(probe: Probe):
    return replace(probe, id=probe_id(probe.prompt, probe.answer))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            with_id(replace(PROBE, answer=Answer(kind="integer", value="7"))),
            "the answer is '7', but the prompt's is",
        ),
        (replace(PROBE, id="0" * 16), "the id should be"),
        (replace(PROBE, lures={"adds": PROBE.answer.value}), "the lure 'adds' equals the answer"),
        (
            with_id(replace(PROBE, prompt="Hint: 12345.\n" + PROBE.prompt)),
            "the number 12345 in the prompt is no operand",
        ),
        (
            replace(PROBE, params={**PROBE.params, "operands": [*PROBE.operands, "888"]}),
            "'888' does not stand in the prompt",
        ),
        (with_id(replace(PROBE, prompt="Add them up!")), "the oracle cannot answer"),
        (replace(PROBE, statement="1 + 1 = 2."), "the statement '1 + 1 = 2.' has no gap for the answer"),
    ],
)
def test_each_fault_is_found(broken: Probe, message: str) -> None:
    assert check(PROBE) == []
    assert any(message in problem for problem in check(broken))


def test_a_prompt_that_stands_twice_is_found() -> None:
    assert [problem.message for problem in verify([PROBE, PROBE])] == [f"the same prompt as {PROBE.id}"]
