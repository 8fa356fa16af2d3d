"""Wrong ways with money: columns subtracted one by one, a price forgotten, a number of things ignored.

The columnwise errors are those of subtraction (Brown and Burton, "Diagnostic models for procedural bugs in
basic mathematical skills", Cognitive Science 2, 1978), and money adds cents that are kept as they are. ORCA
(arXiv 2511.02589) finds language models wrong in half of everyday sums.
"""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.money.operands import coins, plain_amount, purchase, receipt
from jagbench.generators.skill.definition import Misconception, Question

# --- change -----------------------------------------------------------------------------------------


def _change(meaning: str, work: Callable[[int, Sequence[int]], int | None]) -> Misconception:
    """A wrong amount from what is paid and the prices, in smallest units; none below zero."""

    def predict(question: Question) -> str | None:
        found = work(*purchase(question))
        return None if found is None or found < 0 else plain_amount(found, question)

    predict.__doc__ = meaning
    return predict


def smaller_from_larger(paid: int, prices: Sequence[int]) -> int:
    """Take the smaller digit from the larger in each column: 13.60 of 10 after 3.60."""
    spent = sum(prices)
    width = max(len(str(paid)), len(str(spent)))
    columns = zip(str(paid).rjust(width, "0"), str(spent).rjust(width, "0"), strict=True)
    return int("".join(str(abs(int(one) - int(other))) for one, other in columns))


def keeps_small_part(paid: int, prices: Sequence[int]) -> int:
    """Subtract the whole parts and keep the cents as they are: 7.60 of 10 after 3.60."""
    return (paid // 100 - sum(prices) // 100) * 100 + sum(prices) % 100


CHANGE: Mapping[str, Misconception] = {
    "smaller_from_larger": _change(
        "Take the smaller digit from the larger in each column: 13.60 of 10 after 3.60.", smaller_from_larger
    ),
    "keeps_small_part": _change(
        "Subtract the whole parts and keep the rest: 7.60 of 10 after 3.60.", keeps_small_part
    ),
    "does_not_pay_back": _change(
        "Borrow a whole one and do not pay it back: 7.40 of 10 after 3.60.",
        lambda paid, prices: paid - sum(prices) + 100,
    ),
    "answers_price": _change("Say what was spent: 3.60 of 10 after 3.60.", lambda paid, prices: sum(prices)),
    "adds": _change(
        "Add instead of subtracting: 13.60 of 10 after 3.60.", lambda paid, prices: paid + sum(prices)
    ),
    "first_price_only": _change(
        "Take off the first price only: 8 of 10 after 2 and 1.60.", lambda paid, prices: paid - prices[0]
    ),
    "last_price_only": _change(
        "Take off the last price only: 8.40 of 10 after 2 and 1.60.", lambda paid, prices: paid - prices[-1]
    ),
}


# --- several things ---------------------------------------------------------------------------------


def _total(meaning: str, work: Callable[[Sequence[tuple[int, int]]], int]) -> Misconception:
    """A wrong amount from numbers of things and prices."""

    def predict(question: Question) -> str:
        return plain_amount(work(receipt(question)), question)

    predict.__doc__ = meaning
    return predict


def total(lines: Sequence[tuple[int, int]]) -> int:
    """Each number times its price, added."""
    return sum(many * price for many, price in lines)


TOTAL: Mapping[str, Misconception] = {
    "one_of_each": _total(
        "Buy one of each: 5 for 2 at 3 and 4 at 2.", lambda lines: sum(price for _, price in lines)
    ),
    "one_of_first": _total(
        "Buy one of the first kind: 11 for 2 at 3 and 4 at 2.",
        lambda lines: lines[0][1] + total(lines[1:]),
    ),
    "one_of_last": _total(
        "Buy one of the last kind: 8 for 2 at 3 and 4 at 2.", lambda lines: total(lines[:-1]) + lines[-1][1]
    ),
    "forgets_last": _total(
        "Leave out the last kind: 6 for 2 at 3 and 4 at 2.", lambda lines: total(lines[:-1])
    ),
    "all_at_first_price": _total(
        "Take the first price for all: 18 for 2 at 3 and 4 at 2.",
        lambda lines: sum(many for many, _ in lines) * lines[0][1],
    ),
    "one_thing_more": _total(
        "Buy one more of the first kind: 17 for 2 at 3 and 4 at 2.", lambda lines: total(lines) + lines[0][1]
    ),
    "drops_small_part": _total(
        "Leave out the cents of every price: 6 for 2 at 3.50.",
        lambda lines: sum(many * (price // 100 * 100) for many, price in lines),
    ),
}


# --- coins ------------------------------------------------------------------------------------------


def _pieces(meaning: str, work: Callable[[int, Sequence[int]], int | None]) -> Misconception:
    """A wrong number of pieces, from the amount and the pieces that there are."""

    def predict(question: Question) -> str | None:
        found = work(*coins(question))
        return None if found is None or found < 0 else str(found)

    predict.__doc__ = meaning
    return predict


def _taken(amount: int, pieces: Sequence[int]) -> Sequence[int]:
    """How many of each piece make up an amount, the largest that fits first."""
    counts: list[int] = []
    for piece in pieces:
        count, amount = divmod(amount, piece)
        counts.append(count)
    return counts


def fewest(amount: int, pieces: Sequence[int]) -> int:
    """How many pieces make up an amount, the largest that fits first."""
    return sum(_taken(amount, pieces))


def without_largest(amount: int, pieces: Sequence[int]) -> int | None:
    """Do without the largest piece that fits: 4 tens for 40 in place of 2 twenties."""
    fitting = [piece for piece in pieces if piece <= amount]
    return fewest(amount, fitting[1:]) if len(fitting) > 1 else None


FEWEST_COINS: Mapping[str, Misconception] = {
    "smallest_only": _pieces(
        "Pay with the smallest piece only: 40 ones for 40.", lambda amount, pieces: amount // pieces[-1]
    ),
    "without_largest": _pieces("Do without the largest piece that fits: 4 tens for 40.", without_largest),
    "counts_kinds": _pieces(
        "Count different pieces, not all of them: 1 for two twenties.",
        lambda amount, pieces: sum(count > 0 for count in _taken(amount, pieces)),
    ),
    "sum_of_digits": _pieces(
        "Pay each digit with so many pieces: 9 for 45.",
        lambda amount, pieces: sum(int(digit) for digit in str(amount)),
    ),
    "one_more": _pieces("One too many: 3 for 40.", lambda amount, pieces: fewest(amount, pieces) + 1),
    "one_less": _pieces("One too few: 1 for 40.", lambda amount, pieces: fewest(amount, pieces) - 1),
}
