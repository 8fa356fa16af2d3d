"""Which probes of a suite come first: a balanced order whose every beginning is a fair sample."""

from collections import Counter
from collections.abc import Sequence

from jagbench.probes import Probe


def balanced(probes: Sequence[Probe]) -> list[Probe]:
    """The probes in an order in which any first N are spread evenly.

    A cell is a skill, level and language. The order goes round all cells, taking one probe of each, and
    among the cells round all skills, taking one cell of each. The first N are always among the first
    N + 1, so raising a limit keeps every probe asked before.

    Args:
        probes: In file order, which decides between equals.
    """
    skills: dict[str, int] = {}
    cells: dict[tuple[str, int, str], int] = {}
    cells_of: Counter[str] = Counter()
    taken: Counter[tuple[str, int, str]] = Counter()
    ranks: list[tuple[int, int, int]] = []
    for probe in probes:
        cell = (probe.skill, probe.level, probe.language)
        skills.setdefault(probe.skill, len(skills))
        if cell not in cells:
            cells[cell] = cells_of[probe.skill]
            cells_of[probe.skill] += 1
        ranks.append((taken[cell], cells[cell], skills[probe.skill]))
        taken[cell] += 1
    return [probes[i] for i in sorted(range(len(probes)), key=ranks.__getitem__)]
