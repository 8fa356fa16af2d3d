"""Options that are one sentence but for a part are named by their part, and by no place in a row."""

import pytest

from jagbench.analysis.reading import read

GOLFERS = ("Ann finished second.", "Bob finished second.", "Cid finished second.", "Dan finished second.")
FRUITS = (
    "The plums are the third-most expensive.",
    "The pears are the third-most expensive.",
    "The figs are the third-most expensive.",
)
GERMAN = ("Das rote Buch ist das zweite.", "Das blaue Buch ist das zweite.", "Das grüne Buch ist das zweite.")


def said(reply: str, options: tuple[str, ...], *, lettered: bool = True) -> str | None:
    shown = [f"({'ABCD'[place]}) {each}" for place, each in enumerate(options)]
    prompt = "There was a contest of four.\n" + "\n".join(shown if lettered else options)
    return read(reply, kind="choice", options=options, prompt=prompt).value


@pytest.mark.parametrize(
    ("options", "reply", "right"),
    [
        (GOLFERS, "Bob finished second.", 1),
        (
            GOLFERS,
            "First is Cid, then second is Bob, then third is Dan.\nSo the one who finished second is Bob.",
            1,
        ),
        (GOLFERS, "Dan is third, Cid is first.\nAccording to this order, Bob finished second.", 1),
        (GOLFERS, "Ann is not third. Bob finished above Ann. Bob finished second.", 1),
        (
            FRUITS,
            "First is figs, then second is plums.\nThe third-most expensive fruit is the pears.",
            1,
        ),
        (FRUITS, "The third-most expensive are the figs.", 2),
        (GERMAN, "Rot liegt links. Also ist das blaue Buch das zweite.", 1),
    ],
)
@pytest.mark.parametrize("lettered", [True, False])
def test_a_part_names_its_option(options: tuple[str, ...], reply: str, right: int, lettered: bool) -> None:
    assert said(reply, options, lettered=lettered) == options[right]


@pytest.mark.parametrize(
    "reply",
    [
        "Cid finished fourth.",
        "Dan finished third.",
        "The order is Cid, Dan, Bob, and Ann is fourth.",
        "Ann came third",
    ],
)
def test_a_place_in_a_row_is_no_option(reply: str) -> None:
    assert said(reply, GOLFERS) is None


@pytest.mark.parametrize(
    "reply", ["The second option.", "The second option is right.", "The second one is right."]
)
def test_a_place_with_its_noun_is_one(reply: str) -> None:
    assert said(reply, GOLFERS) == GOLFERS[1]


def test_what_is_denied_of_a_part_is_no_answer() -> None:
    assert said("Bob was not the one who finished second.", GOLFERS) is None


def test_an_option_in_steps_that_break_off_is_not_committed_to() -> None:
    options = ("12 kg", "24 kg", "36 kg", "48 kg")
    prompt = "How heavy is it?\n" + "\n".join(
        f"{'ABCD'[place]}. {each}" for place, each in enumerate(options)
    )
    steps = "We add the crates one after the other and weigh them again. " * 12
    cut = f"{steps}Therefore the first crate is 24 kg. We multiply it by the number of the crates, which is"

    assert read(cut, kind="choice", options=options, prompt=prompt).outcome == "truncated"
    assert (
        read(f"{steps}Therefore it is 24 kg.", kind="choice", options=options, prompt=prompt).value == "24 kg"
    )
