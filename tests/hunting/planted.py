"""Models with a planted bug: they answer every probe rightly but for those that the bug is about."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jagbench.probes import Probe
from jagbench.probes.digest import text_digest
from jagbench.probes.written import written
from jagbench.runners.engine import Request, replied
from jagbench.runners.engines import Opening
from jagbench.runners.engines.solver import Solver
from jagbench.runners.reply import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """A bug of one skill."""

    name: str
    skill: str
    levels: tuple[int, ...]
    """Levels that are hunted; small enough for every simpler question to be walked through."""
    fails: Callable[[Probe], bool]
    """Whether it is about a probe."""
    lure: str = ""
    """The misconception whose answer it gives; else it gives a wrong one of its own."""
    noise: float = 0.0
    """How often an answer is the other way round, each time anew."""

    def wrong(self, probe: Probe) -> str:
        """Its answer to a probe that it is about."""
        if self.lure in probe.lures:
            return probe.lures[self.lure]
        others = [option for option in probe.answer.options if option != probe.answer.value]
        if others:
            return others[0]
        return str(int(probe.answer.value) + 7)


class Planted(Solver):
    """Answers as a bug makes it."""

    def __init__(self, bug: Bug, opening: Opening) -> None:
        super().__init__("exact", opening.probes)
        self.known = opening.probes
        self.bug = bug
        self.by_id: dict[str, Probe] = {}
        self.requests: list[Request] = []

    def submit(self, request: Request) -> None:
        self.requests.append(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        requests, self.requests = self.requests, []
        self.by_id |= {probe.id: probe for probe in self.known}
        return [
            replied(request, text=self.said(self.by_id[request.probe], request), finish_reason="stop")
            for request in requests
        ]

    def said(self, probe: Probe, request: Request) -> str:
        drawn = int(text_digest(self.bug.name, request.key), 16) / 2**64
        fails = self.bug.fails(probe) != (drawn < self.bug.noise)
        return written(probe, self.bug.wrong(probe) if fails else probe.answer.value)


def numbers(probe: Probe) -> list[int]:
    return [int(text) for text in probe.operands]


def carries(probe: Probe) -> list[bool]:
    """Whether each column of a sum of two carries, from the right."""
    first, second = (text[::-1] for text in probe.operands)
    found: list[bool] = []
    for place in range(max(len(first), len(second))):
        digits = sum(int(text[place]) if place < len(text) else 0 for text in (first, second))
        found.append(digits + (found[-1] if found else 0) > 9)
    return found


def carries_at(column: int) -> Callable[[Probe], bool]:
    def fails(probe: Probe) -> bool:
        return len(probe.operands) == 2 and (carries(probe) + 20 * [False])[column - 1]

    return fails


def has(lure: str) -> Callable[[Probe], bool]:
    return lambda probe: lure in probe.lures


def lured(skill: str, lure: str, *levels: int) -> Bug:
    """A model that has a misconception of the skill."""
    return Bug(name=f"{lure} ({skill})", skill=skill, levels=levels, fails=has(lure), lure=lure)


def bug(name: str, skill: str, levels: Sequence[int], fails: Callable[[Probe], bool]) -> Bug:
    return Bug(name=name, skill=skill, levels=tuple(levels), fails=fails)


BUGS = [
    lured("comparison.decimals", "version_order", 1, 2),
    lured("comparison.decimals", "longer_is_larger", 1, 2),
    lured("comparison.decimals", "shorter_is_larger", 1, 2),
    lured("comparison.decimals", "first_option", 1, 2),
    lured("comparison.negatives", "ignores_sign", 1, 2),
    lured("comparison.integers", "lexicographic", 1, 2),
    lured("arithmetic.addition", "no_carry", 1, 2),
    bug("dropped carry at column 1", "arithmetic.addition", (1, 2, 3), carries_at(1)),
    bug("dropped carry at column 2", "arithmetic.addition", (1, 2, 3), carries_at(2)),
    bug("dropped carry at column 3", "arithmetic.addition", (1, 2, 3), carries_at(3)),
    bug(
        "fails above 2 digits",
        "arithmetic.addition",
        (1, 2, 3),
        lambda probe: max(map(len, probe.operands)) > 2,
    ),
    bug(
        "fails above 3 digits of the sum",
        "arithmetic.addition",
        (1, 2, 3),
        lambda probe: sum(numbers(probe)) > 999,
    ),
    bug(
        "fails where a 7 stands", "arithmetic.addition", (1, 2), lambda probe: "7" in "".join(probe.operands)
    ),
    bug(
        "fails at sums with a 0 in them",
        "arithmetic.addition",
        (1, 2),
        lambda probe: "0" in probe.answer.value,
    ),
    bug("fails at three terms", "arithmetic.addition", (1, 2, 3), lambda probe: len(probe.operands) > 2),
    lured("arithmetic.subtraction", "smaller_from_larger", 1, 2),
    bug(
        "fails below zero",
        "arithmetic.negatives",
        (1, 2),
        lambda probe: probe.answer.value.startswith("-"),
    ),
    bug(
        "fails at products above 50",
        "arithmetic.multiplication",
        (1, 2),
        lambda probe: int(probe.answer.value) > 50,
    ),
    lured("counting.letters", "runs", 1, 2),
    bug("counts no further than 2", "counting.letters", (1, 2), lambda probe: int(probe.answer.value) > 2),
    bug(
        "fails at words above 4 letters",
        "counting.letters",
        (1, 2),
        lambda probe: len(probe.operands[0]) > 4,
    ),
    bug(
        "overlooks a last letter",
        "counting.letters",
        (1, 2),
        lambda probe: probe.operands[0][-1] == probe.operands[1],
    ),
    lured("counting.vowels", "vowel_groups", 1),
    bug(
        "fails at two capitals in a row",
        "counting.letters",
        (2,),
        lambda probe: any(a.isupper() and b.isupper() for a, b in pairwise(probe.operands[0])),
    ),
    lured("calendar.leap_year", "every_fourth_year", 1, 2, 3),
    lured("number_theory.prime", "odd_is_prime", 1, 2),
    bug(
        "fails at a 0 in the middle",
        "place_value.digit_at",
        (1, 2),
        lambda probe: re.search("[1-9]0+[1-9]", probe.operands[0]) is not None,
    ),
]
"""Twenty and more, over ten skills."""

NOISY = [replace(each, name=f"{each.name}, 30 % noise", noise=0.3) for each in BUGS]
"""The same models when three of ten answers are the other way round."""
