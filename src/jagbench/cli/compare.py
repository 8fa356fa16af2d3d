"""`jagbench compare`: runs on the same probes, held against the first."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.gate_options import Gating, gate_options, gates_data, print_gates, worse_option
from jagbench.cli.judged import (
    csv,
    document,
    head,
    p_text,
    read_runs,
    refuse_other_ending,
    suite_option,
    write,
)
from jagbench.cli.result import cautions_of, extents_of
from jagbench.words import amount

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from jagbench.analysis.compare.paired import Comparison
    from jagbench.runners.run_directory import RunDirectory

_MOST_CELLS = 20
"""Changed cells that are listed; --json and --out hold all."""


@click.command(
    name="compare",
    epilog="\b\nExample:\n  jagbench compare runs/before runs/after\n"
    "  jagbench compare runs/a runs/b runs/c --out comparison.csv\n"
    "  jagbench compare runs/before runs/after --fail-if-worse 2% --junit gates.xml\n"
    "\n\b\nExit codes: 0, also where all gates hold; 1 where a gate fails, or on a failure;\n"
    "2 for bad use, also runs that share no probe; 4 where a gate is inconclusive and none fails.",
)
@click.argument("runs", nargs=-1, required=True, metavar="A B...", type=click.Path(path_type=Path))
@suite_option
@click.option(
    "--over-runs",
    is_flag=True,
    help="Correct p-values over all runs at once; otherwise each run is corrected by itself.",
)
@click.option("--strict", is_flag=True, help="Count only right answers in the format asked for.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as one JSON object.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all families, skills and cells (skill and level) to a .csv file.",
)
@click.option(
    "--by",
    type=click.Choice(["skill", "family"]),
    help="The rows of the table; families where more than 20 skills differ.",
)
@worse_option
@gate_options
@click.pass_context
def command(
    context: click.Context,
    /,
    runs: Sequence[Path],
    suite: str | None,
    over_runs: bool,
    strict: bool,
    as_json: bool,
    out: Path | None,
    by: str | None,
    **gate: Any,
) -> None:
    """Compare runs on the probes that both were asked: every run against the first, A.

    A and B are folders of runs, or files of replies made elsewhere (docs/interchange.md). Each reply is
    paired with the reply to the same probe; the test is exact and takes the item as its unit, so that
    variants and samples of one item do not count as more than they are. docs/comparing.md has the formulas,
    docs/gates.md the gates.
    """
    from jagbench.analysis.compare.paired import compare
    from jagbench.errors import InvalidArgument

    if len(runs) < 2:
        raise InvalidArgument("It takes two runs to compare: jagbench compare A B.")
    refuse_other_ending(out, [".csv"])
    gating = Gating.read(**gate)
    directories, frame = read_runs(runs, suite)
    found = compare(frame, strict=strict, over_runs=over_runs)
    gates = gating.decide(frame, against=found.against, strict=strict)
    if out is not None:
        write(out, csv(found.table))
    gating.write("compare", frame, gates, compared=found)
    if as_json:
        heads = [head(label, run) for label, run in directories.items()]
        own = {"strict": strict, "over_runs": over_runs, **_by_run(found), "gates": gates_data(gates)}
        click.echo(document("compare", heads, **own))
    else:
        from jagbench.analysis.frame.console import standard_output
        from jagbench.analysis.measures.results import opening

        cautions = cautions_of(directories)
        said = {
            label: [*cautions[label], *opening(frame[frame["run"] == label]), extent]
            for label, extent in extents_of(directories).items()
        }
        print_comparison(found, directories, standard_output(), by=by, said=said)
        if gates:
            print_gates(gates)
    context.exit(gating.exit_code(gates))


def _by_run(found: "Comparison") -> dict[str, object]:
    from jagbench.analysis.compare.paired import SCOPES

    comparisons: list[dict[str, object]] = []
    for run, part in found.table.groupby("run", sort=False):
        left_out = found.left_out[found.left_out["run"] == run]
        comparisons.append(
            {
                "run": run,
                "left_out": dict(zip(left_out["reason"], left_out["replies"], strict=True)),
                **{
                    scope: part.loc[part["scope"] == scope].drop(columns=["run", "against", "scope"])
                    for scope in SCOPES
                },
            }
        )
    return {"against": found.against, "comparisons": comparisons}


def print_comparison(
    found: "Comparison",
    directories: "Mapping[str, RunDirectory]",
    console: "Console",
    *,
    by: str | None = None,
    said: "Mapping[str, Sequence[str]] | None" = None,
) -> None:
    """Print what changed from the first run to each other one.

    Args:
        found: The comparison.
        directories: The runs by their labels.
        console: Where to print, as it stands: a run's name is no markup.
        by: `"skill"` or `"family"`; skills unless more than 20 differ when left out.
        said: For each run what has to be known of it before any figure, in sentences.
    """
    from jagbench.analysis.compare.paired import SCOPES
    from jagbench.analysis.frame.console import print_table
    from jagbench.analysis.measures.accuracy_table import MANY
    from jagbench.analysis.statistics.cells import records

    others = [label for label in directories if label != found.against]
    if len(others) > 1:
        console.print(f"{len(others)} runs, each against the first, {found.against}.\n")
    for label in others:
        part = found.table[found.table["run"] == label]
        scopes = {scope: records(part[part["scope"] == scope]) for scope in SCOPES}
        differ = sum(bool(row["gained"] or row["lost"]) for row in scopes["skill"])
        rows = by or ("skill" if differ <= MANY else "family")
        left_out = found.left_out[found.left_out["run"] == label]
        console.print(_head(directories[found.against], directories[label], found.against, label))
        for side, name in (("A", found.against), ("B", label)):
            for line in (said or {}).get(name, ()):
                console.print(f"{side}: {line}")
        console.print(_pairs(scopes["all"][0], records(left_out)))
        print_table(_table(rows, scopes[rows], scopes["all"][0]), console)
        console.print(_conclusion(rows, scopes))


def _head(first: "RunDirectory", second: "RunDirectory", against: str, label: str) -> str:
    a, b = first.manifest, second.manifest
    lines = [f"A  {against}: {a.suite}, {a.protocol}", f"B  {label}: {b.suite}, {b.protocol}"]
    if a.suite_sha256 != b.suite_sha256:
        differ = f"{a.suite} has other content in B" if a.suite == b.suite else "The suites differ"
        lines.append(f"{differ}: compared are the probes with the same prompt and answer.")
    return "\n".join(lines)


_REASONS = {
    "probe_only_in_against": "to probes that only A was asked",
    "probe_only_in_run": "to probes that only B was asked",
    "sample_only_in_against": "to samples that only A was asked for",
    "sample_only_in_run": "to samples that only B was asked for",
    "unscored_in_against": "unscored in A",
    "unscored_in_run": "unscored in B",
    "unscored_in_both": "unscored in both",
}


def _pairs(total: Mapping[str, Any], left_out: Sequence[Mapping[str, Any]]) -> str:
    said = [f"{row['replies']} {_REASONS[row['reason']]}" for row in left_out if row["replies"]]
    return (
        f"{amount(total['pairs'], 'pair')} of replies on {amount(total['items'], 'item')}. "
        f"Left out: {'; '.join(said) or 'nothing'}.\n"
        f"{100 * total['identical']:.1f} % of the pairs are identical texts.\n"
    )


def _table(by: str, rows: Sequence[Mapping[str, Any]], total: Mapping[str, Any]) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(by, vertical="bottom")
    for name in ("pairs", "A\n%", "B\n%", "B-A", "95 %", "only\nA", "only\nB", "p\nHolm"):
        table.add_column(name, justify="right", no_wrap=True, vertical="bottom")
    for record in rows:
        if record["gained"] or record["lost"]:
            table.add_row(record[by], *_cells(record))
    table.add_row()
    table.add_row("all", *_cells(total), style="bold")
    return table


def _cells(record: Mapping[str, Any]) -> list[str]:
    return [
        str(record["pairs"]),
        f"{100 * record['accuracy_against']:.0f}",
        f"{100 * record['accuracy']:.0f}",
        _points(record["difference"]),
        f"{_points(record['low'])}, {_points(record['high'])}",
        str(record["lost"]),
        str(record["gained"]),
        p_text(record["p_holm"]),
    ]


def _points(share: float) -> str:
    return f"{round(100 * share) or 0:+d}".replace("+0", "0")


def _conclusion(by: str, scopes: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    same = sum(not row["gained"] and not row["lost"] for row in scopes[by])
    changed = {scope: sum(bool(row["changed"]) for row in rows) for scope, rows in scopes.items()}
    cells = [row for row in scopes["cell"] if row["changed"]]
    return "\n".join(
        [
            "",
            *([f"Not shown: {_count(same, by)} with the same replies right in both."] if same else []),
            _effect(scopes["all"][0]),
            "Changed beyond chance (p below 0.05 after Holm): "
            f"{changed['family']} of {_count(len(scopes['family']), 'family')},",
            f"{changed['skill']} of {_count(len(scopes['skill']), 'skill')}, "
            f"{changed['cell']} of {_count(len(scopes['cell']), 'cell')} (a level of a skill).",
            *(
                f"  {row['skill']} level {row['level']}: {_points(row['difference'])} points "
                f"({_points(row['low'])} to {_points(row['high'])}), p {p_text(row['p_holm'])}"
                for row in cells[:_MOST_CELLS]
            ),
            *([f"  and {len(cells) - _MOST_CELLS} more"] if len(cells) > _MOST_CELLS else []),
            "",
        ]
    )


def _effect(total: Mapping[str, Any]) -> str:
    if math.isnan(total["cohens_g"]):
        return "No reply is right in one run only, so there is no odds ratio."
    odds = [_odds(total[name]) for name in ("odds_ratio", "odds_low", "odds_high")]
    g = [f"{total[name]:.2f}" for name in ("cohens_g", "g_low", "g_high")]
    return (
        f"Odds ratio of the pairs that differ, only B over only A: {odds[0]} ({odds[1]}, {odds[2]}).\n"
        f"Cohen's g {g[0]} ({g[1]}, {g[2]})."
    )


def _odds(odds: float) -> str:
    return "infinite" if math.isinf(odds) else f"{odds:.2f}"


def _count(number: int, name: str) -> str:
    return (
        f"{number} {name}"
        if number == 1
        else f"{number} {name.removesuffix('y')}{'ies' if name.endswith('y') else 's'}"
    )
