"""Wrong ways to spell, to change words letter by letter, and to sort them.

Models know how words are spelled and yet fail to work on the letters (CUTE, arXiv 2409.15452; CharBench,
arXiv 2508.02591); that they count a doubled letter once is widely told and never tabulated.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from jagbench.generators.skill.definition import Misconception, Question

Text = str | None
"""A wrong result; none where it predicts none."""


def _word(meaning: str | None, edit: Callable[[str], Text]) -> Misconception:
    def predict(question: Question) -> Text:
        return edit(question.item.operands[0]) or None

    predict.__doc__ = meaning
    return predict


def _with_one(
    meaning: str | None, edit: Callable[[str, str], Text], *, places: bool | None = None
) -> Misconception:
    """A wrong result from a word and where to change it: at a place only, at letters only, or at both."""

    def predict(question: Question) -> Text:
        word, at = question.item.operands
        return edit(word, at) or None if places in (None, at.isdecimal()) else None

    predict.__doc__ = meaning
    return predict


def _with_two(
    meaning: str | None, edit: Callable[[str, str, str], Text], *, places: bool | None = None
) -> Misconception:
    """A wrong result from a word and two more operands, the last of them where to change it."""

    def predict(question: Question) -> Text:
        word, other, at = question.item.operands
        return edit(word, other, at) or None if places in (None, at.isdecimal()) else None

    predict.__doc__ = meaning
    return predict


def _spelled(edit: Callable[[str], str]) -> Misconception:
    def predict(question: Question) -> Text:
        return ", ".join(edit(question.item.operands[0])) or None

    predict.__doc__ = edit.__doc__
    return predict


# --- a word as such ---------------------------------------------------------------------------------


def merges_doubles(word: str) -> str:
    """Take a doubled letter once: "letter" becomes "leter"."""
    return "".join(letter for letter, _ in groupby(word))


def drops_last(word: str) -> str:
    """Leave the last letter out: "plant" becomes "plan"."""
    return word[:-1]


def drops_middle(word: str) -> str:
    """Leave the middle letter out: "plant" becomes "plnt"."""
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]


def repeats_middle(word: str) -> str:
    """Give the middle letter twice: "plant" becomes "plaant"."""
    middle = len(word) // 2
    return word[: middle + 1] + word[middle:]


def swaps_middle(word: str) -> str:
    """Exchange the two letters in the middle: "plant" becomes "palnt"."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def backwards(word: str) -> str:
    """Give the letters from last to first: "plant" becomes "tnalp"."""
    return word[::-1]


def swaps_ends(word: str) -> str:
    """Exchange the first and the last letter only: "plant" becomes "tlanp"."""
    return word[-1] + word[1:-1] + word[0]


def swaps_halves(word: str) -> str:
    """Put the second half before the first, each as it is: "planet" becomes "netpla"."""
    middle = len(word) // 2
    return word[middle:] + word[:middle]


def reverses_halves(word: str) -> str:
    """Turn each half round in its place: "planet" becomes "alpten"."""
    middle = len(word) // 2
    return word[:middle][::-1] + word[middle:][::-1]


def keeps_first(word: str) -> str:
    """Leave the first letter and turn the others round: "plant" becomes "ptnal"."""
    return word[0] + word[:0:-1]


SPELL: Mapping[str, Misconception] = {
    "merges_doubles": _spelled(merges_doubles),
    "drops_last": _spelled(drops_last),
    "drops_middle": _spelled(drops_middle),
    "repeats_middle": _spelled(repeats_middle),
    "swaps_middle": _spelled(swaps_middle),
    "backwards": _spelled(backwards),
}
REVERSE: Mapping[str, Misconception] = {
    "unchanged": _word('Repeat the word: "plant" stays "plant".', lambda word: word),
    "merges_doubles": _word(
        'Take a doubled letter once: "letter" becomes "retel".', lambda word: merges_doubles(word)[::-1]
    ),
    "drops_middle": _word(
        'Leave the middle letter out: "plant" becomes "tnlp".', lambda word: drops_middle(word)[::-1]
    ),
    "swaps_middle": _word(
        'Exchange two letters in the middle: "plant" becomes "tanlp".', lambda word: swaps_middle(word[::-1])
    ),
    "swaps_ends": _word(swaps_ends.__doc__, swaps_ends),
    "swaps_halves": _word(swaps_halves.__doc__, swaps_halves),
    "reverses_halves": _word(reverses_halves.__doc__, reverses_halves),
    "keeps_first": _word(keeps_first.__doc__, keeps_first),
}


