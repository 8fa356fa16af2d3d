"""Whether every way of answering is read as the answer that it gives: the table of laws.

Run from the root: `python bench/ways.py [SKILL...] [--language G] [--items N] [--way W] [--show N]`.
Every skill, language and way of answering is written with the right answer, each lure, one more and one less,
and read back. The table has for each skill and language the replies misread of those read; below it stand the
ways, and with `--show` so many of the replies of each way that were misread.
"""

import argparse
from collections import Counter, defaultdict
from time import process_time

from jagbench.analysis.reading import Reading, read_probe, same_value
from jagbench.generators import languages, match_skills
from jagbench.generators.language.replies import reply_languages
from jagbench.generators.mechanism.answering import Said, replies_to

ITEMS = 6


def misread(said: Said) -> Reading | None:
    """The reading of a reply that is not read as its answer; None where it is."""
    probe = said.probe
    reading = read_probe(probe, said.text, "stop")
    if reading.value is not None and same_value(reading.value, said.value, probe.answer.kind, probe.language):
        return None
    return reading


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("skills", nargs="*")
    parser.add_argument("--language", action="append", choices=languages())
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--way", action="append")
    parser.add_argument("--show", type=int, default=0)
    chosen = parser.parse_args()
    spoken = chosen.language or list(languages())
    read: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    by_way: Counter[tuple[str, str]] = Counter()
    ways: Counter[tuple[str, str]] = Counter()
    shown: defaultdict[tuple[str, str], int] = defaultdict(int)
    start = process_time()
    for skill in match_skills(chosen.skills):
        for language in sorted(set(spoken) & set(reply_languages(skill))):
            for said in replies_to(skill, language, items=chosen.items):
                if chosen.way and said.way not in chosen.way:
                    continue
                read[skill.name, language] += 1
                ways[language, said.way] += 1
                if (reading := misread(said)) is None:
                    continue
                wrong[skill.name, language] += 1
                by_way[language, said.way] += 1
                shown[skill.name, said.way] += 1
                if shown[skill.name, said.way] <= chosen.show:
                    print(f"--- {skill.name} {language} {said.way}: said {said.value!r}, read", end=" ")
                    print(f"{reading.value!r} ({reading.outcome}, {reading.rule})")
                    print(f"    {said.probe.prompt!r}\n    {said.text!r}")
    width = max(map(len, (name for name, _ in read)))
    print(" " * width, *(f"{language:>11}" for language in spoken))
    for skill in dict.fromkeys(name for name, _ in read):
        cells = [
            f"{wrong[skill, each]:5}/{read[skill, each]:<5}" if read[skill, each] else "" for each in spoken
        ]
        print(f"{skill:{width}}", *(f"{cell:>11}" for cell in cells))
    print("\nway of answering: misread of those read, by language")
    for name in dict.fromkeys(name for _, name in ways):
        if not any(by_way[each, name] for each in spoken):
            continue
        cells = [f"{each} {by_way[each, name]}/{ways[each, name]}" for each in spoken if by_way[each, name]]
        print(f"{name:24}", *cells)
    total, seconds = sum(read.values()), process_time() - start
    print(f"\n{sum(wrong.values())} of {total} misread, {seconds:.0f} s")


if __name__ == "__main__":
    main()
