from collections.abc import Sequence
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.analysis.measures.samples import by_probe, sample_table, sampled
from jagbench.analysis.statistics.cells import cells
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from tests.analysis.samples import decimals, letters

BERRY = letters("strawberry", "r", 3)
PLUM = letters("plum", "p", 1)


def answers(*asked: tuple[Probe, Sequence[str | None]], run: str = "mine") -> pd.DataFrame:
    """The frame of a run whose samples of each probe are these."""
    return to_frame(
        judged(probe, Given(text=text, sample=sample), run=run, model=run)
        for probe, texts in asked
        for sample, text in enumerate(texts)
    )


def values(table: pd.DataFrame) -> dict[tuple[str, int | None], float]:
    return {
        (row["measure"], None if pd.isna(row["k"]) else int(row["k"])): row["value"]
        for row in table.to_dict("records")
    }


def test_every_measure_of_one_probe_by_hand() -> None:
    found = values(sample_table(answers((BERRY, ["3", "2", "3", "two"])), ks=[2, 4]))

    assert found == {
        ("accuracy", None): 0.5,
        ("pass", 2): pytest.approx(5 / 6),  # only the pair of the two wrong ones has no right one
        ("pass", 4): 1.0,
        ("all_right", 2): pytest.approx(1 / 6),
        ("all_right", 4): 0.0,
        ("majority", None): 0.5,  # "3" and "2" are given twice each
        ("consistency", None): pytest.approx(2 / 6),  # "2" and "two" are one answer
        ("accuracy_minus_consistency", None): pytest.approx(0.5 - 2 / 6),
    }


@given(st.lists(st.booleans(), min_size=2, max_size=8), st.data())
def test_pass_and_all_right_are_the_means_over_all_choices_of_k_samples(
    right: list[bool], data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, len(right)))
    table = sample_table(answers((BERRY, ["3" if each else "7" for each in right])), ks=[k])
    chosen = list(combinations(right, k))

    found = values(table)

    assert found["pass", k] == pytest.approx(sum(map(any, chosen)) / len(chosen))
    assert found["all_right", k] == pytest.approx(sum(map(all, chosen)) / len(chosen))


def test_a_sample_that_commits_to_nothing_agrees_with_none_and_has_no_vote() -> None:
    (row,) = by_probe(answers((BERRY, ["3", "Who knows?", "Who knows?", "Hmm."]))).to_dict("records")

    assert (row["samples"], row["right"], row["answers"]) == (4, 1, 1)
    assert (row["majority"], row["consistency"]) == (1.0, 0.0)
    (silent,) = by_probe(answers((BERRY, ["Who knows?", "Who knows?"]))).to_dict("records")
    assert (silent["majority"], silent["consistency"]) == (0.0, 0.0)


def test_unscored_samples_are_no_samples() -> None:
    frame = answers((BERRY, ["3", None, "3"]), (PLUM, ["1", None, None]))

    table = sample_table(frame)

    assert by_probe(frame)["probe"].tolist() == [BERRY.id]  # the other has one scored sample
    assert set(table["probes"]) == {1}
    assert values(table)["all_right", 2] == 1.0


def test_a_k_counts_the_probes_with_so_many_samples() -> None:
    table = sample_table(answers((BERRY, ["3"] * 4), (PLUM, ["1"] * 2)), ks=[2, 4])

    assert table.loc[table["measure"] == "pass", "probes"].tolist() == [2, 1]


def test_without_several_samples_there_is_nothing_to_say() -> None:
    frame = answers((BERRY, ["3"]), (PLUM, ["1"]))

    assert not sampled(frame)
    assert sample_table(frame).empty
    assert list(by_probe(frame).columns) == list(by_probe(answers((BERRY, ["3", "3"]))).columns)
    assert sampled(answers((BERRY, ["3", "3"])))


def test_cells_are_of_each_run_and_skill() -> None:
    both = pd.concat(
        [
            answers((BERRY, ["3", "3"]), (decimals(), ["9.9", "9.11"]), run="a"),
            answers((BERRY, ["2", "2"]), run="b"),
        ]
    )

    table = sample_table(both, ["skill"])

    assert table.loc[table["measure"] == "accuracy", ["run", "skill", "value"]].values.tolist() == [
        ["a", "counting.letters", 1.0],
        ["a", "comparison.decimals", 0.5],
        ["b", "counting.letters", 0.0],
    ]


def test_intervals_take_the_item_as_their_unit() -> None:
    variants = [decimals(template=f"t{place}", item="one") for place in range(20)]
    apart = [decimals(f"{place}.9", f"{place}.11", right=f"{place}.9") for place in range(20)]
    replies = [["9.9", "9.11"], ["9.9", "9.9"]]

    def width(table: pd.DataFrame) -> float:
        row = table[table["measure"] == "consistency"].iloc[0]
        return float(row["high"] - row["low"])

    several = sample_table(
        answers(
            *(
                (probe, [text.replace("9.", f"{place}.", 1) for text in replies[place % 2]])
                for place, probe in enumerate(apart)
            )
        )
    )
    one = sample_table(
        answers(*((probe, replies[place % 2]) for place, probe in enumerate(variants))).assign(
            probe=[f"p{place // 2}" for place in range(40)]
        )
    )

    assert (several["items"].iloc[0], one["items"].iloc[0]) == (20, 1)
    assert width(one) > 2 * width(several)


def test_accuracy_is_that_of_cells() -> None:
    frame = answers((BERRY, ["3", "2"]), (PLUM, ["1", "1"]), (letters("pear", "z", 0), ["1", "0"]))
    (row,) = sample_table(frame).query("measure == 'accuracy'").to_dict("records")
    (cell,) = cells(frame).to_dict("records")

    assert [row[name] for name in ("value", "low", "high")] == pytest.approx(
        [cell[name] for name in ("accuracy", "low", "high")]
    )


@pytest.mark.parametrize("k", [0, 3])
def test_a_k_that_no_probe_has_is_one_sentence(k: int) -> None:
    with pytest.raises(InvalidArgument, match=f"No probe has {k} scored samples: k goes from 1 to 2"):
        sample_table(answers((BERRY, ["3", "3"])), ks=[k])
