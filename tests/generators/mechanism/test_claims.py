from dataclasses import replace

import pytest

from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism.drawing import Draw, drawn
from jagbench.generators.mechanism.verify import verify
from jagbench.generators.oracles.claims import truth
from jagbench.probes import Answer, Probe, load, probe_id
from jagbench.probes.claims import is_claim

DRAW = Draw(
    count=1,
    skills=("comparison.integers", "arithmetic.parity"),
    levels=(1,),
    languages=("en", "ko"),
    ways=Ways(formats=("bare",), frames=("plain",)),
    vary=("template",),
    claims=True,
)


def drawn_probes() -> list[Probe]:
    return list(drawn(DRAW, 1, set()))


def test_claims_follow_the_questions_about_each_item() -> None:
    probes = drawn_probes()

    cells = {(each.params.get("fact", each.skill), each.language) for each in probes}
    assert len(cells) == 4
    for fact, language in cells:
        group = [
            each
            for each in probes
            if (each.params.get("fact", each.skill), each.language) == (fact, language)
        ]
        assert len({each.item for each in group}) == 1
        assert sum(map(is_claim, group)) == 12
        assert sum(not is_claim(each) for each in group) >= 2


def test_claims_are_verified_by_the_oracle_of_a_question() -> None:
    probes = drawn_probes()

    assert verify(probes) == []
    (problem, *_) = verify([each for each in probes if is_claim(each)])
    assert (
        problem.message
        == "no question of the suite asks about the fact of this claim, so that it cannot be checked"
    )


def test_a_claim_with_the_wrong_answer_is_found() -> None:
    probes = drawn_probes()
    place = next(place for place, each in enumerate(probes) if is_claim(each) and each.language == "en")
    claim = probes[place]
    (other,) = set(claim.answer.options) - {claim.answer.value}
    answer = Answer(kind="choice", value=other, options=claim.answer.options)
    probes[place] = replace(claim, answer=answer, lures={}, target=other, id=probe_id(claim.prompt, answer))

    (problem,) = verify(probes)

    assert problem.message == f"the answer is '{other}', but '{claim.answer.value}' is true of the claim"


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("Sentence: 2 + 3 = 5.", True),
        ("Sentence: 2 + 3 = 6.", False),
        ("Sentence: The following is not true: 2 + 3 = 5.", False),
        ("The following is not true: 2 + 3 = 6.", True),
    ],
)
def test_a_line_is_true_or_not(line: str, true: bool) -> None:
    assert truth(f"Is the sentence true?\n{line}", "en", "2 + 3 = {answer}.", ["5"]) is true


def test_the_claims_of_the_suite_are_those_that_its_recipe_gives() -> None:
    suite = load("facts-v1")

    claims = [each for each in suite.probes if is_claim(each)]
    assert len(claims) == 1344
    assert verify([each for each in suite.probes if each.language in ("fr", "ja")]) == []
