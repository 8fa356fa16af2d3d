"""What the charts draw: the tables, on frames whose every count is known."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from jagbench.analysis.charts.caption import caption
from jagbench.analysis.charts.chart import About, Material, chart_named
from jagbench.analysis.charts.coastline import coastline, coastline_data
from jagbench.analysis.charts.consistency import position_data, rephrasing_data
from jagbench.analysis.charts.difficulty import ENOUGH, difficulty_data
from jagbench.analysis.charts.factors import token_data
from jagbench.analysis.charts.fonts import width_of
from jagbench.analysis.charts.heat import SHADES, draw_models, language_data, model_data
from jagbench.analysis.charts.looks import COLOURS, MARKERS, MOST, looks, looks_of, numbered, runs_of, span
from jagbench.analysis.charts.operands import operand_data
from jagbench.analysis.charts.pairs import difference_data, protocol_data
from jagbench.analysis.charts.profile import profile_data
from jagbench.analysis.charts.scaling import scaling_data, short
from jagbench.analysis.charts.skills import accuracy_by_skill, skill_data
from jagbench.analysis.charts.wrong import PARTS, wrong_data
from jagbench.analysis.measures.profile import profile
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from tests.analysis.charts.checks import drawn_texts, figure_of
from tests.analysis.charts.materials import MATERIALS
from tests.analysis.samples import decimals, letters, mixed, replied

Z = 1.959963984540054


def wilson_by_hand(right: int, total: int) -> tuple[float, float]:
    share = right / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return middle - half, middle + half


def test_whiskers_end_at_the_wilson_bounds() -> None:
    axes = accuracy_by_skill(mixed())
    lines = [artist for artist in axes.collections if isinstance(artist, LineCollection)]
    ends = [tuple(float(x) for x in segment[:, 0]) for segment in lines[0].get_segments()]

    assert ends == [pytest.approx(wilson_by_hand(1, 3)), pytest.approx(wilson_by_hand(2, 3))]


def test_skills_stand_by_family_in_order_of_grade() -> None:
    assert skill_data(mixed())["skill"].tolist() == ["counting.letters", "comparison.decimals"]
    assert skill_data(mixed())[["lowest_grade", "highest_grade"]].to_numpy().tolist() == [[1, 2], [4, 5]]


def test_the_coast_has_every_run_and_skill_and_the_whole() -> None:
    both = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    data = coastline_data(both)

    assert list(zip(data["run"], data["skill"], strict=True)) == [
        ("a", "counting.letters"),
        ("a", "comparison.decimals"),
        ("b", "counting.letters"),
        ("b", "comparison.decimals"),
    ]
    assert set(data["all_accuracy"]) == {0.5}
    assert len(coastline(both).child_axes) == 2


@pytest.mark.parametrize("frame", [mixed(), MATERIALS["coastline"](1).frame])
@pytest.mark.parametrize("width", [3.25, 6.75, 12.0])
def test_the_coast_leaves_no_empty_band_below_its_names(frame: pd.DataFrame, width: float) -> None:
    figure = figure_of(coastline(frame, width=width))
    lowest = min(box.y0 for _, box in drawn_texts(figure))

    assert 0 <= lowest / figure.dpi < 0.12


def test_runs_look_the_same_whatever_a_table_lacks() -> None:
    table = numbered(pd.DataFrame({"run": ["c", "a"]}), ["a", "b", "c"])

    assert runs_of(table) == ["a", "c"]
    assert [look.colour for look in looks_of(table).values()] == [COLOURS[0], COLOURS[2]]


def test_a_family_stands_together_though_the_first_run_lacks_a_skill_of_it() -> None:
    rest, both = mixed("a"), mixed("b")
    extra = both[both["skill"] == "counting.letters"].assign(skill="counting.vowels")
    data = coastline_data(pd.concat([rest, both, extra], ignore_index=True))

    order = data.drop_duplicates("skill").sort_values("skill_number")["skill"].tolist()
    assert order == ["counting.letters", "counting.vowels", "comparison.decimals"]


def levels(rights: Sequence[int], each: int) -> pd.DataFrame:
    """`each` items a level, so many of them right."""
    pairs: list[tuple[Probe, str]] = []
    for level, right in enumerate(rights, start=1):
        for number in range(each):
            probe = letters(f"word{level}x{number}", "r", 5, level=level)
            pairs.append((probe, "5" if number < right else "7"))
    return replied(pairs)


def test_levels_with_few_items_are_pooled_and_one_point_is_no_curve() -> None:
    data = difficulty_data(levels([1, 0, 1, 0, 1, 0], each=3))

    assert ENOUGH == 8
    assert data[["easiest", "hardest", "scored"]].to_numpy().tolist() == [[1, 3, 9], [4, 6, 9]]
    assert difficulty_data(levels([8, 4], each=8))["level"].tolist() == [1, 2]
    with pytest.raises(InvalidArgument, match="16 items of a skill"):
        difficulty_data(levels([1, 0, 1, 0], each=3))


def test_an_inversion_is_beyond_chance() -> None:
    data = difficulty_data(levels([2, 18, 16], each=20))

    assert data["inversion"].tolist() == [False, True, False]
    assert not difficulty_data(levels([9, 11], each=20))["inversion"].any()


def test_parts_of_a_bar_are_the_failed_replies() -> None:
    lures = {"doubles": "100", "halves": "25"}
    probes = [letters(f"word{number}", "r", 50, lures=lures) for number in range(25)]
    values = ["100"] * 12 + ["25"] * 5 + ["7313"] * 3 + ["50"] * 4 + ["Who can tell?"]
    data = wrong_data(replied(list(zip(probes, values, strict=True))), probes)

    assert data["part"].tolist() == [
        "first misconception",
        "second misconception",
        "unexplained wrong answer",
        "no answer",
    ]
    assert data["name"].tolist() == ["doubles", "halves", "", ""]
    assert data["share"].sum() == pytest.approx(21 / 25)
    assert data["share"].tolist() == pytest.approx([12 / 25, 5 / 25, 3 / 25, 1 / 25], abs=0.01)
    assert set(data["part"]) <= set(PARTS)


def test_a_perfect_run_has_no_wrong_answers_to_show() -> None:
    perfect = replied([(letters("plum", "p", 1), "1")], run="a")
    with pytest.raises(InvalidArgument, match="every scored reply is right"):
        wrong_data(perfect)

    beside = wrong_data(pd.concat([perfect, replied([(letters("plum", "p", 1), "3")], run="b")]))
    assert beside[["run", "scored", "share"]].to_numpy().tolist() == [["a", 1, 0.0], ["b", 1, 1.0]]


def test_models_by_skill_have_the_whole_first() -> None:
    data = model_data(pd.concat([mixed("a"), mixed("b")], ignore_index=True))

    assert data["skill"].tolist()[:2] == ["all", "all"]
    assert data["accuracy"].tolist() == pytest.approx([0.5, 0.5, 1 / 3, 1 / 3, 2 / 3, 2 / 3])
    with pytest.raises(InvalidArgument, match="needs questions in several"):
        language_data(mixed())


def test_operands_are_measured_by_their_decimals_or_letters() -> None:
    pairs = [("9.9", "9.11"), ("9.9", "9.1"), ("9.25", "9.1")]
    probes = [replace(decimals(a, b, right=a), params={"operands": [a, b]}) for a, b in pairs]
    data = operand_data(replied([(probe, "9.9") for probe in probes]), probes)

    assert data[["x_name", "y_name", "x", "y", "accuracy"]].to_numpy().tolist() == [
        ["decimals of the second", "decimals of the first", 2, 1, 1.0],
        ["decimals of the second", "decimals of the first", 1, 1, 1.0],
        ["decimals of the second", "decimals of the first", 1, 2, 0.0],
    ]
    with pytest.raises(InvalidArgument, match="operands needs"):
        operand_data(replied([(decimals(), "9.9")]), [decimals()])  # its params hold no operands


def test_places_of_the_options_that_are_chosen() -> None:
    pairs = [(decimals("9.9", f"9.{tail}"), "9.9") for tail in range(11, 21)]
    pairs += [(decimals(f"8.{tail}", "8.9", right="8.9"), f"8.{tail}") for tail in range(11, 21)]
    data = position_data(replied(pairs))

    assert data[["options", "place", "scored", "chosen", "right"]].to_numpy().tolist() == [
        ["2 options", "1st", 20, 1.0, 0.5],
        ["2 options", "2nd", 20, 0.0, 0.5],
    ]


def test_wordings_need_five_replies_each() -> None:
    with pytest.raises(InvalidArgument, match="two wordings that have 5 scored replies each"):
        rephrasing_data(mixed())
    pairs = [
        (decimals("9.9", f"9.{tail}", template=name), "9.9" if name == "which" else f"9.{tail}")
        for name, tails in (("which", range(11, 16)), ("pick", range(21, 26)))
        for tail in tails
    ]
    data = rephrasing_data(replied(pairs))

    assert data[["template", "accuracy"]].to_numpy().tolist() == [["which", 1.0], ["pick", 0.0]]


def test_differences_are_those_of_the_comparison_with_the_whole_first() -> None:
    better = replied([(decimals(), "9.9"), (letters("plum", "p", 1), "1")], run="b")
    worse = replied([(decimals(), "9.11"), (letters("plum", "p", 1), "1")], run="a")
    data = difference_data(pd.concat([worse, better], ignore_index=True))

    assert data[["run", "against", "skill", "difference"]].to_numpy().tolist() == [
        ["b", "a", "all", 0.5],
        ["b", "a", "counting", 0.0],
        ["b", "a", "comparison", 1.0],
    ]


def test_differences_are_by_skill_where_skills_have_pairs_enough() -> None:
    words = [letters(word, "p", 1) for word in ("plum", "pear", "grape", "apron", "spoon")]
    worse, better = (
        replied([(word, said) for word in words], run=run) for run, said in (("a", "2"), ("b", "1"))
    )

    assert difference_data(pd.concat([worse, better], ignore_index=True))["skill"].tolist() == [
        "all",
        "counting.letters",
    ]


def about(
    label: str, *, model: str = "m:x", protocol: str = "direct", parameters: int | None = None
) -> About:
    return About(label=label, model=model, suite="s", protocol=protocol, parameters=parameters)


def test_protocols_pair_the_runs_of_one_model() -> None:
    frame = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    data = protocol_data(frame, {"a": about("a"), "b": about("b", protocol="cot")})

    assert set(zip(data["model"], data["first"], data["protocol"], strict=True)) == {("m:x", "direct", "cot")}
    with pytest.raises(InvalidArgument, match="two runs of one model"):
        protocol_data(frame, {"a": about("a"), "b": about("b", model="m:y", protocol="cot")})


def test_the_hill_of_chance_is_that_of_the_test() -> None:
    pairs = [(letters(f"a{n}", "r", 5), "5" if n % 2 else "7") for n in range(20)]
    pairs += [(decimals("9.9", f"9.{tail}", item=f"i{tail}"), "9.9") for tail in range(11, 31)]
    frame = replied(pairs).assign(grade=1, options=pd.Series([()] * 40))
    data, found = profile_data(frame), profile(frame).excess
    hill = data[data["kind"] == "chance"]

    assert found.chance is not None
    assert found.limit is not None
    assert hill["share"].max() == 1
    assert np.average(hill["value"], weights=hill["share"]) == pytest.approx(found.chance, abs=0.01)
    assert data.loc[(data["measure"] == "excess") & (data["kind"] == "value"), "value"].tolist() == [
        found.value
    ]


def test_chance_that_is_always_the_same_is_a_narrow_hill() -> None:
    one_reply_a_skill = levels([9], each=30).assign(skill=[f"counting.s{number}" for number in range(30)])
    data = profile_data(one_reply_a_skill)

    hill = data.loc[data["kind"] == "chance", "value"]
    assert hill.max() - hill.min() < 0.001


def test_how_many_replies_stand_in_a_row_of_several_runs() -> None:
    assert span([8]) == span([8, 8]) == "8"
    assert span([13, 1_000, 1]) == "1–1,000"


def test_cells_of_few_replies_are_counts_without_a_shade() -> None:
    many = [(letters(word, "p", 1), "1") for word in ("plum", "pear", "grape", "apron", "spoon")]
    texts, shades = (
        {each.get_text() for each in draw_models(model_data(replied(many[:count]))).texts} for count in (4, 5)
    )

    assert "4/4" in texts
    assert "100" in shades


def test_a_caption_names_the_runs_that_are_drawn() -> None:
    frame = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    given = Material(frame=frame, about={"a": about("a"), "b": about("b")})

    assert "b (" not in caption(chart_named("models"), model_data(mixed("a")), given)


def test_bins_of_tokens_hold_fifteen_items() -> None:
    frame = levels([20, 10], each=20)
    tokens = pd.DataFrame({"probe": frame["probe"], "tokens_per_operand": [1.0] * 20 + [3.0] * 20})
    data = token_data(frame, tokens)

    assert data[["tokens", "scored", "accuracy"]].to_numpy().tolist() == [[1, 20, 1], [3, 20, 0.5]]
    with pytest.raises(InvalidArgument, match="30 items of a skill"):
        token_data(frame.head(20), tokens)


def test_scaling_needs_two_known_sizes() -> None:
    frame = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    data = scaling_data(frame, {"a": about("a", parameters=10**9), "b": about("b", parameters=7 * 10**9)})

    assert data.loc[data["family"] == "all", "parameters"].tolist() == [1e9, 7e9]
    with pytest.raises(InvalidArgument, match="not known of b"):
        scaling_data(frame, {"a": about("a", parameters=10**9), "b": about("b")})


@pytest.mark.parametrize(
    ("count", "text"),
    [(135e6, "135M"), (1.5e9, "1.5B"), (7e9, "7B"), (500, "500"), (2000, "2k"), (1.2e12, "1.2T")],
)
def test_large_numbers_in_few_letters(count: float, text: str) -> None:
    assert short(count) == text


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_of_runs_stand_out_from_paper() -> None:
    assert all(1.05 / (luminance(colour) + 0.05) >= 3 for colour in COLOURS)


MACHADO = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""Machado, Oliveira and Fernandes (2009, IEEE Trans. Vis. Comput. Graph. 15:1291), severity 1."""


