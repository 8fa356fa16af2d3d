"""Minimal pairs: two prompts alike but for as little as turns the answer, as long in tokens as one another.

They are what activation patching asks for: a clean prompt and a corrupted one whose tokens stand at the
same places, so that what a model computes at a token of one can be put in the place of the other's (Zhang and
Nanda 2024, arXiv:2309.16042; Wang et al. 2023, arXiv:2211.00593).
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import DIGITS, Ways
from jagbench.generators.mechanism.by_hand import ask
from jagbench.generators.mechanism.generate import Exhausted, probe_at
from jagbench.generators.skill.definition import Skill
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe

Tokens = Callable[[str], Sequence[Hashable]]
"""Cuts a prompt into tokens: numbers or texts."""

MOST_CHANGED = 3
"""Tokens in which a pair may differ."""

_PATIENCE = 30
"""How many addresses in a row may give no new pair before a level counts as exhausted."""
_DIGITS = "0123456789"
_OTHERS = 6
"""Items of the same level whose operands are tried in the place of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimalPair:
    """Two probes of one wording whose prompts have as many tokens, and differ in few of them."""

    clean: Probe
    """A probe of the stream."""
    corrupted: Probe
    """The same with one operand changed; its answer is another."""
    clean_tokens: tuple[Hashable, ...]
    """The tokens of the clean prompt."""
    corrupted_tokens: tuple[Hashable, ...]
    """Those of the corrupted one, as many."""

    @property
    def positions(self) -> tuple[int, ...]:
        """The places of the tokens that differ, from 0."""
        pairs = zip(self.clean_tokens, self.corrupted_tokens, strict=True)
        return tuple(place for place, (clean, corrupted) in enumerate(pairs) if clean != corrupted)


def minimal_pairs(
    skill: Skill,
    *,
    tokens: Tokens,
    level: int = 1,
    seed: int = 0,
    count: int = 10,
    language: str = "en",
    ways: Ways = DIGITS,
    most_changed: int = MOST_CHANGED,
) -> Iterator[MinimalPair]:
    """Pairs of a skill and level, each with another clean prompt, the same every time.

    Of each probe of the stream one operand is changed, in a character or for that of another item of the
    level, so that the right answer changes and the prompt keeps its length in tokens. Of all such changes the
    one in the fewest tokens is taken, between equals the first. The oracle of the skill checks both answers.

    Args:
        skill: Which skill.
        tokens: Cuts a prompt into tokens, as the model does that is looked into.
        level: From 1, the easiest.
        seed: Any integer.
        count: How many.
        language: ISO 639-1 code.
        ways: Which phrasings may be used; numbers in digits unless said otherwise.
        most_changed: Tokens in which a pair may differ at most.

    Raises:
        InvalidArgument: if a level or language is unknown, or a count is below 1.
        Exhausted: where the level has fewer such pairs, after those that there are.
    """
    if count < 1 or most_changed < 1:
        raise InvalidArgument(
            f"A count and a number of changed tokens start at 1, not {min(count, most_changed)}."
        )
    found: set[str] = set()
    index = nothing_new = 0
    while len(found) < count:
        probe = probe_at(skill, level=level, seed=seed, index=index, language=language, ways=ways)
        pair = None
        if probe is not None and probe.prompt not in found:
            item = skill.item(level=level, seed=seed, index=index)
            shown = list(item.operands) if probe.order == "ab" else list(reversed(item.operands))
            others = _others(skill, item, level, seed, index)
            pair = _pair(skill, probe, shown, others, tokens, most_changed)
        index += 1
        if pair is None:
            nothing_new += 1
        else:
            found.add(pair.clean.prompt)
            nothing_new = 0
            yield pair
        if nothing_new >= _PATIENCE:
            raise Exhausted(
                f"{skill.name} level {level} gave {len(found)} minimal pairs in {language!r} that differ in "
                f"at most {most_changed} tokens; {count} were asked for."
            )


def _others(skill: Skill, item: Item, level: int, seed: int, index: int) -> list[Sequence[str]]:
    """Operands of further items of the level, words in the same language."""
    found = [skill.item(level=level, seed=seed, index=index + step) for step in range(1, _OTHERS + 1)]
    language = item.params.get("language")
    return [other.operands for other in found if other.params.get("language") == language]


def _pair(
    skill: Skill,
    clean: Probe,
    shown: Sequence[str],
    others: Sequence[Sequence[str]],
    tokens: Tokens,
    most_changed: int,
) -> MinimalPair | None:
    cut = tuple(tokens(clean.prompt))
    best: MinimalPair | None = None
    for operands in _changes(shown, others):
        corrupted = _asked(skill, clean, operands)
        if corrupted is None or corrupted.answer.value == clean.answer.value:
            continue
        pair = MinimalPair(
            clean=clean,
            corrupted=corrupted,
            clean_tokens=cut,
            corrupted_tokens=tuple(tokens(corrupted.prompt)),
        )
        if len(pair.corrupted_tokens) != len(cut) or not 0 < len(pair.positions) <= most_changed:
            continue
        if best is None or len(pair.positions) < len(best.positions):
            best = pair
        if len(best.positions) == 1:
            break
    return best


def _changes(shown: Sequence[str], others: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The operands with one of them changed: by a character, from the last on, or for one of another item."""
    for place, operand in enumerate(shown):
        for at in range(len(operand) - 1, -1, -1):
            for character in _alternatives(operand, at, shown):
                yield _put(shown, place, operand[:at] + character + operand[at + 1 :])
    for other in others:
        for place, operand in enumerate(shown):
            if place < len(other) and other[place] != operand:
                yield _put(shown, place, other[place])


def _alternatives(operand: str, at: int, shown: Sequence[str]) -> list[str]:
    """What may stand in the place of a character.

    Other digits for a digit, other letters for a letter that stands alone, and the other signs of the
    operands for a sign; letters within a word stay, so that it stays one.
    """
    there = operand[at]
    if there in _DIGITS:
        found = [digit for digit in _DIGITS if digit != "0" or at > 0]
    elif there.isalpha():
        found = sorted(set("".join(shown).lower())) if len(operand) == 1 else []
        found = [letter for letter in found if letter.isalpha()]
    else:
        found = sorted({sign for sign in "".join(shown) if not (sign.isalnum() or sign.isspace())})
    return [character for character in found if character != there]


def _put(shown: Sequence[str], place: int, operand: str) -> list[str]:
    return [*shown[:place], operand, *shown[place + 1 :]]


def _asked(skill: Skill, like: Probe, operands: Sequence[str]) -> Probe | None:
    """The probe of some operands in the wording of another; None where they cannot be asked so."""
    try:
        return ask(
            skill,
            operands,
            direction=like.direction or None,
            language=like.language,
            frame=like.frame,
            form=like.format,
            notation=like.notation,
            template=like.template,
            level=like.level,
        )
    except InvalidArgument:
        return None
