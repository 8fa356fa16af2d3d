"""What the measures of writing find in writers that miss lengths and break bans as planted.

`python bench/writing.py [--runs N]` prints the table of docs/writing.md: how often the 95 % interval of each
measure holds the share that was planted, over writers of other seeds on the English probes of `writing-v1`;
and the median error of a writer that is always three too long.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

from jagbench.analysis.measures.writing import EVERY, bans, lengths
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Probe, load
from jagbench.probes.constraint import Amount, parse_constraint
from jagbench.probes.constraint.texts import obeying_text
from jagbench.runners.engines.respondent import Respondent, read_traits


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A writer, and what is to be found by measure."""

    traits: str
    truth: Mapping[str, float]


PLANTED = (
    Planted(traits="knows=0.9", truth={"exact": 0.9}),
    Planted(traits="knows=0.6", truth={"exact": 0.6}),
    Planted(traits="breaks=0.05&uses=0.5", truth={"broken": 0.05, "base": 0.5, "change": -0.45}),
    Planted(traits="breaks=0.3&uses=0.8", truth={"broken": 0.3, "base": 0.8, "change": -0.5}),
    Planted(traits="breaks=0.5&uses=0.5", truth={"broken": 0.5, "base": 0.5, "change": 0.0}),
)
INTERVALS = {
    "exact": ("low", "high"),
    "broken": ("low", "high"),
    "base": ("base_low", "base_high"),
    "change": ("change_low", "change_high"),
}


def frame_of(traits: str, probes: Sequence[Probe]) -> pd.DataFrame:
    """What it writes, as it would be read: how replies are read is not what is measured here."""
    who = Respondent(own="exact", traits=read_traits(traits), protocol="direct")
    texts = [obeying_text(parse_constraint(who.value(probe, 0)), probe.language) for probe in probes]
    right = [
        parse_constraint(probe.answer.value).obeyed(text, probe.language)
        for probe, text in zip(probes, texts, strict=True)
    ]
    return pd.DataFrame(
        {
            "run": "planted",
            "item": [probe.item for probe in probes],
            "level": [probe.level for probe in probes],
            "language": [probe.language for probe in probes],
            "kind": "constraint",
            "expected": [probe.answer.value for probe in probes],
            "verdict": ["correct" if each else "wrong" for each in right],
            "correct": right,
            "reading": texts,
        }
    )


def coverage(planted: Planted, probes: Sequence[Probe], runs: int) -> Iterator[str]:
    """How often each interval of each cell holds the truth."""
    held: defaultdict[str, int] = defaultdict(int)
    cells: defaultdict[str, int] = defaultdict(int)
    total: defaultdict[str, float] = defaultdict(float)
    for seed in range(runs):
        frame = frame_of(f"{planted.traits}&seed={seed}", probes)
        for row in records(lengths(frame) if "exact" in planted.truth else bans(frame)):
            for measure, truth in planted.truth.items():
                low, high = INTERVALS[measure]
                held[measure] += row[low] <= truth <= row[high]
                cells[measure] += 1
                total[measure] += row[measure]
    for measure, truth in planted.truth.items():
        yield (
            f"{planted.traits:<22} {measure:<10} {truth:>8.2f} {total[measure] / cells[measure]:>8.3f} "
            f"{cells[measure] // runs:>6} {100 * held[measure] / cells[measure]:>7.1f}"
        )


def errors(probes: Sequence[Probe]) -> Iterator[str]:
    """The median error of a writer that is three too long, beside three of what was asked for."""
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for probe in probes:
        (requirement,) = parse_constraint(probe.answer.value).requirements
        if isinstance(requirement, Amount) and requirement.relation == "exactly":
            asked[requirement.unit].append(requirement.n)
            asked[EVERY].append(requirement.n)
    for row in records(lengths(frame_of("off=3", probes))):
        planted = median(3 / n for n in asked[row["unit"]] if row["n_from"] <= n <= row["n_to"])
        yield (
            f"{row['unit']:<10} {row['n_from']:>4} to {row['n_to']:<6} {row['texts']:>6} "
            f"{100 * planted:>8.1f} {100 * row['error']:>8.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=250)
    arguments = parser.parse_args()
    english = [probe for probe in load("writing-v1").probes if probe.language == "en"]
    by_skill = {
        "exact": [probe for probe in english if probe.skill == "writing.length"],
        "broken": [probe for probe in english if probe.skill == "writing.forbidden"],
    }
    print(f"{arguments.runs} writers a row; cells are units, or lengths, or what is banned and levels")
    print(f"{'writer':<22} {'measure':<10} {'planted':>8} {'mean':>8} {'cells':>6} {'held %':>7}")
    for planted in PLANTED:
        for line in coverage(planted, by_skill[next(iter(planted.truth))], arguments.runs):
            print(line, flush=True)
    print("\nsolver:exact?off=3, three too many of every unit: median error in % of the length asked for")
    print(f"{'unit':<10} {'asked for':<14} {'texts':>6} {'planted':>8} {'median':>8}")
    for line in errors(by_skill["exact"]):
        print(line)


if __name__ == "__main__":
    main()
