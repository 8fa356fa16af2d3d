"""What a stretch denies: by "not", by words that deny through their meaning ("doubt"), or by neither."""

import re

from jagbench.analysis.reading.languages.table import LETTER
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon

negation = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.negations))
"""What denies: "not", "아니"."""
doubt = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.doubts))
"""What denies through its meaning and may be denied itself: "doubt", "impossible"."""


def _emphasis_of(lexicon: Lexicon) -> re.Pattern[str]:
    emphases = lexicon.any_bounded(lambda table: table.emphases)
    denied = rf"{negation(lexicon).pattern} (?:[{LETTER}']{{1,8}} ){{0,2}}{doubt(lexicon).pattern}"
    return re.compile(f"{denied}|{emphases}")


emphasis = by_lexicon(_emphasis_of)
"""What denies nothing, though it holds such words: "not only", "there is no doubt"."""
GOES_ON = r"(?! (?:dass|que|qu'))"
"""What makes no end of a comma: "Ich bezweifle, dass"."""


def negations(folded: str, lexicon: Lexicon) -> int:
    """How many plain denials a lower-case text holds; several of them may be one: "no hay ninguno"."""
    said = doubt(lexicon).sub(" ", emphasis(lexicon).sub(" ", folded))
    return len(negation(lexicon).findall(said))


def doubts(folded: str, lexicon: Lexicon) -> bool:
    """Whether words that deny through their meaning turn a lower-case text round, two of them not at all."""
    return len(doubt(lexicon).findall(emphasis(lexicon).sub(" ", folded))) % 2 == 1


def denies(folded: str, lexicon: Lexicon) -> bool:
    """Whether a lower-case text denies what it is about: "30 is not even", and not "no doubt, 30 is even"."""
    return (negations(folded, lexicon) > 0) ^ doubts(folded, lexicon)
