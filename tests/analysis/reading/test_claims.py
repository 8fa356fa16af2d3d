"""Replies to the question whether a sentence is true."""

from functools import cache

import pytest

from jagbench.analysis.reading.reader import read_probe
from jagbench.probes import Probe, load
from jagbench.probes.claims import is_claim, yes_and_no
from jagbench.probes.ways import spoken

REPLIES = {
    "en": (
        ("Yes.", "Yes, the sentence is true.", "The sentence is true.", "True", "It is **correct**."),
        (
            "No.",
            "The sentence is not true.",
            "The sentence **is not** true.",
            "False.",
            "That's wrong.",
            "The sentence isn't true.",
        ),
    ),
    "de": (
        ("Ja.", "Der Satz ist wahr.", "Das stimmt."),
        ("Nein.", "Der Satz ist falsch.", "Das stimmt nicht.", "Der Satz ist nicht richtig."),
    ),
    "es": (
        ("Sí.", "La frase es verdadera.", "Es cierto."),
        ("No.", "La frase es falsa.", "La frase no es correcta.", "No es cierto."),
    ),
    "fr": (
        ("Oui.", "La phrase est vraie.", "C'est vrai."),
        ("Non.", "La phrase est fausse.", "Ce n'est pas vrai."),
    ),
    "ja": (
        ("はい", "この文は正しいです。", "合っています。"),
        ("いいえ", "この文は正しくありません。", "間違っています。"),
    ),
    "ko": (
        ("예", "이 문장은 참입니다.", "맞습니다."),
        ("아니요", "이 문장은 참이 아닙니다.", "거짓입니다.", "틀렸습니다."),
    ),
    "zh": (("是", "这句话是对的。", "正确。"), ("否", "这句话不对。", "错误。", "这句话是假的。")),
}


@cache
def claims(language: str) -> list[Probe]:
    found = {
        (each.params["fact"], each.template, each.direction): each
        for each in load("facts-v1").probes
        if is_claim(each) and each.language == language
    }
    return list(found.values())[::5]


@pytest.mark.parametrize("language", REPLIES)
def test_a_judgement_is_heard_in_whatever_words(language: str) -> None:
    for claim in claims(language):
        for value, replies in zip(yes_and_no(claim), REPLIES[language], strict=True):
            assert {text: read_probe(claim, text, "stop").value for text in replies} == dict.fromkeys(
                replies, value
            )


@pytest.mark.parametrize("language", REPLIES)
def test_every_way_of_answering_is_read(language: str) -> None:
    for claim in claims(language)[::3]:
        for value in claim.answer.options:
            said = spoken(claim, value)
            assert {
                way: read_probe(claim, text, "stop").value for way, text in said.items()
            } == dict.fromkeys(said, value)


def test_what_is_said_of_the_matter_answers_nothing() -> None:
    claim = next(
        each
        for each in claims("en")
        if each.params["fact"] == "comparison.decimals" and each.direction.endswith("denied")
    )
    line = claim.prompt.split("\n")[-1].partition(": ")[2]

    assert read_probe(claim, f"No, {line}", "stop").value == "no"
    assert read_probe(claim, line, "stop").value is None


def test_a_denial_said_again_in_other_words_is_no_answer_and_an_affirmation_denied_is_one() -> None:
    found = {
        each.direction: each for each in load("facts-v1").probes if each.params.get("fact") == "units.metric"
    }
    stated = found["lure"].prompt.split("\n")[-1]
    again = f"The sentence is not true: {stated}"

    assert read_probe(found["lure"], again, "stop").value == "no"
    assert read_probe(found["lure_denied"], again, "stop").value is None
    assert read_probe(found["lure_denied"], "The sentence is not true.", "stop").value == "no"
