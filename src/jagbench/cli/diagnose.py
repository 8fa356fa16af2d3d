"""`jagbench diagnose`: which misconceptions explain wrong answers, and which probes would tell them apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.judged import csv, document, head, read_runs, refuse_other_ending, suite_option, write
from jagbench.cli.result import cautions_of, extents_of
from jagbench.words import amount

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.probes import Probe
    from jagbench.runners.run_directory import RunDirectory

FEW = 10
"""With fewer probes that tell two misconceptions apart, fresh ones are proposed."""

_SAMPLE = 40
_SHOWN = 5


@click.command(
    name="diagnose",
    epilog="\b\nExample:\n  jagbench diagnose runs/llamacpp-smollm2-core-v2-direct\n"
    "  jagbench diagnose runs/a --skill comparison.decimals\n  jagbench diagnose runs/a runs/b --out why.csv",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN|FILE...", type=click.Path(path_type=Path))
@suite_option
@click.option(
    "--skill", help="This skill only, with all its misconceptions and the probes to tell them apart."
)
@click.option("--json", "as_json", is_flag=True, help="Print what leads in each skill as JSON.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the whole diagnosis to a .csv file."
)
def command(
    runs: Sequence[Path], suite: str | None, skill: str | None, as_json: bool, out: Path | None
) -> None:
    """Say which misconceptions explain the wrong answers of runs, and how much stays unexplained.

    RUN is the folder of a run, FILE holds replies made elsewhere (docs/interchange.md). Shares are of the
    wrong answers to a skill, beyond what errors without system hit by chance; docs/diagnosis.md has the
    model.
    """
    from jagbench.analysis.diagnosis import diagnose

    refuse_other_ending(out, [".csv"])
    labelled, table, probes = _asked(runs, suite, skill)
    diagnosis = diagnose(table, probes)
    if out is not None:
        write(out, csv(diagnosis))
    if as_json:
        heads = [head(label, run) for label, run in labelled.items()]
        click.echo(document("diagnose", heads, diagnosis=_told(diagnosis, probes)))
    else:
        _print(diagnosis, table, probes, cautions_of(labelled), extents_of(labelled), whole=skill is not None)


def _asked(
    runs: Sequence[Path], suite: str | None, skill: str | None
) -> "tuple[dict[str, RunDirectory], pd.DataFrame, list[Probe]]":
    from jagbench.errors import unknown_name

    labelled, table = read_runs(runs, suite)
    names = set(table["skill"])
    if skill is not None and skill not in names:
        raise unknown_name("skill of these runs", skill, names)
    probes = {probe.id: probe for each in labelled.values() for probe in each.probes()}
    if skill is None:
        return labelled, table, list(probes.values())
    some = [probe for probe in probes.values() if probe.skill == skill]
    return labelled, table[table["skill"] == skill], some


def _told(diagnosis: "pd.DataFrame", probes: "Sequence[Probe]") -> list[dict[str, Any]]:
    """What `--json` adds: for each run and skill the statement, and where two can be told apart."""
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


def _print(
    diagnosis: "pd.DataFrame",
    table: "pd.DataFrame",
    probes: "Sequence[Probe]",
    cautions: "Mapping[str, Sequence[str]]",
    extents: "Mapping[str, str]",
    *,
    whole: bool,
) -> None:
    from rich.text import Text

    from jagbench.analysis.diagnosis import leading_pairs
    from jagbench.analysis.diagnosis.terminal import leading_table, skill_table
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.measures.results import opening
    from jagbench.analysis.statistics.cells import records

    console = standard_output()
    labels: list[str] = diagnosis["run"].unique().tolist()
    for run in labels:
        part, replies = diagnosis[diagnosis["run"] == run], table[table["run"] == run]
        console.print(Text(run, style="bold"))
        for line in [*cautions[run], *opening(replies), extents[run], ""]:
            console.print(Text(line))
        print_table(skill_table(part) if whole else leading_table(part), console)
        for line in _without_wrong(part, replies):
            console.print(Text(f"\n{line}"))
        pairs = records(leading_pairs(part, probes))
        if pairs:
            console.print(Text("\nTo tell the two leading apart\n", style="bold"))
        for pair in pairs:
            console.print(Text(_apart(pair, probes, whole=whole)))
        console.print()


def _without_wrong(diagnosis: "pd.DataFrame", replies: "pd.DataFrame") -> list[str]:
    """The skills without a wrong answer: those that have right ones, and those that have no answer at all."""
    without = diagnosis.loc[diagnosis["wrong"] == 0, "skill"].unique()
    right = replies[replies["correct"] & replies["skill"].isin(without)]
    answered, silent = right["skill"].nunique(), len(without) - right["skill"].nunique()
    return [
        *(
            [f"{amount(answered, 'skill')} without a wrong answer, with n = {len(right):,} right ones."]
            if answered
            else []
        ),
        *(
            [
                f"{amount(silent, 'skill')} without any answer that could be wrong (cut, refused, not "
                "committed or unscored): nothing is known of them."
            ]
            if silent
            else []
        ),
    ]


def _apart(pair: dict[str, Any], probes: "Sequence[Probe]", *, whole: bool) -> str:
    from jagbench.analysis.diagnosis import separating
    from jagbench.analysis.statistics.cells import records

    first, second = pair["first"], pair["second"]
    number = pair["both"] + pair["one"]
    head = f"{pair['skill']}: {first} from {second}: {amount(number, 'probe')} of the run"
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
