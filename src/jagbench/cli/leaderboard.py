"""`jagbench leaderboard`: many runs in order, and what cannot be told apart."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jagbench.cli.judged import LeftOut, document, make_folder_of, runs_below, write
from jagbench.cli.result import cautions_of, run_results
from jagbench.words import amount, are

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from jagbench.analysis.compare.leaderboard import Board
    from jagbench.analysis.report.leaderboard import Facts
    from jagbench.runners.run_directory import RunDirectory


@click.command(
    name="leaderboard",
    epilog="\b\nExample:\n  jagbench leaderboard results\n"
    "  jagbench leaderboard runs/a runs/b --out board.html\n"
    "  jagbench leaderboard results --json",
)
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("leaderboard.html"),
    show_default=True,
    help="The HTML file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the results and boards as JSON (docs/json.md).")
def command(results: Sequence[Path], out: Path, as_json: bool) -> None:
    """Put runs in order, suite by suite: no rank where they cannot be told apart.

    RESULTS are folders of runs, or folders that hold some. Runs of a suite are compared on the same probes;
    docs/leaderboard.md has the method. The page, the last line of the output, shows them by family, protocol,
    size and school grade as well.
    """
    from jagbench.analysis.compare.leaderboard import leaderboard
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.report.leaderboard import render_leaderboard

    runs, frame = _judged(results)
    make_folder_of(out)
    boards = leaderboard(frame, _suites(runs))
    facts = {label: _facts(run) for label, run in runs.items()}
    said = _said(runs, frame)
    write(out, render_leaderboard(boards, facts, said))
    if as_json:
        found = [_plain(board) for board in boards]
        click.echo(document("leaderboard", run_results(runs, frame), boards=found, written=[str(out)]))
        return
    console = standard_output()
    for sentence in said:
        console.print(sentence)
    for board in boards:
        console.print(f"\n{board.suite}: {amount(len(board.standings), 'run')}\n")
        print_table(_table(board, facts), console)
        console.print(_ending(board))
    click.echo(str(out))


def _judged(results: Sequence[Path]) -> "tuple[dict[str, RunDirectory], pd.DataFrame]":
    """The runs in some folders by their labels, and their frame; a damaged run is named and left out."""
    import pandas as pd

    from jagbench.analysis.frame.rows import frame, run_labels
    from jagbench.errors import InvalidArgument, JagbenchError

    for folder in results:
        if not folder.is_dir():
            raise InvalidArgument(f"There is no folder {folder}: give runs, or folders that hold some.")
    left_out = LeftOut()
    found = {run.path.resolve(): run for folder in results for run in runs_below(folder, left_out)}
    tables: dict[str, pd.DataFrame] = {}
    runs: dict[str, RunDirectory] = {}
    for label, run in zip(run_labels(list(found.values())), found.values(), strict=True):
        try:
            table = frame(run, label=label)
        except JagbenchError as error:
            left_out.name(error)
            continue
        if table.empty:
            left_out.name(f"{run.path} has no probe yet and is left out.")
            continue
        tables[label], runs[label] = table, run
    if not tables:
        left_out.refuse_nothing_else(results)
        raise InvalidArgument(f"There is no run in {', '.join(map(str, results))}: `jagbench run` makes one.")
    return runs, pd.concat(tables.values(), ignore_index=True)


def _suites(runs: "Mapping[str, RunDirectory]") -> dict[str, str]:
    """What the suite of each run is called: its name, with its hash where one name has several contents."""
    hashes: dict[str, set[str]] = {}
    for run in runs.values():
        hashes.setdefault(Path(run.manifest.suite).name, set()).add(run.manifest.suite_sha256)
    names = {label: Path(run.manifest.suite).name for label, run in runs.items()}
    return {
        label: names[label]
        if len(hashes[names[label]]) == 1
        else f"{names[label]} ({run.manifest.suite_sha256[:8]})"
        for label, run in runs.items()
    }


def _facts(run: "RunDirectory") -> "Facts":
    from jagbench.analysis.compare.sizes import stated_parameters
    from jagbench.analysis.report.leaderboard import Facts
    from jagbench.runners.extent import extent

    manifest = run.manifest
    return Facts(
        model=manifest.model,
        protocol=manifest.protocol,
        extent=str(extent(run)),
        parameters=stated_parameters(manifest.model, manifest.engine.model),
    )


def _said(runs: "Mapping[str, RunDirectory]", frame: "pd.DataFrame") -> list[str]:
    from jagbench.analysis.measures.results import opening

    cautions = cautions_of(runs)
    return [
        f"{label}: {sentence}"
        for label in runs
        for sentence in [*cautions[label], *opening(frame[frame["run"] == label])]
    ]


def _table(board: "Board", facts: "Mapping[str, Facts]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from jagbench.analysis.compare.sizes import size_text
    from jagbench.analysis.report.section import percent, span

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("rank", justify="right", no_wrap=True)
    table.add_column("run")
    for name in ("right", "95 %", "n", "group", "below", "size", "protocol"):
        left = name in ("group", "below", "protocol")
        table.add_column(name, justify="left" if left else "right", no_wrap=True)
    for each in board.standings:
        cell, fact, grade = each.cell, facts[each.run], each.below_grade
        row = [
            each.rank,
            each.run,
            percent(cell["accuracy"]),
            span(cell["low"], cell["high"]),
            f"{cell['scored']:,}",
            each.groups,
            "–" if grade is None else f"grade {grade}",
            size_text(fact.parameters),
            fact.protocol,
        ]
        table.add_row(*map(Text, row))
    return table


def _ending(board: "Board") -> str:
    apart = sum(pair.apart for pair in board.pairs)
    pairs = amount(len(board.pairs), "pair")
    said = [
        f"{apart} of {pairs} {are(apart)} told apart (p below 0.05 after Holm). Runs that share",
        "a letter are not; a rank stands alone only where a run is told apart from every other.",
    ]
    lines = [
        "",
        *(said if board.pairs else []),
        "below: the lowest school grade at which it is worse than a child that has mastered it (95 % right).",
    ]
    if board.common < board.probes:
        lines.append(
            f"Of {board.probes:,} probes {board.common:,} were asked of every run; pairs are on the same."
        )
    return "\n".join([*lines, ""])


def _plain(board: "Board") -> dict[str, object]:
    from dataclasses import asdict

    return {
        "suite": board.suite,
        "probes": board.probes,
        "common": board.common,
        "standings": [
            {
                "run": each.run,
                "rank": [each.best, each.last],
                "groups": each.groups.split(),
                "below_grade": each.below_grade,
            }
            for each in board.standings
        ],
        "pairs": [{**asdict(pair), "apart": pair.apart} for pair in board.pairs],
    }
