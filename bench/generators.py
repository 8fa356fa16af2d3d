"""How fast probes are made and verified, beside reasoning-gym's nearest task in the same run.

`pip install reasoning-gym`, then `python bench/generators.py [SKILL OR FAMILY ...]`. One process, one core. A
probe of ours is more work than an item of theirs: it carries the lures, two hashes and one of many phrasings.
docs/performance.md quotes the result.
"""

import sys
from collections.abc import Callable
from statistics import median
from time import process_time

import reasoning_gym

from jagbench.generators import Skill, generate, languages, match_skills, probe_at
from jagbench.generators.language.phrasing import home_language
from jagbench.generators.mechanism.verify import verify
from jagbench.probes import load

NEAREST = {
    "arithmetic.addition": "chain_sum",
    "arithmetic.subtraction": "chain_sum",
    "arithmetic.multiplication": "products",
    "arithmetic.decimals": "decimal_chain_sum",
    "arithmetic.fractions": "fraction_simplification",
    "arithmetic.order_of_operations": "basic_arithmetic",
    "arithmetic.powers": "power_function",
    "calendar": "calendar_arithmetic",
    "comparison.sorting": "number_sorting",
    "comparison": "number_format",
    "counting.letters": "letter_counting",
    "kinship.siblings": "aiw",
    "spelling.reverse": "spell_backward",
    "spelling.alphabetical": "word_sorting",
    "spelling": "string_manipulation",
}
"""Our skill or family, and their task that is most like it."""

PER_LEVEL = 1000
ROUNDS = 5


def rate(work: Callable[[int], int]) -> float:
    """How many a second of processor time, median of some rounds with a seed each; the first one warms up."""
    rates: list[float] = []
    for seed in range(ROUNDS + 1):
        start = process_time()
        made = work(seed)
        rates.append(made / (process_time() - start))
    return median(rates[1:])


def ours(skill: Skill) -> float:
    """Probes a second over all levels, repeats and all; each is made and let go, as theirs are."""
    language = home_language(skill)

    def work(seed: int) -> int:
        return sum(
            probe_at(skill, level=level, seed=seed, index=index, language=language) is not None
            for level in range(1, len(skill.levels) + 1)
            for index in range(PER_LEVEL)
        )

    return rate(work)


def theirs(task: str) -> float:
    """Items a second with the task's defaults."""

    def work(seed: int) -> int:
        return sum(1 for _ in reasoning_gym.create_dataset(task, size=PER_LEVEL, seed=seed))

    return rate(work)


def verified(skill: Skill) -> float:
    """Probes verified a second."""
    language = home_language(skill)
    probes = generate(skill, level=2, seed=7, count=40, language=language)

    def work(seed: int) -> int:
        for _ in range(10):
            verify(probes)
        return 10 * len(probes)

    return rate(work)


def main() -> None:
    """Print a row for each skill, the medians, and how long core-v2 takes to load."""
    tasks: dict[str, float] = {}
    rows: list[tuple[float, float]] = []
    print(f"{'skill':32} {'probes/s':>9} {'verified/s':>10}  {'nearest task':24} {'items/s':>9} {'ratio':>6}")
    for skill in match_skills(sys.argv[1:]):
        made, checked = ours(skill), verified(skill)
        rows.append((made, checked))
        task = NEAREST.get(skill.name) or NEAREST.get(skill.family, "")
        if task and task not in tasks:
            tasks[task] = theirs(task)
        beside = f"{task:24} {tasks[task]:9,.0f} {made / tasks[task]:6.2f}" if task else ""
        print(f"{skill.name:32} {made:9,.0f} {checked:10,.0f}  {beside}")
    speeds, checks = zip(*rows, strict=True)
    print(f"{'median':32} {median(speeds):9,.0f} {median(checks):10,.0f}")
    print(f"{'slowest':32} {min(speeds):9,.0f} {min(checks):10,.0f}")
    print(f"languages: {', '.join(languages())}")
    print(f"load('core-v2'): {1000 / rate(lambda seed: bool(load('core-v2'))):.0f} ms")


if __name__ == "__main__":
    main()
