"""The tables of a report, as text ready to be shown."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from jagbench.analysis.diagnosis import BETWEEN, UNEXPLAINED, leading_pairs
from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.statistics.cells import by_grade, cells, records, rule_shares, verdict_shares
from jagbench.probes import Probe

_WORDS = {"no_answer": "no answer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One cell of a table."""

    text: str
    """What stands there."""
    number: bool = True
    """Whether it is a number, set flush right."""
    share: float | None = None
    """A share that is also drawn as a bar."""
    find: Mapping[str, str] = field(default_factory=dict[str, str])
    """Filters of the list of failed probes that show what the number counts; empty for no link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table."""

    name: str
    """Anchor in the page."""
    caption: str
    """What it shows."""
    note: str
    """How it is counted."""
    head: Sequence[str]
    """Column heads; the columns before `labels` are row heads."""
    labels: int
    """How many columns name the row."""
    rows: Sequence[Sequence[Entry]]
    """The rows, as many entries each as heads."""
    totals: int = 0
    """How many of the last rows are totals."""


def percent(share: float) -> str:
    """A share for reading: `41.2 %`, and a dash where nothing was scored."""
    return "–" if math.isnan(share) else f"{100 * share:.1f} %"


def span(low: float, high: float) -> str:
    """An interval for reading: `35.1–47.0 %`, and a dash where nothing was scored."""
    return "–" if math.isnan(low) else f"{100 * low:.1f}–{100 * high:.1f} %"


def word(verdict: str) -> str:
    """A verdict in words."""
    return _WORDS.get(verdict, verdict)


def sheets(
    frame: pd.DataFrame, diagnosis: pd.DataFrame | None = None, probes: Sequence[Probe] = ()
) -> list[Sheet]:
    """The tables of a report on one or several runs.

    Args:
        frame: The frame of the runs.
        diagnosis: Its diagnosis; None leaves the tables of it out.
        probes: The probes that were asked.
    """
    diagnosed = [] if diagnosis is None else [_diagnosis(diagnosis), _apart(diagnosis, probes)]
    return [_skills(frame), _levels(frame), _strict(frame), _verdicts(frame), _rules(frame), *diagnosed]


def _label(text: object, **find: str) -> Entry:
    return Entry(text=str(text), number=False, find=find)


def _keys(frame: pd.DataFrame) -> list[str]:
    """The column that tells runs apart, where there are several."""
    return ["run"] if frame["run"].nunique() > 1 else []


