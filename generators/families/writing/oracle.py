"""The constraint that a prompt asks for, from its text: the words for relation and unit, and the number."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError

_AMOUNTS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:(?P<exactly>exactly)|(?P<most>at most)|(?P<least>at least)) (?P<n>\d+) (?:(?P<words>word)|"
        r"(?P<sentences>sentence)|(?P<lines>line)|(?P<letters>letter)|(?P<items>entr))"
    ),
    "de": re.compile(
        r"(?:(?P<exactly>genau)|(?P<most>höchstens)|(?P<least>mindestens)) (?P<n>\d+) (?:(?P<words>W[oö]rt)|"
        r"(?P<sentences>S[aä]tz)|(?P<lines>Zeile)|(?P<letters>Buchstabe)|(?P<items>Eintr[aä]g))"
    ),
    "fr": re.compile(
        r"(?:(?P<exactly>exactement)|(?P<most>au plus)|(?P<least>au moins)) (?P<n>\d+) (?:(?P<words>mot)|"
        r"(?P<sentences>phrase)|(?P<lines>ligne)|(?P<letters>lettre)|(?P<items>entrée))"
    ),
    "es": re.compile(
        r"(?:(?P<exactly>exactamente)|(?P<most>como máximo)|(?P<least>como mínimo)) (?P<n>\d+) (?:"
        r"(?P<words>palabra)|(?P<sentences>frase)|(?P<lines>línea)|(?P<letters>letra)|(?P<items>elemento))"
    ),
    "ko": re.compile(
        r"(?P<exactly>정확히 )?(?:(?P<words>단어)|(?P<sentences>문장)|(?P<lines>줄)|(?P<letters>글자)|"
        r"(?P<items>항목)) (?P<n>\d+)개(?:로|(?P<most> 이하)|(?P<least> 이상))"
    ),
    "ja": re.compile(
        r"(?P<exactly>ちょうど)?(?P<n>\d+)(?:(?P<letters>文字)|(?P<sentences>文)|(?P<lines>行)|(?P<items>項目))"
        r"(?:(?P<most>以内)|(?P<least>以上))?"
    ),
    "zh": re.compile(
        r"(?:(?P<exactly>正好)|(?P<most>最多)|(?P<least>至少))(?P<n>\d+)(?:(?P<sentences>句)|(?P<lines>行)|"
        r"(?P<letters>个字)|(?P<items>项))"
    ),
}
_RELATIONS = {"exactly": "exactly", "most": "at most", "least": "at least"}
_UNITS = ("words", "sentences", "lines", "letters", "items")


def amount(prompt: str, language: str) -> str:
    """The amount of text that a prompt asks for.

    Raises:
        JagbenchError: if it names none, or more than one.
    """
    found = [*_AMOUNTS[language].finditer(prompt)]
    if len(found) != 1:
        raise JagbenchError(f"The prompt does not ask for one amount of text: {prompt!r}")
    told = {name for name, text in found[0].groupdict().items() if text}
    relations, units = [*told & _RELATIONS.keys()], [unit for unit in _UNITS if unit in told]
    if len(relations) != 1 or len(units) != 1:
        raise JagbenchError(f"The prompt does not say how the amount of text is meant: {prompt!r}")
    number = int(found[0]["n"])
    return f"{_RELATIONS[relations[0]]} {number} {units[0] if number > 1 else units[0][:-1]}"


_CONDITIONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "letter": r'the letter "(.+?)"',
        "word": r'the word "(.+?)"',
        "times": r'the word "(.+?)" occurs exactly ([0-9]+) times in it',
        "ends": r'every sentence ends with the word "(.+?)"',
        "lines": r"the first letters of the lines are, from top to bottom: ?([^:：]+)",
        "words": r"the words begin with these letters, in this order: ?([^:：]+)",
        "without": r"Must not occur in it",
        "free": r"May occur in it or not",
    },
    "de": {
        "letter": r'der Buchstabe "(.+?)"',
        "word": r'das Wort "(.+?)"',
        "times": r'das Wort "(.+?)" kommt genau ([0-9]+) Mal darin vor',
        "ends": r'jeder Satz endet mit dem Wort "(.+?)"',
        "lines": r"die Anfangsbuchstaben der Zeilen sind von oben nach unten: ?([^:：]+)",
        "words": r"die Wörter beginnen mit diesen Buchstaben in dieser Reihenfolge: ?([^:：]+)",
        "without": r"Darf nicht vorkommen",
        "free": r"Darf vorkommen oder fehlen",
    },
    "fr": {
        "letter": r'la lettre "(.+?)"',
        "word": r'le mot "(.+?)"',
        "times": r'le mot "(.+?)" y figure exactement ([0-9]+) fois',
        "ends": r'chaque phrase se termine par le mot "(.+?)"',
        "lines": r"les premières lettres des lignes sont, de haut en bas : ?([^:：]+)",
        "words": r"les mots commencent par ces lettres, dans cet ordre : ?([^:：]+)",
        "without": r"Ne doit pas y figurer",
        "free": r"Peut y figurer ou non",
    },
    "es": {
        "letter": r'la letra "(.+?)"',
        "word": r'la palabra "(.+?)"',
        "times": r'la palabra "(.+?)" aparece en él exactamente ([0-9]+) veces',
        "ends": r'cada frase termina con la palabra "(.+?)"',
        "lines": r"las primeras letras de las líneas son, de arriba abajo: ?([^:：]+)",
        "words": r"las palabras empiezan por estas letras, en este orden: ?([^:：]+)",
        "without": r"No debe aparecer",
        "free": r"Puede aparecer o no",
    },
    "ko": {
        "letter": r'글자 "(.+?)"',
        "word": r'낱말 "(.+?)"',
        "times": r'낱말 "(.+?)" 나오는 횟수: 정확히 ([0-9]+)번',
        "ends": r'모든 문장의 마지막 낱말: "(.+?)"',
        "lines": r"줄의 첫 글자, 위에서부터 차례로: ?([^:：]+)",
        "words": r"단어의 첫 글자, 차례로: ?([^:：]+)",
        "without": r"나오면 안 되는 것",
        "free": r"나와도 되고 안 나와도 되는 것",
    },
    "ja": {
        "letter": r"文字「(.+?)」",
        "word": r"言葉「(.+?)」",
        "times": r"言葉「(.+?)」がちょうど([0-9]+)回出てくる",
        "ends": r"どの文も言葉「(.+?)」で終わる",
        "lines": r"行の最初の文字は上から順に： ?([^:：]+)",
        "without": r"使ってはいけないもの",
        "free": r"使っても使わなくてもよいもの",
    },
    "zh": {
        "letter": r"字“(.+?)”",
        "word": r"词“(.+?)”",
        "times": r"词“(.+?)”正好出现([0-9]+)次",
        "ends": r"每句话都以词“(.+?)”结尾",
        "lines": r"各行的第一个字从上到下依次是： ?([^:：]+)",
        "without": r"不能出现",
        "free": r"可以出现也可以不出现",
    },
}
"""What the last line of a prompt may say, in each language, as regular expressions."""


def _last_line(prompt: str) -> str:
    return prompt.rpartition("\n")[2]


def ban(prompt: str, language: str) -> str:
    """The number of sentences, and what must not occur in them, or may.

    Raises:
        JagbenchError: if the prompt does not say so.
    """
    words, last = _CONDITIONS[language], _last_line(prompt)
    for what in ("letter", "word"):
        found = re.fullmatch(rf"({words['without']}|{words['free']}) ?[:：] ?{words[what]}", last)
        if found is not None:
            bans = re.fullmatch(words["without"], found[1]) is not None
            return f'{amount(prompt, language)}; {"" if bans else "with or "}without the {what} "{found[2]}"'
    raise JagbenchError(f"The prompt does not ban one thing in its last line: {prompt!r}")


def must(prompt: str, language: str) -> str:
    """The amount of text, and what must be there.

    Raises:
        JagbenchError: if the prompt does not say so.
    """
    words, told = _CONDITIONS[language], re.split("[:：] ?", _last_line(prompt), maxsplit=1)[-1]
    for unit in ("lines", "words"):
        if unit in words and (found := re.fullmatch(words[unit], told)) is not None:
            return f"{unit} begin with " + ", ".join(f'"{letter}"' for letter in found[1].split(", "))
    if (found := re.fullmatch(words["ends"], told)) is not None:
        return f'{amount(prompt, language)}; each sentence ends with "{found[1]}"'
    if (found := re.fullmatch(words["times"], told)) is not None:
        times = "time" if found[2] == "1" else "times"
        return f'{amount(prompt, language)}; the word "{found[1]}" exactly {found[2]} {times}'
    raise JagbenchError(f"The prompt does not say what must be there in its last line: {prompt!r}")
