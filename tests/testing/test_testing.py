"""What `jagbench.testing` says without the plug-in."""

import asyncio
from typing import Any

import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument
from jagbench.testing import Accuracy, Asked, accuracy, assert_right, probes

PAIR = jb.ask("comparison.decimals", "9.9", "9.11", direction="larger")


def test_a_right_reply_passes_and_a_wrong_one_says_how() -> None:
    assert_right(PAIR, "9.9")
    assert_right(PAIR, "The larger one is 9.9.")
    with pytest.raises(
        AssertionError, match=r"^'9.11' is wrong: '9.11' \(.*version_order.*\); right is '9.9'"
    ):
        assert_right(PAIR, "9.11")
    with pytest.raises(AssertionError, match=r"'Who knows\?' is no answer; right is '9.9'"):
        assert_right(PAIR, "Who knows?")
    with pytest.raises(AssertionError, match="not in the format asked for"):
        assert_right(PAIR, "The larger one is 9.9.", strict=True)


def test_the_interval_decides() -> None:
    found = Accuracy(name="it", right=[True] * 90 + [False] * 10, items=[str(n) for n in range(100)])

    assert (found.value, round(found.low, 3), round(found.high, 3)) == (0.9, 0.826, 0.945)
    assert found.not_under(0.94).at_least(0.82) is found
    with pytest.raises(AssertionError, match=r"it: 90 of 100 right, 90.0 % \(95 % interval .*\): under 96 %"):
        found.not_under(0.96)
    with pytest.raises(AssertionError, match=r"not surely 88 % or more\. About "):
        found.at_least(0.88)
    for share in (0, 1, 90):
        with pytest.raises(InvalidArgument, match="A threshold is a share between 0 and 1"):
            found.not_under(share)


def test_variants_of_an_item_are_one() -> None:
    right = ([True] * 9 + [False]) * 10

    alone = Accuracy(name="it", right=right, items=[str(n) for n in range(100)])
    alike = Accuracy(
        name="it",
        right=[each for each in right for _ in range(5)],
        items=[str(n) for n in range(100) for _ in range(5)],
    )

    assert alike.low == pytest.approx(alone.low, abs=0.01)


def test_probes_are_the_same_every_time_and_balanced_in_a_suite() -> None:
    asked = Asked(skills=("comparison.decimals",), level=2, n=5, seed=3)
    part = Asked(skills=("counting", "comparison.decimals"), suite="smoke-v2", n=20).draw()

    assert asked.draw() == asked.draw() == jb.generate("comparison.decimals", level=2, count=5, seed=3)
    assert len(part) == 20
    assert {probe.skill for probe in part} == {"counting.vowels", "counting.letters", "comparison.decimals"}
    assert len(Asked(skills=("kinship",), n=1).draw()) == len(
        [1 for name in jb.skills() if name.startswith("kinship.") for _ in jb.skill(name).levels]
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Asked(), "Name at least one skill or family"),
        (Asked(skills=("comparison.decimals",), n=0), "at least one probe: n is 0"),
        (Asked(skills=("nothing",)), "Unknown skill 'nothing'"),
        (Asked(skills=("comparison.decimals",), level=99), "99"),
        (Asked(skills=("countin",), suite="smoke-v2"), "Unknown family of smoke-v2 'countin'"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(asked: Asked, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        asked.draw()


def test_a_test_without_a_probe_and_a_threshold_that_is_none() -> None:
    def test_mine() -> None:
        pass

    with pytest.raises(InvalidArgument, match="The test 'test_mine' has no parameter 'probe'"):
        probes("comparison.decimals")(test_mine)
    with pytest.raises(InvalidArgument, match="A threshold is a share between 0 and 1, not 90"):
        probes("comparison.decimals", not_under=90)


def test_an_async_test_is_counted_too() -> None:
    said: list[tuple[str, Any]] = []

    @probes("comparison.decimals", level=1, n=3, not_under=0.5)
    async def test_mine(probe: jb.Probe, more: str) -> None:
        assert more == "given"

    called: Any = test_mine

    def record(name: str, value: object) -> None:
        said.append((name, value))

    asyncio.run(called(more="given", record_property=record))

    assert [name for name, _ in said] == ["jagbench"]
    assert "3 of 3 right" in str(said[0][1])


def test_a_function_that_raises_is_no_wrong_answer() -> None:
    def broken(prompt: str) -> str:
        raise KeyError("it")

    with pytest.raises(KeyError, match="it"):
        accuracy(broken, "comparison.decimals", level=1, n=3)
    with pytest.raises(InvalidArgument, match="is a text or None, not 7"):
        accuracy(lambda prompt: 7, "comparison.decimals", level=1, n=3)
