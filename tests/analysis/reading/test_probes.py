"""Replies of a perfect solver and of one that picks another option, to probes of every skill and language."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

import pytest
from babel.numbers import format_decimal

from jagbench.analysis.frame.rows import Given, judged
from jagbench.analysis.reading.question import ask
from jagbench.errors import InvalidArgument
from jagbench.generators.language.phrasing import Ways, languages_of
from jagbench.generators.mechanism.generate import fresh
from jagbench.generators.mechanism.registry import get_skill, skill_names
from jagbench.probes import Probe
from jagbench.probes.constraint import obeying_text, parse_constraint

SENTENCES = {
    "en": ("The answer is {}.", "{} is the answer."),
    "ko": ("정답은 {}입니다.", "답: {}"),
    "de": ("Die richtige Antwort lautet {}.", "Antwort: {}"),
    "fr": ("Donc, la réponse est {}.", "Réponse : {}"),
    "es": ("Por lo tanto, la respuesta es {}.", "Respuesta: {}"),
    "zh": ("所以答案是{}。", "答案：{}"),
    "ja": ("したがって、答えは{}です。", "答え：{}"),
}
FORMS = ("{}", "**{}**", '{{"answer": "{}"}}', '```json\n{{"answer": "{}"}}\n```')
LETTERS = ("{}", "{}.", "({})", '{{"answer": "{}"}}')
COUNT = 3
ALL = Ways(notations=())


def probes(name: str, level: int) -> Iterator[Probe]:
    """A few probes of a level in each language of the skill, in all notations."""
    skill = get_skill(name)
    for language in languages_of(skill):
        try:
            yield from islice(
                fresh(skill, level=level, seed=11, count=COUNT, language=language, ways=ALL), COUNT
            )
        except InvalidArgument:
            continue  # the level has fewer different probes


def written(probe: Probe, value: str) -> set[str]:
    """An answer in plain form, and as the language of the prompt writes it."""
    if probe.answer.kind not in ("integer", "decimal") or "/" in value:
        return {value}
    return {value, format_decimal(Decimal(value), format="#,##0.##########", locale=probe.language)}


def texts_that_obey(probe: Probe, value: str) -> Iterator[str]:
    """A text that obeys a constraint: words around it would be words of the text."""
    text = obeying_text(parse_constraint(value), probe.language)
    yield from (text, f"```\n{text}\n```", json.dumps({"answer": text}, ensure_ascii=False))


def replies(probe: Probe, value: str) -> Iterator[str]:
    if probe.answer.kind == "constraint":
        yield from texts_that_obey(probe, value)
        return
    for text in written(probe, value):
        yield from (form.format(text) for form in (*FORMS, *SENTENCES[probe.language]))
    if probe.params.get("format") == "letter":
        letter = "ABCDEFGHIJ"[probe.answer.options.index(value)]
        yield from (form.format(letter) for form in (*LETTERS, SENTENCES[probe.language][0]))
        yield f"{letter}: {value}"


def misread(probe: Probe, value: str, *, right: bool) -> list[tuple[str, str]]:
    rows = [
        judged(probe, Given(text=reply, finish_reason="stop"), run="r", model="m")
        for reply in replies(probe, value)
    ]
    return [(row.reply, row.reading) for row in rows if row.correct != right]


@pytest.mark.parametrize("level", [1, 4])
@pytest.mark.parametrize("name", skill_names())
def test_right_and_wrong_answers_are_read_in_every_form(name: str, level: int) -> None:
    for probe in probes(name, level):
        answer = probe.answer
        assert misread(probe, answer.value, right=True) == [], probe.prompt
        others = probe.lures.values() if answer.kind == "constraint" else answer.options
        for option in [option for option in others if option != answer.value][:1]:
            assert misread(probe, option, right=False) == [], probe.prompt


@pytest.mark.parametrize("name", [name for name in skill_names() if name.startswith("comparison.")])
def test_the_end_that_a_prompt_asks_for_is_understood(name: str) -> None:
    for probe in (*probes(name, 2), *probes(name, 5)):
        direction = probe.params.get("direction")
        if probe.answer.kind == "choice" and direction in ("larger", "smaller"):
            asked = ask("choice", tuple(probe.answer.options), probe.prompt, probe.language)
            assert asked.direction == (1 if direction == "larger" else -1), probe.prompt
