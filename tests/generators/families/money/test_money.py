"""Change, receipts and coins, worked out by hand."""

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators import Question, get_skill
from jagbench.generators.families.money.coins import PIECES
from jagbench.generators.families.money.misconceptions import fewest
from jagbench.probes import Item
from tests.generators.families.calendar.asking import reads, right, wrong


def ask(name: str, *operands: str, currency: str = "decimal") -> Question:
    """A question about amounts in a currency."""
    params = {"currency": currency}
    item = Item(skill=name, version=1, level=1, grade=1, operands=operands, params=params)
    return Question(item=item)


@pytest.mark.parametrize(
    ("currency", "paid", "prices", "change"),
    [
        ("decimal", "10.00", ["3.60"], "6.4"),
        ("decimal", "20.00", ["3.45", "7.05"], "9.5"),
        ("whole", "10000", ["3600"], "6400"),
    ],
)
def test_change(currency: str, paid: str, prices: list[str], change: str) -> None:
    assert right(ask("money.change", paid, *prices, currency=currency)) == change


def test_lures_of_change() -> None:
    assert wrong(ask("money.change", "10.00", "2.00", "1.60")) == {
        "smaller_from_larger": "13.6",
        "keeps_small_part": "7.6",
        "does_not_pay_back": "7.4",
        "answers_price": "3.6",
        "adds": "13.6",
        "first_price_only": "8",
        "last_price_only": "8.4",
    }


@pytest.mark.parametrize(
    ("currency", "lines", "total"),
    [
        ("decimal", ["apples", "2", "3.50"], "7"),
        ("decimal", ["apples", "2", "3.00", "cups", "4", "2.25"], "15"),
        ("whole", ["apples", "2", "1500", "cups", "3", "900"], "5700"),
    ],
)
def test_a_receipt(currency: str, lines: list[str], total: str) -> None:
    assert right(ask("money.total", *lines, currency=currency)) == total


def test_lures_of_a_receipt() -> None:
    assert wrong(ask("money.total", "apples", "2", "3.50", "cups", "4", "2.00")) == {
        "one_of_each": "5.5",
        "one_of_first": "11.5",
        "one_of_last": "9",
        "forgets_last": "7",
        "all_at_first_price": "21",
        "one_thing_more": "18.5",
        "drops_small_part": "14",
    }


@pytest.mark.parametrize(("amount", "pieces"), [("40", "2"), ("87", "6"), ("99", "8"), ("1", "1")])
def test_the_fewest_coins(amount: str, pieces: str) -> None:
    assert right(ask("money.fewest_coins", amount, "1", "5", "10", "20", "50", "100")) == pieces


def test_lures_of_the_fewest_coins() -> None:
    assert wrong(ask("money.fewest_coins", "87", "1", "5", "10", "20", "50")) == {
        "smallest_only": "87",
        "without_largest": "7",
        "counts_kinds": "5",
        "sum_of_digits": "15",
        "one_more": "7",
        "one_less": "5",
    }


@pytest.mark.parametrize("currency", ["decimal", "whole"])
@pytest.mark.parametrize("kinds", [4, 5, 6])
def test_the_largest_piece_first_is_best(currency: str, kinds: int) -> None:
    pieces = sorted(PIECES[currency][:kinds], reverse=True)
    sizes = [piece // pieces[-1] for piece in pieces]
    best = [0]
    for units in range(1, 1001):
        best.append(1 + min(best[units - size] for size in sizes if size <= units))

    assert [fewest(units * pieces[-1], pieces) for units in range(1001)] == best


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_some_change_is_left(level: int) -> None:
    skill = get_skill("money.change")
    for index in range(80):
        item = skill.item(level=level, seed=1, index=index)
        paid, *prices = [float(amount) for amount in item.operands]
        assert min(prices) > 0
        assert sum(prices) < paid


@pytest.mark.parametrize(
    ("name", "language", "prompt", "answer"),
    [
        ("change", "en", "Change?\nPrices: $3.45, $7.05\nPaid: $20.00", "9.5"),
        ("change", "ja", "おつりは。\n値段：360円、40円\n払ったお金：1000円", "600"),
        ("total", "de", "Summe?\nHefte: 2 Stück zu je 3,50 €\nTassen: 4 Stück zu je 2,00 €", "15"),
        ("total", "ko", "모두 얼마?\n사과: 하나에 900원씩 3개", "2700"),
        ("fewest_coins", "en", "Fewest?\nKinds: $1, $5, $10, $20\nAmount: $87", "7"),
        ("fewest_coins", "zh", "几枚？\n面值：1元、5元、10元\n金额：18元", "5"),
    ],
)
def test_the_oracle(name: str, language: str, prompt: str, answer: str) -> None:
    assert reads(f"money.{name}", prompt, language) == answer


@pytest.mark.parametrize(
    ("name", "prompt", "message"),
    [
        ("change", "Change?\nPrices: $3.45, $7.05\nPaid: $5.00", "does not cover"),
        ("change", "Change?\nPrices: $3.45", "prices and a payment"),
        ("total", "Sum?\nApples: $3.45", "how many there are at which price"),
        ("fewest_coins", "Fewest?\nAmount: $87", "pieces and an amount"),
        ("fewest_coins", "Fewest?\nKinds: $1\nAmount: $87", "pieces and one amount"),
    ],
)
def test_what_the_oracle_refuses(name: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(f"money.{name}", prompt)
