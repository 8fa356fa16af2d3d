"""Small conclusions, drawn by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import JagbenchError
from tests.generators.families.calendar.asking import ask, reads, right, wrong

CONSTANT = {"always_true": "true", "always_false": "false", "always_unknown": "unknown"}


def others(answer: str) -> dict[str, str]:
    """The lures of always saying the same."""
    return {name: value for name, value in CONSTANT.items() if value != answer}


@pytest.mark.parametrize(
    ("claim", "facts", "answer"),
    [
        ("run_more girl0 girl2", ["run_more girl0 girl1", "run_less girl2 girl1"], "true"),
        ("run_less girl0 girl2", ["run_more girl0 girl1", "run_less girl2 girl1"], "false"),
        ("run_more girl0 girl2", ["run_more girl0 girl1", "run_more girl2 girl1"], "unknown"),
    ],
)
def test_comparisons(claim: str, facts: list[str], answer: str) -> None:
    assert right(ask("logic.order", claim, *facts)) == answer


def test_lures_of_comparisons() -> None:
    question = ask("logic.order", "run_more girl0 girl2", "run_more girl0 girl1", "run_less girl2 girl1")

    assert wrong(question) == {"ignores_less": "unknown", "turns_all": "false", **others("true")}


@pytest.mark.parametrize(
    ("fact", "claim", "answer"),
    [
        ("is+ 0", "is+ 1", "true"),
        ("is+ 0", "is- 1", "false"),
        ("is- 1", "is- 0", "true"),
        ("is- 1", "is+ 0", "false"),
        ("is+ 1", "is+ 0", "unknown"),
        ("is- 0", "is+ 1", "unknown"),
    ],
)
def test_a_rule_holds_forwards_and_its_contrapositive_backwards(fact: str, claim: str, answer: str) -> None:
    assert right(ask("logic.rules", claim, "all++ 0 1", fact)) == answer


def test_lures_of_rules() -> None:
    converse = ask("logic.rules", "is+ 0", "all++ 0 1", "is+ 1")
    some = ask("logic.rules", "is- 1", "some++ 0 1", "is+ 0")
    backwards = ask("logic.rules", "is- 0", "all++ 0 1", "is- 1")

    assert wrong(converse) == {"converts_rules": "true", "matches_signs": "true", **others("unknown")}
    assert wrong(some) == {"some_is_all": "false", "matches_signs": "false", **others("unknown")}
    assert wrong(backwards) == {"no_way_back": "unknown", **others("true")}


@pytest.mark.parametrize(
    ("sentence", "fact", "answer"),
    [
        ("not_both girl0 girl1", "home girl0", "false"),
        ("not_both girl0 girl1", "away girl0", "unknown"),
        ("at_least_one girl0 girl1", "away girl0", "true"),
        ("at_least_one girl0 girl1", "home girl0", "unknown"),
        ("if girl0 girl1", "home girl0", "true"),
        ("if girl0 girl1", "away girl0", "unknown"),
        ("if girl1 girl0", "away girl0", "false"),
        ("if girl1 girl0", "home girl0", "unknown"),
    ],
)
def test_who_is_at_home(sentence: str, fact: str, answer: str) -> None:
    assert right(ask("logic.not_both", "home girl1", sentence, fact)) == answer


def test_lures_of_homes() -> None:
    only_if = ask("logic.not_both", "home girl1", "if girl0 girl1", "away girl0")
    just_one = ask("logic.not_both", "home girl1", "not_both girl0 girl1", "away girl0")
    exclusive = ask("logic.not_both", "home girl1", "at_least_one girl0 girl1", "home girl0")

    assert wrong(only_if)["if_is_only_if"] == "false"
    assert wrong(just_one)["not_both_is_one"] == "true"
    assert wrong(exclusive)["or_excludes_both"] == "false"


def test_liars() -> None:
    question = ask("logic.liars", "girl2", "says_liar girl1 girl2", "liar girl0", "says_honest girl0 girl1")

    assert right(question) == "yes"
    assert wrong(question) == {
        "one_lie_spoils_all": "no",
        "goes_by_last_words": "no",
        "goes_by_first_person": "no",
        "drops_first_person": "no",
        "always_no": "no",
    }


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_the_order_of_sentences_does_not_matter(lies: list[bool], data: st.DataObject) -> None:
    sentences = ["honest girl0"] + [
        f"says_{'liar' if lie else 'honest'} girl{place} girl{place + 1}" for place, lie in enumerate(lies)
    ]
    shuffled = data.draw(st.permutations(sentences))
    asked = f"girl{len(lies)}"

    assert right(ask("logic.liars", asked, *shuffled)) == right(ask("logic.liars", asked, *sentences))


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        (
            "order",
            "en",
            "?\nNotes: Ann earns more than Ben. Cleo earns less than Ben.\nClaim: Ann earns more than Cleo.",
            "true",
        ),
        ("order", "zh", "？\n句子：小红比小明跑得快。小兰比小明跑得快。\n断言：小红比小兰跑得快。", "未知"),
        (
            "rules",
            "de",
            "?\n"
            "Sätze: Keine Karte ohne Stern hat einen Mond. Ediths Karte hat einen Mond.\n"
            "Behauptung: Ediths Karte hat einen Stern.",
            "wahr",
        ),
        (
            "rules",
            "ko",
            "?\n"
            "문장: 별이 있는 카드 가운데 일부에는 달이 있습니다. 다은의 카드에는 별이 있습니다.\n"
            "주장: 다은의 카드에는 달이 있습니다.",
            "알 수 없음",
        ),
        (
            "not_both",
            "fr",
            "?\n"
            "Faits : Léa et Paul ne sont pas tous les deux à la maison. Léa est à la maison.\n"
            "Affirmation : Paul est à la maison.",
            "faux",
        ),
        ("liars", "es", "¿Dice Ana la verdad?\nEva miente. Ana dice que Eva dice la verdad.", "no"),
        (
            "liars",
            "ja",
            "花子さんは本当のことを言う人ですか。\n太郎さんはうそをつきます。花子さんは「太郎さんはうそをつく」と言っています。",
            "はい",
        ),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"logic.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("order", "?\nNotes: Ann sings.\nClaim: Ann earns more than Cleo.", "no comparison"),
        ("order", "?\nNotes: Ann earns more than Ann.\nClaim: Ann earns more than Cleo.", "contradict"),
        ("rules", "?\nNotes: Eve sings.\nClaim: Eve's card has a star.", "not understood"),
        ("not_both", "?\nNotes: Ann is at home. Ann is not at home.\nClaim: Ann is at home.", "contradict"),
        ("not_both", "?\nAnn is at home.", "no sentences and claim"),
        ("liars", "Does she tell the truth?\nAnn lies.", "about one person"),
        ("liars", "Does Ann tell the truth?\nAnn sings.", "not understood"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"logic.{name}", prompt)
