from dataclasses import replace

from jagbench.generators import generate, get_skill
from jagbench.probes.difference import by_skill, changed_fields, difference

PROBES = generate(get_skill("arithmetic.addition"), level=2, seed=1, count=4)


def test_a_suite_does_not_differ_from_itself_in_another_order() -> None:
    found = difference(PROBES, PROBES[::-1])

    assert found.none
    assert len(found.same) == 4


def test_added_removed_and_changed_probes_are_told_apart() -> None:
    changed = replace(PROBES[1], lures={"one_more": "1"})

    found = difference(PROBES[:3], [changed, *PROBES[2:]])

    assert found.removed == [PROBES[0]]
    assert found.changed == [(PROBES[1], changed)]
    assert found.same == [PROBES[2]]
    assert found.added == [PROBES[3]]
    assert changed_fields(PROBES[1], changed) == ["lures"]
    assert by_skill(found) == {
        "arithmetic.addition": {"removed": 1, "changed": 1, "same": 1, "added": 1},
    }
