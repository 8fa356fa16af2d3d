"""What follows from sentences, from the prompt's text: by trying all cases, or by a table of who is ahead."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import product

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import NO, YES

VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "de": ("wahr", "falsch", "unbekannt"),
    "en": ("true", "false", "unknown"),
    "es": ("verdadero", "falso", "indeterminado"),
    "fr": ("vrai", "faux", "indéterminé"),
    "ja": ("真", "偽", "不明"),
    "ko": ("참", "거짓", "알 수 없음"),
    "zh": ("真", "假", "未知"),
}
"""True, false, unknown."""
SENTENCE = re.compile(r"[^.。]+[.。]")
HEAD = re.compile(r"^[^\n.。]*?[:：] ?")
Case = Mapping[str, bool]
Sentence = Callable[[Case], bool]


def _parts(prompt: str) -> tuple[Sequence[str], str]:
    """The sentences of a prompt and its claim.

    Raises:
        JagbenchError: if there are not two lines of sentences behind the question.
    """
    lines = [HEAD.sub("", line).strip() for line in prompt.split("\n")[1:3]]
    if len(lines) != 2 or not all(lines):
        raise JagbenchError(f"The prompt holds no sentences and claim: {prompt!r}")
    return [each.strip() for each in SENTENCE.findall(lines[0])], lines[1]


def _in_all_cases(
    prompt: str, language: str, understand: Callable[[str], tuple[Sequence[str], Sentence] | None]
) -> str:
    """Try every case in which the sentences are true, and see whether the claim is.

    Raises:
        JagbenchError: if a sentence is not understood, or no case fits.
    """
    told, claim = _parts(prompt)
    found = [understand(each) for each in (*told, claim)]
    if None in found:
        raise JagbenchError(f"A sentence is not understood: {prompt!r}")
    *sentences, (_, claimed) = [each for each in found if each is not None]
    names = sorted({name for each in found if each is not None for name in each[0]})
    seen: set[bool] = set()
    for values in product((False, True), repeat=len(names)):
        case = dict(zip(names, values, strict=True))
        if all(true(case) for _, true in sentences):
            seen.add(claimed(case))
    if not seen:
        raise JagbenchError(f"The sentences contradict one another: {prompt!r}")
    true, false, unknown = VERDICTS[language]
    return unknown if len(seen) == 2 else true if seen == {True} else false


# --- comparisons ------------------------------------------------------------------------------------

COMPARED: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"(?P<a>\w+) (?:läuft|ist|verdient|wohnt) (?P<how>.+) als (?P<b>\w+)\."),
    "en": re.compile(r"(?P<a>\w+) (?:runs|arrived|earns|lives) (?P<how>.+) than (?P<b>\w+)\."),
    "es": re.compile(r"(?P<a>\w+) (?:corre|llegó|gana|vive) (?P<how>.+) que (?P<b>\w+)\."),
    "fr": re.compile(r"(?P<a>\w+) (?:court|est|gagne|habite) (?P<how>.+) que (?P<b>\w+)\."),
    "ja": re.compile(r"(?P<a>\w+?)さんは(?P<b>\w+?)さんより(?P<how>\w+)。"),
    "ko": re.compile(r"(?P<a>\w+)는 (?P<b>\w+)보다 (?P<how>.+)\."),
    "zh": re.compile(r"(?P<a>小\w)比(?P<b>小\w)(?P<how>\w+)。"),
}
MORE: Mapping[str, str] = {
    "de": "schneller|früher|mehr|höheren",
    "en": "faster|earlier|more$|higher",
    "es": "más rápido|antes|más$|más alto",
    "fr": "plus vite|plus longtemps|plus$|plus haut",
    "ja": "速く|先に|多い|上の",
    "ko": "빨리|먼저|많이|높은",
    "zh": "快|早|多|高",
}
LESS: Mapping[str, str] = {
    "de": "langsamer|später|weniger|tieferen",
    "en": "slowly|later|less$|lower",
    "es": "despacio|después|menos$|bajo",
    "fr": "moins vite|moins longtemps|moins$|plus bas",
    "ja": "遅く|後に|少ない|下の",
    "ko": "느리게|늦게|적게|낮은",
    "zh": "慢|晚|少|低",
}


def order(prompt: str, language: str) -> str:
    """Fill a table of who is ahead of whom, until nothing more follows (Warshall).

    Raises:
        JagbenchError: if a sentence is no comparison, or somebody is ahead of himself.
    """
    told, claim = _parts(prompt)
    pairs: list[tuple[str, str]] = []
    for sentence in (*told, claim):
        match = COMPARED[language].fullmatch(sentence)
        more = match is not None and re.search(MORE[language], match["how"]) is not None
        less = match is not None and re.search(LESS[language], match["how"]) is not None
        if match is None or more == less:
            raise JagbenchError(f"The sentence is no comparison: {sentence!r}")
        pairs.append((match["a"], match["b"]) if more else (match["b"], match["a"]))
    *facts, asked = pairs
    people = {name for pair in pairs for name in pair}
    table = {(first, second): (first, second) in facts for first in people for second in people}
    for middle in people:
        for first, second in table:
            table[first, second] |= table[first, middle] and table[middle, second]
    if any(table[each, each] for each in people):
        raise JagbenchError(f"The comparisons contradict one another: {prompt!r}")
    true, false, unknown = VERDICTS[language]
    return true if table[asked] else false if table[asked[1], asked[0]] else unknown


# --- cards ------------------------------------------------------------------------------------------

ALL: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(
        r"(?P<then>Jede|Keine) Karte (?P<where>mit einem|ohne) (?P<a>\w+) hat einen (?P<b>\w+)\."
    ),
    "en": re.compile(r"(?P<then>Every|No) card (?P<where>with|without) a (?P<a>\w+) has a (?P<b>\w+)\."),
    "es": re.compile(
        r"(?P<then>Toda|Ninguna) tarjeta (?P<where>con un|sin) (?P<a>\w+) tiene un (?P<b>\w+)\."
    ),
    "fr": re.compile(
        r"(?P<then>Toute|Aucune) carte (?P<where>avec un|sans) (?P<a>\w+) (?:porte un|ne porte de)"
        r" (?P<b>\w+)\."
    ),
    "ja": re.compile(
        r"(?P<a>\w+?)が(?P<where>ある|ない)カードには、(?:すべて|どれも)(?P<b>\w+?)が(?P<then>あります|ありません)。"
    ),
    "ko": re.compile(
        r"(?P<a>\w+) (?P<where>있는|없는) 카드에는 모두 (?P<b>\w+) (?P<then>있습니다|없습니다)\."
    ),
    "zh": re.compile(r"凡是(?P<where>没有|有)(?P<a>\w+?)的卡片都(?P<then>没有|有)(?P<b>\w+)。"),
}
SOME = re.compile(
    r"Einige Karten|Some cards|Algunas tarjetas|Certaines cartes|カードのうち一部|카드 가운데 일부|^有些"
)
CARD: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"Ediths Karte hat (?P<then>einen|keinen) (?P<a>\w+)\."),
    "en": re.compile(r"Eve's card has (?P<then>a|no) (?P<a>\w+)\."),
    "es": re.compile(r"La tarjeta de Eva (?P<then>tiene un|no tiene) (?P<a>\w+)\."),
    "fr": re.compile(r"La carte de Denise (?P<then>porte un|ne porte pas de) (?P<a>\w+)\."),
    "ja": re.compile(r"恵さんのカードには(?P<a>\w+?)が(?P<then>あります|ありません)。"),
    "ko": re.compile(r"다은의 카드에는 (?P<a>\w+) (?P<then>있습니다|없습니다)\."),
    "zh": re.compile(r"老王的卡片(?P<then>没有|有)(?P<a>\w+)。"),
}
DENIED = frozenset(
    {
        *("Keine", "ohne", "keinen", "No", "without", "no", "Ninguna", "sin", "no tiene"),
        *("Aucune", "sans", "ne porte pas de", "ない", "ありません", "없는", "없습니다", "没有"),
    }
)


def rules(prompt: str, language: str) -> str:
    """Try every card that obeys the rules for all cards, and fits the fact.

    Raises:
        JagbenchError: if a sentence is not understood.
    """

    def understand(sentence: str) -> tuple[Sequence[str], Sentence] | None:
        if match := ALL[language].fullmatch(sentence):
            first, second = match["a"], match["b"]
            has, shall = match["where"] not in DENIED, match["then"] not in DENIED
            return (first, second), lambda card: card[first] != has or card[second] == shall
        if match := CARD[language].fullmatch(sentence):
            picture, shown = match["a"], match["then"] not in DENIED
            return (picture,), lambda card: card[picture] == shown
        # What holds for some cards binds no single one.
        return ((), lambda card: True) if SOME.search(sentence) else None

    return _in_all_cases(prompt, language, understand)


# --- people at home ---------------------------------------------------------------------------------

AT_HOME: Mapping[str, Mapping[str, str]] = {
    "de": {
        "if": r"Wenn (\w+) zu Hause ist, dann ist auch (\w+) zu Hause\.",
        "not both": r"(\w+) und (\w+) sind nicht beide zu Hause\.",
        "or": r"Von (\w+) und (\w+) ist mindestens eine Person zu Hause\.",
        "no": r"(\w+) ist nicht zu Hause\.",
        "yes": r"(\w+) ist zu Hause\.",
    },
    "en": {
        "if": r"If (\w+) is at home, then (\w+) is at home too\.",
        "not both": r"(\w+) and (\w+) are not both at home\.",
        "or": r"At least one of (\w+) and (\w+) is at home\.",
        "no": r"(\w+) is not at home\.",
        "yes": r"(\w+) is at home\.",
    },
    "es": {
        "if": r"Si (\w+) está en casa, entonces (\w+) también está en casa\.",
        "not both": r"(\w+) y (\w+) no están a la vez en casa\.",
        "or": r"Al menos una persona entre (\w+) y (\w+) está en casa\.",
        "no": r"(\w+) no está en casa\.",
        "yes": r"(\w+) está en casa\.",
    },
    "fr": {
        "if": r"Si (\w+) est à la maison, alors (\w+) est aussi à la maison\.",
        "not both": r"(\w+) et (\w+) ne sont pas (?:tous les deux à la maison|à la maison en même temps)\.",
        "or": r"Au moins une personne parmi (\w+) et (\w+) est à la maison\.",
        "no": r"(\w+) n'est pas à la maison\.",
        "yes": r"(\w+) est à la maison\.",
    },
    "ja": {
        "if": r"(\w+?)さんが家にいるなら、(\w+?)さんも家にいます。",
        "not both": r"(\w+?)さんと(\w+?)さんが二人とも家にいるということはありません。",
        "or": r"(\w+?)さんと(\w+?)さんのうち少なくとも一人は家にいます。",
        "no": r"(\w+?)さんは家にいません。",
        "yes": r"(\w+?)さんは家にいます。",
    },
    "ko": {
        "if": r"(\w+)가 집에 있으면 (\w+)도 집에 있습니다\.",
        "not both": r"(\w+)와 (\w+)가 둘 다 집에 있는 것은 아닙니다\.",
        "or": r"(\w+)와 (\w+) 가운데 적어도 한 명은 집에 있습니다\.",
        "no": r"(\w+)는 집에 없습니다\.",
        "yes": r"(\w+)는 집에 있습니다\.",
    },
    "zh": {
        "if": r"如果(\w+?)在家，那么(\w+?)也在家。",
        "not both": r"(\w+?)和(\w+?)不都在家。",
        "or": r"(\w+?)和(\w+?)至少有一个人在家。",
        "no": r"(\w+?)不在家。",
        "yes": r"(\w+?)在家。",
    },
}


def _at_home(form: str, names: Sequence[str]) -> Sentence:
    """What a sentence says of a case."""
    meanings: Mapping[str, Sentence] = {
        "if": lambda case: case[names[-1]] or not case[names[0]],
        "not both": lambda case: not (case[names[0]] and case[names[-1]]),
        "or": lambda case: case[names[0]] or case[names[-1]],
        "no": lambda case: not case[names[0]],
        "yes": lambda case: case[names[0]],
    }
    return meanings[form]


def not_both(prompt: str, language: str) -> str:
    """Try every way in which people can be at home.

    Raises:
        JagbenchError: if a sentence is not understood.
    """

    def understand(sentence: str) -> tuple[Sequence[str], Sentence] | None:
        for form, pattern in AT_HOME[language].items():
            if match := re.fullmatch(pattern, sentence):
                return match.groups(), _at_home(form, match.groups())
        return None

    return _in_all_cases(prompt, language, understand)


# --- liars ------------------------------------------------------------------------------------------

SPEAKS: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(
        r"(?:(?P<b>\w+) sagt, dass )?(?P<a>\w+) (?P<how>die Wahrheit sagt|sagt die Wahrheit|lügt)\."
    ),
    "en": re.compile(r"(?:(?P<b>\w+) says that )?(?P<a>\w+) (?P<how>tells the truth|lies)\."),
    "es": re.compile(r"(?:(?P<b>\w+) dice que )?(?P<a>\w+) (?P<how>dice la verdad|miente)\."),
    "fr": re.compile(r"(?:(?P<b>\w+) dit que )?(?P<a>\w+) (?P<how>dit la vérité|ment)\."),
    "ja": re.compile(
        r"(?:(?P<b>\w+?)さんは「)?(?P<a>\w+?)さんは(?P<how>本当のことを言|うそをつ)(?:います|きます|う|く)(?:」と言っています)?。"
    ),
    "ko": re.compile(
        r"(?:(?P<b>\w+)는 )?(?P<a>\w+)(?:가|는) (?P<how>참말|거짓말)만 (?:합니다|한다고 말합니다)\."
    ),
    "zh": re.compile(r"(?:(?P<b>\w+?)说)?(?P<a>小\w)(?P<how>说真话|说假话)。"),
}
LIES = re.compile(r"lügt|lies|miente|ment|うそ|거짓말|假话")
LETTER = "[A-Za-zÀ-ÖØ-öø-ÿ]"


def liars(prompt: str, language: str) -> str:
    """Ask the first person, then whoever spoke of that one, and so on.

    Raises:
        JagbenchError: if a sentence is not understood, or the prompt does not ask about one person.
    """
    question, _, body = prompt.partition("\n")
    honest: dict[str, bool] = {}
    about: dict[str, tuple[str, bool]] = {}
    for sentence in SENTENCE.findall(HEAD.sub("", body.partition("\nA: ")[0])):
        match = SPEAKS[language].fullmatch(sentence.strip())
        if match is None:
            raise JagbenchError(f"The sentence is not understood: {sentence!r}")
        said = LIES.search(match["how"]) is None
        if match["b"] is None:
            honest[match["a"]] = said
        else:
            about[match["b"]] = (match["a"], said)
    while waiting := [name for name, (other, _) in about.items() if name not in honest and other in honest]:
        for name in waiting:
            other, said = about[name]
            honest[name] = honest[other] == said
    asked = [name for name in honest if re.search(rf"(?<!{LETTER}){re.escape(name)}(?!{LETTER})", question)]
    if len(asked) != 1:
        raise JagbenchError(f"The prompt does not ask about one person: {prompt!r}")
    return (YES if honest[asked[0]] else NO)[language]
