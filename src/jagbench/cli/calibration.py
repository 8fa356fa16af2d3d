"""`jagbench calibration`: whether option probabilities are the shares of right answers."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from jagbench.cli.judged import csv, document, head, p_text, read_runs, refuse_other_ending, write
from jagbench.cli.numbers import whole
from jagbench.words import amount


@click.command(
    name="calibration",
    epilog="\b\nExample:\n  jagbench run llamacpp:smollm2 --protocol logprob\n"
    "  jagbench calibration runs/llamacpp-smollm2-smoke-v2-logprob",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice(["family", "skill", "level", "language", "frame"]),
    help="Also divide each run by this.",
)
@click.option(
    "--bins",
    type=whole(1),
    help="Bins of the calibration error.  [default: one for each 20 items, at most 15]",
)
@click.option("--json", "as_json", is_flag=True, help="Print every figure as one JSON object.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write every figure to a .csv file."
)
def command(runs: Sequence[Path], by: str | None, bins: int | None, as_json: bool, out: Path | None) -> None:
    """Measure how well the option probabilities of runs match what is right.

    RUN is the folder of a run with --protocol logprob. `jagbench report --figures` draws its reliability
    diagram; docs/calibration.md has the formulas.
    """
    from jagbench.analysis.measures.calibration import calibration
    from jagbench.analysis.statistics.cells import records

    refuse_other_ending(out, [".csv"])
    directories, frame = read_runs(runs)
    table = calibration(frame, bins=bins)
    parts = calibration(frame, [by], bins=bins) if by else None
    if out is not None:
        write(out, csv(table if parts is None else parts))
    if as_json:
        heads = [head(label, run) for label, run in directories.items()]
        click.echo(document("calibration", heads, calibration=table, cells=parts))
        return
    for run in directories:
        click.echo(_said(records(table[table["run"] == run])[0]))
        if parts is not None and by is not None:
            click.echo(_rows(records(parts[parts["run"] == run]), by))


def _said(record: Mapping[str, Any]) -> str:
    if not record["replies"]:
        return f"{record['run']}\n\nNone of its replies can be measured.\n"
    beyond = "more than" if record["p"] < 0.05 else "no more than"
    bins = amount(record["bins"], "bin")
    parts = [f"{record[name]:.3f}" for name in ("reliability", "resolution", "uncertainty")]
    lines = [
        f"{record['run']}",
        "",
        f"{amount(record['replies'], 'reply')} to {amount(record['items'], 'item')}; "
        f"{record['left_out']} left out, without option probabilities.",
        "",
        f"chosen option right  {_share(record['accuracy'])}",
        f"mean confidence      {_share(record['confidence'])}",
        f"Brier score          {_bounded(record, 'brier')}",
        f"log loss             {_bounded(record, 'log_loss')}",
        f"calibration error    {_bounded(record, 'ece')}",
        "",
        "The calibration error (ECE) is corrected for chance.",
        f"As found, in {bins}, it is {record['ece_plain']:.3f}; a calibrated model shows "
        f"{record['ece_chance']:.3f} on average:",
        f"this is {beyond} chance (p {p_text(record['p'])}).",
        f"Brier score of the confidence alone: {record['confidence_brier']:.3f}",
        f"= reliability {parts[0]} - resolution {parts[1]} + uncertainty {parts[2]}.",
        "",
    ]
    return "\n".join(lines)


def _rows(cells: Sequence[Mapping[str, Any]], by: str) -> str:
    head = f"{by:<30}{'replies':>8}{'right':>7}{'sure':>7}{'Brier':>7}{'ECE':>7}  95 %"
    rows = [
        f"{cell[by]!s:<30}{cell['replies']:>8}"
        + "".join(f"{_number(cell[name]):>7}" for name in ("accuracy", "confidence", "brier", "ece"))
        + f"  {_number(cell['ece_low'])}, {_number(cell['ece_high'])}"
        for cell in cells
    ]
    return "\n".join([head, *rows, ""])


def _bounded(record: Mapping[str, Any], name: str) -> str:
    bounds = ", ".join(_number(record[f"{name}{ending}"]) for ending in ("_low", "_high"))
    return f"{_number(record[name])}  ({bounds})"


def _number(value: float) -> str:
    if math.isnan(value):
        return "-"
    return "infinite" if math.isinf(value) else f"{value:.3f}"


def _share(share: float) -> str:
    return f"{100 * share:.1f} %"
