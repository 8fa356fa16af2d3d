"""How far off texts are, and how often bans are broken: cells counted by hand."""

import math
from collections.abc import Sequence

import pytest

from jagbench.analysis.charts.chart import Material
from jagbench.analysis.charts.tables import table, write_table
from jagbench.analysis.frame.rows import Given, Row, judged, to_frame
from jagbench.analysis.measures.writing import EVERY, bans, lengths
from jagbench.errors import InvalidArgument
from jagbench.probes import Answer, Probe, probe_id
from jagbench.runners.engines.solver import Solver


def asking(constraint: str, item: int, *, level: int = 1) -> Probe:
    answer = Answer(kind="constraint", value=constraint)
    prompt = f"Number {item}: write {constraint}."
    return Probe(
        id=probe_id(prompt, answer),
        item=f"{item:016x}",
        skill="writing.length",
        version=1,
        level=level,
        grade=1,
        language="en",
        frame="plain",
        template="plain",
        order="ab",
        prompt=prompt,
        answer=answer,
    )


def row(constraint: str, item: int, reply: str | None, *, finish: str = "stop") -> Row:
    given = Given(text=reply, finish_reason=finish)
    return judged(asking(constraint, item), given, run="mine", model="m")


def test_errors_are_signed_and_relative_to_what_was_asked_for() -> None:
    frame = to_frame(
        [
            row("exactly 4 words", 1, "one two three four"),
            row("exactly 4 words", 2, "one two"),
            row("exactly 2 words", 3, "one two three four"),
            row("exactly 4 words", 4, "one two three", finish="length"),
            row("exactly 4 words", 5, None),
            row("at most 4 words", 6, "one"),
            row("exactly 8 letters", 7, "abcdef"),
        ]
    )

    letters, words, short, longer = lengths(frame).to_dict("records")

    assert (words["unit"], words["n_from"], words["n_to"]) == ("words", 2, 4)
    assert (words["asked"], words["texts"], words["exact"]) == (4, 3, 0.25)
    assert (words["error"], words["short"], words["long"]) == (
        0.0,
        pytest.approx(1 / 3),
        pytest.approx(1 / 3),
    )
    assert math.isnan(words["error_low"])
    assert (letters["unit"], letters["n_from"], letters["error"]) == ("letters", 8, -0.25)
    assert {**short, "unit": "words"} == pytest.approx(words, nan_ok=True)
    assert {**longer, "unit": "letters"} == pytest.approx(letters, nan_ok=True)


def test_lengths_are_put_together_over_units_and_units_over_lengths() -> None:
    frame = to_frame(
        [row("exactly 2 words", 1, "a b"), row("exactly 3 letters", 2, "abc"), row("exactly 6 words", 3, "a")]
    )

    found = lengths(frame)[["unit", "n_from", "n_to", "asked", "exact"]]

    assert found.to_numpy().tolist() == [
        ["letters", 3, 3, 1, 1.0],
        ["words", 2, 6, 2, 0.5],
        [EVERY, 2, 3, 2, 1.0],
        [EVERY, 6, 6, 1, 0.0],
    ]


def test_the_interval_of_a_median_is_between_order_statistics() -> None:
    """Of ten values the second and ninth hold the median in 97.9 % of samples, the next ones in 89.1 %."""
    rows = [row("exactly 10 words", n, " ".join("a" for _ in range(n))) for n in range(11, 21)]

    found, *_ = lengths(to_frame(rows)).to_dict("records")

    assert [found[name] for name in ("error", "error_low", "error_high")] == pytest.approx([0.55, 0.2, 0.9])


def test_bans_stand_beside_their_controls_item_by_item() -> None:
    banned = 'exactly 1 sentence; without the letter "e"'
    allowed = 'exactly 1 sentence; with or without the letter "e"'
    frame = to_frame(
        [
            row(banned, 1, "Snow is cold."),
            row(allowed, 1, "We see snow."),
            row(banned, 2, "We see snow."),
            row(allowed, 2, "We see snow."),
            row(allowed, 3, "Snow. No end."),
            row(banned, 4, "", finish="stop"),
        ]
    )

    (found,) = bans(frame).to_dict("records")

    assert (found["banned"], found["asked"], found["texts"], found["broken"]) == ("letter", 3, 2, 0.5)
    assert (found["controls"], found["base"], found["pairs"], found["change"]) == (3, 1.0, 2, -0.5)
    assert found["change_low"] < -0.5 < found["change_high"]


def written_by(query: str, probes: Sequence[Probe]) -> list[Row]:
    solver = Solver("exact", probes, query)
    return [
        judged(probe, Given(text=solver.answer(probe.id), finish_reason="stop"), run="mine", model="m")
        for probe in probes
    ]


def test_what_is_planted_is_found() -> None:
    probes = [asking("exactly 10 words", item) for item in range(20)]
    kinds = ('without the word "snow"', 'with or without the word "snow"')
    bans_and_controls = [
        asking(f"exactly 1 sentence; {kind}", 100 + item) for item in range(200) for kind in kinds
    ]

    off, _ = lengths(to_frame(written_by("off=3", probes))).to_dict("records")
    (found,) = bans(to_frame(written_by("breaks=0.3&uses=0.8&seed=5", bans_and_controls))).to_dict("records")

    assert [off[name] for name in ("exact", "error", "error_low", "error_high")] == pytest.approx(
        [0, 0.3, 0.3, 0.3]
    )
    assert found["low"] < 0.3 < found["high"]
    assert found["base_low"] < 0.8 < found["base_high"]
    assert found["change_low"] < -0.5 < found["change_high"]


def test_tables_show_them_or_say_that_there_is_nothing() -> None:
    texts = Material(frame=to_frame([row("exactly 4 words", 1, "one two")]))

    shown = write_table(table("lengths", texts), "markdown")

    assert "| mine | words | 4 | 4 | 1 | 1 | 0.0 [0.0, 79.3] | −50.0 | 100.0 | 0.0 |" in shown
    with pytest.raises(
        InvalidArgument, match="There is nothing to show: no text without something was asked"
    ):
        table("bans", texts)
