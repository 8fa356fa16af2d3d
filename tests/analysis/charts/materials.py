"""Small material for each chart: real probes, and replies whose verdicts are known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from jagbench.analysis.charts.chart import About, Material
from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.analysis.measures.covariates import token_covariates
from jagbench.analysis.measures.ladder import length_of
from jagbench.analysis.turns.figures import compared, share
from jagbench.generators.mechanism.ladder import rung
from jagbench.generators.mechanism.registry import get_skill
from jagbench.probes import Probe, load
from jagbench.probes.digest import text_digest


@cache
def some(suite: str, each: int, *skills: str) -> tuple[Probe, ...]:
    """A few probes of every level, frame and language of some skills; of all where none is named."""
    groups: dict[object, list[Probe]] = {}
    for probe in load(suite):
        if not skills or probe.skill in skills:
            groups.setdefault((probe.skill, probe.level, probe.frame, probe.language), []).append(probe)
    return tuple(probe for group in groups.values() for probe in group[:each])


@cache
def whole_items(suite: str, items: int, *skills: str) -> tuple[Probe, ...]:
    """All variants of the first items of some skills."""
    groups: dict[str, list[Probe]] = {}
    for probe in load(suite):
        if probe.skill in skills:
            groups.setdefault(probe.item, []).append(probe)
    several = [group for group in groups.values() if len(group) > 1]
    return tuple(probe for group in several[:: max(1, len(several) // items)] for probe in group)


def reply(probe: Probe, number: int, run: int) -> str:
    """Right, a lure, no answer, or something else; later runs, and some skills, are right more often."""
    turn = (number * 7 + int(probe.id[:4], 16)) % 10
    ease = int(text_digest(probe.skill)[:4], 16) % 7 - 3
    if turn < 4 + 2 * run + ease - probe.level // 3:
        return probe.answer.value
    if turn < 8 and probe.lures:
        return next(iter(probe.lures.values()))
    if turn == 8:
        return "I cannot tell."
    return next((option for option in probe.answer.options if option != probe.answer.value), "7313")


@cache
def material(suite: str, each: int, runs: int, *skills: str, variants: bool = False) -> Material:
    """Runs of some probes: so many of every cell, or all variants of so many items."""
    probes = whole_items(suite, each, *skills) if variants else some(suite, each, *skills)
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
    return material("smoke-v2", 4, runs)


def framed(runs: int) -> Material:
    return material("frames-v2", 24, runs, "comparison.decimals", variants=True)


def famous(runs: int) -> Material:
    return material("famous-v1", 3, runs)


def variants(runs: int) -> Material:
    skills = ("comparison.decimals", "arithmetic.addition", "logic.liars")
    return material("variants-v2", 24, runs, *skills, variants=True)


def two_digits(runs: int) -> Material:
    return material("core-v2", 12, runs, "arithmetic.addition", "comparison.decimals", "counting.letters")


def several(runs: int) -> Material:
    """At least two runs, of other sizes and protocols."""
    found = smoke(max(2, runs))
    ways = zip(found.about.items(), ("direct", "cot", "fewshot:4"), (1, 7, 70), strict=False)
    about = {
        label: replace(run, model="solver:one", protocol=way, parameters=size * 10**9)
        for (label, run), way, size in ways
    }
    return replace(found, about=about)


def confident(runs: int) -> Material:
    """Runs whose options have probabilities, the more of them right the surer."""
    found = material("core-v2", 9, runs, "comparison.decimals", "comparison.integers", "arithmetic.parity")
    frame = found.frame[found.frame["options"].map(len) > 0].reset_index(drop=True)
    scores = [
        tuple(-0.2 if option == said else -0.2 - number % 7 / 3 for option in options)
        for number, (options, said) in enumerate(zip(frame["options"], frame["reading"], strict=True))
    ]
    return replace(found, frame=frame.assign(scores=pd.Series(scores)))


def sampled(runs: int) -> Material:
    """Runs with five samples of each probe."""
    found = two_digits(runs)
    labels = list(found.about)
    frame = to_frame(
        judged(
            probe,
            Given(text=reply(probe, number + sample * (number % 3), run), sample=sample),
            run=label,
            model=label,
        )
        for run, label in enumerate(labels)
        for number, probe in enumerate(found.probes)
        for sample in range(5)
    )
    return replace(found, frame=frame)


def hunting(runs: int) -> Material:
    """Hunts of several skills, with questions short and long, of one line and of several."""
    found = smoke(runs)
    questions = [*found.probes[:: len(found.probes) // 6], *(p for p in found.probes if "\n" in p.prompt)]
    minima = [
        {
            "skill": probe.skill,
            "misconception": next(iter(probe.lures), "no answer"),
            "state": "confirmed" if place % 3 else "unfinished",
            "prompt": probe.prompt,
            "answer": probe.answer.value,
            "reading": next(iter(probe.lures.values()), ""),
            "reply": "I cannot tell what that is, since nobody has ever told me." * (place % 2),
            "failures": 7,
            "answers": 8,
            "certificate": [{"failures": 0, "answers": 3}] * (place % 4),
        }
        for place, probe in enumerate(questions[:9])
    ]
    return replace(found, hunts={run: {"minima": minima} for run in found.about})


def single(runs: int) -> Material:
    """One run, whatever is asked for: factors are modelled run by run."""
    return two_digits(1)


def cut(runs: int) -> Material:
    """Runs of a tokenizer that cuts after every third character."""
    found = two_digits(runs)
    return replace(found, tokens=lambda: token_covariates(found.probes, _threes))


def _threes(text: str) -> Sequence[tuple[int, int]]:
    return [(start, min(start + 3, len(text))) for start in range(0, len(text), 3)]


@cache
def rungs(runs: int) -> Material:
    """Ladders of two skills: later runs get farther, and the last of three never breaks in one of them."""
    labels = ["small-1B", "middle-7B $x$", "large-70B-instruct"][:runs]
    breaks = {"counting.items": (12, 30, 10_000), "comparison.extremes": (0, 60, 90)}
    probes = [
        probe
        for skill in breaks
        for length in (3, 5, 10, 20, 40, 80, 160)
        for probe in rung(get_skill(skill), length=length, seed=0, count=4)
    ]
    frame = to_frame(
        judged(
            probe,
            Given(text=_up_to(breaks[probe.skill][run], probe), finish_reason="stop"),
            run=label,
            model=label,
        )
        for run, label in enumerate(labels)
        for probe in probes
    )
    about = {
        label: About(label=label, model=f"solver:{label}", suite="ladder", extent="56 probes")
        for label in labels
    }
    return Material(frame=frame, probes=probes, about=about)


def talking(runs: int) -> Material:
    """Runs under pressure in two steps, later ones steadier, and the last of three a critic."""
    found = smoke(runs)
    items = [f"item-{number}" for number in range(40)]
    numbers = np.arange(40)

    def figures() -> pd.DataFrame:
        rows: list[dict[str, Any]] = []
        for place, run in enumerate(list(found.about)[:2]):
            moved, control = numbers % 10 < 6 - 3 * place, numbers % 10 < 1
            rows += [
                {"run": run, "protocol": "pressure:lure:2", "misconception": "", **asdict(figure)}
                for measure in ("right to wrong", "wrong to right")
                for step in (1, 2)
                for figure in compared(
                    measure, step, numbers < 25, ("pressure", "control"), (moved, control), items
                )
            ]
        for run in list(found.about)[2:]:
            rows += [
                {
                    "run": run,
                    "protocol": "critique:planted",
                    "misconception": misconception,
                    **asdict(share(measure, "", 1, numbers[:count] % 3 < often, items[:count])),
                }
                for misconception, count in (("", 40), ("version_order", 20), ("one_less", 4))
                for measure, often in (("caught", 2), ("false alarm", 1))
            ]
        return pd.DataFrame(rows)

    return replace(found, turns=figures)


def _up_to(longest: int, probe: Probe) -> str:
    return probe.answer.value if (length_of(probe) or 0) <= longest else "0"


MATERIALS: Mapping[str, Callable[[int], Material]] = {
    "coastline": smoke,
    "accuracy-by-skill": smoke,
    "difficulty": two_digits,
    "frames": framed,
    "famous": famous,
    "wrong-answers": smoke,
    "operands": two_digits,
    "models": smoke,
    "languages": famous,
    "consistency": variants,
    "rephrasings": smoke,
    "positions": smoke,
    "differences": several,
    "protocols": several,
    "profile": smoke,
    "factors": single,
    "tokens": cut,
    "samples": sampled,
    "reliability": confident,
    "scaling": several,
    "trend": lambda runs: smoke(max(2, runs)),
    "ladder": rungs,
    "turns": talking,
    "hunt": hunting,
}
"""For each chart, material of so many runs."""
