"""Which option a stretch of text commits to."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from jagbench.analysis.reading.bare_numbers import bare as bare_number
from jagbench.analysis.reading.bare_numbers import strip, wordy
from jagbench.analysis.reading.claims import judged, left_open
from jagbench.analysis.reading.comparisons import (
    compare,
    concludes,
    outermost,
    pair_words,
    tokens_of,
)
from jagbench.analysis.reading.denials import denies
from jagbench.analysis.reading.doubts import because, hedge, turning_points
from jagbench.analysis.reading.languages.table import LETTER, any_of, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.options import (
    DECORATION,
    UNIT,
    Options,
    equal_words,
    letter,
    mentions,
    options_of,
    outside_names,
    standing,
    whole,
)
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.parts import by_part
from jagbench.analysis.reading.polar import affirmed, affirmed_alone
from jagbench.analysis.reading.question import SMALL, Question, less, more, terms
from jagbench.analysis.reading.remarks import before_remark
from jagbench.analysis.reading.result import Found, Mention

_LEAD_WORDS = 8
"""Words that may stand before an option in a statement that does no more than name it."""
_answers = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\s\"'*_`)$\]}}\\]{{0,4}}{UNIT}[\s\"'*_`)]{{0,3}}"
        rf"(?:$|[.,;:!。]|{lexicon.any_of(lambda table: (*table.closings, *table.breaks))})"
    )
)


def _both_of(lexicon: Lexicon) -> re.Pattern[str]:
    both = lexicon.any_of(lambda table: table.both)
    joined = lexicon.any_of(lambda table: table.ands)
    return re.compile(rf"{both}\|{joined}\||\|{joined} ?\|{both}.{{0,6}}")


_both = by_lexicon(_both_of)
_filler = by_lexicon(
    lambda lexicon: re.compile(
        rf"(?:{lexicon.any_of(lambda table: (*table.fillers, *table.labels))}[ ]?){{0,3}}"
    )
)
_label = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.labels))
_reason = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.asides))
_or = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.ors))
_letter_opens = by_lexicon(
    lambda lexicon: re.compile(
        rf"[\s\"'*_`(]{{0,4}}(?:{lexicon.any_of(lambda table: table.conclusions)}[ ,、]{{0,2}})?"
        rf"(?:{any_of(filter(is_latin, lexicon.every(lambda table: table.fillers)))} )?"
        rf"(?:(?:[{LETTER}]{{4,10}} )?{lexicon.any_of(lambda table: table.labels)} "
        rf"(?:(?:[{LETTER}]{{4,10}} )?(?:is|ist|est|es) )?)?(?:(?:the|die|la|le|el) )?"
        r"[\"'*_`(]{0,3}([a-z])[\"'*_`)]{0,3}[ ]?(?:[,;:、]|\.(?:\s|$)|- |$)[ ]?"
    )
)
_LABELLED = re.compile(r"[(\[\"'*_`]{0,4}([a-z])[*_`]{0,2}[).:\]][*_`\"']{0,3}(?:[ ]{1,2}|(?![\sA-Za-z]))")
_and_only = by_lexicon(
    lambda lexicon: re.compile(rf"[ ,]{{0,2}}{lexicon.any_of(lambda table: table.ands)}[ ]?")
)
_both_word = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.both))


def _spaced(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:[\W_]|<[a-z]{{1,8}}>?|(?:{any_of(words)})s?(?![{LETTER}]))*")


_beside_letters = by_lexicon(
    lambda lexicon: _spaced(lexicon.every(lambda table: (*table.ands, *table.labels, *table.fillers)))
)
"""What may stand before and behind letters that are named one beside the other."""
_between_letters = by_lexicon(lambda lexicon: _spaced(lexicon.every(lambda table: table.ands)))
"""What may stand between them: no announcement, as "The answer is" behind the options chooses one of them."""
_RUN = re.compile(r"([A-Z]{2,})(?:\s?<[a-z]{1,8}>?)?")
"""Letters of several options without a space: "BD"."""
_none_fits = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.none_fits))
_none = by_lexicon(
    lambda lexicon: re.compile(rf"\W*{lexicon.any_of(lambda table: table.nones)}\W*(?:<[a-z]{{1,8}}>)?\W*")
)
_WITH_NUMBER = re.compile(r"[^\W\d_]{0,4}[\s:(=]{0,3}-?\d[\d.,]{0,20}[^\W\d_]{0,2}[\s),;、，]{0,3}")
"""What stands between options that are told one after the other with a number each: "Ann 4, Ben 7"."""
_ONE_WORD = re.compile(rf"[{LETTER}]{{0,12}}|[가-힣぀-ヿ一-鿿]{{1,2}}|{UNIT}|[%°℃€£¥₩]")
_FURTHER = re.compile(r"; |, (?:who|whom|which|qui|que|dont|quien|der|die|das|dem|den) ")
"""What opens a clause that tells more of what was said."""
_LEAD_IN = re.compile(rf"[{LETTER}' 가-힣぀-ヿ一-鿿]{{0,24}}")


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """A stretch that is one option and nothing else, or a number that is none of them."""
    options = options_of(question)
    begin, stop = strip(page.text, start, end)
    lettered = letter(page, start, end, options)
    if lettered is not None:
        return options.found(lettered.option, lettered.start, lettered.end, "option_label")
    as_shown = options.exact.get(page.text[begin:stop])
    if as_shown is not None:
        return options.found(as_shown, begin, stop, "option_text")
    if several(page, begin, stop, options):
        return Found(start=begin, end=stop, value=None, rule="two_answers", outcome="contradictory")
    labelled = _LABELLED.match(page.folded, begin, stop)
    if labelled is not None and labelled[1] in options.labels and labelled.end() < stop:
        rest = bare(page, labelled.end(), stop, question)
        index = options.labels[labelled[1]]
        if rest is not None and rest.value is not None and rest.value == options.names[index]:
            return rest
        if rest is not None and rest.value in options.names:
            return Found(start=begin, end=stop, value=None, rule="two_answers", outcome="contradictory")
    if options.polar is not None:
        return affirmed_alone(page, start, end, options, options.polar)
    named = list(mentions(page, start, end, options)) if not wordy(page, begin, stop) else []
    if len({mention.option for mention in named}) == 1 and not _rest(page, named, begin, stop, question):
        last = named[-1]
        return options.found(last.option, last.start, last.end, f"option_{last.how}")
    if len(named) > 1 and _names_both(page, named, begin, stop, options):
        return Found(start=begin, end=stop, value=None, rule="two_answers", outcome="contradictory")
    shortened = _shortened(page, begin, stop, options)
    if shortened is not None:
        return options.found(shortened, begin, stop, "option_text")
    if not named and options.values:
        other = bare_number(page, start, end, question)
        described = other is not None and other.value in SMALL and (other.start, other.end) != (begin, stop)
        if other is not None and not described:  # and not "Les deux se valent."
            return Found(start=other.start, end=other.end, value=other.value, rule="other_number")
    return _equal_alone(page, begin, stop, options)


def several(page: Page, start: int, end: int, options: Options) -> bool:
    """Whether a stretch names the letters of several options, with no more than their texts: "A, C", "BD"."""
    if len(options.labels) < 2:
        return False
    run = _RUN.fullmatch(page.text, start, end)
    if run is not None and all(each in options.labels for each in run[1].lower()):
        return run[1] == "".join(sorted(set(run[1])))
    named = mentions(page, start, end, options)
    if len({mention.option for mention in named if mention.how == "label"}) < 2:
        return False
    outside = ((start, named[0].start), (named[-1].end, end))
    return all(_beside_letters(page.lexicon).fullmatch(page.folded, *edges) for edges in outside) and all(
        _between_letters(page.lexicon).fullmatch(page.folded, before.end, after.start)
        for before, after in pairwise(named)
    )


def denies_all(page: Page, start: int, question: Question) -> bool:
    """Whether what follows a place says that no option is right, and names none behind it."""
    options = options_of(question)
    said = _none_fits(page.lexicon).search(page.folded, start)
    if said is None or options.polar is not None or any(map(_none_fits(page.lexicon).search, options.folded)):
        return False
    return not mentions(page, said.end(), len(page.text), options)


def none_of_them(page: Page, start: int, end: int, question: Question) -> Found | None:
    """What a marked stretch says that takes no option for right: the option that says so, or a doubt."""
    options = options_of(question)
    said = (
        _none_fits(page.lexicon).search(page.folded, start, end) is not None
        or _none(page.lexicon).fullmatch(page.folded, start, end) is not None
        or _outside(page, start, end, options)
    )
    if not said or options.polar is not None:
        return None
    index = next((i for i, name in enumerate(options.folded) if _none_fits(page.lexicon).search(name)), None)
    if index is not None:
        return options.found(index, start, end, "option_named")
    return Found(start=start, end=end, value=None, rule="hedge", outcome="no_answer")


def _outside(page: Page, start: int, end: int, options: Options) -> bool:
    """Whether a stretch is a letter that no option has."""
    begin, stop = strip(page.text, start, end)
    lone = page.text[begin:stop]
    return (
        bool(options.labels) and len(lone) == 1 and "A" <= lone <= "Z" and lone.lower() not in options.labels
    )


def commit(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option a marked stretch commits to: alone, by comparison, or as the only one named."""
    options = options_of(question)
    reason = _reason(page.lexicon).search(page.folded, start, end)
    if reason is not None and mentions(page, start, reason.start(), options):
        end = reason.start()
    found = bare(page, start, end, question) or told(page, start, end, question)
    if found is not None:
        return found
    if any(token.joined for token in tokens_of(page, start, end, options)):
        return Found(start=start, end=end, value=None, rule="two_answers", outcome="contradictory")
    named = standing(page, mentions(page, start, end, options))
    if options.polar is not None:
        named = [mention for mention in named if mention.how == "label"]
    if len({mention.option for mention in named}) > 1:
        begin, _ = strip(page.text, start, end)
        named = (
            [named[0]]
            if named[0].start <= begin + 1
            and not _both_word(page.lexicon).search(page.folded, start, begin)
            and not _open(page, named)
            else []
        )
    label = whole(page, start, end, options)
    if not named and label is not None:
        named = [label]
    if not named:
        return None
    last = named[-1]
    return options.found(last.option, last.start, last.end, "option_named")


