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
