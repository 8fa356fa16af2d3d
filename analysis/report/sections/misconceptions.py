"""Which misconceptions explain wrong answers."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jagbench.analysis.diagnosis import BETWEEN, UNEXPLAINED, credited, leading_pairs
from jagbench.analysis.report.section import Entry, Material, Section, Sheet, labelled, percent, span
from jagbench.analysis.statistics.cells import records


def misconceptions(material: Material) -> Section | None:
    """What explains the wrong answers to each skill; None where the probes are not known."""
    if material.diagnosis is None:
        return None
    return Section(
        name="misconceptions",
        title="Misconceptions",
        blocks=[
            _found(material.diagnosis, material.keys),
            _explained(material.diagnosis, material.keys),
            _apart(material.diagnosis, material.keys, material),
        ],
    )


def _found(diagnosis: pd.DataFrame, runs: Sequence[str]) -> Sheet:
    """The misconceptions that explain more than nothing with their whole interval, the most first."""
    keys = [*runs, "skill"]
    found = credited(diagnosis)
    found = found[found["low"] > 0]
    order = (-found["share"] * found["wrong"]).sort_values(kind="stable").index
    return Sheet(
        name="found-table",
        caption="Misconceptions that were found",
        note="What explains wrong answers beyond chance, the most first. Leads: it explains most of its "
        "skill, and more than chance does; that takes five items with a wrong answer.",
        head=["misconception", *keys, "explained", "95 % interval", "of wrong", "leads"],
        labels=1,
        rows=[
            [
                labelled(
                    record["misconception"],
                    **{key: str(record[key]) for key in keys},
                    misconception=str(record["misconception"]).partition(BETWEEN)[0],
                ),
                *(labelled(record[key]) for key in keys),
                _share(record),
                Entry(text=span(record["low"], record["high"])),
                Entry(text=f"{record['wrong']:,}"),
                labelled("yes" if record["leads"] else ""),
            ]
            for record in records(found.loc[order])
        ],
    )


def _explained(diagnosis: pd.DataFrame, runs: Sequence[str]) -> Sheet:
    keys = [*runs, "skill"]
    shown = diagnosis[(diagnosis["wrong"] > 0) & ((diagnosis["hits"] > 0) | diagnosis["share"].ne(0))]
    rest = shown["misconception"].eq(UNEXPLAINED).tolist()
    return Sheet(
        name="diagnosis-table",
        caption="By skill, with what is left unexplained",
        note="How many wrong answers equal what a named misconception predicts, and the share of the skill's "
        "wrong answers that it explains: what several predict is divided by which of them explains the other "
        "replies, and what errors without system hit by chance is left unexplained.",
        head=[*keys, "misconception", "equal", "of wrong", "explained", "95 % interval", "note"],
        labels=len(keys) + 1,
        rows=[
            [
                *(labelled(record[key]) for key in keys),
                labelled(record["misconception"]),
                _hits(record, keys, unexplained=unexplained),
                Entry(text=str(record["wrong"])),
                _share(record),
                Entry(text=span(record["low"], record["high"])),
                labelled(record["note"]),
            ]
            for record, unexplained in zip(records(shown), rest, strict=True)
        ],
        folded=len(shown) > 40,
    )


def _share(record: Mapping[str, Any]) -> Entry:
    share = record["share"]
    if math.isnan(share):
        return Entry(text=percent(share))
    return Entry(text=percent(share), share=share, low=record["low"], high=record["high"])


def _hits(record: Mapping[str, Any], keys: Sequence[str], *, unexplained: bool) -> Entry:
    """How many wrong answers equal the lure, leading to them; of the rest, how many equal none."""
    text = str(record["hits"])
    if unexplained:
        return Entry(text=f"{text} equal none")
    lure = str(record["misconception"]).partition(BETWEEN)[0]
    return Entry(text=text, find={**{key: str(record[key]) for key in keys}, "misconception": lure})


def _apart(diagnosis: pd.DataFrame, runs: Sequence[str], material: Material) -> Sheet:
    keys = [*runs, "skill"]
    return Sheet(
        name="apart-table",
        caption="Probes that tell the two leading misconceptions apart",
        note="Best are probes on which both err, unlike each other; else those on which only one errs. Where "
        "there are few, jagbench diagnose RUN --skill SKILL says which fresh probes would do.",
        head=[*keys, "leading", "second", "both err", "one errs", "best probe", "its question"],
        labels=len(keys),
        rows=[
            [
                *(labelled(record[key]) for key in keys),
                *(labelled(record[name]) for name in ("first", "second")),
                *(Entry(text=str(record[name])) for name in ("both", "one")),
                labelled(record["probe"], probe=str(record["probe"])) if record["probe"] else labelled("–"),
                labelled(record["prompt"] or "–"),
            ]
            for record in records(leading_pairs(diagnosis, material.probes))
        ],
        folded=True,
    )
