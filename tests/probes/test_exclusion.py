from dataclasses import replace

import pytest
from hypothesis import find

from jagbench.errors import InvalidArgument
from jagbench.generators import generate, get_skill
from jagbench.probes import Suite
from jagbench.probes.exclusion import taken

PARITY = get_skill("arithmetic.parity")
SMALL = generate(PARITY, level=1, seed=0, count=5)
SUITE = Suite(name="mine", sha256="", probes=SMALL)
ITEMS = {probe.item for probe in SMALL}


def test_generated_probes_leave_out_the_items_of_a_suite() -> None:
    everything = generate(PARITY, level=1, seed=3, count=20)
    rest = generate(PARITY, level=1, seed=3, count=10, exclude=SUITE)

    assert {probe.item for probe in everything} & ITEMS
    assert not {probe.item for probe in rest} & ITEMS


def test_strategies_leave_them_out() -> None:
    first = find(PARITY.strategy(level=1), lambda item: True)
    suite = replace(SUITE, probes=[replace(SMALL[0], item=first.id)])

    other = find(PARITY.strategy(level=1, exclude=suite), lambda item: True)

    assert other.operands != first.operands


def test_an_item_of_an_earlier_version_is_known() -> None:
    item = PARITY.item(level=1, seed=0, index=0)
    later = replace(item, version=item.version + 1)

    assert later.id != item.id
    assert taken(replace(SUITE, probes=[replace(SMALL[0], item=item.id)])).has(later)


def test_suites_are_known_by_name() -> None:
    assert len(taken(["smoke-v1", "frames-v1"]).prompts) > 1000


def test_an_unknown_suite_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown suite 'smoke-v11'\. Did you mean 'smoke-v1'"):
        generate(PARITY, level=1, seed=0, count=1, exclude="smoke-v11")
