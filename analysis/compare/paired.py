"""Runs compared on the replies to the same probes.

A pair is one reply of either run to the same probe; probes have the same id only where prompt and answer are
the same. Replies to variants of an item, and several samples of a reply, are not independent, so the item is
the unit of every test and interval here:

* difference: right replies of the run minus right replies of the other, of all pairs;
* interval: that of Bonett and Price (2012, J. Educ. Behav. Stat. 37:479; recommended by Fagerland, Lydersen
  and Laake 2014, Stat. Med. 33:2850), with the variance taken over items instead of pairs. It does not
  collapse where the runs agree everywhere;
* test: each item's difference may as well have had the other sign if the runs do not differ. The exact
  distribution of the total over all signs is the sign-flip test of Fisher (1935, The Design of Experiments,
  section 21); with one pair an item it is the exact test of McNemar (1947, Psychometrika 12:153);
* effect: odds ratio of the discordant pairs, gained over lost, and Cohen's g, the share gained minus one half
  (Cohen 1988, Statistical Power Analysis), with the interval of `statistics.cells` for that share;
* several skills: the step-down correction of Holm (1979), over the skills of one run unless asked otherwise.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from jagbench.analysis.statistics.cells import LEVEL, by_grade, interval
from jagbench.analysis.statistics.differences import difference_interval
from jagbench.analysis.statistics.multiplicity import holm
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.words import amount

SCOPES: dict[str, list[str]] = {
    "all": [],
    "family": ["family"],
    "skill": ["family", "skill"],
    "cell": ["family", "skill", "level"],
}
"""What is compared, and the columns that divide the pairs; Holm's correction is within a scope of a run."""

REASONS = (
    "probe_only_in_against",
    "probe_only_in_run",
    "sample_only_in_against",
    "sample_only_in_run",
    "unscored_in_against",
    "unscored_in_run",
    "unscored_in_both",
)
"""Why a reply asked for is in no pair."""

SMALLEST_P = 1e-12
"""Smaller p-values are given as this one: rounding leaves no more of them."""

