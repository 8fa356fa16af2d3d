"""Whether what answers is still what answered when a run was begun.

The model in a file is known by the hash of its content. Behind a name on a server it can be exchanged without
a sign, and a chat template that bears a date gives other prompts on another day. So four things are
compared when a run goes on: what the server tells of itself, what the model is given for the first probes,
and a few of the run's own replies, its sentinels, which are asked again one by one; with them comes what the
server says that it computes with.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import islice

from jagbench.probes import Probe
from jagbench.runners.drive import ask_alone, request_of
from jagbench.runners.engine import Description, Engine
from jagbench.runners.manifest import Accepted
from jagbench.runners.protocols import Protocol
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory

GIVEN = 8
"""Probes of which it is kept what the model was given."""

SENTINELS = 6
"""Replies that are asked again."""

_LISTED = 3
"""Configurations of a server that are named in a sentence."""

AMONG = 512
"""Replies among which the longest are taken: the longer a reply, the less another model gives the same."""

TOLD = "told "
"""How the details of a description begin that a server tells of its model."""


def given_prompts(probes: Iterable[Probe], protocol: Protocol, engine: Engine) -> dict[str, str]:
    """SHA-256 of what the model is given for the first probes of a run, by probe.

    Args:
        probes: In the order asked.
        protocol: How they are asked.
        engine: What answers.

    Returns:
        Nothing where the engine does not tell what its model is given.
    """
    found: dict[str, str] = {}
    for probe in islice(probes, GIVEN):
        rendered = engine.render(next(protocol(probe)))
        if rendered is None:
            return {}
        found[probe.id] = hashlib.sha256(rendered.text.encode("utf-8", "surrogatepass")).hexdigest()
    return found


def what_changed(there: RunDirectory, protocol: Protocol, engine: Engine) -> str | None:
    """What is no longer as it was when a run was begun, in words; None where nothing is known to be.

    Args:
        there: The run.
        protocol: How its probes are asked.
        engine: What answers now.
    """
    told = _told_otherwise(there.manifest.engine, engine.description)
    if told is not None:
        return told
    known = there.manifest.prompts
    probes = [probe for probe in there.iter_probes() if probe.id in known] if known else []
    now = given_prompts(probes, protocol, engine)
    if any(known[probe] != prompt for probe, prompt in now.items()):
        return (
            "the model is given other prompts than before (the chat template, or a date that it writes, has "
            "changed)"
        )
    if engine.description.identified:
        return None
    again = _ask_sentinels(there, protocol, engine)
    accepted = there.manifest.accepted
    before = _fingerprints(there.iter_replies()) if again.fingerprints else frozenset[str]()
    known_by_now = before | frozenset(accepted.system_fingerprints if accepted else ())
    if before and not known_by_now & again.fingerprints:
        return (
            "the server computes with another configuration than before (system_fingerprint was "
            f"{_listed(before)} and is {_listed(again.fingerprints)})"
        )
    other = _others(again, accepted)
    if 2 * other > len(again.replies):
        return (
            f"{other} of {len(again.replies)} replies of the run are not given again, so another model seems "
            "to answer"
        )
    return None


def what_answers(there: RunDirectory, protocol: Protocol, engine: Engine) -> Accepted | None:
    """What answers now, to be kept where a change is accepted; None for a model known by its content.

    Args:
        there: The run.
        protocol: How its probes are asked.
        engine: What answers now.
    """
    if engine.description.identified:
        return None
    again = _ask_sentinels(there, protocol, engine)
    return Accepted(
        system_fingerprints=tuple(sorted(again.fingerprints)),
        replies={reply.key: _digest(reply) for _, reply in again.replies},
    )


def _told_otherwise(there: Description, now: Description) -> str | None:
    old, new = _told(there), _told(now)
    differing = [
        f"{name.removeprefix(TOLD)} was {old[name]} and is {new[name]}"
        for name in sorted(old.keys() & new.keys())
        if old[name] != new[name]
    ]
    if not differing:
        return None
    return f"the server tells something else of its model than before ({'; '.join(differing)})"


def _told(description: Description) -> Mapping[str, object]:
    return {name: value for name, value in description.details.items() if name.startswith(TOLD)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _AskedAgain:
    """What came of asking sentinels again."""

    replies: list[tuple[Reply, Reply]]
    """Each that was answered: the reply of the run, and the one that came now."""

    @property
    def fingerprints(self) -> frozenset[str]:
        """What the server says that it computed them with."""
        return _fingerprints(now for _, now in self.replies)


def _others(again: _AskedAgain, accepted: Accepted | None) -> int:
    """How many replies are neither those of the run nor those that were accepted."""
    by_now: Mapping[str, str] = accepted.replies if accepted else {}
    return sum(
        (now.text, now.thinking) != (before.text, before.thinking) and by_now.get(now.key) != _digest(now)
        for before, now in again.replies
    )


def _digest(reply: Reply) -> str:
    said = f"{reply.text}\0{reply.thinking or ''}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _fingerprints(replies: Iterable[Reply]) -> frozenset[str]:
    return frozenset(reply.system_fingerprint for reply in replies if reply.system_fingerprint is not None)


def _listed(fingerprints: Iterable[str]) -> str:
    return " or ".join(sorted(fingerprints)[:_LISTED])


def _ask_sentinels(there: RunDirectory, protocol: Protocol, engine: Engine) -> _AskedAgain:
    replies = islice(filter(_is_repeatable, there.iter_replies()), AMONG)
    sentinels = {reply.probe: reply for reply in nlargest(SENTINELS, replies, key=_length)}
    fingerprint = there.manifest.engine.fingerprint
    given: list[tuple[Reply, Reply]] = []
    for probe in there.iter_probes():
        before = sentinels.get(probe.id)
        if before is None:
            continue
        ask = next(protocol(probe))
        if ask.sampling.temperature > 0 and engine.description.determinism == "none":
            continue
        request = request_of(ask, fingerprint=fingerprint, probe=probe.id)
        if request.key != before.key:
            continue
        again = ask_alone(engine, replace(request, recheck=True))
        if again.finish_reason == "error":
            continue
        given.append((before, again))
    return _AskedAgain(replies=given)


def _is_repeatable(reply: Reply) -> bool:
    return reply.turn == 0 and reply.sample == 0 and not reply.recheck and reply.finish_reason != "error"


def _length(reply: Reply) -> int:
    return len(reply.text) + len(reply.thinking or "")
