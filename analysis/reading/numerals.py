"""Numbers written in words: "twenty-one", "dreiundzwanzig", "vingt et un", "스물세 개", "二十三"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jagbench.analysis.reading.languages.table import LETTER, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A number written in words."""

    start: int
    end: int
    value: str
    """Its plain form, or `numerator/denominator`."""


_TENS = tuple(str(ten) for ten in range(10, 100, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Latin:
    """The number words of scripts with spaces."""

    adds: Mapping[str, int]
    times: Mapping[str, int]
    signs: frozenset[str]
    alone: frozenset[str]
    articles: frozenset[str]
    token: re.Pattern[str]
    """A number word; a number in one word is one token."""
    pieces: re.Pattern[str] | None
    """What a number in one word is made of."""
    joins: frozenset[str]
    unit_joins: frozenset[str]
    gap: re.Pattern[str]
    """What may stand between two words of a number, a joining word its first group."""
    point: re.Pattern[str]
    half: re.Pattern[str]
    part: re.Pattern[str]
    place: re.Pattern[str]
    """What makes a place in an order of the tens before it."""
    parts: Mapping[str, int]


def no_limit(lexicon: Lexicon) -> str:
    """The source of a pattern for where a word for minus is one: not behind "au", as in "au moins"."""
    return "".join(rf"(?<!\b{each} )" for each in lexicon.every(lambda table: table.limits))


def _words_of(lexicon: Lexicon) -> _Latin:
    adds = {word: n for word, n in lexicon.merged(lambda table: table.numerals).items() if is_latin(word)}
    times = {word: n for word, n in lexicon.merged(lambda table: table.multipliers).items() if is_latin(word)}
    signs = {word for word in lexicon.every(lambda table: table.minus) if is_latin(word)}
    compound = [
        piece
        for table in lexicon.tables
        if table.one_word
        for piece in (*table.numerals, *table.multipliers, *table.numeral_joins)
    ]
    joins = lexicon.every(lambda table: table.numeral_joins)
    unit_joins = lexicon.every(lambda table: table.unit_joins)
    parts = lexicon.merged(lambda table: table.parts)
    unlimited = no_limit(lexicon)
    one_word = rf"|{any_of(compound)}++" if compound else ""
    return _Latin(
        adds=adds,
        times=times,
        signs=frozenset(signs),
        alone=frozenset(lexicon.every(lambda table: table.alone)),
        articles=frozenset(lexicon.every(lambda table: table.articles)),
        token=re.compile(
            rf"(?<![{LETTER}0-9_'])(?:(?:{any_of([*adds, *times])}|{unlimited}{any_of(signs)})"
            rf"(?![{LETTER}0-9_']){one_word})"
            rf"(?![{LETTER}0-9_'])"
        ),
        pieces=re.compile(any_of(compound)) if compound else None,
        joins=frozenset(joins),
        unit_joins=frozenset(unit_joins),
        gap=re.compile(rf"[ \u00a0-]{{1,2}}(?:({any_of([*joins, *unit_joins])})[ -])?|[ ]?,[ ]"),
        point=re.compile(rf" {lexicon.any_of(lambda table: table.points)} "),
        half=re.compile(rf"[ -]{lexicon.any_of(lambda table: table.halves)}(?![{LETTER}])"),
        part=re.compile(rf"[ -]({any_of(parts)})(?![{LETTER}])"),
        place=re.compile(rf"-{any_of(lexicon.merged(lambda table: table.ordinals))}(?![{LETTER}])"),
        parts=parts,
    )


_latin = by_lexicon(_words_of)
_PRONOUN_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:the|an?|this|that|each|every|any|no|some|which)(?: [a-z]{2,12})?"
    r"|another|easy|hard|one by) $"
)
_PRONOUN_AFTER = re.compile(
    r" (?:of|another|after|can|could|should|would|might|must|by|more|needs|has|that|who|which|way|to one"
    r"|thing)"
    r"(?![a-z])"
)

