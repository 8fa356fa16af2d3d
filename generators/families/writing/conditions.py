"""Texts with a condition besides their length: something banned, or something that must be there."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from jagbench.generators.families.writing import misconceptions as wrong
from jagbench.generators.families.writing import oracle
from jagbench.generators.families.writing.amounts import TOPICS, taboo, write
from jagbench.generators.language.homes import EVERYWHERE, at_home
from jagbench.generators.language.words import words
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer
from jagbench.probes.constraint import Amount, Constraint, parse_constraint
from jagbench.probes.constraint.requirements import Begins, Ends, Requirement, Times, Without
from jagbench.probes.constraint.units import SPACELESS

LETTERS: Mapping[str, Mapping[str, str]] = {
    "en": {"rare": "zqxjvk", "middling": "bgpwymfc", "frequent": "etaoinsr"},
    "de": {"rare": "qxyjvp", "middling": "bgkmwzfc", "frequent": "enirstau"},
    "fr": {"rare": "kwxzyj", "middling": "bghqfvpc", "frequent": "eaisnrtu"},
    "es": {"rare": "kwxzjh", "middling": "bgvqfypm", "frequent": "eaosnril"},
    "ko": {"rare": "꽃봄곳님밤힘", "middling": "우나사지하시기리", "frequent": "다이는가을의고에"},
    "ja": {"rare": "ぬゆほむねへ", "middling": "ますりらさきくお", "frequent": "のはいにたでをと"},
    "zh": {"rare": "云笔虎茶桥歌", "middling": "小天年生家里来好", "frequent": "的是了在一不有人"},
}
"""Letters that are banned, by how often texts of the language hold them; in Korean, Japanese and Chinese they
are characters."""
ALPHABET: Mapping[str, str] = {
    **dict.fromkeys(("de", "en", "es", "fr"), "abcdefghijklmnopqrstuvwxyz"),
    "ko": "가나다라마바사아자차카타파하",
}
"""What words are to begin with in order, where a language has an order that children learn so."""


def _sentences(n: int) -> Amount:
    return Amount(relation="exactly", n=n, unit="sentences")


def _drawn(amount: Amount, requirement: Requirement, topic: str) -> Sequence[str]:
    return [str(amount), str(requirement), topic]


# --- what is banned ---------------------------------------------------------------------------------


def draw_ban(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number of sentences, a letter or a word that is banned, and a topic: for a word, its own."""
    language, ban = str(stratum["language"]), str(stratum["banned"])
    amount = _sentences(int(stratum["sentences"]))
    if ban == "word":
        topic = source.choice(sorted(taboo(language)))
        return _drawn(amount, Without(what="word", text=taboo(language)[topic], banned=True), topic)
    letter = source.choice(LETTERS[language][ban])
    return _drawn(amount, Without(what="letter", text=letter, banned=True), source.choice(TOPICS))


def solve_ban(question: Question) -> Answer:
    """So many sentences without what is banned; the control names the same and allows it."""
    amount, ban, _ = question.item.operands
    banned = ban if question.direction == "without" else f"with or {ban}"
    return Answer(kind="constraint", value=f"{amount}; {banned}")


# --- what must be there -----------------------------------------------------------------------------


