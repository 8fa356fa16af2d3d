"""Texts of one's own: how far off a given length, and how often what is banned is there all the same."""

from collections.abc import Mapping
from typing import Any

from jagbench.analysis.measures.writing import EVERY, bans, lengths
from jagbench.analysis.report.section import (
    Entry,
    Material,
    Section,
    Sheet,
    labelled,
    points,
    ranged,
    shared,
    span,
)
from jagbench.analysis.statistics.cells import records


def written(material: Material) -> Section | None:
    """Lengths and bans; None where no such text was asked for."""
    blocks = [*_lengths(material), *_bans(material)]
    return Section(name="writing", title="Writing", blocks=blocks) if blocks else None


def _lengths(material: Material) -> list[Sheet]:
    table = lengths(material.frame, material.keys or ("run",))
    if table.empty:
        return []
    keys = [*material.keys]
    return [
        Sheet(
            name="lengths-table",
            caption="Texts of an exact length",
            note="Exact: of all scored replies. Error: the median of (written - asked) / asked over the "
            "texts handed in, 0 % where nothing is off, −50 % where half is there; its interval needs six "
            "items. Shorter and longer: shares of the texts.",
            head=[
                *keys,
                "unit",
                "n",
                "replies",
                "exact",
                "95 % interval",
                "error",
                "95 % interval",
                "shorter",
                "longer",
            ],
            labels=2 + len(keys),
            rows=[
                [
                    *(labelled(record[key]) for key in keys),
                    labelled("all units" if record["unit"] == EVERY else record["unit"]),
                    labelled(_band(record)),
                    Entry(text=f"{record['asked']:,}"),
                    ranged(record["exact"], record["low"], record["high"]),
                    Entry(text=span(record["low"], record["high"])),
                    Entry(text=_error(record["error"])),
                    Entry(text=_errors(record)),
                    shared(record["short"]),
                    shared(record["long"]),
                ]
                for record in records(table)
            ],
        )
    ]


def _band(record: Mapping[str, Any]) -> str:
    first, last = record["n_from"], record["n_to"]
    return f"{first}" if first == last else f"{first} to {last}"


def _error(value: float) -> str:
    return "–" if value != value else f"{100 * value:+.0f} %".replace("-", "−").replace("+0 %", "0 %")


def _errors(record: Mapping[str, Any]) -> str:
    low, high = record["error_low"], record["error_high"]
    return "–" if low != low else f"{_error(low)} to {_error(high)}"


def _bans(material: Material) -> list[Sheet]:
    table = bans(material.frame, material.keys or ("run",))
    if table.empty:
        return []
    keys = [*material.keys]
    return [
        Sheet(
            name="bans-table",
            caption="What is banned, and there all the same",
            note="Broken: texts that hold the banned letter or word, of those handed in. Base: texts of the "
            "control, which names it and allows it. Difference, in points, over the items with a text both "
            "ways: at zero the ban changes nothing.",
            head=[
                *keys,
                "banned",
                "level",
                "texts",
                "broken",
                "95 % interval",
                "controls",
                "base",
                "95 % interval",
                "pairs",
                "difference",
                "95 % interval",
            ],
            labels=2 + len(keys),
            rows=[
                [
                    *(labelled(record[key]) for key in keys),
                    labelled(f"a {record['banned']}"),
                    labelled(record["level"]),
                    Entry(text=f"{record['texts']:,}"),
                    *_rate(record, "broken", "low", "high"),
                    Entry(text=f"{record['controls']:,}"),
                    *_rate(record, "base", "base_low", "base_high"),
                    Entry(text=f"{record['pairs']:,}"),
                    Entry(text=points(record["change"]) if record["pairs"] else "–"),
                    Entry(
                        text=f"{points(record['change_low'])} to {points(record['change_high'])}"
                        if record["pairs"]
                        else "–"
                    ),
                ]
                for record in records(table)
            ],
        )
    ]


def _rate(record: Mapping[str, Any], value: str, low: str, high: str) -> list[Entry]:
    if record[value] != record[value]:
        return [Entry(text="–"), Entry(text="–")]
    return [
        ranged(record[value], record[low], record[high]),
        Entry(text=span(record[low], record[high])),
    ]
