"""`jagbench plot`: figures for print, each with its caption, its table and how to draw it again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jagbench.cli.judged import document, head, open_sources, suite_option

if TYPE_CHECKING:
    from jagbench.analysis.charts.chart import Material
    from jagbench.analysis.charts.figure import Figured, Format

_ALL = "all"


@click.command(
    name="plot",
    epilog="\b\nExample:\n  jagbench plot                                    (lists the charts)\n"
    "  jagbench plot coastline runs/a runs/b --venue acl\n"
    "  jagbench plot accuracy-by-skill runs/a --skills comparison,counting.letters --format svg\n"
    "  jagbench plot all runs/a runs/b --labels 'Ours,Theirs' --out paper/figures\n"
    "  jagbench plot --from figures/coastline.json       (the same again, byte for byte)",
)
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("runs", nargs=-1, metavar="[RUN]...", type=click.Path(path_type=Path))
@click.option("--venue", default=None, help="Whose page it is for: acl, neurips, icml, ...  [default: icml]")
@click.option(
    "--column",
    type=click.Choice(["one", "two"]),
    help="One column of the page or both.  [default: what the chart wants]",
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(["pdf", "svg", "png"]),
    help="As what; may be given several times.  [default: pdf]",
)
@click.option("--skills", default="", help="Only these skills or families, with commas between.")
@suite_option
@click.option("--labels", default="", help="What the runs are called, in order, with commas between.")
@click.option(
    "--sizes", default="", help="Parameters of the models, in order: 135M,7B.  [default: as files say]"
)
@click.option("--tokenizer", help="Tokenizer of the models, for the charts of tokens.  [default: their own]")
@click.option("--title", default=None, help="A line above the figure; papers have a caption instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the figures.  [default: figures, or that of the JSON]",
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Draw the figure of this JSON again; no runs are needed.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the figures and their files as JSON (docs/json.md)."
)
def command(
    name: str | None,
    runs: Sequence[Path],
    venue: str | None,
    column: str | None,
    forms: Sequence[str],
    skills: str,
    suite: str | None,
    labels: str,
    sizes: str,
    tokenizer: str | None,
    title: str | None,
    out: Path | None,
    source: Path | None,
    as_json: bool,
) -> None:
    """Draw a chart of runs for print, and print the paths of its files.

    NAME is a chart, or `all` for every one that the runs have something for; without it they are listed.
    RUN is the folder of a run, finished or going on, or a file of replies. Beside each figure stand its
    caption (.txt), its table (.csv) and everything to draw it again (.json). What does not fit on a page
    becomes several.
    """
    from jagbench.analysis.charts.chart import chart_named
    from jagbench.charting import material_of, parts_of
    from jagbench.errors import InvalidArgument

    kinds: list[Format] = [form for form in ("pdf", "svg", "png") if form in forms] or ["pdf"]
    if source is not None:
        if name is not None or skills or labels:
            raise InvalidArgument(
                "--from draws one figure as it was: leave out NAME, RUN, --skills and --labels."
            )
        again = _saved(_again(source, venue, column, title), out or source.parent, kinds, told=not as_json)
        if as_json:
            click.echo(document("plot", [], figures=[again], left_out=[]))
        return
    if name is None:
        _list(as_json=as_json)
        return
    if name != _ALL:
        chart_named(name)
    if not runs:
        raise InvalidArgument(f"{name} is drawn from runs: give the folder of at least one.")
    opened = open_sources(runs, suite)
    material = material_of(
        opened,
        labels=parts_of(labels),
        skills=parts_of(skills),
        sizes=parts_of(sizes),
        tokenizer=tokenizer,
    )
    figures, left_out = _figures(name, material, venue, column, title or "")
    saved = [_saved(figure, out or Path("figures"), kinds, told=not as_json) for figure in figures]
    if as_json:
        heads = [head(label, run) for label, run in zip(material.about, opened, strict=True)]
        click.echo(document("plot", heads, figures=saved, left_out=left_out))


def _saved(figure: "Figured", folder: Path, kinds: "Sequence[Format]", *, told: bool) -> dict[str, object]:
    """Save a figure, print the paths of its files where they are to be told, and say what `--json` has."""
    from jagbench.analysis.charts.figure import save

    paths = [str(path) for path in save(figure, folder, kinds)]
    if told:
        for path in paths:
            click.echo(path)
    return {
        "chart": figure.chart,
        "page": list(figure.page),
        "caption": figure.caption,
        "written": paths,
    }


def _list(*, as_json: bool) -> None:
    from jagbench.analysis.charts.chart import charts

    if as_json:
        known = [
            {"name": chart.name, "claim": chart.claim, "needs": chart.needs} for chart in charts().values()
        ]
        click.echo(document("plot", [], charts=known))
        return
    wide = max(map(len, charts()))
    for chart in charts().values():
        click.echo(f"{chart.name:<{wide}}  {chart.claim}\n{'':<{wide}}  needs {chart.needs}")


def _figures(
    name: str, material: "Material", venue: str | None, column: str | None, title: str
) -> "tuple[list[Figured], list[dict[str, str]]]":
    """The figures, and which charts have none of these runs and why."""
    from jagbench.analysis.charts.chart import chart_named, charts
    from jagbench.analysis.charts.figure import figures
    from jagbench.analysis.charts.venues import DEFAULT
    from jagbench.analysis.charts.venues import venue as venue_named
    from jagbench.errors import JagbenchError

    wanted = list(charts().values()) if name == _ALL else [chart_named(name)]
    page = venue_named(venue or DEFAULT)
    drawn: list[Figured] = []
    left_out: list[dict[str, str]] = []
    for chart in wanted:
        width = page.two if (column or ("two" if chart.two_columns else "one")) == "two" else page.one
        try:
            drawn += figures(chart, material, width=width, title=title)
        except JagbenchError as error:
            if name != _ALL:
                raise
            click.echo(f"{chart.name}: {error}", err=True)
            left_out.append({"chart": chart.name, "why": str(error)})
    return drawn, left_out


def _again(source: Path, venue: str | None, column: str | None, title: str | None) -> "Figured":
    from dataclasses import replace

    from jagbench.analysis.charts.chart import chart_named
    from jagbench.analysis.charts.figure import from_json
    from jagbench.analysis.charts.venues import DEFAULT
    from jagbench.analysis.charts.venues import venue as venue_named

    figure = from_json(source.read_text(encoding="utf-8"), str(source))
    if venue is not None or column is not None:
        page = venue_named(venue or DEFAULT)
        wanted = column or ("two" if chart_named(figure.chart).two_columns else "one")
        figure = replace(figure, width=page.two if wanted == "two" else page.one)
    return figure if title is None else replace(figure, title=title)
