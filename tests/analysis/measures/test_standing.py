"""Best and weakest, with n, ties and power."""

import math

import pandas as pd
import pytest
from scipy.stats import hypergeom

from jagbench.analysis.measures.standing import extreme, ranking, standing
from tests.analysis.samples import letters, replied


def skills(**counts: tuple[int, int]) -> pd.DataFrame:
    """A run on skills, each with so many right of so many replies to distinct items."""
    return pd.concat(
        [
            replied(
                [(letters(f"{name}{place}", "n", 1), "1" if place < right else "7") for place in range(of)]
            ).assign(skill=f"{name[0]}.{name}", family=name[0])
            for name, (right, of) in counts.items()
        ],
        ignore_index=True,
    )


def test_a_skill_beyond_chance_is_best_with_its_n() -> None:
    frame = skills(ab=(19, 20), ac=(4, 20), ad=(5, 20), bc=(3, 20))
    assert standing(frame)[0] == "Its best skill is a.ab (95.0 %, n = 20)."
    assert extreme(ranking(frame, "skill"), "best").p == pytest.approx(4 * hypergeom(80, 31, 20).sf(18))


def test_skills_that_tie_are_all_named() -> None:
    frame = skills(ab=(20, 20), ac=(20, 20), ad=(1, 20), ae=(2, 20), af=(2, 20))
    assert (
        standing(frame)[0] == "Its best skills, tied, are a.ab (100.0 %, n = 20) and a.ac (100.0 %, n = 20)."
    )


def test_where_every_skill_has_the_same_none_is_best() -> None:
    assert standing(skills(ab=(0, 8), ac=(0, 8))) == [
        "All 2 skills are at 0.0 %, so none is best or weakest."
    ]


def test_where_no_outcome_could_be_beyond_chance_that_is_said() -> None:
    frame = skills(ab=(1, 1), ac=(0, 1), ad=(0, 1), bc=(1, 1), bd=(1, 1), be=(1, 1))
    assert standing(frame) == [
        "A best skill could not have been found with n = 1 each; highest are 4 skills at 100.0 % "
        "(n = 1 each).",
        "A weakest skill could not have been found with n = 1 each; lowest are a.ac (0.0 %, n = 1) and a.ad "
        "(0.0 %, n = 1).",
    ]


def test_where_it_could_have_been_found_and_was_not_that_is_said() -> None:
    frame = skills(ab=(11, 20), ac=(10, 20), ad=(9, 20))
    assert standing(frame)[0] == (
        "None of 3 skills can be told from the others as best; highest is a.ab (55.0 %, n = 20)."
    )


def test_variants_of_one_item_are_no_evidence_of_their_own() -> None:
    one = replied([(letters("plum", "p", 1), "1")] * 20).assign(skill="a.one", item="plum")
    frame = pd.concat([skills(ab=(4, 20), ac=(5, 20)), one], ignore_index=True)
    end = extreme(ranking(frame, "skill"), "best")
    assert [place.name for place in end.places] == ["a.one"]
    assert not end.found
    assert end.places[0].size == 1


def test_unscored_replies_are_in_no_ranking() -> None:
    frame = pd.concat([skills(ab=(1, 2)), replied([(letters("fig", "f", 1), None)])], ignore_index=True)
    assert [place.name for place in ranking(frame, "skill")] == ["a.ab"]
    assert standing(frame) == []


@pytest.mark.parametrize("of", [3, 40, 3000])
def test_chance_is_never_more_than_certain(of: int) -> None:
    for right in (0, 1, of // 2, of):
        for end in (
            extreme(ranking(skills(ab=(right, of), ac=(of // 2, of)), "skill"), side)
            for side in ("best", "weakest")
        ):
            assert 0 <= end.least_p <= 1
            assert not math.isnan(end.p)
            assert end.least_p <= end.p + 1e-9
