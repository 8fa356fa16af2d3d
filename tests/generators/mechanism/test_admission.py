import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators import Level, Skill, get_skill, probe_at, skill_names
from jagbench.generators.language.common import ASKS, common
from jagbench.generators.language.phrasing import home_language
from jagbench.generators.mechanism.admission import admit
from jagbench.probes import Answer

DOUBLING = Skill(
    name="own.doubling",
    summary="Double a number.",
    levels=[Level(grade=1, strata=[{}]), Level(grade=2, strata=[{}])],
    draw=lambda source, stratum: [str(source.integer(1, 9))],
    solve=lambda question: Answer(kind="integer", value=str(2 * int(question.item.operands[0]))),
    slots=lambda shown: {"number": shown.operands[0]},
    oracle=lambda prompt, language: str(2 * int(prompt.split()[-1])),
    misconceptions={"squares": lambda question: str(int(question.item.operands[0]) ** 2)},
    phrasings={"en": {"plain": {"template": {"twice": "What is twice this number? {as_bare}\n{number}"}}}},
)
WORD = Answer(kind="text", value="low")


def broken(*_: Any) -> Any:
    raise ValueError("no luck")


def giving(value: object) -> Callable[..., object]:
    return lambda *_: value


def wrong_answer(*_: object) -> Answer:
    return Answer(kind="integer", value="1.5")


TEMPLATE = {"plain": {"template": {"twice": "What is twice this number? {as_bare}\n{number}"}}}

FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"draw": broken}, r"'draw' of own\.doubling fails on level 1: ValueError: no luck\."),
    ({"draw": giving("12")}, r"'draw' of own\.doubling gives '12'; operands are a list"),
    ({"draw": giving(12)}, r"'draw' of own\.doubling gives 12; operands are a list of texts"),
    ({"draw": giving(None)}, r"'draw' of own\.doubling gives None; operands are a list of texts"),
    ({"solve": 12}, r"'solve' of own\.doubling fails on \['\d'\]: TypeError"),
    ({"oracle": None}, r"the oracle of own\.doubling fails with TypeError"),
    (
        {"misconceptions": {"squares": "36"}},
        r"The misconception 'squares' of own\.doubling fails .* TypeError",
    ),
    ({"levels": [{"grade": 1}]}, r"Level 1 of own\.doubling is a Level\(grade=…, strata=\[…\]\), not"),
    ({"phrasings": {"en": "What is it?"}}, r"own\.doubling has no template in 'en'; its phrasings are given"),
    ({"phrasings": {"en": {"plain": {"template": "What?"}}}}, r"own\.doubling has no template in 'en'"),
    ({"phrasings": {"en": {"plain": {"template": {"it": 7}}}}}, r"own\.doubling has no template in 'en'"),
    ({"draw": giving([12])}, r"'draw' of own\.doubling gives \[12\]; operands are a list"),
    (
        {"solve": giving(12)},
        r"'solve' of own\.doubling gives 12 on \['\d'\]; it should give an Answer",
    ),
    ({"solve": broken}, r"'solve' of own\.doubling fails on \['\d'\]: ValueError: no luck"),
    (
        {"solve": wrong_answer},
        r"'solve' of own\.doubling fails on \['\d'\]: The answer '1\.5' is no integer",
    ),
    (
        {"solve": giving(WORD)},
        r"answers of the kind 'text', but asks='number' .* set 'asks' to one of: ",
    ),
    ({"asks": "numbers"}, r"Unknown 'asks' of own\.doubling: 'numbers'\. Did you mean 'number'\?"),
    (
        {"misconceptions": {"squares": giving(36)}},
        r"'squares' of own\.doubling gives 36 .* such as '36'",
    ),
    ({"misconceptions": {"squares": broken}}, r"The misconception 'squares' of own\.doubling fails on"),
    ({"slots": broken}, r"'slots' of own\.doubling fails in 'en': ValueError: no luck"),
    ({"slots": giving({"number": 6})}, r"The slot 'number' of own\.doubling gives 6 on"),
    ({"write": giving(6)}, r"'write' of own\.doubling gives 6 on"),
    (
        {"oracle": broken},
        r"does not hold together .* the oracle of own\.doubling fails with ValueError: no luck",
    ),
    ({"oracle": giving(12)}, r"the oracle of own\.doubling gives 12, where it should give"),
    (
        {"oracle": giving("0")},
        r"the answer is '\d+', but the prompt's is '0'\. The prompt: 'What",
    ),
    ({"levels": []}, r"own\.doubling has no levels"),
    ({"levels": [Level(grade=1, strata=[])]}, r"Level 1 of own\.doubling has no strata; give \[\{\}\]"),
    ({"phrasings": {}}, r"own\.doubling has no wordings: give phrasings for at least one of de, en"),
    ({"phrasings": {"en": TEMPLATE, "it": TEMPLATE}}, r"language in the phrasings of own\.doubling: 'it'"),
    ({"phrasings": {"en": TEMPLATE, "ko": {}}}, r"own\.doubling has no template in 'ko'"),
    (
        {"phrasings": {"en": {"plain": {"template": {"twice": "What is twice it? {as_bare}"}}}}},
        r"the template 'twice' of own\.doubling, frame 'plain', lacks the slot \{number\}",
    ),
    (
        {"phrasings": {"en": {"plain": {"template": {"twice": "What is 2 times {number}? {as_bare}"}}}}},
        r"does not hold together .*",
    ),
]


