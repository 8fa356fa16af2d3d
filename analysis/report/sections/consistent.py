"""Whether replies agree: of the variants of an item, and of several samples of a reply."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from jagbench.analysis.charts.samples import samples_data
from jagbench.analysis.measures.consistency import consistency
from jagbench.analysis.measures.facts import MEASURES, facts
from jagbench.analysis.measures.facts_table import NOTE, share
from jagbench.analysis.measures.facts_table import span as span_of
from jagbench.analysis.measures.samples import sample_table
from jagbench.analysis.measures.samples import title as measure_title
from jagbench.analysis.report.plots import plots
from jagbench.analysis.report.section import (
    Block,
    Entry,
    Material,
    Section,
    Sheet,
    labelled,
    percent,
    points,
    ranged,
    shared,
    span,
)
from jagbench.analysis.statistics.cells import records


def consistent(material: Material) -> Section | None:
    """Agreement over variants and samples; None where nothing was asked twice."""
    blocks: list[Block] = [
        *_facts(material),
        *_relations(material),
        *_sampled(material),
        *_samples(material),
    ]
    return Section(name="consistency", title="Consistency", blocks=blocks) if blocks else None


def _facts(material: Material) -> list[Sheet]:
    """How far what is said of facts fits together; nothing where no claims were asked."""
    table = facts(material.frame, material.probes)
    if table.empty:
        return []
    return [
        Sheet(
            name="facts-table",
            caption="Facts in questions and claims",
            note=f"{NOTE} Claims hold the right answer or a lure, and half of them are true, so that always "
            "affirming is a bias of +50 points. Facts with an unscored reply are left out.",
            head=[*material.keys, "measure", "share", "95 % interval", "n", "items", "of"],
            labels=1 + len(material.keys),
            rows=[
                [
                    *(labelled(record[key]) for key in (*material.keys, "measure")),
                    Entry(text=share(record)),
                    Entry(text=span_of(record)),
                    Entry(text=f"{record['n']:,}"),
                    Entry(text=f"{record['items']:,}"),
                    labelled(MEASURES[record["measure"]]),
                ]
                for record in records(table)
            ],
        )
    ]


def _relations(material: Material) -> list[Sheet]:
    table = consistency(material.frame, list({probe.id: probe for probe in material.probes}.values()))
    if table.empty:
        return []
    counts = ("both_right", "alike_wrong", "uncommitted")
    return [
        Sheet(
            name="consistency-table",
            caption="Variants of an item",
            note="How often the replies to two variants of an item agree: the same answer or, where the "
            "relation turns it, the turned one. A model can agree with itself and be wrong. Pairs with an "
            "unscored side are left out; a reply that commits to no answer agrees with nothing. Right: the "
            "accuracy of these replies.",
            head=[
                *material.keys,
                "relation",
                "pairs",
                "agree",
                "95 % interval",
                "both right",
                "alike but wrong",
                "no answer",
                "right",
            ],
            labels=1 + len(material.keys),
            rows=[
                [
                    *(labelled(record[key]) for key in (*material.keys, "relation")),
                    Entry(text=f"{record['scored']:,}"),
                    shared(record["consistency"]),
                    Entry(text=span(record["low"], record["high"])),
                    *(Entry(text=f"{record[name]:,}") for name in counts),
                    Entry(text=percent(record["accuracy"])),
                ]
                for record in records(table)
            ],
        )
    ]


def _sampled(material: Material) -> list[Block]:
    """What several samples of each probe come to, drawn and as a table."""
    table = sample_table(material.frame)
    if table.empty:
        return []
    most = {str(run): int(part["k"].max()) for run, part in table.groupby("run", sort=False)}
    sheet = Sheet(
        name="sampled-table",
        caption="What several samples come to",
        note="docs/statistics.md defines each measure; intervals take the item as their unit. Right minus "
        "agree, in points: below zero, samples agree more often than they are right.",
        head=[*material.keys, "measure", "value", "95 % interval", "probes", "items"],
        labels=1 + len(material.keys),
        rows=[
            [
                *(labelled(record[key]) for key in material.keys),
                labelled(_measure(record, most[str(record["run"])])),
                *_value(record),
                Entry(text=f"{record['probes']:,}"),
                Entry(text=f"{record['items']:,}"),
            ]
            for record in records(table)
        ],
    )
    drawn = plots("samples", lambda: samples_data(material.frame), "One, all and most of several samples")
    return [*drawn, sheet]


def _measure(record: Mapping[str, Any], of: int) -> str:
    return measure_title(record["measure"], None if pd.isna(record["k"]) else int(record["k"]), of)


def _value(record: Mapping[str, Any]) -> list[Entry]:
    value, low, high = record["value"], record["low"], record["high"]
    if record["measure"] == "accuracy_minus_consistency":
        return [Entry(text=points(value)), Entry(text=f"{points(low)} to {points(high)}")]
    return [ranged(value, low, high), Entry(text=span(low, high))]


def _samples(material: Material) -> list[Sheet]:
    """How often all, some or none of the samples of a probe are right."""
    scored = material.frame[material.frame["verdict"] != "unscored"]
    probes = scored.groupby(["run", "skill", "probe"], sort=False)["correct"].agg(["sum", "size"])
    several = probes[probes["size"] > 1].reset_index()
    if several.empty:
        return []
    all_right, none_right = several["sum"] == several["size"], several["sum"] == 0
    counts = (
        several.assign(all_right=all_right, none_right=none_right, mixed=~all_right & ~none_right)
        .groupby([*material.keys, "skill"], sort=False)[["all_right", "mixed", "none_right"]]
        .sum()
        .reset_index()
    )
    sizes = several.groupby([*material.keys, "skill"], sort=False)[["sum", "size"]].sum().reset_index()
    rows: list[list[Entry]] = []
    for record in records(pd.concat([counts, sizes[["sum", "size"]]], axis=1)):
        names = ("all_right", "mixed", "none_right")
        total = sum(int(record[name]) for name in names)
        rows.append(
            [
                *(labelled(record[key]) for key in (*material.keys, "skill")),
                Entry(text=f"{total:,}"),
                *(shared(record[name] / total) for name in names),
                Entry(text=percent(record["sum"] / record["size"])),
            ]
        )
    return [
        Sheet(
            name="samples-table",
            caption="Samples by skill",
            note="Probes with several scored samples: the share of them whose samples are all right, right "
            "only in part, or all not right; and the accuracy over all these samples.",
            head=[*material.keys, "skill", "probes", "all right", "in part", "none right", "right"],
            labels=1 + len(material.keys),
            rows=rows,
            folded=len(rows) > 30,
        )
    ]
