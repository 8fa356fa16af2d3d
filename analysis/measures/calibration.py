"""Calibration: whether a model gives its answers the probabilities with which they are right.

Runs of the protocol `logprob` hold the probability of every option as the whole reply; divided by their sum,
those of one probe are its option probabilities. Options that read alike are one event.

* Brier score: the mean over replies of the sum over options of (probability - outcome)^2 (Brier 1950, Mon.
  Weather Rev. 78:1); from 0, certain and right, to 2, certain and wrong.
* Log loss: the mean of -ln(probability of the right option) (Good 1952, J. R. Stat. Soc. B 14:107).
* Confidence: the probability of the likeliest option, which is what the model answers.
* ECE: the mean distance of accuracy and mean confidence over bins of equally many replies (adaptive bins:
  Nguyen and O'Connor 2015, EMNLP; Nixon et al. 2019, CVPR Workshops). Chance alone moves every bin off its
  mark, so the plain figure is too high, the more so the smaller the bins (Bröcker 2012, Clim. Dyn. 39:655;
  Roelofs et al. 2022, AISTATS). Beside it stand what chance alone would make of a calibrated model, and the
  corrected figure: the one of which the plain figure is the median. Its interval holds those under which the
  plain figure is no rarer than 1 in 40 on either side, found by scaling the distances that were seen.
* Reliability, resolution, uncertainty (Murphy 1973, J. Appl. Meteorol. 12:595) of the Brier score of the
  confidence, (confidence - right)^2; resolution includes what varies within the bins (Stephenson, Coelho and
  Jolliffe 2008, Weather Forecast. 23:752), and each is corrected for chance (Ferro and Fricker 2012, Q. J. R.
  Meteorol. Soc. 138:1954), so that reliability - resolution + uncertainty is that score. Options differ from
  probe to probe, so that the score over all options has no such parts.

Chance is that of drawing other items (bootstrap clustered by item, Efron and Tibshirani 1993), and in a bin
no less than that of right answers as frequent as its confidence.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.statistics.cells import LEVEL, interval
from jagbench.analysis.statistics.clusters import RESAMPLES
from jagbench.errors import InvalidArgument

MOST_BINS = 15
"""Bins of a large run."""

ITEMS_IN_BIN = 20
"""Items that a bin holds at least, on average; so a small run has fewer bins."""

_SEED = 20240911
_DRAWN_AT_ONCE = 4_000_000
_QUANTILES = ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
_SCALES = np.linspace(0, 3, 61)

Numbers = npt.NDArray[np.float64]


def has_scores(frame: pd.DataFrame) -> bool:
    """Whether any reply of a frame has option probabilities."""
    return bool((frame["scores"].map(len) > 0).any())


def confidences(frame: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The option probabilities of every reply that has them, put to the test.

    Left out are replies without scores, and those whose scores say nothing: as many as there are options
    they must be, numbers, and not all minus infinity; the right answer must be an option.

    Args:
        frame: A frame of one or several runs.
        by: Further columns of the frame to keep.

    Returns:
        `run`, `probe`, `sample`, `item`, `family`, `skill`, `level` and those of `by`; `options` that differ;
        `confidence`, the probability of the likeliest; whether that is `right`; `probability` of the right
        option; its `log_loss` in nats; and `brier`, over all options.

    Raises:
        InvalidArgument: if no reply of a run has option probabilities.
    """
    named = list(dict.fromkeys(["run", "probe", "sample", "item", "family", "skill", "level", *by]))
    for run, part in frame.groupby("run", sort=False):
        if not has_scores(part):
            raise InvalidArgument(
                f"{run} has no option probabilities: `jagbench run MODEL --protocol logprob` asks for them."
            )
    columns = ["options", "scores", "format", "expected"]
    scored = frame[frame["verdict"] != "unscored"]
    tested = [_tested(*values) for values in zip(*(scored[name] for name in columns), strict=True)]
    kept = scored.loc[[one is not None for one in tested], named].reset_index(drop=True)
    found = pd.DataFrame(
        [one for one in tested if one is not None],
        columns=["options", "confidence", "right", "probability", "log_loss", "brier"],
    )
    return pd.concat([kept, found], axis=1)


