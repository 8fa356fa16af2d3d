"""Which factors of a probe go with failure: a clustered logistic model for each skill.

The log odds that a scored reply is not right are a sum over factors (Cox 1958, J. R. Stat. Soc. B 20:215).
Replies to one item are a cluster: the coefficients are those of generalised estimating equations with working
independence (Liang and Zeger 1986, Biometrika 73:13), their errors robust to what replies of an item share
and corrected for few items (Mancl and DeRouen 2001, Biometrics 57:126); tests and intervals take Student's t
with as many degrees of freedom as items less coefficients. statsmodels computes them.

A model cannot hold every factor. They are taken in a fixed order that does not look at p-values: the declared
factors, then level, then what a tokenizer makes of the probe. One is left out, and that is said, where it is
the same everywhere, says nothing beyond those before it, would need more failures than there are, or parts
failures from right replies, so that its odds ratio is infinite (Albert and Anderson 1984, Biometrika 71:1;
found by the linear programme of Konis 2007, thesis, Oxford). A value of a factor with no failure, or with
nothing but failures, is shown, and its replies are left out of the model for the same reason. What is the
same everywhere is named only where it was asked for.
"""

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jagbench.analysis.measures.covariates import TOKEN_FACTORS
from jagbench.analysis.statistics.cells import LEVEL, by_grade
from jagbench.analysis.statistics.multiplicity import holm
from jagbench.errors import InvalidArgument, JagbenchError, unknown_name

ENOUGH = 5
"""Items with a failure, and items with a right reply, for each coefficient (Vittinghoff and McCulloch 2007,
Am. J. Epidemiol. 165:710)."""

PHRASING = ("language", "frame", "template", "order")
"""Factors of the phrasing; they are in a model where they are asked for."""

_FROM_FRAME = ("level", *PHRASING)
_ROUNDING = 1e-9
_NOTHING = "none"
"""The value of a factor that a probe does not declare."""

Numbers = npt.NDArray[np.float64]
_Estimate = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """The models of a run."""

    table: pd.DataFrame
    """One row per coefficient and value; the columns of `factor_models`."""
    left_out: pd.DataFrame
    """One row per skill and factor that is not in its model, or skill without one: `skill`, `factor` (empty
    for the whole skill), `reason`."""


def factor_models(frame: pd.DataFrame, factors: pd.DataFrame, *, only: Sequence[str] = ()) -> Factors:
    """A model of failure for each skill of a run.

    Args:
        frame: The frame of one run.
        factors: One row per probe: `probe` and its factors. Truth values and texts are compared with their
            most frequent value; numbers of three or more different values enter as they are, for each unit.
        only: The factors to take, in this order; `level` and those of `PHRASING` come from the frame unless
            `factors` has them. By default all of `factors`, and `level`.

    Returns:
        The models. Columns of the table: `skill`; `factor`, `"all"` in the first row of a skill; `value`;
        `replies` and `failed` with it, and their `share`; `odds_ratio` of failure with `low` and `high` at
        95 %; `p` of the hypothesis that it is 1, and `p_holm`, corrected over all rows (Holm 1979); `note`:
        `"reference"`, `"per unit"`, `"none failed"`, `"all failed"`, or `"left out"` where that is so
        once other replies have gone. What does not apply is missing.

    Raises:
        InvalidArgument: if the frame holds several runs, or there is no such factor.
        JagbenchError: if statsmodels is not installed.
    """
    if find_spec("statsmodels") is None:
        raise JagbenchError(
            "The model of factors needs statsmodels, which is not installed. Install it with: "
            "pip install 'jagbench[stats]'"
        )
    runs: list[str] = frame["run"].unique().tolist()
    if len(runs) > 1:
        raise InvalidArgument(f"Factors are modelled one run at a time, got {len(runs)}: {', '.join(runs)}.")
    known = {name: "factors" for name in factors.columns if name != "probe"}
    for name in only:
        if name not in known and name not in _FROM_FRAME:
            raise unknown_name("factor of this run", name, {*known, *_FROM_FRAME})
    tokens = [name for name in TOKEN_FACTORS if name in known]
    declared = [name for name in known if name not in tokens]
    wanted = list(only) or list(dict.fromkeys([*declared, "level", *tokens]))
    rows: list[Mapping[str, object]] = []
    left_out: list[Mapping[str, object]] = []
    for skill in by_grade(frame):
        part = frame[(frame["skill"] == skill) & (frame["verdict"] != "unscored")]
        joined = part[["probe"]].merge(factors, on="probe", how="left", validate="many_to_one")
        values = {
            name: (joined[name] if name in known else part[name]).reset_index(drop=True) for name in wanted
        }
        failed = (~part["correct"]).to_numpy(dtype=bool)
        found = _model(values, failed, part["item"].to_numpy(dtype=str), chosen=bool(only))
        rows += [{"skill": skill, **row} for row in found.rows]
        left_out += [{"skill": skill, "factor": name, "reason": why} for name, why in found.left_out.items()]
    table = pd.DataFrame(rows, columns=["skill", *_COLUMNS])
    table["p_holm"] = holm(table["p"].tolist())
    return Factors(table=table, left_out=pd.DataFrame(left_out, columns=["skill", "factor", "reason"]))


