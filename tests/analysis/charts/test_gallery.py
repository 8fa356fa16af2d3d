import io
import json
from pathlib import Path

import pandas as pd
import pytest

from jagbench.analysis.charts.gallery import plates, save
from jagbench.analysis.diagnosis import diagnose
from jagbench.errors import JagbenchError
from tests.analysis.samples import decimals, mixed


def test_three_figures_and_one_more_for_each_further_run() -> None:
    assert [plate.name for plate in plates(mixed())] == [
        "accuracy-by-skill",
        "accuracy-by-level",
        "wrong-answers",
    ]
    two = plates(pd.concat([mixed("solver:a"), mixed("solver:b")], ignore_index=True))
    assert [plate.name for plate in two][2:] == ["wrong-answers-solver-a", "wrong-answers-solver-b"]


def test_a_diagnosis_has_a_figure_for_each_run() -> None:
    one = mixed()
    names = [plate.name for plate in plates(one, diagnose(one, [decimals()]))]
    assert names == ["accuracy-by-skill", "accuracy-by-level", "wrong-answers", "diagnosis"]
    two = pd.concat([mixed("solver:a"), mixed("solver:b")], ignore_index=True)
    names = [plate.name for plate in plates(two, diagnose(two, [decimals()]))]
    assert names[4:] == ["diagnosis-solver-a", "diagnosis-solver-b"]


def test_a_figure_is_saved_with_its_data_and_how_it_was_made(tmp_path: Path) -> None:
    plate = plates(mixed())[0]
    paths = save(plate, tmp_path / "figures", [{"run": "mine", "suite": "smoke-v1"}])
    assert sorted(path.name for path in paths) == [
        f"accuracy-by-skill.{ending}" for ending in ("csv", "json", "pdf", "png", "svg")
    ]
    data = pd.read_csv(tmp_path / "figures" / "accuracy-by-skill.csv")
    pd.testing.assert_frame_equal(data, plate.data, check_dtype=False, check_like=True)
    made = json.loads((tmp_path / "figures" / "accuracy-by-skill.json").read_text())
    assert made["function"] == "jagbench.analysis.charts.accuracy.accuracy_by_skill"
    assert made["runs"] == [{"run": "mine", "suite": "smoke-v1"}]
    assert made["arguments"] == {"width": 3.35}


def test_saving_again_gives_the_same_bytes(tmp_path: Path) -> None:
    plate = plates(mixed())[2]
    first = {path.name: path.read_bytes() for path in save(plate, tmp_path / "a", [])}
    assert {path.name: path.read_bytes() for path in save(plate, tmp_path / "b", [])} == first


def test_fonts_are_embedded_as_truetype(tmp_path: Path) -> None:
    pdf = next(path for path in save(plates(mixed())[0], tmp_path, []) if path.suffix == ".pdf").read_bytes()
    assert b"/Type3" not in pdf
    assert b"/FontFile2" in pdf


def test_a_picture_has_300_dots_an_inch(tmp_path: Path) -> None:
    png = next(path for path in save(plates(mixed())[0], tmp_path, []) if path.suffix == ".png").read_bytes()
    assert int.from_bytes(io.BytesIO(png[16:20]).read(), "big") == 1005  # 3.35 in


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "figures").write_text("a file")
    with pytest.raises(JagbenchError, match="cannot be written"):
        save(plates(mixed())[0], tmp_path / "figures", [])