_KEY = ["probe", "sample"]
_HEAD = ["run", "against", "scope", "family", "skill", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One run or more against the first."""

    against: str
    """Label of the run that all others are held against."""
    table: pd.DataFrame
    """One row per run and cell: the columns of `compare`."""
    left_out: pd.DataFrame
    """One row per run and reason: `run`, `reason` (one of `REASONS`), `replies`. With the pairs they add up
    to the probes and samples asked in either run."""


def compare(
    frame: pd.DataFrame, *, against: str | None = None, strict: bool = False, over_runs: bool = False
) -> Comparison:
    """Compare the runs of a frame, each with one of them.

    Args:
        frame: A frame of two runs or more.
        against: Label of the run that the others are held against; the first of the frame by default.
        strict: Whether only right answers in the format asked for count as right.
        over_runs: Whether p-values are corrected over all runs at once. Otherwise each run is corrected by
            itself, so that what is said of it does not depend on which others stand beside it.

    Returns:
        The comparison. Columns of its table: `run`; `against`; `scope` (a key of `SCOPES`); `family`,
        `skill` and `level`, missing where the scope goes over them; `pairs`; `items`; `accuracy_against`
        and `accuracy` of the pairs; `identical`, the share of pairs whose texts are the same; `difference`
        of the accuracies with `low` and `high`, as shares; `lost`, pairs right in `against` only, and
        `gained`, right in `run` only; `odds_ratio` (`gained` / `lost`) and `cohens_g` with their bounds, NaN
        where there is no discordant pair; `p` of the test and `p_holm`, corrected over the rows of the
        scope; `changed`: `"better"`, `"worse"` or `""`, by `p_holm` below 0.05.

    Raises:
        InvalidArgument: if there are fewer than two runs, no run `against`, a run that replies twice to
            the same sample of a probe, a run without a probe that `against` replied to as well, or probes of
            one id with different prompts or answers.
    """
    runs: list[str] = frame["run"].unique().tolist()
    if len(runs) < 2:
        raise InvalidArgument(f"It takes two runs to compare, got {len(runs)}.")
    first = runs[0] if against is None else against
    found = {run: pair(frame, run, against=first, strict=strict) for run in runs if run != first}
    for run, pairs in found.items():
        if pairs.empty:
            raise InvalidArgument(_nothing_shared(frame, run, first))
    rows = [
        {"run": run, "against": first, "scope": scope, **cell}
        for scope, by in SCOPES.items()
        for run, pairs in found.items()
        for cell in _cells(pairs, by)
    ]
    left_out = pd.concat([_left_out(frame, run, first) for run in found], ignore_index=True)
    return Comparison(
        against=first, table=_corrected(pd.DataFrame(rows), over_runs=over_runs), left_out=left_out
    )


def pair(frame: pd.DataFrame, run: str, *, against: str, strict: bool = False) -> pd.DataFrame:
    """The pairs of two runs of a frame: the probes and samples that have a scored reply in both.

    Args:
        frame: A frame of several runs.
        run: Label of one.
        against: Label of the other.
        strict: Whether only right answers in the format asked for count as right.

    Returns:
        One row per pair: `probe`, `sample`, `item`, `family`, `skill`, `grade`, `level`, and whether it is
        right `before`, in `against`, and `after`, in `run`; and whether both replies are `identical` texts.

    Raises:
        InvalidArgument: if a run is not in the frame or replies twice to the same sample of a probe, or
            probes of one id ask different things.
    """
    runs: list[str] = frame["run"].unique().tolist()
    for label in (against, run):
        if label not in runs:
            raise unknown_name("run of this frame", label, runs)
    right = "strict" if strict else "correct"
    texts = ["prompt", "expected", "also", "options", "reply"]
    before = _scored(frame, against)[[*_KEY, "item", "family", "skill", "grade", "level", right, *texts]]
    after = _scored(frame, run)[[*_KEY, right, *texts]].rename(columns={name: f"{name}_b" for name in texts})
    pairs = before.rename(columns={right: "before"}).merge(after.rename(columns={right: "after"}), on=_KEY)
    _refuse_changed(pairs, run, against)
    identical = pairs["reply"] == pairs["reply_b"]
    return pairs.drop(columns=[*texts, *(f"{name}_b" for name in texts)]).assign(identical=identical)


def _refuse_changed(pairs: pd.DataFrame, run: str, against: str) -> None:
    same = pairs["prompt"] == pairs["prompt_b"]
    for each in ("expected", "also", "options"):
        same &= pairs[each] == pairs[f"{each}_b"]
    other = pairs[~same]
    if len(other):
        raise InvalidArgument(
            f"{against} and {run} have another prompt or answer under the same id in "
            f"{amount(other['probe'].nunique(), 'probe')}, the first of them {other['probe'].iloc[0]}: these "
            "are different questions and cannot be paired. Ask both runs the same file of probes."
        )


def _scored(frame: pd.DataFrame, run: str) -> pd.DataFrame:
    part = frame[frame["run"] == run]
    if part.duplicated(_KEY).any():
        raise InvalidArgument(
            f"{run} replies more than once to the same sample of a probe, so its replies cannot be paired: "
            "keep one of each."
        )
    return part[part["verdict"] != "unscored"]


def _nothing_shared(frame: pd.DataFrame, run: str, first: str) -> str:
    asked = [set(frame.loc[frame["run"] == name, "probe"]) for name in (first, run)]
    if asked[0].isdisjoint(asked[1]):
        return f"{first} and {run} share no probes: give runs of one suite, or of suites that overlap."
    both = amount(len(asked[0] & asked[1]), "probe")
    return (
        f"{first} and {run} share {both}, but none with a scored reply in both: "
        "ask what is missing with `jagbench run`."
    )


def _left_out(frame: pd.DataFrame, run: str, first: str) -> pd.DataFrame:
    sides = [frame.loc[frame["run"] == name, [*_KEY, "verdict"]] for name in (first, run)]
    asked = [set(side["probe"]) for side in sides]
    rows = sides[0].merge(sides[1], on=_KEY, how="outer", suffixes=("_against", "_run"))
    failed = [(rows[f"verdict_{side}"] == "unscored").to_numpy() for side in ("against", "run")]
    alone = [rows[f"verdict_{other}"].isna().to_numpy() for other in ("run", "against")]
    strange = [(~rows["probe"].isin(other)).to_numpy() for other in reversed(asked)]
    reasons = np.select(
        [*strange, *alone, failed[0] & failed[1], *failed],
        [*REASONS[:4], REASONS[6], *REASONS[4:6]],
        default="",
    )
    found = Counter[str](reasons.tolist())
    return pd.DataFrame([{"run": run, "reason": reason, "replies": found[reason]} for reason in REASONS])


def _cells(pairs: pd.DataFrame, by: Sequence[str]) -> list[dict[str, object]]:
    over = {name: None for name in SCOPES["cell"] if name not in by}
    if not by:
        return [{**over, **_cell(pairs)}]
    rank = pairs["skill"].map({skill: place for place, skill in enumerate(by_grade(pairs))})
    ordered = pairs.assign(rank=rank).sort_values(["rank", "level"], kind="stable")
    return [
        {**over, **dict(zip(by, key, strict=True)), **_cell(part)}
        for key, part in ordered.groupby(list(by), sort=False)
    ]


def _cell(pairs: pd.DataFrame) -> dict[str, object]:
    before, after = pairs["before"].to_numpy(dtype=np.int64), pairs["after"].to_numpy(dtype=np.int64)
    change = after - before
    changes, sizes = item_changes(pairs)
    low, high = difference_interval(changes, sizes)
    discordant = change != 0
    gained = (change > 0)[discordant].tolist()
    share = interval(gained, pairs["item"][discordant].tolist())
    won, lost = sum(gained), len(gained) - sum(gained)
    return {
        "pairs": len(pairs),
        "items": len(sizes),
        "accuracy_against": float(before.mean()),
        "accuracy": float(after.mean()),
        "identical": float(pairs["identical"].mean()),
        "difference": float(change.mean()),
        "low": low,
        "high": high,
        "lost": lost,
        "gained": won,
        "odds_ratio": _odds(won / len(gained) if gained else math.nan),
        "odds_low": _odds(share.low),
        "odds_high": _odds(share.high),
        "cohens_g": won / len(gained) - 0.5 if gained else math.nan,
        "g_low": share.low - 0.5,
        "g_high": share.high - 0.5,
        "p": sign_flip(changes),
    }


def item_changes(pairs: pd.DataFrame) -> tuple[list[int], list[int]]:
    """Of each item the pairs gained minus the pairs lost, and its pairs.

    Args:
        pairs: As `pair` gives them.
    """
    change = pairs["after"].astype(int) - pairs["before"].astype(int)
    sizes, changes = Counter[str](pairs["item"].tolist()), Counter[str]()
    for item, step in zip(pairs["item"].tolist(), change.tolist(), strict=True):
        changes[item] += step
    return [changes[item] for item in sizes], list(sizes.values())


def _odds(share: float) -> float:
    return math.inf if share > 1 - 1e-12 else share / (1 - share)


def sign_flip(changes: Sequence[int]) -> float:
    """Two-sided exact p-value of item differences whose signs are as likely either way.

    The probability generating function of the total is a product of one factor per item, and its inverse
    Fourier transform holds the probability of every total.

    Args:
        changes: Of each item, the pairs gained minus the pairs lost.
    """
    magnitudes = Counter(abs(change) for change in changes if change)
    most = sum(size * items for size, items in magnitudes.items())
    angle = 2 * np.pi * np.arange((most + 1) // 2 + 1) / (most + 1)
    transform = np.ones(len(angle), dtype=np.complex128)
    for size, items in magnitudes.items():
        transform *= ((1 + np.exp(-1j * size * angle)) / 2) ** items
    chances = np.fft.irfft(transform, n=most + 1)
    totals = 2 * np.arange(most + 1) - most
    found = float(chances[np.abs(totals) >= abs(sum(changes))].sum())
    return min(1.0, max(found, SMALLEST_P))


Change = Literal["better", "worse", ""]


def _corrected(table: pd.DataFrame, *, over_runs: bool) -> pd.DataFrame:
    together = ["scope"] if over_runs else ["run", "scope"]
    p_holm = table.groupby(together, sort=False)["p"].transform(lambda p: holm(p.tolist()))
    changed = [_change(difference, p) for difference, p in zip(table["difference"], p_holm, strict=True)]
    table = table[[*_HEAD, *table.columns.drop(_HEAD)]]
    return table.assign(level=table["level"].astype("Int64"), p_holm=p_holm, changed=changed)


def _change(difference: float, p: float) -> Change:
    if p >= 1 - LEVEL:
        return ""
    return "better" if difference > 0 else "worse"
