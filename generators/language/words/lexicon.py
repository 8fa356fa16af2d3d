"""The words whose letters are counted: real ones by their factors, and made-up ones."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate, groupby

from jagbench.generators.language.words import AVOIDED, word_list
from jagbench.generators.skill.draws import choices, places, sample
from jagbench.generators.skill.source import Source

LATIN_LANGUAGES = ("en", "de", "fr", "es")
VOWELS = "aeiou"
CONSONANTS = "bcdfghklmnprstvwz"
ALPHABET = "abcdefghiklmnoprstuvwz"
"""The letters that are asked about and that made-up words are built of: the rare j, q, x and y would give
themselves away."""
FREQUENT = "aeinrstoludcmphgbf"
"""The letters that are asked about where they are absent: those that could well be there."""
SIGNS: Mapping[str, str] = {
    "hangul": (
        "가거고구기나너노누니다더도두디라로루리마머모무미바버보부비사서소수시아어오우이자"
        "저조주지카코쿠키타토투티파포푸피하호후히각간갈감강건곡공군길낙난날남논눈단달담동"
        "둥락란람령룡막만말망먼목문물밀박반발밤방번별봄북산살삼상선설성손솔송숲신실심쌀안"
        "알양언얼연열영옥온옷운울원윤은음인일임입작잔잠장전절점정종준중진집창천철청촌춘충"
        "친칠칼콩탄탑통판팔편평품풍필한할함항향현형혼홍환황흥"
    ),
    "han": (
        "天地日月山水火木土石田雨雪风云花草竹米果鱼鸟马牛羊虎兔龙人口手足目耳心头身父母兄"
        "弟男女老少上下左右前后东西南北春夏秋冬早晚年时分大小多高低长短远近新旧红黄蓝白黑"
        "光明星空海河江湖桥路车船门窗书笔画歌字文学校家国城乡"
    ),
    "kana": (
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらり"
        "るれろわがぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽ"
    ),
}
"""What made-up words are built of where no Latin letters are written."""

_AVOIDED = re.compile(
    "|".join(
        f"{first}(?:{'|'.join(re.escape(fragment[1:]) for fragment in fragments)})"
        for first, fragments in groupby(sorted(AVOIDED), lambda fragment: fragment[0])
    )
)
"""By first letters, which makes it many times as fast."""
_PLAIN = re.compile("[A-Za-z]+")
_SYLLABLES: Mapping[str, Sequence[str]] = {
    without: [first + second for first in CONSONANTS for second in VOWELS if without not in (first, second)]
    for without in ("", *ALPHABET)
}
"""A consonant and a vowel, by the letter that is left out."""
TRIES = 50
"""A word that must not be is drawn anew so many times; more are never needed but where Hypothesis shrinks."""


# --- real words -------------------------------------------------------------------------------------


@cache
def _known_latin() -> frozenset[str]:
    return frozenset(word.text.lower() for language in LATIN_LANGUAGES for word in word_list(language))


@cache
def real(language: str, frequency: str, shortest: int, longest: int) -> Sequence[str]:
    """The words of a language's list within a frequency class (`"any"` for all) and length."""
    return [
        word.text
        for word in word_list(language)
        if shortest <= len(word.text) <= longest and frequency in ("any", word.frequency)
    ]


def _plain(language: str, frequency: str, shortest: int, longest: int) -> Sequence[str]:
    """As `real`, but only words of the letters a to z, without accents, umlauts and hyphens."""
    return [word for word in real(language, frequency, shortest, longest) if _PLAIN.fullmatch(word)]


def _bases(word: str) -> str:
    """The letters that stand in a word with an accent, or inside a ligature."""
    if word.isascii():
        return ""
    marked = "".join(each for each in word.lower() if not each.isascii())
    return unicodedata.normalize("NFD", marked).replace("ß", "s").replace("œ", "oe").replace("æ", "ae")


@cache
def letter_cells(
    language: str, frequency: str, shortest: int, longest: int
) -> Mapping[tuple[int, bool, int], Sequence[tuple[str, str]]]:
    """(word, letter) by how often it stands there, whether twice in a row, and whether as a capital too.

    A letter that the word also has with an accent is left out: whether é is an e need not be settled.
    """
    cells: dict[tuple[int, bool, int], list[tuple[str, str]]] = defaultdict(list)
    for word in real(language, frequency, shortest, longest):
        first = word[0].lower() if word[0].isupper() else ""
        bases = _bases(word)
        for letter in sorted(set(word)):
            if letter in ALPHABET and letter not in bases:
                cells[word.count(letter), letter * 2 in word, int(letter == first)].append((word, letter))
    return dict(cells)


def with_letter(
    source: Source,
    language: str,
    frequency: str,
    shortest: int,
    longest: int,
    *,
    count: int,
    doubled: bool,
    capital: int = 0,
) -> tuple[str, str]:
    """A real word, and a letter that stands in it `count` times, besides as its `capital`."""
    if count:
        return source.choice(letter_cells(language, frequency, shortest, longest)[count, doubled, capital])
    word = source.choice(real(language, frequency, shortest, longest))
    present = word.lower() + _bases(word)
    return word, source.choice([letter for letter in FREQUENT if letter not in present])


