import pytest

from jagbench.probes.pattern import Pattern


def test_slots_are_filled_and_other_braces_stay() -> None:
    pattern = Pattern(r"$\boxed{{answer}}$, {x + 1} of {word}")

    assert pattern.slots == {"answer", "word"}
    assert pattern.fill({"answer": "4", "word": "{word}"}) == r"$\boxed{4}$, {x + 1} of {word}"


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [("1", "en", "1 letter"), ("0", "en", "0 letters"), ("0", "fr", "0 letter"), ("21", "en", "21 letters")],
)
def test_a_noun_agrees_with_its_number(number: str, language: str, said: str) -> None:
    assert Pattern("{answer:letter|letters}").fill({"answer": number}, language) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30", "30은"),
        ("9", "9는"),
        ("2", "2는"),
        ("사과", "사과는"),
        ("수박", "수박은"),
        ("m", "m은"),
        ("p", "p는"),
        ("８３", "８３은"),
        ("８２", "８２는"),
        ("10⁻⁸", "10⁻⁸은"),
    ],
)
def test_a_korean_particle_follows_the_last_sound(text: str, said: str) -> None:
    assert Pattern("{text:은/는}").fill({"text": text}) == said


@pytest.mark.parametrize(("text", "said"), [("1", "1로"), ("3", "3으로"), ("4", "4로"), ("서울", "서울로")])
def test_the_particle_of_direction_has_a_form_of_its_own_after_l(text: str, said: str) -> None:
    assert Pattern("{text:으로/로}").fill({"text": text}) == said


def test_words_are_taken_apart() -> None:
    assert Pattern("{word:spelled}").fill({"word": "cat"}) == "c-a-t"
    assert Pattern("{word:numbered}").fill({"word": "cat"}) == "1. c\n2. a\n3. t"


def test_a_slot_without_text_is_an_error() -> None:
    with pytest.raises(KeyError, match="answer"):
        Pattern("{answer}").fill({})
