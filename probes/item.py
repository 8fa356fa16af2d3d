"""An item: the language-free content of a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jagbench.probes.digest import text_digest

Param = str | int | bool
"""The value of a declared factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a question is about, before it is put into words.

    What is right depends on how the item is asked (its frame and direction), so the answer stands on
    the probe.
    """

    skill: str
    """Name of the skill, such as `"comparison.decimals"`."""
    version: int
    """Version of the skill; it rises whenever a published prompt or answer would change."""
    level: int
    """Designed difficulty; 1 is the easiest."""
    grade: int
    """School grade by which a child has mastered this level."""
    operands: Sequence[str]
    """The exact strings that must stand in the prompt: numbers, a word, the things of a list."""
    params: Mapping[str, Param] = field(default_factory=dict[str, Param])
    """The declared factors of its stratum, such as digits or carry-chain length."""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        """16 hexadecimal digits: the same content of the same skill version has the same id."""
        return text_digest(self.skill, str(self.version), *self.operands)