def told(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The option a statement commits to by what it says: a comparison, a yes or no, or one name of many."""
    options = options_of(question)
    chosen = _chosen_letter(page, start, end, options)
    if chosen is not None:
        return chosen
    if options.polar is not None:
        return _lettered(page, start, end, options) or affirmed(page, start, end, question, options)
    if not options.among:
        concluded = max(turning_points(page, start, end), default=start)
        return (
            compare(page, start, end, question)
            or _emphasised(page, start, end, options)
            or _lettered(page, concluded, end, options)
        )
    found = by_part(page, start, end, options)
    if found is None and question.direction and options.values:
        found = compare(page, start, end, question)
    elif found is None and (end_asked := question.direction if question.ranks else question.extreme):
        reason = because(page.lexicon).search(page.folded, start, end)
        stop = end if reason is None else reason.start()
        found = outermost(page, start, stop, question, end_asked)
    return (
        found
        or _left_open(page, start, end, options)
        or _judged(page, start, end, options)
        or _among(page, start, end, options, question)
    )


def _left_open(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The option that says that nothing can be said, where a statement does: "That need not be true"."""
    if options.truths is None or options.undecided is None:
        return None
    named = mentions(page, start, end, options)
    for begin in (*reversed(turning_points(page, start, end)), start):
        for words in (hedge(page.lexicon), left_open(page.lexicon)):
            said = words.search(page.folded, begin, end)
            if said and not any(each.start < said.end() and said.start() < each.end for each in named):
                return options.found(options.undecided, said.start(), said.end(), "option_affirmed")
    return None


def _judged(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The option for the judgement of a statement, where options say what is true: "That is not correct"."""
    if options.truths is None:
        return None
    named = mentions(page, start, end, options)
    for begin in (*reversed(turning_points(page, start, end)), start):
        judgement = judged(page.folded, begin, end, page.lexicon)
        if standing(page, mentions(page, begin, end, options)) or judgement is None:
            continue
        first, last, true = judgement
        if not (true and any(each.start < last and first < each.end for each in named)):  # ", et non vrai"
            return options.found(options.truths[0 if true else 1], first, last, "option_affirmed")
    return None


def _chosen_letter(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The option whose letter opens a statement, or what it turns to, with a mark behind it: "B, because"."""
    for begin in [*reversed(turning_points(page, start, end)), start] if options.labels else []:
        match = _letter_opens(page.lexicon).match(page.folded, begin, end)
        index = None if match is None else options.labels.get(match[1])
        if match is None or index is None or not page.text[match.start(1)].isupper():
            continue
        behind = [each for each in mentions(page, match.end(), end, options) if each.start <= match.end() + 2]
        if all(each.option == index for each in behind):
            return options.found(index, match.start(1), match.end(1), "option_named")
    return None


def _lettered(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The option of two whose letter a statement names: "27 is 3 times 9, so B is correct"."""
    if not options.labels:
        return None
    named = standing(page, mentions(page, start, end, options))
    letters = [
        each
        for each in named
        if each.how == "label" and page.text[each.start : each.end] not in options.letters
    ]
    if not letters or len({each.option for each in named}) != 1:
        return None  # "A: No, ..." says both
    return options.found(letters[-1].option, letters[-1].start, letters[-1].end, "option_named")


def _among(page: Page, start: int, end: int, options: Options, question: Question) -> Found | None:
    """The name of many that a statement commits to: one that the question does not give.

    Of two such, the first counts if it opens the statement; of more, which are counted along, the last.
    """
    bold = _emphasised(page, start, end, options)
    if bold is not None:
        return bold
    found = standing(page, mentions(page, start, end, options))
    found = [mention for mention in found if mention.how != "place"] or found
    for turn in reversed(outside_names(page, turning_points(page, start, end), options)):
        after = [mention for mention in found if mention.start >= turn]
        if after:
            found = after
            break
    found = _in_asked_clause(page, start, end, found, question) or found
    outside = [mention for mention in found if not _in_brackets(page, mention, start)]
    found = outside or found
    stop = before_remark(page, found[0].end, end, question) if len(found) > 1 else end
    found = [mention for mention in found if mention.start < stop]
    reason = because(page.lexicon).search(page.folded, start, end)
    if reason is not None:
        found = [mention for mention in found if mention.start < reason.start()] or found
    if len(found) > 1 and len({mention.option for mention in found}) == 1:
        return options.found(found[-1].option, found[-1].start, found[-1].end, "option_named")
    fresh = [mention for mention in found if mention.option not in options.given]
    if found and (not fresh or _only_lists(page, found)):
        last = found[-1]
        return options.found(last.option, last.start, last.end, "restated")
    if not fresh:
        return None
    if len(fresh) > 1 and fresh[0].option != fresh[1].option and _open(page, fresh):
        return Found(
            start=fresh[0].start, end=fresh[1].end, value=None, rule="alternatives", outcome="no_answer"
        )
    opens = not page.folded[start : fresh[0].start].strip(DECORATION)
    between = page.folded[fresh[0].end : fresh[1].start] if len(fresh) > 1 else ""
    listed = (
        not between.strip(DECORATION + "→-、")
        or _and_only(page.lexicon).fullmatch(between) is not None
        or any(sign in between for sign in "=+→")
        or len({mention.option for mention in fresh}) > 2
    )
    chosen = fresh[0] if opens and not listed else fresh[-1]
    return options.found(chosen.option, chosen.start, chosen.end, "option_named")


def _in_brackets(page: Page, mention: Mention, start: int) -> bool:
    """Whether an option is named within a remark in brackets, not one that holds only its letter."""
    opened = page.text.rfind("(", start, mention.start)
    return opened >= start and ")" not in page.text[opened : mention.start] and mention.how != "label"


def _in_asked_clause(
    page: Page, start: int, end: int, found: Sequence[Mention], question: Question
) -> list[Mention]:
    """The mentions of a clause that says what is asked, before one that tells more: "Ben, who got it"."""
    further = _FURTHER.search(page.folded, start, end)
    within = [mention for mention in found if further is not None and mention.end <= further.start()]
    if further is None or not within:
        return []
    text = page.folded[start : further.start()]
    for name in question.options:
        text = text.replace(name.lower(), " ")
    return within if question.is_asked_in(text) else []


def _emphasised(page: Page, start: int, end: int, options: Options) -> Found | None:
    """The option in bold, where a statement names another one that is not."""
    found = mentions(page, start, end, options)
    bold = [
        mention
        for mention in standing(page, found)
        if page.text.startswith("**", max(mention.start - 2, 0)) and page.text.startswith("**", mention.end)
    ]
    if len({mention.option for mention in bold}) != 1 or len({mention.option for mention in found}) < 2:
        return None
    return options.found(bold[-1].option, bold[-1].start, bold[-1].end, "option_named")


def _only_lists(page: Page, found: Sequence[Mention]) -> bool:
    """Whether a statement tells three or more options in a row, as the prompt does, or with a number each."""
    between = (page.folded[a.end : b.start] for a, b in pairwise(found))
    apart = all(
        _and_only(page.lexicon).fullmatch(text)
        or not text.strip(DECORATION + "、")
        or _WITH_NUMBER.fullmatch(text)
        for text in between
    )
    return len({mention.option for mention in found}) > 2 and apart


def named(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The only option a statement names, where it names it as an answer: alone, last, or with a reason."""
    options = options_of(question)
    if options.polar is not None:
        return None
    concluded = list(concludes(page.lexicon).finditer(page.folded, start, end))
    start = concluded[-1].start() if concluded else start
    every = mentions(page, start, end, options)
    found = standing(page, every)
    if len({mention.option for mention in found}) != 1 or _between(page, found):
        return None
    if len({mention.option for mention in every}) > 1:
        return options.found(found[0].option, found[0].start, found[0].end, "option_named")
    before, after = page.folded[start : found[0].start].split(), page.folded[found[-1].end : end]
    name = options.names[found[0].option].lower()
    sure = _compares(name, page.lexicon) or _says_what_is_asked(page, start, end, question)
    if not sure and (len(before) > _LEAD_WORDS or _answers(page.lexicon).match(after) is None):
        return None
    return options.found(found[0].option, found[0].start, found[0].end, "option_named")


def _says_what_is_asked(page: Page, start: int, end: int, question: Question) -> bool:
    """Whether a statement says of an option what is asked, and does not deny it."""
    text = page.folded[start:end]
    said = set(terms(text))
    shared = said & question.asked
    alike = 2 * len(shared) >= len(said) > 0 or any(not is_latin(term) for term in shared)
    return alike and not denies(text, page.lexicon)


def _open(page: Page, named: Sequence[Mention]) -> bool:
    """Whether the first two options are left open by an "or"."""
    return _or(page.lexicon).search(page.folded, named[0].end, named[1].start) is not None


def _compares(folded: str, lexicon: Lexicon) -> bool:
    """Whether a text holds a comparative."""
    return more(lexicon).search(folded) is not None or less(lexicon).search(folded) is not None


def _rest(page: Page, named: Sequence[Mention], start: int, end: int, question: Question) -> str:
    """What stands around the mentions of an option besides decoration, an article, or a unit.

    A short sentence of the prompt has no unit: "小辉有书。".
    """
    if _between(page, named):
        return "between"
    before = page.folded[start : named[0].start].strip(DECORATION)
    after = page.folded[named[-1].end : end].strip(DECORATION)
    before = "" if _filler(page.lexicon).fullmatch(before) else before
    unit = _ONE_WORD.fullmatch(after) is not None and not _compares(after, page.lexicon)
    unit = unit and f"{page.folded[start:end]}。" not in question.folded
    return before + ("" if unit else after)


def _between(page: Page, named: Sequence[Mention]) -> bool:
    """Whether words stand between the mentions, besides what names a letter: "9.9, option A"."""
    return any(
        words and not (b.how == "label" and _label(page.lexicon).fullmatch(words))
        for a, b in pairwise(named)
        for words in [page.folded[a.end : b.start].strip(DECORATION)]
    )


def _names_both(page: Page, named: Sequence[Mention], start: int, end: int, options: Options) -> bool:
    """Whether a stretch says no more than that it is both options."""
    if {mention.option for mention in named} != set(options.sides) or len(named) != 2:
        return False
    around = (
        page.folded[start : named[0].start],
        page.folded[named[0].end : named[1].start],
        page.folded[named[1].end : end],
    )
    return _both(page.lexicon).fullmatch("|".join(part.strip(DECORATION) for part in around)) is not None


def _shortened(page: Page, start: int, end: int, options: Options) -> int | None:
    """The only option that begins with all of the stretch's words ("less" for "less than")."""
    text = page.folded[start:end].strip(DECORATION)
    fits = [index for index, name in enumerate(options.names) if name.lower().startswith(text + " ")]
    if len(fits) != 1 or len(text) < 3 or any(character.isdigit() for character in text):
        return None
    return fits[0]


def _equal_alone(page: Page, start: int, end: int, options: Options) -> Found | None:
    words = page.folded[start:end].strip(DECORATION)
    match = equal_words(page.lexicon).search(words) if len(words) <= 40 else None
    if match is None or not _LEAD_IN.fullmatch(words[: match.start()]) or denies(words, page.lexicon):
        return None
    if len(words) - match.end() > 12 or not (match.start() == 0 or pair_words(page.lexicon).search(words)):
        return None
    return options.found_equal(start, end)
