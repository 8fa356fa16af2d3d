"""Results in other tools, with the real libraries; what is not installed is left out and said."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jagbench.cli import cli
from jagbench.errors import JagbenchError
from jagbench.publish import Published, model_card, published, to_mlflow
from jagbench.runners.run import run


def jagbench(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "run"
    return run("solver:version_order", "smoke-v2", out=out, label="mine").path


@pytest.fixture(scope="module")
def told(folder: Path) -> Published:
    from jagbench.runners.run_directory import RunDirectory

    return published(RunDirectory.open(folder))


def test_what_is_told_of_a_run(told: Published, folder: Path) -> None:
    assert (told.name, told.config["suite"], told.config["protocol"]) == ("mine", "smoke-v2", "direct")
    assert told.metrics["scored"] == 332
    assert told.metrics["accuracy"] == pytest.approx(316 / 332)
    assert told.metrics["accuracy_low"] < told.metrics["accuracy"] < told.metrics["accuracy_high"]
    assert told.metrics["skill/comparison.decimals/accuracy"] == pytest.approx(20 / 36)
    assert told.metrics["family/counting/accuracy"] == 1.0
    assert len(told.skills) == 15
    assert told.files == [folder / "run.json"]


def test_a_run_without_a_scored_reply_is_one_sentence(tmp_path: Path) -> None:
    from jagbench import run as run_function
    from jagbench.runners.run_directory import RunDirectory

    def broken(prompt: str) -> str:
        raise ValueError("no")

    path = run_function(broken, "smoke-v2", out=tmp_path / "run", limit=3).path
    with pytest.raises(JagbenchError, match="has no scored reply, so there is nothing to publish"):
        published(RunDirectory.open(path))


@pytest.mark.parametrize(
    ("module", "command", "package"),
    [
        ("wandb", "wandb", "wandb"),
        ("mlflow", "mlflow", "mlflow"),
        ("huggingface_hub", "card", "huggingface_hub"),
    ],
)
def test_a_missing_library_is_named_with_its_install_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: str, command: str, package: str
) -> None:
    def missing(name: str) -> None:
        assert name == module
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("jagbench.publish.told.import_module", missing)

    with pytest.raises(
        JagbenchError, match=f"{package} is not installed. Install it with: pip install {package}"
    ):
        jagbench("publish", command, folder)


def places(done: Result) -> list[dict[str, str]]:
    """What a command with --json says of where runs went."""
    found: list[dict[str, str]] = json.loads(done.stdout)["published"]
    return found


def test_weights_and_biases_offline(told: Published, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("wandb", reason="the library wandb is not installed (make test-publish installs it)")

    done = jagbench(
        "publish", "wandb", folder, "--project", "tests", "--offline", "--folder", tmp_path, "--json"
    )

    (place,) = places(done)
    where = Path(place["place"])
    assert place["run"] == "mine"
    assert where.is_dir()
    assert list(where.glob(f"run-{told.key}.wandb"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:mlflow")  # it uses what SQLAlchemy gives up
@pytest.mark.filterwarnings("ignore:The ``noload`` loader strategy")
def test_mlflow_in_a_database(
    told: Published, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mlflow = pytest.importorskip(
        "mlflow", reason="the library mlflow is not installed (make test-publish installs it)"
    )
    monkeypatch.chdir(tmp_path)  # where mlflow keeps artifacts
    uri = f"sqlite:///{tmp_path / 'mlflow.db'}"

    first = to_mlflow(told, experiment="tests", tracking_uri=uri)
    again = places(
        jagbench("publish", "mlflow", folder, "--experiment", "tests", "--tracking-uri", uri, "--json")
    )

    kept = mlflow.MlflowClient(uri).get_run(first)
    assert again == [{"run": "mine", "place": first}]  # brought up to date, not doubled
    assert kept.data.metrics["accuracy"] == pytest.approx(316 / 332)
    assert kept.data.metrics["family/counting/accuracy"] == 1.0
    assert (kept.data.params["suite"], kept.info.run_name) == ("smoke-v2", "mine")
    assert {each.path for each in mlflow.MlflowClient(uri).list_artifacts(first)} == {
        "run.json",
        "skills.csv",
    }


def test_the_card_of_a_model(told: Published, folder: Path, tmp_path: Path) -> None:
    hub = pytest.importorskip(
        "huggingface_hub",
        reason="the library huggingface_hub is not installed (make test-publish installs it)",
    )
    path = tmp_path / "README.md"
    path.write_text(
        "---\nlicense: mit\ntags:\n- small\n---\n# My model\n\nWords of mine.\n", encoding="utf-8"
    )

    model_card(told, path, model_name="my-org/mine")
    done = jagbench("publish", "card", folder, "--card", path)

    card = hub.ModelCard.load(path)
    results = card.data.eval_results
    assert done.exit_code == 0
    assert (card.data.license, card.data.model_name) == ("mit", "my-org/mine")
    assert card.data.tags == ["small", "jagbench"]
    assert "# My model\n\nWords of mine." in card.text
    assert len(results) == 1 + 6  # the second time replaces the first
    assert results[0].metric_value == round(316 / 332, 4)
    assert results[0].metric_args["n"] == 332
    assert results[0].dataset_revision == told.config["suite_sha256"]
    new = model_card(told, tmp_path / "new" / "README.md")
    assert len(hub.ModelCard.load(new).data.eval_results) == 7


def test_a_card_that_is_none_is_one_sentence(told: Published, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub", reason="the library huggingface_hub is not installed")
    path = tmp_path / "README.md"
    path.write_text("---\n: [\n---\n", encoding="utf-8")

    with pytest.raises(JagbenchError, match=r"The card .*README\.md did not take the run: "):
        model_card(told, path)
    assert path.read_text(encoding="utf-8") == "---\n: [\n---\n"
