"""`jagbench turns`: what runs of several turns show."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.judged import csv, document, head, refuse_other_ending, write

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from jagbench.analysis.turns.measures import Measures
    from jagbench.runners.run_directory import RunDirectory


@click.command(
    name="turns",
    epilog="\b\nExample:\n  jagbench run llamacpp:smollm2 --protocol pressure:lure\n"
    "  jagbench turns runs/llamacpp-smollm2-smoke-v2-pressure-lure\n"
    "  jagbench turns runs/llamacpp-smollm2-smoke-v2-pressure-lure --by misconception --json",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice(["skill", "family", "level", "language", "frame", "misconception"]),
    help="Divide every figure by this.",
)
@click.option("--json", "as_json", is_flag=True, help="Print every figure as one JSON object.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write every figure to a .csv file."
)
def command(runs: Sequence[Path], by: str | None, as_json: bool, out: Path | None) -> None:
    """Print what the turns of runs show: whether answers are held, and what changes them.

    RUN is the folder of a run whose protocol asks in several turns, such as pressure:lure. Every figure is
    paired, over the same conversations, with a 95 % interval; docs/protocols.md has the formulas.
    """
    import pandas as pd

    from jagbench.analysis.frame.rows import run_labels
    from jagbench.analysis.turns.measures import measured
    from jagbench.errors import InvalidArgument
    from jagbench.runners.run_directory import RunDirectory

    refuse_other_ending(out, [".csv"])
    if len({path.resolve() for path in runs}) < len(runs):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    directories = [RunDirectory.open(path) for path in runs]
    labels = run_labels(directories)
    found = {
        label: measured(directory, label=label, by=by)
        for label, directory in zip(labels, directories, strict=True)
    }
    if out is not None:
        write(out, csv(pd.concat([each.figures for each in found.values()], ignore_index=True)))
    if as_json:
        heads = [
            {
                **head(label, directory),
                "conversations": found[label].conversations,
                "left_out": found[label].left_out,
                "answers": found[label].answers.drop(columns="run"),
                "figures": found[label].figures.drop(columns="run"),
            }
            for label, directory in zip(labels, directories, strict=True)
        ]
        click.echo(document("turns", heads, by=by))
        return
    from jagbench.analysis.frame.console import standard_output

    for label, directory in zip(labels, directories, strict=True):
        print_turns(found[label], directory, standard_output(), by=by)


def print_turns(found: "Measures", run: "RunDirectory", console: "Console", *, by: str | None = None) -> None:
    """Print what the turns of a run show.

    Args:
        found: Its measures.
        run: The run.
        console: Where to print.
        by: What its figures are divided by.
    """
    from jagbench.analysis.frame.console import print_table
    from jagbench.analysis.statistics.cells import records

    manifest = run.manifest
    whole = found.conversations - found.left_out
    console.print(f"{run.path}: {manifest.model}, {manifest.suite}, {manifest.protocol}")
    lacking = f"; {found.left_out:,} lack a reply and are left out of what follows" if found.left_out else ""
    console.print(f"{whole:,} of {found.conversations:,} conversations are whole{lacking}.\n")
    print_table(_answers(records(found.answers)), console)
    console.print()
    parts = [("", found.figures)] if by is None else list(found.figures.groupby(by, sort=False))
    for key, part in parts:
        if by is not None:
            console.print(f"{by} {key}")
        print_table(_figures(records(part)), console)
        console.print()


def _plain(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(columns[0])
    for name in columns[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _answers(cells: Sequence[Mapping[str, Any]]) -> "Table":
    """Accuracy and verdicts, a row for each turn that asks for the answer."""
    table = _plain("answers", "right", "95 %", "wrong", "none", "other", "unscored")
    for cell in cells:
        scored = cell["scored"]
        other = scored - sum(cell[name] for name in ("correct", "wrong", "no_answer"))
        several = sum(each["arm"] == cell["arm"] for each in cells) > 1
        table.add_row(
            f"{cell['arm']} {cell['step']}" if several else cell["arm"],
            _percent(cell["accuracy"]),
            f"{_percent(cell['low'])}-{_percent(cell['high'])}",
            str(cell["wrong"]),
            str(cell["no_answer"]),
            str(other),
            str(cell["unscored"]),
        )
    return table


def _figures(figures: Sequence[Mapping[str, Any]]) -> "Table":
    """A row for each comparison of two arms, and for each figure that stands alone."""
    shares = {
        (each["measure"], each["arm"], each["step"]): each for each in figures if " - " not in each["arm"]
    }
    table = _plain("measure", "step", "arm", "%", "against", "%", "difference", "95 %", "n")
    compared: set[tuple[str, str, int]] = set()
    for each in figures:
        one, dash, other = each["arm"].partition(" - ")
        if dash:
            names = [(each["measure"], arm, each["step"]) for arm in (one, other)]
            names = [name if name in shares else (*name[:2], 1) for name in names]
            compared.update(names)
    for each in figures:
        one, dash, other = each["arm"].partition(" - ")
        key = (each["measure"], each["arm"], each["step"])
        if not dash and key in compared:
            continue
        if dash:
            sides = [_side(shares, each["measure"], arm, each["step"]) for arm in (one, other)]
            bounds = f"{_points(each['low'])}, {_points(each['high'])}"
            cells = [one, sides[0], other, sides[1], _points(each["value"]), bounds]
        else:
            shown = _number if each["unit"] == "number" else _percent
            bounds = f"{shown(each['low'])}, {shown(each['high'])}"
            cells = [one, shown(each["value"]), "", "", "", bounds]
        table.add_row(each["measure"], str(each["step"]), *cells, str(each["n"]))
    return table


def _side(shares: Mapping[tuple[str, str, int], Mapping[str, Any]], measure: str, arm: str, step: int) -> str:
    found = shares.get((measure, arm, step)) or shares[measure, arm, 1]
    return _percent(found["value"])


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.1f}"


def _points(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:+.1f}"


def _number(value: float) -> str:
    if math.isnan(value):
        return "-"
    return "infinite" if math.isinf(value) else f"{value:.2f}"
