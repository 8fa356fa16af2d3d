"""`jagbench models`: what can be asked."""

import json
from pathlib import Path

import click


@click.group(name="models", epilog="\b\nExample:\n  jagbench models list")
def command() -> None:
    """What can be asked."""


@command.command(name="list", epilog="\b\nExample:\n  jagbench models list\n  jagbench models list --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_models(as_json: bool) -> None:
    """List the models that can be asked now.

    A MODEL is ENGINE:NAME. Beside those listed, llamacpp takes the path of any GGUF file.
    """
    models = available_models()
    if as_json:
        click.echo(json.dumps(models, indent=2, ensure_ascii=False))
        return
    width = max(len(model["model"]) for model in models)
    for model in models:
        click.echo(f"{model['model']:<{width}}  {model['about']}")


def available_models() -> list[dict[str, str]]:
    """The models that can be asked now: `model` and `about` of each."""
    from jagbench.runners.engines import ENGINES

    found = [
        {"model": "solver:exact", "about": "Answers every probe right."},
        *(
            {"model": f"solver:{lure}", "about": "Wrong by this misconception wherever it has an answer."}
            for lure in _lures()
        ),
    ]
    if not ENGINES["llamacpp"].installed:
        return found
    return [*_gguf_models(), *found]


def _gguf_models() -> list[dict[str, str]]:
    from jagbench.runners.engines.llama_models import EMBEDDED, embedded_model

    embedded = embedded_model()
    models = [{"model": f"llamacpp:{EMBEDDED}", "about": embedded.stem}] if embedded else []
    here = sorted(path.name for path in Path.cwd().glob("*.gguf"))
    return [*models, *({"model": f"llamacpp:{name}", "about": "A file in this folder."} for name in here)]


def _lures() -> list[str]:
    from jagbench.probes import load, suite_names

    return sorted({lure for name in suite_names() for probe in load(name).probes for lure in probe.lures})
