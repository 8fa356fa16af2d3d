"""What a report says of misconceptions."""

from collections.abc import Sequence

import pandas as pd

from jagbench.analysis.diagnosis import diagnose
from jagbench.analysis.report.build import render
from jagbench.analysis.report.section import Material, Sheet
from jagbench.analysis.report.sections.misconceptions import misconceptions
from jagbench.analysis.report.summary import explained
from jagbench.probes import Probe
from tests.analysis.samples import letters, replied


def asked() -> tuple[pd.DataFrame, list[Probe]]:
    """24 probes: 12 replies are the one lure, 5 the other, 3 neither, 4 right."""
    lures = {"doubles": "100", "halves": "25", "triples": "150"}
    probes = [letters(f"word{number}", "r", 50, lures=lures) for number in range(24)]
    values = ["100"] * 12 + ["25"] * 5 + ["7313"] * 3 + ["50"] * 4
    return replied(list(zip(probes, values, strict=True))), probes


def shown(name: str) -> Sheet:
    frame, probes = asked()
    section = misconceptions(Material(frame=frame, about={}, probes=probes))
    assert section is not None
    return next(block for block in section.blocks if isinstance(block, Sheet) and block.name == name)


def texts(sheet: Sheet) -> list[Sequence[str]]:
    return [[entry.text for entry in row] for row in sheet.rows]


def test_misconceptions_that_were_met_and_the_rest() -> None:
    sheet = shown("diagnosis-table")
    assert [row[:4] for row in texts(sheet)] == [
        ["counting.letters", "doubles", "12", "20"],
        ["counting.letters", "halves", "5", "20"],
        ["counting.letters", "unexplained", "3 equal none", "20"],
    ]
    assert all(len(row) == len(sheet.head) for row in sheet.rows)


def test_hits_lead_to_their_replies() -> None:
    assert shown("diagnosis-table").rows[0][2].find == {
        "skill": "counting.letters",
        "misconception": "doubles",
    }


def test_probes_that_tell_the_leading_two_apart() -> None:
    [row] = texts(shown("apart-table"))
    assert row[:5] == ["counting.letters", "doubles", "halves", "24", "0"]
    assert row[6].startswith("How many times does the letter r stand in word0?")


def test_the_summary_names_what_leads() -> None:
    frame, probes = asked()
    assert explained(diagnose(frame, probes)) == [
        "Of its 20 wrong answers, known misconceptions explain 85.0 %; most of all doubles, which explains "
        "60.0 % of the 20 to counting.letters."
    ]


def test_nothing_leads() -> None:
    probe = letters("plum", "p", 1)
    frame = replied([(probe, "7")])
    assert explained(diagnose(frame, [probe])) == [
        "Of its 1 wrong answers, known misconceptions explain 0.0 %; which one leads could not have been "
        "found: no skill has 5 items with a wrong answer (the most is n = 1)."
    ]


def test_a_page_without_probes_has_no_diagnosis() -> None:
    frame, probes = asked()
    assert 'id="diagnosis-table"' in render(frame, {"mine": {}}, probes)
    assert 'id="diagnosis-table"' not in render(frame, {"mine": {}})


def test_no_nan_is_shown() -> None:
    probe = letters("plum", "p", 1)
    page = render(replied([(probe, "7")]), {"mine": {}}, [probe])
    assert "nan" not in page[page.index("<main") : page.index("<script")].lower()


def test_found_are_those_whose_interval_is_above_nothing() -> None:
    rows = texts(shown("found-table"))
    assert [[row[0], row[-1]] for row in rows] == [["doubles", "yes"]]
    assert shown("found-table").rows[0][0].find == {"skill": "counting.letters", "misconception": "doubles"}
