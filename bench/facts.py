"""What the measures of facts find in respondents that contradict themselves as planted.

`python bench/facts.py [--runs N]` prints the table of docs/statistics.md: how often the 95 % interval of each
measure holds the share that was planted, over respondents of other seeds on the English facts of `facts-v1`.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from jagbench.analysis.measures.facts import facts
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Probe, load
from jagbench.runners.engines.respondent import Respondent, read_traits


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A respondent, and what is to be found by measure."""

    traits: str
    truth: Mapping[str, float]


def affirming(trait: str, share: float) -> Planted:
    """One that is right but affirms so many of the false claims: each alone, or with its sentence's other."""
    return Planted(
        traits=f"{trait}={share}",
        truth={
            "questions right": 1.0,
            "claims right": 1 - share / 2,
            # Two sentences in each of three wordings.
            "consistent": (1 - share) ** 6,
            "against own answer": share / 2,
            "affirms both": share,
            "denies both": 0.0,
            "affirms right and lure": share,
            "affirmation bias": share / 2,
        },
    )


def knowing(share: float) -> Planted:
    """One whose every reply is right with a probability, whatever it said before."""
    return Planted(
        traits=f"knows={share}",
        truth={
            "questions right": share,
            "claims right": share,
            "affirms both": share * (1 - share),
            "denies both": share * (1 - share),
            "affirms right and lure": share * (1 - share),
            "affirmation bias": 0.0,
        },
    )


PLANTED = (
    affirming("agrees", 1.0),
    affirming("agrees", 0.1),
    affirming("contradicts", 0.05),
    affirming("contradicts", 0.4),
    affirming("contradicts", 0.0),
    knowing(0.9),
    knowing(0.6),
)


def frame_of(planted: Planted, probes: Sequence[Probe], seed: int) -> pd.DataFrame:
    """What it answers, as it would be read: how replies are read is not what is measured here."""
    who = Respondent(own="exact", traits=read_traits(f"{planted.traits}&seed={seed}"), protocol="direct")
    values = [who.value(probe, 0) for probe in probes]
    right = [value == probe.answer.value for value, probe in zip(values, probes, strict=True)]
    return pd.DataFrame(
        {
            "run": "planted",
            "probe": [probe.id for probe in probes],
            "sample": 0,
            "verdict": ["correct" if each else "wrong" for each in right],
            "correct": right,
            "reading": values,
        }
    )


def coverage(planted: Planted, probes: Sequence[Probe], runs: int) -> Iterator[str]:
    """How often each interval holds the truth."""
    held: defaultdict[str, int] = defaultdict(int)
    total: defaultdict[str, float] = defaultdict(float)
    for seed in range(runs):
        for row in records(facts(frame_of(planted, probes, seed), probes)):
            measure = row["measure"]
            if measure in planted.truth:
                held[measure] += row["low"] <= planted.truth[measure] <= row["high"]
                total[measure] += row["value"]
    for measure, truth in planted.truth.items():
        yield (
            f"{planted.traits:<16} {measure:<24} {truth:>8.3f} {total[measure] / runs:>8.3f} "
            f"{100 * held[measure] / runs:>7.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=250)
    arguments = parser.parse_args()
    probes = [probe for probe in load("facts-v1").probes if probe.language == "en"]
    print(f"{arguments.runs} respondents a row, {len(probes)} probes each")
    print(f"{'respondent':<16} {'measure':<24} {'planted':>8} {'mean':>8} {'held %':>7}")
    for planted in PLANTED:
        for line in coverage(planted, probes, arguments.runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
