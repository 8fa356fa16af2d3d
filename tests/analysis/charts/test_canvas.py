"""Charts stay in their box, in the sizes of venues, in letters that publishers take."""

import io
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager

from jagbench.analysis.charts import canvas, fonts
from jagbench.analysis.charts.canvas import ChartFigure, DoesNotFit, box_of
from jagbench.analysis.charts.coastline import coastline, coastline_data
from jagbench.analysis.charts.figure import Figured
from jagbench.analysis.charts.fonts import distinct, has_cubic_outlines, shortened, shown, width_of, wrapped
from jagbench.analysis.charts.skills import accuracy_by_skill
from jagbench.analysis.charts.venues import VENUES, venue
from jagbench.errors import InvalidArgument
from tests.analysis.charts.checks import figure_of, outside, overlaps
from tests.analysis.samples import mixed


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("acl", 3.03, 6.30),
        ("icml", 3.25, 6.75),
        ("aaai", 3.3, 6.975),
        ("cvpr", 3.25, 6.875),
        ("neurips", 5.5, 5.5),
        ("iclr", 5.5, 5.5),
    ],
)
def test_widths_of_venues(name: str, one: float, two: float) -> None:
    assert (venue(name).one, venue(name).two) == (
        pytest.approx(one, abs=0.005),
        pytest.approx(two, abs=0.005),
    )


def test_every_venue_has_two_widths() -> None:
    assert all(0 < venue(name).one <= venue(name).two for name in VENUES)


def test_an_unknown_venue_is_named() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown venue 'neurisp'\. Did you mean 'neurips'"):
        venue("neurisp")


@pytest.mark.parametrize("layout", [None, "constrained", "tight"])
def test_charts_keep_to_their_box_in_a_grid_of_subplots(layout: str | None) -> None:
    figure, grid = plt.subplots(2, 2, figsize=(8, 7), layout=layout)
    for axes in (grid[0, 0], grid[0, 1], grid[1, 0]):
        accuracy_by_skill(mixed(), ax=axes)
    coastline(mixed(), ax=grid[1, 1], title="A title")

    assert overlaps(figure) == []
    assert outside(figure) == []
    plt.close(figure)


def test_margins_lie_within_the_box_and_drawing_again_does_not_shrink_it() -> None:
    figure, axes = plt.subplots()
    whole = axes.get_position(original=True)
    accuracy_by_skill(mixed(), ax=axes)
    accuracy_by_skill(mixed(), ax=axes)
    figure.draw_without_rendering()
    inside = axes.get_position()

    assert box_of(axes).bounds == whole.bounds
    assert whole.x0 < inside.x0 < inside.x1 < whole.x1
    assert inside.width > 0.5 * whole.width
    plt.close(figure)


def test_axes_that_are_too_small_are_refused_with_the_size_that_would_do() -> None:
    figure, axes = plt.subplots(figsize=(1, 0.8))
    with pytest.raises(DoesNotFit, match=r"2 skills of 1 run need axes of \d\.\d × \d\.\d in at least"):
        accuracy_by_skill(mixed(), ax=axes)
    plt.close(figure)


@pytest.mark.parametrize("own", [True, False])
def test_savefig_embeds_truetype_and_leaves_the_settings_alone(own: bool, tmp_path: Path) -> None:
    before = dict(plt.rcParams)
    figure, axes = plt.subplots(figsize=(4, 4))
    drawn = figure_of(coastline(mixed(), ax=None if own else axes))
    drawn.savefig(tmp_path / "mine.pdf")
    content = (tmp_path / "mine.pdf").read_bytes()

    assert b"/Type3" not in content
    assert b"/FontFile2" in content
    assert dict(plt.rcParams) == before
    plt.close(figure)


def test_a_notebook_is_given_a_picture_of_the_figure() -> None:
    axes = coastline(mixed())

    assert isinstance(figure_of(axes), ChartFigure)
    assert getattr(axes, "_repr_png_")()[:4] == b"\x89PNG"  # noqa: B009


