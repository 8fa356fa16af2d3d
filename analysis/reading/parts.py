"""Options that are one sentence but for a part: "Ann came second", "Bob came second"."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from jagbench.analysis.reading.bounded import Bounded, bounded
from jagbench.analysis.reading.denials import denies
from jagbench.analysis.reading.options import Options, rank
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import terms
from jagbench.analysis.reading.result import Found

_SENTENCE = 3
"""Words of an option that may be a sentence, at least."""


def by_part(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The option of which a statement says all that the options share, and names its part and no other's."""
    shared, parts = _parts(tuple(options.folded))
    text = page.folded[start:end]
    if not shared or not shared.issubset(terms(text)) or denies(text, page.lexicon):
        return None
    if any(not shared.issuperset(terms(place[0])) for place in rank(page.lexicon).finditer(text)):
        return None  # "first is Ann, then second is Bob"
    named = [
        (index, place) for index, part in enumerate(parts) for place in part.places(page.folded, start, end)
    ]
    if len({index for index, _ in named}) != 1:
        return None
    index, place = named[-1]
    return options.found(index, place, place + len(parts[index].text), "option_named")


@lru_cache(maxsize=1024)
def _parts(names: tuple[str, ...]) -> tuple[frozenset[str], Sequence[Bounded]]:
    """What the options share, as `terms`, and what each has for itself; nothing where they are not alike."""
    words = [name.rstrip(".。").split() for name in names]
    shortest = min(map(len, words), default=0)
    if len(words) < 2 or shortest < _SENTENCE:
        return frozenset(), ()
    head = _alike(words)
    tail = min(_alike([each[::-1] for each in words]), shortest - head - 1)
    parts = [" ".join(each[head : len(each) - tail]) for each in words]
    if tail < 0 or len(set(parts)) < len(parts):
        return frozenset(), ()
    return frozenset(terms(" ".join(words[0][:head] + words[0][len(words[0]) - tail :]))), [
        *map(bounded, parts)
    ]


def _alike(rows: Sequence[Sequence[str]]) -> int:
    """How many words all rows begin with."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False)))
