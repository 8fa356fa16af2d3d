"""What oracles need: the last line of a prompt, its numbers and its direction."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError

SIGNED = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
"""A number in digits, with a decimal point or comma."""
LARGER: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:larger|expensive|longer|heavier|warmer|newer|later)\b"),
    "ko": re.compile(r"(?<!\w)(?:큰|비싼|긴|무거운|높은|새로운|늦은|뒤에)(?!\w)"),
    "de": re.compile(r"\b(?:(?:größer|teurer|länger|schwerer|wärmer|neuer|später)en?\b|hinten\b)"),
    "fr": re.compile(r"\bplus (?:grand|cher|long|lourd|chaud|récent)|dernière|après"),
    "es": re.compile(r"\bmayor\b|más (?:car|larg|pesad|alt|reciente|tarde)|posterior|después"),
    "zh": re.compile("较[大贵长重高新晚]|靠后"),
    "ja": re.compile("大きい方|値段の高い|長い|重い|温度の高い|値が大きい|新しい|遅い|後に"),
}
SMALLER: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:smaller|cheaper|shorter|lighter|colder|older|earlier)\b"),
    "ko": re.compile(r"(?<!\w)(?:작은|싼|짧은|가벼운|낮은|오래된|이른|앞에)(?!\w)"),
    "de": re.compile(r"\b(?:(?:kleiner|billiger|kürzer|leichter|kälter|älter|früher)en?\b|vorn\b)"),
    "fr": re.compile(r"\bplus (?:petit|court|léger|froid|ancien)|moins cher|première|avant"),
    "es": re.compile(r"\bmenor\b|más (?:barat|cort|liger|baj|antigu|temprano)|anterior|antes"),
    "zh": re.compile("较[小短轻低旧早]|较便宜|靠前"),
    "ja": re.compile("小さい方|値段の安い|短い|軽い|温度の低い|値が小さい|古い|早い|先に"),
}
EQUAL: Mapping[str, str] = {
    "en": "equal",
    "ko": "같음",
    "de": "gleich",
    "fr": "égal",
    "es": "igual",
    "zh": "相等",
    "ja": "等しい",
}
YES: Mapping[str, str] = {
    "en": "yes",
    "ko": "예",
    "de": "ja",
    "fr": "oui",
    "es": "sí",
    "zh": "是",
    "ja": "はい",
}
NO: Mapping[str, str] = {
    "en": "no",
    "ko": "아니요",
    "de": "nein",
    "fr": "non",
    "es": "no",
    "zh": "否",
    "ja": "いいえ",
}


def last_line(prompt: str) -> str:
    """What stands behind the last line break."""
    return prompt.rpartition("\n")[2]


def after_colon(line: str) -> str:
    """What stands behind the first colon and a space, or the whole line."""
    return line.partition(": ")[2] or line


def asks_larger(prompt: str, language: str) -> bool:
    """Whether the larger is asked for: the longer, later, more expensive.

    Raises:
        JagbenchError: if the prompt names no direction, or both.
    """
    larger = LARGER[language].search(prompt) is not None
    if larger == (SMALLER[language].search(prompt) is not None):
        raise JagbenchError(f"The prompt does not say one direction: {prompt!r}")
    return larger
