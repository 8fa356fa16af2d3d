"""Plain sentences of exactly as many words as asked for.

A sentence is a row of clauses: who does something, with what, what they are like, where or when. What a word
is stands beyond doubt: words are separated by single spaces, and none holds a hyphen or an apostrophe.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from jagbench.errors import InvalidArgument
from jagbench.generators.language.words import SENTENCES
from jagbench.generators.skill.source import Source

SHORTEST: Final = 3
"""The fewest words of a clause."""

CLAUSES: Final[Mapping[str, Sequence[str]]] = {
    "en": (
        "trait? subject adverb? verb look? colour? object place?",
        "trait? subject adverb? rest place?",
    ),
    "de": (
        "trait? subject verb adverb? look? colour? object place?",
        "trait? subject rest adverb? place?",
    ),
    "fr": (
        "article subject trait? verb adverb? article object look? place?",
        "article subject trait? rest adverb? place?",
    ),
    "es": (
        "article subject trait? verb adverb? article object look? place?",
        "article subject trait? rest adverb? place?",
    ),
    "ko": (
        "trait? subject place? adverb? look? colour? object verb",
        "trait? subject place? adverb? rest",
    ),
}
"""The parts of a clause in order, with an object and without one; parts with `?` may be left out.

All nouns are plural or carry their particle, so that nothing else has to agree with them but articles and
adjectives in gender. The conjunctions of `de` leave the verb in the second place.
"""

GENDERS: Final = ("m", "f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A clause with a number of words.

    Attributes:
        parts: What to choose each part from, in order.
        object_at: The position of the object among the parts, -1 where there is none.
    """

    parts: Sequence[Sequence[str]]
    object_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The clauses of a language.

    Attributes:
        inner: Frames of a clause that another one follows, by number of words.
        last: Frames of the last clause, by number of words.
        objects: Every word that may be an object.
        joints: Conjunctions; none where the verb joins the clauses.
    """

    inner: Mapping[int, Sequence[Frame]]
    last: Mapping[int, Sequence[Frame]]
    objects: Sequence[str]
    joints: Sequence[str]


def sentence(source: Source, language: str, length: int) -> str:
    """A sentence of `length` words, separated by single spaces, with a full stop.

    Args:
        source: Where the choices come from.
        language: A language of `CLAUSES`.
        length: At least 3.

    Raises:
        InvalidArgument: if there are no sentences in the language or none of the length.
    """
    grammar = _grammar(language)
    joint = int(bool(grammar.joints))
    if length < SHORTEST:
        raise InvalidArgument(f"A sentence has at least {SHORTEST} words, got {length}.")
    words: list[str] = []
    sizes = _sizes(source, length, (SHORTEST, max(grammar.last)), joint, fewest=1)
    for number, size in enumerate(sizes, start=1):
        frame = source.choice((grammar.last if number == len(sizes) else grammar.inner)[size])
        if words and joint:
            words.append(source.choice(grammar.joints))
        words.extend(source.choice(part) for part in frame.parts)
    return _written(words)


def sentence_with(source: Source, language: str, length: int, times: int) -> tuple[str, str]:
    """A sentence of `length` words, and a word that occurs in it exactly `times` times.

    The word is an object, so it never opens the sentence, and is a part of no other word. In Korean it
    carries its particle.

    Args:
        source: Where the choices come from.
        language: A language of `CLAUSES`.
        length: At least one clause with an object for each occurrence.
        times: From 0, for a word that does not occur.

    Raises:
        InvalidArgument: if there are no sentences in the language, or the length is too small.
    """
    grammar = _with_object(language)
    joint = int(bool(grammar.joints))
    shortest = min(grammar.last)
    clauses = max(times, 1)
    if times < 0 or length < clauses * (shortest + joint) - joint:
        least = clauses * (shortest + joint) - joint
        raise InvalidArgument(
            f"A sentence in which a word occurs {times} times has at least {least} words and times is at "
            f"least 0; got {length} words."
        )
    word = source.choice(grammar.objects)
    sizes = _sizes(source, length, (shortest, max(grammar.last)), joint, fewest=clauses)
    holding = set(source.sample(range(len(sizes)), times))
    words: list[str] = []
    for number, size in enumerate(sizes):
        last = number == len(sizes) - 1
        if words and joint:
            words.append(source.choice(grammar.joints))
        if number in holding:
            frame = source.choice(_holding(language, last, size, word))
            words.extend(
                word if place == frame.object_at else source.choice(part)
                for place, part in enumerate(frame.parts)
            )
        else:
            frame = source.choice((grammar.last if last else grammar.inner)[size])
            words.extend(
                _other(source, part, word) if place == frame.object_at else source.choice(part)
                for place, part in enumerate(frame.parts)
            )
    return _written(words), word


@cache
def _holding(language: str, last: bool, size: int, word: str) -> Sequence[Frame]:
    """The frames of a clause whose object can be the word."""
    grammar = _with_object(language)
    frames = (grammar.last if last else grammar.inner)[size]
    return [frame for frame in frames if word in frame.parts[frame.object_at]]


def _other(source: Source, objects: Sequence[str], word: str) -> str:
    """An object that is not the word."""
    if word not in objects:
        return source.choice(objects)
    place = source.integer(0, len(objects) - 2)
    return objects[place + (place >= objects.index(word))]


def _written(parts: Sequence[str]) -> str:
    text = " ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _sizes(source: Source, length: int, bounds: tuple[int, int], joint: int, *, fewest: int) -> list[int]:
    """Lengths within bounds of at least `fewest` clauses that make up `length` with the joints between."""
    shortest, longest = bounds
    least = max(fewest, -(-(length + joint) // (longest + joint)))
    count = source.integer(least, (length + joint) // (shortest + joint))
    spare = length + joint - count * (shortest + joint)
    sizes: list[int] = []
    for others in range(count - 1, -1, -1):
        room = longest - shortest
        extra = source.integer(max(0, spare - others * room), min(room, spare))
        sizes.append(shortest + extra)
        spare -= extra
    return sizes


# --- frames -----------------------------------------------------------------------------------------


@cache
def _grammar(language: str) -> Grammar:
    if language not in CLAUSES:
        raise InvalidArgument(f"There are no sentences in {language!r}; there are in {', '.join(CLAUSES)}.")
    parts = SENTENCES[language]
    return Grammar(
        inner=_by_size(language, linking="linking_"),
        last=_by_size(language, linking=""),
        objects=[word for name in ("object", "object_m", "object_f") for word in parts.get(name, ())],
        joints=parts.get("joint", ()),
    )


@cache
def _with_object(language: str) -> Grammar:
    """The grammar of a language without the frames that have no object."""
    whole = _grammar(language)
    return Grammar(
        inner=_having_objects(whole.inner),
        last=_having_objects(whole.last),
        objects=whole.objects,
        joints=whole.joints,
    )


def _having_objects(frames: Mapping[int, Sequence[Frame]]) -> Mapping[int, Sequence[Frame]]:
    having = {size: [each for each in group if each.object_at >= 0] for size, group in frames.items()}
    return {size: group for size, group in having.items() if group}


def _by_size(language: str, linking: str) -> Mapping[int, Sequence[Frame]]:
    """Every frame of a language by its number of words; `linking` comes before the names of verbs."""
    parts = SENTENCES[language]
    sizes: dict[int, list[Frame]] = {}
    for clause in CLAUSES[language]:
        for names in product(*(_ways(name, parts) for name in clause.split())):
            present = [name for name in names if name]
            if (size := sum(int(name[-1]) if name[-1].isdigit() else 1 for name in present)) < SHORTEST:
                continue
            for genders in product(GENDERS, repeat=2) if "article" in present else [GENDERS]:
                chosen = [_part(parts, name, linking) for name in _gendered(present, parts, genders)]
                place = present.index("object") if "object" in present else -1
                sizes.setdefault(size, []).append(Frame(parts=chosen, object_at=place))
    return sizes


def _ways(name: str, parts: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The names that a part of a clause may stand for; the empty one leaves it out."""
    if name == "place?":
        return ["", *(f"place{size}" for size in range(1, 10) if f"place{size}" in parts)]
    return ["", name[:-1]] if name.endswith("?") else [name]


def _gendered(
    names: Sequence[str], parts: Mapping[str, Sequence[str]], genders: Sequence[str]
) -> Iterator[str]:
    """The names of parts with the gender of their noun: each article opens another noun's words."""
    noun = -1
    for name in names:
        noun += name == "article"
        yield f"{name}_{genders[noun]}" if f"{name}_m" in parts else name


def _part(parts: Mapping[str, Sequence[str]], name: str, linking: str) -> Sequence[str]:
    return parts.get(linking + name, parts.get(name, ()))
