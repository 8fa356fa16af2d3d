from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, load
from jagbench.runners.selection import (
    GROUP,
    Selection,
    Shard,
    balanced,
    grouped,
    parse_shard,
    rechecked,
    tasks,
)
from tests.runners.samples import make_probe

cells = st.tuples(st.sampled_from(["a.x", "a.y", "b.z"]), st.integers(1, 3), st.sampled_from(["en", "ko"]))


def probes_of(cells: list[tuple[str, int, str]]) -> list[Probe]:
    return [
        make_probe(number, skill=skill, level=level, language=language)
        for number, (skill, level, language) in enumerate(cells)
    ]


def farthest(order: Sequence[Probe], value: Callable[[Probe], object]) -> float:
    """How many probes any beginning is away from what its values' shares of the whole would be."""
    whole, begun, worst = Counter(map(value, order)), Counter[object](), 0.0
    for number, probe in enumerate(order, start=1):
        begun[value(probe)] += 1
        worst = max(worst, *(abs(begun[each] - number * whole[each] / len(order)) for each in whole))
    return worst


@given(st.lists(cells))
def test_the_balanced_order_holds_every_probe_once(cells: list[tuple[str, int, str]]) -> None:
    probes = probes_of(cells)
    assert sorted(probe.id for probe in balanced(probes)) == sorted(probe.id for probe in probes)


@given(st.lists(cells), st.integers(0, 40), st.integers(0, 40))
def test_a_limit_is_the_beginning_of_a_higher_one(
    cells: list[tuple[str, int, str]], limit: int, more: int
) -> None:
    probes = probes_of(cells)
    assert balanced(probes, limit) == balanced(probes, limit + more)[:limit]
    assert balanced(probes, limit) == balanced(probes)[:limit]


@given(st.lists(cells, min_size=1))
def test_families_and_skills_keep_their_shares_at_every_moment(cells: list[tuple[str, int, str]]) -> None:
    order = balanced(probes_of(cells))
    assert farthest(order, lambda probe: probe.family) <= 1
    assert farthest(order, lambda probe: probe.skill) <= 2


@pytest.mark.parametrize(
    "name", ["smoke-v1", "core-v1", "variants-v1", "multilingual-v1", "korean-v1", "frames-v1"]
)
def test_of_a_real_suite_skills_levels_and_cells_keep_their_shares_at_every_moment(name: str) -> None:
    order = balanced(load(name).probes)
    assert farthest(order, lambda probe: probe.skill) < 1.5
    assert farthest(order, lambda probe: probe.level) < 4
    assert farthest(order, lambda probe: probe.frame) < 4
    assert farthest(order, lambda probe: (probe.skill, probe.level)) < 2.5


@pytest.mark.parametrize(("limit", "within"), [(10, 1.0), (30, 1.0), (100, 1.5), (300, 1.5), (1000, 2.0)])
def test_a_sample_of_core_has_its_levels(limit: int, within: float) -> None:
    whole = load("core-v1").probes
    sample = Counter(probe.level for probe in balanced(whole, limit))
    for level, count in Counter(probe.level for probe in whole).items():
        assert abs(sample[level] - limit * count / len(whole)) <= within


def test_what_stands_first_in_a_file_is_not_always_asked_first() -> None:
    probes = [probe for probe in load("core-v1").probes if probe.frame == "plain"]
    first_in_file: dict[tuple[str, int], Probe] = {}
    first_asked: dict[tuple[str, int], Probe] = {}
    for first, order in ((first_in_file, probes), (first_asked, balanced(probes))):
        for probe in order:
            first.setdefault((probe.skill, probe.level), probe)
    same = sum(first_in_file[cell] is first_asked[cell] for cell in first_in_file)
    assert same < 0.2 * len(first_in_file)


FIRST_OF_CORE = ["224c5155ff9daa48", "3d616dc032c04b0f", "78305e97a6859388"]


