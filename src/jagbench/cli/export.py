"""`jagbench export`: a run, or a file of replies, in the form of another tool."""

from pathlib import Path

import click

from jagbench.cli.judged import document, head, read_runs, suite_option


@click.command(
    name="export",
    epilog="\b\nExample:\n  jagbench export runs/a --format inspect --out a.eval\n"
    "  jagbench export runs/a --format every-eval-ever --out records --organization 'My lab'",
)
@click.argument("run", metavar="RUN|FILE", type=click.Path(path_type=Path))
@suite_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["inspect", "every-eval-ever"]),
    required=True,
    help="A log of Inspect (.eval), or records of Every Eval Ever.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The .eval file; of records the folder below which data/ is made.",
)
@click.option(
    "--organization", default="unknown", show_default=True, help="Who evaluated, as records say it."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON (docs/json.md).")
def command(run: Path, suite: str | None, form: str, out: Path, organization: str, as_json: bool) -> None:
    """Write RUN, its folder, or FILE, replies made elsewhere, in the form of another tool.

    Replies are judged as `jagbench score` does. docs/interchange.md says what goes where.
    """
    from jagbench.errors import InvalidArgument, JagbenchError
    from jagbench.interchange.exports.every_eval_ever import export_records
    from jagbench.interchange.exports.inspect_log import export_log

    runs, table = read_runs([run], suite)
    if len(runs) > 1:
        raise InvalidArgument(f"{run} names {len(runs)} models, and one is exported at a time.")
    ((label, found),) = runs.items()
    try:
        if form == "inspect":
            written = [export_log(found, table, out)]
        else:
            written = list(export_records(found, table, out, organization=organization))
    except OSError as error:
        raise JagbenchError(f"{out} could not be written: {error.strerror}.") from error
    if as_json:
        click.echo(document("export", [head(label, found)], written=[str(path) for path in written]))
        return
    for path in written:
        click.echo(path)
