"""`jagbench trend`: how accuracy moves over the checkpoints of a training, and which changes hold."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.judged import csv, document, head, read_runs, refuse_other_ending, write
from jagbench.words import amount

if TYPE_CHECKING:
    from rich.table import Table

    from jagbench.analysis.compare.order import By, Order
    from jagbench.analysis.compare.trend import Trend
    from jagbench.runners.run_directory import RunDirectory

_ORDERS = ("auto", "name", "created", "given")
_MOST = 20
"""Changes that are told in sentences; --json and --out hold all."""


@click.command(
    name="trend",
    epilog="\b\nExample:\n  jagbench trend runs/step-*\n"
    "  jagbench trend runs/base runs/sft runs/rl --order given --by skill\n"
    "  jagbench plot trend runs/step-* --venue acl       (the figure)",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--order",
    type=click.Choice(_ORDERS),
    default="auto",
    show_default=True,
    help="By the one number in their labels, folders or models (name), by when they were begun (created), or "
    "as they stand (given); auto is by name where there is such a number, else created.",
)
@click.option(
    "--by",
    type=click.Choice(["skill", "family"]),
    help="The rows of the table; families where there are more than 20 skills.",
)
@click.option("--strict", is_flag=True, help="Count only right answers in the format asked for.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as one JSON object (docs/json.md).")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the accuracy of every family and skill in every run to a .csv file.",
)
def command(
    runs: Sequence[Path], order: "By", by: str | None, strict: bool, as_json: bool, out: Path | None
) -> None:
    """Show how accuracy moves over RUN..., the checkpoints of a training, and the first change that holds.

    Only replies that every run has are looked at. A change is found by a test for a change-point that takes
    the item as its unit, corrected for how many families or skills are looked at: docs/trend.md.
    """
    from jagbench.analysis.compare.trend import trend
    from jagbench.errors import InvalidArgument

    if len(runs) < 2:
        raise InvalidArgument("A trend is of two runs or more: jagbench trend RUN RUN...")
    refuse_other_ending(out, [".csv"])
    directories, frame = read_runs(runs)
    found_order = _order(directories, order)
    labels = [list(directories)[place] for place in found_order.places]
    found = trend(frame, runs=labels, steps=found_order.steps, strict=strict)
    if out is not None:
        write(out, csv(found.table))
    if as_json:
        steps = dict(zip(labels, found.steps, strict=True)) if found.steps else {}
        heads = [{**head(label, directories[label]), "step": steps.get(label)} for label in labels]
        click.echo(document("trend", heads, **_data(found, found_order, strict=strict)))
    else:
        _print(found, found_order, by)


def _order(directories: "Mapping[str, RunDirectory]", by: "By") -> "Order":
    from jagbench.analysis.compare.order import ordered

    names = {
        "labels": list(directories),
        "folders": [run.path.resolve().name for run in directories.values()],
        "models": [run.manifest.model for run in directories.values()],
    }
    return ordered(names, [run.manifest.created for run in directories.values()], by)


def _data(found: "Trend", order: "Order", *, strict: bool) -> dict[str, object]:
    return {
        "order": order.words,
        "strict": strict,
        "replies": found.replies,
        "left_out": found.left_out,
        "accuracies": found.table,
        "tests": found.tests,
        "changes": found.changes,
    }


def _print(found: "Trend", order: "Order", by: str | None) -> None:
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.measures.accuracy_table import MANY
    from jagbench.analysis.statistics.cells import records

    console = standard_output()
    rows = by or ("skill" if found.table["skill"].nunique() <= MANY else "family")
    left = f" Left out: {found.left_out:,} that not all have." if found.left_out else ""
    console.print(
        f"{len(found.runs)} runs in the order of {order.words}, on the {amount(found.replies, 'reply')} that "
        f"all of them have.{left}\n"
    )
    print_table(_table(found, rows), console)
    console.print()
    changes = [each for each in records(found.changes) if each["scope"] in ("all", rows)]
    tested = int((found.tests["scope"] == rows).sum())
    if not changes:
        console.print(
            f"No change holds, over all or in one of {amount(tested, rows)} (p below 0.05 after Holm)."
        )
        return
    earliest = min(found.runs.index(each["run"]) for each in changes)
    console.print(f"The first change that holds begins at {found.runs[earliest]}.")
    for each in changes[:_MOST]:
        console.print(_sentence(each))
    if len(changes) > _MOST:
        console.print(f"and {len(changes) - _MOST} more")


def _sentence(change: Mapping[str, Any]) -> str:
    name = change["scope"] if change["scope"] == "all" else change[change["scope"]]
    bounds = ", ".join(f"{100 * change[side]:+.1f}" for side in ("low", "high"))
    p = "p 0.001 or less" if change["p"] <= 0.001 else f"p {change['p']:.3f}"
    return (
        f"  {name}: {100 * change['before']:.1f} % before, {100 * change['after']:.1f} % from "
        f"{change['run']} on ({100 * change['difference']:+.1f} points, {bounds}; {p})"
    )


def _table(found: "Trend", rows: str) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(rows, vertical="bottom")
    for run, text in zip(found.runs, _heads(found), strict=True):
        table.add_column(Text(text), justify="right", no_wrap=len(run) < 9, vertical="bottom")
    table.add_column("p\nHolm", justify="right", no_wrap=True, vertical="bottom")
    names = list(dict.fromkeys(found.table.loc[found.table["scope"] == rows, rows].astype(str)))
    for scope, name in [*((rows, name) for name in names), ("all", "all")]:
        own = found.table[found.table["scope"] == scope]
        test = found.tests[found.tests["scope"] == scope]
        if scope != "all":
            own, test = own[own[scope] == name], test[test[scope] == name]
        else:
            table.add_row()
        values = dict(zip(own["run"].astype(str), own["accuracy"].tolist(), strict=True))
        turns = found.changes[(found.changes["scope"] == scope)]
        begun = set(turns["run"] if scope == "all" else turns.loc[turns[scope] == name, "run"])
        cells = [f"{'*' if run in begun else ''}{100 * values[run]:.0f}" for run in found.runs]
        table.add_row(name, *cells, f"{test['p_holm'].iloc[0]:.3f}", style="bold" if scope == "all" else "")
    return table


def _heads(found: "Trend") -> list[str]:
    """The steps, or what the runs are called."""
    if found.steps is None:
        return list(found.runs)
    return [f"{step:g}" if step < 1e6 else f"{step / 1e6:g}M" for step in found.steps]
