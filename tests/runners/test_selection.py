from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from jagbench.probes import Probe
from jagbench.runners.selection import balanced
from tests.runners.samples import make_probe

cells = st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.sampled_from(["en", "ko"]))


def probes_of(cells: list[tuple[str, int, str]]) -> list[Probe]:
    return [
        make_probe(number, skill=skill, level=level, language=language)
        for number, (skill, level, language) in enumerate(cells)
    ]


@given(st.lists(cells))
def test_the_balanced_order_holds_every_probe_once(cells: list[tuple[str, int, str]]) -> None:
    probes = probes_of(cells)
    assert sorted(probe.id for probe in balanced(probes)) == sorted(probe.id for probe in probes)


@given(st.lists(cells), st.integers(0, 40))
def test_no_cell_is_a_whole_probe_ahead_of_one_that_has_more(
    cells: list[tuple[str, int, str]], limit: int
) -> None:
    available = Counter(cells)
    first = balanced(probes_of(cells))[:limit]
    taken = Counter((probe.skill, probe.level, probe.language) for probe in first)
    for cell, count in available.items():
        assert taken[cell] >= min(count, max(taken.values(), default=0) - 1)


def test_the_first_probes_are_one_of_each_skill_and_a_cell_keeps_the_order_of_the_file() -> None:
    cells = [("a", 1, "en"), ("a", 1, "en"), ("a", 2, "en"), ("b", 1, "en"), ("b", 1, "ko")]
    order = [probe.params["operands"] for probe in balanced(probes_of(cells))]
    assert order == [["0", "1"], ["3", "1"], ["2", "1"], ["4", "1"], ["1", "1"]]
