import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.errors import InvalidArgument
from jagbench.generators.language.sentences import CLAUSES, sentence, sentence_with
from jagbench.generators.language.words import SENTENCES
from jagbench.generators.skill.source import HypothesisSource, SeededSource

LANGUAGES = sorted(CLAUSES)


def clauses(text: str, joints: Sequence[str]) -> list[list[str]]:
    """The words of each clause, all in lower case."""
    found: list[list[str]] = [[]]
    for word in text.removesuffix(".").lower().split():
        if word in joints:
            found.append([])
        else:
            found[-1].append(word)
    return found


def lower(words: Sequence[str]) -> set[str]:
    return {word.lower() for word in words}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "Freunde putzen Rätsel."),
        ("en", "Funny cooks whistle."),
        ("es", "Dos chicos juegan."),
        ("fr", "Des joueuses voyagent."),
        ("ko", "할아버지가 숟가락을 색칠한다."),
    ],
)
def test_a_key_gives_the_same_sentence_everywhere(language: str, expected: str) -> None:
    assert sentence(SeededSource(f"{language}30"), language, 3) == expected


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, int]:
    """A sentence and the length that was asked for."""
    length = draw(st.integers(3, 60))
    return sentence(HypothesisSource(draw), draw(st.sampled_from(LANGUAGES)), length), length


@given(sentences())
def test_a_sentence_has_exactly_as_many_words(drawn: tuple[str, int]) -> None:
    text, length = drawn

    assert len(text.split(" ")) == length
    assert re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*\.", text)
    assert text[0] == text[0].upper()


@st.composite
def sentences_with(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """A sentence, a word, and the length and the number of times that were asked for."""
    times = draw(st.integers(0, 5))
    length = max(times, 1) * 6 + draw(st.integers(0, 25))
    text, word = sentence_with(HypothesisSource(draw), draw(st.sampled_from(LANGUAGES)), length, times)
    return text, word, length, times


@given(sentences_with())
def test_a_word_occurs_as_often_as_asked(drawn: tuple[str, str, int, int]) -> None:
    text, word, length, times = drawn

    assert len(text.split(" ")) == length
    assert re.findall(r"\w+", text).count(word) == times
    assert text.lower().count(word.lower()) == times


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_object_is_part_of_another_word(language: str) -> None:
    parts = SENTENCES[language]
    objects = {word.lower() for name in parts if name.startswith("object") for word in parts[name]}
    others = {word.lower() for name in parts for phrase in parts[name] for word in phrase.split()}

    assert [(one, word) for one in objects for word in others - {one} if one in word] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_objects_belong_to_no_other_part(language: str) -> None:
    parts = SENTENCES[language]
    objects = [word for name in parts if name.startswith("object") for word in parts[name]]
    others = [
        word
        for name in parts
        if not name.startswith("object")
        for phrase in parts[name]
        for word in phrase.split()
    ]

    assert len(set(objects)) == len(objects)
    assert set(objects).isdisjoint(others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_words_make_very_many_sentences(language: str) -> None:
    """Of a million equally likely ones, 3000 draws repeat about 4.5."""
    drawn = [sentence(SeededSource(f"many/{index}"), language, 6) for index in range(3000)]

    assert len(set(drawn)) >= 2980


@pytest.mark.parametrize("length", range(3, 41))
def test_german_verbs_stand_in_the_second_place(length: int) -> None:
    parts = SENTENCES["de"]
    verbs = lower([*parts["verb"], *parts["rest"]])
    text = sentence(SeededSource(f"verbs/{length}"), "de", length)

    for clause in clauses(text, parts["joint"]):
        subject = 1 if clause[0] in parts["trait"] and clause[1] in lower(parts["subject"]) else 0
        assert clause[subject] in lower(parts["subject"])
        assert clause[subject + 1] in verbs


def agrees(parts: Mapping[str, Sequence[str]], article: str, noun: str, after: str, gender: str) -> bool:
    """Whether a noun of a gender stands between an article and, maybe, an adjective of that gender."""
    other = "f" if gender == "m" else "m"
    role, adjective = ("subject", "trait") if noun in parts[f"subject_{gender}"] else ("object", "look")
    wrong = {*parts[f"{adjective}_{other}"]} - {*parts[f"{adjective}_{gender}"]}
    return noun in parts[f"{role}_{gender}"] and article in parts[f"article_{gender}"] and after not in wrong


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("length", range(3, 41))
def test_articles_and_adjectives_agree_with_their_noun(language: str, length: int) -> None:
    parts = SENTENCES[language]
    nouns = {word for name in parts if name.startswith(("subject", "object")) for word in parts[name]}
    text = sentence(SeededSource(f"agreement/{length}"), language, length)

    for clause in clauses(text, parts["joint"]):
        assert clause[1] in nouns
        for article, noun, after in zip(clause, clause[1:], [*clause[2:], ""], strict=False):
            if noun in nouns:
                assert any(agrees(parts, article, noun, after, gender) for gender in "mf")


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("part", ["trait", "look"])
def test_adjectives_stand_in_both_genders(language: str, part: str) -> None:
    parts = SENTENCES[language]

    for masculine, feminine in zip(parts[f"{part}_m"], parts[f"{part}_f"], strict=True):
        assert masculine[:2] == feminine[:2]


@pytest.mark.parametrize("name", ["verb", "rest"])
def test_korean_verbs_join_and_end(name: str) -> None:
    parts = SENTENCES["ko"]

    assert len(parts[f"linking_{name}"]) == len(parts[name])
    assert all(verb.endswith("고") for verb in parts[f"linking_{name}"])
    assert all(verb.endswith("다") for verb in parts[name])


@pytest.mark.parametrize("length", range(3, 41))
def test_korean_sentences_end_with_a_verb_that_ends_them(length: int) -> None:
    parts = SENTENCES["ko"]
    words = sentence(SeededSource(f"end/{length}"), "ko", length).removesuffix(".").split()

    assert words[-1] in {*parts["verb"], *parts["rest"]}
    assert not {*words[:-1]} & {*parts["verb"], *parts["rest"]}


def test_what_has_no_sentence_is_said() -> None:
    source = SeededSource("none")

    with pytest.raises(InvalidArgument, match="at least 3 words, got 2"):
        sentence(source, "en", 2)
    with pytest.raises(InvalidArgument, match=r"no sentences in 'ja'; there are in en, de, fr, es, ko"):
        sentence(source, "ja", 5)
    with pytest.raises(InvalidArgument, match="occurs 3 times has at least 11 words and times"):
        sentence_with(source, "en", 10, 3)
    with pytest.raises(InvalidArgument, match="times is at least 0"):
        sentence_with(source, "en", 10, -1)


def test_the_shortest_sentences_with_a_word() -> None:
    source = SeededSource("short")

    assert len(sentence_with(source, "en", 11, 3)[0].split()) == 11
    assert len(sentence_with(source, "fr", 17, 3)[0].split()) == 17
    assert len(sentence_with(source, "ko", 9, 3)[0].split()) == 9
