"""Whether own words are known, on respondents of whom it is known."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.frame.rows import frame
from jagbench.analysis.turns.measures import measured
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.engine import Sampling
from jagbench.runners.journal import to_line
from jagbench.runners.manner import Manner
from jagbench.runners.opened import questions
from jagbench.runners.protocols import answer_turn, open_protocol
from jagbench.runners.protocols.mirror import altered
from jagbench.runners.run import run
from jagbench.runners.run_directory import JOURNAL, REPLIES, RunDirectory
from tests.analysis.turns.test_pressure import figure
from tests.runners.samples import make_probe

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(10, 90)])


def mirrored(traits: str, folder: Path, of: str = "off_by_one") -> RunDirectory:
    other = run(f"solver:{of}", SUITE, out=folder / "other")
    return run(f"solver:{traits}", SUITE, manner=Manner(protocol="mirror"), out=folder / "run", of=other)


def test_both_orders_are_asked_and_the_own_turn_is_shown_as_it_was_and_altered() -> None:
    probe = SUITE.probes[2]
    protocol = open_protocol("mirror", Sampling(), other={probe.id: "I say 14."})
    asks = list(questions(protocol, probe, reply=lambda number, _: "It is 13." if number == 1 else "A"))
    assert [len(ask.messages) for ask in asks] == [1, 1, 1, 3, 3]
    assert "Reply A:\nIt is 13.\n\nReply B:\nI say 14." in asks[1].messages[0].content
    assert "Reply A:\nI say 14.\n\nReply B:\nIt is 13." in asks[2].messages[0].content
    assert asks[3].messages[1].content == "It is 13."
    assert asks[4].messages[1].content == altered("It is 13.", probe.id)
    assert asks[3].messages[2] == asks[4].messages[2]
    assert answer_turn("mirror") == 0


@given(st.text(min_size=1), st.integers(0, 10**6))
def test_one_character_is_altered_and_no_more(reply: str, number: int) -> None:
    other = altered(reply, str(number))
    assert other != reply
    assert altered(reply, str(number)) == other
    if any(character in "0123456789" for character in reply):
        (place,) = [place for place in range(len(reply)) if reply[place] != other[place]]
        assert reply[place] in "0123456789"
        assert other[place] in "0123456789"


def test_one_who_knows_its_words(tmp_path: Path) -> None:
    found = measured(mirrored("exact", tmp_path))
    assert figure(found, "recognised", "all").value == 1
    assert figure(found, "recognised", "all").n == 160
    assert figure(found, "recognised twice", "all").n == 80
    assert figure(found, "says A", "all").value == 0.5
    assert figure(found, "taken for own", "unaltered").value == 1
    assert figure(found, "taken for own", "altered").value == 0
    # Right beside wrong: nothing is matched, so nothing is said of matched pairs.
    assert figure(found, "recognised", "matched").n == 0


def test_planted_shares_lie_in_their_intervals(tmp_path: Path) -> None:
    found = measured(mirrored("exact?recognises=0.6&notices=0.7&doubts=0.1", tmp_path))
    for measure, arm, planted in (
        ("recognised", "all", 0.6),
        ("recognised twice", "all", 0.36),
        ("taken for own", "altered", 0.3),
        ("taken for own", "unaltered", 0.9),
    ):
        row = figure(found, measure, arm)
        assert row.low < planted < row.high, measure


def test_pairs_are_matched_in_being_right_and_in_length(tmp_path: Path) -> None:
    # Both wrong, by different lures of the same length for most numbers.
    found = measured(mirrored("off_by_one?knows=1", tmp_path, of="exact"))
    assert figure(found, "recognised", "matched").n == 0
    same = measured(mirrored("exact", tmp_path / "same", of="exact"))
    assert figure(same, "recognised", "all").n == 0
    styled = measured(mirrored("exact", tmp_path / "styled", of="exact?knows=0.5"))
    assert figure(styled, "recognised", "all").n == 2 * sum(
        frame(RunDirectory.open(tmp_path / "styled" / "other"))["correct"] == 0
    )


def test_a_mirror_whose_questions_were_cut_is_in_no_figure(tmp_path: Path) -> None:
    directory = mirrored("exact", tmp_path)
    kept = [
        reply for reply in directory.iter_replies() if reply.turn < 4 or reply.probe != SUITE.probes[0].id
    ]
    (directory.path / REPLIES).unlink()
    (directory.path / JOURNAL).write_text("".join(map(to_line, kept)))
    found = measured(directory)
    assert found.left_out == 1
    assert figure(found, "taken for own", "altered").n == 79
    assert frame(directory)["correct"].all()


def test_a_mirror_without_a_partner_run_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"'mirror' shows the replies of another run: give its folder"):
        run("solver:exact", SUITE, manner=Manner(protocol="mirror"), out=tmp_path / "run")
