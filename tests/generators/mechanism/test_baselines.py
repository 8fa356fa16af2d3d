from dataclasses import replace
from fractions import Fraction

from jagbench.generators import generate, get_skill
from jagbench.generators.mechanism.baselines import baselines, sides_of
from jagbench.probes import Answer, Probe

PROBE = generate(get_skill("comparison.integers"), level=2, seed=1, count=1)[0]


def asked(first: str, second: str, right: str, *more: str) -> Probe:
    answer = Answer(kind="choice", value=right, options=(first, second, *more))
    return replace(PROBE, params={"operands": [first, second]}, answer=answer)


def test_always_the_first_option() -> None:
    probes = [asked("1", "2", "1"), asked("3", "4", "3"), asked("5", "6", "5"), asked("7", "8", "8")]

    best = baselines(probes)["comparison.integers", 2, "en"]

    assert (best.guess, best.share, best.chance, best.probes) == (
        "option 1",
        Fraction(3, 4),
        Fraction(1, 2),
        4,
    )


def test_always_the_same_answer() -> None:
    probes = [asked("2", "1", "2"), asked("1", "2", "2"), asked("4", "2", "4")]

    assert baselines(probes)["comparison.integers", 2, "en"].guess in {"2", "option 1"}
    assert baselines(probes[:2])["comparison.integers", 2, "en"].guess == "2"


def test_an_option_for_equality_is_no_side() -> None:
    assert sides_of(asked("1", "2", "equal", "equal")) == 2


def test_yes_and_no_are_two_sides() -> None:
    assert sides_of(replace(PROBE, answer=Answer(kind="choice", value="yes", options=("yes", "no")))) == 2


def test_an_open_answer_has_no_chance() -> None:
    probe = replace(PROBE, answer=Answer(kind="integer", value="7"))

    best = baselines([probe, probe])["comparison.integers", 2, "en"]

    assert (best.guess, best.share, best.chance) == ("7", Fraction(1), Fraction(0))
