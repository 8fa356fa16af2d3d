import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy.special import softmax

from jagbench.analysis.measures.calibration import calibration, confidences, has_scores, reliability
from jagbench.analysis.statistics.cells import records
from jagbench.errors import InvalidArgument
from tests.analysis.samples import mixed

OPTIONS = ("9.9", "9.11")


def scored(*replies: tuple[Sequence[float], str], run: str = "mine", **columns: object) -> pd.DataFrame:
    """A frame of replies: the probability of each option, and the right one."""
    return pd.DataFrame(
        [
            {
                **{"run": run, "probe": f"{place}", "sample": 0, "item": f"{place}"},
                **{"family": "comparison", "skill": "comparison.decimals", "level": 1, "verdict": "correct"},
                **{"options": OPTIONS, "format": "bare", "expected": right},
                "scores": tuple(math.log(chance) if chance else -math.inf for chance in chances),
                **columns,
            }
            for place, (chances, right) in enumerate(replies)
        ]
    )


def drawn(slope: float, items: int, seed: int = 1) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    sure = 0.5 + generator.beta(2, 1, items) / 2
    right = generator.random(items) < 0.5 + slope * (sure - 0.5)
    return scored(
        *(
            ((chance, 1 - chance), OPTIONS[0] if ok else OPTIONS[1])
            for chance, ok in zip(sure.tolist(), right.tolist(), strict=True)
        )
    )


def test_scores_by_hand() -> None:
    # of the whole reply: 0.3 and 0.1, so 0.75 and 0.25 of the options
    frame = scored(((0.3, 0.1), "9.9"), ((0.3, 0.1), "9.11"))
    found = records(confidences(frame))
    assert [row["confidence"] for row in found] == pytest.approx([0.75, 0.75])
    assert [row["right"] for row in found] == [True, False]
    assert [row["brier"] for row in found] == pytest.approx([2 * 0.25**2, 2 * 0.75**2])
    assert [row["log_loss"] for row in found] == pytest.approx([-math.log(0.75), -math.log(0.25)])
    (cell,) = records(calibration(frame))
    assert cell["brier"] == pytest.approx(0.0625 + 0.5625)
    assert cell["log_loss"] == pytest.approx(-math.log(0.75 * 0.25) / 2)
    assert (cell["accuracy"], cell["bins"]) == (0.5, 1)
    assert cell["ece_plain"] == pytest.approx(0.25)


def test_very_small_probabilities_are_normalised() -> None:
    scores = (-800.0, -803.0, -805.5)
    frame = scored(((1.0, 1.0, 1.0), "b")).assign(
        options=pd.Series([("a", "b", "c")]), scores=pd.Series([scores])
    )
    assert confidences(frame)["probability"].tolist() == pytest.approx([softmax(scores)[1]])


def test_options_that_read_alike_are_one() -> None:
    frame = scored(((0.2, 0.2, 0.2), "equal")).assign(options=pd.Series([("8", "8", "equal")]))
    assert confidences(frame)[["options", "probability"]].to_numpy().tolist() == [[2, 0.5]]
    lettered = frame.assign(format="letter")  # A and B are two replies that both say 8
    assert confidences(lettered)["probability"].tolist() == pytest.approx([1 / 3])


def test_ece_in_bins_of_equally_many_replies() -> None:
    low = [((0.6, 0.4), OPTIONS[place < 10]) for place in range(20)]  # 10 of 20 right
    high = [((0.9, 0.1), OPTIONS[place < 6]) for place in range(20)]  # 14 of 20 right
    frame = scored(*low, *high)
    (cell,) = records(calibration(frame))
    assert cell["bins"] == 2
    assert cell["ece_plain"] == pytest.approx(0.5 * 0.1 + 0.5 * 0.2)
    found = reliability(frame)
    assert found["replies"].tolist() == [20, 20]
    assert found["accuracy"].tolist() == [0.5, 0.7]
    assert found["confidence"].tolist() == pytest.approx([0.6, 0.9])
    assert records(calibration(frame, bins=1))[0]["ece_plain"] == pytest.approx(0.15)


def test_equal_confidences_stay_in_one_bin() -> None:
    frame = scored(*[((0.8, 0.2), "9.9")] * 60)
    assert reliability(frame)["replies"].tolist() == [60]


