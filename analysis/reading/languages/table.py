"""The shape of a language table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Keywords of one language, as fragments of regular expressions over lower-case text.

    Fragments hold no unbounded repetition, so that reading stays linear.
    """

    code: str
    """ISO 639-1."""
    announcements: tuple[str, ...]
    """What comes right before a final answer: "the answer is", "정답은"."""
    headings: tuple[str, ...]
    """What announces an answer when a colon or a line end follows: "answer", "정답"."""
    conclusions: tuple[str, ...]
    """What opens a conclusion: "therefore", "따라서"."""
    plans: tuple[str, ...]
    """What opens a plan or a step rather than an answer: "let's", "first"."""
    verbs: tuple[str, ...]
    """What joins a subject to its number within a statement: "is", "has", "equals"."""
    operators: tuple[str, ...]
    """Operators in words, between two operands: "times"."""
    asides: tuple[str, ...]
    """What opens a part of a statement that gives reasons or detail: "because", "which"."""
    reason_endings: tuple[str, ...] = ()
    """What ends a reason that comes before what follows from it: "므로"."""
    reason_closings: tuple[str, ...] = ()
    """What ends a sentence that is all reason: "때문입니다"."""
    follows: tuple[str, ...] = ()
    """What only says that something follows: "다음과 같습니다"."""
    impressions: tuple[str, ...] = ()
    """What says only how a thing looks, which a "but" then takes back: "at first glance"."""
    revisions: tuple[str, ...]
    """What takes back what was said: "wait", "let me recalculate"."""
    checks: tuple[str, ...] = ()
    """What opens a check of the answer: "check"."""
    rejections: tuple[str, ...]
    """What follows a value that is being thrown out: "is incorrect"."""
    denials: tuple[str, ...]
    """What comes before a value that is being thrown out: "not", "rather than"."""
    others: tuple[str, ...] = ()
    """What tells of another one than what is asked for: "the next", "the rest"."""
    amounts: tuple[str, ...] = ()
    """What is asked for that is worked out of several numbers: "sum", "median"."""
    disowns: tuple[str, ...] = ()
    """What follows a number that is said to be none that is asked for: "is not the"."""
    fraction_parts: tuple[str, ...] = ()
    """What comparatives may be said of that are said of no number: "denominator"."""
    hedges: tuple[str, ...]
    """What says that no answer can be given: "cannot be determined"."""
    none_fits: tuple[str, ...]
    """What says that no option is right: "none of the options"."""
    nones: tuple[str, ...]
    """What says so alone: "none"."""
    placeholders: tuple[str, ...] = ()
    """What says that a value stands in for the answer only: "a placeholder"."""
    courtesies: tuple[str, ...]
    """What opens or closes a reply, as a line of its own, and says nothing: "Sure", "I hope this helps"."""
    refusals: tuple[str, ...]
    """What declines to answer: "I can't help with"."""
    alternatives: tuple[str, ...]
    """What stands between two values that are both left open: "or", "to"."""
    turns: tuple[str, ...]
    """What opens a new turn when a model asks and answers on its own: "question"."""
    numerals: Mapping[str, int]
    """Number words that add up, by value."""
    multipliers: Mapping[str, int]
    """Number words that multiply what stands before them."""
    minus: tuple[str, ...]
    """What makes the number after it negative: "minus"."""
    limits: tuple[str, ...] = ()
    """What makes no minus of the word behind it: "au" in "au moins"."""
    zeros: tuple[str, ...]
    """Statements that a count is zero: "there are no"."""
    remainders: tuple[str, ...]
    """What a division leaves: "remainder"."""
    worked_on: tuple[str, ...] = ()
    """What says that a number is worked on: "to that"."""
    multiples: tuple[str, ...] = ()
    """What follows a number of which another one is a multiple: "的两倍"."""
    given_before: tuple[str, ...] = ()
    """What comes before how many things the prompt gives: "除以"."""
    given_after: tuple[str, ...] = ()
    """What follows how many things the prompt gives: "个数的", "개를"."""
    among_before: tuple[str, ...] = ()
    """What comes before the number of things of which one is told, or before a base: "of the"."""
    among_after: tuple[str, ...] = ()
    """What follows the number of things of which one is told: "のうち"."""
    there_are: tuple[str, ...] = ()
    """What comes before a number of things that is told, and no number that the prompt gives: "有"."""
    bases: tuple[str, ...] = ()
    """What follows a base: "進"."""
    determiners: tuple[str, ...] = ()
    """What tells, before their number in words, which things are meant: "these"."""
    definites: tuple[str, ...] = ()
    """Definite articles of one thing: "the"."""
    digit_endings: tuple[str, ...] = ()
    """How a digit ends of which there are several: "s" in "two 7s"."""
    bounds: tuple[str, ...] = ()
    """What comes before a number that something is only held against: "less than", "below"."""
    how_many: tuple[str, ...] = ()
    """What comes before the word for what is to be counted: "how many "."""
    how_often: tuple[str, ...] = ()
    """What asks how many times something happens: "how often"."""
    times: tuple[str, ...] = ()
    """What makes the number before it one of times: "times"."""
    which_letter: tuple[str, ...] = ()
    """What asks for a letter: "which letter"."""
    totals: tuple[str, ...] = ()
    """What says of a number that it is that of all parts: "in all"."""
    located: tuple[str, ...] = ()
    """What a number stands behind that tells a place: "row" in "row 3"."""
    counts: Mapping[str, int]
    """Phrases that state a count without a numeral: "once"."""
    scales: Mapping[str, int]
    """Words after a numeral that scale it, as powers of ten: "million" is 6."""
    ordinals: Mapping[str, int]
    """Words that name an option by its place, 0 for the first; negative from the end."""
    option_nouns: tuple[str, ...]
    """What an ordinal must be followed by to name an option: "one", "number"."""
    equal: tuple[str, ...]
    """What says that the options are equal."""
    pairs: tuple[str, ...]
    """Subjects that stand for both options: "they", "both"."""
    more: tuple[str, ...]
    """Comparatives towards the greater end: "larger", "longer", "newer"."""
    less: tuple[str, ...]
    """Comparatives towards the smaller end."""
    superlatives: tuple[str, ...] = ()
    """What asks for the greatest or the smallest of many numbers: "largest"."""
    number_lines: tuple[str, ...] = ()
    """What numbers are put on in their order: "수직선"."""
    rightwards: tuple[str, ...] = ()
    """What says of a number on such a line that it is greater: "오른쪽"."""
    leftwards: tuple[str, ...] = ()
    """What says that it is smaller."""
    beside: tuple[str, ...] = ()
    """What stands on such a line between the number compared with and one of these: "の" in "4の右"."""
    negations: tuple[str, ...]
    """What turns a comparative round: "not"."""
    doubts: tuple[str, ...] = ()
    """What does so through its meaning and may be denied itself: "doubt", "impossible"."""
    emphases: tuple[str, ...] = ()
    """What denies nothing, though it holds such a word: "not only"."""
    opposites: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Properties and their opposites ("even" and "odd"), in one order in all languages:
    parity, leap years, primes, divisibility, equality, coins, truth, and coming back."""
    ands: tuple[str, ...]
    """What joins two things that are said together: "and"."""
    ors: tuple[str, ...]
    """What leaves one of two things open: "or"."""
    eithers: tuple[str, ...] = ()
    """What comes before two values that are both left open: "between"."""
    both: tuple[str, ...]
    """What says that something holds of both options: "both"."""
    concessions: tuple[str, ...] = ()
    """What ends a clause that the next one goes against: "지만", "が、"."""
    buts: tuple[str, ...]
    """What follows a doubt that is then resolved: "but"."""
    conditions: tuple[str, ...]
    """What opens a case that is only considered: "if", "whether"."""
    breaks: tuple[str, ...]
    """What opens a clause of its own within a comparison: "because", "while"."""
    turns_to: tuple[str, ...]
    """What turns a statement to its conclusion behind a comma, as `conclusions` do: "resulting in"."""
    amid: tuple[str, ...] = ()
    """What makes a statement a conclusion wherever it stands in it: "donc"."""
    fillers: tuple[str, ...]
    """What may stand before an answer and adds nothing: "the", "about", "it's"."""
    closings: tuple[str, ...] = ()
    """What may end a statement right behind an answer: "is the answer", "입니다"."""
    particles: tuple[str, ...] = ()
    """What may stand behind the last word of a sentence and says nothing: "哦"."""
    labels: tuple[str, ...]
    """What comes before the letter of an option: "option"."""
    yes: tuple[str, ...]
    """What answers a question with yes."""
    no: tuple[str, ...]
    """What answers a question with no."""
    begins_yes: tuple[str, ...] = ()
    """What says yes at the opening of a statement, whatever follows: "能"."""
    begins_no: tuple[str, ...] = ()
    """What says no at the opening of a statement, whatever follows: "it is not"."""
    text_verbs: tuple[str, ...]
    """What comes before a word or a string that is the answer: "is", "spells"."""
    text_nouns: tuple[str, ...] = ()
    """What a string may be called before it is told: "word", "letter"."""
    modals: tuple[str, ...] = ()
    """What sends the verb of its sentence to the end, behind the answer: "muss"."""
    infinitives: tuple[str, ...] = ()
    """How such a verb looks."""
    pronouns: tuple[str, ...] = ()
    """What opens a sentence and no string, in the place of whoever is meant: "you", "man"."""
    tails: tuple[str, ...] = ()
    """Words that go on behind a string that is the answer: "in" in "it reads tac in reverse"."""
    durations: tuple[str, str, str, str, str]
    """Days, hours, minutes, seconds and milliseconds, as fragments."""
    moneys: Mapping[str, int] = field(default_factory=dict[str, int])
    """Units of money, and how many decimals of the largest one they count: "dollars" 0, "cents" 2."""
    clock_hours: tuple[str, ...] = ()
    """What follows the hour of a clock time: "h", "Uhr", "時"."""
    clocks: Mapping[str, int] = field(default_factory=dict[str, int])
    """How a clock time is said in words, and the minutes that are added: "halb HOUR" is -30.
    HOUR is an hour in digits or words, or MIDDLE, which is noon or midnight; PAST and TO are minutes behind
    or before it; OCLOCK and MINUTES are the words for these; SAID_HOUR and SAID_PAST are in words only."""
    noons: tuple[str, ...] = ()
    """Noon: "midi"."""
    midnights: tuple[str, ...] = ()
    """Midnight: "minuit"."""
    mornings: tuple[str, ...] = ()
    """What marks the hours before noon: "오전"."""
    afternoons: tuple[str, ...] = ()
    """What marks the hours after noon: "오후"."""
    nights: tuple[str, ...] = ()
    """What marks the hours around midnight: "밤"."""
    than_before: tuple[str, ...] = ()
    """The word before the option compared with: "than"."""
    than_after: tuple[str, ...] = ()
    """The word after the option compared with: "보다"."""
    than_between: tuple[str, ...] = ()
    """The word before the option compared with, where the comparative comes last: "比"."""
    unlike_between: tuple[str, ...] = ()
    """The same with a denial in it: "没有" in "9.11没有9.9大"."""
    above: tuple[str, ...] = ()
    """One word for "larger than": "大于"."""
    below: tuple[str, ...] = ()
    """One word for "smaller than": "小于"."""
    articles: tuple[str, ...] = ()
    """Numerals that are other words far more often: numbers only within longer ones, or alone: "ein"."""
    counted: tuple[str, ...] = ()
    """Numerals that are numbers only before a counter: "한"."""
    alone: tuple[str, ...] = ()
    """Multipliers that stand for one of themselves without a number before them: "mille"."""
    one_word: bool = False
    """Numbers are written as one word: "dreiundzwanzig"."""
    numeral_joins: tuple[str, ...] = ()
    """What may join a hundred or a thousand to the rest: "and"."""
    unit_joins: tuple[str, ...] = ()
    """What may join tens to units: "y" in "treinta y cinco"."""
    points: tuple[str, ...] = ()
    """The decimal point in words."""
    halves: tuple[str, ...] = ()
    """What adds a half to the number before it: "and a half"."""
    parts: Mapping[str, int] = field(default_factory=dict[str, int])
    """Denominators in words: "quarters" is 4."""
    counters: tuple[str, ...] = ()
    """Words that count things right behind a numeral: "번", "个"."""
    counters_asked: tuple[str, ...] = ()
    """A counter behind what asks for a number of things: the one of "몇 겹"."""
    numeral_openings: tuple[str, ...] = ()
    """What may stand right before a numeral in a script without spaces: "是"."""
    numeral_endings: tuple[str, ...] = ()
    """What may stand right behind a numeral in a script without spaces: "입니다"."""
    ordinal_endings: tuple[str, ...] = ()
    """What makes the digits before it a place rather than an amount: "th", "번째"."""
    inflections: tuple[tuple[str, str], ...] = ()
    """How a quality ends, and how it does when it is said of another thing: "o", "a" in "falso", "falsa"."""
    no_stops: tuple[str, ...] = ()
    """What follows a full stop that ends no sentence: "März" in "15. März"."""
    list_leads: tuple[str, ...] = ()
    """What a sentence may say before its list, up to the first entry: "the order is"."""
    sentence_ends: tuple[str, ...] = ()
    """How a sentence may end without a full stop: "다"."""


LETTER = "a-zß-öø-ÿœ"
"""The lower-case letters of Latin script, for a character class."""
_START = rf"(?<![{LETTER}0-9_])"
_END = rf"(?![{LETTER}0-9_])"


def upside(one: str, other: str, below: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Two sides of a coin as opposites: where one of them is told to lie below, the other one is up."""
    up, down = ((f"{side}(?!{below})", f"{back}{below}") for side, back in ((one, other), (other, one)))
    return up, down


