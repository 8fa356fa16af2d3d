"""Where somebody looks or stands in the end, from the prompt's text: turns and steps on the complex plane."""

import re
from collections.abc import Mapping

from jagbench.errors import JagbenchError

WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "de": ("Norden", "Osten", "Süden", "Westen"),
    "en": ("north", "east", "south", "west"),
    "es": ("norte", "este", "sur", "oeste"),
    "fr": ("nord", "est", "sud", "ouest"),
    "ja": ("北", "東", "南", "西"),
    "ko": ("북쪽", "동쪽", "남쪽", "서쪽"),
    "zh": ("北", "东", "南", "西"),
}
VECTORS = (1j, 1, -1j, -1)
RIGHT = r"to the right|nach rechts|a la derecha|vers la droite|右へ|오른쪽으로|向右"
LEFT = r"to the left|nach links|a la izquierda|vers la gauche|左へ|왼쪽으로|向左"
AROUND = r"half a turn|halbe Drehung|media vuelta|demi-tour|半回転|반 바퀴|半圈"
SIDES: Mapping[str, tuple[complex, str]] = {
    "right": (-1j, r"to the right of|rechts von|a la derecha|à droite de|右側|오른편|右边"),
    "left": (1j, r"to the left of|links von|a la izquierda|à gauche de|左側|왼편|左边"),
    "behind": (-1, r"\bbehind\b|\bhinter\b|\bdetrás\b|\bderrière\b|背中側|뒤쪽|背后"),
    "ahead": (1, r"in front of|\bvor\b|\bdelante\b|\bdevant\b|正面|앞쪽|前面"),
}
FACES = r"is facing|blickt nach|mira hacia|regarde vers|を向いています|보고 서 있습니다|面朝"


def _sentences(prompt: str) -> list[str]:
    """The sentences behind the first line break."""
    return [
        part for part in re.split(r"(?<=[.。])\s?", prompt.partition("\n")[2]) if part.endswith((".", "。"))
    ]


def _direction(sentence: str, language: str) -> complex | None:
    """The compass direction that a sentence names; none where it names none."""
    found = [
        vector
        for word, vector in zip(WORDS[language], VECTORS, strict=True)
        # 小东 is a name.
        if re.search(rf"(?<![a-z小]){word}(?![a-z])", sentence)
    ]
    return complex(found[0]) if len(found) == 1 else None


def _turned(sentence: str) -> complex | None:
    """By what a turn multiplies; none where the sentence tells of none."""
    for pattern, factor in ((AROUND, -1), (RIGHT, -1j), (LEFT, 1j)):
        if re.search(pattern, sentence):
            return complex(factor)
    return None


def turns(prompt: str, language: str) -> str:
    """Multiply the first direction by each turn, and by the side that is asked about.

    Raises:
        JagbenchError: if the prompt does not tell of turns only, or does not ask for one side.
    """
    question = prompt.partition("\n")[0]
    asked = [vector for vector, pattern in SIDES.values() if re.search(pattern, question)]
    facing: complex | None = None
    for sentence in _sentences(prompt):
        turn = _turned(sentence)
        if re.search(FACES, sentence):
            facing = _direction(sentence, language)
        elif facing is not None and turn is not None:
            facing *= turn
        else:
            raise JagbenchError(f"The sentence tells of no turn: {sentence!r}")
    if facing is None or len(asked) != 1:
        raise JagbenchError(f"The prompt does not ask for one side of somebody who turns: {prompt!r}")
    return WORDS[language][VECTORS.index(facing * asked[0])]


def walk(prompt: str, language: str) -> str:
    """Go the walk step by step, and count the steps back.

    Raises:
        JagbenchError: if the prompt does not tell of a walk.
    """
    place, facing = 0j, 0j
    for sentence in _sentences(prompt):
        direction, turn, steps = (
            _direction(sentence, language),
            _turned(sentence),
            re.findall(r"\d+", sentence),
        )
        if direction is not None:
            facing = direction
        elif turn is not None:
            facing *= turn
        if steps:
            place += int(steps[0]) * facing
        elif direction is None and turn is None:
            raise JagbenchError(f"The sentence tells of no step and no turn: {sentence!r}")
    if not place:
        raise JagbenchError(f"The prompt does not tell of a walk that leads somewhere: {prompt!r}")
    return str(int(abs(place.real) + abs(place.imag)))
