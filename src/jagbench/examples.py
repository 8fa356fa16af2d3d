"""Worked examples for the protocol `fewshot`: fresh probes in the wordings of a suite, outside the suite."""

from collections import Counter
from collections.abc import Sequence

from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.generate import PATIENCE, probe_at
from jagbench.generators.mechanism.registry import get_skill, skill_names
from jagbench.probes import Probe
from jagbench.runners.protocols.fewshot import Wording, wording

SEED = 20_260_101
"""Seed of the stream that examples are taken from; suites are made with others."""

EVEN_UNTIL = 200
"""Addresses of a level that are tried before its share goes to the other levels."""


def draw_examples(probes: Sequence[Probe], count: int) -> list[Probe]:
    """Examples for every wording (skill, language, frame and template) that some probes have.

    They come from the levels that the probes have, in turn, beginning with the easiest, and share neither
    an item nor a prompt with the probes.

    Args:
        probes: The probes that the examples are to be shown before.
        count: Examples for each wording.

    Returns:
        The examples, those of one wording in the order in which they are shown.

    Raises:
        InvalidArgument: if a probe's skill is not known, or a wording has too few examples.
    """
    own = sorted({probe.skill for probe in probes} - set(skill_names()))
    if own:
        raise InvalidArgument(
            f"Worked examples are drawn fresh from the generator of a skill, and {own[0]!r} has none here: "
            "ask such questions by another protocol, such as direct or cot."
        )
    levels: dict[Wording, set[int]] = {}
    for probe in probes:
        levels.setdefault(wording(probe), set()).add(probe.level)
    taken = {probe.item for probe in probes} | {probe.prompt for probe in probes}
    examples: list[Probe] = []
    for name, language in dict.fromkeys(each[:2] for each in levels):
        wanted = {each: sorted(there) for each, there in levels.items() if each[:2] == (name, language)}
        examples += _draw(name, language, wanted, count=count, taken=taken)
    return examples


def _draw(
    name: str, language: str, wanted: dict[Wording, list[int]], *, count: int, taken: set[str]
) -> list[Probe]:
    """Examples of one skill in one language; each wording goes round its levels as far as they reach."""
    skill = get_skill(name)
    found: dict[Wording, list[Probe]] = {each: [] for each in wanted}
    used: Counter[tuple[Wording, int]] = Counter()
    for index in range(PATIENCE):
        for level in sorted({level for there in wanted.values() for level in there}):
            probe = probe_at(skill, level=level, seed=SEED, index=index, language=language)
            if probe is None or probe.item in taken or probe.prompt in taken:
                continue
            each = wording(probe)
            if level not in wanted.get(each, ()) or len(found[each]) == count:
                continue
            # An easy level may hold too few items for its share; the others then fill up.
            if index < EVEN_UNTIL and used[each, level] * len(wanted[each]) >= count:
                continue
            used[each, level] += 1
            taken.add(probe.prompt)
            found[each].append(probe)
        if all(len(there) == count for there in found.values()):
            return [probe for there in found.values() for probe in there]
    short = min(found, key=lambda each: len(found[each]))
    raise InvalidArgument(
        f"There are only {len(found[short])} examples for {'/'.join(short)} outside the suite; "
        f"{count} were asked for: give a smaller number."
    )
