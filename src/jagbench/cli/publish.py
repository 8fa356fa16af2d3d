"""`jagbench publish`: results of runs for Weights & Biases, MLflow, and cards of the Hugging Face hub."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jagbench.publish import Published

_RUNS = click.argument("runs", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))


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


def _published(runs: Sequence[Path]) -> "list[Published]":
    from jagbench.publish import published
    from jagbench.runners.run_directory import RunDirectory

    return [published(RunDirectory.open(path)) for path in runs]


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
def wandb(
    runs: tuple[Path, ...], project: str, entity: str | None, offline: bool, folder: Path | None
) -> None:
    """Publish RUN... to Weights & Biases, and print where each can be seen.

    Example: jagbench publish wandb runs/a --project my-model
    """
    from jagbench.publish import to_wandb

    for run in _published(runs):
        click.echo(to_wandb(run, project=project, entity=entity, offline=offline, folder=folder))


@command.command()
@_RUNS
@click.option("--experiment", default="jagbench", show_default=True, help="Name of the experiment.")
@click.option(
    "--tracking-uri",
    help="A server, or a file or database.  [default: MLFLOW_TRACKING_URI, as mlflow has it]",
)
def mlflow(runs: tuple[Path, ...], experiment: str, tracking_uri: str | None) -> None:
    """Publish RUN... to MLflow, and print the id of each there.

    Example: jagbench publish mlflow runs/a --tracking-uri sqlite:///mlflow.db
    """
    from jagbench.publish import to_mlflow

    for run in _published(runs):
        click.echo(to_mlflow(run, experiment=experiment, tracking_uri=tracking_uri))


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
def card(runs: tuple[Path, ...], path: Path, model_name: str | None) -> None:
    """Put the results of RUN... into the card of a model on the Hugging Face hub, a README.md.

    Results of the same suite and protocol are replaced; everything else in the card stays.

    Example: jagbench publish card runs/a --card README.md
    """
    from jagbench.publish import model_card

    for run in _published(runs):
        model_card(run, path, model_name=model_name)
    click.echo(path)
