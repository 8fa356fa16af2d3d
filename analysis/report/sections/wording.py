"""How much depends on how it is asked: frames, languages, notations, formats, directions, orders."""

from collections.abc import Mapping
from typing import Any

from jagbench.analysis.measures.consistency import frame_table
from jagbench.analysis.report.section import (
    Entry,
    Material,
    Section,
    Sheet,
    labelled,
    percent,
    ranged,
    span,
)
from jagbench.analysis.report.sections.skills import in_order
from jagbench.analysis.statistics.cells import records

_WAYS = ("language", "frame", "notation", "format", "direction", "order")


def wording(material: Material) -> Section | None:
    """Accuracy by what may differ between two ways of asking; None where nothing does."""
    differ = [way for way in _WAYS if material.frame[way].nunique() > 1]
    if not differ:
        return None
    return Section(
        name="wording",
        title="Wording",
        blocks=[
            *_frames(material),
            *([_languages(material)] if "language" in differ else []),
            *(_way(material, way) for way in differ),
        ],
    )


def _frames(material: Material) -> list[Sheet]:
    table = frame_table(material.frame, list(material.probes))
    if table.empty:
        return []
    keys = [*material.keys, "skill", "frame"]
    return [
        Sheet(
            name="frames-table",
            caption="Frames",
            note="The same operands as decimals, prices, software versions and so on. As plain: how often "
            "the reply names the operand that it names in the frame plain, and how often it should.",
            head=[*keys, "n", "right", "95 % interval", "as plain", "should be"],
            labels=len(keys),
            rows=[
                [
                    *(labelled(record[key]) for key in keys),
                    Entry(
                        text=f"{record['scored']:,}",
                        find={key: str(record[key]) for key in keys},
                    ),
                    ranged(record["accuracy"], record["low"], record["high"]),
                    Entry(text=span(record["low"], record["high"])),
                    *(Entry(text=percent(record[name])) for name in ("same", "should")),
                ]
                for record in records(table)
            ],
        )
    ]


def _languages(material: Material) -> Sheet:
    keys = [*material.keys, "skill"]
    languages = list(dict.fromkeys(material.frame["language"].tolist()))
    found: dict[tuple[str, ...], dict[str, Mapping[str, Any]]] = {}
    for record in records(in_order(material, [*keys, "language"])):
        found.setdefault(tuple(str(record[key]) for key in keys), {})[record["language"]] = record
    return Sheet(
        name="languages-table",
        caption="Skills by language",
        note="Right in %; the pointer on a number shows its interval and n. Not every skill is asked in "
        "every language.",
        head=[*keys, *languages],
        labels=len(keys),
        rows=[
            [
                *(labelled(name) for name in names),
                *(_cell(row.get(language), dict(zip(keys, names, strict=True))) for language in languages),
            ]
            for names, row in found.items()
        ],
    )


def _cell(record: Mapping[str, Any] | None, find: Mapping[str, str]) -> Entry:
    if record is None or not record["scored"]:
        return Entry(text="")
    return Entry(
        text=f"{100 * record['accuracy']:.0f}",
        heat=record["accuracy"],
        hint=f"{record['correct']} of {record['scored']}, {span(record['low'], record['high'])}",
        find={**find, "language": record["language"]},
    )


def _way(material: Material, way: str) -> Sheet:
    keys = [*material.keys, way]
    return Sheet(
        name=f"{way}-table",
        caption=f"By {way}",
        note="These are different questions: what the same items come to when only this differs stands under "
        "consistency.",
        head=[*keys, "right", "95 % interval", "n", "strict"],
        labels=len(keys),
        rows=[
            [
                *(labelled(record[key] or "none", **{key: str(record[key])}) for key in keys),
                ranged(record["accuracy"], record["low"], record["high"], record["baseline"]),
                Entry(text=span(record["low"], record["high"])),
                Entry(text=f"{record['scored']:,}"),
                Entry(text=percent(record["strict_accuracy"])),
            ]
            for record in records(material.cells.by(*keys))
        ],
        folded=True,
    )
