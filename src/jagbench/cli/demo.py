"""`jagbench demo`: the main job end to end on the embedded model."""

from pathlib import Path

import click

MODEL = "llamacpp:smollm2"
SUITE = "smoke-v2"
NEXT = """
Next: open the report below in a browser; it shows every reply.
  jagbench run llamacpp:PATH.gguf               asks a model of your own
  jagbench run MODEL --suite core-v2            asks thirty times as much
  jagbench probes show comparison.decimals      shows what is asked"""


@click.command(name="demo", epilog="\b\nExample:\n  jagbench demo")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the run.  [default: runs/MODEL-SUITE-PROTOCOL]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON (docs/json.md).")
@click.pass_context
def command(context: click.Context, out: Path | None, as_json: bool) -> None:
    """Ask the embedded model (SmolLM2-135M) the smoke suite, say what was found and write the report.

    The last line of the output is the path of the report. Stopped with Ctrl-C, the same command goes on
    where it was.
    """
    from jagbench.analysis.measures.accuracy_table import print_accuracy
    from jagbench.cli.asking import INTERRUPTED, ask
    from jagbench.cli.judged import document
    from jagbench.cli.report import write_report
    from jagbench.cli.result import ending, extents_of, run_results
    from jagbench.cli.run_end import complain_of_failures

    directory, end = ask(MODEL, suite=SUITE, out=out)
    if end == "interrupted":
        context.exit(INTERRUPTED)
    written = write_report([directory])
    if as_json:
        paths = [str(path) for path in written.paths]
        click.echo(document("demo", run_results(written.runs, written.table), written=paths))
    else:
        print_accuracy(written.table, extents=extents_of(written.runs))
        for line in ending(directory, written.table)[1:]:
            click.echo(line)
        click.echo(NEXT)
        click.echo(written.paths[0])
    complain_of_failures(directory)
