"""A diagnosis in the terminal."""

import io

import pandas as pd
from rich.console import Console
from rich.table import Table

from jagbench.analysis.diagnosis import diagnose
from jagbench.analysis.diagnosis.terminal import leading_table, skill_table
from jagbench.analysis.frame.console import print_table
from jagbench.probes import load
from tests.analysis.samples import letters, replied


def shown(table: Table, width: int = 200) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    with console.capture() as capture:
        print_table(table, console)
    return [line.rstrip() for line in capture.get().splitlines()]


def diagnosis() -> pd.DataFrame:
    probes = [letters(f"word{number}", "r", 50, lures={"doubles": "100"}) for number in range(20)]
    return diagnose(replied([(p, "100" if n < 15 else "7313") for n, p in enumerate(probes)]), probes)


def test_what_leads() -> None:
    head, row = shown(leading_table(diagnosis()))
    assert head.split() == ["skill", "wrong", "leading", "misconception", "%", "95", "%", "rest"]
    assert row.split()[:4] == ["counting.letters", "20", "doubles", "75"]
    assert row.split()[-1] == "25"


def test_nothing_leads_is_a_dash_and_no_nan() -> None:
    probe = letters("plum", "p", 1)
    lines = shown(leading_table(diagnose(replied([(probe, "7")]), [probe])))
    assert lines[1].split() == ["counting.letters", "1", "–", "–", "–", "–"]


def test_all_of_a_skill() -> None:
    lines = shown(skill_table(diagnosis()))
    assert lines[1].split()[:4] == ["doubles", "15", "20", "75"]
    assert lines[-1].split()[:4] == ["unexplained", "5", "20", "25"]


def test_no_line_is_wider_than_80_columns() -> None:
    name, lure = "spelling.first_alphabetically", "adds_numerators_and_denominators"
    probes = [probe for probe in load("core-v1").probes if probe.skill == name]
    table = diagnose(replied([(probe, "none of them") for probe in probes]), probes)
    table = table.assign(misconception=lure, note="cannot be told from unsystematic errors by these replies")
    for lines in (shown(leading_table(table), 80), shown(skill_table(table), 80)):
        assert max(map(len, lines)) <= 80