_CJK_ADDS = dict(zip("〇零一二三四五六七八九两兩", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2], strict=True))
_SINO = "영일이삼사오육칠팔구"
"""Digits of Korean that are borrowed, which stand with borrowed tens only."""
_LIKE_DIGITS = "공륙"
"""Other forms of such digits."""
_PARTICLE = re.compile(r"이(?:에요|어요|었|라|야|[ ](?:[되돼됩된남맞]|나[오와옵온]|아니|아닙))|만큼")
"""A digit of Korean that is the ending of the numeral before it: "백이 됩니다"."""
_CJK_TIMES = dict(zip("十百千万萬億亿兆", [10, 100, 1000, 10**4, 10**4, 10**8, 10**8, 10**12], strict=True))
_CJK_COUNTERS = tuple("個次つ本回枚人元円字")
"""Counters of Chinese characters, which are numerals' neighbours in every language that borrows them."""
_OF = ("分之", "分の", "분의", "분의 ")
"""What stands between a denominator and its numerator."""
_PART_OF = re.compile(rf"[ ]?{any_of(_OF)}")
_HAN = re.compile(r"[一-鿿〇]")
_WHICH = frozenset("第这那前后每上下各某哪几数其同何毎次分十百千万")
"""What tells in front of a numeral which things are meant, or makes another word of it."""
_CJK = re.compile(r"[가-힣一-鿿〇]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syllables:
    """The number words of scripts without spaces."""

    adds: Mapping[str, int]
    times: Mapping[str, int]
    syllable: re.Pattern[str]
    opening: re.Pattern[str]
    """What makes a numeral of syllables behind a syllable."""
    after: re.Pattern[str]
    """What may follow a numeral."""
    ending: re.Pattern[str]
    """What ends a sentence right behind a numeral."""
    counter: re.Pattern[str]
    counted: frozenset[str]
    native: frozenset[str]
    """Numerals that take no borrowed digit behind them, nor stand behind one: "열", "넷"."""
    articles: frozenset[str]
    point: re.Pattern[str]
    minus: re.Pattern[str]


def _syllables_of(lexicon: Lexicon) -> _Syllables:
    adds = {word: n for word, n in lexicon.merged(lambda table: table.numerals).items() if not is_latin(word)}
    times = {
        word: n for word, n in lexicon.merged(lambda table: table.multipliers).items() if not is_latin(word)
    }
    adds, times = adds | _CJK_ADDS, times | _CJK_TIMES
    counter = any_of([*lexicon.every(lambda table: table.counters), *_CJK_COUNTERS])
    endings = lexicon.any_of(lambda table: table.numeral_endings)
    points = [word for word in lexicon.every(lambda table: table.points) if not is_latin(word)]
    return _Syllables(
        adds=adds,
        times=times,
        syllable=re.compile(any_of([*adds, *times])),
        opening=re.compile(rf"{any_of([*lexicon.every(lambda table: table.numeral_openings), *_OF])}$"),
        after=re.compile(
            rf"[ ]?(?:{counter})(?![번])|[ ]?{any_of(_OF)}|[ ]?{endings}(?![가-힣])"
            r"|[\"'`*_)\].,!?~\s。、;:：=]|$"
        ),
        ending=re.compile(rf"[ ]?{endings}"),
        counter=re.compile(rf"[ ]?(?:{counter})(?![번])"),
        counted=frozenset(lexicon.every(lambda table: table.counted)),
        native=frozenset(
            word for word in adds if word not in _SINO and word not in _CJK_ADDS and word not in _LIKE_DIGITS
        ),
        articles=frozenset(lexicon.every(lambda table: table.articles)),
        point=re.compile(rf"[ ]?{any_of(points)}[ ]?({any_of(adds)}{{1,30}})"),
        minus=re.compile(
            rf"{any_of(word for word in lexicon.every(lambda table: table.minus) if not is_latin(word))}[ ]?$"
        ),
    )


_syllables = by_lexicon(_syllables_of)


def numeral_words(folded: str, lexicon: Lexicon, counters: Sequence[str] = ()) -> Iterator[Word]:
    """The numbers written in words in a lower-case text, left to right within each script.

    Args:
        folded: The text.
        lexicon: The words in use.
        counters: What may count things behind a numeral besides the counters of the languages.
    """
    latin = _latin(lexicon)
    tokens = list(latin.token.finditer(folded))
    if tokens:
        yield from _pointed(folded, list(_latin_words(folded, tokens, latin)), latin)
    if not folded.isascii():
        yield from _syllable_words(folded, _syllables(lexicon), counters)


def _latin_words(folded: str, tokens: Sequence[re.Match[str]], latin: _Latin) -> Iterator[Word]:
    run: list[re.Match[str]] = []
    for match in tokens:
        if run and not _continues(folded, run, match, latin):
            yield from _latin_number(folded, run, latin)
            subtracts = match[0] in latin.signs and folded[run[-1].end() : match.start()] == " "
            run = []
            if subtracts:
                continue  # "eight minus four"
        run.append(match)
    yield from _latin_number(folded, run, latin)


def _pieces(word: str, latin: _Latin) -> list[str]:
    """The number words a token is made of: itself, or those of a number in one word."""
    if latin.pieces is None or word in latin.adds or word in latin.times or word in latin.signs:
        return [word]
    return [piece for piece in latin.pieces.findall(word) if piece not in latin.joins]


def _continues(folded: str, run: list[re.Match[str]], match: re.Match[str], latin: _Latin) -> bool:
    """Whether a word belongs to the number before it: "twenty one" does, "two three" does not."""
    gap = latin.gap.fullmatch(folded, run[-1].end(), match.start())
    if gap is None or match[0] in latin.signs:
        return False
    last, words = _pieces(run[-1][0], latin)[-1:], _pieces(match[0], latin)
    if not last or not words:
        return False
    before, word = last[0], words[0]
    if before in latin.signs or word in latin.times:
        return gap[1] is None or gap[1] in latin.joins
    comma = "," in gap[0]
    if before in latin.times:
        return not comma or latin.times[before] >= 1000
    first, then = latin.adds[before], latin.adds[word]
    if comma or (gap[1] is not None and gap[1] not in latin.unit_joins):
        return False
    if first >= 100:
        return first % 100 == 0 and 0 < then < 100
    return first >= 20 and first % 10 == 0 and 0 < then < (20 if first in (60, 80) else 10)


def _latin_number(folded: str, run: list[re.Match[str]], latin: _Latin) -> Iterator[Word]:
    words = [piece for match in run for piece in _pieces(match[0], latin)]
    if not words or words[-1] in latin.signs or (words[0] in latin.times and words[0] not in latin.alone):
        return
    start, end = run[0].start(), run[-1].end()
    if words == ["one"] and _pronoun(folded, run[0]):
        return
    lone = len(words) == 1 and words[0] in latin.articles and latin.part.match(folded, end) is None
    if lone and not _alone(folded, start, end):
        return
    negative = words[0] in latin.signs
    value = total(words[negative:], latin.adds, latin.times, closing=1000)
    yield Word(start=start, end=end, value=str(-value if negative else value))


def _pointed(folded: str, words: Sequence[Word], latin: _Latin) -> Iterator[Word]:
    """The numbers, joined over a decimal point in words ("nine point one one") or with a denominator.

    Places in an order are none.
    """
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        while index < len(words) and _follows_point(folded, word, words[index], latin):
            mark = "" if "." in word.value else "."
            word = replace(word, end=words[index].end, value=word.value + mark + words[index].value)
            index += 1
        half = latin.half.match(folded, word.end)
        if half is not None and word.value.isdecimal():
            word = replace(word, end=half.end(), value=f"{word.value}.5")
        if word.value in _TENS and latin.place.match(folded, word.end) is not None:
            continue  # "twenty-third"
        part = latin.part.match(folded, word.end)
        if part is not None and word.value != "0":
            word = replace(word, end=part.end(), value=f"{word.value}/{latin.parts[part[1]]}")
        yield word


def _follows_point(folded: str, word: Word, following: Word, latin: _Latin) -> bool:
    """Whether a number word holds decimals of the one before it."""
    if following.value.startswith("-"):
        return False
    if "." in word.value:
        return folded[word.end : following.start] == " " and len(following.value) == 1
    return latin.point.fullmatch(folded, word.end, following.start) is not None


def _pronoun(folded: str, match: re.Match[str]) -> bool:
    """The "one" of "an easy one" and "one of them" is no number."""
    before = folded[max(match.start() - 20, 0) : match.start()]
    return bool(_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(folded, match.end()))


def _syllable_words(folded: str, syllables: _Syllables, counters: Sequence[str]) -> Iterator[Word]:
    run: list[re.Match[str]] = []
    reached = 0
    for match in syllables.syllable.finditer(folded):
        if match.start() < reached:
            continue
        if run and not _runs_on(folded, run, match, syllables):
            yield from _syllable_number(folded, run, syllables, counters)
            run = []
        run.append(match)
        point = syllables.point.match(folded, match.end())
        if point is not None:
            decimals = "".join(str(syllables.adds[one[0]]) for one in syllables.syllable.finditer(point[1]))
            yield from _syllable_number(folded, run, syllables, counters, point.end(), decimals)
            run, reached = [], point.end()
    yield from _syllable_number(folded, run, syllables, counters)


def _runs_on(folded: str, run: list[re.Match[str]], match: re.Match[str], syllables: _Syllables) -> bool:
    """Whether a syllable belongs to the numeral before it; a space may follow a myriad ("삼만 오천")."""
    if run[-1].end() == match.start():
        return True
    spaced = folded[run[-1].end() : match.start()] == " "
    word = len(run) > 1 or _CJK.match(folded[run[0].start() - 1 : run[0].start()]) is None
    return spaced and word and syllables.times.get(run[-1][0], 0) >= 10**4


def _syllable_number(
    folded: str,
    run: list[re.Match[str]],
    syllables: _Syllables,
    counters: Sequence[str],
    end: int | None = None,
    decimals: str | None = None,
) -> Iterator[Word]:
    """A run of numeral syllables counts only where it stands as a word or before a counter."""
    run = run if decimals is not None else _without_ending(folded, run, syllables)
    if not run:
        return
    start, stop = run[0].start(), end or run[-1].end()
    if folded[start - 1 : start].isdecimal():
        return  # it scales the digits before it
    counts = syllables.counter.match(folded, stop) is not None or _counts(folded, stop, counters)
    counted = len(run) > 1 or counts
    free = _HAN.match(folded, start) and counted and folded[start - 1] not in _WHICH
    if _CJK.match(folded[start - 1 : start]) and not (
        free or syllables.opening.search(folded[max(start - 6, 0) : start])
    ):
        return
    if not counts and syllables.after.match(folded, stop) is None:
        return
    words = [match[0] for match in run]
    if decimals is None and len(words) == 1:
        if words[0] in syllables.counted and not counts:
            return
        part = _PART_OF.match(folded, stop) or folded[max(start - 3, 0) : start].endswith(_OF)
        if (
            words[0] in syllables.articles
            and not part
            and not _alone(folded, start, _behind(folded, stop, syllables))
        ):
            return
    if words[0] in "万萬億亿兆":
        return
    value = str(total(words, syllables.adds, syllables.times, closing=10_000))
    minus = syllables.minus.search(folded[max(start - 6, 0) : start])
    sign = "" if minus is None or value == "0" else "-"
    start -= 0 if minus is None else len(minus[0])
    yield Word(start=start, end=stop, value=sign + (value if decimals is None else f"{value}.{decimals}"))


def _counts(folded: str, stop: int, counters: Sequence[str]) -> bool:
    """Whether one of some counters stands behind a numeral, perhaps after a space."""
    behind = folded[stop : stop + 1] == " "
    return any(folded.startswith(each, stop + behind) for each in counters)


def _without_ending(folded: str, run: list[re.Match[str]], syllables: _Syllables) -> list[re.Match[str]]:
    """The syllables that make one numeral, without those of an ending: "십사네요", "열넷이 됩니다"."""
    words = [match[0] for match in run]
    borrowed = any(word in syllables.times for word in words)
    size = next(
        (
            place
            for place, (word, then) in enumerate(pairwise(words), start=1)
            if not _goes_on(word, then, syllables, borrowed=borrowed)
        ),
        len(words),
    )
    while size > 1 and (
        (words[size - 1] in syllables.counted and not syllables.counter.match(folded, run[size - 1].end()))
        or _is_particle(folded, run[size - 1], syllables, borrowed=borrowed)
    ):
        size -= 1
    return run[:size]


def _is_particle(folded: str, word: re.Match[str], syllables: _Syllables, *, borrowed: bool) -> bool:
    """Whether the last syllable of a numeral is an ending: behind a single digit, wherever it may be one."""
    if _PARTICLE.match(folded, word.start()):
        return True
    ending = None if borrowed else syllables.after.match(folded, word.start())
    return word[0] == "이" and ending is not None and ending[0].startswith("이")


def _goes_on(word: str, then: str, syllables: _Syllables, *, borrowed: bool) -> bool:
    """Whether a numeral goes on with a syllable behind another, as native and borrowed digits do not."""
    if word in syllables.native:
        return then not in _SINO and (syllables.adds[word] >= 10 or then not in syllables.native)
    if then in syllables.native:
        return word in syllables.times and word != "십"
    return not (borrowed and word in _SINO and then in _SINO)


def _behind(folded: str, stop: int, syllables: _Syllables) -> int:
    """Where an ending right behind a numeral ends."""
    ending = syllables.ending.match(folded, stop)
    return stop if ending is None else ending.end()


def _alone(folded: str, start: int, end: int) -> bool:
    """Whether nothing but decoration stands around a word."""
    before, after = folded[max(start - 200, 0) : start], folded[end : end + 200]
    return not before.strip(" \n\"'`*_(") and not after.strip(" \n\"'`*_).!。")


def total(words: Sequence[str], adds: Mapping[str, int], times: Mapping[str, int], *, closing: int) -> int:
    """The value of numeral words.

    Args:
        words: The words or digits, in order.
        adds: Words that add up, by value.
        times: Words that multiply, by value.
        closing: From here on a multiplier applies to all before it that none has closed: 1000 where numbers
            go by thousands, 10,000 where they go by myriads.
    """
    if len(words) > 1 and all(adds.get(word, 10) < 10 for word in words):
        return int("".join(str(adds[word]) for word in words[:4000]))  # 二〇二四 is digits in a row
    sum_ = section = unit = 0
    for word in words:
        if word in adds:
            unit += adds[word]
        elif times[word] < closing:
            section += (unit or 1) * times[word]
            unit = 0
        elif not section and not unit and 0 < sum_ < times[word]:
            sum_ *= times[word]  # "dos mil millones"
        else:
            sum_ += (section + unit or 1) * times[word]
            section = unit = 0
    return sum_ + section + unit