@pytest.mark.parametrize("sight", MACHADO)
def test_runs_are_told_apart_by_colour_blind_readers(sight: str) -> None:
    def seen(colour: str) -> npt.NDArray[np.float64]:
        linear = np.array([(int(colour[place : place + 2], 16) / 255) ** 2.2 for place in (1, 3, 5)])
        return np.clip(np.array(MACHADO[sight]) @ linear, 0, 1) ** (1 / 2.2)

    apart = looks([f"run {number}" for number in range(MOST)]).values()
    first = [seen(colour) for colour in COLOURS[:4]]

    assert len({look.marker for look in apart}) == MOST == len(MARKERS)
    assert min(np.abs(a - b).max() for place, a in enumerate(first) for b in first[:place]) > 0.15


def test_parts_of_bars_differ_in_grey_or_by_their_hatch() -> None:
    parts = list(PARTS.values())
    for place, (colour, hatch) in enumerate(parts):
        for other, other_hatch in parts[:place]:
            lighter, darker = sorted([luminance(colour), luminance(other)], reverse=True)
            assert hatch != other_hatch or (lighter + 0.05) / (darker + 0.05) > 1.5


def test_shades_darken_evenly() -> None:
    shades: Any = SHADES
    greys = [luminance(to_hex(shades(place / 20))) for place in range(21)]

    assert all(before > after for before, after in pairwise(greys))


def test_long_names_do_not_widen_a_text() -> None:
    assert width_of("", 6) == 0
    assert width_of("ii", 6) < width_of("WW", 6)
