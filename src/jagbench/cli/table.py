"""`jagbench table`: tables for papers as LaTeX, Markdown, CSV or HTML."""

from collections.abc import Sequence
from pathlib import Path

import click

from jagbench.cli.judged import document, head, open_sources, suite_option, write

_ENDINGS = {".tex": "latex", ".md": "markdown", ".csv": "csv", ".html": "html"}


@click.command(
    name="table",
    epilog="\b\nExample:\n  jagbench table                                  (lists the tables)\n"
    "  jagbench table skills runs/a runs/b --format latex > skills.tex\n"
    "  jagbench table differences runs/a runs/b --out differences.md",
)
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("runs", nargs=-1, metavar="[RUN]...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_ENDINGS.values())),
    help="As what.  [default: markdown, or what the ending of --out says]",
)
@click.option("--siunitx", is_flag=True, help="Align numbers in LaTeX by S columns of siunitx.")
@click.option("--skills", default="", help="Only these skills or families, with commas between.")
@suite_option
@click.option("--labels", default="", help="What the runs are called, in order, with commas between.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the table to a file instead."
)
@click.option("--json", "as_json", is_flag=True, help="Print its whole numbers as JSON (docs/json.md).")
def command(
    name: str | None,
    runs: Sequence[Path],
    form: str | None,
    siunitx: bool,
    skills: str,
    suite: str | None,
    labels: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Print a table of runs for a paper.

    NAME is a table; without it they are listed. Each chart has its table too. RUN is the folder of a run,
    finished or going on. LaTeX takes the package booktabs; every text in it is escaped.
    """
    from jagbench.analysis.charts.tables import FORMS, Form, about_table, table, table_names, write_table
    from jagbench.charting import material_of, parts_of
    from jagbench.errors import InvalidArgument

    if name is None:
        if as_json:
            known = [{"name": each, "about": about_table(each)} for each in table_names()]
            click.echo(document("table", [], tables=known))
            return
        wide = max(map(len, table_names()))
        for each in table_names():
            click.echo(f"{each:<{wide}}  {about_table(each)}")
        return
    if not runs:
        raise InvalidArgument(f"{name} is a table of runs: give the folder of at least one.")
    if as_json and form is not None and out is None:
        raise InvalidArgument(
            "--format says how a table is written, and --json prints its numbers: leave one of them out, or "
            "add --out."
        )
    wanted = form or _of_ending(out)
    if siunitx and wanted != "latex":
        raise InvalidArgument(
            f"--siunitx is for LaTeX, not for {wanted}: leave it out, or add --format latex."
        )
    opened = open_sources(runs, suite)
    material = material_of(opened, labels=parts_of(labels), skills=parts_of(skills))
    forms: dict[str, Form] = dict(zip(FORMS, FORMS, strict=True))
    made = table(name, material)
    text = write_table(made, forms[wanted], siunitx=siunitx)
    if out is not None:
        write(out, text)
    if as_json:
        heads = [head(label, run) for label, run in zip(material.about, opened, strict=True)]
        content = {"name": made.name, "caption": made.caption, "rows": made.data}
        click.echo(document("table", heads, table=content, written=[str(out)] if out else []))
    elif out is None:
        click.echo(text, nl=False)


def _of_ending(out: Path | None) -> str:
    from jagbench.errors import InvalidArgument

    if out is None:
        return "markdown"
    if out.suffix not in _ENDINGS:
        raise InvalidArgument(f"{out} must end in {', '.join(_ENDINGS)}, or --format say what it is to hold.")
    return _ENDINGS[out.suffix]
