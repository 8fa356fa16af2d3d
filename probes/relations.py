"""Metamorphic relations: pairs of variants whose answers are bound to each other, whatever the item is.

A model that understands the question answers both sides of a pair alike (or, for `swap_direction`, names the
other operand); a model can be consistent and wrong, or right on one side only. Metamorphic testing goes back
to Chen, Cheung and Yiu (1998), as invariance and directional tests to Ribeiro et al. (CheckList, ACL 2020).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from jagbench.errors import unknown_name
from jagbench.probes.probe import Probe

KEYS = ("language", "frame", "template", "format", "direction", "order", "notation")
"""What tells two variants of one item apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A change of the phrasing under which the right answer stays, or turns in a known way."""

    name: str
    """Such as `"swap_operands"`."""
    about: str
    """One sentence, with an example where it helps."""
    changes: str
    """The one key of `KEYS` in which the two variants differ; a template may bring another format."""
    values: frozenset[str] = frozenset()
    """The two values of that key; empty for any two."""


def _rewritten(name: str, about: str, notation: str) -> Relation:
    """Numbers in digits and in another notation."""
    return Relation(name=name, about=about, changes="notation", values=frozenset({"digits", notation}))


def _claimed(name: str, about: str, one: str, other: str) -> Relation:
    """Two claims about one fact of which one is true (`jagbench.probes.claims`)."""
    return Relation(name=name, about=about, changes="direction", values=frozenset({one, other}))


_ALL = (
    Relation(
        name="swap_operands",
        about='The operands change places: a + b and b + a, "9.9 or 9.11" and "9.11 or 9.9".',
        changes="order",
    ),
    Relation(
        name="swap_direction",
        about="The other end is asked for: the larger and the smaller of the same two numbers.",
        changes="direction",
        values=frozenset({"larger", "smaller"}),
    ),
    _claimed(
        "deny_right",
        "A sentence with the right answer is affirmed and denied; one of the two is true.",
        "right",
        "right_denied",
    ),
    _claimed("deny_lure", "A sentence with a lure is affirmed and denied.", "lure", "lure_denied"),
    _claimed("right_or_lure", "A sentence holds the right answer and a lure.", "right", "lure"),
    _rewritten("pad_zeros", "Fractions are filled with zeros: 9.9 and 9.11, 9.90 and 9.11.", "padded"),
    _rewritten("number_words", "Numbers stand in words: 12 + 34 and twelve + thirty-four.", "words"),
    _rewritten("mixed_words", "Every second number stands in words: 12 + 34 and 12 + thirty-four.", "mixed"),
    _rewritten("group_digits", "Thousands are set apart: 12345 and 12,345.", "grouped"),
    _rewritten("full_width", "Digits are full-width: 123 and １２３.", "fullwidth"),
    _rewritten("myriads", "Ten thousands have their unit: 123456 and 12만 3456.", "myriads"),
    Relation(name="reword", about="The same question in other words.", changes="template"),
    Relation(name="translate", about="The same question in another language.", changes="language"),
    Relation(
        name="reframe",
        about="The same operands stand for something else; as versions their order can turn.",
        changes="frame",
    ),
)

RELATIONS: Mapping[str, Relation] = {relation.name: relation for relation in _ALL}
"""The relations by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two variants of one item that a relation binds."""

    relation: str
    """Name of the relation."""
    first: Probe
    """The variant that stands first in the file."""
    second: Probe
    """The other one."""

    @property
    def same(self) -> bool:
        """Whether the right answers are the same, by the operand that they name."""
        return place(self.first, self.first.answer.value) == place(self.second, self.second.answer.value)


def place(probe: Probe, value: str) -> str | int:
    """What an answer says apart from how it is written: for a choice, which of the item's options.

    Args:
        probe: What was asked.
        value: The right answer, a lure or a reading.

    Returns:
        For an option of a choice its index in the item's order, whatever order, notation or language the
        prompt showed it in; else the value itself.
    """
    options = probe.answer.options
    if value not in options:
        return value
    index = options.index(value)
    count = sum(option in probe.operands for option in options)
    return count - 1 - index if probe.order == "ba" and index < count else index


def pairs(probes: Iterable[Probe], *names: str) -> Iterator[Pair]:
    """The pairs of variants that relations bind, item by item.

    Two variants are bound by a relation when they differ in the key that it changes, have its values there,
    and are alike in all the others; a template brings its own format, so `reword` passes over that.

    Args:
        probes: Such as those of the suite `variants-v1`.
        names: Relations; all of them when left out.

    Raises:
        InvalidArgument: if a relation is unknown.
    """
    for name in names:
        if name not in RELATIONS:
            raise unknown_name("relation", name, RELATIONS)
    wanted: dict[str, list[Relation]] = defaultdict(list)
    for name in names or RELATIONS:
        wanted[RELATIONS[name].changes].append(RELATIONS[name])
    items: dict[str, list[Probe]] = defaultdict(list)
    for probe in probes:
        items[probe.item].append(probe)
    for variants in items.values():
        if len(variants) == 1:
            continue
        described = [(probe, _keys(probe)) for probe in variants]
        for (first, one), (second, other) in combinations(described, 2):
            changed = _changed(one, other)
            for relation in wanted.get(changed, ()):
                if not relation.values or set(relation.values) == {one[changed], other[changed]}:
                    yield Pair(relation=relation.name, first=first, second=second)


def _keys(probe: Probe) -> Mapping[str, str]:
    return {key: str(getattr(probe, key)) for key in KEYS}


def _changed(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The only key in which two variants differ, a template's own format aside; empty where none is."""
    changed = [key for key in KEYS if one[key] != other[key]]
    return changed[0] if len(changed) == 1 or changed == ["template", "format"] else ""


def names_of(probes: Sequence[Probe]) -> list[str]:
    """The relations that bind at least one pair of the probes, in the order of `RELATIONS`."""
    found = {pair.relation for pair in pairs(probes)}
    return [name for name in RELATIONS if name in found]