_COLUMNS = (
    *("factor", "value", "replies", "failed", "share"),
    *("odds_ratio", "low", "high", "p", "p_holm", "note"),
)


@dataclass(slots=True)
class _Found:
    rows: list[dict[str, object]]
    left_out: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """A factor in a model."""

    name: str
    texts: npt.NDArray[np.str_]
    """Its value in every reply, as shown."""
    numbers: Numbers | None
    """The same where it is a number that enters as it is."""

    def settled(self, failed: npt.NDArray[np.bool_], kept: npt.NDArray[np.bool_]) -> list[str]:
        """The values, of the replies kept, of which none or all have failed."""
        if self.numbers is not None:
            return []
        values = np.unique(self.texts[kept])
        return [value for value in values if len(set(failed[kept & (self.texts == value)])) == 1]

    def levels(self, kept: npt.NDArray[np.bool_]) -> list[str]:
        """The values of the replies kept, the most frequent first, which is the reference."""
        values, counts = np.unique(self.texts[kept], return_counts=True)
        return [str(values[place]) for place in np.argsort(-counts, kind="stable")]

    def columns(self, kept: npt.NDArray[np.bool_]) -> Iterator[tuple[str, Numbers]]:
        """The columns of the model, each with the value it stands for."""
        if self.numbers is not None:
            if len(set(self.numbers[kept])) > 1:
                yield "", self.numbers[kept]
            return
        for value in self.levels(kept)[1:]:
            yield value, (self.texts[kept] == value).astype(np.float64)


def _model(
    values: Mapping[str, pd.Series],
    failed: npt.NDArray[np.bool_],
    items: npt.NDArray[np.str_],
    *,
    chosen: bool,
) -> _Found:
    found = _Found([], {})
    if not len(failed):
        found.left_out[""] = "no reply is scored"
        return found
    found.rows.append(_row("all", "", failed))
    if failed.all() or not failed.any():
        found.left_out[""] = "every reply has failed" if failed.all() else "no reply has failed"
        return found
    if few := _too_few(failed, items, 1):
        found.left_out[""] = few
        return found
    terms: list[_Term] = []
    for name, column in values.items():
        term, why = _term(name, column)
        if term is not None:
            why = _obstacle([*terms, term], failed, items)
        if term is not None and not why:
            terms.append(term)
        elif why and (chosen or why != _CONSTANT):
            found.left_out[name] = why
    if terms:
        found.rows += _fitted(terms, failed, items, found)
    return found


_CONSTANT = "the same everywhere"


def _term(name: str, column: pd.Series) -> tuple[_Term | None, str]:
    present = column.dropna()
    numeric = all(isinstance(value, int | float) and not isinstance(value, bool) for value in present)
    if numeric and len(present) and present.nunique() > 2:
        if len(present) < len(column):
            return None, f"missing for {len(column) - len(present)} replies"
        numbers = column.to_numpy(dtype=np.float64)
        return _Term(name=name, texts=column.astype(str).to_numpy(dtype=str), numbers=numbers), ""
    texts = np.array([_text(value) for value in column], dtype=str)
    if len(np.unique(texts)) < 2:
        return None, _CONSTANT
    return _Term(name=name, texts=texts, numbers=None), ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # whole numbers beside missing ones
    missing = value is None or value == "" or (isinstance(value, float) and math.isnan(value))
    return _NOTHING if missing else str(value)


