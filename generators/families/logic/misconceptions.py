"""Wrong ways to conclude: rules taken for their converses, some for all, words of denial not heard.

That conditionals are taken for their converses and inverses is the best known finding on reasoning (Wason and
Johnson-Laird 1972; Evans 1993), and so is the matching of words and signs (Evans 1998).
"""

from collections.abc import Callable, Mapping, Sequence

from jagbench.generators.families.logic.operands import (
    Literal,
    Pair,
    ahead,
    arrows_of,
    cards,
    comparisons,
    homes,
    implied,
    opposite,
    reached,
    settled,
    speakers,
)
from jagbench.generators.skill.definition import Misconception, Question

Known = bool | None


def _says(known: Known) -> str:
    return "unknown" if known is None else "true" if known else "false"


def _always(meaning: str, answer: str) -> Misconception:
    def predict(question: Question) -> str:
        return answer

    predict.__doc__ = meaning
    return predict


CONSTANT: Mapping[str, Misconception] = {
    "always_true": _always("Accept every claim.", "true"),
    "always_false": _always("Reject every claim.", "false"),
    "always_unknown": _always("Take every claim for open.", "unknown"),
}

# --- comparisons ------------------------------------------------------------------------------------


def _order(meaning: str, judge: Callable[[Pair, Sequence[Pair]], Known]) -> Misconception:
    def predict(question: Question) -> str:
        return _says(judge(*comparisons(question)))

    predict.__doc__ = meaning
    return predict


def ignores_less(question: Question) -> str:
    """Hear "more" in every sentence: Ann earns less than Ben, so Ann earns more."""
    claim, *facts = [(first, second) for _, first, second in map(str.split, question.item.operands)]
    return _says(ahead(claim, facts))


def _by_wins(claim: Pair, facts: Sequence[Pair]) -> Known:
    """More wins than losses make whoever has more of them the first."""
    points = [sum([(ahead_ == each) - (behind == each) for ahead_, behind in facts]) for each in claim]
    return None if points[0] == points[1] else points[0] > points[1]


ORDER: Mapping[str, Misconception] = {
    "ignores_less": ignores_less,
    "compares_wins": _order(
        "Compare how often each is ahead: Ann beats Ben and Cleo is beaten by Ben, and so by Ann too.",
        _by_wins,
    ),
    "turns_all": _order(
        "Turn every comparison round: Ann is ahead of Ben, so Ben is ahead of Ann.",
        lambda claim, facts: ahead((claim[1], claim[0]), facts),
    ),
    **CONSTANT,
}

# --- cards ------------------------------------------------------------------------------------------


def _cards(
    meaning: str,
    judge: Callable[
        [Literal, Literal, Sequence[tuple[Literal, Literal]], Sequence[tuple[Literal, Literal]]], Known
    ],
) -> Misconception:
    def predict(question: Question) -> str:
        return _says(judge(*cards(question)))

    predict.__doc__ = meaning
    return predict


RULES: Mapping[str, Misconception] = {
    "converts_rules": _cards(
        "Take a rule for its converse too: cards with a star have a circle, so one with a circle has a star.",
        lambda claim, fact, everywhere, somewhere: settled(
            claim, reached([fact], arrows_of(everywhere, converses=True))
        ),
    ),
    "some_is_all": _cards(
        "Take some for all: some cards with a star have a circle, so this one has.",
        lambda claim, fact, everywhere, somewhere: settled(
            claim, reached([fact], arrows_of([*everywhere, *somewhere]))
        ),
    ),
    "no_way_back": _cards(
        "Never conclude backwards: a card without a circle may have a star all the same.",
        lambda claim, fact, everywhere, somewhere: settled(
            claim, reached([fact], {before: {after} for before, after in everywhere})
        ),
    ),
    "matches_signs": _cards(
        'Go by the signs: a fact and a claim that both say "has" agree.',
        lambda claim, fact, everywhere, somewhere: claim[1] == fact[1],
    ),
    **CONSTANT,
}

# --- people at home ---------------------------------------------------------------------------------


def _homes(
    meaning: str, judge: Callable[[Literal, Literal, Sequence[tuple[str, str, str]]], Known]
) -> Misconception:
    def predict(question: Question) -> str:
        return _says(judge(*homes(question)))

    predict.__doc__ = meaning
    return predict


def _with(*forms: str) -> Callable[[Literal, Literal, Sequence[tuple[str, str, str]]], Known]:
    """As if sentences of some forms held both ways."""

    def judge(claim: Literal, fact: Literal, pairs: Sequence[tuple[str, str, str]]) -> Known:
        rules = implied(pairs)
        turned = [
            (opposite(before), opposite(after))
            for (before, after), (form, _, _) in zip(rules, pairs, strict=True)
            if form in forms
        ]
        return settled(claim, reached([fact], arrows_of([*rules, *turned])))

    return judge


NOT_BOTH: Mapping[str, Misconception] = {
    "if_is_only_if": _homes(
        "Take if for if and only if: Ben is at home if Ann is; she is not, so he is not.", _with("if")
    ),
    "not_both_is_one": _homes(
        "Take not both for just one: Ann and Ben are not both at home; she is not, so he is.",
        _with("not_both"),
    ),
    "or_excludes_both": _homes(
        "Take at least one for just one: Ann or Ben is at home; she is, so he is not.", _with("at_least_one")
    ),
    "everything_both_ways": _homes(
        "Take every sentence for one that settles both ways.", _with("if", "not_both", "at_least_one")
    ),
    "matches_fact": _homes(
        "Let everybody be where the one that is told of is.", lambda claim, fact, pairs: claim[1] == fact[1]
    ),
    **CONSTANT,
}

# --- liars ------------------------------------------------------------------------------------------


def _liars(meaning: str, honest: Callable[[Sequence[bool]], bool]) -> Misconception:
    """A wrong verdict, from whether the first person lies and each next one calls the one before a liar."""

    def predict(question: Question) -> str:
        return "yes" if honest(speakers(question)) else "no"

    predict.__doc__ = meaning
    return predict


LIARS: Mapping[str, Misconception] = {
    "one_lie_spoils_all": _liars(
        "Take for a liar whoever comes behind a lie, though a liar was called one.",
        lambda lies: not any(lies),
    ),
    "goes_by_last_words": _liars(
        "Go by the last words: who calls another a liar lies.", lambda lies: not lies[-1]
    ),
    "goes_by_first_person": _liars("Let everybody be as the first one is.", lambda lies: not lies[0]),
    "drops_first_person": _liars(
        "Take the first person for honest, whatever is said.", lambda lies: sum(lies[1:]) % 2 == 0
    ),
    "always_yes": _liars("Believe everybody.", lambda lies: True),
    "always_no": _liars("Believe nobody.", lambda lies: False),
}
