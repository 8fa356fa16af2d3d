import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from jagbench.cli import cli
from jagbench.errors import InvalidArgument
from tests.analysis.runs import answered
from tests.analysis.samples import decimals, letters


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "mine"
    answered(
        folder,
        [(decimals(), "9.9"), (decimals("9.8", "9.12", right="9.8"), "9.12"), (letters("plum", "p", 1), "1")],
    )
    return folder


def plot(*arguments: object) -> list[str]:
    result = CliRunner().invoke(
        cli, ["plot", *map(str, arguments)], catch_exceptions=False, standalone_mode=False
    )
    return result.output.splitlines()


def test_without_a_name_charts_are_listed() -> None:
    lines = plot()

    assert lines[0].startswith("coastline ")
    assert "needs one run" in lines[1]


def test_a_figure_with_its_caption_table_and_json_and_the_same_again(run: Path, tmp_path: Path) -> None:
    written = plot(
        "coastline", run, "--venue", "acl", "--format", "svg", "--labels", "Ours", "--out", tmp_path
    )
    assert written == [str(tmp_path / f"coastline.{ending}") for ending in ("svg", "csv", "txt", "json")]
    before = [Path(path).read_bytes() for path in written]
    again = plot("--from", tmp_path / "coastline.json", "--format", "svg", "--out", tmp_path / "again")

    assert [Path(path).read_bytes() for path in again] == before
    assert "Ours" in (tmp_path / "coastline.csv").read_text()


def test_all_charts_that_there_is_something_for(run: Path, tmp_path: Path) -> None:
    names = {Path(path).stem for path in plot("all", run, "--out", tmp_path)}

    assert {"coastline", "accuracy-by-skill"} <= names


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["coastline"], "is drawn from runs"),
        (["coastline", "RUN", "--venue", "acll"], "Unknown venue 'acll'. Did you mean 'acl'"),
        (["coastlin", "RUN"], "Unknown chart 'coastlin'. Did you mean 'coastline'"),
        (["coastline", "RUN", "--skills", "counting,logik"], "Unknown skill or family of these runs 'logik'"),
        (["coastline", "RUN", "--labels", "a,b"], "2 labels cannot go with 1 run: give one for each"),
        (["coastline", "RUN", "RUN"], "The same run stands twice"),
    ],
)
def test_bad_use_is_one_sentence(arguments: list[str], sentence: str, run: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        plot(*(str(run) if each == "RUN" else each for each in arguments), "--out", tmp_path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{}", "it has no 'form'."),
        ("{", "it is no JSON (Expecting property name"),
        ("[]", "some of its values are of another kind."),
        ("7", "some of its values are of another kind."),
    ],
)
def test_a_file_that_is_no_figure(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InvalidArgument, match=rf"is not the JSON of a figure, .*: {re.escape(why)}"):
        plot("--from", tmp_path / "x.json")