def test_the_parts_add_up_to_the_score() -> None:
    frame = drawn(0.5, 300)
    (cell,) = records(calibration(frame))
    found = confidences(frame)
    score = ((found["confidence"] - found["right"]) ** 2).mean()
    assert cell["confidence_brier"] == pytest.approx(score)
    assert cell["reliability"] - cell["resolution"] + cell["uncertainty"] == pytest.approx(score)
    share = found["right"].mean()
    # the correction of the uncertainty is the variance of the share of right answers
    assert cell["uncertainty"] - share * (1 - share) == pytest.approx(share * (1 - share) / 300, rel=0.1)


def test_a_calibrated_model_is_not_called_otherwise() -> None:
    (cell,) = records(calibration(drawn(1, 400)))
    assert cell["ece_low"] == 0
    assert cell["ece"] < cell["ece_plain"]
    assert cell["p"] > 0.05


@pytest.mark.parametrize("slope", [0, 0.5, 1])
@pytest.mark.parametrize("seed", range(6))
def test_correcting_for_chance_never_raises_the_error(slope: float, seed: int) -> None:
    (cell,) = records(calibration(drawn(slope, 20, seed)))

    assert cell["ece_low"] <= cell["ece"] <= cell["ece_plain"]


def test_a_model_that_is_too_sure_is_found() -> None:
    (cell,) = records(calibration(drawn(0, 400)))  # right half the time, whatever it says: the truth is 1/3
    assert cell["ece_low"] < 1 / 3 < cell["ece_high"]
    assert cell["p"] < 0.001


def test_variants_that_agree_are_no_more_than_their_items() -> None:
    once = drawn(0.5, 60)
    often = pd.concat([once.assign(probe=once["probe"] + f"/{copy}") for copy in range(4)], ignore_index=True)
    (one,), (four,) = records(calibration(once)), records(calibration(often))
    assert (four["items"], four["bins"], four["replies"]) == (60, one["bins"], 240)
    assert four["brier_high"] - four["brier_low"] == pytest.approx(one["brier_high"] - one["brier_low"])


@pytest.mark.parametrize("right", OPTIONS)
def test_all_right_and_all_wrong(right: str) -> None:
    (cell,) = records(calibration(scored(*[((0.9, 0.1), right)] * 25)))
    assert cell["accuracy"] == (right == "9.9")
    assert cell["ece_plain"] == pytest.approx(abs(cell["accuracy"] - 0.9))
    # 25 right of 25 are no news at a confidence of 0.9
    assert (cell["p"] < 0.05) == (right == "9.11")


def test_a_right_answer_that_was_ruled_out() -> None:
    (cell,) = records(calibration(scored(((1, 0), "9.9"), ((1, 0), "9.11"))))
    assert math.isinf(cell["log_loss"])
    assert cell["brier"] == 1


def test_replies_that_say_nothing_are_left_out_and_counted() -> None:
    frame = pd.concat(
        [
            scored(((0.5, 0.5), "9.9")),
            scored(((0, 0), "9.9")),
            scored(((0.5,), "9.9")),
            scored(((), "9.9")),
            scored(((0.5, 0.5), "7")),
            scored(((0.5, 0.5), "9.9"), verdict="unscored"),
        ],
        ignore_index=True,
    )
    (cell,) = records(calibration(frame))
    assert (cell["replies"], cell["left_out"]) == (1, 5)


def test_a_cell_without_probabilities_has_no_figures() -> None:
    frame = pd.concat([scored(((0.5, 0.5), "9.9")), scored(((), "9.9"), skill="b")], ignore_index=True)
    found = records(calibration(frame, ["skill"]))
    assert [cell["replies"] for cell in found] == [1, 0]
    assert math.isnan(found[1]["ece"])


def test_one_reply() -> None:
    (cell,) = records(calibration(scored(((0.75, 0.25), "9.9"))))
    assert (cell["brier_low"], cell["brier_high"]) == pytest.approx((0.125, 0.125))
    assert cell["ece_low"] == 0


def test_a_run_without_scores() -> None:
    assert not has_scores(mixed())
    with pytest.raises(InvalidArgument, match=r"mine has no option probabilities: .* --protocol logprob"):
        calibration(mixed())
    with pytest.raises(InvalidArgument, match="direct has no option"):
        calibration(pd.concat([scored(((0.5, 0.5), "9.9")), mixed("direct")], ignore_index=True))


def test_figures_repeat() -> None:
    pd.testing.assert_frame_equal(calibration(drawn(0.5, 50)), calibration(drawn(0.5, 50)))