def test_the_order_is_the_same_on_every_machine() -> None:
    probes = load("core-v1").probes
    assert [probe.id for probe in balanced(probes, 3)] == FIRST_OF_CORE


@given(st.lists(cells, max_size=30))
def test_grouping_keeps_every_probe(cells: list[tuple[str, int, str]]) -> None:
    probes = probes_of(cells)
    assert sorted(probe.id for probe in grouped(probes)) == sorted(probe.id for probe in probes)


def test_prompts_that_begin_alike_follow_one_another_within_a_window() -> None:
    probes = [make_probe(number) for number in (5, 41, 50, 4, 51)]
    assert [probe.operands[0] for probe in grouped(probes)] == ["4", "41", "5", "50", "51"]
    many = [make_probe(number) for number in range(4000, 0, -1)]
    first = grouped(many)[:16]
    assert {probe.id for probe in first} == {probe.id for probe in many[:16]}
    assert first != many[:16]


@pytest.mark.parametrize("asked", [20, 50, 100, 250, 1000, 3000])
def test_a_run_stopped_at_any_moment_has_asked_a_balanced_part(asked: int) -> None:
    """All but the window that it was in, at most an eighth of it, is in balance."""
    order = load("core-v1").probes
    begun, whole = grouped(balanced(order))[:asked], Counter(probe.family for probe in order)
    window = max(16, asked / 8)
    for family, count in Counter(probe.family for probe in begun).items():
        assert abs(count - asked * whole[family] / len(order)) <= window
    assert len({probe.family for probe in begun}) == len(whole)


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


CHOICES = [
    (Selection(skills=("b.z",)), {2, 3}),
    (Selection(families=("a",), levels=(2,)), {1}),
    (Selection(languages=("ko",)), {3}),
    (Selection(levels=(1, 3)), {0, 2, 3}),
    (Selection(families=("a",), skills=("b.z",)), {0, 1, 2, 3}),
    (Selection(families=("a",), skills=("a.y",)), {0, 1}),
    (Selection(families=("b",), skills=("a.y",), levels=(1,)), {2}),
    (Selection(), {0, 1, 2, 3}),
]


@pytest.mark.parametrize(("selection", "places"), CHOICES)
def test_probes_are_selected_by_all_that_is_given(selection: Selection, places: set[int]) -> None:
    probes = probes_of([("a.x", 1, "en"), ("a.y", 2, "en"), ("b.z", 1, "en"), ("b.z", 3, "ko")])
    assert selection.of(probes, "mine") == [probes[place] for place in sorted(places)]
    assert bool(selection) == (selection != Selection())


def test_a_selection_says_what_it_means() -> None:
    selection = Selection(families=("a", "c"), skills=("b.z",), levels=(1, 2), famous=True)

    assert str(selection) == "family a or c or skill b.z, level 1 or 2, famous questions only"


def test_a_probe_and_famous_ones_are_selected() -> None:
    probes = [make_probe(0), replace(make_probe(1), params={"famous": "strawberry"}), make_probe(2)]
    assert Selection(famous=True).of(probes, "mine") == probes[1:2]
    assert Selection(probes=(probes[2].id,)).of(probes, "mine") == probes[2:]


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(skills=("a.z",)), r"Unknown skill of mine 'a\.z'\. Did you mean '"),
        (Selection(levels=(9,)), r"Unknown level of mine '9'\. There is: 1, 2"),
        (Selection(languages=("ko",)), "Unknown language of mine 'ko'"),
        (
            Selection(skills=("b.z",), levels=(2,)),
            r"mine has no probe with skill b\.z, level 2: leave out one of them",
        ),
        (Selection(famous=True), "mine has no probe with famous questions only"),
    ],
)
def test_a_selection_of_nothing_is_one_sentence(selection: Selection, sentence: str) -> None:
    probes = probes_of([("a.x", 1, "en"), ("a.x", 2, "en"), ("b.z", 1, "en")])
    with pytest.raises(InvalidArgument, match=sentence):
        selection.of(probes, "mine")


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
