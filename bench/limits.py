"""How balanced a limit is: `python bench/limits.py` prints the table of docs/running.md.

For each limit: of the skills of the suite how many are asked, how far a skill is from its share, and how many
probes of each level there are beside what the suite's shares would give.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from jagbench.probes import Probe, load
from jagbench.runners.selection import balanced

LIMITS = (10, 30, 100, 300, 1000)


def main() -> None:
    """Print the table."""
    whole = load("core-v1").probes
    levels = Counter(probe.level for probe in whole)
    skills = {probe.skill for probe in whole}
    heads = [f"level {level}" for level in sorted(levels)]
    print(f"| limit | skills asked | farthest skill | {' | '.join(heads)} |")
    print(f"|---:{'|---:' * (2 + len(heads))}|")
    for limit in LIMITS:
        sample = balanced(whole, limit)
        asked = Counter(probe.level for probe in sample)
        counts = [f"{asked[level]} ({limit * levels[level] / len(whole):.1f})" for level in sorted(levels)]
        far = farthest(sample, whole, lambda probe: probe.skill)
        there = len({probe.skill for probe in sample})
        print(f"| {limit:,} | {there} of {len(skills)} | {far:.1f} | {' | '.join(counts)} |")


def farthest(sample: Sequence[Probe], whole: Sequence[Probe], of: Callable[[Probe], object]) -> float:
    """The farthest that any count of a sample is from its share of the whole."""
    have, shares = Counter(map(of, sample)), Counter(map(of, whole))
    return max(abs(have[each] - len(sample) * shares[each] / len(whole)) for each in shares)


if __name__ == "__main__":
    main()
