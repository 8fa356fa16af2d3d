"""Words and short strings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import filterfalse

from jagbench.analysis.reading.alike import alike, foreign_word, in_capitals, rearranged
from jagbench.analysis.reading.clauses import (
    QUOTED,
    before_bracket,
    before_denied,
    before_reason,
    before_spelling,
    behind_spelling,
    string_verb,
)
from jagbench.analysis.reading.doubts import denied, revision, turning_points
from jagbench.analysis.reading.entries import ARROW
from jagbench.analysis.reading.languages.table import LETTER, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.marks import announcement
from jagbench.analysis.reading.numbers import numbers_of
from jagbench.analysis.reading.options import CAPITAL
from jagbench.analysis.reading.page import Page, fold
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found
from jagbench.analysis.reading.strings import DECORATION, key_of, plain

_rejection = by_lexicon(
    lambda lexicon: re.compile(
        any_of(each for each in lexicon.every(lambda table: table.rejections) if not is_latin(each))
    )
)
_TOPIC = re.compile(
    r"(?:(?<=[^\sぁ-ゖ])[はが是]|(?<=[るたいう])の[はが]"
    r"|(?<=[^\s])(?:[るくすむ]と|[れけせ]ば|[しっ]たら|[은는이가] ))(?=.)"
)
"""What stands in a sentence of a script without spaces before what is said."""


def _opening_of(lexicon: Lexicon) -> re.Pattern[str]:
    fillers = lexicon.every(lambda table: table.fillers)
    spaced = any_of(each for each in fillers if is_latin(each) and (" " in each or "'" in each))
    article = any_of(filter(is_latin, fillers))
    noun = any_of(filter(is_latin, lexicon.every(lambda table: table.text_nouns)))
    glued = any_of(each for each in fillers if not is_latin(each) and len(each) > 1)
    return re.compile(
        rf"[\"'*` ]{{0,4}}(?:{glued}(?=\S)|是(?=[^。]{{1,40}}。)"
        rf"|(?:{spaced} )?(?:{article} )?{noun} (?=\S+$)|{spaced} (?=\S))"
    )


_opening = by_lexicon(_opening_of)
"""What opens a sentence that does no more than tell a string: "it's", "the letter"."""
_pronoun = by_lexicon(lambda lexicon: frozenset(lexicon.every(lambda table: table.pronouns)))
_tail = by_lexicon(lambda lexicon: frozenset(lexicon.every(lambda table: table.tails)))
_common = by_lexicon(
    lambda lexicon: frozenset(
        word
        for phrase in lexicon.every(
            lambda table: (
                *table.fillers,
                *table.verbs,
                *table.text_verbs,
                *table.text_nouns,
                *table.pronouns,
            )
        )
        for word in phrase.replace("?", "").split()
    )
)
"""Words of every sentence, which tell no string."""
_particles = by_lexicon(lambda lexicon: frozenset(lexicon.every(lambda table: table.particles)))
_filler = by_lexicon(lambda lexicon: frozenset(lexicon.every(lambda table: table.fillers)))
_VERBS = ("是", "のは", "のが")
"""Those that are words of their own."""
_TOPICS = ("は", "が", "은 ", "는 ", "이 ", "가 ")
"""Those that may stand within a word as well."""
_WHEN = ("when", "if", "wenn", "quand", "lorsque", "si", "cuando")
"""What opens a clause that only says under which condition something was told."""
_POINTS_BACK = re.compile(
    r"[\"'*`]{0,3}([^\s,\"'*`]{1,100})[\"'*`]{0,3}, ?(?:这(?:就|便)?是|이렇게|이것이|이게|これが|それが"
    r"|that's|that is|this is|das ist|so |voilà|c'est|eso es|esa es|así )(?![^\"*`]{0,100}[\"*`])"
    r"|[\"'*`]{0,3}([^\s,\"'*`]{4,100})[\"'*`]{0,3} [-–—] (?=[^\W\d_]+ [^\W\d_]+)(?![^\"*`]{0,100}[\"*`])"
)
"""A string that opens a sentence which then only points back at it."""
_named = by_lexicon(
    lambda lexicon: re.compile(
        rf"[ ](?:{any_of(filter(is_latin, lexicon.every(lambda table: table.fillers)))} )"
        rf"(?=({any_of(filter(is_latin, lexicon.every(lambda table: table.text_nouns)))}) [^\"'*`\s]"
        rf"|[{LETTER}]{{3,24}} ([{LETTER}]{{3,24}})[.!]?$)"
    )
)
_TOKEN = re.compile(r"\S+")
_SIGNS = tuple("+-*/×÷")
"""What makes a formula of the words around it, which is one string."""
_closing = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\"'*`]{{0,3}}(?:{any_of(filterfalse(is_latin, lexicon.every(lambda table: table.closings)))}"
        rf"| {any_of(filter(is_latin, lexicon.every(lambda table: table.closings)))})[\"'*`.!。 ]{{0,4}}$"
    )
)
"""What ends a sentence behind the answer."""
_modal = by_lexicon(
    lambda lexicon: re.compile(
        rf"{lexicon.any_bounded(lambda table: table.modals)} (?P<before>[^:\"*`]{{1,200}})(?P<verb>"
        rf" {lexicon.any_of(lambda table: table.infinitives)})[.! ]{{0,4}}$"
    )
)
"""A sentence whose verb stands at its end: "Man muss Eis eintragen."."""
_CLOSING = 60
"""Characters at the end of a stretch in which a closing is looked for."""
_WORDS = 4
_LONGEST = 600
_LETTERS_LISTED = re.compile(r"[^\W\d_](?:, [^\W\d_]){1,400}")
"""Single letters with commas between them."""
_BEFORE_REMARK = re.compile(r"[\"'*`]{0,3}([^\W\d_]{2,60})[\"'*`]{0,3} (?:[–—-] |\()")
"""A word that opens a stretch, in front of a remark: "stop – the letters ..."."""
_BEHIND_COLON = re.compile(r"(?:[:：] ?|(?:→|->) ?)[\"'*`]{0,3}([^\W\d_]{2,60})[\"'*`]{0,3}[.!。]?$")
"""A word that closes a stretch behind a colon or an arrow: "this way: stop."."""
_LAST = 8
"""Verbs of a statement that may stand before its string, of more the last."""
_QUOTES = ('"', "*", "`", "'")
_EITHER = re.compile(r"[^\W\d_]{3,40}/[^\W\d_]{3,40}")
"""Two words with a stroke between them."""


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The string a stretch commits to; its rule tells where it only repeats the prompt (`restated`)."""
    found = _committed(page, start, end, question)
    if found is None or found.outcome != "answered":
        return found
    found = _without_particle(found, question)
    key = key_of(found.value or "")
    if _is_shown(key, question):
        return found.by("restated")
    return found.by("one_of_several") if _LETTERS_LISTED.fullmatch(key) else found


