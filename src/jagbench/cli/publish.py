"""`jagbench publish`: results of runs for Weights & Biases, MLflow, and cards of the Hugging Face hub."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jagbench.cli.judged import document, head

if TYPE_CHECKING:
    from jagbench.publish import Published

_RUNS = click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print where each can be seen as JSON (docs/json.md)."
)


@click.group(
    name="publish",
    epilog="\b\nExample:\n  jagbench publish wandb runs/a --project my-model --offline\n"
    "  jagbench publish mlflow runs/a --tracking-uri sqlite:///mlflow.db\n"
    "  jagbench publish card runs/a --card README.md",
)
def command() -> None:
    """Put the results of runs where a team keeps its own.

    A run that was published before is brought up to date. docs/publishing.md says what is told.
    """


def _publish(
    where: str, runs: Sequence[Path], put: "Callable[[Published], object]", *, as_json: bool
) -> None:
    """Put runs somewhere, and print the place of each; a place that several share is said once."""
    from jagbench.analysis.frame.rows import run_labels
    from jagbench.publish import published
    from jagbench.runners.run_directory import RunDirectory

    opened = [RunDirectory.open(path) for path in runs]
    places: list[str] = []
    for each in [published(run) for run in opened]:
        place = str(put(each))
        if not as_json and place not in places:
            click.echo(place)
        places.append(place)
    if as_json:
        labels = run_labels(opened)
        heads = [head(label, run) for label, run in zip(labels, opened, strict=True)]
        told = [{"run": label, "place": place} for label, place in zip(labels, places, strict=True)]
        click.echo(document(f"publish {where}", heads, published=told))


@command.command()
@_RUNS
@click.option("--project", default="jagbench", show_default=True, help="The project.")
@click.option("--entity", help="User or team.  [default: that of the login]")
@click.option("--offline", is_flag=True, help="Send nothing; `wandb sync` does it later.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where wandb writes its files.  [default: the working directory]",
)
@_JSON
def wandb(
    runs: tuple[Path, ...],
    project: str,
    entity: str | None,
    offline: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Publish RUN... to Weights & Biases, and print where each can be seen.

    Example: jagbench publish wandb runs/a --project my-model
    """
    from jagbench.publish import to_wandb

    put = partial(to_wandb, project=project, entity=entity, offline=offline, folder=folder)
    _publish("wandb", runs, put, as_json=as_json)


@command.command()
@_RUNS
@click.option("--experiment", default="jagbench", show_default=True, help="Name of the experiment.")
@click.option(
    "--tracking-uri",
    help="A server, or a file or database.  [default: MLFLOW_TRACKING_URI, as mlflow has it]",
)
@_JSON
def mlflow(runs: tuple[Path, ...], experiment: str, tracking_uri: str | None, as_json: bool) -> None:
    """Publish RUN... to MLflow, and print the id of each there.

    Example: jagbench publish mlflow runs/a --tracking-uri sqlite:///mlflow.db
    """
    from jagbench.publish import to_mlflow

    put = partial(to_mlflow, experiment=experiment, tracking_uri=tracking_uri)
    _publish("mlflow", runs, put, as_json=as_json)


@command.command()
@_RUNS
@click.option(
    "--card",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("README.md"),
    show_default=True,
    help="The card; made where there is none.",
)
@click.option("--model-name", help="The model's name on the hub.  [default: that of the card, or of the run]")
@_JSON
def card(runs: tuple[Path, ...], path: Path, model_name: str | None, as_json: bool) -> None:
    """Put the results of RUN... into the card of a model on the Hugging Face hub, a README.md.

    Results of the same suite and protocol are replaced; everything else in the card stays.

    Example: jagbench publish card runs/a --card README.md
    """
    from jagbench.publish import model_card

    _publish("card", runs, partial(model_card, path=path, model_name=model_name), as_json=as_json)
