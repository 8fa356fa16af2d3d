"""What the reader knows of the question: the kind of answer, the options, and what its prompt asks."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from jagbench.analysis.reading.claims import asks_of_a_sentence
from jagbench.analysis.reading.languages.table import LETTER, compile_any, is_latin
from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon, lexicon_of
from jagbench.analysis.reading.notation import Notation, as_prompted, notation_of
from jagbench.analysis.reading.numbers import numbers_of
from jagbench.analysis.reading.page import fold, unify
from jagbench.probes import AnswerKind

more = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.more))
"""Comparatives towards the greater end."""
less = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.less))
"""Comparatives towards the smaller end."""
_TERM = re.compile(rf"[{LETTER}]{{4,}}|[가-힣぀-ヿ一-鿿]{{2,}}")
_SENTENCE_ENDS = re.compile(r"(?<=\.)(?=\s)|(?<=[!?。])|\n")
_ASKING = ("?", "か。")
"""How a sentence ends that asks."""
_REFERS = re.compile(
    r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}\s?[?.。]|[가-힣]{1,6}(?: [가-힣]{1,6})?\?|[ぁ-ゖ一-鿿]{1,8}か。"
)
"""A question that names nothing, but refers to what was said."""
_GAP = re.compile(r"[?□_]\s{0,3}[-+×*÷/=]|[-+×*÷/=]\s{0,3}[?□_]")
"""A gap in an equation."""
_PIECES = re.compile(r"[\d⁰¹²³⁴-⁹](?:(?<=\d)(?<![\d.,]\d)\d*(?![.,]?\d)|(?<=[⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]*)")
_IN_CODE = re.compile(r"[A-Za-z]{1,40}[0-9]")
"""What goes on behind digits that belong to a code of digits and letters: "05M4YOB2"."""
IN_POWER = re.compile(r"[\^⁰¹²³⁴-⁹]|\*\*")
"""What shows that a number is written as a power."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERS = re.compile(r"(?:^|[:：] ?)-?\d[\d.]*(?:[,;、] ?-?\d[\d.,]*){2,4000}$", re.MULTILINE)
"""A line of three numbers and more, and nothing else."""
_outermost = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.superlatives))
"""What asks for the greatest or the smallest."""
_MYRIAD = 4
"""Zeros of a myriad."""
_myriads = by_lexicon(
    lambda lexicon: lexicon.pattern(
        lambda table: (word for word, n in table.scales.items() if n >= _MYRIAD and not is_latin(word))
    )
)
"""What scales digits without a space between: "312万"."""
_how_often = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.how_often))
"""What asks how many times something happens."""
_amount = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: (*table.how_many, *table.amounts)))
_SENTENCES = re.compile(r"[.!?](?=\s)|[\n。]")
_SEVERAL = 3
"""Numbers of a line from which on it gives several."""
_STEM = 5
_WORD = re.compile(rf"[{LETTER}]{{3,}}")
_SPACELESS = re.compile("[가-힣぀-ヿ一-鿿]{2,}")
_SHORT_STEM = 4
_ANY_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_QUOTED = re.compile(r'"([^"\n]{1,400})"')
_LABELLED = re.compile(r"[:\n][ ]?([^:\n]{1,400})(?=\n|$)")
_counter = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.counters_asked))
"""The counter of the things whose number is asked for."""
_whether = by_lexicon(lambda lexicon: lexicon.pattern(lambda table: table.conditions))
_provided = by_lexicon(
    lambda lexicon: re.compile(
        rf"^{lexicon.any_bounded(lambda table: table.conditions)}[^,?\n]{{1,200}}, ", re.MULTILINE
    )
)
"""A condition that comes first: "If you follow these steps, do you return?"."""
_extremes = by_lexicon(
    lambda lexicon: [
        (compile_any(word for word, n in places.items() if n == place), 1 if place else -1)
        for places in [lexicon.merged(lambda table: table.ordinals)]
        for place in (0, -1)
    ]
)
"""What names the first of an order, and what names the last, with the end that it stands for."""
_common = by_lexicon(
    lambda lexicon: frozenset(
        word[:_SHORT_STEM]
        for word in lexicon.every(
            lambda table: (
                *table.verbs,
                *table.fillers,
                *table.negations,
                *table.doubts,
                *table.conditions,
                *table.ands,
                *table.asides,
                *table.begins_yes,
                *table.pronouns,
            )
        )
    )
)
"""How words begin that say nothing about what a sentence is about."""
SMALL = ("1", "2", "-1", "-2")
"""Numbers that are often words of the sentence where they are written in words: "one", "the two"."""
READ = 20_000
"""Characters of a prompt that are looked at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """The question a reply answers; what a reading needs of its prompt is worked out when first asked for.

    What `ask` gives is one object for one question, which is found by itself rather than by its texts.
    """

    kind: AnswerKind
    """How the reply is read."""
    options: tuple[str, ...]
    """The candidates of a choice as shown."""
    prompt: str
    """The prompt's text; empty where unknown."""
    language: str | None
    """ISO 639-1 code of the prompt's language, where known."""

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words its replies are read with."""
        return lexicon_of(self.language)

    @cached_property
    def notation(self) -> Notation:
        """How numbers in its replies are read."""
        notation = notation_of(self.language)
        values = () if self.kind == "integer" or not notation.comma else self.numbers
        return as_prompted(notation, self.kind, values)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Values of the numbers in the prompt, in order."""
        found = numbers_of(self.prompt[:READ], self.lexicon, notation_of(self.language))
        return tuple(number.value for number in found)

    @cached_property
    def folded(self) -> str:
        """The prompt in lower case, look-alikes unified."""
        return fold(unify(self.prompt[:READ]))

    @cached_property
    def shown(self) -> Mapping[str, int]:
        """How often the prompt shows each number, the parts of powers, fractions, days and times included."""
        found = numbers_of(self.prompt[:READ], self.lexicon, notation_of(self.language))
        digits = any(not each.word for each in found)
        shown = Counter(each.value for each in found if not (digits and each.word and each.value in SMALL))
        for piece, count in Counter(_PIECES.findall(self.folded)).items():
            shown.setdefault(piece.translate(_SUPERSCRIPTS).lstrip("0") or "0", count)
        return shown

    @cached_property
    def powers(self) -> frozenset[str]:
        """The values of the powers that the prompt shows, which it does not write out: 100 for "10²"."""
        found = numbers_of(self.prompt[:READ], self.lexicon, notation_of(self.language))
        written = {each: self.folded[each.start : each.end] for each in found if not each.word}
        powers = {each.value for each, text in written.items() if IN_POWER.search(text)}
        return frozenset(powers.difference(written.values()))

    @cached_property
    def operands(self) -> frozenset[str]:
        """The numbers that the question is about: those in digits, or in words where there are none."""
        text = self.prompt[:READ]
        found = numbers_of(text, self.lexicon, notation_of(self.language))
        return frozenset(
            [each.value for each in found if not (each.word or _IN_CODE.match(text, each.end))]
            or [each.value for each in found if each.value not in SMALL]
        )

    @cached_property
    def given_numbers(self) -> int | None:
        """How many numbers in digits the prompt gives on the line that has most; `None` below three."""
        found = numbers_of(self.prompt[:READ], self.lexicon, notation_of(self.language))
        lines = Counter(self.prompt.count("\n", 0, each.start) for each in found if not each.word)
        most = max(lines.values(), default=0)
        return most if most >= _SEVERAL else None

    @cached_property
    def asks_times(self) -> bool:
        """Whether it asks how many times something happens."""
        return self.kind == "integer" and _how_often(self.lexicon).search(self.folded) is not None

    @cached_property
    def names(self) -> Sequence[str]:
        """The strings that it gives which are names or words, in lower case."""
        return [each for each in self.given if each[:1].isalpha() and (len(each) > 1 or not is_latin(each))]

    @cached_property
    def unspaced(self) -> Sequence[str]:
        """The strings that it gives in other scripts than Latin, which stand in front of their place."""
        return [each for each in self.given if len(each) > 1 and not is_latin(each)]

    @cached_property
    def chooses_number(self) -> bool:
        """Whether it asks for the greatest or the smallest number of a line, and not how many there are."""
        return (
            _NUMBERS.search(self.prompt[:READ]) is not None
            and len({each[0] for each in _outermost(self.lexicon).finditer(self.folded)}) == 1
            and not (_amount(self.lexicon).search(self.folded) or self.counters)
        )

    @cached_property
    def spelled_out(self) -> str | None:
        """The number that the prompt shows in words, where it is the only one: in digits it is an answer.

        So it is with one in digits and words: "312万8384".
        """
        found = numbers_of(self.prompt[:READ], self.lexicon, notation_of(self.language))
        worded = [
            each
            for each in found
            if each.word or _myriads(self.lexicon).search(self.prompt, each.start, each.end)
        ]
        return found[0].value if len(found) == 1 and worded else None

    @cached_property
    def compared(self) -> list[str]:
        """The two numbers that are compared in a question about more or less, in the order of the prompt."""
        found = [value for value in self.numbers if value in self.operands]
        return found if len(found) == 2 and self.direction else []

    @cached_property
    def has_gap(self) -> bool:
        """Whether the prompt shows an equation with a gap in it."""
        return _GAP.search(self.folded) is not None

    @cached_property
    def questions(self) -> str:
        """The sentences that ask, in lower case: with a question mark, or else with "whether".

        One of a few words ("Is that right?") asks for what the sentence before it says.
        """
        sentences = [each.strip() for each in _SENTENCE_ENDS.split(self.folded)]
        asking = [
            f"{before} {each}" if self._refers(each) else each
            for before, each in pairwise(["", *sentences])
            if each.endswith(_ASKING)
        ]
        return "\n".join(asking or filter(_whether(self.lexicon).search, sentences))

    def _refers(self, sentence: str) -> bool:
        """Whether a question names nothing of which the prompt tells before it."""
        before = self.folded.partition(sentence)[0]
        named = (word for word in _stems(sentence, self.lexicon) if is_latin(word))
        return _REFERS.fullmatch(sentence) is not None and not any(word in before for word in named)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The terms of the sentences that ask; of all the prompt where none of them has a question mark."""
        return frozenset(terms(self.questions or self.folded))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the prompt in lower case."""
        return frozenset(_ANY_WORD.findall(self.folded))

    @cached_property
    def given(self) -> frozenset[str]:
        """The strings that the prompt gives, in lower case: in quotes, behind a colon, or on a line."""
        return frozenset(
            each.strip() for pattern in (_QUOTED, _LABELLED) for each in pattern.findall(self.folded)
        )

    @cached_property
    def asked_words(self) -> frozenset[str]:
        """The words that say what is asked: of the sentences that ask, or the first one, quotations aside."""
        asked = self.questions or _SENTENCE_ENDS.split(self.folded, maxsplit=1)[0]
        return frozenset(_ANY_WORD.findall(_QUOTED.sub(" ", asked.partition(":")[0])))

    @cached_property
    def counters(self) -> tuple[str, ...]:
        """What counts the things whose number it asks for, in scripts where that stands behind a numeral."""
        found = () if self.folded.isascii() else _counter(self.lexicon).findall(self.folded)
        return tuple(dict.fromkeys(found))

    @cached_property
    def judges_a_sentence(self) -> bool:
        """Whether it asks if a sentence that it quotes is true."""
        return asks_of_a_sentence(self.lexicon).search(self.questions) is not None

    @cached_property
    def predicate(self) -> frozenset[str]:
        """What the words begin with that say what is asked, those left out that are in every sentence."""
        asked = _provided(self.lexicon).sub("", self.questions)
        return _stems(asked or self.folded, self.lexicon)

    def is_asked_in(self, folded: str) -> bool:
        """Whether a lower-case text says what is asked: half of it, and hardly more, or nothing else."""
        said = _stems(folded, self.lexicon)
        shared = len(said & self.predicate)
        alike = 2 * shared >= max(len(self.predicate), len(said))
        return shared > 0 and (alike or shared == len(said))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the prompt."""
        return frozenset(terms(self.folded))

    @cached_property
    def direction(self) -> int:
        """+1 when the greater option is asked for, -1 for the smaller, 0 where the prompt does not tell.

        A sentence that asks tells it before one that gives facts of the options, and that before any other.
        """
        apart = "\n".join(sentence for sentence, named in self._sentences if not named)
        told = (_direction(text, self.lexicon) for text in (self.questions, apart, self.folded))
        return next(filter(None, told), 0)

    @cached_property
    def extreme(self) -> int:
        """-1 where the sentences that ask name a first one ("comes first"), +1 for a last one, else 0."""
        ordinals = _extremes(self.lexicon)
        return next((end for words, end in ordinals if words.search(self.questions)), 0)

    @cached_property
    def ranks(self) -> bool:
        """Whether facts of the prompt put options in an order: "Ann is taller than Bob."."""
        facts = (sentence for sentence, named in self._sentences if named > 1)
        ends = more(self.lexicon), less(self.lexicon)
        return any(end.search(sentence) for sentence in facts for end in ends)

    @cached_property
    def _sentences(self) -> list[tuple[str, int]]:
        """The sentences of the prompt in lower case, each with how many options it names."""
        names = [fold(option) for option in self.options]
        split = _SENTENCES.split(self.folded)
        return [(sentence, sum(name in sentence for name in names)) for sentence in split]


@lru_cache(maxsize=1024)
def ask(kind: AnswerKind, options: tuple[str, ...], prompt: str, language: str | None) -> Question:
    """The question for a kind, options, a prompt and its language; replies to one prompt share it."""
    return Question(kind=kind, options=options, prompt=prompt, language=language)


def terms(folded: str) -> list[str]:
    """What tells what a lower-case text is about, in any language.

    Beginnings of its longer words, so that "emoji" and "emojis" meet, and in scripts without spaces or with
    endings glued on all pairs of neighbouring characters.
    """
    found: list[str] = []
    for run in _TERM.findall(folded):
        found += [run[:_STEM]] if run[0] <= "\u024f" else _pairs(run)
    return found


def _stems(folded: str, lexicon: Lexicon) -> frozenset[str]:
    """How the words of a lower-case text begin, shorter than by `terms`, so that "tells" and "tell" meet."""
    latin = {word[:_SHORT_STEM] for word in _WORD.findall(folded)} - _common(lexicon)
    return frozenset(latin.union(*(_pairs(run) for run in _SPACELESS.findall(folded))))


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _direction(folded: str, lexicon: Lexicon) -> int:
    """Which end the last sentence that names one end asks for; 0 when none does."""
    if more(lexicon).search(folded) is None and less(lexicon).search(folded) is None:
        return 0
    for sentence in reversed(_SENTENCES.split(folded)):
        greater, smaller = more(lexicon).search(sentence), less(lexicon).search(sentence)
        if (greater is None) != (smaller is None):
            return -1 if greater is None else 1
    return 0