def test_a_skill_that_holds_together_is_admitted() -> None:
    admit(DOUBLING)


@pytest.mark.parametrize(("fault", "sentence"), FAULTS)
def test_a_part_that_does_not_fit_is_named(fault: dict[str, Any], sentence: str) -> None:
    with pytest.raises(JagbenchError, match=sentence) as refused:
        admit(replace(DOUBLING, **fault))

    assert "own.doubling" in str(refused.value)
    assert isinstance(refused.value, InvalidArgument) or "lacks the slot" in sentence


def test_every_form_of_asking_has_its_kinds_of_answer() -> None:
    assert set(ASKS) == set(common("en")["format"]) - {"any"}


@pytest.mark.parametrize("name", skill_names())
def test_the_skills_of_the_package_are_asked_for_the_kind_of_their_answers(name: str) -> None:
    skill = get_skill(name)
    drawn = (probe_at(skill, level=1, seed=1, index=i, language=home_language(skill)) for i in range(20))
    kinds = {probe.answer.kind for probe in drawn if probe is not None}

    assert kinds
    assert kinds <= set(ASKS[skill.asks])


CELL = """
from jagbench.generators import Level, Skill, generate, get_skill, register
from jagbench.probes import Answer
def draw(source, stratum): return [str(source.integer(1, 3))]
def cell(times):
    return Skill(
        name="own.times", summary="Multiply.", levels=[Level(grade=1, strata=[{}])], draw=draw,
        solve=lambda question: Answer(kind="integer", value=str(times * int(question.item.operands[0]))),
        slots=lambda shown: {"number": shown.operands[0]}, misconceptions={},
        oracle=lambda prompt, language: str(times * int(prompt.split()[-1])),
        phrasings={"en": {"plain": {"template": {"it": "How much is it? {as_bare}\\n{number}"}}}},
    )
"""


def in_a_notebook(cells: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", CELL + cells], capture_output=True, text=True)


def test_a_cell_that_is_run_again_replaces_its_skill() -> None:
    done = in_a_notebook(
        "register(cell(2)); register(cell(3))\n"
        "for probe in generate(get_skill('own.times'), level=1, seed=1, count=2):\n"
        "    print(probe.operands[0], probe.answer.value)"
    )

    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 2
    assert set(done.stdout.splitlines()) <= {"1 3", "2 6", "3 9"}


def test_a_skill_of_the_package_is_never_replaced() -> None:
    done = in_a_notebook("from dataclasses import replace\nregister(replace(cell(2), name='counting.words'))")

    assert (
        "There is already a skill 'counting.words', of jagbench.generators.families.counting" in done.stderr
    )
