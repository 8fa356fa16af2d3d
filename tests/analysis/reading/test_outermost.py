"""Of many names that are compared, the one at the end asked for, whatever facts stand in the prompt."""

import re
from collections.abc import Iterator

import pytest

from jagbench.analysis.reading import read
from jagbench.generators import generate, get_skill
from jagbench.generators.language.common import languages
from jagbench.probes import Probe

FACTS = "Noah is taller than Paul. Daniel is shorter than Noah. Daniel is taller than Paul."
SAID = [
    # statement, tallest, shortest
    ("Noah is taller than Paul.", "Noah", "Paul"),
    ("Paul is shorter than Noah.", "Noah", "Paul"),
    ("Daniel is taller than Noah.", "Daniel", "Noah"),
    ("Noah is not taller than Paul.", "Paul", "Noah"),
    ("Noah is the tallest, Paul is the shortest.", "Noah", "Paul"),
    ("Paul is the shortest and Noah is the tallest.", "Noah", "Paul"),
    ("Noah is taller than Daniel and Daniel is taller than Paul.", "Noah", "Paul"),
    ("Paul is shorter than Daniel, who is shorter than Noah.", "Noah", "Paul"),
]


@pytest.mark.parametrize(("statement", "tallest", "shortest"), SAID)
@pytest.mark.parametrize("end", ["tallest", "shortest"])
@pytest.mark.parametrize(
    "asking",
    [
        "All the people below stand in a line by height. Name the {} of them. Answer with the name only.",
        "Who is the {} person in this story? Answer with the name only.",
    ],
)
def test_the_end_that_is_asked_for_decides(
    statement: str, tallest: str, shortest: str, end: str, asking: str
) -> None:
    prompt = f"{asking.format(end)}\n{FACTS}"
    reading = read(statement, kind="choice", options=("Noah", "Paul", "Daniel"), prompt=prompt, language="en")
    assert reading.value == {"tallest": tallest, "shortest": shortest}[end]


def facts(probe: Probe) -> Iterator[tuple[str, str]]:
    """Each fact of the prompt that names who is right with one other, as (fact, other)."""
    right = probe.answer.value
    for sentence in re.findall(r"[^.。\n:：]+[.。]", probe.prompt):
        named = [name for name in probe.answer.options if name in sentence]
        if len(named) == 2 and right in named:
            yield sentence.strip(), next(name for name in named if name != right)


@pytest.mark.parametrize("language", languages())
def test_a_fact_with_its_names_exchanged_says_the_other_one(language: str) -> None:
    """Whoever repeats a fact says who of the two is at the end asked for; exchanged, it is the other."""
    seen = 0
    for level in (1, 2, 3):
        for probe in generate(get_skill("kinship.order"), level=level, seed=9, count=40, language=language):
            right = probe.answer.value
            for fact, other in facts(probe):
                exchanged = fact.replace(right, "\0").replace(other, right).replace("\0", other)
                for said, value in ((fact, right), (exchanged, other)):
                    assert read_reply(said, probe) == value, (probe.prompt, said)
                    seen += 1
    assert seen > 300


def read_reply(reply: str, probe: Probe) -> str | None:
    options, language = probe.answer.options, probe.language
    return read(reply, kind="choice", options=options, prompt=probe.prompt, language=language).value
