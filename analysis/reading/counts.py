"""Amounts that are told without a number: "twice", "there are no r's"."""

import re
from functools import lru_cache
from itertools import filterfalse
from unicodedata import combining, normalize

from jagbench.analysis.reading.denials import doubt
from jagbench.analysis.reading.languages.table import LETTER, any_of, compile_any, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found, Number

_aside = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
none_of = by_lexicon(
    lambda lexicon: re.compile(
        lexicon.any_bounded(lambda table: table.zeros)
        + rf"(?![ ]?(?:[{LETTER}']{{1,5}} ){{0,2}}{doubt(lexicon).pattern})"
    )
)
"""What says that there are none, and not that there is no doubt."""


def _counts_of(lexicon: Lexicon) -> dict[str, int]:
    """The counts of all tables, without words of others that are numerals of the last: "once" in Spanish."""
    own = lexicon.tables[-1]
    return {
        words: n
        for table in lexicon.tables
        for words, n in table.counts.items()
        if table is own or words.partition("(")[0] not in own.numerals
    }


_counts = by_lexicon(_counts_of)
_count = by_lexicon(lambda lexicon: compile_any(_counts(lexicon)))
_each_count = by_lexicon(
    lambda lexicon: [
        (compile_any([words]), n)
        for words, n in sorted(_counts(lexicon).items(), key=lambda entry: -len(entry[0]))
    ]
)
_verb = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.verbs))
_verb_before = by_lexicon(
    lambda lexicon: re.compile(rf"{lexicon.any_bounded(lambda table: table.verbs)} [*_]{{0,3}}$")
)
"""What a number stands behind that ends its statement: "occurs is 2"."""
_BREAK = re.compile(r"[,;:.](?!\d)")
_how_many = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?<![{LETTER}]){lexicon.any_of(lambda table: table.how_many)}([{LETTER}]{{3,40}})"
    )
)
_counts_something = by_lexicon(
    lambda lexicon: re.compile(rf"(?<![{LETTER}]){lexicon.any_of(lambda table: table.how_many)}[{LETTER}]")
)
"""What asks for a number of things."""
_articles = by_lexicon(
    lambda lexicon: compile_any(
        word
        for table in lexicon.tables
        for word in table.articles
        if table.numerals.get(word) == 1 and is_latin(word)
    )
)
_WORDS = re.compile(rf"[ ][{LETTER}'-]{{3,40}}(?:[ ][{LETTER}'-]{{3,40}})?")
_LAST_WORD = re.compile(rf"[ ]([{LETTER}]{{3,40}})[.!*_\"]{{0,4}}$")
_times = by_lexicon(
    lambda lexicon: re.compile(
        rf"[*_`]{{0,3}}(?:[ ]{any_of(filter(is_latin, lexicon.every(lambda table: table.times)))}(?![a-z])"
        rf"|[ ]?{any_of(filterfalse(is_latin, lexicon.every(lambda table: table.times)))})"
    )
)
_STEM = 4
_BEFORE = re.compile(rf"[{LETTER}]{{1,16}} $|[가-힣぀-ヿ一-鿿]{{2}} ?$")
_BEHIND = re.compile(rf" [{LETTER}]{{1,16}}| ?[가-힣぀-ヿ一-鿿]{{2}}")
"""The word, or two characters, on either side of a stretch."""
_NEAR = 16
"""Characters behind a count in which what says that there are none belongs to it, or a verb before it."""
_CLOSING = " .!。*_"
"""What stands behind the last word of a statement."""
_DECORATION = " \t\n\u00a0*_`\"'()[]{}"


@lru_cache(maxsize=1024)
def _noun(question: Question) -> str | None:
    """How the word begins whose number is asked for: "vowels" in "How many vowels ...?"."""
    asked = _how_many(question.lexicon).search(question.folded)
    verb = asked is None or _verb(question.lexicon).fullmatch(asked[1])
    return None if asked is None or verb else _stem(asked[1])


