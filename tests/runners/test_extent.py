"""How much of a suite a run is about, in words."""

import pytest

from jagbench.runners.extent import Extent

EXTENTS = [
    (280, 280, 280, False, "", None, "all 280 probes"),
    (300, 5858, 5858, True, "", None, "300 of 5,858 probes, a balanced sample"),
    (84, 84, 5858, False, "level 1", None, "all 84 probes that fit, of 5,858, only level 1"),
    (
        30,
        84,
        5858,
        True,
        "level 1",
        None,
        "30 of 84 probes that fit, of 5,858, only level 1, a balanced sample",
    ),
    (733, 5858, 5858, False, "", "2/8", "733 of 5,858 probes, shard 2/8"),
]


@pytest.mark.parametrize(("probes", "fitting", "suite", "sampled", "selection", "shard", "words"), EXTENTS)
def test_extents_in_words(
    probes: int, fitting: int, suite: int, sampled: bool, selection: str, shard: str | None, words: str
) -> None:
    extent = Extent(
        probes=probes,
        fitting=fitting,
        suite_probes=suite,
        sampled=sampled,
        selection=selection,
        shard=shard,
    )
    assert str(extent) == words
