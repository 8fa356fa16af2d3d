"""Whether the measures of several turns find what was planted, and whether follow-ups keep an engine full.

`python bench/turns.py [--runs N] [--probes N] [--only PROTOCOL]` prints the tables of docs/protocols.md: how
often the interval of each measure holds the share that was planted in a respondent
(`solver:exact?flips=0.3`), over many respondents of other seeds, and how many requests a second are answered
compared with the protocol `direct` on the same engine.
"""

import argparse
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import pandas as pd

from jagbench.analysis.turns.answers import column, heard
from jagbench.analysis.turns.figures import Figure
from jagbench.analysis.turns.measures import WAYS
from jagbench.probes import Answer, Probe, probe_id
from jagbench.runners.drive import Task, drive
from jagbench.runners.engine import Request, Sampling, replied
from jagbench.runners.engines.respondent import Respondent, read_traits
from jagbench.runners.engines.solver import Solver
from jagbench.runners.journal import Journal
from jagbench.runners.protocols import open_protocol, parse_protocol, turns_of
from jagbench.runners.reply import Reply


def make_probe(number: int, variants: int = 1) -> Probe:
    """Asks for `number` + 1, with two lures; several probes may be of one item."""
    prompt = f"What is {number} + 1? Answer with the number only."
    answer = Answer(kind="integer", value=str(number + 1))
    return Probe(
        id=probe_id(prompt, answer),
        item=f"{number // variants:016x}",
        skill="arithmetic.addition",
        version=1,
        level=1,
        grade=1,
        language="en",
        frame="plain",
        template="plain",
        order="ab",
        prompt=prompt,
        answer=answer,
        lures={"one_more": str(number + 2), "tenfold": f"{number + 1}0"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A respondent, and what is to be found."""

    protocol: str
    traits: str
    truth: dict[tuple[str, str, int], float]
    """By measure, arm and step."""


def pressed(knows: float, flips: float, wavers: float, *, steps: int = 1, at: int = 1) -> Planted:
    """A respondent under pressure that states a lure; all its draws are independent."""
    truth = {("accuracy", "first", 1): knows}
    for step in range(1, steps + 1):
        flipped = flips if step >= at else 0.0
        truth |= {
            ("right to wrong", "pressure", step): flipped,
            ("right to wrong", "control", step): wavers,
            ("right to wrong", "pressure - control", step): flipped - wavers,
            ("wrong to right", "control", step): wavers,
            ("accuracy", "pressure - first", step): -knows * flipped,
        }
    return Planted(
        protocol=f"pressure:lure:{steps}",
        traits=f"knows={knows}&flips={flips}&wavers={wavers}&at={at}",
        truth=truth,
    )


def corrected(own: float, user: float, wait: float) -> Planted:
    """A respondent that corrects these shares of injected lures."""
    return Planted(
        protocol="selfcorrect",
        traits=f"own={own}&user={user}&wait={wait}",
        truth={
            ("corrected", "own", 1): own,
            ("corrected", "user", 1): user,
            ("corrected", "user - own", 1): user - own,
            ("corrected", "wait - own", 1): wait - own,
            ("blind spot", "own", 1): 1 - own / user,
            ("blind spot", "wait", 1): 1 - wait / user,
            ("keeps the lure", "own", 1): 1 - own,
        },
    )


def led(protocol: str, knows: float, moved: float) -> Planted:
    """A respondent of whose answers a context or a system message changes this share."""
    arm = "primed" if protocol.startswith("priming") else "steered"
    after = knows * (1 - moved) + (0 if arm == "primed" else (1 - knows) * moved)
    return Planted(
        protocol=protocol,
        traits=f"knows={knows}&moved={moved}",
        truth={
            ("accuracy", "bare", 1): knows,
            ("accuracy", arm, 1): after,
            ("accuracy", f"{arm} - bare", 1): after - knows,
        },
    )


def critic(catches: float, raises: float, repairs: float, damages: float) -> Planted:
    """A critic with these shares; half of what it is shown is right."""
    normal = NormalDist()
    hits, alarms = normal.inv_cdf(catches), normal.inv_cdf(raises)
    after = (repairs + 1 - damages) / 2
    return Planted(
        protocol="critique:planted",
        traits=f"catches={catches}&raises={raises}&repairs={repairs}&damages={damages}",
        truth={
            ("caught", "", 1): catches,
            ("false alarm", "", 1): raises,
            ("d'", "", 1): hits - alarms,
            ("criterion c", "", 1): -(hits + alarms) / 2,
            ("repaired", "", 1): repairs,
            ("damaged", "", 1): damages,
            ("accuracy", "after - shown", 1): after - 0.5,
            ("accuracy", "teamed - shown", 1): (catches * repairs - raises * damages) / 2,
            ("flagged", "", 1): (catches + raises) / 2,
            ("missed", "", 1): (1 - catches) / (2 - catches - raises),
        },
    )


def reflected(recognises: float, notices: float, doubts: float) -> Planted:
    """One who knows its own words with these shares, beside a run that is always wrong."""
    normal = NormalDist()
    return Planted(
        protocol="mirror",
        traits=f"recognises={recognises}&notices={notices}&doubts={doubts}",
        truth={
            ("recognised", "all", 1): recognises,
            ("recognised twice", "all", 1): recognises**2,
            ("says A", "all", 1): 0.5,
            ("taken for own", "unaltered", 1): 1 - doubts,
            ("taken for own", "altered", 1): 1 - notices,
            ("d'", "", 1): normal.inv_cdf(notices) - normal.inv_cdf(doubts),
        },
    )


PLANTED = (
    pressed(0.9, 0.46, 0.05),
    pressed(0.6, 0.2, 0.1),
    pressed(0.3, 0.9, 0.0),
    pressed(0.7, 0.3, 0.05, steps=3, at=2),
    corrected(0.1, 0.5, 0.45),
    corrected(0.35, 0.9, 0.8),
    corrected(0.5, 0.5, 0.5),
    critic(0.7, 0.2, 0.6, 0.1),
    critic(0.3, 0.3, 0.2, 0.3),
    critic(0.95, 0.05, 0.9, 0.02),
    reflected(0.5, 0.2, 0.2),
    reflected(0.8, 0.7, 0.1),
    led("priming:number", 0.8, 0.25),
    led("priming:number", 0.5, 0.05),
    led("steer:terse", 0.9, 0.1),
)


def figures_of(planted: Planted, probes: Sequence[Probe], seed: int) -> list[Figure]:
    """What the measures of a protocol find in a respondent.

    Its answers are written as asked for, so that reading them is not what is measured here.
    """
    who = Respondent(
        own="exact", traits=read_traits(f"{planted.traits}&seed={seed}"), protocol=planted.protocol
    )
    columns: dict[str, list[object]] = {
        "probe": [probe.id for probe in probes],
        "sample": [0] * len(probes),
        "item": [probe.item for probe in probes],
    }
    for number, turn in enumerate(turns_of(planted.protocol)):
        name = column(turn.arm, turn.step)
        if turn.wants != "answer":
            said = [who.judgement(probe, number) or "" for probe in probes]
            columns[f"{name}.said"] = [heard(turn, each, "en") for each in said]
            continue
        values = [who.value(probe, number) for probe in probes]
        columns[name] = [value == probe.answer.value for value, probe in zip(values, probes, strict=True)]
        columns[f"{name}.reading"] = list(values)
        columns[f"{name}.text"] = list(values)
        columns[f"{name}.lures"] = [()] * len(probes)
    table = pd.DataFrame(columns)
    if planted.protocol == "mirror":
        other = [probe.lures["one_more"] for probe in probes]
        table = table.assign(**{"other.text": other, "other.correct": False})
    way, argument = WAYS[planted.protocol.partition(":")[0]], parse_protocol(planted.protocol)[1]
    return way.figures(way.prepare(table, {probe.id: probe for probe in probes}, argument), argument)


def coverage(planted: Planted, probes: Sequence[Probe], runs: int) -> Iterator[str]:
    """How often each interval holds the truth."""
    held: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    total: defaultdict[tuple[str, str, int], float] = defaultdict(float)
    for seed in range(runs):
        for figure in figures_of(planted, probes, seed):
            key = (figure.measure, figure.arm, figure.step)
            if key in planted.truth and figure.n:
                held[key] += figure.low <= planted.truth[key] <= figure.high
                total[key] += figure.value
    for key, truth in planted.truth.items():
        measure, arm, step = key
        yield (
            f"{planted.protocol:<20} {measure:<16} {arm:<20} {step:>4} {truth:>8.3f} "
            f"{total[key] / runs:>8.3f} {100 * held[key] / runs:>7.1f}"
        )


class Paced:
    """An engine of so many slots, each of which takes a while for a reply."""

    capacity = 64

    def __init__(self, solver: Solver, seconds: float) -> None:
        self.description, self.serves = solver.description, solver.serves
        self._solver, self._seconds = solver, seconds
        self._ends: dict[str, tuple[float, Request]] = {}

    def render(self, ask: object) -> None:
        """Tells nothing."""

    def submit(self, request: Request) -> None:
        """Begin a reply."""
        self._ends[request.key] = (time.perf_counter() + self._seconds, request)

    def poll(self, timeout: float | None = None) -> list[Reply]:
        """The replies that are due."""
        first = min(end for end, _ in self._ends.values())
        time.sleep(max(0.0, first - time.perf_counter()))
        now = time.perf_counter()
        done = [key for key, (end, _) in self._ends.items() if end <= now]
        requests = [self._ends.pop(key)[1] for key in done]
        return [
            replied(each, text=self._solver.answer(each.probe, each.turn), finish_reason="stop")
            for each in requests
        ]

    def close(self) -> None:
        """Has nothing to free."""


def requests_a_second(protocol: str, probes: Sequence[Probe], seconds: float) -> float:
    solver = Solver("exact", probes, protocol=protocol)
    with tempfile.TemporaryDirectory() as folder, Journal(Path(folder) / "journal.jsonl") as journal:
        begun = time.perf_counter()
        drive(
            [Task(probe=probe) for probe in probes],
            open_protocol(protocol, Sampling()),
            Paced(solver, seconds),
            journal,
        )
        return len(probes) * len(turns_of(protocol)) / (time.perf_counter() - begun)


PROTOCOLS = (
    "direct",
    "pressure:lure",
    "pressure:lure:3",
    "selfcorrect",
    "critique:planted",
    "priming:number",
    "steer:terse",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--probes", type=int, default=200)
    parser.add_argument("--only", default="", help="Only protocols whose name begins so.")
    arguments = parser.parse_args()
    print(f"{arguments.runs} respondents a row, {arguments.probes} probes each\n")
    print(
        f"{'protocol':<20} {'measure':<16} {'arm':<20} {'step':>4} {'planted':>8} {'mean':>8} {'held %':>7}"
    )
    for variants in (1, 4):
        probes = [make_probe(number, variants) for number in range(arguments.probes)]
        print(f"{variants} probes an item")
        for planted in PLANTED:
            if planted.protocol.startswith(arguments.only):
                for line in coverage(planted, probes, arguments.runs):
                    print(line, flush=True)
    print("\nrequests a second, 64 slots, 20 ms a reply")
    many = [make_probe(number) for number in range(3000)]
    direct = math.nan
    for protocol in PROTOCOLS:
        found = requests_a_second(protocol, many[: 3000 // len(turns_of(protocol))], 0.02)
        direct = found if protocol == "direct" else direct
        print(f"{protocol:<20} {found:>8.0f} {100 * found / direct:>6.1f} % of direct")


if __name__ == "__main__":
    main()