def _times(source: Source, language: str, n: int) -> tuple[Amount, Requirement, str]:
    topic = source.choice(sorted(taboo(language)))
    return (
        _sentences(source.integer((n + 1) // 2, n)),
        Times(what="word", text=taboo(language)[topic], relation="exactly", n=n),
        topic,
    )


def _ends(source: Source, language: str, n: int) -> tuple[Amount, Requirement, str]:
    topic = source.choice(sorted(taboo(language)))
    return _sentences(n), Ends(text=taboo(language)[topic]), topic


@cache
def _spelled(language: str) -> Mapping[int, Sequence[str]]:
    """Words whose letters are plain, by how many they have."""
    found: dict[int, list[str]] = {}
    for word in words(language):
        if word.isalpha() and (word.isascii() or language in {"ja", "ko", "zh"}):
            found.setdefault(len(word), []).append(word)
    return found


def _acrostic(source: Source, language: str, n: int) -> tuple[Amount, Requirement, str]:
    by_length = _spelled(language)
    length = n if n in by_length else max(each for each in by_length if each <= n)
    letters = tuple(source.choice(by_length[length]).lower())
    return (
        Amount(relation="exactly", n=length, unit="lines"),
        Begins(unit="lines", letters=letters),
        source.choice(TOPICS),
    )


def _alphabet(source: Source, language: str, n: int) -> tuple[Amount, Requirement, str]:
    letters = ALPHABET[language][:n]
    return (
        Amount(relation="exactly", n=len(letters), unit="words"),
        Begins(unit="words", letters=tuple(letters)),
        source.choice(TOPICS),
    )


MUST: Mapping[str, Callable[[Source, str, int], tuple[Amount, Requirement, str]]] = {
    "word_times": _times,
    "sentence_ends": _ends,
    "acrostic": _acrostic,
    "alphabet": _alphabet,
}
"""What must be there, by the factor `must`."""


def draw_must(source: Source, stratum: Stratum) -> Sequence[str]:
    """An amount of text, what must be there, and a topic."""
    return _drawn(*MUST[str(stratum["must"])](source, str(stratum["language"]), int(stratum["n"])))


def solve_must(question: Question) -> Answer:
    """Both requirements."""
    amount, condition, _ = question.item.operands
    both = parse_constraint(f"{amount}; {condition}").requirements
    # The first letters of lines or words say how many there are.
    kept = both[1:] if isinstance(both[1], Begins) else both
    return Answer(kind="constraint", value=str(Constraint(requirements=kept)))


def _slots(shown: Shown) -> Mapping[str, str]:
    amount, condition, topic = shown.operands
    return {"amount": amount, "condition": condition, "topic": topic}


def _bans(banned: str, sentences: int) -> list[Stratum]:
    return [
        {"language": language, "banned": banned, "sentences": sentences} for language in sorted(EVERYWHERE)
    ]


def _musts(**numbers: int) -> list[Stratum]:
    return [
        {"language": language, "must": must, "n": n}
        for must, n in numbers.items()
        for language in sorted(EVERYWHERE)
        if must != "alphabet" or language not in SPACELESS
    ]


forbidden = register(
    Skill(
        name="writing.forbidden",
        summary="Sentences without a letter or the word for their topic, beside a control that allows it.",
        levels=[
            Level(grade=2, strata=_bans("rare", 1)),
            Level(grade=3, strata=_bans("word", 1)),
            Level(grade=4, strata=_bans("middling", 1)),
            Level(grade=5, strata=_bans("frequent", 1)),
            Level(grade=6, strata=[*_bans("frequent", 3), *_bans("word", 3)]),
        ],
        draw=draw_ban,
        solve=solve_ban,
        slots=_slots,
        oracle=oracle.ban,
        misconceptions=wrong.FORBIDDEN,
        asks_in=at_home,
        write=write,
        directions=("without", "free"),
        asks="writing",
    )
)

must = register(
    Skill(
        name="writing.must",
        summary="Texts in which a word stands so often, sentences end with it, or first letters are given.",
        levels=[
            Level(grade=2, strata=_musts(word_times=2, sentence_ends=1, acrostic=3, alphabet=3)),
            Level(grade=3, strata=_musts(word_times=3, sentence_ends=2, acrostic=4, alphabet=5)),
            Level(grade=4, strata=_musts(word_times=5, sentence_ends=3, acrostic=5, alphabet=8)),
            Level(grade=5, strata=_musts(word_times=7, sentence_ends=5, acrostic=7, alphabet=14)),
            Level(grade=6, strata=_musts(word_times=12, sentence_ends=10, acrostic=10, alphabet=26)),
        ],
        draw=draw_must,
        solve=solve_must,
        slots=_slots,
        oracle=oracle.must,
        misconceptions=wrong.MUST,
        asks_in=at_home,
        write=write,
        asks="writing",
    )
)
