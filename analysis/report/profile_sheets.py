"""The tables of a report that show its profile and how consistent replies are."""

from collections.abc import Sequence

import pandas as pd

from jagbench.analysis.measures.consistency import consistency, frame_table
from jagbench.analysis.measures.estimates import MEASURES
from jagbench.analysis.measures.profile import Profile, profiles
from jagbench.analysis.measures.profile_tables import bounds, holes_line, number, verdict
from jagbench.analysis.report.sheets import Entry, Sheet, percent, span
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Probe


def profile_sheets(frame: pd.DataFrame, probes: Sequence[Probe] = ()) -> list[Sheet]:
    """The profile of every run, its holes, and consistency and frames where variants were asked.

    Args:
        frame: The frame of the runs.
        probes: The probes that were asked.
    """
    found = profiles(frame)
    asked = list({probe.id: probe for probe in probes}.values())
    alike, framed = consistency(frame, asked), frame_table(frame, asked)
    several = len(found) > 1
    return [
        _profile(found, several=several),
        *([_holes(found, several=several)] if any(each.holes for each in found) else []),
        *([_consistency(alike, several=several)] if len(alike) else []),
        *([_frames(framed, several=several)] if len(framed) else []),
    ]


def _head(several: bool, *heads: str) -> list[str]:
    return [*(["run"] if several else []), *heads]


def _run(several: bool, run: str) -> list[Entry]:
    return [_text(run)] if several else []


def _text(text: str) -> Entry:
    return Entry(text=text, number=False)


def _profile(found: Sequence[Profile], *, several: bool) -> Sheet:
    rows = [
        [
            *_run(several, profile.run),
            _text(MEASURES[figure.name].label),
            Entry(text=number(figure.name, figure.value)),
            Entry(text=bounds(figure.name, figure.low, figure.high)),
            Entry(text=f"{figure.items:,}"),
            _text(f"None: {figure.missing}." if figure.missing else MEASURES[figure.name].about),
        ]
        for profile in found
        for figure in profile.figures
    ]
    said = [
        f"{f'{profile.run}: ' if several else ''}{verdict(profile.excess)} {holes_line(profile)}"
        for profile in found
    ]
    return Sheet(
        name="profile",
        caption="Profile",
        note=" ".join(said),
        head=_head(several, "figure", "value", "95 % interval", "items", "meaning"),
        labels=1 + several,
        rows=rows,
    )


def _holes(found: Sequence[Profile], *, several: bool) -> Sheet:
    return Sheet(
        name="holes",
        caption="Holes",
        note="Skills that fail on their easiest level more often than one that is mastered would.",
        head=_head(several, "skill", "level", "grade", "scored", "right", "95 % interval"),
        labels=1 + several,
        rows=[
            [
                *_run(several, profile.run),
                _text(hole.skill),
                *(Entry(text=str(count)) for count in (hole.level, hole.grade, hole.scored)),
                Entry(text=percent(hole.accuracy), share=hole.accuracy),
                Entry(text=span(hole.low, hole.high)),
            ]
            for profile in found
            for hole in profile.holes
        ],
    )


def _consistency(table: pd.DataFrame, *, several: bool) -> Sheet:
    heads = ("relation", "pairs", "agree", "95 % interval", "both right", "alike but wrong", "no answer")
    return Sheet(
        name="consistency",
        caption="Consistency",
        note="How often the replies to two variants of an item agree: the same answer or, where the relation "
        "turns it, the turned one. A model can agree with itself and be wrong. Pairs with an unscored side "
        "are left out; a reply that commits to no answer agrees with nothing. Right: the accuracy of these "
        "replies.",
        head=_head(several, *heads, "right"),
        labels=1 + several,
        rows=[
            [
                *_run(several, str(record["run"])),
                _text(str(record["relation"])),
                Entry(text=f"{record['scored']:,}"),
                _bar(record["consistency"]),
                Entry(text=span(record["low"], record["high"])),
                *(Entry(text=f"{record[name]:,}") for name in ("both_right", "alike_wrong", "uncommitted")),
                Entry(text=percent(record["accuracy"])),
            ]
            for record in records(table)
        ],
    )


def _frames(table: pd.DataFrame, *, several: bool) -> Sheet:
    return Sheet(
        name="frames",
        caption="Frames",
        note="The same operands as decimals, prices, software versions and so on. As plain: how often the "
        "reply names the operand that it names in the frame plain, and how often it should.",
        head=_head(several, "skill", "frame", "scored", "right", "95 % interval", "as plain", "should be"),
        labels=2 + several,
        rows=[
            [
                *_run(several, str(record["run"])),
                _text(str(record["skill"])),
                _text(str(record["frame"])),
                Entry(text=f"{record['scored']:,}"),
                _bar(record["accuracy"]),
                Entry(text=span(record["low"], record["high"])),
                *(Entry(text=percent(record[name])) for name in ("same", "should")),
            ]
            for record in records(table)
        ],
    )


def _bar(share: float) -> Entry:
    return Entry(text=percent(share), share=None if pd.isna(share) else share)
