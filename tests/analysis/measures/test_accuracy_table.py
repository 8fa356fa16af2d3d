import io

import pandas as pd
from rich.console import Console

from jagbench.analysis.measures.accuracy_table import print_accuracy
from tests.analysis.samples import letters, mixed, replied


def printed(frame: pd.DataFrame) -> str:
    out = io.StringIO()
    print_accuracy(frame, Console(file=out, width=80, highlight=False))
    return out.getvalue()


def rows(text: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}


def test_a_row_for_each_skill_and_a_total() -> None:
    table = rows(printed(mixed()))
    assert table["counting.letters"] == ["4", "33", "6–79", "33", "1", "1", "1", "0", "1"]
    assert table["comparison.decimals"] == ["4", "67", "21–94", "33", "2", "1", "0", "0", "1"]
    assert table["all"][:2] == ["8", "50"]


def test_the_verdicts_add_up_in_words() -> None:
    assert "3 correct + 2 wrong + 1 no answer + 2 unscored = 8 probes" in printed(mixed())


def test_plain_text_of_80_columns_without_a_terminal() -> None:
    text = printed(mixed())
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_every_verdict_at_once_fits_80_columns() -> None:
    wide = mixed().assign(
        skill="arithmetic.multiplication",
        verdict=[
            "correct",
            "wrong",
            "contradictory",
            "no_answer",
            "refused",
            "truncated",
            "unscored",
            "correct",
        ],
    )
    text = printed(wide)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert rows(text)["arithmetic.multiplication"][-5:] == ["2", "1", "3", "1", "1"]


def test_nothing_scored_is_a_dash() -> None:
    assert rows(printed(replied([(letters("plum", "p", 1), None)])))["all"] == [
        "1",
        "–",
        "–",
        "–",
        "0",
        "0",
        "0",
        "0",
        "1",
    ]


def test_names_are_text_not_markup() -> None:
    assert "[red]x" in printed(mixed(run="[red]x"))
