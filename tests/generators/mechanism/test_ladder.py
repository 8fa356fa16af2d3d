from itertools import pairwise

import pytest

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill
from jagbench.generators.mechanism.ladder import ladder_of, ladders, rung
from jagbench.generators.mechanism.verify import check


@pytest.mark.parametrize("name", ladders())
def test_the_rungs_of_a_ladder_are_right(name: str) -> None:
    skill = get_skill(name)
    ladder = ladder_of(skill)

    assert ladder.longest >= 1000
    for length in (ladder.shortest, 100, ladder.longest):
        probes = rung(skill, length=length, seed=4, count=3)
        assert [problem for probe in probes for problem in check(probe)] == []
        assert {probe.params["length"] for probe in probes} == {length}


def test_the_length_is_what_is_counted() -> None:
    probes = rung(get_skill("counting.items"), length=1234, seed=1, count=4)

    assert {probe.answer.value for probe in probes} == {"1234"}


def test_rungs_are_logarithmic() -> None:
    rungs = ladder_of(get_skill("counting.items")).rungs(7)

    assert (rungs[0], rungs[-1], len(rungs)) == (3, 2000, 7)
    assert all(2.5 < after / before < 3.5 for before, after in pairwise(rungs))


def test_a_larger_count_keeps_the_smaller_ones() -> None:
    skill = get_skill("counting.digits")

    assert rung(skill, length=30, seed=1, count=9)[:4] == rung(skill, length=30, seed=1, count=4)


@pytest.mark.parametrize("length", [2, 2001])
def test_a_length_beyond_the_ladder_is_refused(length: int) -> None:
    with pytest.raises(InvalidArgument, match=f"from 3 to 2000 entries of the list, not {length}"):
        rung(get_skill("counting.items"), length=length, seed=1, count=1)


def test_a_skill_without_a_ladder_is_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"arithmetic\.addition has no ladder; there is: comparison\."):
        rung(get_skill("arithmetic.addition"), length=3, seed=1, count=1)
