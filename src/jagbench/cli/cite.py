"""`jagbench cite`: what a paper says of runs."""

from collections.abc import Sequence
from pathlib import Path

import click

from jagbench.cli.judged import document, head, open_sources, suite_option


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
@click.option("--json", "as_json", is_flag=True, help="Print the texts as JSON (docs/json.md).")
def command(runs: Sequence[Path], part: str | None, suite: str | None, labels: str, as_json: bool) -> None:
    """Print BibTeX entries, a paragraph of methods and a caption for runs.

    RUN is the folder of a run, finished or going on, or a file of replies. Models, version and hash of the
    suite, n, protocol, temperature and interval method are named, and a run of a part of its suite is
    called one.
    """
    from jagbench.analysis.charts.citation import bibtex, figure_caption, methods
    from jagbench.charting import material_of, parts_of

    opened = open_sources(runs, suite)
    material = material_of(opened, labels=parts_of(labels))
    texts = {
        "bibtex": bibtex(material),
        "methods": f"{methods(material)}\n",
        "caption": f"{figure_caption(material)}\n",
    }
    if as_json:
        asked = {name: text.rstrip("\n") for name, text in texts.items() if part in (None, name)}
        heads = [head(label, run) for label, run in zip(material.about, opened, strict=True)]
        click.echo(document("cite", heads, **asked))
        return
    if part is not None:
        click.echo(texts[part], nl=False)
        return
    click.echo(
        f"BibTeX\n\n{texts['bibtex']}\nMethods\n\n{texts['methods']}\nCaption\n\n{texts['caption']}", nl=False
    )