def _tested(
    options: Sequence[str], scores: Sequence[float], form: str, expected: str
) -> tuple[int, float, bool, float, float, float] | None:
    if len(scores) != len(options) or not scores or expected not in options:
        return None
    logs = np.asarray(scores, dtype=np.float64)
    if np.isnan(logs).any() or logs.max() in (-math.inf, math.inf):
        return None
    merged: dict[str, float] = {}
    for option, weight in zip(options, np.exp(logs - logs.max()).tolist(), strict=True):
        # Letters of like options are two replies; like options spelt out are one reply, asked twice.
        merged[option] = weight + merged.get(option, 0.0) if form == "letter" else weight
    total = sum(merged.values())
    chances = {option: weight / total for option, weight in merged.items()}
    likeliest = max(chances, key=chances.__getitem__)
    probability = chances[expected]
    brier = sum((chance - (option == expected)) ** 2 for option, chance in chances.items())
    loss = -math.log(probability) if probability > 0 else math.inf
    return len(chances), chances[likeliest], likeliest == expected, probability, loss, brier


def calibration(frame: pd.DataFrame, by: Sequence[str] = (), *, bins: int | None = None) -> pd.DataFrame:
    """The calibration of every run, or of every cell of it.

    Args:
        frame: A frame of one or several `logprob` runs.
        by: Columns that divide a run, such as `["skill"]`.
        bins: Into how many bins replies are put; by default one for each 20 items, at most 15.

    Returns:
        One row per run and cell: `run` and `by`; `replies` with option probabilities, and `left_out`, those
        without; `items`; `accuracy` of the likeliest options and mean `confidence`; `brier`, `log_loss` and
        `ece`, each with `_low` and `_high` at 95 %; `ece_plain`, not corrected; `ece_chance`, the plain
        figure that a calibrated model has on average; `p`, how often it has one as high; `confidence_brier`
        with its parts `reliability`, `resolution` and `uncertainty`; and `bins`. Where the right option had
        probability 0, `log_loss` is infinite. Without replies all figures are NaN.

    Raises:
        InvalidArgument: if no reply of a run has option probabilities.
    """
    tested = confidences(frame, by)
    keys = ["run", *by]
    rows: list[dict[str, object]] = []
    for key, part in frame.groupby(keys, sort=False):
        cell = dict(zip(keys, key, strict=True))
        inside = (tested[keys] == pd.Series(cell)).all(axis=1)
        rows.append({**cell, **_cell(tested[inside], len(part), bins)})
    return pd.DataFrame(rows)


