"""A coin, things that change hands, and lamps, followed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.families.states.operands import follow, game
from tests.generators.families.calendar.asking import ask, reads, right, wrong

COIN = ("heads", "girl0", "turn", "boy0", "leave", "girl1", "turn", "boy1", "turn")
GAME = (
    *("girl0", "boy0", "girl1"),
    *("book", "key", "ball"),
    "book",
    *("girl0", "boy0", "boy0", "girl1", "girl0", "boy0"),
)


def test_a_coin() -> None:
    assert right(ask("states.coin", *COIN, direction="heads")) == "no"
    assert right(ask("states.coin", *COIN, direction="tails")) == "yes"
    assert wrong(ask("states.coin", *COIN, direction="heads")) == {
        "never_turns": "yes",
        "everybody_turns": "yes",
        "drops_first_person": "yes",
        "always_yes": "yes",
    }


def test_swaps() -> None:
    question = ask("states.swaps", *GAME)

    assert right(question) == "girl1"
    assert wrong(question) == {
        "first_owner": "girl0",
        "drops_first_swap": "boy0",
        "first_partner": "boy0",
        "last_named": "boy0",
    }


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_one_child_ends_with_its_own_thing(level: int) -> None:
    skill = get_skill("states.swaps")
    for index in range(40):
        item = skill.item(level=level, seed=1, index=index)
        names, _, swaps = game(ask("states.swaps", *item.operands))
        assert sum(follow(child, swaps) == child for child in range(len(names))) == 1


def test_lamps() -> None:
    question = ask("states.lamps", "A, B, C, D, E", "B, D", "A, B, A, C, B, B, E")

    assert right(question) == "3"
    assert wrong(question) == {
        "never_switches_off": "5",
        "presses_once": "4",
        "ignores_presses": "2",
        "counts_off": "2",
        "drops_last_press": "2",
        "one_more": "4",
        "one_less": "2",
    }


@given(st.lists(st.sampled_from("ABCDEF"), min_size=1), st.sets(st.sampled_from("ABCDEF"), min_size=1))
def test_pressing_all_buttons_twice_changes_nothing(pressed: list[str], lit: set[str]) -> None:
    operands = ["A, B, C, D, E, F", ", ".join(sorted(lit)), ", ".join([*pressed, *pressed])]

    assert right(ask("states.lamps", *operands)) == str(len(lit))


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("coin", "en", "Is heads up?\nA coin lies with heads up. Ann turns the coin over.", "no"),
        ("coin", "ja", "表ですか。\nコインが裏を上に。太郎さんはコインをひっくり返します。", "はい"),
        (
            "swaps",
            "de",
            "?\nEva hat das Buch. Tim hat die Uhr. Eva und Tim tauschen. Wer hat am Ende das Buch?",
            "Tim",
        ),
        ("swaps", "zh", "？\n小红有书。小明有球。小红和小明互换了手里的东西。最后谁有球？", "小红"),
        ("lamps", "fr", "Combien ?\nLampes : A, B, C\nAllumées : B\nBoutons : A, B, A, C", "1"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"states.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("coin", "Is it up?\nA coin lies with heads up.", "one side each"),
        ("swaps", "?\nAnn has the book. Ann and Tom swap what they have. Who has the book?", "nothing"),
        ("swaps", "?\nAnn has the book. Who has the ball at the end?", "ask for one thing"),
        ("lamps", "?\nLamps: A, B\nOn: A\nPressed: C", "list lamps"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"states.{name}", prompt)
