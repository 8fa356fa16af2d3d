"""`jagbench demo`: the main job end to end on the embedded model."""

from pathlib import Path

import click

MODEL = "llamacpp:smollm2"
SUITE = "smoke-v1"


@click.command(name="demo", epilog="\b\nExample:\n  jagbench demo")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the run.  [default: runs/MODEL-SUITE-PROTOCOL]"
)
@click.pass_context
def command(context: click.Context, out: Path | None) -> None:
    """Ask the embedded model (SmolLM2-135M) the smoke suite, print its accuracies and write the report.

    The last line of the output is the path of the report. Stopped with Ctrl-C, the same command goes on
    where it was.
    """
    from jagbench.analysis.frame.rows import frame
    from jagbench.analysis.measures.accuracy_table import print_accuracy
    from jagbench.cli.report import write_report
    from jagbench.cli.run import INTERRUPTED, ask, complain_of_failures

    directory, end = ask(MODEL, suite=SUITE, out=out)
    if end == "interrupted":
        context.exit(INTERRUPTED)
    print_accuracy(frame(directory))
    for path in write_report([directory]):
        click.echo(path)
    complain_of_failures(directory)
