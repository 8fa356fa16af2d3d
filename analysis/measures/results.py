"""The result of a run as plain data: what `--json` prints of it everywhere (`docs/json.md`)."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from jagbench.analysis.frame.verdicts import NOT_ASKED, VERDICTS
from jagbench.analysis.measures.causes import causes
from jagbench.analysis.measures.famous import Beside
from jagbench.analysis.measures.samples import sample_table
from jagbench.analysis.statistics.cells import by_grade, cells, records


def progress(frame: pd.DataFrame) -> dict[str, int]:
    """How far a run has come.

    Args:
        frame: The frame of one run.

    Returns:
        `asked`, the replies asked for; `scored`; and of the others those `failed` and those `not_asked_yet`.
    """
    unscored = frame["verdict"] == "unscored"
    waiting = int((frame["error"] == NOT_ASKED).sum())
    return {
        "asked": len(frame),
        "scored": int((~unscored).sum()),
        "failed": int(unscored.sum()) - waiting,
        "not_asked_yet": waiting,
    }


def opening(frame: pd.DataFrame) -> list[str]:
    """What has to be known of a run before any of its figures: what dominates it, and what it lacks.

    Args:
        frame: The frame of one run.

    Returns:
        Sentences; none for a finished run without such a cause.
    """
    replies, dominant = progress(frame), causes(frame)
    said = [cause.sentence for cause in dominant]
    if waiting := replies["not_asked_yet"]:
        said.append(
            f"Unfinished: {waiting:,} of {replies['asked']:,} replies are not asked for yet; figures are of "
            f"the {replies['scored']:,} that are scored."
        )
    failed = replies["failed"]
    if failed and not any(cause.kind == "failed" for cause in dominant):
        said.append(
            f"{failed:,} of {replies['asked']:,} replies failed in the engine; they are unscored and in no "
            "accuracy."
        )
    return said


def result(frame: pd.DataFrame) -> dict[str, object]:
    """The result of one run, without NaN.

    Args:
        frame: The frame of one run.
    """
    total = records(cells(frame))[0]
    replies = progress(frame)
    order = {skill: place for place, skill in enumerate(by_grade(frame))}
    by_skill = sorted(records(cells(frame, ["skill"])), key=lambda cell: order[cell["skill"]])
    by_level = sorted(
        records(cells(frame, ["skill", "level"])), key=lambda cell: (order[cell["skill"]], cell["level"])
    )
    ended = frame.loc[frame["error"] != NOT_ASKED, "finish_reason"].value_counts()
    families = dict.fromkeys(skill.partition(".")[0] for skill in order)
    by_family = {cell["family"]: cell for cell in records(cells(frame, ["family"]))}
    return {
        "state": "partial" if replies["not_asked_yet"] or replies["failed"] else "complete",
        "replies": replies,
        "finish_reasons": {reason or "unknown": int(count) for reason, count in ended.items()},
        "accuracy": figure(total),
        "strict_accuracy": figure(total, "strict_"),
        "verdicts": verdicts(total),
        "families": [_cell(by_family[family], "family") for family in families],
        "skills": [_cell(cell, "skill") for cell in by_skill],
        "levels": [_cell(cell, "skill", "level") for cell in by_level],
        "samples": _samples(frame),
        "causes": [
            {"kind": cause.kind, "count": cause.count, "of": cause.of, "sentence": cause.sentence}
            for cause in causes(frame)
        ],
    }


def _samples(frame: pd.DataFrame) -> list[dict[str, object]]:
    """What several samples of each probe show: over all of them, then of each family and skill."""
    found: list[dict[str, object]] = []
    for by in ((), ("family",), ("skill",)):
        for row in records(sample_table(frame, by)):
            about = {name: row.get(name) for name in ("family", "skill")}
            rest = {name: row[name] for name in ("measure", "value", "low", "high", "probes", "items")}
            found.append({**about, **rest, "k": None if pd.isna(row["k"]) else int(row["k"])})
    return found


def famous(found: Iterable[Beside]) -> list[dict[str, object]]:
    """Famous questions beside their twins, without NaN.

    Args:
        found: Of `jagbench.analysis.measures.famous.held_against_twins`.
    """
    return [
        {
            "run": each.run,
            "question": each.question,
            "famous": None if each.famous is None else figure(each.famous),
            "twins": None if each.twins is None else figure(each.twins),
            "found_below": each.found_below,
            "found_above": each.found_above,
            "says": each.says,
        }
        for each in found
    ]


def verdicts(cell: Mapping[str, Any]) -> dict[str, int]:
    """The count of each verdict in a cell."""
    return {verdict: int(cell[verdict]) for verdict in VERDICTS}


def figure(cell: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """An accuracy of a cell with its interval and its n: null values where nothing was scored.

    Args:
        cell: A record of `jagbench.analysis.statistics.cells.cells`.
        prefix: `"strict_"` for the accuracy in the format asked for.
    """
    right = int(cell["strict" if prefix else "correct"])
    bounds = {
        name: None if math.isnan(cell[f"{prefix}{key}"]) else float(cell[f"{prefix}{key}"])
        for name, key in (("value", "accuracy"), ("low", "low"), ("high", "high"))
    }
    counts = {"right": right, "n": int(cell["scored"]), "items": int(cell["items"])}
    return {**bounds, **counts, "method": cell[f"{prefix}method"]}


def _cell(cell: Mapping[str, Any], *keys: str) -> dict[str, object]:
    return {
        **{key: cell[key] for key in keys},
        "asked": int(cell["asked"]),
        "accuracy": figure(cell),
        "strict_accuracy": figure(cell, "strict_"),
        "verdicts": verdicts(cell),
    }
