import re

import pandas as pd
import pytest

from jagbench.analysis.charts.chart import Material, charts
from jagbench.analysis.charts.citation import bibtex, figure_caption, methods
from jagbench.analysis.charts.tables import FORMS, Form, Table, latex_text, table, table_names, write_table
from jagbench.errors import InvalidArgument
from tests.analysis.charts.materials import MATERIALS, smoke
from tests.analysis.samples import mixed


def small() -> Material:
    return Material(frame=pd.concat([mixed("a_b"), mixed("50 % $x$ <i>|")], ignore_index=True))


def test_every_chart_has_a_table_too() -> None:
    assert set(charts()) < set(table_names())


def test_latex_is_escaped_and_set_by_booktabs() -> None:
    text = write_table(table("runs", small()), "latex")

    assert r"a\_b & 6 & 50.0 [18.8, 81.2]" in text
    assert r"50 \% \$x\$ \textless{}i\textgreater{}|" in text
    assert text.startswith("% \\usepackage{booktabs}\n\\begin{table}")
    assert [line for line in text.splitlines() if line in ("\\toprule", "\\midrule", "\\bottomrule")] == [
        "\\toprule",
        "\\midrule",
        "\\bottomrule",
    ]


def test_siunitx_aligns_plain_numbers_only() -> None:
    text = write_table(table("runs", small()), "latex", siunitx=True)

    assert text.startswith("% \\usepackage{booktabs} \\usepackage{siunitx}\n")
    assert r"\begin{tabular}{lSrSS}" in text
    assert r"run & {scored} & accuracy (\%) [95 \%] & {strict accuracy (\%) [95 \%]}" not in text


def test_markdown_keeps_its_columns() -> None:
    lines = write_table(table("runs", small()), "markdown").splitlines()

    assert lines[1].startswith("| :-- | --: |")
    assert lines[3].startswith(r"| 50 % $x$ \<i>\| | 6 | 50.0 [18.8, 81.2] |")


def test_html_is_escaped() -> None:
    text = write_table(table("runs", small()), "html")

    assert "50 % $x$ &lt;i&gt;|" in text
    assert "<i>" not in text


def test_csv_has_every_digit() -> None:
    text = write_table(table("families", small()), "csv")

    assert text.splitlines()[0] == "run,family,scored,accuracy,low,high,strict_accuracy,baseline,method"
    assert "0.3333333333333333" in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["runs", "families", "skills", "levels", "verdicts", "rules", "figures", "coastline"]
)
def test_every_table_can_be_written_in_every_form(name: str, form: Form) -> None:
    assert "nan" not in write_table(table(name, smoke(2)), form).lower() or form == "csv"


_SHOWN = re.compile(r"([−\d.]+) \[([−\d.]+), ([−\d.]+)\]")
"""A figure and its interval, both known."""


@pytest.mark.parametrize("name", ["runs", "figures", *MATERIALS])
def test_every_interval_stands_once_and_at_its_own_figure(name: str) -> None:
    found = table(name, MATERIALS.get(name, smoke)(2))
    text = write_table(found, "markdown")
    intervals = [each for each in found.data.columns if re.fullmatch(r"(?!all_)(\w+_)?low", each)]

    assert text.splitlines()[0].count("[95 %]") == len(intervals)
    for value, low, high in _SHOWN.findall(text):
        assert _signed(low) <= _signed(value) <= _signed(high)


def _signed(text: str) -> float:
    return float(text.replace("−", "-"))


def test_an_accuracy_beside_a_difference_has_no_interval_of_it() -> None:
    head = write_table(table("differences", MATERIALS["differences"](2)), "markdown").splitlines()[0]

    assert "| accuracy against (%) | accuracy (%) | difference (%) [95 %] |" in head


def test_a_count_is_no_percentage() -> None:
    head = write_table(table("ladder", MATERIALS["ladder"](2)), "markdown").splitlines()[0]

    assert "| right | asked |" in head


@pytest.mark.slow
@pytest.mark.parametrize("name", MATERIALS)
def test_the_table_of_every_chart(name: str) -> None:
    text = write_table(table(name, MATERIALS[name](2)), "latex")

    assert text.count("{") == text.count("}") + text.count(r"\}") - text.count(r"\{")


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown table 'skils'\. Did you mean 'skills'"):
        table("skils", small())


def test_a_notebook_shows_html() -> None:
    found = Table(name="x", caption="A & B", data=pd.DataFrame({"run": ["r"]}))

    assert "<caption>A &amp; B</caption>" in getattr(found, "_repr_html_")()  # noqa: B009


@pytest.mark.parametrize(
    ("text", "expected"), [("a_b", r"a\_b"), ("\\x", r"\textbackslash{}x"), ("−3", "$-$3"), ("a\nb", "a b")]
)
def test_letters_that_are_commands_in_latex(text: str, expected: str) -> None:
    assert latex_text(text) == expected


def test_methods_name_model_suite_part_n_protocol_temperature_and_intervals() -> None:
    text = methods(smoke(2))

    for said in (
        "solver:small-1B",
        "some-v1",
        "3 of 9 probes",
        "protocol direct",
        "temperature 0",
        "Wilson",
        "a part of the suite",
        "Holm",
    ):
        assert said in text


def test_the_caption_and_the_entries() -> None:
    caption, entries = figure_caption(smoke(1)), bibtex(smoke(2))

    assert "small-1B (solver:small-1B, n = 60)" in caption or "n = " in caption
    assert entries.count("@") == 4
    assert entries.startswith("@software{jagbench,")