def _without_particle(found: Found, question: Question) -> Found:
    """A string without the particle that ends its sentence, where the prompt shows the rest and not that."""
    value = found.value or ""
    rest = value[:-1]
    if not rest or value[-1] not in _particles(question.lexicon) or value[-1] in question.folded:
        return found
    return replace(found, value=rest, end=found.end - 1) if set(fold(rest)) <= set(question.folded) else found


def is_quoted(page: Page, found: Found) -> bool:
    """Whether a string stands in quotes or in bold, as nothing does that is only said about it."""
    return page.text[max(found.start - 3, 0) : found.start].rstrip(" ")[-1:] in _QUOTES


def asks_letter(question: Question) -> bool:
    """Whether one letter is asked for."""
    return _which_letter(question.lexicon).search(question.folded) is not None


def is_made_of_given(folded: str, question: Question) -> bool:
    """Whether a lower-case text is one word whose characters all stand in a string that the prompt gives."""
    return folded != "" and " " not in folded and any(set(folded) <= set(given) for given in question.given)


def quotes(page: Page, start: int) -> list[str]:
    """The strings in quotes or in bold behind a place."""
    return [(each[each.lastindex or 0] or "").strip(DECORATION) for each in QUOTED.finditer(page.text, start)]


def _is_shown(key: str, question: Question) -> bool:
    """Whether the prompt shows a string as a word or words of its own."""
    if len(key) == 1:
        return key in question.given
    return key != "" and any(_stands_apart(question.folded, key))