def _cell(tested: pd.DataFrame, asked: int, bins: int | None) -> dict[str, object]:
    head: dict[str, object] = {
        "replies": len(tested),
        "left_out": asked - len(tested),
        "items": tested["item"].nunique(),
    }
    if tested.empty:
        return {**head, **dict.fromkeys(_FIGURES, math.nan), "bins": 0}
    binned = _binned(tested["confidence"].to_numpy(), tested["item"].nunique(), bins)
    count = int(binned.max()) + 1
    right, confidence = tested["right"].to_numpy(dtype=np.float64), tested["confidence"].to_numpy()
    inside = np.eye(count)[binned]
    plain = np.column_stack([np.ones(len(tested)), right, confidence, tested["brier"], tested["log_loss"]])
    infinite = not np.isfinite(plain[:, 4]).all()
    plain[:, 4] = np.where(np.isfinite(plain[:, 4]), plain[:, 4], 0.0)
    columns = np.hstack([plain, inside, inside * right[:, None], inside * confidence[:, None]])
    total, drawn = _totals(columns, tested["item"].tolist())
    means, spread = total[1:5] / total[0], drawn[:, 1:5] / drawn[:, [0]]
    low, high = np.quantile(spread, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    if infinite:
        means[3] = low[3] = high[3] = math.inf
    score = float(((confidence - right) ** 2).mean())
    return {
        **head,
        "accuracy": float(means[0]),
        "confidence": float(means[1]),
        **{
            f"{name}{ending}": float(values[place])
            for place, name in ((2, "brier"), (3, "log_loss"))
            for ending, values in (("", means), ("_low", low), ("_high", high))
        },
        **_errors(total[5:], drawn[:, 5:], confidence, binned, score),
        "bins": count,
    }


_FIGURES = (
    *("accuracy", "confidence"),
    *(f"{name}{ending}" for name in ("brier", "log_loss", "ece") for ending in ("", "_low", "_high")),
    *("ece_plain", "ece_chance", "p", "confidence_brier", "reliability", "resolution", "uncertainty"),
)


def _errors(
    total: Numbers, drawn: Numbers, confidence: Numbers, binned: npt.NDArray[np.int64], score: float
) -> dict[str, float]:
    """ECE and the parts of the score, from the totals of replies, right ones and confidence of each bin."""
    count, right, sure = np.split(total, 3)
    counts, rights, sures = np.split(drawn, 3, axis=1)
    weight = count / count.sum()
    gap = (right - sure) / count
    # A draw that holds nothing of a bin says nothing of its distance.
    noise = np.where(counts > 0, (rights - sures) / np.maximum(counts, 1) - gap, 0.0)
    least = np.bincount(binned, confidence * (1 - confidence)) / count**2
    missing = np.sqrt(np.maximum(least - noise.var(axis=0), 0))
    noise = noise + missing * np.random.default_rng(_SEED).standard_normal(noise.shape)
    found = float(weight @ np.abs(gap))
    by_chance = np.abs(noise) @ weight
    scaled = np.array([np.quantile(np.abs(scale * gap + noise) @ weight, _QUANTILES) for scale in _SCALES])
    # Scales at which the figure found is the 97.5 %, 50 % and 2.5 % quantile; 0 where it is below at any.
    low, middle, high = (
        float(np.interp(found, np.maximum.accumulate(scaled[:, place]), _SCALES)) for place in (2, 1, 0)
    )
    chance = float(weight @ noise.var(axis=0))
    share = float(right.sum() / count.sum())
    spread = float((rights.sum(axis=1) / counts.sum(axis=1)).var())
    reliability = float(weight @ gap**2) - chance
    uncertainty = share * (1 - share) + spread
    return {
        "ece": min(middle, 1.0) * found,  # chance adds to distances: the median of a few draws can miss that
        "ece_low": low * found,
        "ece_high": high * found,
        "ece_plain": found,
        "ece_chance": float(by_chance.mean()),
        "p": (1 + int((by_chance >= found).sum())) / (1 + len(by_chance)),
        "confidence_brier": score,
        "reliability": reliability,
        "resolution": reliability + uncertainty - score,
        "uncertainty": uncertainty,
    }


def _binned(confidence: Numbers, items: int, bins: int | None) -> npt.NDArray[np.int64]:
    """The bin of each reply, from 0: as equally many as can be where equal confidences stay together."""
    wanted = bins or max(1, min(MOST_BINS, items // ITEMS_IN_BIN))
    rank = pd.Series(confidence).rank(method="average").to_numpy() - 0.5
    place = np.floor(wanted * rank / len(confidence)).astype(np.int64)
    return np.unique(place, return_inverse=True)[1].astype(np.int64)


def _totals(columns: Numbers, items: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The total of each column, and its totals when whole items are drawn with replacement."""
    _, place = np.unique(np.asarray(items), return_inverse=True)
    count = int(place.max()) + 1
    by_item = np.zeros((count, columns.shape[1]))
    np.add.at(by_item, place, columns)
    generator = np.random.default_rng(_SEED)
    step = max(1, _DRAWN_AT_ONCE // count)
    parts = [
        generator.multinomial(count, np.full(count, 1 / count), size=min(step, RESAMPLES - start)) @ by_item
        for start in range(0, RESAMPLES, step)
    ]
    return by_item.sum(axis=0), np.vstack(parts)


def reliability(frame: pd.DataFrame, *, bins: int | None = None) -> pd.DataFrame:
    """Accuracy beside confidence, bin by bin.

    Args:
        frame: A frame of one or several `logprob` runs.
        bins: As in `calibration`.

    Returns:
        One row per run and bin: `run`, `bin` (from 1), `replies`, `items`, `lowest` and `highest` confidence,
        mean `confidence`, and `accuracy` with `low`, `high` and `method` as in `statistics.cells`.

    Raises:
        InvalidArgument: if no reply of a run has option probabilities.
    """
    rows: list[dict[str, object]] = []
    for run, tested in confidences(frame).groupby("run", sort=False):
        binned = _binned(tested["confidence"].to_numpy(), tested["item"].nunique(), bins)
        for place, part in tested.groupby(binned):
            right, items = part["right"].tolist(), part["item"].tolist()
            bounds = interval(right, items)
            rows.append(
                {
                    "run": run,
                    "bin": int(str(place)) + 1,
                    "replies": len(part),
                    "items": len(set(items)),
                    "lowest": part["confidence"].min(),
                    "highest": part["confidence"].max(),
                    "confidence": part["confidence"].mean(),
                    "accuracy": sum(right) / len(right),
                    **bounds._asdict(),
                }
            )
    return pd.DataFrame(rows)