# --- insertion --------------------------------------------------------------------------------------


def _inserted(word: str, new: str, place: int) -> str:
    return word[:place] + new + word[place:]


def _replaced(word: str, at: str, by: str) -> str:
    """Change a letter at a place, or every such letter."""
    return _at(word, int(at), by) if at.isdecimal() else word.replace(at, by)


def _at(word: str, place: int, by: str) -> str:
    return word[: place - 1] + by + word[place:]


def one_round_doubles(word: str, new: str, at: str) -> str:
    """Insert once behind a doubled letter: "letter" with x behind every t becomes "lettxer"."""
    return "".join("".join(run) + new if letter == at else "".join(run) for letter, run in groupby(word))


INSERT: Mapping[str, Misconception] = {
    "one_place_early": _with_two(
        'Go one place short: "plant" with x behind the second letter becomes "pxlant".',
        lambda word, new, at: _inserted(word, new, int(at) - 1),
        places=True,
    ),
    "one_place_late": _with_two(
        'Go one place too far: "plant" with x behind the second letter becomes "plaxnt".',
        lambda word, new, at: _inserted(word, new, int(at) + 1),
        places=True,
    ),
    "from_the_end": _with_two(
        'Count places from the end: "plant" with x behind the first letter becomes "planxt".',
        lambda word, new, at: _inserted(word, new, len(word) - int(at)),
        places=True,
    ),
    "appends": _with_two(
        'Put it at the end: "plant" with x behind the second letter becomes "plantx".',
        lambda word, new, at: word + new,
    ),
    "replaces": _with_two(
        'Write it in place of the letter: "plant" with x behind the second letter becomes "pxant".',
        lambda word, new, at: _replaced(word, at, new),
    ),
    "before": _with_two(
        'Insert in front: "letter" with x behind every t becomes "lextxter".',
        lambda word, new, at: word.replace(at, new + at),
        places=False,
    ),
    "first_only": _with_two(
        'Insert behind the first one only: "letter" with x behind every t becomes "letxter".',
        lambda word, new, at: word.replace(at, at + new, 1),
        places=False,
    ),
    "merges_doubles": _with_two(one_round_doubles.__doc__, one_round_doubles, places=False),
    "unchanged": _with_two(
        'Repeat the word: "plant" with x behind the second letter stays "plant".', lambda word, new, at: word
    ),
}


# --- deletion ---------------------------------------------------------------------------------------


def keeps_one_of_two(word: str, at: str) -> str:
    """Delete one letter of two in a row, and single ones: "letter" without t becomes "leter"."""
    runs = (("".join(run), letter) for letter, run in groupby(word))
    return "".join(run[1:] if letter == at else run for run, letter in runs)


def _keeps_last(word: str, old: str, new: str) -> str:
    """Replace all but the last one: "banana" with o for a becomes "bonona"."""
    before, _, after = word.rpartition(old)
    return before.replace(old, new) + old + after


def _deleted(word: str, place: int) -> Text:
    """The word without the letter at a place, counted from 1; none where it has no such place."""
    return _at(word, place, "") if 1 <= place <= len(word) else None


