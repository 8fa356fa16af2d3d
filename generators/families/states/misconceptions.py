"""Wrong ways to keep track of a coin, of things and of lamps."""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.states.operands import board, coin, follow, game
from jagbench.generators.skill.definition import Misconception, Question

# --- a coin -----------------------------------------------------------------------------------------


def _coin(meaning: str, is_up: Callable[[bool, Sequence[bool]], bool]) -> Misconception:
    """A wrong end, from whether the asked side is up at first and who turns the coin."""

    def predict(question: Question) -> str:
        return "yes" if is_up(*coin(question)) else "no"

    predict.__doc__ = meaning
    return predict


COIN: Mapping[str, Misconception] = {
    "never_turns": _coin("Leave the coin as it is at first, whoever turns it.", lambda up, turned: up),
    "everybody_turns": _coin(
        "Let everybody turn the coin: one who does and one who does not leave it as it was.",
        lambda up, turned: up == (len(turned) % 2 == 0),
    ),
    "one_turn_decides": _coin(
        "Turn the coin once, however many turn it over: two who do leave it turned.",
        lambda up, turned: up != any(turned),
    ),
    "last_person_decides": _coin(
        "Go by the last person only: the coin is turned if that one turns it.",
        lambda up, turned: up != turned[-1],
    ),
    "drops_first_person": _coin(
        "Leave the first person out.", lambda up, turned: up == (sum(turned[1:]) % 2 == 0)
    ),
    "always_yes": _coin("Say yes, whatever is asked.", lambda up, turned: True),
    "always_no": _coin("Say no, whatever is asked.", lambda up, turned: False),
}


# --- things that change hands -----------------------------------------------------------------------


def _swaps(meaning: str, holder: Callable[[int, Sequence[tuple[int, int]]], int]) -> Misconception:
    """A wrong holder, from the first one and the swaps."""

    def predict(question: Question) -> str:
        names, first, swaps = game(question)
        return names[holder(first, swaps)]

    predict.__doc__ = meaning
    return predict


def _first_partner(holder: int, swaps: Sequence[tuple[int, int]]) -> int:
    return next((follow(holder, [swap]) for swap in swaps if holder in swap), holder)


SWAPS: Mapping[str, Misconception] = {
    "first_owner": _swaps("Name who has the thing at first.", lambda holder, swaps: holder),
    "drops_last_swap": _swaps("Leave the last swap out.", lambda holder, swaps: follow(holder, swaps[:-1])),
    "drops_first_swap": _swaps("Leave the first swap out.", lambda holder, swaps: follow(holder, swaps[1:])),
    "first_partner": _swaps(
        "Stop when the thing has changed hands once.", lambda holder, swaps: _first_partner(holder, swaps)
    ),
    "backwards": _swaps(
        "Make the swaps from the last to the first.", lambda holder, swaps: follow(holder, swaps[::-1])
    ),
    "last_named": _swaps("Name the last child that swaps.", lambda holder, swaps: swaps[-1][1]),
}


# --- lamps ------------------------------------------------------------------------------------------

Board = Callable[[Sequence[str], Sequence[str], Sequence[str]], int]
"""A count from the lamps, those that are on at first, and the presses."""


def _lamps(meaning: str, count: Board) -> Misconception:
    def predict(question: Question) -> str:
        return str(count(*board(question)))

    predict.__doc__ = meaning
    return predict


def _odd(pressed: Sequence[str]) -> set[str]:
    return {lamp for lamp in pressed if pressed.count(lamp) % 2}


def _right(lamps: Sequence[str], lit: Sequence[str], pressed: Sequence[str]) -> int:
    return len({*lit} ^ _odd(pressed))


LAMPS: Mapping[str, Misconception] = {
    "never_switches_off": _lamps(
        "Let a press only switch on: B is on and B is pressed, so B is on.",
        lambda lamps, lit, pressed: len({*lit} | {*pressed}),
    ),
    "presses_once": _lamps(
        "Count a button that is pressed again as pressed once.",
        lambda lamps, lit, pressed: len({*lit} ^ {*pressed}),
    ),
    "ignores_first_state": _lamps(
        "Begin with all lamps off.", lambda lamps, lit, pressed: len(_odd(pressed))
    ),
    "ignores_presses": _lamps("Count those that are on at first.", lambda lamps, lit, pressed: len(lit)),
    "counts_off": _lamps(
        "Count the lamps that are off.", lambda lamps, lit, pressed: len(lamps) - _right(lamps, lit, pressed)
    ),
    "drops_last_press": _lamps(
        "Leave the last press out.", lambda lamps, lit, pressed: _right(lamps, lit, pressed[:-1])
    ),
    "one_more": _lamps("One too many.", lambda lamps, lit, pressed: _right(lamps, lit, pressed) + 1),
    "one_less": _lamps("One too few.", lambda lamps, lit, pressed: _right(lamps, lit, pressed) - 1),
}
