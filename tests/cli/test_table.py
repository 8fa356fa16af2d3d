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
    answered(folder, [(decimals(), "9.9"), (letters("plum", "p", 1), "1"), (letters("pear", "z", 0), "2")])
    return folder


def said(*arguments: object) -> str:
    command = list(map(str, arguments))
    return CliRunner().invoke(cli, command, catch_exceptions=False, standalone_mode=False).output


def test_tables_are_listed_and_written_in_the_form_of_the_file(run: Path, tmp_path: Path) -> None:
    assert said("table").startswith("runs ")
    assert said("table", "skills", run).startswith("| run | skill | scored |")
    assert said("table", "skills", run, "--out", tmp_path / "skills.tex") == ""
    assert r"\toprule" in (tmp_path / "skills.tex").read_text()
    assert "siunitx" in said("table", "skills", run, "--format", "latex", "--siunitx", "--labels", "Ours")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["table", "skils", "RUN"], "Unknown table 'skils'"),
        (["table", "skills"], "is a table of runs"),
        (["table", "skills", "RUN", "--siunitx"], "--siunitx is for LaTeX, not for markdown"),
        (["table", "skills", "RUN", "--out", "x.txt"], "must end in .tex, .md, .csv, .html"),
    ],
)
def test_bad_use_is_one_sentence(arguments: list[str], sentence: str, run: Path) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        said(*(run if each == "RUN" else each for each in arguments))


def test_cite_prints_entries_methods_and_a_caption(run: Path) -> None:
    text = said("cite", run, "--labels", "Ours")

    assert text.startswith("BibTeX\n\n@software{jagbench,")
    assert "Ours was asked 3 probes of some (SHA-256 0000000000000000), all 3 probes" in text
    assert "2 of them" not in text
    assert "3 of them scored and 66.7 % right (95 % interval 20.8 to 93.9 %)" in text
    assert said("cite", run, "--part", "caption").startswith("solver:exact (n = 3) on some")
