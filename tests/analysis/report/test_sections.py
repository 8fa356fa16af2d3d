"""What sections say, without a browser."""

from dataclasses import replace

import pandas as pd

from jagbench.analysis.report.section import Material, Section, Sheet, Text
from jagbench.analysis.report.sections import SECTIONS, sections
from jagbench.analysis.report.sections.comparison import comparison
from jagbench.analysis.report.sections.consistent import consistent
from jagbench.analysis.report.sections.overview import overview
from jagbench.analysis.report.sections.wording import wording
from tests.analysis.samples import decimals, letters, mixed, replied


def table(section: Section | None, name: str) -> list[list[str]]:
    assert section is not None
    found = next(block for block in section.blocks if isinstance(block, Sheet) and block.name == name)
    assert all(len(row) == len(found.head) for row in found.rows)
    return [[entry.text for entry in row] for row in found.rows]


def warnings(section: Section | None) -> list[str]:
    assert section is not None
    return [
        paragraph
        for block in section.blocks
        if isinstance(block, Text) and block.warning
        for paragraph in block.paragraphs
    ]


def test_the_first_section_is_the_overview_and_names_are_anchors() -> None:
    found = sections(Material(frame=mixed(), about={"mine": {}}))
    assert SECTIONS[0] is overview
    names = [section.name for section in found]
    names += [block.name for section in found for block in section.blocks if isinstance(block, Sheet)]
    assert len(names) == len(set(names))


def test_famous_questions_beside_their_twins() -> None:
    famous = replace(decimals(), params={"famous": "9.9 or 9.11"})
    twins = [
        replace(decimals(f"{n}.8", f"{n}.12", right=f"{n}.8"), params={"twin": "9.9 or 9.11"})
        for n in range(1, 9)
    ]
    frame = replied([(famous, "9.11"), *((twin, twin.answer.value) for twin in twins)])
    rows = table(overview(Material(frame=frame, about={}, probes=[famous, *twins])), "famous-table")
    assert rows == [["9.9 or 9.11", "0.0 %", "1", "100.0 %", "8", "too few to tell"]]
    frame = replied([(famous, "9.9"), *((twin, twin.answer.options[1]) for twin in twins)])
    rows = table(overview(Material(frame=frame, about={}, probes=[famous, *twins])), "famous-table")
    assert rows[0][-1] == "too few to tell"  # one reply cannot show a difference


def test_an_unfinished_run_says_so_first() -> None:
    frame = mixed()
    assert "2 of 8 replies asked for failed" in warnings(overview(Material(frame=frame, about={})))[0]


def test_runs_that_were_asked_differently_are_warned_of() -> None:
    one, other = mixed("a"), mixed("b").head(6)
    about = {"a": {"suite": "core", "temperature": "0"}, "b": {"suite": "smoke", "temperature": "0"}}
    section = comparison(Material(frame=pd.concat([one, other], ignore_index=True), about=about))
    assert warnings(section) == [
        "The runs differ in suite: core (a); smoke (b).",
        "Of 8 probes, 6 were asked of every run. Accuracies of a run are over its own probes; differences "
        "below are over the probes that both runs were asked.",
    ]


def test_runs_that_share_nothing_are_not_compared() -> None:
    frame = pd.concat(
        [replied([(decimals(), "9.9")], run="a"), replied([(letters("plum", "p", 1), "1")], run="b")],
        ignore_index=True,
    )
    section = comparison(Material(frame=frame, about={}))
    assert any("share no probes" in sentence for sentence in warnings(section))
    assert table(section, "matrix-table") == [
        ["counting.letters", "", "100"],
        ["comparison.decimals", "100", ""],
        ["all", "100", "100"],
    ]


def test_one_run_has_no_comparison_and_one_wording_no_wording() -> None:
    frame = replied([(letters("plum", "p", 1), "1")])
    material = Material(frame=frame, about={})
    assert comparison(material) is None
    assert wording(material) is None
    assert consistent(material) is None


def test_samples_of_a_reply() -> None:
    asked = [letters("plum", "p", 1), letters("pear", "z", 0)]
    first, second = (replied(list(zip(asked, said, strict=True))) for said in (["1", "0"], ["1", "4"]))
    frame = pd.concat([first, second.assign(sample=1)], ignore_index=True)
    rows = table(consistent(Material(frame=frame, about={}, probes=asked)), "samples-table")
    assert rows == [["counting.letters", "2", "50.0 %", "50.0 %", "0.0 %", "75.0 %"]]
