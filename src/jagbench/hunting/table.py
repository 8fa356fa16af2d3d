"""The table of the simplest failures, and what is said of each skill in a sentence."""

from collections.abc import Sequence

from jagbench.hunting.result import Minimum, SkillFound
from jagbench.words import amount

COLUMNS = ("skill", "misconception", "right", "answered", "fails", "simpler, right", "simplest failure")


def rows(skills: Sequence[SkillFound]) -> list[tuple[str, ...]]:
    """The simplest failures, one a row, with the columns of `COLUMNS`."""
    return [_row(minimum) for skill in skills for minimum in skill.minima]


def _row(minimum: Minimum) -> tuple[str, ...]:
    """One simplest failure; of its one-step simplifications how many were answered rightly."""
    answer = minimum.answer
    probe = answer.probe
    right = sum(each.is_right for each in minimum.certificate)
    state = "" if minimum.state == "confirmed" else f" ({minimum.state})"
    return (
        minimum.skill,
        f"{minimum.misconception}{state}",
        probe.answer.value,
        answer.reading or answer.reply.strip() or "(nothing)",
        f"{answer.failures} of {answer.asked}",
        f"{right} of {len(minimum.certificate)}" if minimum.certificate else "nothing is simpler",
        probe.prompt,
    )


def sentences(skills: Sequence[SkillFound]) -> list[str]:
    """What was found of each skill, in a sentence each, and what else the reader must know."""
    return [sentence for skill in skills for sentence in _of_skill(skill)]


def _of_skill(skill: SkillFound) -> list[str]:
    if not skill.failed:
        ended = " The budget ended the search." if skill.is_over else ""
        return [
            f"{skill.skill}: never failed in {amount(skill.explored, 'question')} over all strata, so at "
            f"most {skill.at_most:.1%} of such questions fail (95 %).{ended}"
        ]
    said = [
        f"{skill.skill}: {skill.failed} of the {skill.explored} questions that were drawn over all strata "
        f"failed; {skill.asked} were asked in all."
    ]
    if skill.failed == skill.explored:
        said.append(f"{skill.skill}: every question failed, so the simplest one there is stands for all.")
    said += [
        f"{skill.skill}: no failure by {name} failed by majority when it was asked again."
        for name in skill.unsteady
    ]
    unfinished = [each.misconception for each in skill.minima if each.state != "confirmed"]
    if unfinished:
        said.append(
            f"{skill.skill}: the budget ended before {', '.join(unfinished)} was confirmed; the same command "
            "with more --rounds or --max-probes goes on."
        )
    for minimum in skill.minima:
        wrong = [each for each in minimum.certificate if not each.is_right]
        if wrong:
            ways = sorted({each.otherwise for each in wrong})
            said.append(
                f"{skill.skill}, {minimum.misconception}: {len(wrong)} of its {len(minimum.certificate)} "
                f"one-step simplifications fail as well, as {', '.join(ways)}."
            )
    if skill.others:
        counts = ", ".join(f"{name} {count}" for name, count in skill.others.items())
        said.append(f"{skill.skill}: further failures that were not hunted: {counts}.")
    if not skill.is_steady:
        said.append(f"{skill.skill}: answers to the same question differ, so majorities decided.")
    return said
