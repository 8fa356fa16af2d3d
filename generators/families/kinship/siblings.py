"""Brothers and sisters: how many one of the children has, and how many children there are.

The questions are those of "Alice in Wonderland" (Nezhurina et al., arXiv 2406.02061), in every form.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from jagbench.generators.families.kinship import misconceptions as wrong
from jagbench.generators.families.kinship import oracle
from jagbench.generators.language.people import (
    CHILDREN,
    THINGS,
    draw_facts,
    is_girl,
    joined,
    patterns,
    tell_facts,
    write,
)
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source
from jagbench.probes.answer import Answer

BROTHERS, SISTERS = ("brother", "brothers"), ("sister", "sisters")


def counted(language: str, number: str, one: str, many: str) -> str:
    """A number of things, such as `"1 brother"` or `"3 brothers"`."""
    return patterns("kinship", language)[one if number == "1" else many].format(n=number)


def _siblings(language: str, brothers: str, sisters: str) -> str:
    return patterns("kinship", language)["and"].format(
        first=counted(language, brothers, "one_brother", "many_brothers"),
        second=counted(language, sisters, "one_sister", "many_sisters"),
    )


def _child(language: str, symbol: str, name: str) -> str:
    """A sentence that says whether a child is a girl or a boy."""
    return patterns("kinship", language)["is_girl" if is_girl(symbol) else "is_boy"].format(name=name)


# --- how many brothers or sisters -------------------------------------------------------------------


def draw_siblings(source: Source, stratum: Stratum) -> Sequence[str]:
    """A child, its brothers and sisters, which of them is asked about, what is asked, and idle facts."""
    sibling, asked = str(stratum["sibling"]), str(stratum["asked"])
    fewest, most = int(stratum["fewest"]), int(stratum["most"])
    # "Each of the brothers" are at least two.
    least = {kind: max(fewest, 2) if kind == sibling else fewest for kind in ("brother", "sister")}
    brothers = source.integer(least["brother"], most)
    sisters = source.integer(least["sister"], most)
    # The number asked about is one more or one less: it should not be the other one of the story.
    if asked_of_other(stratum) and abs(brothers - sisters) == 1:
        other = [number for number in range(least["sister"], most + 1) if abs(number - brothers) != 1]
        sisters = source.choice(other) if other else sisters
    return [
        source.choice(CHILDREN[str(stratum["child"])]),
        str(brothers),
        str(sisters),
        sibling,
        asked,
        *chain.from_iterable(draw_facts(source, THINGS, int(stratum["distractors"]))),
    ]


def asked_of_other(stratum: Stratum) -> bool:
    """Whether the sibling that is asked about is not of the child's sex."""
    return (stratum["child"] == "girl") == (stratum["sibling"] == "brother")


def solve_siblings(question: Question) -> Answer:
    """Brothers or sisters of that sibling: the child counts, the sibling does not."""
    name, brothers, sisters, sibling, asked = question.item.operands[:5]
    if asked == "sisters":
        number = int(sisters) + is_girl(name) - (sibling == "sister")
    else:
        number = int(brothers) + (not is_girl(name)) - (sibling == "brother")
    return Answer(kind="integer", value=str(number))


def slots_siblings(shown: Shown) -> Mapping[str, str]:
    """The story, which sibling, and what is asked of it."""
    name, brothers, sisters = shown.operands[:3]
    symbol, _, _, sibling, _ = shown.question.item.operands[:5]
    language = shown.language
    told = patterns("kinship", language)
    has = told["has"].format(name=name, siblings=_siblings(language, brothers, sisters))
    story = [_child(language, symbol, name), has, *tell_facts(language, name, shown.operands[5:])]
    return {
        "story": joined(language, story),
        "each": told[f"each_{sibling}"].format(name=name),
        "asked": told[f"ask_{shown.question.item.operands[4]}"],
    }


def _families(relation: str, *ranges: tuple[int, int], distractors: int = 0) -> list[Stratum]:
    """Strata of all forms within some ranges: the asked sibling of the child's own sex, or of the other."""
    return [
        {
            "child": child,
            "sibling": sibling,
            "asked": asked,
            "fewest": fewest,
            "most": most,
            "distractors": distractors,
        }
        for fewest, most in ranges
        for child, own in (("girl", "sister"), ("boy", "brother"))
        for sibling in ("brother", "sister")
        for asked in ("brothers", "sisters")
        if relation == ("same" if sibling == own else "other")
    ]


def _mostly_other(*ranges: tuple[int, int], distractors: int = 0) -> list[Stratum]:
    """Siblings of the other sex in every range, of the child's own sex in the whole of them only.

    What a girl's sister has are the numbers that the story names, so that saying one of them would do if this
    were asked more often.
    """
    whole = min(fewest for fewest, _ in ranges), max(most for _, most in ranges)
    return [
        *_families("same", whole, distractors=distractors),
        *_families("other", *ranges, distractors=distractors),
    ]


