from dataclasses import replace

import pytest

from jagbench.generators import generate, get_skill
from jagbench.generators.mechanism.cells import cells_of, upper_tail
from jagbench.generators.mechanism.verify import Problem, check, verify, verify_suite
from jagbench.probes import Answer, Probe, Suite, load, probe_id, suite_names

PROBE = generate(get_skill("arithmetic.addition"), level=2, seed=1, count=1)[0]


@pytest.mark.parametrize("name", suite_names())
def test_the_suites_have_no_problem(name: str) -> None:
    assert verify(load(name)) == []


@pytest.mark.parametrize("name", ["core-v1", "smoke-v2"])
def test_a_copy_of_a_suite_is_as_right_as_the_suite(name: str) -> None:
    assert verify_suite(suite_of(list(load(name)))) == []


def test_a_target_reply_that_no_suite_was_frozen_with_is_a_problem() -> None:
    probe = next(probe for probe in load("smoke-v2") if probe.target == '{"answer": "102"}')

    assert check(probe) == []
    assert check(replace(probe, target='{"answer": "103"}')) == [
        """the target reply is '{"answer": "103"}', but '{"answer": 102}' is what it should be"""
    ]
    assert "should be" in str(check(with_id(replace(probe, prompt=probe.prompt + " "))))


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


def suite_of(probes: list[Probe], **card: object) -> Suite:
    return Suite(name="mine", sha256="", probes=probes, card=card)


DECIMALS = generate(get_skill("comparison.decimals"), level=2, seed=5, count=60)


def test_a_suite_in_which_the_first_place_is_always_right_can_be_guessed() -> None:
    first = [probe for probe in DECIMALS if probe.answer.options[0] == probe.answer.value]
    assert len(first) >= 14

    found = [problem for problem in verify_suite(suite_of(first)) if problem.cell]

    assert {problem.cell for problem in found} == {"comparison.decimals/2/en"}
    assert f"the guesser 'position' is right in {len(first)} of {len(first)}" in str(found)
    assert verify_suite(suite_of(DECIMALS)) == []


def test_a_handful_of_probes_is_no_proof_that_a_cell_can_be_guessed() -> None:
    first = [probe for probe in DECIMALS if probe.answer.options[0] == probe.answer.value]

    assert verify_suite(suite_of(first[:4])) == []


def test_famous_questions_have_one_answer_by_design() -> None:
    marked = [replace(probe, params={**probe.params, "twin": "9.9 or 9.11"}) for probe in DECIMALS]

    assert cells_of(marked) == {}
    assert len(cells_of(DECIMALS)["comparison.decimals", 2, "en"]) == len(DECIMALS)


@pytest.mark.parametrize(
    ("card", "cell", "message"),
    [
        (
            {"domain": {"arithmetic.multiplication/1": "65"}},
            "arithmetic.multiplication/1",
            "the card says that it has 65 different items, but it has 64",
        ),
        (
            {"baseline": {"arithmetic.parity/2/en": {"share": 0.9}}},
            "arithmetic.parity/2/en",
            "the card says that blind guessers reach 0.900, but 0.530 it is",
        ),
    ],
)
def test_a_card_that_is_not_true(card: dict[str, object], cell: str, message: str) -> None:
    assert verify_suite(suite_of([PROBE], **card)) == [Problem(cell=cell, message=message)]


@pytest.mark.parametrize(
    ("hits", "tries", "share", "likely"), [(0, 3, 0.5, 1), (3, 3, 0.5, 0.125), (1, 2, 0.5, 0.75)]
)
def test_the_tail_of_the_binomial_distribution(hits: int, tries: int, share: float, likely: float) -> None:
    assert upper_tail(hits, tries, share) == pytest.approx(likely)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name in suite_names() if name.endswith("-v2") or name == "famous-v1"]
)
def test_the_cells_of_the_suites_have_no_problem(name: str) -> None:
    assert verify_suite(load(name)) == []
