"""`jagbench power`: what runs could have found, and how many probes it takes."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jagbench.cli.judged import document, head, read_runs
from jagbench.cli.numbers import FiniteRange, whole
from jagbench.cli.result import cautions_of, extents_of
from jagbench.words import amount

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from jagbench.analysis.compare.power import Power, Scope


@click.command(
    name="power",
    epilog="\b\nExample:\n  jagbench power runs/a                   what one run could have found\n"
    "  jagbench power runs/a runs/b            what their comparison could have found\n"
    "  jagbench power --suite core-v2 --discordance 0.2\n"
    "  jagbench power --probes 500 --difference 0.02",
)
@click.argument("runs", nargs=-1, metavar="[RUN...]", type=click.Path(path_type=Path))
@click.option("--probes", type=whole(1), help="Without a run: how many independent probes.")
@click.option("--suite", help="Without a run: as many as this suite has items.")
@click.option(
    "--discordance",
    type=FiniteRange(0, 1, min_open=True),
    help="Share of the probes that one model gets right and the other does not.  [default: as seen in two "
    "runs, assumed from one; without a run a row for each of several]",
)
@click.option(
    "--difference",
    "differences",
    type=FiniteRange(0, 1, min_open=True),
    multiple=True,
    help="A difference of accuracies, such as 0.02, that probes are to be counted for; may be given several "
    "times.",
)
@click.option(
    "--power",
    "wanted",
    type=FiniteRange(0, 1, min_open=True, max_open=True),
    default=0.8,
    show_default=True,
    help="How often a difference is to be found.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of tables.")
def command(
    runs: Sequence[Path],
    probes: int | None,
    suite: str | None,
    discordance: float | None,
    differences: Sequence[float],
    wanted: float,
    as_json: bool,
) -> None:
    """Print which differences can be found, how many probes it takes, and what could not have been found.

    RUN is the folder of a run. Of one run it is said what a comparison with another model could find, and
    what the run by itself could not have found; of several, each against the first, with the discordance
    seen. docs/power.md has the formulas.
    """
    from jagbench.analysis.compare.power import DIFFERENCES, planned, power_of_pair, power_of_run
    from jagbench.errors import InvalidArgument

    wished = tuple(sorted(set(differences))) or DIFFERENCES
    if runs and (probes is not None or suite is not None):
        raise InvalidArgument("--probes and --suite plan a run: leave them out where runs are given.")
    if probes is not None and suite is not None:
        raise InvalidArgument("--probes and --suite both say how many there are: give one of them.")
    if not runs:
        planning = _planned_probes(probes, suite)
        stated = DISCORDANCES if discordance is None else (discordance,)
        found = [planned(planning, each, wanted=wanted, differences=wished) for each in stated]
        if as_json:
            click.echo(document("power", [], power=[asdict(each) for each in found]))
        else:
            _print_plan(found, _console(), counted=probes is not None or suite is not None)
        return
    directories, frame = read_runs(runs)
    labels = list(directories)
    if len(labels) == 1:
        found = [power_of_run(frame, discordance=discordance, wanted=wanted, differences=wished)]
    elif discordance is not None:
        raise InvalidArgument("The discordance of two runs is seen: leave out --discordance.")
    else:
        found = [
            power_of_pair(frame, label, against=labels[0], wanted=wanted, differences=wished)
            for label in labels[1:]
        ]
    if as_json:
        heads = [head(label, run) for label, run in directories.items()]
        click.echo(document("power", heads, power=[asdict(each) for each in found]))
        return
    cautions, extents = cautions_of(directories), extents_of(directories)
    for each in found:
        print_power(each, _console(), said=[*cautions[each.run], extents[each.run]])


DISCORDANCES = (0.05, 0.1, 0.2, 0.3, 0.5)
"""Those that a plan has a row for where none is stated."""

USUAL = 1000
"""Probes of a plan that says only which differences are to be found."""


def _planned_probes(probes: int | None, suite: str | None) -> int:
    from jagbench.probes import load

    if suite is not None:
        return len({probe.item for probe in load(suite)})
    return USUAL if probes is None else probes


def _console() -> "Console":
    from jagbench.analysis.frame.console import standard_output

    return standard_output()


def _often(wanted: float) -> str:
    return f"{100 * wanted:g} times in 100"


def _points(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.1f}"


def _difference(share: float) -> str:
    points = f"{100 * share:g}"
    return f"{points} point" if points == "1" else f"{points} points"


def _print_plan(found: "Sequence[Power]", console: "Console", *, counted: bool) -> None:
    from rich.table import Table

    from jagbench.analysis.frame.console import print_table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("replies that\ndiffer", justify="right")
    if counted:
        table.add_column("finds\npoints", justify="right")
    for need in found[0].needs:
        table.add_column(f"probes for\n{_difference(need.difference)}", justify="right")
    for each in found:
        finds = [_points(each.whole.detectable)] if counted else []
        needs = [_count(need.probes) for need in each.needs]
        table.add_row(f"{100 * each.whole.discordance:g} %", *finds, *needs)
    often = _often(found[0].wanted)
    if counted:
        console.print(
            f"Two models on the same {found[0].whole.pairs:,} probes: the least difference that is found "
            f"{often}, and the probes that it takes for others."
        )
    else:
        console.print(f"Two models on the same probes: how many it takes to find a difference {often}.")
    print_table(table, console)
    console.print(_METHOD)


_METHOD = (
    "Exact paired test of McNemar, p below 0.05; variants of one item count as one probe (docs/power.md)."
)


def _count(probes: int | None) -> str:
    return "over 1,000,000" if probes is None else f"{probes:,}"


def print_power(found: "Power", console: "Console", *, said: "Sequence[str]") -> None:
    """Print what a run, or the comparison of two, could have found; the table fits 80 columns.

    Args:
        found: What could have been found.
        console: Where to print.
        said: What is said of the run before its figures, in sentences: how much of its suite it is about.
    """
    from rich.text import Text

    from jagbench.analysis.frame.console import print_table

    whole, often = found.whole, _often(found.wanted)
    title = f"{found.run} against {found.against}" if found.against else found.run
    console.print(Text(title, style="bold"))
    for sentence in said:
        console.print(Text(sentence))
    independent = (
        f", which say as much as {whole.independent:,} independent ones"
        if whole.independent < whole.pairs
        else ""
    )
    console.print(f"{amount(whole.pairs, 'reply')} on {amount(whole.items, 'item')}{independent}.\n")
    who = "Between these two runs" if found.against else "Against another model on the same probes"
    finds = (
        "no difference could have been found"
        if whole.detectable is None
        else f"a difference of {100 * whole.detectable:.1f} points is found {often}"
    )
    console.print(
        f"{who} {finds}, where {100 * whole.discordance:.1f} % of the replies differ in being right "
        f"({_SOURCES[found.source]})."
    )
    needs = ", ".join(f"{_count(need.probes)} for {_difference(need.difference)}" for need in found.needs)
    console.print(f"Probes that it takes: {needs}.\n")
    if len(found.skills) > 1:
        print_table(_skills(found.skills, holes=not found.against), console)
        console.print(
            "finds: the least difference between two models, in points, by Holm over "
            f"{amount(len(found.skills), 'skill')}."
        )
        if not found.against:
            console.print(
                "hole: the accuracy on the easiest level, of so many replies, below which a hole is found 4 "
                "times in 5."
            )
    console.print("")
    for sentence in found.missed:
        console.print(sentence)
    console.print(_METHOD)


_SOURCES = {
    "seen": "seen",
    "assumed": "assumed: as if it were right as often in each skill and level, on items of its own",
    "stated": "stated",
}


def _skills(skills: "Sequence[Scope]", *, holes: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("skill", overflow="fold")
    for name in (
        "pairs",
        "differ\n%",
        "finds\npoints",
        *(("easiest\nlevel", "hole\nbelow") if holes else ()),
    ):
        table.add_column(name, justify="right", no_wrap=True, vertical="bottom")
    for each in skills:
        hole = "none" if each.hole is None else f"{100 * each.hole:.0f} %"
        table.add_row(
            Text(each.skill),
            f"{each.pairs:,}",
            f"{100 * each.discordance:.0f}",
            _points(each.detectable),
            *((str(each.easiest), hole) if holes else ()),
        )
    return table
