"""Accuracy by skill, and by the levels of each skill."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.analysis.report.section import (
    Entry,
    Material,
    Section,
    Sheet,
    counted,
    labelled,
    percent,
    ranged,
    span,
    word,
)
from jagbench.analysis.statistics.cells import by_grade, records


def skills(material: Material) -> Section:
    """Every skill with its interval, its levels, and what became of its probes."""
    return Section(name="skills", title="Skills", blocks=[_skills(material), _levels(material)])


def in_order(material: Material, by: Sequence[str]) -> pd.DataFrame:
    """The cells of the replies, skills in order of school grade."""
    order = {skill: place for place, skill in enumerate(by_grade(material.frame))}
    return material.cells.by(*by).sort_values(
        [name for name in ("skill", "level") if name in by],
        key=lambda column: column.map(order) if column.name == "skill" else column,
        kind="stable",
    )


def _skills(material: Material) -> Sheet:
    keys = [*material.keys, "skill"]
    totals = records(material.cells.by(*material.keys))
    # With all seven, the table of two runs is wider than the page.
    met = [verdict for verdict in VERDICTS if any(total[verdict] for total in totals)]
    return Sheet(
        name="skills-table",
        caption="By skill",
        note="In the order in which children master them. Right: the committed answer is right, in whatever "
        "format; the line is the 95 % interval, the tick what a blind strategy reaches that does not look at "
        "the question. Strict: right and in the format asked for. The counts of the verdicts add up to the "
        "replies asked for, and those that none got are left out; unscored ones are in no accuracy.",
        head=[*keys, "right", "95 % interval", "n", "strict", "blind", *(word(name) for name in met)],
        labels=len(keys),
        rows=[
            *(
                _row(record, {key: str(record[key]) for key in keys}, keys, met)
                for record in records(in_order(material, keys))
            ),
            *(
                _row({**total, "skill": "all"}, {key: str(total[key]) for key in material.keys}, keys, met)
                for total in totals
            ),
        ],
        totals=len(totals),
    )


def _row(
    record: Mapping[str, Any], find: Mapping[str, str], keys: Sequence[str], verdicts: Sequence[str]
) -> list[Entry]:
    return [
        *(labelled(record[key], **find) for key in keys),
        ranged(record["accuracy"], record["low"], record["high"], record["baseline"]),
        Entry(text=span(record["low"], record["high"])),
        Entry(text=f"{record['scored']:,}"),
        Entry(text=percent(record["strict_accuracy"])),
        Entry(text=percent(record["baseline"])),
        *(counted(record[verdict], **find, verdict=verdict) for verdict in verdicts),
    ]


def _levels(material: Material) -> Sheet:
    keys = [*material.keys, "skill"]
    found: dict[tuple[str, ...], dict[int, Mapping[str, Any]]] = {}
    for record in records(in_order(material, [*keys, "level"])):
        found.setdefault(tuple(str(record[key]) for key in keys), {})[record["level"]] = record
    levels = sorted({level for row in found.values() for level in row})
    return Sheet(
        name="levels-table",
        caption="By level",
        note="Right in % on each level of a skill, 1 the easiest; a number leads to its replies, and the "
        "pointer on it shows its interval and n. Where a row gets deeper to the right, harder probes are "
        "answered better than easier ones.",
        head=[*keys, *(str(level) for level in levels)],
        labels=len(keys),
        rows=[
            [
                *(labelled(name) for name in names),
                *(
                    _cell(row[level], dict(zip(keys, names, strict=True))) if level in row else Entry(text="")
                    for level in levels
                ),
            ]
            for names, row in found.items()
        ],
        folded=len(found) > 60,
    )


def _cell(record: Mapping[str, Any], find: Mapping[str, str]) -> Entry:
    if not record["scored"]:
        return Entry(text="–", hint=f"none of {record['asked']} scored")
    return Entry(
        text=f"{100 * record['accuracy']:.0f}",
        heat=record["accuracy"],
        hint=f"{record['correct']} of {record['scored']}, {span(record['low'], record['high'])}",
        find={**find, "level": str(record["level"])},
    )
