"""What stands in suites, so that fresh probes can leave it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike

from jagbench.probes.digest import text_digest
from jagbench.probes.item import Item
from jagbench.probes.suite import Suite, load

Named = str | PathLike[str] | Suite
"""A suite as loaded, by name, or as the path of a file."""

Suites = Named | Sequence[Named]
"""One suite or several: as loaded, by name, or as the path of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The items and prompts of some suites."""

    items: frozenset[str]
    """Ids of the items."""
    prompts: frozenset[str]
    """The prompts."""

    def has(self, item: Item) -> bool:
        """Whether an item stands in one of the suites, in this or an earlier version of its skill."""
        return any(
            text_digest(item.skill, str(version), *item.operands) in self.items
            for version in range(1, item.version + 1)
        )


def taken(suites: Suites) -> Taken:
    """What stands in some suites.

    Raises:
        InvalidArgument: if one is unknown; the error suggests near names.
        JagbenchError: if one does not have the hash that its card states.
    """
    several = [suites] if isinstance(suites, str | PathLike | Suite) else suites
    probes = [
        probe for suite in several for probe in (suite if isinstance(suite, Suite) else load(suite)).probes
    ]
    return Taken(
        items=frozenset(probe.item for probe in probes), prompts=frozenset(probe.prompt for probe in probes)
    )