DELETE: Mapping[str, Misconception] = {
    "one_place_early": _with_one(
        'Go one place short: "plant" without its second letter becomes "lant".',
        lambda word, at: _deleted(word, int(at) - 1),
        places=True,
    ),
    "one_place_late": _with_one(
        'Go one place too far: "plant" without its second letter becomes "plnt".',
        lambda word, at: _deleted(word, int(at) + 1),
        places=True,
    ),
    "from_the_end": _with_one(
        'Count places from the end: "plant" without its second letter becomes "plat".',
        lambda word, at: _deleted(word, len(word) + 1 - int(at)),
        places=True,
    ),
    "deletes_every": _with_one(
        'Delete every such letter: "letter" without its third letter becomes "leer".',
        lambda word, at: word.replace(word[int(at) - 1], ""),
        places=True,
    ),
    "first_only": _with_one(
        'Delete the first one only: "banana" without a becomes "bnana".',
        lambda word, at: word.replace(at, "", 1),
        places=False,
    ),
    "keeps_last": _with_one(
        'Delete all but the last one: "banana" without a becomes "bnna".',
        lambda word, at: _keeps_last(word, at, ""),
        places=False,
    ),
    "merges_doubles": _with_one(keeps_one_of_two.__doc__, keeps_one_of_two, places=False),
    "unchanged": _with_one('Repeat the word: "banana" without a stays "banana".', lambda word, at: word),
}


# --- substitution -----------------------------------------------------------------------------------


SUBSTITUTE: Mapping[str, Misconception] = {
    "first_only": _with_two(
        'Replace the first one only: "banana" with o for a becomes "bonana".',
        lambda word, old, new: word.replace(old, new, 1),
    ),
    "keeps_last": _with_two(_keeps_last.__doc__, _keeps_last),
    "merges_doubles": _with_two(
        'Take a doubled letter once: "letter" with d for t becomes "leder".',
        lambda word, old, new: word.replace(old * 2, old).replace(old, new),
    ),
    "inserts": _with_two(
        'Put the new letter behind the old one: "plant" with o for a becomes "plaont".',
        lambda word, old, new: word.replace(old, old + new),
    ),
    "deletes": _with_two(
        'Delete the old letter: "plant" with o for a becomes "plnt".',
        lambda word, old, new: word.replace(old, ""),
    ),
    "unchanged": _with_two(
        'Repeat the word: "plant" with o for a stays "plant".', lambda word, old, new: word
    ),
}


# --- exchange ---------------------------------------------------------------------------------------


def _swapped(word: str, first: int, second: int) -> Text:
    """The word with the letters at two places exchanged, counted from 1; none where it has no such place."""
    if not 1 <= first < second <= len(word):
        return None
    i, j = first - 1, second - 1
    return word[:i] + word[j] + word[i + 1 : j] + word[i] + word[j + 1 :]


def moves_one(word: str, first: str, second: str) -> str:
    """Move the first letter to the second place: "planet" with letters 2 and 4 exchanged becomes "panlet"."""
    i, j = int(first) - 1, int(second) - 1
    return word[:i] + word[i + 1 : j + 1] + word[i] + word[j + 1 :]


SWAP: Mapping[str, Misconception] = {
    "one_place_early": _with_two(
        'Go one place short: "planet" with letters 2 and 4 exchanged becomes "alpnet".',
        lambda word, i, j: _swapped(word, int(i) - 1, int(j) - 1),
    ),
    "one_place_late": _with_two(
        'Go one place too far: "planet" with letters 2 and 4 exchanged becomes "plenat".',
        lambda word, i, j: _swapped(word, int(i) + 1, int(j) + 1),
    ),
    "second_place_late": _with_two(
        'Miss the second place by one: "planet" with letters 2 and 4 exchanged becomes "peanlt".',
        lambda word, i, j: _swapped(word, int(i), int(j) + 1),
    ),
    "overwrites": _with_two(
        'Write the first letter over the second: "planet" with letters 2 and 4 exchanged becomes "plalet".',
        lambda word, i, j: _at(word, int(j), word[int(i) - 1]),
    ),
    "moves_one": _with_two(moves_one.__doc__, moves_one),
    "from_the_end": _with_two(
        'Count places from the end: "planet" with letters 1 and 3 exchanged becomes "platen".',
        lambda word, i, j: _swapped(word, len(word) + 1 - int(j), len(word) + 1 - int(i)),
    ),
    "unchanged": _with_two(
        'Repeat the word: "planet" with letters 2 and 4 exchanged stays "planet".', lambda word, i, j: word
    ),
}


