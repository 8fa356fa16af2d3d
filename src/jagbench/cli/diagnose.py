"""`jagbench diagnose`: which misconceptions explain wrong answers, and which probes would tell them apart."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.probes import Probe

FEW = 10
"""With fewer probes that tell two misconceptions apart, fresh ones are proposed."""

_SAMPLE = 40
_SHOWN = 5


@click.command(
    name="diagnose",
    epilog="\b\nExample:\n  jagbench diagnose runs/llamacpp-smollm2-core-v1-direct\n"
    "  jagbench diagnose runs/a --skill comparison.decimals\n  jagbench diagnose runs/a runs/b --out why.csv",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--skill", help="This skill only, with all its misconceptions and the probes to tell them apart."
)
@click.option("--json", "as_json", is_flag=True, help="Print what leads in each skill as JSON.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the whole diagnosis to a .csv file."
)
def command(runs: Sequence[Path], skill: str | None, as_json: bool, out: Path | None) -> None:
    """Say which misconceptions explain the wrong answers of runs, and how much stays unexplained.

    RUN is the folder of a run. Shares are of the wrong answers to a skill, beyond what errors without
    system hit by chance; docs/diagnosis.md has the model.
    """
    from jagbench.analysis.diagnosis import diagnose

    table, probes = _asked(runs, skill)
    diagnosis = diagnose(table, probes)
    if out is not None:
        _write(diagnosis, out)
    if as_json:
        click.echo(json.dumps(_told(diagnosis, probes), ensure_ascii=False, indent=2))
    else:
        _print(diagnosis, probes, whole=skill is not None)


def _asked(runs: Sequence[Path], skill: str | None) -> "tuple[pd.DataFrame, list[Probe]]":
    from jagbench.analysis.frame.rows import frames, run_labels
    from jagbench.errors import InvalidArgument, unknown_name
    from jagbench.runners.run_directory import RunDirectory

    directories = [RunDirectory.open(path) for path in runs]
    labels = run_labels(directories)
    if len(set(labels)) < len(labels):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    table = frames(directories)
    if table.empty:
        raise InvalidArgument(f"{runs[0]} has no probe yet: `jagbench run` has to ask it first.")
    names = set(table["skill"])
    if skill is not None and skill not in names:
        raise unknown_name("skill of these runs", skill, names)
    probes = {probe.id: probe for each in directories for probe in each.probes()}
    if skill is None:
        return table, list(probes.values())
    return table[table["skill"] == skill], [probe for probe in probes.values() if probe.skill == skill]


def _write(diagnosis: "pd.DataFrame", out: Path) -> None:
    from jagbench.errors import InvalidArgument, JagbenchError

    if out.suffix != ".csv":
        raise InvalidArgument(f"{out} must end in .csv.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        diagnosis.to_csv(out, index=False, lineterminator="\n")
    except OSError as error:
        raise JagbenchError(f"{out} cannot be written: {error.strerror or error}.") from error


def _told(diagnosis: "pd.DataFrame", probes: "Sequence[Probe]") -> list[dict[str, Any]]:
    """What `--json` prints: for each run and skill the statement, and where two can be told apart."""
    from jagbench.analysis.diagnosis import leading_pairs, separating, statements
    from jagbench.analysis.statistics.cells import records

    pairs = {(pair["run"], pair["skill"]): pair for pair in records(leading_pairs(diagnosis, probes))}
    told: list[dict[str, Any]] = []
    for statement in statements(diagnosis):
        pair = pairs.get((statement.run, statement.skill))
        apart: dict[str, Any] | None = None
        if pair is not None:
            found = separating(_of(probes, statement.skill), pair["first"], pair["second"])
            apart = {
                **{name: pair[name] for name in ("first", "second", "both", "one")},
                "probes": found["probe"].tolist()[:FEW],
                "fresh": records(_fresh(statement.skill, pair["first"], pair["second"]).head(_SHOWN))
                if len(found) < FEW
                else [],
            }
        told.append({**asdict(statement), "separating": apart})
    return told


def _of(probes: "Sequence[Probe]", skill: str) -> "list[Probe]":
    return [probe for probe in probes if probe.skill == skill]


def _fresh(skill: str, first: str, second: str) -> "pd.DataFrame":
    """Strata of the generator that tell two misconceptions apart; none where the skill is not installed."""
    from jagbench.analysis.diagnosis import where_separated
    from jagbench.generators import get_skill, skill_names

    found: list[Probe] = []
    if skill in skill_names():
        for level in range(1, len(get_skill(skill).levels) + 1):
            found += islice(_probes(skill, level), _SAMPLE)
    return where_separated(found, first, second)


def _probes(skill: str, level: int) -> "Iterator[Probe]":
    """Probes from the beginning of a level's stream, twins among them where a level has but few."""
    from jagbench.generators import get_skill, probe_at

    places = (probe_at(get_skill(skill), level=level, seed=0, index=index) for index in range(2 * _SAMPLE))
    return (probe for probe in places if probe is not None)


def _print(diagnosis: "pd.DataFrame", probes: "Sequence[Probe]", *, whole: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from jagbench.analysis.diagnosis import leading_pairs
    from jagbench.analysis.diagnosis.terminal import leading_table, skill_table
    from jagbench.analysis.statistics.cells import records

    console = Console(highlight=False)
    labels: list[str] = diagnosis["run"].unique().tolist()
    for run in labels:
        part = diagnosis[diagnosis["run"] == run]
        console.print(Text(f"{run}\n", style="bold"))
        console.print(skill_table(part) if whole else leading_table(part))
        nothing = part["skill"][part["wrong"] == 0].nunique()
        if nothing:
            console.print(Text(f"\n{nothing} skills without a wrong answer."))
        pairs = records(leading_pairs(part, probes))
        if pairs:
            console.print(Text("\nTo tell the two leading apart\n", style="bold"))
        for pair in pairs:
            console.print(Text(_apart(pair, probes, whole=whole)))
        console.print()


def _apart(pair: dict[str, Any], probes: "Sequence[Probe]", *, whole: bool) -> str:
    from jagbench.analysis.diagnosis import separating
    from jagbench.analysis.statistics.cells import records

    first, second = pair["first"], pair["second"]
    number = pair["both"] + pair["one"]
    head = f"{pair['skill']}: {first} from {second}: {number} probes of the run"
    if not whole:
        return f"{head}, best {pair['probe']}" if number else head
    best = records(separating(_of(probes, pair["skill"]), first, second).head(_SHOWN))
    lines = [f"  {row['probe']}  level {row['level']}, {row['separates']}: {row['prompt']!r}" for row in best]
    strata = records(_fresh(pair["skill"], first, second).head(_SHOWN)) if number < FEW else []
    more = ["Fresh probes that would, with the share that does:"] if strata else []
    return "\n".join(
        [
            head,
            *lines,
            *more,
            *(f"  level {row['level']}, {row['stratum']}: {100 * row['share']:.0f} %" for row in strata),
        ]
    )
