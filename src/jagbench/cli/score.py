"""`jagbench score`: read and judge replies, without asking anyone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd


@click.command(
    name="score",
    epilog="\b\nLines of FILE:\n"
    '  {"probe": ID, "reply": TEXT}\n'
    '  {"prompt": TEXT, "answer": {"kind": "integer", "value": "3"}, "reply": TEXT}\n\n'
    "\b\nExample:\n  jagbench score runs/llamacpp-smollm2-smoke-v1-direct\n"
    "  jagbench score replies.jsonl --suite smoke-v1 --json\n  jagbench score replies.jsonl --out judged.csv",
)
@click.argument("source", metavar="RUN|FILE", type=click.Path(path_type=Path))
@click.option("--suite", help="The suite that the lines of FILE refer to: a name, or a file of probes.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the counts of every verdict and their sum as JSON."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every judged reply to a .csv, .jsonl or .parquet file.",
)
@click.option(
    "--by",
    type=click.Choice(["skill", "family"]),
    help="The rows of the table; families where there are more than 20 skills.",
)
def command(source: Path, suite: str | None, as_json: bool, out: Path | None, by: str | None) -> None:
    """Read and judge the replies of RUN, a run's folder, or of FILE, made elsewhere.

    Each line of FILE is a JSON object with a "reply" and either the id of a "probe" of --suite, or a
    "prompt" and its "answer"; both are shown below. It may add "finish_reason" ("stop", "length" or
    "error"), "model", and keys of a probe such as "skill", "level" and "lures". A choice has its "options"
    in "answer". A reply of null is unscored.
    """
    table = _judged(source, suite)
    _say_repeats(table)
    if out is not None:
        from jagbench.analysis.export import write_frame

        write_frame(table, out)
    if as_json:
        click.echo(json.dumps(counts(table)))
        return
    from jagbench.analysis.tables import print_accuracy

    print_accuracy(table, by=by)


def _judged(source: Path, suite: str | None) -> "pd.DataFrame":
    from jagbench.errors import InvalidArgument

    if source.is_dir():
        from jagbench.analysis.frame import frame
        from jagbench.runners.run_directory import RunDirectory

        if suite is not None:
            raise InvalidArgument(f"{source} is a run and has its own probes: leave out --suite.")
        table = frame(RunDirectory.open(source))
        if table.empty:
            raise InvalidArgument(f"{source} has no probe yet: `jagbench run` has to ask it first.")
        return table
    from jagbench.analysis.replies_file import frame_of_file
    from jagbench.probes import load

    return frame_of_file(source, load(suite).probes if suite is not None else ())


def _say_repeats(table: "pd.DataFrame") -> None:
    repeats = int(table.duplicated(["run", "probe", "sample"]).sum())
    if repeats:
        click.echo(f"{repeats} replies are to a probe that was answered before; each is counted.", err=True)


def counts(table: "pd.DataFrame") -> Mapping[str, object]:
    """What `--json` prints: the count of every verdict, their sum, and the strictly correct replies."""
    from jagbench.analysis.verdicts import VERDICTS

    found = table["verdict"].value_counts()
    verdicts = {verdict: int(found.get(verdict, 0)) for verdict in VERDICTS}
    return {"verdicts": verdicts, "sum": sum(verdicts.values()), "strict": int(table["strict"].sum())}
