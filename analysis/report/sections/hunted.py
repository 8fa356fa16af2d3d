"""The simplest failures that a hunt found, with what was asked to be sure of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from jagbench.analysis.report.section import Entry, Material, Section, Sheet, Text, labelled
from jagbench.words import amount

_HEAD = ("Skill", "Misconception", "Right", "Answered", "Fails", "Simpler ones right", "Simplest failure")


def hunted(material: Material) -> Section | None:
    """The table of each hunt among the runs, and its certificates; None where there is no hunt."""
    hunts = {run: material.hunts[run] for run in material.runs if run in material.hunts}
    if not hunts:
        return None
    blocks: list[Text | Sheet] = []
    for number, (run, hunt) in enumerate(hunts.items(), start=1):
        minima: Sequence[Mapping[str, Any]] = hunt["minima"]
        never = [_never(skill) for skill in hunt["skills"] if not skill["failed"]]
        if never:
            blocks.append(Text(paragraphs=never))
        if minima:
            blocks.append(_table(f"simplest-{number}", run, hunt, minima))
            blocks.append(_certificates(f"certificates-{number}", run, minima))
    return Section(name="hunt", title="Simplest failures", blocks=blocks)


def _never(skill: Mapping[str, Any]) -> str:
    return (
        f"{skill['skill']} never failed in {amount(skill['explored'], 'question')} over all strata: at most "
        f"{100 * skill['at_most']:.1f} % of such questions fail (95 %)."
    )


def _table(name: str, run: str, hunt: Mapping[str, Any], minima: Sequence[Mapping[str, Any]]) -> Sheet:
    return Sheet(
        name=name,
        caption=f"The simplest questions that {run} fails, by skill and misconception "
        f"({amount(hunt['answers'], 'answer')} in {amount(hunt['rounds'], 'round')}).",
        note="Fails: answers that were not right, of all to this very question. Simpler ones right: of the "
        "questions that are one step simpler, those that were answered rightly.",
        head=_HEAD,
        labels=2,
        rows=[_row(minimum) for minimum in minima],
    )


def _row(minimum: Mapping[str, Any]) -> list[Entry]:
    state = "" if minimum["state"] == "confirmed" else f" ({minimum['state']})"
    certificate: Sequence[Mapping[str, Any]] = minimum["certificate"]
    right = sum(2 * each["failures"] < each["answers"] for each in certificate)
    return [
        labelled(minimum["skill"]),
        labelled(minimum["misconception"] + state),
        labelled(minimum["answer"]),
        labelled(_answered(minimum)),
        Entry(text=f"{minimum['failures']} of {minimum['answers']}"),
        Entry(text=f"{right} of {len(certificate)}" if certificate else "none is simpler"),
        labelled(minimum["prompt"], skill=minimum["skill"]),
    ]


def _certificates(name: str, run: str, minima: Sequence[Mapping[str, Any]]) -> Sheet:
    rows = [
        [
            labelled(minimum["skill"]),
            labelled(minimum["misconception"]),
            labelled(each["answer"]),
            labelled(_answered(each)),
            labelled(each["fails_as"] or "right"),
            labelled(each["prompt"]),
        ]
        for minimum in minima
        for each in minimum["certificate"]
    ]
    return Sheet(
        name=name,
        caption=f"Certificates of {run}: every question one step simpler, as it was answered.",
        head=("Skill", "Misconception", "Right", "Answered", "Outcome", "One step simpler"),
        labels=2,
        rows=rows,
        folded=True,
    )


def _answered(answer: Mapping[str, Any]) -> str:
    return str(answer["reading"] or answer["reply"].strip() or "(nothing)")
