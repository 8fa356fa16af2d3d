"""The cells of a suite: what guessers reach on its own probes, and whether its card says what is so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import comb
from typing import Any

from jagbench.generators.mechanism.domain import domain
from jagbench.generators.mechanism.famous import FAMOUS, TWIN
from jagbench.generators.mechanism.guessers import ALLOWED, BLIND, CLAIMS, Guessed, baseline_of_cell, guessed
from jagbench.generators.mechanism.registry import get_skill
from jagbench.probes.claims import SKILL, is_claim
from jagbench.probes.probe import Probe

Cell = tuple[str, int, str]
"""Skill, level and language."""

ERROR = 0.01
"""How often a suite whose cells cannot be guessed is said to have one that can, by bad luck."""


def cells_of(probes: Iterable[Probe]) -> Mapping[Cell, Sequence[Probe]]:
    """The probes by cell, one for each item, without the famous ones, their twins, and claims.

    Variants of an item have one answer, and what is known in public has few items: a constant answer is
    right of them by design; of the claims about a fact half are true. Of the variants the item's id chooses,
    since the first ones are all of one order.
    """
    cells: dict[Cell, dict[str, list[Probe]]] = defaultdict(lambda: defaultdict(list))
    for probe in probes:
        if not {FAMOUS, TWIN} & probe.params.keys() and not is_claim(probe):
            cells[probe.skill, probe.level, probe.language][probe.item].append(probe)
    return {
        cell: [variants[sum(item.encode()) % len(variants)] for item, variants in items.items()]
        for cell, items in cells.items()
        if len(items) > 1
    }


def guessable(probes: Iterable[Probe]) -> Iterator[tuple[Cell, str]]:
    """The cells in which a guesser is right more often than `ALLOWED` over the baseline explains.

    The baseline is that of fresh probes. A cell of a suite is small: a guesser counts only where the exact
    binomial test rejects that it reaches no more than is allowed, by Bonferroni's bound over all guessers and
    cells at `ERROR`.

    Yields:
        The cell, and one sentence.

    Raises:
        InvalidArgument: if a skill or level is unknown.
    """
    cells = cells_of(probes)
    found = {
        cell: guessed(asked, sufficient=get_skill(cell[0]).level(cell[1]).sufficient)
        for cell, asked in cells.items()
    }
    tests = sum(len(each.shares) for each in found.values())
    for cell, each in found.items():
        for name, allowed in _suspects(cell, each).items():
            hits = round(each.shares[name] * each.probes)
            if upper_tail(hits, each.probes, float(allowed)) < ERROR / tests:
                yield (
                    cell,
                    f"the guesser '{name}' is right in {hits} of {each.probes}, where at most "
                    f"{float(allowed):.0%} is to be had without the skill",
                )


def _suspects(cell: Cell, found: Guessed) -> Mapping[str, Fraction]:
    """The guessers that are right of more than is allowed, with the share that is."""
    fresh = baseline_of_cell(get_skill(cell[0]), cell[1], cell[2])
    allowed = {
        name: min(Fraction(1), ALLOWED + (fresh.chance if name in BLIND and fresh.chance else fresh.share))
        for name in found.shares
    }
    return {name: share for name, share in allowed.items() if found.shares[name] > share}


def upper_tail(hits: int, tries: int, share: float) -> float:
    """How likely so many hits or more are, at a true share: the tail of the binomial distribution."""
    return sum(
        comb(tries, each) * share**each * (1 - share) ** (tries - each) for each in range(hits, tries + 1)
    )


def false_of_card(card: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a suite's card says of its levels and cells, and is not so.

    Yields:
        The level (`skill/level`) or cell (`skill/level/language`), and one sentence.
    """
    for address, size in card.get("domain", {}).items():
        name, level = address.rsplit("/", 1)
        true = str(domain(get_skill(name), int(level)))
        if size != true:
            yield address, f"the card says that it has {size} different items, but it has {true}"
    for address, said in card.get("baseline", {}).items():
        name, level, language = address.rsplit("/", 2)
        fresh = CLAIMS if name == SKILL else baseline_of_cell(get_skill(name), int(level), language)
        true, told = (f"{float(share):.3f}" for share in (fresh.share, said["share"]))
        if told != true:
            yield address, f"the card says that blind guessers reach {told}, but {true} it is"
