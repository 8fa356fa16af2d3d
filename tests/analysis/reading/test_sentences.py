"""Plain sentences in reply to questions of other people's wording, right and wrong, read as what they say."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jagbench.analysis.reading import read, same_value
from jagbench.probes import AnswerKind

FOLDER = Path(__file__).parent / "sentences"
"""A file for each language: sentences with `{}` for a value, or sentences that say yes and that say no."""
LANGUAGES = ("de", "en", "es", "fr", "ja", "ko", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence in reply to a question."""

    kind: AnswerKind
    prompt: str
    options: Sequence[str]
    text: str
    value: str


def sentences(language: str) -> Iterator[Said]:
    tables = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["question"]
    for table in tables:
        for text, value in texts(table):
            yield Said(
                kind=table["kind"],
                prompt=table["prompt"],
                options=tuple(table.get("options", ())),
                text=text.replace("{}", value),
                value=value.replace(",", ".") if table["kind"] == "decimal" else value,
            )


def texts(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The sentences of a question with the values that they say; the first value where they hold none."""
    for text in table.get("said", ()):
        yield from ((text, value) for value in table["values"][: None if "{}" in text else 1])
    for place, side in enumerate(("yes", "no")):
        yield from ((text, table["options"][place]) for text in table.get(side, ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_sentences_are_read_as_what_they_say(language: str) -> None:
    said = list(sentences(language))
    readings = [
        read(each.text, kind=each.kind, options=each.options, prompt=each.prompt, language=language)
        for each in said
    ]

    assert len(said) > 300
    assert [
        (each.prompt, each.text, reading.value)
        for each, reading in zip(said, readings, strict=True)
        if reading.value is None or not same_value(reading.value, each.value, each.kind, language)
    ] == []