siblings = register(
    Skill(
        name="kinship.siblings",
        summary="How many brothers or sisters a brother or sister of a child has.",
        version=2,
        levels=[
            Level(grade=1, strata=_mostly_other((1, 2), (2, 3), (1, 3))),
            Level(grade=2, strata=_mostly_other((1, 3), (3, 4), (4, 5), (2, 5))),
            Level(grade=2, strata=_mostly_other((2, 4), (3, 6), (5, 7), (6, 8), (7, 9), (4, 9))),
            Level(
                grade=3,
                strata=_mostly_other((2, 4), (3, 6), (5, 7), (6, 8), (7, 9), (4, 9), distractors=1),
            ),
            Level(
                grade=4,
                strata=_mostly_other(
                    (4, 6), (5, 8), (7, 9), (8, 11), (10, 12), (11, 14), (13, 15), (4, 15), distractors=3
                ),
            ),
        ],
        draw=draw_siblings,
        solve=solve_siblings,
        slots=slots_siblings,
        write=write,
        oracle=oracle.siblings,
        misconceptions=wrong.SIBLINGS,
    )
)


# --- how many children ------------------------------------------------------------------------------


def draw_children(source: Source, stratum: Stratum) -> Sequence[str]:
    """A child, whose brothers and sisters are counted, their numbers, and idle facts.

    The numbers are those of the child itself (`self`), of each of its brothers or sisters, or of sons and
    their sisters, or daughters and their brothers.
    """
    form, fewest, most = str(stratum["form"]), int(stratum["fewest"]), int(stratum["most"])
    child = {"sons": "boy", "daughters": "girl"}.get(form) or source.choice(("girl", "boy"))
    # "Each of the sons", or of the brothers, are at least two.
    first = source.integer(fewest if form == "self" else max(fewest, 2), most)
    second = source.integer(fewest, most)
    return [
        source.choice(CHILDREN[child]),
        *([] if form == "self" else [form]),
        str(first),
        str(second),
        *chain.from_iterable(draw_facts(source, THINGS, int(stratum["distractors"]))),
    ]


def split_children(operands: Sequence[str]) -> tuple[str, str, str, str, Sequence[str]]:
    """Name, form, first and second number, and facts of an item."""
    if operands[1].isdecimal():
        name, first, second, *facts = operands
        return name, "self", first, second, facts
    name, form, first, second, *facts = operands
    return name, form, first, second, facts


def solve_children(question: Question) -> Answer:
    """A child and all its brothers and sisters, or the sons and daughters."""
    _, form, first, second, _ = split_children(question.item.operands)
    return Answer(kind="integer", value=str(int(first) + int(second) + (form not in ("sons", "daughters"))))


def slots_children(shown: Shown) -> Mapping[str, str]:
    """The story."""
    language = shown.language
    symbol, form, first, second, _ = split_children(shown.question.item.operands)
    name = shown.operands[0]
    told = patterns("kinship", language)
    if form == "self":
        numbers = [told["has"].format(name=name, siblings=_siblings(language, first, second))]
    elif form in ("brother", "sister"):
        numbers = [told[f"each_{form}_has"].format(name=name, siblings=_siblings(language, first, second))]
    else:
        other = "sister" if form == "sons" else "brother"
        siblings = counted(language, second, f"one_{other}", f"many_{other}s")
        numbers = [told[form].format(name=name, n=first), told[f"each_of_{form}"].format(siblings=siblings)]
    facts = shown.operands[3 if form == "self" else 4 :]
    return {
        "story": joined(
            language, [_child(language, symbol, name), *numbers, *tell_facts(language, name, facts)]
        )
    }


def _forms(forms: str, fewest: int, most: int, distractors: Sequence[int] = (0,)) -> list[Stratum]:
    return [
        {"form": form, "fewest": fewest, "most": most, "distractors": count}
        for form in forms.split()
        for count in distractors
    ]


children = register(
    Skill(
        name="kinship.children",
        summary="How many children a family has.",
        levels=[
            Level(grade=1, strata=_forms("self", 1, 4)),
            Level(grade=2, strata=_forms("sons daughters", 1, 5)),
            Level(grade=2, strata=_forms("brother sister", 2, 6)),
            Level(grade=3, strata=_forms("self sons daughters brother sister", 2, 9, distractors=(0, 1))),
            Level(grade=4, strata=_forms("self sons daughters brother sister", 4, 20, distractors=(3,))),
        ],
        draw=draw_children,
        solve=solve_children,
        slots=slots_children,
        write=write,
        oracle=oracle.children,
        misconceptions=wrong.CHILDREN,
    )
)