def is_times(page: Page, place: int) -> bool:
    """Whether a number that ends at a place tells how many times something happens."""
    return _times(page.lexicon).match(page.folded, place) is not None


def is_predicate(page: Page, number: Number, end: int) -> bool:
    """Whether a number in digits ends a stretch behind a verb: "the number of times it occurs is 2"."""
    if number.word or page.text[number.end : end].strip(_CLOSING):
        return False
    near = max(number.start - _NEAR, 0)
    return _verb_before(page.lexicon).search(page.folded, near, number.start) is not None


def _stem(word: str) -> str:
    """How a word begins, without accents, so that "Bruder" and "Brüder" meet."""
    plain = normalize("NFD", word)
    return "".join(letter for letter in plain if not combining(letter))[:_STEM]


def counts_asked(page: Page, place: int, question: Question) -> bool:
    """Whether what stands behind a number, perhaps after one word, is what is to be counted."""
    words = _WORDS.match(page.folded, place)
    noun = _noun(question)
    return noun is not None and words is not None and noun in {_stem(word) for word in words[0].split()}


def _one_of_asked(page: Page, start: int, end: int, question: Question) -> Found | None:
    """One of what is to be counted, at the end of a stretch, with an article: "jeweils einen Bruder."."""
    for article in _articles(page.lexicon).finditer(page.folded, start, end):
        noun = _LAST_WORD.match(page.folded, article.end(), end)
        if noun is not None and _stem(noun[1]) == _noun(question):
            return Found(start=article.start(), end=article.end(), value="1", rule="counted")
    return None


def opens_with_none(page: Page, first: Number, start: int) -> bool:
    """Whether a stretch says of a number of things that none of them is meant: "None of the 6 letters"."""
    begin = start
    while begin < first.start and page.text[begin] in _DECORATION:
        begin += 1
    none = none_of(page.lexicon).match(page.folded, begin, first.start)
    return none is not None and not _BREAK.search(page.text, none.end(), first.start)


def _counts_things(question: Question) -> bool:
    """Whether a question asks how many there are of something."""
    return _counts_something(question.lexicon).search(question.folded) is not None or bool(question.counters)


def _is_quoted(page: Page, start: int, end: int, question: Question) -> bool:
    """Whether the prompt says the same with the same word beside it: "a double letter counts twice"."""
    said = page.folded[start:end]
    places = [each.span() for each in re.finditer(re.escape(said), question.folded)]
    beside = _beside(page.folded, start, end)
    return any(not beside.isdisjoint(_beside(question.folded, *place)) for place in places)


def _beside(folded: str, start: int, end: int) -> set[str]:
    """The words right before and behind a stretch, or the characters in scripts without spaces."""
    before, behind = _BEFORE.search(folded, max(start - _NEAR, 0), start), _BEHIND.match(folded, end)
    return {each[0].strip() for each in (before, behind) if each is not None}


def stated_count(page: Page, start: int, end: int, question: Question, *, numbers: bool) -> Found | None:
    """Counts without a numeral, in front of a reason: "there are no r's", and where no number is, "twice"."""
    reason = _aside(page.lexicon).search(page.folded, start + 1, end)
    end = end if reason is None else reason.start()
    counts = () if numbers else _count(page.lexicon).finditer(page.folded, start, end)
    count = next((each for each in counts if not _is_quoted(page, *each.span(), question)), None)
    zero = none_of(page.lexicon).search(page.folded, start, end)
    if zero is not None and (
        zero[0] in question.folded or (question.direction and not _counts_things(question))
    ):
        zero = None  # "None of them is smaller than 16."
    if count is not None and (zero is None or zero.start() >= count.end() + _NEAR):
        value = next(
            n for each, n in _each_count(page.lexicon) if each.match(page.folded, count.start(), end)
        )
        return Found(start=count.start(), end=count.end(), value=str(value), rule="counted")
    if zero is not None:
        return Found(start=zero.start(), end=zero.end(), value="0", rule="counted")
    return None if numbers else _one_of_asked(page, start, end, question)
