"""`jagbench profile`: how jagged runs are, in figures with intervals."""

from collections.abc import Sequence
from pathlib import Path

import click

from jagbench.cli.judged import csv, document, head, read_runs, refuse_other_ending, suite_option, write
from jagbench.cli.result import cautions_of, extents_of


@click.command(
    name="profile",
    epilog="\b\nExample:\n  jagbench profile runs/llamacpp-smollm2-core-v2-direct\n"
    "  jagbench profile runs/a runs/b --out profile.csv\n  jagbench profile runs/a --json",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN|FILE...", type=click.Path(path_type=Path))
@suite_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of tables.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write everything as one tidy table to a .csv file.",
)
def command(runs: Sequence[Path], suite: str | None, as_json: bool, out: Path | None) -> None:
    """Print how jagged runs are: how skills spread, whether hard beats easy, floor and peak, holes.

    RUN is the folder of a run, finished or going on; FILE holds replies made elsewhere
    (docs/interchange.md). Every figure has a 95 % interval; docs/statistics.md
    defines each. Suites with variants add how often a model answers them alike.
    """
    from jagbench.analysis.measures.consistency import consistency, frame_table
    from jagbench.analysis.measures.profile import profiles
    from jagbench.analysis.measures.profile_tables import print_profile, profile_data, profile_table
    from jagbench.analysis.measures.results import opening

    refuse_other_ending(out, [".csv"])
    labelled, table = read_runs(runs, suite)
    directories = labelled.values()
    probes = {probe.id: probe for directory in directories for probe in directory.probes()}.values()
    found, alike, framed = profiles(table), consistency(table, probes), frame_table(table, probes)
    if out is not None:
        write(out, csv(profile_table(found, alike, framed)))
    parts = [(each, alike[alike["run"] == each.run], framed[framed["run"] == each.run]) for each in found]
    if as_json:
        heads = {label: head(label, run) for label, run in labelled.items()}
        click.echo(document("profile", [{**heads[part[0].run], **profile_data(*part)} for part in parts]))
        return
    cautions, extents = cautions_of(labelled), extents_of(labelled)
    for part in parts:
        run = part[0].run
        said = [*cautions[run], *opening(table[table["run"] == run]), extents[run]]
        print_profile(*part, said=said)