def _in_order(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    order = {skill: place for place, skill in enumerate(by_grade(frame))}
    return cells(frame, by).sort_values(
        [name for name in ("skill", "level") if name in by],
        key=lambda column: column.map(order) if column.name == "skill" else column,
        kind="stable",
    )


def _accuracy(record: Mapping[str, Any], prefix: str = "") -> list[Entry]:
    value = record[f"{prefix}accuracy"]
    low, high = record[f"{prefix}low"], record[f"{prefix}high"]
    return [
        Entry(text=percent(value), share=None if math.isnan(value) else value),
        Entry(text=span(low, high)),
    ]


def _counts(record: Mapping[str, Any], find: Mapping[str, str]) -> list[Entry]:
    failures = VERDICTS[1:]
    return [Entry(text=str(record["correct"]))] + [
        Entry(text=str(record[verdict]), find={**find, "verdict": verdict} if record[verdict] else {})
        for verdict in failures
    ]


def _totals(frame: pd.DataFrame) -> list[tuple[list[Entry], dict[str, Any], dict[str, str]]]:
    """For each run: the labels of the last row, the cell of all its skills, and the filter that finds it."""
    keys = _keys(frame)
    return [
        (
            [*(_label(total[key]) for key in keys), _label("all")],
            total,
            {key: str(total[key]) for key in keys},
        )
        for total in records(cells(frame, keys))
    ]


def _skills(frame: pd.DataFrame) -> Sheet:
    keys = [*_keys(frame), "skill"]
    rows = [
        [
            *(_label(record[key]) for key in keys),
            *_skill_entries(record, {key: str(record[key]) for key in keys}),
        ]
        for record in records(_in_order(frame, keys))
    ]
    return Sheet(
        name="skills",
        caption="Skills",
        note="Right: the committed answer is right, in whatever format. Strict: right and in the format "
        "asked for. Blind: what a strategy reaches that does not look at the question. Counts of the seven "
        "verdicts add up to the probes asked; unscored probes are in no accuracy.",
        head=[
            *keys,
            "asked",
            "right",
            "95 % interval",
            "strict",
            "blind",
            *(word(name) for name in VERDICTS),
        ],
        labels=len(keys),
        rows=[*rows, *([*labels, *_skill_entries(total, find)] for labels, total, find in _totals(frame))],
        totals=frame["run"].nunique(),
    )


def _skill_entries(record: Mapping[str, Any], find: Mapping[str, str]) -> list[Entry]:
    return [
        Entry(text=str(record["asked"])),
        *_accuracy(record),
        Entry(text=percent(record["strict_accuracy"])),
        Entry(text=percent(record["baseline"])),
        *_counts(record, find),
    ]


def _levels(frame: pd.DataFrame) -> Sheet:
    keys = [*_keys(frame), "skill", "level"]
    rows = [
        [
            *(_label(record[key]) for key in keys),
            Entry(text=str(record["asked"])),
            Entry(text=str(record["scored"])),
            Entry(text=str(record["items"])),
            *_accuracy(record),
            *_accuracy(record, "strict_"),
        ]
        for record in records(_in_order(frame, keys))
    ]
    return Sheet(
        name="levels",
        caption="Skills by level",
        note="Level 1 is the easiest. Items are the distinct questions behind the scored probes.",
        head=[*keys, "asked", "scored", "items", "right", "95 % interval", "strict", "95 % interval"],
        labels=len(keys),
        rows=rows,
    )


def _strict(frame: pd.DataFrame) -> Sheet:
    keys = [*_keys(frame), "skill"]
    table = _in_order(frame, keys)
    return Sheet(
        name="strict",
        caption="Strict against lenient",
        note="Strict counts a right answer only in the format asked for; the gap is what format costs.",
        head=[*keys, "scored", "right", "in the format asked", "in another", "lenient", "strict", "gap"],
        labels=len(keys),
        rows=[
            *(
                [*(_label(record[key]) for key in keys), *_strict_entries(record)]
                for record in records(table)
            ),
            *([*labels, *_strict_entries(total)] for labels, total, _ in _totals(frame)),
        ],
        totals=frame["run"].nunique(),
    )


def _strict_entries(record: Mapping[str, Any]) -> list[Entry]:
    correct, strict = record["correct"], record["strict"]
    lenient, exact = record["accuracy"], record["strict_accuracy"]
    return [
        *(Entry(text=str(count)) for count in (record["scored"], correct, strict, correct - strict)),
        *(Entry(text=percent(share)) for share in (lenient, exact, lenient - exact)),
    ]


def _verdicts(frame: pd.DataFrame) -> Sheet:
    keys = _keys(frame)
    found = records(verdict_shares(frame, keys))
    place: dict[str, int] = {verdict: at for at, verdict in enumerate(VERDICTS)}
    rows = [
        [
            *(_label(record[key]) for key in keys),
            _label(word(str(record["verdict"]))),
            Entry(text=str(record["count"])),
            Entry(text=percent(record["share"]), share=record["share"]),
        ]
        for record in sorted(found, key=lambda r: (*(str(r[key]) for key in keys), place[str(r["verdict"])]))
    ]
    return Sheet(
        name="verdicts",
        caption="Verdicts",
        note=f"Shares of the probes asked. The counts add up to {len(frame)}.",
        head=[*keys, "verdict", "count", "share"],
        labels=len(keys) + 1,
        rows=rows,
    )


def _rules(frame: pd.DataFrame) -> Sheet:
    return Sheet(
        name="rules",
        caption="Reading rules",
        note="Which rule decided what a reply commits to, over all scored replies, and how many of those "
        "replies are right. A rule that decides much deserves a look at its replies.",
        head=["rule", "replies", "share", "right", "strict"],
        labels=1,
        rows=[
            [
                _label(record["rule"]),
                Entry(text=str(record["count"])),
                Entry(text=percent(record["share"]), share=record["share"]),
                Entry(text=str(record["correct"])),
                Entry(text=str(record["strict"])),
            ]
            for record in records(rule_shares(frame))
        ],
    )


def _diagnosis(diagnosis: pd.DataFrame) -> Sheet:
    keys = [*_keys(diagnosis), "skill"]
    shown = diagnosis[(diagnosis["wrong"] > 0) & ((diagnosis["hits"] > 0) | diagnosis["share"].ne(0))]
    rest = shown["misconception"].eq(UNEXPLAINED).tolist()
    return Sheet(
        name="diagnosis",
        caption="Diagnosis",
        note="How many wrong answers equal what a named misconception predicts, and the share of the skill's "
        "wrong answers that it explains: what several predict is divided by which of them explains the other "
        "replies, and what errors without system hit by chance is left unexplained.",
        head=[*keys, "misconception", "equal", "of wrong", "explained", "95 % interval", "note"],
        labels=len(keys) + 1,
        rows=[
            [
                *(_label(record[key]) for key in keys),
                _label(record["misconception"]),
                _hits(record, keys, unexplained=unexplained),
                Entry(text=str(record["wrong"])),
                Entry(
                    text=percent(record["share"]),
                    share=None if math.isnan(record["share"]) else record["share"],
                ),
                Entry(text=span(record["low"], record["high"])),
                _label(record["note"]),
            ]
            for record, unexplained in zip(records(shown), rest, strict=True)
        ],
    )


def _hits(record: Mapping[str, Any], keys: Sequence[str], *, unexplained: bool) -> Entry:
    """How many wrong answers equal the lure, leading to them; of the rest, how many equal none."""
    text = str(record["hits"])
    if unexplained:
        return Entry(text=f"{text} equal none")
    lure = str(record["misconception"]).partition(BETWEEN)[0]
    return Entry(text=text, find={**{key: str(record[key]) for key in keys}, "lure": lure})


def _apart(diagnosis: pd.DataFrame, probes: Sequence[Probe]) -> Sheet:
    keys = [*_keys(diagnosis), "skill"]
    return Sheet(
        name="apart",
        caption="Probes that tell the two leading misconceptions apart",
        note="Best are probes on which both err, unlike each other; else those on which only one errs. Where "
        "there are few, jagbench diagnose RUN --skill SKILL says which fresh probes would do.",
        head=[*keys, "leading", "second", "both err", "one errs", "best probe", "its question"],
        labels=len(keys),
        rows=[
            [
                *(_label(record[key]) for key in keys),
                *(_label(record[name]) for name in ("first", "second")),
                *(Entry(text=str(record[name])) for name in ("both", "one")),
                *(_label(record[name] or "–") for name in ("probe", "prompt")),
            ]
            for record in records(leading_pairs(diagnosis, probes))
        ],
    )
