"""Runs in Weights & Biases and in MLflow. Publishing a run again brings it up to date."""

from pathlib import Path

from jagbench.publish.told import Published, library, telling

MARK = "jagbench.run"
"""The tag by which MLflow finds a run that was published before."""


def to_wandb(
    run: Published,
    *,
    project: str = "jagbench",
    entity: str | None = None,
    offline: bool = False,
    folder: Path | None = None,
) -> str:
    """Publish a run to Weights & Biases: config, figures, a table of its skills, its files.

    Args:
        run: What is told of it.
        project: The project.
        entity: User or team; that of the login when left out.
        offline: Whether nothing is sent; `wandb sync` sends it later.
        folder: Where wandb writes its files; the working directory when left out.

    Returns:
        Where it can be seen: its address, or offline its folder.

    Raises:
        JagbenchError: if wandb is not installed, or does not take it.
    """
    wandb = library("wandb", "wandb")
    with (
        telling("Weights & Biases"),
        wandb.init(
            project=project,
            entity=entity,
            id=run.key,
            name=run.name,
            resume=None if offline else "allow",
            mode="offline" if offline else None,
            config=dict(run.config),
            dir=None if folder is None else str(folder),
            settings=wandb.Settings(console="off", silent=True),
        ) as logged,
    ):
        logged.log({**run.metrics, "skills": wandb.Table(dataframe=run.skills)})
        logged.summary.update(dict(run.metrics))
        artifact = wandb.Artifact(f"jagbench-{run.key}", type="evaluation")
        for path in run.files:
            artifact.add_file(str(path))
        logged.log_artifact(artifact)
        return str(Path(logged.dir).parent) if offline else str(logged.url)


def to_mlflow(run: Published, *, experiment: str = "jagbench", tracking_uri: str | None = None) -> str:
    """Publish a run to MLflow: parameters, figures, a table of its skills, and its files as artifacts.

    Args:
        run: What is told of it.
        experiment: Name of the experiment; made where there is none.
        tracking_uri: Address of the server, or of a file or database; that of the environment when left out.

    Returns:
        The id of the run in MLflow.

    Raises:
        JagbenchError: if mlflow is not installed, or does not take it.
    """
    mlflow = library("mlflow", "mlflow")
    with telling("MLflow"):
        if tracking_uri is not None:
            mlflow.set_tracking_uri(tracking_uri)
        where = mlflow.set_experiment(experiment).experiment_id
        before = mlflow.MlflowClient().search_runs([where], filter_string=f"tags.`{MARK}` = '{run.key}'")
        again = before[0].info.run_id if before else None
        with mlflow.start_run(run_id=again, run_name=None if again else run.name) as logged:
            mlflow.set_tags({MARK: run.key, "mlflow.source.name": "jagbench"})
            mlflow.log_params(dict(run.config))
            mlflow.log_metrics(dict(run.metrics))
            mlflow.log_text(run.skills.to_csv(index=False), "skills.csv")
            for path in run.files:
                mlflow.log_artifact(str(path))
            found: str = logged.info.run_id
        return found
