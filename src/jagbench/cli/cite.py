"""`jagbench cite`: what a paper says of runs."""

from collections.abc import Sequence
from pathlib import Path

import click

from jagbench.cli.judged import open_sources, suite_option


@click.command(
    name="cite",
    epilog="\b\nExample:\n  jagbench cite runs/llamacpp-smollm2-core-v2-direct\n"
    "  jagbench cite runs/a runs/b --part bibtex > jagbench.bib",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--part",
    type=click.Choice(["bibtex", "methods", "caption"]),
    help="Only this part, and nothing around it.  [default: all]",
)
@suite_option
@click.option("--labels", default="", help="What the runs are called, in order, with commas between.")
def command(runs: Sequence[Path], part: str | None, suite: str | None, labels: str) -> None:
    """Print BibTeX entries, a paragraph of methods and a caption for runs.

    RUN is the folder of a run, finished or going on, or a file of replies. Models, version and hash of the
    suite, n, protocol, temperature and interval method are named, and a run of a part of its suite is
    called one.
    """
    from jagbench.analysis.charts.citation import bibtex, figure_caption, methods
    from jagbench.charting import material_of, parts_of

    material = material_of(open_sources(runs, suite), labels=parts_of(labels))
    texts = {
        "bibtex": bibtex(material),
        "methods": f"{methods(material)}\n",
        "caption": f"{figure_caption(material)}\n",
    }
    if part is not None:
        click.echo(texts[part], nl=False)
        return
    click.echo(
        f"BibTeX\n\n{texts['bibtex']}\nMethods\n\n{texts['methods']}\nCaption\n\n{texts['caption']}", nl=False
    )
