"""`jagbench runs`: the runs in a folder, with their scores and state."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.judged import LeftOut, document, runs_below
from jagbench.cli.result import run_results

if TYPE_CHECKING:
    from rich.table import Table

    from jagbench.runners.run_directory import RunDirectory


@click.command(
    name="runs",
    epilog="\b\nExample:\n  jagbench runs\n  jagbench runs results --tag today\n  jagbench runs --json",
)
@click.argument("folder", metavar="[DIR]", default="runs", type=click.Path(path_type=Path, file_okay=False))
@click.option("--tag", "tags", multiple=True, help="Only runs with this tag; may be given several times.")
@click.option("--suite", help="Only runs of this suite.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON (docs/json.md).")
def command(folder: Path, tags: tuple[str, ...], suite: str | None, as_json: bool) -> None:
    """List the runs in DIR and the folders below it, by default in runs: state, probes, accuracy, interval.

    A damaged run is named on standard error and left out.
    """
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.frame.rows import run_labels
    from jagbench.errors import InvalidArgument, unknown_name

    if not folder.is_dir():
        raise InvalidArgument(f"There is no folder {folder}: give one that holds runs.")
    left_out = LeftOut()
    there = list(runs_below(folder, left_out))
    if there:
        named = {tag for run in there for tag in run.manifest.tags}
        for tag in tags:
            if tag not in named:
                raise unknown_name("tag of a run", tag, named)
        suites = {run.manifest.suite for run in there}
        if suite not in (None, *suites):
            raise unknown_name("suite of a run", str(suite), suites)
    found = [
        run for run in there if set(tags) <= set(run.manifest.tags) and suite in (None, run.manifest.suite)
    ]
    results = [
        result
        for label, run in zip(run_labels(found), found, strict=True)
        for result in _judged(label, run, left_out)
    ]
    if not results:
        left_out.refuse_nothing_else([folder])
    if as_json:
        click.echo(document("runs", results))
    elif not results:
        click.echo(f"No run in {folder}{' with this tag or suite' if tags or suite else ''}.", err=True)
    else:
        print_table(_table(results, folder), standard_output())


def _judged(label: str, run: "RunDirectory", left_out: LeftOut) -> list[dict[str, Any]]:
    from jagbench.analysis.frame.rows import frame
    from jagbench.errors import JagbenchError

    try:
        table = frame(run, label=label)
        if table.empty:
            raise JagbenchError(f"{run.path} has no probe yet.")
        return run_results({label: run}, table)
    except JagbenchError as error:
        left_out.name(error)
        return []


def _table(results: list[dict[str, Any]], folder: Path) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("run", "suite", "protocol", "folder", "tags"):
        if name != "tags" or any(result["tags"] for result in results):
            table.add_column(name)
    for name in ("scored", "right %", "95 %", "state"):
        table.add_column(name, justify="left" if name == "state" else "right", no_wrap=True)
    for result in results:
        cells = [
            result["label"],
            Path(result["suite"]).stem,
            result["protocol"],
            str(Path(result["path"]).relative_to(folder)),
            *([" ".join(result["tags"])] if any(each["tags"] for each in results) else []),
            f"{result['replies']['scored']:,} of {result['extent']['fitting']:,}",
            _percent(result["accuracy"]["value"]),
            f"{_percent(result['accuracy']['low'])}–{_percent(result['accuracy']['high'])}",
            _state(result),
        ]
        table.add_row(*map(Text, cells))
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _state(result: dict[str, Any]) -> str:
    """Complete, or what is missing; and what dominates the run."""
    replies = result["replies"]
    said = [
        *([f"{replies['not_asked_yet']:,} not asked yet"] if replies["not_asked_yet"] else []),
        *([f"{replies['failed']:,} failed"] if replies["failed"] else []),
        *(cause["kind"].replace("_", " ") for cause in result["causes"] if cause["kind"] != "failed"),
    ]
    return ", ".join(said) or "complete"
