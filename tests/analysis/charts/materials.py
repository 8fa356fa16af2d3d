"""Small material for each chart: real probes, and replies whose verdicts are known."""

from collections.abc import Callable, Mapping
from functools import cache

from jagbench.analysis.charts.chart import About, Material
from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.probes import Probe, load


@cache
def some(suite: str, each: int, *skills: str) -> tuple[Probe, ...]:
    """A few probes of every level, frame and language of some skills; of all where none is named."""
    groups: dict[object, list[Probe]] = {}
    for probe in load(suite):
        if not skills or probe.skill in skills:
            groups.setdefault((probe.skill, probe.level, probe.frame, probe.language), []).append(probe)
    return tuple(probe for group in groups.values() for probe in group[:each])


def reply(probe: Probe, number: int, run: int) -> str:
    """Right, a lure, no answer, or something else, in turn; later runs are right more often."""
    turn = (number * 7 + int(probe.id[:4], 16)) % 10
    if turn < 3 + 2 * run:
        return probe.answer.value
    if turn < 8 and probe.lures:
        return next(iter(probe.lures.values()))
    if turn == 8:
        return "I cannot tell."
    return next((option for option in probe.answer.options if option != probe.answer.value), "7313")


@cache
def material(suite: str, each: int, runs: int, *skills: str) -> Material:
    """Runs of some probes."""
    probes = some(suite, each, *skills)
    labels = ["small-1B", "middle-7B $x$", "large-70B-instruct"][:runs]
    frame = to_frame(
        judged(probe, Given(text=reply(probe, number, run), finish_reason="stop"), run=label, model=label)
        for run, label in enumerate(labels)
        for number, probe in enumerate(probes)
    )
    about = {
        label: About(
            label=label, model=f"solver:{label}", suite="some-v1", extent="3 of 9 probes", whole=False
        )
        for label in labels
    }
    return Material(frame=frame, probes=probes, about=about)


def smoke(runs: int) -> Material:
    return material("smoke-v2", 3, runs)


MATERIALS: Mapping[str, Callable[[int], Material]] = {
    "coastline": smoke,
    "accuracy-by-skill": smoke,
    "trend": lambda runs: smoke(max(2, runs)),
}
"""For each chart, material of so many runs."""
