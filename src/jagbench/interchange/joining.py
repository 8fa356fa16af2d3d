"""The replies of a log, each with the probe that it answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.log import Entry, Log
from jagbench.probes import Probe, Suite
from jagbench.probes.own import PROBE, Problem, Record, ask_records, columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A log whose replies have found their probes."""

    pairs: Sequence[tuple[Probe, Entry]]
    """The probes and the replies to them, in file order; one reply for each model, probe and sample."""
    problems: Sequence[Problem]
    """The replies that answer nothing, with why."""
    notes: Sequence[str]
    """What was inferred of questions that the log brought itself, in sentences."""


def join(log: Log, suite: Suite | None = None, *, default_skill: str = "unnamed") -> Joined:
    """Find the probe of every reply: in the suite by id, or by its prompt; without a suite in the log itself.

    Args:
        log: The log.
        suite: What was asked; a log whose lines hold their questions needs none.
        default_skill: The skill of questions that name none.

    Raises:
        InvalidArgument: if not one reply answers a question.
    """
    found, problems, notes = _in_log(log, default_skill) if suite is None else _in_suite(log, suite)
    pairs: list[tuple[Probe, Entry]] = []
    there: dict[tuple[str | None, str, int], str] = {}
    for probe, entry in found:
        key = (entry.model, probe.id, entry.sample)
        if key in there:
            why = f"the question {probe.id!r} was answered before, at {there[key]}: the first answer counts."
            problems.append(Problem(where=entry.where, why=why))
            continue
        there[key] = entry.where
        pairs.append((probe, entry))
    if not pairs:
        what = "answers a question that it holds" if suite is None else f"answers a question of {suite.name}"
        hint = " Name what was asked with --suite." if suite is None else ""
        first = f" The first: {problems[0]}" if problems else ""
        raise InvalidArgument(f"No reply of {len(log.entries):,} {what}.{hint}{first}")
    return Joined(pairs=pairs, problems=problems, notes=notes)


_Found = tuple[list[tuple[Probe, Entry]], list[Problem], list[str]]


def _in_suite(log: Log, suite: Suite) -> _Found:
    by_prompt: dict[str, Probe | None] = {}
    for each in suite:
        text = _plain(each.prompt)
        by_prompt[text] = None if text in by_prompt else each  # a prompt that stands twice tells nothing
    pairs: list[tuple[Probe, Entry]] = []
    problems: list[Problem] = []
    for entry in log.entries:
        names = [entry.probe, _id_of(entry.question)]
        probe = next((suite[name] for name in names if name is not None and name in suite), None)
        prompts = [each for each in (_prompt_of(entry.question), entry.prompt) if each]
        if probe is not None and prompts and not any(_same(probe.prompt, each) for each in prompts):
            why = f"the question {probe.id!r} has another prompt in {suite.name}."
            problems.append(Problem(where=entry.where, why=why))
            continue
        if probe is None:
            probe = next(
                (found for text in prompts if (found := by_prompt.get(_plain(text))) is not None), None
            )
        if probe is None:
            why = f"it answers no question of {suite.name}, by its id {entry.probe!r} or by its prompt."
            problems.append(Problem(where=entry.where, why=why))
            continue
        pairs.append((probe, entry))
    return pairs, problems, []


def _in_log(log: Log, default_skill: str) -> _Found:
    records: list[Record] = []
    seen: set[str] = set()
    keys: list[str] = []
    problems: list[Problem] = []
    for entry in log.entries:
        question = _without_what_is_judged(entry.question or {})
        # What else a line says, such as a model or a time, makes no other question of it.
        asked = [question.get(PROBE), columns(question).found]
        key = json.dumps(asked, sort_keys=True, default=str)
        keys.append(key)
        if key not in seen:
            seen.add(key)
            records.append(Record(where=key, content=question))
    own = ask_records(records, default_skill=default_skill)
    probes = dict(zip(own.where, own.probes, strict=True))
    reasons = {problem.where: problem.why for problem in own.problems}
    pairs: list[tuple[Probe, Entry]] = []
    for key, entry in zip(keys, log.entries, strict=True):
        if key in probes:
            pairs.append((probes[key], entry))
        else:
            problems.append(Problem(where=entry.where, why=reasons[key]))
    return pairs, problems, list(own.notes)


def _without_what_is_judged(question: Mapping[str, Any]) -> Mapping[str, Any]:
    """A question as it was asked, where a line is one of a judged file."""
    if "expected" not in question or "answer" in question:
        return question
    asked = ("probe", "prompt", "skill", "level", "grade", "language", "kind", "item")
    kept = {name: question[name] for name in asked if name in question}
    options: object = question.get("options")
    return {
        **{("id" if name == "probe" else name): value for name, value in kept.items()},
        "answer": question["expected"],
        **({"choices": options} if isinstance(options, list) and options else {}),
    }


def _id_of(question: Mapping[str, Any] | None) -> str | None:
    name: object = None if question is None else columns(question).found.get("id")
    return str(name) if isinstance(name, str | int) else None


def _prompt_of(question: Mapping[str, Any] | None) -> str | None:
    text: object = None if question is None else columns(question).found.get("prompt")
    return text if isinstance(text, str) else None


def _plain(text: str) -> str:
    return " ".join(text.split())


def _same(prompt: str, given: str) -> bool:
    """Whether a text is a prompt, holds it (behind examples, in a template), or is a part of it."""
    asked, shown = _plain(prompt), _plain(given)
    return asked in shown or shown in asked or _plain(json.dumps(prompt)[1:-1]) in shown
