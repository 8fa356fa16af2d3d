"""Verify many fresh probes over all skills, levels, languages and notations by their oracles.

`python bench/truth.py [PROBES] [SEED]`: a million of them unless told otherwise, spread over the cells.
Prints one row a skill and exits with 1 where a probe has a problem.
"""

import sys
from time import perf_counter

from jagbench.generators import Ways, get_skill, probe_at, skill_names
from jagbench.generators.language.phrasing import languages_of
from jagbench.generators.mechanism.verify import check

ANY = Ways(notations=())


def main(wanted: int, seed: int) -> int:
    """Verify `wanted` probes and return how many problems there are."""
    skills = [get_skill(name) for name in skill_names()]
    cells = sum(len(skill.levels) * len(languages_of(skill)) for skill in skills)
    each = -(-wanted // cells)
    total = found = collisions = 0
    contents: dict[str, int] = {}
    start = perf_counter()
    for skill in skills:
        probes = problems = 0
        for level in range(1, len(skill.levels) + 1):
            for language in languages_of(skill):
                for index in range(each):
                    probe = probe_at(skill, level=level, seed=seed, index=index, language=language, ways=ANY)
                    if probe is None:
                        continue
                    probes += 1
                    content = hash((probe.prompt, probe.answer))
                    collisions += contents.setdefault(probe.id, content) != content
                    for message in check(probe):
                        problems += 1
                        if problems <= 3:
                            print(f"  {language} level {level} index {index}: {message}")
        print(f"{skill.name:32} {probes:9,} probes {problems:6,} problems")
        total, found = total + probes, found + problems
    seconds = perf_counter() - start
    print(f"{'all':32} {total:9,} probes {found:6,} problems, {collisions} ids of two contents")
    print(f"{total / seconds:,.0f} made and verified a second")
    return found + collisions


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(bool(main(*(numbers + [1_000_000, 2024][len(numbers) :]))))