def any_of(fragments: Iterable[str]) -> str:
    """A group of alternatives, longest first, so that a longer phrase wins over its beginning.

    Without a fragment the group matches nowhere.
    """
    return "(?:" + ("|".join(sorted(fragments, key=len, reverse=True)) or "(?!)") + ")"


def compile_any(fragments: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all fragments; one that begins or ends in a Latin letter is bound to words."""
    return re.compile(any_bounded(fragments))


def any_bounded(fragments: Iterable[str]) -> str:
    """The source of `compile_any`: Latin fragments share one look behind, which fails fast within words."""
    given = [bounded(fragment) for fragment in fragments]
    latin = [fragment.removeprefix(_START) for fragment in given if fragment.startswith(_START)]
    others = [fragment for fragment in given if not fragment.startswith(_START)]
    groups = [_START + any_of(latin)] if latin else []
    return "(?:" + ("|".join([*groups, *sorted(others, key=len, reverse=True)]) or "(?!)") + ")"


def bounded(fragment: str) -> str:
    """The fragment with word boundaries where it begins or ends in a Latin letter."""
    start = _START if is_latin(fragment.removeprefix("(?:")[:1]) else ""
    end = _END if is_latin(fragment.rstrip("?")[-1:]) else ""
    return f"{start}{fragment}{end}"


def is_latin(text: str) -> bool:
    """Whether a text holds a letter and all its letters are of Latin script."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(character < "\u0250" for character in letters)
