"""What the operands of logic stand for: each is one sentence, as a word for its form and what it is about.

`run_more girl3 boy7` says that a girl runs faster than a boy, `all+- 3 5` that no card with picture 3 has
picture 5, `is- 4` that the card in question lacks picture 4, `not_both girl1 boy2` that two people are not
both at home, and `says_liar girl1 boy2` that the boy calls the girl a liar. The first operand is the claim,
or who is asked about.
"""

from collections.abc import Iterable, Mapping, Sequence

from jagbench.generators.skill.definition import Question, shared
from jagbench.probes.answer import Answer

VERDICTS = ("true", "false", "unknown")
Literal = tuple[str, bool]
"""A person or a picture, and whether it is at home, or there."""
Implications = Mapping[Literal, set[Literal]]


def verdict(known: bool | None) -> Answer:
    """The answer for a claim that is known to be true or false, or not known."""
    value = "unknown" if known is None else "true" if known else "false"
    return Answer(kind="choice", value=value, options=VERDICTS)


def reached(start: Iterable[Literal], arrows: Implications) -> set[Literal]:
    """All that follows from some literals."""
    found, waiting = set[Literal](), list(start)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += arrows.get(each, ())
    return found


def opposite(literal: Literal) -> Literal:
    """The same, denied."""
    return literal[0], not literal[1]


def arrows_of(rules: Iterable[tuple[Literal, Literal]], *, converses: bool = False) -> Implications:
    """What follows from what: each rule and its contrapositive, and where wanted their converses too."""
    found: dict[Literal, set[Literal]] = {}
    for before, after in rules:
        pairs = [(before, after), (opposite(after), opposite(before))]
        if converses:
            pairs += [(second, first) for first, second in pairs]
        for first, second in pairs:
            found.setdefault(first, set()).add(second)
    return found


def settled(claim: Literal, known: set[Literal]) -> bool | None:
    """Whether a claim is known to be true or false; None where it is neither."""
    return True if claim in known else False if opposite(claim) in known else None


# --- comparisons ------------------------------------------------------------------------------------

Pair = tuple[str, str]


def _pair(sentence: str) -> Pair:
    """Who is said to be ahead of whom."""
    form, first, second = sentence.split()
    return (first, second) if form.endswith("_more") else (second, first)


@shared
def comparisons(question: Question) -> tuple[Pair, Sequence[Pair]]:
    """The claim and the facts, each as who is ahead of whom."""
    claim, *facts = map(_pair, question.item.operands)
    return claim, facts


def ahead(claim: Pair, facts: Iterable[Pair]) -> bool | None:
    """Whether the first of a pair is ahead of the second, by the facts alone."""
    first, second = claim
    arrows: dict[Literal, set[Literal]] = {}
    for before, after in facts:
        arrows.setdefault((before, True), set()).add((after, True))
    if (second, True) in reached([(first, True)], arrows):
        return True
    return False if (first, True) in reached([(second, True)], arrows) else None


# --- cards ------------------------------------------------------------------------------------------


@shared
def cards(
    question: Question,
) -> tuple[Literal, Literal, Sequence[tuple[Literal, Literal]], Sequence[tuple[Literal, Literal]]]:
    """The claim, the fact, the rules for all cards, and those for some, as pairs of pictures and signs."""
    claim, *rest = [sentence.split() for sentence in question.item.operands]
    everywhere: list[tuple[Literal, Literal]] = []
    somewhere: list[tuple[Literal, Literal]] = []
    fact: Literal = ("", True)
    for form, *pictures in rest:
        if form.startswith("is"):
            fact = (pictures[0], form.endswith("+"))
        else:
            rule = ((pictures[0], form[-2] == "+"), (pictures[1], form[-1] == "+"))
            (everywhere if form.startswith("all") else somewhere).append(rule)
    return (claim[1], claim[0].endswith("+")), fact, everywhere, somewhere


# --- people at home ---------------------------------------------------------------------------------

RULES: Mapping[str, tuple[bool, bool]] = {
    "not_both": (True, False),
    "at_least_one": (False, True),
    "if": (True, True),
}
"""For each form, where the first person is so, the second is so."""


@shared
def homes(question: Question) -> tuple[Literal, Literal, Sequence[tuple[str, str, str]]]:
    """The claim, the fact, and the sentences about two people: form, first and second person."""
    claim, *rest = [sentence.split() for sentence in question.item.operands]
    facts = [(name, form == "home") for form, name in (each for each in rest if len(each) == 2)]
    pairs = [(form, first, second) for form, first, second in (each for each in rest if len(each) == 3)]
    return (claim[1], claim[0] == "home"), facts[0], pairs


def implied(pairs: Iterable[tuple[str, str, str]]) -> list[tuple[Literal, Literal]]:
    """What sentences about two people say, as rules."""
    return [((first, RULES[form][0]), (second, RULES[form][1])) for form, first, second in pairs]


# --- liars ------------------------------------------------------------------------------------------


@shared
def speakers(question: Question) -> Sequence[bool]:
    """Whether the first person lies, and whether each next one calls the one before a liar."""
    asked, *rest = question.item.operands
    said = {parts[-1]: parts for parts in (sentence.split() for sentence in rest)}
    found: list[bool] = []
    here: str | None = asked
    while here is not None:
        form, *names = said[here]
        found.insert(0, form in ("liar", "says_liar"))
        here = names[0] if len(names) == 2 else None
    return found
