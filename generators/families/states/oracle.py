"""Where a coin, a thing and some lamps are in the end, from the prompt's text, one event after the other."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError
from jagbench.generators.oracles.reading_prompts import NO, YES

SIDES: Mapping[str, tuple[str, str]] = {
    "de": ("Kopf", "Zahl"),
    "en": ("heads", "tails"),
    "es": ("cara", "cruz"),
    "fr": ("face", "pile"),
    "ja": ("表", "裏"),
    "ko": ("앞면", "뒷면"),
    "zh": ("正面", "反面"),
}
TURNS: Mapping[str, str] = {
    "de": "dreht die Münze um",
    "en": "turns the coin over",
    "es": "le da la vuelta a la moneda",
    "fr": "retourne la pièce",
    "ja": "コインをひっくり返します",
    "ko": "동전을 뒤집습니다",
    "zh": "把硬币翻了个面",
}
LEAVES: Mapping[str, str] = {
    "de": "rührt die Münze nicht an",
    "en": "does not touch the coin",
    "es": "no toca la moneda",
    "fr": "ne touche pas à la pièce",
    "ja": "コインにさわりません",
    "ko": "동전을 건드리지 않습니다",
    "zh": "没有碰硬币",
}
HAS: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"(\w+) hat ((?:das|den|die) \w+)\."),
    "en": re.compile(r"(\w+) has (the \w+)\."),
    "es": re.compile(r"(\w+) tiene ((?:el|la) \w+)\."),
    "fr": re.compile(r"(\w+) a ((?:le|la) \w+)\."),
    "ja": re.compile(r"(\w+?)さんは(\w+)を持っています。"),
    "ko": re.compile(r"(\w+)는 (\w+[을를]) 가지고 있습니다\."),
    "zh": re.compile(r"(\w+?)有(\w+)。"),
}
SWAP: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"(\w+) und (\w+) tauschen"),
    "en": re.compile(r"(\w+) and (\w+) swap what"),
    "es": re.compile(r"(\w+) y (\w+) intercambian"),
    "fr": re.compile(r"(\w+) et (\w+) échangent"),
    "ja": re.compile(r"(\w+?)さんと(\w+?)さんは持っている物を交換"),
    "ko": re.compile(r"(\w+)와 (\w+)는 가진 것을 서로"),
    "zh": re.compile(r"(\w+?)和(\w+?)互换了"),
}
WHO: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"Wer hat am Ende (.+?)\?"),
    "en": re.compile(r"(?:Who|which child) has (.+?)(?: at the end)?\?"),
    "es": re.compile(r"¿Quién tiene (.+?) al final\?"),
    "fr": re.compile(r"Qui a (.+?) à la fin"),
    "ja": re.compile(r"最後に(\w+)を持っているのは誰"),
    "ko": re.compile(r"(?:마지막에|끝났을 때) (\w+[을를]) (?:가지고 있는 사람|가진 아이)[은는] 누구"),
    "zh": re.compile(r"最后谁有(\w+)？"),
}
LETTERS = re.compile(r"[A-Z](?:, [A-Z])*$")


def coin(prompt: str, language: str) -> str:
    """Turn a coin over, sentence by sentence.

    Raises:
        JagbenchError: if the prompt does not say which side is up, or which is asked about.
    """
    head, _, story = prompt.partition("\n")
    sides = SIDES[language]
    asked = [side for side in sides if side in head]
    up = [side for side in sides if side in story]
    if len(asked) != 1 or len(up) != 1:
        raise JagbenchError(f"The prompt does not name one side each: {prompt!r}")
    shown = sides.index(up[0])
    for event in re.findall(f"{TURNS[language]}|{LEAVES[language]}", story):
        shown = 1 - shown if event == TURNS[language] else shown
    return (YES if sides[shown] == asked[0] else NO)[language]


def swaps(prompt: str, language: str) -> str:
    """Keep a list of who has what, and exchange two entries at each swap.

    Raises:
        JagbenchError: if the prompt does not say who has what, or does not ask for one thing.
    """
    story = prompt.partition("\n")[2]
    has: dict[str, str] = {}
    for match in re.finditer(f"(?:{HAS[language].pattern})|(?:{SWAP[language].pattern})", story):
        name, thing, first, second = match.groups()
        if name:
            has[name] = thing
        elif first in has and second in has:
            has[first], has[second] = has[second], has[first]
        else:
            raise JagbenchError(f"Somebody swaps who has nothing: {match[0]!r}")
    asked = WHO[language].findall(story)
    found = [name for name, thing in has.items() if asked == [thing]]
    if len(found) != 1:
        raise JagbenchError(f"The prompt does not ask for one thing: {prompt!r}")
    return found[0]


def lamps(prompt: str, language: str) -> str:
    """Keep the set of burning lamps, and change it at each press.

    Raises:
        JagbenchError: if there are not three lists of letters, or a button has no lamp.
    """
    rows = [found[0].split(", ") for line in prompt.split("\n")[1:] if (found := LETTERS.search(line))]
    if len(rows) != 3 or not {*rows[1], *rows[2]} <= {*rows[0]}:
        raise JagbenchError(f"The prompt does not list lamps and buttons: {prompt!r}")
    burning = {*rows[1]}
    for button in rows[2]:
        burning ^= {button}
    return str(len(burning))
