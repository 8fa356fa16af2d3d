"""Results in the card of a model on the Hugging Face hub: the block `model-index` of its README.md."""

from pathlib import Path
from typing import Any

from jagbench.publish.told import Published, library, telling

HUB = "huggingface_hub"
URL = "https://pypi.org/project/jagbench"


def model_card(run: Published, path: Path, *, model_name: str | None = None) -> Path:
    """Put the results of a run into the card of a model; what else stands in it stays.

    Results of the same suite and protocol that stand there already are replaced.

    Args:
        run: What is told of it.
        path: The card, `README.md`; made where there is none.
        model_name: The model's name on the hub; that of the card, or else of the run, when left out.

    Returns:
        The path.

    Raises:
        JagbenchError: if huggingface_hub is not installed, or the file is no card.
    """
    hub = library(HUB, HUB)
    with telling(f"The card {path}"):
        card = hub.ModelCard.load(path) if path.exists() else hub.ModelCard(_NEW)
    earlier: list[Any] = card.data.eval_results or []
    kept = [each for each in earlier if not _same(each, run)]
    card.data.model_name = model_name or card.data.model_name or run.name
    card.data.eval_results = [*kept, *_results(hub, run)]
    card.data.tags = list(dict.fromkeys([*(card.data.tags or []), "jagbench"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    card.save(path)
    return path


_NEW = "---\n{}\n---\n"


def _dataset(run: Published) -> str:
    return f"jagbench/{run.config['suite']}"


def _same(result: Any, run: Published) -> bool:
    about = (result.dataset_type, result.dataset_config)
    return about == (_dataset(run), run.config["protocol"])


def _results(hub: Any, run: Published) -> list[Any]:
    found = run.result
    parts = [("", found), *((each["family"], each) for each in found["families"])]
    return [
        hub.EvalResult(
            task_type="question-answering",
            task_name="elementary questions",
            dataset_type=_dataset(run),
            dataset_name=f"{run.config['suite']}{f', {family}' if family else ''}",
            dataset_config=run.config["protocol"],
            dataset_split="test",
            dataset_revision=run.config["suite_sha256"],
            metric_type="accuracy",
            metric_name=f"{family or 'all'}: right, in whatever format",
            metric_value=round(each["accuracy"]["value"], 4),
            metric_args={
                "low": round(each["accuracy"]["low"], 4),
                "high": round(each["accuracy"]["high"], 4),
                "n": each["accuracy"]["n"],
                "items": each["accuracy"]["items"],
            },
            source_name=f"jagbench {run.config['jagbench']}",
            source_url=URL,
        )
        for family, each in parts
        if each["accuracy"]["value"] is not None
    ]
