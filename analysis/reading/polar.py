"""Which of yes and no a statement commits to."""

import re

from jagbench.analysis.reading.doubts import turning_points
from jagbench.analysis.reading.languages.table import any_of
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.options import DECORATION, Options, no_words, whole, yes_words
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.quantities import strip
from jagbench.analysis.reading.result import Found


def _polar_alone_of(lexicon: Lexicon) -> re.Pattern[str]:
    closings = any_of(lexicon.every(lambda table: table.closings))
    return re.compile(rf"(?:({yes_words(lexicon)})|({no_words(lexicon)}))[\"'*_`)\]}}$\\]{{0,4}}{closings}?")


def _polar_word_of(lexicon: Lexicon) -> re.Pattern[str]:
    turns = any_of(lexicon.every(lambda table: (*table.turns_to, *table.conclusions)))
    closings = any_of(lexicon.every(lambda table: table.closings))
    return re.compile(
        rf"(?:^|(?<=[\s.,;:!?。、—(\"'*_`\[{{$]))[ \"'*_`(\[$\\]{{0,4}}"
        rf"(?:{turns}[ ,、:]{{0,3}})?[\"'*_`$\\(]{{0,3}}"
        rf"(?:({yes_words(lexicon)})|({no_words(lexicon)}))"
        rf"(?=[\"'*_`)\]}}$\\]{{0,4}}(?:[ ]?{closings})?[\"'*_`)]{{0,3}}[ ]?(?:$|[.,;:!?。、—\n(]|-[ ]))"
    )


def _polar_opening_of(lexicon: Lexicon) -> re.Pattern[str]:
    yes = any_of(lexicon.every(lambda table: table.begins_yes))
    no = any_of(lexicon.every(lambda table: table.begins_no))
    return re.compile(rf"[ \"'*_`(]{{0,4}}(?:({yes})|({no}))")


_polar_alone = by_lexicon(_polar_alone_of)
_polar_word = by_lexicon(_polar_word_of)
_polar_opening = by_lexicon(_polar_opening_of)


def affirmed_alone(
    page: Page, start: int, end: int, options: Options, polar: tuple[int, int]
) -> Found | None:
    """A stretch that is yes or no and nothing else."""
    begin, stop = strip(page.text, start, end)
    label = whole(page, start, end, options)
    if label is not None and stop - begin <= 3:
        return options.found(label.option, label.start, label.end, "option_label")
    match = _polar_alone(page.lexicon).fullmatch(page.folded, begin, stop)
    if match is None:
        return None
    said = 0 if match[1] else 1
    return options.found(polar[said], match.start(said + 1), match.end(said + 1), "option_text")


def affirmed(page: Page, start: int, end: int, options: Options, polar: tuple[int, int]) -> Found | None:
    """The yes or no of a statement: behind its last turn, at its opening, or else the last one in it."""
    text = page.folded[start:end]
    found = [
        (start + match.start(said + 1), start + match.end(said + 1), said)
        for match in _polar_word(page.lexicon).finditer(text)
        for said in (0, 1)
        if match[said + 1] and (not _in_sentence(text, match.start(said + 1)) or _ends(text, match.end()))
    ]
    opening = _polar_opening(page.lexicon).match(text)
    if opening is not None and not (found and found[0][0] == start + opening.start(opening.lastindex or 1)):
        said = (opening.lastindex or 1) - 1
        found.insert(0, (start + opening.start(said + 1), start + opening.end(said + 1), said))
    if not found:
        return None
    turns = [turn for turn in turning_points(page, start, end) if any(each[0] >= turn for each in found)]
    if turns:
        chosen = next(each for each in found if each[0] >= turns[-1])
    else:
        opens = not page.folded[start : found[0][0]].strip(DECORATION)
        chosen = found[0] if opens else found[-1]
    return options.found(polar[chosen[2]], chosen[0], chosen[1], "option_affirmed")


def _in_sentence(text: str, start: int) -> bool:
    """Whether a word stands right behind another, with no mark between them."""
    return text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum()


def _ends(text: str, end: int) -> bool:
    """Whether nothing but decoration follows."""
    return not text[end:].strip(DECORATION)
