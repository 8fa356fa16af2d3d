"""The laws of reading: whatever a reply says in a way of answering is read as what it says."""

from collections.abc import Iterator, Mapping

import pytest

from jagbench.analysis.reading import read_probe, same_value
from jagbench.generators import languages, match_skills
from jagbench.generators.language.replies import reply_languages
from jagbench.generators.mechanism.answering import Said, replies_to
from tests.analysis.reading.written_replies import BLOCKS, LINES, Change, Written

LEAST = 200_000
"""Replies that the whole law holds for, at least, over all languages."""
SAMPLED = 5
"""One reply in so many is in the sample of the fast test, in one language of each skill."""
CHANGED = 5
"""One reply in so many is also read with a change around it."""
CHANGES: Mapping[str, Change] = {**BLOCKS, **{name: LINES[name] for name in ("as it is", "quoted", "bullet")}}
"""What may stand around a reply of several lines, and at the beginning of one of one line."""


def every_reply(language: str) -> Iterator[Said]:
    """Every skill, way of answering and answer of two items in a language."""
    for skill in match_skills([]):
        if language in reply_languages(skill):
            yield from replies_to(skill, language, items=2)


def misread(said: Said, text: str) -> str | None:
    """How a text that says an answer is read, if not as that answer."""
    probe = said.probe
    reading = read_probe(probe, text, "stop")
    value = reading.value
    if value is not None and same_value(value, said.value, probe.answer.kind, probe.language):
        return None
    return f"{probe.skill} {probe.language} {said.way}: {said.value!r} is read as {value!r} in {text!r}"


def test_some_ways_of_answering_are_read_as_what_they_say() -> None:
    wrong: list[str] = []
    for number, skill in enumerate(match_skills([])):
        spoken = reply_languages(skill)
        replies = list(replies_to(skill, spoken[number % len(spoken)], items=1))
        wrong += [found for said in replies[::SAMPLED] for found in (misread(said, said.text),) if found]

    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
def test_all_ways_of_answering_are_read_as_what_they_say(language: str) -> None:
    """Each reply as it is, and one in a few also with something around it that keeps its meaning."""
    names = sorted(CHANGES)
    count, wrong = 0, list[str]()
    for number, said in enumerate(every_reply(language)):
        texts = [said.text]
        name = names[number // CHANGED % len(names)]
        # What stands around a text of one's own may well belong to it.
        kept = said.probe.answer.kind == "constraint" or (name in LINES and "\n" in said.text)
        if number % CHANGED == 0 and not kept:
            texts.append(changed(said, CHANGES[name]))
        count += len(texts)
        wrong += [found for text in texts for found in (misread(said, text),) if found]

    assert count >= LEAST / len(languages())
    assert wrong[:20] == []


def changed(said: Said, change: Change) -> str:
    """A reply with a change that keeps its meaning."""
    probe = said.probe
    reply = Written(
        kind=probe.answer.kind,
        language=probe.language,
        prompt=probe.prompt,
        options=probe.answer.options,
        before=said.text,
        answer="",
        after="",
        value=said.value,
    )
    return change(reply).text
