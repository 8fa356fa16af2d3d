"""Plain sentences of exactly as many words as asked for."""

from jagbench.generators.source import Source
from jagbench.generators.words import SENTENCES

CLAUSE = 3
"""The shortest clause: subject, verb, object."""
LONGEST_CLAUSE = 6


def sentence(source: Source, language: str, length: int) -> str:
    """A sentence of `length` words, separated by single spaces, with a full stop.

    Args:
        source: Where the choices come from.
        language: `"en"` or `"ko"`.
        length: At least 3.
    """
    words = (_english if language == "en" else _korean)(source, length)
    text = " ".join(words) + "."
    return text[0].upper() + text[1:]


def _clause_lengths(source: Source, length: int, joint: int) -> list[int]:
    """Lengths of clauses that make up `length` with `joint` words between two of them."""
    lengths: list[int] = []
    while length > LONGEST_CLAUSE:
        size = source.integer(CLAUSE, min(LONGEST_CLAUSE, length - CLAUSE - joint))
        lengths.append(size)
        length -= size + joint
    return [*lengths, length]


def _english(source: Source, length: int) -> list[str]:
    parts = SENTENCES["en"]
    words: list[str] = []
    for size in _clause_lengths(source, length, joint=1):
        extra = size - CLAUSE
        adverb = int(extra > 0 and source.boolean())
        before = source.integer(0, extra - adverb)
        nouns = source.sample(parts["noun"], 2)
        adjectives = source.sample(parts["adjective"], extra - adverb)
        words += [source.choice(parts["joint"])] if words else []
        words += [*adjectives[:before], nouns[0], *source.sample(parts["adverb"], adverb)]
        words += [source.choice(parts["verb"]), *adjectives[before:], nouns[1]]
    return words


def _korean(source: Source, length: int) -> list[str]:
    parts = SENTENCES["ko"]
    words: list[str] = []
    sizes = _clause_lengths(source, length, joint=0)
    for number, size in enumerate(sizes, start=1):
        extra = size - CLAUSE
        adverb = int(extra > 0 and source.boolean())
        before = source.integer(0, extra - adverb)
        adjectives = source.sample(parts["adjective"], extra - adverb)
        verbs = parts["verb" if number == len(sizes) else "linking_verb"]
        words += [*adjectives[:before], source.choice(parts["subject"])]
        words += [*adjectives[before:], source.choice(parts["object"])]
        words += [*source.sample(parts["adverb"], adverb), source.choice(verbs)]
    return words
