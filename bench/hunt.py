"""Planted bugs: are they found, is the minimum the smallest there is, in how many rounds and calls?

Each bug is hunted by `jagbench.hunt` and by `hypothesis.find` with as many calls as the hunt took, from two
seeds. The smallest failing question there is is found by going every way through the choices of the levels.
Run it with `PYTHONPATH=. python bench/hunt.py`. Under noise three of ten answers are the other way round,
each time anew, and it is counted how often a confirmed minimum is a question that the bug is about: `python
bench/hunt.py noise 10 11 12`, where the numbers are seeds, of the hunts and of the noise. docs/hunt.md quotes
both.
"""

import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from hypothesis import Phase, find, settings
from hypothesis.errors import NoSuchExample

from jagbench.analysis.statistics.sequential import clopper_pearson
from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism.choices import build
from jagbench.generators.mechanism.registry import get_skill
from jagbench.generators.mechanism.simpler import Case, Simplicity, Space, simplicity
from jagbench.generators.mechanism.strategies import probe_strategy
from jagbench.hunting.hunt import Budget, Hunted, hunt
from jagbench.probes import Probe
from jagbench.runners import opened
from jagbench.runners.engines import Opening
from tests.hunting.planted import BUGS, NOISY, Bug, Planted

SEEDS = range(2)
WAYS = Ways(frames=("plain",), formats=("bare",))
"""Phrasings; fewer than there are, so that the smallest question can be found by going through all."""
WALKED = 30_000
"""Ways through the choices of a stratum that are gone at most."""


def planted(bug: Bug, model: str, opening: Opening) -> Planted:
    """Opens the model with a bug."""
    return Planted(bug, opening)


def hunted(bug: Bug, seed: int) -> Hunted:
    """The hunt for a bug."""
    opened.open_engine = partial(planted, bug)
    with tempfile.TemporaryDirectory() as folder:
        return hunt(
            "solver:exact",
            [bug.skill],
            levels=bug.levels,
            seed=seed,
            out=Path(folder),
            budget=Budget(rounds=99),
            ways=WAYS,
        )


def smallest_of(result: Hunted) -> Case | None:
    """The simplest of the confirmed failures."""
    cases = [
        group.best.case
        for group in result.found[0].groups
        if group.state == "confirmed" and group.best is not None
    ]
    return min(cases, key=lambda case: case.simplicity, default=None)


def truth(bug: Bug, found: Simplicity | None) -> tuple[Simplicity | None, bool]:
    """The simplest question that the bug is about, and whether every simpler one was looked at.

    Args:
        bug: The bug.
        found: One that it is about.
    """
    space = Space(get_skill(bug.skill), bug.levels, ways=WAYS)
    whole = True
    for level, stratum in space.strata:
        given: list[int] = []
        seen: set[tuple[str, ...]] = set()
        for _ in range(WALKED):
            built = build(space.skill, level, stratum, given)
            if built is None:
                break
            operands = tuple(built.item.operands)
            for rank in range(len(space.phrasings) if operands not in seen else 0):
                key = simplicity(built.item, rank)
                if found is not None and key >= found:
                    break
                case = space.case(built, rank)
                if case is not None and bug.fails(case.probe):
                    found = key
                    break
            seen.add(operands)
            given = list(built.taken)
            while given and given[-1] == built.sizes[len(given) - 1] - 1:
                given.pop()
            if not given:
                break
            given[-1] += 1
        else:
            whole = False
    return found, whole


def rank_of(space: Space, probe: Probe) -> int:
    """The place of a probe's phrasing."""
    return next(
        rank
        for rank, way in enumerate(space.phrasings)
        if (way.template.frame, way.template.name, way.direction, way.order)
        == (probe.frame, probe.template, probe.direction, probe.order)
    )


def found_by_hypothesis(bug: Bug, seed: int, calls: int) -> tuple[Simplicity | None, int]:
    """What `hypothesis.find` comes to, and how many calls it took, one after the other."""
    space = Space(get_skill(bug.skill), bug.levels, ways=WAYS)
    failing: dict[str, Probe] = {}
    asked: set[str] = set()

    def fails(probe: Probe) -> bool:
        if probe.id not in asked and len(asked) >= calls:
            return False
        asked.add(probe.id)
        if bug.fails(probe):
            failing[probe.id] = probe
            return True
        return False

    strategies = [probe_strategy(space.skill, level=level, ways=WAYS) for level in bug.levels]
    strategy = strategies[0]
    for each in strategies[1:]:
        strategy = strategy | each
    try:
        probe = find(
            strategy,
            fails,
            settings=settings(
                max_examples=calls, database=None, deadline=None, phases=(Phase.generate, Phase.shrink)
            ),
            random=random.Random(seed),
        )
    except NoSuchExample:
        return None, len(asked)
    key = (
        sum(map(len, probe.operands)),
        len(probe.operands),
        rank_of(space, probe),
        tuple((len(text), text) for text in probe.operands),
    )
    return key, len(asked)


