"""What sections say, without a browser."""

from dataclasses import replace

import pandas as pd

from jagbench.analysis.report.section import Material, Plot, Section, Sheet, Text
from jagbench.analysis.report.sections import SECTIONS, sections
from jagbench.analysis.report.sections.checkpoints import checkpoints
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


def test_several_samples_stand_with_what_they_come_to() -> None:
    asked = [letters("plum", "p", 1), letters("pear", "z", 0)]
    said = (["1", "0"], ["1", "4"])
    frame = pd.concat(
        [
            replied(list(zip(asked, texts, strict=True))).assign(sample=sample)
            for sample, texts in enumerate(said)
        ],
        ignore_index=True,
    )
    section = consistent(Material(frame=frame, about={}, probes=asked))
    rows = {row[0]: row[1] for row in table(section, "sampled-table")}
    assert rows == {
        "right": "75.0 %",
        "pass@2": "100.0 %",
        "all 2 right": "50.0 %",
        "majority of 2 right": "75.0 %",
        "two samples agree": "50.0 %",
        "right minus agree": "+25.0",
    }
    assert section is not None
    (plot,) = [block for block in section.blocks if isinstance(block, Plot)]
    at_two = plot.figure.data.query("k == 2").set_index("measure")["value"]
    assert at_two.to_dict() == {"pass": 1, "all_right": 0.5, "majority": 0.75}


def checkpoint(run: str, right: int) -> pd.DataFrame:
    """A run of forty items, of which the first ones are right."""
    return replied([(letters(f"plum{at}", "p", 1), "1" if at < right else "4") for at in range(40)], run=run)


def test_a_change_of_a_series_of_runs_stands_with_its_first_run() -> None:
    runs = {"step-300": 5, "step-20": 35, "step-100": 35, "step-200": 5}
    frame = pd.concat([checkpoint(run, right) for run, right in runs.items()], ignore_index=True)
    section = checkpoints(Material(frame=frame, about={}))
    rows = table(section, "trend-table")
    assert rows[0][:5] == ["all", "step-200", "87.5 %", "12.5 %", "−75.0"]
    assert section is not None
    (said,) = [block for block in section.blocks if isinstance(block, Text)]
    assert said.paragraphs[0].startswith("4 runs in the order of the number in their labels, on the 40 ")
    (plot,) = [block for block in section.blocks if isinstance(block, Plot)]
    assert list(dict.fromkeys(plot.figure.data["run"])) == ["step-20", "step-100", "step-200", "step-300"]


def test_runs_that_are_no_series_have_no_trend() -> None:
    frame = pd.concat([checkpoint(run, 9) for run in ("base", "tuned", "new")], ignore_index=True)
    assert checkpoints(Material(frame=frame, about={})) is None
    pair = pd.concat([checkpoint(run, 9) for run in ("step-1", "step-2")], ignore_index=True)
    assert checkpoints(Material(frame=pair, about={})) is None
