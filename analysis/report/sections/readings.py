"""How replies were read: verdicts, what the format costs, and the rules that decided."""

from collections.abc import Mapping
from typing import Any

from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.report.section import (
    Entry,
    Material,
    Section,
    Sheet,
    counted,
    labelled,
    percent,
    shared,
    word,
)
from jagbench.analysis.report.sections.skills import in_order
from jagbench.analysis.statistics.cells import records, rule_shares, verdict_shares


def readings(material: Material) -> Section:
    """What became of the replies, and by which rule."""
    return Section(
        name="readings",
        title="Reading",
        blocks=[_verdicts(material), _rules(material), _strict(material)],
    )


def _verdicts(material: Material) -> Sheet:
    found = records(verdict_shares(material.frame, material.keys))
    place: dict[str, int] = {verdict: at for at, verdict in enumerate(VERDICTS)}
    runs = {run: at for at, run in enumerate(material.runs)}
    found.sort(key=lambda record: (runs.get(record.get("run", ""), 0), place[record["verdict"]]))
    return Sheet(
        name="verdicts-table",
        caption="Verdicts",
        note=f"Shares of the replies asked for. The counts add up to {len(material.frame):,}.",
        head=[*material.keys, "verdict", "count", "share"],
        labels=len(material.keys) + 1,
        rows=[
            [
                *(labelled(record[key]) for key in material.keys),
                labelled(word(str(record["verdict"]))),
                counted(record["count"], **{key: str(record[key]) for key in (*material.keys, "verdict")}),
                shared(record["share"]),
            ]
            for record in found
        ],
    )


def _rules(material: Material) -> Sheet:
    return Sheet(
        name="rules-table",
        caption="Reading rules",
        note="Which rule decided what a reply commits to, over all scored replies, and how many of those "
        "replies are right. A rule that decides much deserves a look at its replies.",
        head=["rule", "replies", "share", "right", "strict"],
        labels=1,
        rows=[
            [
                labelled(record["rule"]),
                counted(record["count"], rule=str(record["rule"])),
                shared(record["share"]),
                Entry(text=f"{record['correct']:,}"),
                Entry(text=f"{record['strict']:,}"),
            ]
            for record in records(rule_shares(material.frame))
        ],
    )


def _strict(material: Material) -> Sheet:
    keys = [*material.keys, "skill"]
    totals = records(material.cells.by(*material.keys))
    return Sheet(
        name="strict-table",
        caption="Strict against lenient",
        note="Strict counts a right answer only in the format asked for; the gap is what format costs.",
        head=[*keys, "n", "right", "in the format asked", "in another", "lenient", "strict", "gap"],
        labels=len(keys),
        rows=[
            *(
                [*(labelled(record[key]) for key in keys), *_strict_entries(record)]
                for record in records(in_order(material, keys))
            ),
            *(
                [*(labelled(total[key]) for key in material.keys), labelled("all"), *_strict_entries(total)]
                for total in totals
            ),
        ],
        totals=len(totals),
        folded=True,
    )


def _strict_entries(record: Mapping[str, Any]) -> list[Entry]:
    correct, strict = record["correct"], record["strict"]
    lenient, exact = record["accuracy"], record["strict_accuracy"]
    return [
        *(Entry(text=f"{count:,}") for count in (record["scored"], correct, strict, correct - strict)),
        *(Entry(text=percent(share)) for share in (lenient, exact, lenient - exact)),
    ]