def _stands_apart(text: str, key: str) -> Iterator[bool]:
    """For each place of a string in a text, whether it is no part of a longer word there."""
    place = text.find(key)
    while place >= 0:
        end = place + len(key)
        yield not (_is_of_word(text[place - 1 : place]) or _is_of_word(text[end : end + 1]))
        place = text.find(key, place + 1)


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _committed(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The string a stretch commits to: all of a short one, what is quoted, or what follows the verb.

    What is quoted from the prompt is not what one word behind it tells: 'The reverse of "cat" is tac.'
    """
    end = before_reason(page, start, before_denied(page, start, before_bracket(page, start, end)))
    end = before_spelling(page, start, end)
    start = behind_spelling(page, start, end)
    modal = _modal(page.lexicon).search(page.folded, start, end)
    turns = turning_points(page, start, end) if modal is None else []
    turn = max((turn for turn in turns if turn < end), default=start)
    # With a modal "also" may stand between the two parts of its verb.
    found = _told(page, turn, end, modal, question)
    concluded = start < turn and revision(page.lexicon).search(page.folded, start, turn) is None
    before = in_capitals(page, start, turn, question) if concluded else None
    if before is not None and (found is None or not found.value or found.value[0].islower()):
        return _found(page, *before)  # "It is CCC, so that is what he carves."
    quoted = list(QUOTED.finditer(page.text, start, turn)) if concluded else []
    if quoted and (found is None or _adds_nothing(found.value or "", question)):
        return _whole(page, *quoted[-1].span(quoted[-1].lastindex or 0))  # ", so that is word number three."
    return found


def _asked_letter(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """The only letter that stands alone in a stretch beside the one that the prompt gives.

    A letter that is a word of the language as well counts where it is the only one that is none.
    """
    given = {each for each in question.given if len(each) == 1 and each.isalpha()}
    if not given and _LETTER.search(question.questions) is None:
        return None
    words = {*_common(page.lexicon), *question.asked_words}
    letters = [
        each
        for each in _LONE.finditer(page.text, start, end)
        if fold(each[0]) not in given and not _in_brackets(page.text, each.start(), start)
    ]
    sure = [
        each
        for each in letters
        if (CAPITAL.match(page.text, each.start()) if each[0].isupper() else each[0] not in words)
    ]
    called = [each for each in letters if _CALLED.search(page.folded, start, each.start())]
    for chosen in (sure, called):
        if len({fold(each[0]) for each in chosen}) == 1:
            return chosen[0].span()
    return None


def _in_brackets(text: str, place: int, start: int) -> bool:
    """Whether a place stands within brackets that open behind another one."""
    opened = text.rfind("(", start, place)
    return opened >= start and ")" not in text[opened:place]


def _adds_nothing(value: str, question: Question) -> bool:
    """Whether each word of a string is in the prompt, or a number that it shows."""
    return all(
        word in question.words
        or any(each.value in question.shown for each in numbers_of(word, question.lexicon, question.notation))
        for word in fold(value).split()
    )


def _set_apart(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The one new word that opens a stretch in front of a remark, or closes it behind a colon or an arrow."""
    first, last = _BEFORE_REMARK.match(page.text, start, end), _BEHIND_COLON.search(page.text, start, end)
    for each in (first, last):
        if each is not None and fold(each[1]) not in question.words:
            return _whole(page, *each.span(1))
    return None


def _told(page: Page, start: int, end: int, modal: re.Match[str] | None, question: Question) -> Found | None:
    """The string that a stretch tells in which nothing is taken back."""
    rejected = _rejection(page.lexicon).search(page.folded, start, end)
    if rejected is not None and page.text[rejected.end() : end].strip(DECORATION):
        start = rejected.end()
    letter = None if is_latin(page.text[start:end]) else _asked_letter(page, start, end, question)
    found = _found(page, *letter) if letter is not None else bare(page, start, end, question)
    if found is not None:
        return found
    apart = None if asks_letter(question) else _set_apart(page, start, end, question)
    if apart is not None:
        return apart
    quoted = list(QUOTED.finditer(page.text, start, end))
    if quoted:
        spans = [each.span(each.lastindex or 0) for each in quoted]
        spans = [each for each in spans if not denied(page, start, each[0])] or spans
        single = all(stop - begin == 1 for begin, stop in spans)
        made = rearranged(page, quoted[-1].end(), end, question) if single else None
        if made is not None:
            return _whole(page, *made)  # what the letters make, which are quoted before it
        added = [span for span in spans if not _is_shown(page.folded[slice(*span)].strip(), question)]
        letters = [page.folded[slice(*span)].strip() for span in spans]
        spelled = added or any(len(each) == 1 and each not in question.given for each in letters)
        asked = asks_letter(question) and not spelled
        told = _asked_letter(page, start, end, question) if asked else None
        last = quoted[-1].end()
        told = told or (None if added else _told_behind(page, last, end, question))
        told = told or (None if added else foreign_word(page, last, _stop(page, last, end), question))
        begin, stop = told or (added or spans)[-1]
        return _whole(page, begin, stop) if page.text[begin - 1] == '"' else _found(page, begin, stop)
    told = None if asks_letter(question) else in_capitals(page, start, end, question)
    told = told or _asked_letter(page, start, end, question) or alike(page, start, end, question)
    if told is not None:
        return _found(page, *told)
    stop = _stop(page, start, end)
    if modal is not None:
        said = _tokens(page, *modal.span("before"))[-1:]
        if said and _news(said[0][0], question):
            return _found(page, *said[0][1:])
    pronoun = _behind_pronoun(page, start, stop)
    verbs = list(string_verb(page.lexicon).finditer(page.folded, pronoun or start, stop))
    if pronoun is not None and not verbs:
        return _last_word(page, pronoun, stop)
    for verb in reversed(verbs[-_LAST:]):
        behind = _phrase(page, verb.end(), end, question)
        if behind is not None:
            sole = len(_tokens(page, start, verb.start())) == 1 or not _names_asked(
                page, verb.end(), question
            )
            subject = _subject(page, start, verb.start(), question) if behind.again and sole else None
            told = subject or behind.told
            if told is not None:
                return _found(page, *told)
    return _only_added(page, start, end, question)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A few words of a reply."""

    told: tuple[int, int] | None
    """Where what they tell begins and ends; `None` where all of them only repeat what is asked."""
    again: bool
    """They add nothing and repeat words of what is asked."""


def _phrase(page: Page, start: int, end: int, question: Question) -> _Phrase | None:
    """What a few words tell: those that the prompt does not show, else those that it only gives.

    Returns:
        `None` where there are none, or too many.
    """
    tokens = _tokens(page, start, _stop(page, start, end))
    tail = _tail(page.lexicon)
    cut = next((place for place, token in enumerate(tokens) if place and fold(token[0]) in tail), len(tokens))
    tokens = tokens[:cut]
    if not 0 < len(tokens) <= _WORDS + 2:
        return None
    news = [_news(word, question) for word, _, _ in tokens]
    again = max(news) < _ADDED and any(fold(word) in question.asked_words for word, _, _ in tokens)
    again = again or _names_asked(page, start, question)
    formula = any(word in _SIGNS for word, _, _ in tokens)
    kept = [place for place, new in enumerate(news) if formula or new == max(news)]
    told = (tokens[kept[0]][1], tokens[kept[-1]][2]) if max(news) else None
    letters = [token for token in tokens if len(token[0]) == 1 and token[0].isalpha()]
    if len(letters) == 1 and any(len(each) == 1 for each in question.given):
        return _Phrase(told=letters[0][1:], again=False)
    if told is None and len(tokens[-1][0]) == 1:
        told, again = tokens[-1][1:], False  # the letter a is a word as well
    return _Phrase(told=told, again=again or told is None)


def _names_asked(page: Page, start: int, question: Question) -> bool:
    """Whether a stretch begins with what is asked for, told of what stands before it: "the word copied"."""
    named = _named(page.lexicon).match(page.folded, start)
    return named is not None and (named[named.lastindex or 1] in question.words)


def _tokens(page: Page, start: int, end: int) -> list[tuple[str, int, int]]:
    """The words of a stretch as they stand, without decoration, and where they begin and end."""
    found: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(page.text, start, end):
        word = match[0].strip(DECORATION)
        if word:
            begin = match.start() + match[0].index(word)
            found.append((word, begin, begin + len(word)))
    return found


_LONE = re.compile(r"(?<![A-Za-zÀ-ÿ0-9_'-])[A-Za-zÀ-ÿ](?![A-Za-zÀ-ÿ0-9_'-])")
"""A letter of Latin script that stands alone."""
_CALLED = re.compile(r"(?:letter|buchstaben?|lettre|letra|字母|文字|글자|알파벳)[ ]?[\"'*`]{0,3}$")
"""What stands before a letter that may be a word as well: "the letter a"."""
_LETTER = re.compile(r"letter(?!s)|buchstabe(?!n)|lettre(?!s)|letra(?!s)|字母|文字|글자|알파벳")
"""What is asked for where one letter is, in any language."""
_which_letter = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.which_letter))
"""What asks for a letter."""
_ADDED, _GIVEN, _ASKED = 2, 1, 0
_FORM = 4
"""Letters of a word that may have other endings, at least."""


def _news(word: str, question: Question) -> int:
    """Whether a word is added by a reply, given by the prompt, or only a word of what is asked."""
    key = fold(word).removesuffix("'s")
    if key in _common(question.lexicon) or key in question.asked_words or _inflects(key, question):
        return _ASKED
    shown = key in question.words or (not is_latin(key) and not key.isdigit() and key in question.folded)
    return _GIVEN if shown else _ADDED


def _inflects(key: str, question: Question) -> bool:
    """Whether a word is another form of one that is asked with: "enter" of "entered"."""
    return len(key) >= _FORM and any(
        each.startswith(key) or (len(each) >= _FORM and key.startswith(each)) for each in question.asked_words
    )


def _subject(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """What a statement says to be what is asked, where that comes first: "The red ball is in the middle"."""
    comma = page.text.rfind(",", start, end) + 1 or start
    tokens = [token for token in _tokens(page, comma, end) if fold(token[0]) not in _common(page.lexicon)]
    sole = len(tokens) == 1 or not any(fold(word) in question.asked_words for word, _, _ in tokens)
    news = [_news(word, question) for word, _, _ in tokens]
    if page.text[end - 1] == "'" or not 0 < len(tokens) <= _WORDS or not sole or not max(news):
        return None
    return tokens[0][1], tokens[-1][2]


def _only_added(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The only word of a stretch that the prompt does not show, or else the only one that it gives."""
    stop = _stop(page, start, end)
    topic = _topic(page.folded[start:stop], question)
    if topic is not None:
        return _found(page, start + topic, end)
    if end - start > _LONGEST:
        return None
    tokens = _tokens(page, start, stop)
    news = [_news(word, question) for word, _, _ in tokens]
    most = max(news, default=_ASKED)
    told = [token for token, new in zip(tokens, news, strict=True) if new and new == most]
    return _found(page, *told[0][1:]) if len(told) == 1 < len(tokens) else None


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch of a few words, decoration aside."""
    found = _bare(page, start, end, question)
    return None if found is None else _without_particle(found, question)


def _bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    start = _behind_arrow(page, start, end, question)
    pointed = _POINTS_BACK.match(page.folded, start, end)
    if pointed is not None and not question.shown.get(pointed[1] or ""):
        return _found(page, *pointed.span(pointed.lastindex or 0))
    stop = _stop(page, start, end)
    text = page.text[start:stop].strip(DECORATION)
    if (
        not text
        or _closing(page.lexicon).fullmatch(text)
        or "\n" in text
        or "<" in page.text[start:end]
        or len(text.split()) > _WORDS
        or len(text) > 400
    ):
        return None
    if any(mark in text for mark in ('"', "`", "**", "<", ">", "=", ":", "|", "boxed{")):
        return None
    if " " in text and page.text[start:end].count("'") > 1:
        return None
    words = len(text.split()) > 1 or not (text.isascii() or is_latin(text))
    opening = _opening(page.lexicon).match(page.folded, start, stop)
    if opening is not None:
        start = opening.end()
        text = page.text[start:stop].strip(DECORATION)
    elif words and (
        _behind_pronoun(page, start, stop) is not None or _modal(page.lexicon).search(page.folded, start, end)
    ):
        return None
    if not is_latin(text) and (_only_restates(text, question) or _topic(fold(text), question) is not None):
        return None
    foreign = foreign_word(page, start, stop, question)
    if foreign is not None and foreign != (start, stop):
        thrown = _rejection(page.lexicon).search(page.folded, start, end)
        return None if thrown is not None else _found(page, *foreign)
    says = words and (
        string_verb(page.lexicon).search(fold(text)) or alike(page, start, stop, question) is not None
    )
    if says or _is_announced(page, start, stop):
        return None
    return _found(page, start, end)


def _behind_pronoun(page: Page, start: int, end: int) -> int | None:
    """Where a sentence goes on behind the pronoun that opens it; `None` where none does."""
    words = _tokens(page, start, min(end, start + _CLOSING))[:2]
    pronoun = len(words) > 1 and fold(words[0][0]) in _pronoun(page.lexicon)
    return words[0][2] if pronoun else None


def _last_word(page: Page, start: int, end: int) -> Found | None:
    """The word that ends a short sentence: "You reach X"."""
    words = _tokens(page, start, end)
    return _found(page, *words[-1][1:]) if 0 < len(words) <= 2 * _WORDS else None


def _topics(text: str, question: Question) -> Iterator[re.Match[str]]:
    """What may lead up to what is said; the end of a verb is none where a string of the prompt holds it."""
    return (
        topic
        for topic in _TOPIC.finditer(text)
        if topic[0] in (*_TOPICS, *_VERBS) or not any(topic[0] in given for given in question.given)
    )


def _topic(folded: str, question: Question) -> int | None:
    """Where what is said begins in a sentence of a script without spaces, behind a topic of the prompt."""
    if folded.isascii():
        return None
    places = (
        topic
        for topic in _topics(folded, question)
        if topic[0] not in _TOPICS or folded[max(topic.start() - 2, 0) : topic.start()] in question.folded
    )
    return next((topic.end() for topic in places), None)


def _only_restates(text: str, question: Question) -> bool:
    """Whether a text in a script without spaces says something that the prompt shows: "始めの文字はC"."""
    return any(fold(text[topic.end() :]) in question.folded for topic in _topics(text, question))


def _told_behind(page: Page, start: int, end: int, question: Question) -> tuple[int, int] | None:
    """The only word that a stretch adds behind a verb, unless it only goes on from what is before it."""
    opening = _tokens(page, start, end)[:1]
    if opening and fold(opening[0][0]) in _WHEN:
        return None
    verbs = list(string_verb(page.lexicon).finditer(page.folded, start, end))
    tokens = _tokens(page, verbs[-1].end(), _stop(page, verbs[-1].end(), end)) if verbs else []
    tokens = [token for token in tokens if fold(token[0]) not in _filler(page.lexicon) or token is tokens[-1]]
    sole = len(tokens) == 1 and (
        _news(tokens[0][0], question) == _ADDED or (len(tokens[0][0]) == 1 and tokens[0][0].isalpha())
    )
    return tokens[0][1:] if sole else None


def _behind_arrow(page: Page, start: int, end: int, question: Question) -> int:
    """Where a stretch begins, behind what the prompt gives and an arrow: "cat -> tac"."""
    arrow = ARROW.search(page.text, start, end)
    given = arrow is not None and page.folded[start : arrow.start()].strip(DECORATION)
    return arrow.end() if arrow is not None and given and given in question.folded else start


def _is_announced(page: Page, start: int, end: int) -> bool:
    """Whether a stretch holds an announcement with something behind it."""
    said = announcement(page.lexicon).search(page.folded, start, end)
    return said is not None and bool(page.text[said.end() : end].strip(DECORATION))


def content(page: Page, start: int, end: int) -> Found | None:
    """All that a box or a tag holds, where it is one line and no sentence."""
    text = page.text[start:end].strip()
    sentence = text.endswith((".", "!", "?")) or any(mark in text for mark in (". ", ": ", " = ", "<", ">"))
    if not text or "\n" in text or len(text) > _LONGEST or sentence:
        return None
    return _found(page, start, end)


def is_either(value: str, question: Question) -> bool:
    """Whether a value is two words with a stroke between ("brother/sister") that the prompt does not hold."""
    return _EITHER.fullmatch(value) is not None and fold(value) not in question.folded


def _stop(page: Page, start: int, end: int) -> int:
    """Where the answer ends in a stretch that may say behind it that it is one."""
    verb_last = _modal(page.lexicon).search(page.folded[max(start, end - _LONGEST) : end])
    if verb_last is not None:
        return end - len(verb_last[0]) + verb_last.start("verb") - verb_last.start()
    tail = max(start, end - _CLOSING)
    closing = _closing(page.lexicon).search(page.folded[tail:end])
    if closing is None or not page.text[start : tail + closing.start()].strip(DECORATION):
        return end
    before = page.text[tail + closing.start() - 1]
    apart = before == ":" or (before == " " and is_latin(closing[0]))
    return end if apart else tail + closing.start()


def _found(page: Page, start: int, end: int) -> Found | None:
    """The string of a stretch, without what says behind it that it is one."""
    return _whole(page, start, _stop(page, start, end))


def _whole(page: Page, start: int, end: int) -> Found | None:
    """The string that is all of a stretch, decoration aside, as what stands in quotes is."""
    value = plain(page.text[start:end])
    if not value:
        return None
    while start < end and page.text[start] in DECORATION:
        start += 1
    while end > start and page.text[end - 1] in DECORATION:
        end -= 1
    return Found(start=start, end=end, value=value, rule="stated")