def _kept(terms: Sequence[_Term], failed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The replies whose values all have failures and right replies among what is kept."""
    kept = np.ones(len(failed), dtype=bool)
    while True:
        before = kept.copy()
        for term in terms:
            for value in term.settled(failed, kept):
                kept &= term.texts != value
        if (before == kept).all() or not kept.any():
            return kept


def _obstacle(terms: Sequence[_Term], failed: npt.NDArray[np.bool_], items: npt.NDArray[np.str_]) -> str:
    """Why the last of some terms cannot be in a model with those before it; empty if it can."""
    kept = _kept(terms, failed)
    if not all(any(True for _ in term.columns(kept)) for term in terms):
        return "each of its values, or of a factor before it, has nothing but failures or none"
    matrix = _matrix(terms, kept)
    if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        return "says nothing beyond the factors before it"
    if few := _too_few(failed[kept], items[kept], matrix.shape[1] - 1):
        return few
    if _separated(matrix, failed[kept]):
        return "separates failures from right replies, so that its odds ratio is infinite"
    return ""


def _too_few(failed: npt.NDArray[np.bool_], items: npt.NDArray[np.str_], coefficients: int) -> str:
    """Why so many coefficients cannot be estimated; empty if they can."""
    counts = len(set(items[failed])), len(set(items[~failed]))
    if min(counts) >= ENOUGH * coefficients:
        return ""
    items_have = "1 item has" if min(counts) == 1 else f"{min(counts)} items have"
    what = "a failure" if counts[0] < counts[1] else "a right reply"
    needing = "1 coefficient needs" if coefficients == 1 else f"{coefficients} coefficients need"
    return f"only {items_have} {what}, and {needing} {ENOUGH * coefficients}"


def _matrix(terms: Sequence[_Term], kept: npt.NDArray[np.bool_]) -> Numbers:
    """The columns of a model, centred and scaled but for the constant, which is the first."""
    columns = [column for term in terms for _, column in term.columns(kept)]
    return np.column_stack([np.ones(int(kept.sum())), *((x - x.mean()) / x.std() for x in columns)])


def _separated(matrix: Numbers, failed: npt.NDArray[np.bool_]) -> bool:
    """Whether some weights of the columns put all failures on one side of all right replies (Konis 2007)."""
    optimise: Any = import_module("scipy.optimize")
    signed = np.where(failed, 1.0, -1.0)[:, None] * matrix
    found = optimise.linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1))
    return bool(-found.fun > 1e-6 * len(signed))


def _fitted(
    terms: Sequence[_Term], failed: npt.NDArray[np.bool_], items: npt.NDArray[np.str_], found: _Found
) -> list[dict[str, object]]:
    api: Any = import_module("statsmodels.api")
    structure: Any = import_module("statsmodels.genmod.cov_struct")
    stats: Any = import_module("scipy.stats")
    kept = _kept(terms, failed)
    matrix = _matrix(terms, kept)
    groups = np.unique(items[kept], return_inverse=True)[1]
    free = len(set(groups)) - matrix.shape[1]
    model = api.GEE(
        failed[kept].astype(float),
        matrix,
        groups=groups,
        family=api.families.Binomial(),
        cov_struct=structure.Independence(),
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            fit = model.fit(cov_type="bias_reduced")
    except (Warning, np.linalg.LinAlgError):
        found.left_out[""] = "the model has no stable solution"
        return []
    quantile = float(stats.t.ppf((1 + LEVEL) / 2, free))
    slopes: list[float] = fit.params[1:].tolist()
    errors: list[float] = fit.bse[1:].tolist()
    estimates = iter(zip(slopes, errors, strict=True))

    def estimate(scale: float) -> _Estimate:
        slope, error = next(estimates)
        # Where every item has the same share of failures either way, nothing is left but rounding.
        balanced = abs(slope) < _ROUNDING
        return {
            "odds_ratio": math.exp(slope / scale),
            "low": math.exp((slope - quantile * error) / scale),
            "high": math.exp((slope + quantile * error) / scale),
            "p": 1.0 if balanced else 2 * float(stats.t.sf(abs(slope / error), free)),
        }

    rows: list[dict[str, object]] = []
    for term in terms:
        if term.numbers is not None:
            lowest, highest = (f"{bound(term.numbers):g}" for bound in (np.min, np.max))
            figures = estimate(float(term.numbers[kept].std()))
            rows.append(_row(term.name, f"{lowest} to {highest}", failed, figures, note="per unit"))
            continue
        columns = dict(term.columns(kept))
        inside = term.levels(kept)
        for value in [*inside, *(text for text in np.unique(term.texts).tolist() if text not in inside)]:
            replies = failed[term.texts == value]
            if value in columns:
                rows.append(_row(term.name, value, replies, estimate(float(columns[value].std()))))
            elif value in inside:
                rows.append(_row(term.name, value, replies, note="reference"))
            else:
                rows.append(_row(term.name, value, replies, note=_settled(replies)))
    return rows


def _settled(replies: npt.NDArray[np.bool_]) -> str:
    if replies.all():
        return "all failed"
    return "none failed" if not replies.any() else "left out"


def _row(
    factor: str,
    value: str,
    failed: npt.NDArray[np.bool_],
    figures: _Estimate | None = None,
    *,
    note: str = "",
) -> dict[str, object]:
    return {
        **{"factor": factor, "value": value, "replies": len(failed), "failed": int(failed.sum())},
        "share": float(failed.mean()),
        **(figures or dict.fromkeys(("odds_ratio", "low", "high", "p"), math.nan)),
        "note": note,
    }
