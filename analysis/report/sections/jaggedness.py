"""The profile of every run, and its holes."""

from collections.abc import Sequence

from jagbench.analysis.measures.estimates import MEASURES
from jagbench.analysis.measures.profile import Profile
from jagbench.analysis.measures.profile_tables import bounds, holes_line, number, verdict
from jagbench.analysis.report.section import Entry, Material, Section, Sheet, Text, labelled, ranged, span


def jaggedness(material: Material) -> Section:
    """How jagged runs are, in figures with intervals, and where they fail on the easiest level."""
    said = [
        f"{f'{profile.run}: ' if material.keys else ''}{verdict(profile.excess)} {holes_line(profile)}"
        for profile in material.profiles
    ]
    holes = [_holes(material)] if any(profile.holes for profile in material.profiles) else []
    return Section(
        name="profile", title="Profile", blocks=[Text(paragraphs=said), _figures(material), *holes]
    )


def _run(material: Material, profile: Profile) -> Sequence[Entry]:
    return [labelled(profile.run)] if material.keys else []


def _figures(material: Material) -> Sheet:
    return Sheet(
        name="profile-table",
        caption="Figures of the profile",
        head=[*material.keys, "figure", "value", "95 % interval", "items", "meaning"],
        labels=1 + len(material.keys),
        rows=[
            [
                *_run(material, profile),
                labelled(MEASURES[figure.name].label),
                Entry(text=number(figure.name, figure.value)),
                Entry(text=bounds(figure.name, figure.low, figure.high)),
                Entry(text=f"{figure.items:,}"),
                labelled(f"None: {figure.missing}." if figure.missing else MEASURES[figure.name].about),
            ]
            for profile in material.profiles
            for figure in profile.figures
        ],
    )


def _holes(material: Material) -> Sheet:
    return Sheet(
        name="holes-table",
        caption="Holes",
        note="Skills that fail on their easiest level more often than one that is mastered would.",
        head=[*material.keys, "skill", "level", "grade", "n", "right", "95 % interval"],
        labels=1 + len(material.keys),
        rows=[
            [
                *_run(material, profile),
                labelled(hole.skill, skill=hole.skill, level=str(hole.level)),
                *(Entry(text=str(count)) for count in (hole.level, hole.grade, hole.scored)),
                ranged(hole.accuracy, hole.low, hole.high),
                Entry(text=span(hole.low, hole.high)),
            ]
            for profile in material.profiles
            for hole in profile.holes
        ],
    )
