"""`jagbench profile`: how jagged runs are, in figures with intervals."""

import json
from collections.abc import Sequence
from pathlib import Path

import click


@click.command(
    name="profile",
    epilog="\b\nExample:\n  jagbench profile runs/llamacpp-smollm2-core-v1-direct\n"
    "  jagbench profile runs/a runs/b --out profile.csv\n  jagbench profile runs/a --json",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of tables.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write everything as one tidy table to a .csv file.",
)
def command(runs: Sequence[Path], as_json: bool, out: Path | None) -> None:
    """Print how jagged runs are: how skills spread, whether hard beats easy, floor and peak, holes.

    RUN is the folder of a run, finished or going on. Every figure has a 95 % interval; docs/statistics.md
    defines each. Suites with variants add how often a model answers them alike.
    """
    from jagbench.analysis.frame.rows import frames, run_labels
    from jagbench.analysis.measures.consistency import consistency, frame_table
    from jagbench.analysis.measures.profile import profiles
    from jagbench.analysis.measures.profile_tables import print_profile, profile_data, profile_table
    from jagbench.errors import InvalidArgument, JagbenchError
    from jagbench.runners.run_directory import RunDirectory

    if out is not None and out.suffix != ".csv":
        raise InvalidArgument(f"{out} must end in .csv.")
    directories = [RunDirectory.open(path) for path in runs]
    if len(set(run_labels(directories))) < len(directories):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    table = frames(directories)
    if table.empty:
        raise InvalidArgument(f"{runs[0]} has no probe yet: `jagbench run` has to ask it first.")
    probes = {probe.id: probe for directory in directories for probe in directory.probes()}.values()
    found, alike, framed = profiles(table), consistency(table, probes), frame_table(table, probes)
    if out is not None:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            profile_table(found, alike, framed).to_csv(out, index=False, lineterminator="\n")
        except OSError as error:
            raise JagbenchError(f"{out} cannot be written: {error.strerror or error}.") from error
    parts = [(each, alike[alike["run"] == each.run], framed[framed["run"] == each.run]) for each in found]
    if as_json:
        click.echo(json.dumps({"runs": [profile_data(*part) for part in parts]}, allow_nan=False))
        return
    for part in parts:
        print_profile(*part)