# --- order ------------------------------------------------------------------------------------------


CAPITALS_FIRST = 'Put capitals before small letters: "Plum" comes before "apple".'


def _listed(meaning: str | None, arrange: Callable[[Sequence[str]], Sequence[str]]) -> Misconception:
    def predict(question: Question) -> str:
        return ", ".join(arrange(question.item.operands))

    predict.__doc__ = meaning
    return predict


def by_first_letter(words: Sequence[str]) -> Sequence[str]:
    """Sort by the first letter only: "plum, pear, apple" becomes "apple, plum, pear"."""
    return sorted(words, key=lambda word: word[0].lower())


def by_last_letter(words: Sequence[str]) -> Sequence[str]:
    """Sort by the words read backwards: "apple, plum, banana" becomes "banana, apple, plum"."""
    return sorted(words, key=lambda word: word[::-1].lower())


def by_length(words: Sequence[str]) -> Sequence[str]:
    """Sort from the shortest word to the longest: "plum, fig, apple" becomes "fig, plum, apple"."""
    return sorted(words, key=len)


def last_two_swapped(words: Sequence[str]) -> Sequence[str]:
    """Exchange the last two words of the right order: "plum, fig, apple" becomes "apple, plum, fig"."""
    *others, before, last = sorted(words, key=str.lower)
    return [*others, last, before]


ALPHABETICAL: Mapping[str, Misconception] = {
    "by_first_letter": _listed(by_first_letter.__doc__, by_first_letter),
    "by_last_letter": _listed(by_last_letter.__doc__, by_last_letter),
    "by_length": _listed(by_length.__doc__, by_length),
    "capitals_first": _listed(CAPITALS_FIRST, sorted),
    "backwards": _listed(
        'Sort from last to first: "fig, plum, apple" becomes "plum, fig, apple".',
        lambda words: sorted(words, key=str.lower, reverse=True),
    ),
    "drops_last": _listed(
        'Leave the last word out: "plum, fig, apple" becomes "apple, fig".',
        lambda words: sorted(words, key=str.lower)[:-1],
    ),
    "last_two_swapped": _listed(last_two_swapped.__doc__, last_two_swapped),
    "unsorted": _listed('Repeat the words as they stand: "plum, fig, apple" stays so.', list),
}


def _end(meaning: str | None, arrange: Callable[[Sequence[str]], Sequence[str]]) -> Misconception:
    def predict(question: Question) -> str:
        return arrange(question.item.operands)[0 if question.direction == "first" else -1]

    predict.__doc__ = meaning
    return predict


def first_mentioned(question: Question) -> str:
    """Say the word that stands first: "plum" of "plum, fig, apple"."""
    return question.item.operands[0]


def last_mentioned(question: Question) -> str:
    """Say the word that stands last: "fig" of "plum, apple, fig"."""
    return question.item.operands[-1]


FIRST_ALPHABETICALLY: Mapping[str, Misconception] = {
    "by_first_letter": _end(by_first_letter.__doc__, by_first_letter),
    "by_last_letter": _end(by_last_letter.__doc__, by_last_letter),
    "by_length": _end(by_length.__doc__, by_length),
    "capitals_first": _end(CAPITALS_FIRST, sorted),
    "opposite_end": _end(
        'Say the last one where the first is asked for, and vice versa: "plum" of "plum, fig, apple".',
        lambda words: sorted(words, key=str.lower, reverse=True),
    ),
    "first_mentioned": first_mentioned,
    "last_mentioned": last_mentioned,
}
