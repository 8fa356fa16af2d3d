"""The section of texts of one's own, on texts that are known."""

from jagbench.analysis.frame.rows import to_frame
from jagbench.analysis.report.section import Material
from jagbench.analysis.report.sections.written import written
from tests.analysis.measures.test_writing import row
from tests.analysis.report.test_sections import table

BAN = 'exactly 1 sentence; without the letter "e"'
CONTROL = 'exactly 1 sentence; with or without the letter "e"'


def test_lengths_and_bans_stand_with_their_intervals() -> None:
    rows = [
        row("exactly 4 words", 1, "one two"),
        row("exactly 300 letters", 2, "abc", finish="length"),
        row(BAN, 3, "Snow is cold."),
        row(CONTROL, 3, "We see snow."),
    ]

    section = written(Material(frame=to_frame(rows), about={}))

    assert table(section, "lengths-table") == [
        ["letters", "300", "1", "0.0 %", "0.0–79.3 %", "–", "–", "–", "–"],
        ["words", "4", "1", "0.0 %", "0.0–79.3 %", "−50 %", "–", "100.0 %", "0.0 %"],
        ["all units", "4", "1", "0.0 %", "0.0–79.3 %", "−50 %", "–", "100.0 %", "0.0 %"],
        ["all units", "300", "1", "0.0 %", "0.0–79.3 %", "–", "–", "–", "–"],
    ]
    assert table(section, "bans-table") == [
        [
            "a letter",
            "1",
            "1",
            "0.0 %",
            "0.0–79.3 %",
            "1",
            "100.0 %",
            "20.7–100.0 %",
            "1",
            "−100.0",
            "−100.0 to +73.4",
        ]
    ]


def test_where_no_text_was_asked_for_there_is_no_section() -> None:
    frame = to_frame([row("at most 4 words", 1, "one two")])

    assert written(Material(frame=frame, about={})) is None
