"""What people and models say in reply to a question: a value, in every way of answering."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jagbench.generators.language.common import symbols
from jagbench.generators.language.phrasing import Phrasing, phrase, phrasings
from jagbench.generators.skill.definition import Shown, Skill
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe
from jagbench.probes.statement import YES_OR_NO, as_in_the_prompt, asks_yes_or_no
from jagbench.probes.ways import capital, other_answer, spoken


def said_in_every_way(
    skill: Skill, item: Item, phrasing: Phrasing, probe: Probe, value: str
) -> Mapping[str, str]:
    """What is said by somebody who gives an answer, in each way of the language and of the skill.

    Args:
        skill: The item's skill.
        item: What is asked about.
        phrasing: How it is asked.
        probe: Both together, as `phrase` makes it; it has a statement.
        value: The right answer, or a wrong one.

    Returns:
        By the name of the way, what it says.

    Raises:
        InvalidArgument: if the probe has no statement.
    """
    replies, language = phrasing.replies, probe.language
    slots = _slots(skill, item, phrasing, probe, value)
    form = list(probe.answer.options).index(value) + 1 if asks_yes_or_no(probe) else 0

    def filled(text: str) -> str:
        return YES_OR_NO.sub(lambda gap: gap[form], text) if form else text

    equal = phrasing.offers_equal and value == symbols(language)["equal"]
    own = {"equal": replies.equal} if equal and replies.equal else {} if equal else replies.ways
    facts = replies.facts.fill(slots, language)
    has_reason = replies.reason and replies.reason.slots <= slots.keys() and not equal
    reason = filled(replies.reason.fill(slots, language)) if replies.reason and has_reason else ""
    return {
        **spoken(probe, value, facts=facts, reason=reason),
        **{name: filled(way.fill(slots, language)) for name, way in own.items() if way.slots <= slots.keys()},
    }


def _slots(skill: Skill, item: Item, phrasing: Phrasing, probe: Probe, value: str) -> dict[str, str]:
    question = phrasing.question(item)
    operands = probe.operands if phrasing.order == "ab" else probe.operands[::-1]
    shown = as_in_the_prompt(probe, value)
    slots = {
        **phrasing.said,
        **dict(zip("ab", operands, strict=False)),
        **skill.slots(Shown(question=question, language=probe.language, operands=operands)),
        "answer": shown,
        "Answer": capital(shown),
    }
    other = other_answer(probe, value)
    if other is not None and other != symbols(probe.language)["equal"]:
        slots["other"] = as_in_the_prompt(probe, other)
    return slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A reply that gives a known answer."""

    probe: Probe
    """What was asked."""
    value: str
    """The answer that it gives, right or wrong."""
    way: str
    """The name of the way of answering."""
    text: str
    """The reply."""


def replies_to(skill: Skill, language: str, *, items: int, seed: int = 0) -> Iterator[Said]:
    """Replies to a skill's questions in every way of answering, with the right answer and with wrong ones.

    The items go through the levels in turn, and the phrasings too. The wrong answers are those of the
    misconceptions, and for whole numbers one more and one less.

    Args:
        skill: Which skill.
        language: One of its languages.
        items: How many items.
        seed: Seed of the stream that the items are taken from.

    Raises:
        InvalidArgument: if the language is unknown, or the skill has no words or no statements in it.
    """
    every = phrasings(skill, language)
    left = items
    for index in range(items * _PATIENCE):
        level = 1 + index % len(skill.levels)
        item = skill.item(level=level, seed=seed, index=index)
        start = index * _STRIDE % len(every)
        for phrasing in (*every[start:], *every[:start]):
            if (probe := phrase(skill, item, phrasing)) is None:
                continue
            for value in _values(probe):
                said = said_in_every_way(skill, item, phrasing, probe, value)
                yield from (Said(probe=probe, value=value, way=way, text=said[way]) for way in said)
            left -= 1
            break
        if not left:
            return


_STRIDE = 7
"""Items that follow one another are asked in phrasings so many apart."""
_PATIENCE = 40
"""So many addresses are tried for each item: not all of them are asked in every language."""


def _values(probe: Probe) -> Sequence[str]:
    """What is answered to a probe: the right answer, what misconceptions predict, one more and one less."""
    right = probe.answer.value
    near: list[str] = []
    if probe.answer.kind == "integer":
        # Nobody counts one less than nothing.
        near = [str(int(right) + step) for step in ((1,) if right == "0" else (1, -1))]
    return tuple(dict.fromkeys([right, *probe.lures.values(), *near]))
