from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.runners.selection import GROUP, Shard, balanced, grouped, parse_shard, rechecked, tasks
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


@given(st.lists(cells, max_size=30))
def test_grouping_keeps_every_probe(cells: list[tuple[str, int, str]]) -> None:
    probes = probes_of(cells)
    assert sorted(probe.id for probe in grouped(probes)) == sorted(probe.id for probe in probes)


def test_prompts_that_begin_alike_follow_one_another_within_a_group() -> None:
    probes = [make_probe(number) for number in (5, 41, 50, 4, 51)]
    assert [probe.operands[0] for probe in grouped(probes)] == ["4", "41", "5", "50", "51"]
    many = [make_probe(number) for number in range(2 * GROUP, 0, -1)]
    first, second = grouped(many)[:GROUP], grouped(many)[GROUP:]
    assert {probe.id for probe in first} == {probe.id for probe in many[:GROUP]}
    assert {probe.id for probe in second} == {probe.id for probe in many[GROUP:]}


@given(st.integers(0, 40), st.integers(1, 9))
def test_shards_are_disjoint_even_and_whole(count: int, shards: int) -> None:
    probes = [make_probe(number) for number in range(count)]
    parts = [Shard(number=number, count=shards).of(probes) for number in range(1, shards + 1)]
    assert sorted(probe.id for part in parts for probe in part) == sorted(probe.id for probe in probes)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_a_shard_reads_as_it_is_written() -> None:
    assert parse_shard("2/8") == Shard(number=2, count=8)
    assert str(Shard(number=2, count=8)) == "2/8"


@pytest.mark.parametrize("text", ["0/8", "9/8", "8", "1/0", "a/b", "1/2/3", "-1/2", "1/ 2"])
def test_what_is_no_shard_is_one_sentence(text: str) -> None:
    with pytest.raises(InvalidArgument, match=r"Not a shard: .* Give NUMBER/COUNT, such as 1/8 to 8/8"):
        parse_shard(text)


def test_about_the_share_is_asked_again_and_a_larger_share_keeps_them() -> None:
    probes = [make_probe(number) for number in range(2000)]
    small, large = ({probe.id for probe in probes if rechecked(probe, share)} for share in (0.05, 0.5))
    # Binomial: 100 and 1000 expected, four standard deviations are 39 and 90.
    assert 61 <= len(small) <= 139
    assert 910 <= len(large) <= 1090
    assert small < large
    assert not any(rechecked(probe, 0) for probe in probes)
    assert all(rechecked(probe, 1) for probe in probes)


def test_what_is_asked_again_comes_a_group_later_and_nothing_is_forgotten() -> None:
    probes = [make_probe(number) for number in range(2 * GROUP + 5)]
    order = list(tasks(probes, samples=2, recheck=1))
    names = [(task.probe.id, task.sample, task.recheck) for task in order]
    assert len(names) == len(set(names)) == 3 * len(probes)
    place = {name: number for number, name in enumerate(names)}
    for probe in probes[:GROUP]:
        assert place[probe.id, 0, True] - place[probe.id, 0, False] > GROUP


def test_tasks_are_made_as_they_are_needed() -> None:
    taken: list[int] = []

    def source() -> Iterator[Probe]:
        for number in range(100):
            taken.append(number)
            yield make_probe(number)

    following = tasks(source(), samples=3, recheck=1)
    for _ in range(4):
        next(following)
    assert taken == [0, 1]