def _by(words: Sequence[str], factor: Callable[[str], int]) -> Mapping[int, Sequence[str]]:
    cells: dict[int, list[str]] = defaultdict(list)
    for word in words:
        cells[factor(word)].append(word)
    return cells


@cache
def repeat_cells(language: str, frequency: str, shortest: int, longest: int) -> Mapping[int, Sequence[str]]:
    """Plain words by how many of their letters stood there before."""
    return _by(
        _plain(language, frequency, shortest, longest), lambda word: len(word) - len(set(word.lower()))
    )


@cache
def vowel_cells(language: str, shortest: int, longest: int) -> Mapping[tuple[int, bool], Sequence[str]]:
    """Plain words without y by how many vowels they have, and whether two stand side by side."""
    cells: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for word in _plain(language, "any", shortest, longest):
        lower = word.lower()
        if "y" not in lower:
            together = re.search("[aeiou]{2}", lower) is not None
            cells[sum(map(lower.count, VOWELS)), together].append(word)
    return dict(cells)


@cache
def doubling_cells(language: str, shortest: int, longest: int) -> Mapping[int, Sequence[str]]:
    """Words by whether two like letters or characters stand side by side."""
    words = real(language, "any", shortest, longest)
    return _by(words, lambda word: re.search(r"(.)\1", word.lower()) is not None)


# --- made-up words ----------------------------------------------------------------------------------


def drawn_clean(draw: Callable[[], str]) -> str:
    """A made-up word that is no real one and holds no vulgar or hurtful fragment, read either way."""
    word = draw()
    for _ in range(TRIES):
        if not _AVOIDED.search(word + " " + word[::-1]) and word not in _known_latin():
            break
        word = draw()
    return word


def _sounds(source: Source, length: int, without: str = "") -> list[str]:
    """Consonants and vowels in turn, one letter left out."""
    text = "".join(choices(source, _SYLLABLES[without], length // 2 + 1))
    return list(text[1 : length + 1] if source.boolean() else text[:length])


def invented(source: Source, length: int, *, doubled: bool) -> str:
    """A made-up word of consonants and vowels in turn, one letter twice in a row where `doubled`."""

    def draw() -> str:
        letters = _sounds(source, length - doubled)
        if doubled:
            place = source.integer(0, length - 2)
            letters.insert(place, letters[place])
        return "".join(letters)

    return drawn_clean(draw)


def invented_with(source: Source, length: int, count: int, *, doubled: bool) -> tuple[str, str]:
    """A made-up word with exactly `count` of a letter, two in a row where `doubled`, and that letter."""
    letter = source.choice(ALPHABET if count else FREQUENT)

    def draw() -> str:
        letters = _sounds(source, length, letter)
        if count:
            for place in places(source, length, count, doubled=doubled):
                letters[place] = letter
        return "".join(letters)

    return drawn_clean(draw), letter


def invented_of(source: Source, length: int, repeats: int) -> str:
    """A made-up word with `length` - `repeats` different letters."""

    def draw() -> str:
        letters = sample(source, ALPHABET, length - repeats)
        letters = sample(source, letters + choices(source, letters, repeats), length)
        vowels = [letter for letter in letters if letter in VOWELS]
        consonants = [letter for letter in letters if letter not in VOWELS]
        # Spread evenly, the vowels make a word that can nearly be spoken.
        return "".join(
            vowels.pop() if (place + 1) * share // length > place * share // length else consonants.pop()
            for share in [len(vowels)]
            for place in range(length)
        )

    return drawn_clean(draw)


def invented_vowels(source: Source, length: int, count: int, *, together: bool) -> str:
    """A made-up word with exactly `count` vowels, two of them side by side where `together`, else none."""

    def draw() -> str:
        if together:
            first = source.integer(0, length - 2)
            free = [place for place in range(length) if place not in (first, first + 1)]
            positions = {first, first + 1, *sample(source, free, count - 2)}
        else:
            positions = set(places(source, length, count, doubled=False))
        vowels, consonants = choices(source, VOWELS, length), choices(source, CONSONANTS, length)
        return "".join(vowels[place] if place in positions else consonants[place] for place in range(length))

    return drawn_clean(draw)


def invented_signs(source: Source, script: str, length: int, *, doubled: bool) -> str:
    """A made-up word of Korean syllables, Chinese characters or kana, one twice in a row where `doubled`."""
    signs = SIGNS[script]

    def draw() -> str:
        # Steps that are never a whole round leave no two alike side by side.
        steps = [source.integer(0, len(signs) - 1), *choices(source, range(1, len(signs)), length - 1)]
        if doubled:
            steps[source.integer(1, length - 1)] = 0
        return "".join(signs[step % len(signs)] for step in accumulate(steps))

    return drawn_clean(draw)