def main() -> None:
    """Print the table of bugs without noise, of those whose names hold an argument where there are some."""
    only = sys.argv[1:]
    print("| bug | simplest | smallest of | rounds | calls | `find` calls | `find` the same or larger |")
    print("|---|---|---|---|---|---|---|")
    smallest, rounds, fewer, never_worse, total = 0, [], [], 0, 0
    for bug in BUGS:
        if only and not any(name in bug.name for name in only):
            continue
        worse, spent, sequential, calls = 0, [], [], []
        keys: list[Simplicity | None] = []
        others: list[Simplicity] = []
        shown = ""
        for seed in SEEDS:
            result = hunted(bug, seed)
            case = smallest_of(result)
            other, asked = found_by_hypothesis(bug, seed, result.calls)
            keys.append(case.simplicity if case is not None else None)
            others += [other] if other is not None else []
            worse += other is not None and (case is None or other < case.simplicity)
            spent.append(result.rounds)
            calls.append(result.calls)
            sequential.append(asked)
            shown = " ".join(case.built.item.operands) if case is not None else "not found"
        known = [*filter(None, keys), *others]
        key, whole = truth(bug, min(known, default=None))
        hits = keys.count(key)
        smallest, total, never_worse = smallest + hits, total + len(SEEDS), never_worse + len(SEEDS) - worse
        rounds += spent
        fewer += [a / b for a, b in zip(sequential, spent, strict=True)]
        print(
            f"| {bug.name} | {shown} | {hits} of {len(SEEDS)}{'' if whole else ' (not all walked)'} | "
            f"{statistics.median(spent):.0f} | {statistics.median(calls):.0f} | "
            f"{statistics.median(sequential):.0f} | {len(SEEDS) - worse} of {len(SEEDS)} |",
            flush=True,
        )
    print(
        f"\nSmallest there is: {smallest} of {total}; never worse than find: {never_worse} of {total}; "
        f"rounds {statistics.median(rounds):.0f} in the median, {max(rounds)} at most; sequential calls of "
        f"find {statistics.median(fewer):.1f} times the rounds in the median.\n"
    )


def noise(seeds: Sequence[int]) -> None:
    """Hunt every bug under noise from each seed, and print a row for each bug as soon as it is known.

    Args:
        seeds: Seeds of the hunts, and of the noise.
    """
    print("| bug | hunts | confirm | minima | true failures | answers | rounds |")
    print("|---|---|---|---|---|---|---|")
    total = Counter[str]()
    for bug in NOISY:
        row, spent = Counter[str](), list[tuple[int, int]]()
        for seed in seeds:
            result = hunted(replace(bug, name=f"{bug.name}, seed {seed}"), seed)
            cases = {
                group.best.case.probe.id: group.best.case
                for group in result.found[0].groups
                if group.state == "confirmed" and group.best is not None
            }
            hits = [bug.fails(case.probe) for case in cases.values()]
            row.update(
                hunts=1, confirm=bool(hits), minima=len(hits), true=sum(hits), all=bool(hits) and all(hits)
            )
            spent.append((result.calls, result.rounds))
        total += row
        answers, rounds = (statistics.median(each) for each in zip(*spent, strict=True))
        name = bug.name.removesuffix(", 30 % noise")
        print(
            f"| {name} | {row['hunts']} | {row['confirm']} | {row['minima']} "
            f"| {row['true']} | {answers:,.0f} | {rounds:.0f} |",
            flush=True,
        )
    low, _ = clopper_pearson(total["all"], total["confirm"], 0.1)
    print(
        f"\nWith 30 % noise {total['true']} of {total['minima']} confirmed minima are true failures. Of "
        f"{total['hunts']} hunts {total['confirm']} confirmed something, and {total['all']} of these nothing "
        f"false: {100 * low:.1f} % of such hunts at least (one-sided 95 %, Clopper and Pearson)."
    )


if __name__ == "__main__":
    begun = time.monotonic()
    if sys.argv[1:2] == ["noise"]:
        noise([int(each) for each in sys.argv[2:]])
    else:
        main()
    print(f"{time.monotonic() - begun:.0f} s")
