"""Claims: a question's statement put as true or false, affirmed and denied (`jagbench.probes.claims`).

Their words stand in `common_words/LANGUAGE.toml`, in the table `claims`, for they suit every skill.
"""

from collections.abc import Mapping
from typing import Any, Final

from jagbench.generators.language.common import common, instruction, symbols
from jagbench.probes.answer import Answer
from jagbench.probes.claims import FACT, SIDES, SKILL, Side
from jagbench.probes.probe import Probe, probe_id
from jagbench.probes.statement import as_in_the_prompt, asks_yes_or_no, gaps, said
from jagbench.probes.written import written

VERSION: Final = 1
"""Version of the skill; it rises whenever a published prompt or answer would change."""
ALWAYS: Final = ("always_yes", "always_no")
PLACES: Final = ("first_option", "last_option")
OVERLOOKS: Final = "overlooks_denial"
"""The misconception that takes a denied sentence for the sentence."""


def claims_of(question: Probe) -> list[Probe]:
    """The claims about the fact that a question asks for: right and lure, affirmed and denied, each worded.

    The lure is that of one misconception, as good as drawn by a hash of the question's item. Of every wording
    half of the claims are true.

    Args:
        question: What is asked; it has a statement that shows every operand, and a lure.

    Returns:
        The claims in the order of their wordings; none where the statement does not stand by itself, as that
        of a question with a table or a story, or where there is no lure.

    Raises:
        InvalidArgument: if the package has no words for the question's language.
    """
    lure = _lure(question)
    if lure is None or not _stands_alone(question):
        return []
    words: Mapping[str, Any] = common(question.language)["claims"]
    asking = instruction(question.language, "yes_no", "bare")
    return [
        _claim(
            question, name, side, lure, template=template, text=text.replace("{as_bare}", asking), words=words
        )
        for template, text in words["template"].items()
        for name, side in SIDES.items()
    ]


def _stands_alone(question: Probe) -> bool:
    statement = question.statement
    return (
        question.format == "bare"
        and statement is not None
        and gaps(statement) == 1
        and "\n" not in statement
        and all(operand in statement for operand in question.operands)
        # "« oui » donne « iuo »" would be a trap of another kind.
        and {symbols(question.language)[word] for word in ("yes", "no")}.isdisjoint(question.operands)
    )


def _lure(question: Probe) -> str | None:
    """The wrong answer that claims about a question hold; the same in all its wordings."""
    found = sorted(set(question.lures.values()))
    return found[int(question.item, 16) % len(found)] if found else None


def _claim(
    question: Probe, name: str, side: Side, lure: str, *, template: str, text: str, words: Mapping[str, Any]
) -> Probe:
    value = question.answer.value if side.right else lure
    sentence = said(question, value)
    claim = words["denied"].replace("{claim}", sentence) if side.denied else sentence
    prompt = text.replace("{claim}", claim)
    yes, no = symbols(question.language)["yes"], symbols(question.language)["no"]
    answer = Answer(kind="choice", value=yes if side.true else no, options=(yes, no))
    wrong = no if side.true else yes
    fields: dict[str, Any] = {
        "id": probe_id(prompt, answer),
        "item": question.item,
        "skill": SKILL,
        "version": VERSION,
        "level": question.level,
        "grade": question.grade,
        "params": {
            "operands": [
                *question.operands,
                *([] if asks_yes_or_no(question) else [as_in_the_prompt(question, value)]),
            ],
            "direction": name,
            FACT: question.skill,
        },
        "language": question.language,
        "frame": question.frame,
        "template": template,
        "order": question.order,
        "prompt": prompt,
        "answer": answer,
        "lures": dict.fromkeys(_deceived(question, side, lure), wrong),
        "statement": words["statement"],
    }
    probe = Probe(**fields)
    return Probe(**fields, target=written(probe, answer.value))


def _deceived(question: Probe, side: Side, lure: str) -> list[str]:
    """The misconceptions that get a claim wrong: those of the question, and of claims.

    Who always says yes, or names the option that stands first, believes nothing about the fact.
    """
    believing = [name for name in question.lures if name not in (*ALWAYS, *PLACES)]
    found = [name for name in believing if side.right or question.lures[name] == lure]
    return [*found, ALWAYS[side.true], *([OVERLOOKS] if side.denied else [])]