def test_a_long_text_keeps_its_end_and_its_width() -> None:
    text = shortened("meta-llama/Llama-3.3-70B-Instruct-checkpoint-1000", 6, 1.0)

    assert width_of(text, 6) <= 1.0
    assert text.startswith("meta")
    assert text.endswith("1000")
    assert shortened("short", 6, 1.0) == "short"


def test_texts_that_are_alike_when_cut_are_numbered() -> None:
    names = [f"{'a' * 99}{letter}{'b' * 99}" for letter in "xyz"]

    assert [text[:2] for text in distinct(names, 6, 1.0)] == ["1:", "2:", "3:"]
    assert distinct(["one", "two"], 6, 1.0) == ["one", "two"]


def test_letters_without_a_font_are_boxes_and_one_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(letter: str) -> str:
        return ""

    monkeypatch.setattr(fonts, "_font_with", nowhere)
    with pytest.warns(RuntimeWarning, match="No font here has '한국'.*fonts-nanum") as told:
        text, _ = shown("model 한국")

    assert text == "model □□"
    assert len(told) == 1


def test_in_a_page_letters_without_a_font_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(letter: str) -> str:
        return ""

    monkeypatch.setattr(fonts, "_font_with", nowhere)
    figure = Figured(chart="coastline", data=coastline_data(mixed(run="모델")), width=6.75)

    assert "모델" in figure.picture("svg", letters=True).decode("utf-8")


def test_dollars_are_dollars() -> None:
    frame = pd.concat([mixed("a $x$"), mixed("b_$2^3$")], ignore_index=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = figure_of(accuracy_by_skill(frame))
        figure.draw_without_rendering()
    legend = figure.axes[0].artists[0]

    assert [text.get_text() for text in legend.texts][:2] == ["a $x$", "b_$2^3$"]
    assert not any(text.get_parse_math() for text in legend.texts)


@given(st.text(alphabet="ab 9.\n", max_size=60))
def test_a_text_in_lines_keeps_its_letters_and_its_width(text: str) -> None:
    lines = wrapped(text, 6.5, 0.5, most=1000)
    assert all(width_of(line, 6.5) <= 0.5 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_of_too_many_lines_the_middle_is_left_out() -> None:
    assert wrapped("\n".join("abcdefg"), 6.5, 0.5, most=4) == ["a", "…", "f", "g"]
    assert wrapped("", 6.5, 0.5, most=4) == [""]


@pytest.mark.parametrize(
    ("tag", "cubic"),
    [(b"OTTO", True), (b"\x00\x01\x00\x00", False), (b"ttcf OTTO", True), (b"ttcf true", False)],
)
def test_fonts_with_postscript_outlines_are_known_by_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: bytes, cubic: bool
) -> None:
    start, _, inner = tag.partition(b" ")
    path = tmp_path / "font.ttc"
    path.write_bytes(start + (b"\x00\x01\x00\x00" + (1).to_bytes(4, "big") + (16).to_bytes(4, "big") + inner))

    def found(*_: object, **__: object) -> str:
        return str(path)

    monkeypatch.setattr(font_manager.fontManager, "findfont", found)

    assert has_cubic_outlines(f"{tag!r}") == cubic


@pytest.mark.parametrize("form", ["pdf", "svg"])
def test_a_font_that_cannot_be_embedded_is_drawn_in_a_pdf(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    def with_another(text: str) -> tuple[str, tuple[str, str]]:
        return text, ("DejaVu Sans", "DejaVu Sans Mono")

    monkeypatch.setattr(canvas, "has_cubic_outlines", "DejaVu Sans Mono".__eq__)
    monkeypatch.setattr(canvas, "shown", with_another)
    page = canvas.sheet(None, width=2, height=1, least=(1, 0.5), what="text")
    written = canvas.write(page.axes, "Name", (0, 0))
    page.axes.figure.savefig(io.BytesIO(), format=form)

    assert bool(written.get_path_effects()) == (form == "pdf")
