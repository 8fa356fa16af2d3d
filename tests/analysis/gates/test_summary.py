import pandas as pd

from jagbench.analysis.compare.paired import compare
from jagbench.analysis.gates import Demand, not_under, not_worse
from jagbench.analysis.gates.summary import cell, summary, table
from tests.analysis.gates.test_decision import run


def test_a_table_has_one_cell_a_column_whatever_stands_in_it() -> None:
    text = table(["run", "n"], [["a|b\n*c* <b>", "1"]])

    assert text == "| run | n |\n| :-- | --: |\n| a\\|b \\*c\\* &lt;b&gt; | 1 |"
    assert cell("`x` [y](z)") == "\\`x\\` \\[y\\](z)"


def test_accuracies_and_gates_of_a_run() -> None:
    frame = run("mine", 20, 80)
    text = summary("score", frame, not_under(frame, [Demand(limit=0.5)]), said={"mine": ["Unfinished."]})

    assert text.startswith("### jagbench score: gates failed\n\n**mine**: Unfinished.\n\n| run | part |")
    assert "| mine | all | not under 50.0 % | ❌ fails | 20.0 % | 13.3 % to 28.9 % | 100 |  |" in text
    assert "| comparison | 100 | 100 | 20.0 % | 13.3 % to 28.9 % |" in text
    assert text.endswith("|\n\n")


def test_compared_runs() -> None:
    frame = pd.concat([run("a", 100, 0), run("b", 60, 40)])
    gates = not_worse(frame, [Demand(limit=0.02)], against="a")
    text = summary("compare", frame, gates, compared=compare(frame))

    assert "not worse than a by 2 points | ❌ fails | -40.0 |" in text
    assert "b against a\n\n| family | pairs | A % |" in text
    assert "| comparison | 100 | 100.0 | 60.0 | -40.0 |" in text


def test_without_gates_nothing_is_said_of_them() -> None:
    assert summary("run", run("mine", 1, 1)).startswith("### jagbench run\n\nmine\n\n| family |")
