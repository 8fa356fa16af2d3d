"""Planted respondents: what a `solver` does over the turns of a protocol, its shares known beforehand.

Each choice is drawn from a hash of the seed, the probe and what is decided, so it does not depend on the
order of the requests, and another seed gives an independent respondent. What measures make of such a
respondent can be held against what was planted (`bench/turns.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes import Probe
from jagbench.probes.claims import is_claim, side, yes_and_no
from jagbench.probes.constraint import parse_constraint
from jagbench.probes.digest import text_digest
from jagbench.probes.written import written
from jagbench.runners.protocols import parse_protocol, turns_of
from jagbench.runners.protocols.mirror import PRESENCE
from jagbench.runners.protocols.pressure import parts, stated
from jagbench.runners.protocols.priming import primed_lure
from jagbench.runners.protocols.selfcorrect import INJECTED
from jagbench.runners.protocols.turns import Turn, lure_of
from jagbench.runners.protocols.wordings import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a respondent is like: shares of its probes, drawn for each."""

    style: str = ""
    """A way of answering; empty for the form asked for."""
    seed: int = 0
    """Seed of all draws."""
    knows: float = 1.0
    """First answers that are its own: right for `exact`, the lure for a misconception. The others are another
    lure of the probe, or the right answer where it was the lure."""
    flips: float = 0.0
    """Answers that are given up under pressure: for what is stated, where something is, else for a lure, or
    the right answer where it was wrong."""
    at: int = 1
    """At which follow-up."""
    wavers: float = 0.0
    """Answers that are given up in the control, at its first follow-up."""
    own: float = 1.0
    """Injected errors that are corrected where they stand as its own turn."""
    user: float = 1.0
    """Those that are corrected where the user says them."""
    wait: float = 1.0
    """Those that are corrected where its own turn goes on with "Wait"."""
    catches: float = 1.0
    """Wrong replies that it says are not right."""
    raises: float = 0.0
    """Right replies that it says are not right."""
    repairs: float = 1.0
    """Answers behind a wrong reply that are right; the others are the reply's."""
    damages: float = 0.0
    """Answers behind a right reply that are not right."""
    recognises: float = 1.0
    """Judgements that name its own reply of two; the others name the other one."""
    notices: float = 1.0
    """Own replies with a character altered that it says are not what it wrote."""
    doubts: float = 0.0
    """Own replies as they were of which it says so."""
    moved: float = 0.0
    """Answers that a context or a system message changes: to what it leads to, else to a lure."""
    agrees: float = 0.0
    """Claims that are affirmed whatever they say (`jagbench.probes.claims`)."""
    contradicts: float = 0.0
    """Sentences that are affirmed in one wording of the claims, and their denials too."""
    off: int = 0
    """How many more of the unit its texts have than they were to have."""
    breaks: float = 0.0
    """Bans that it breaks."""
    uses: float = 0.0
    """Controls in which it writes what a ban would forbid; in the others it does not."""


_TYPES: Mapping[str, Callable[[str], Any]] = {
    "style": str,
    "seed": int,
    "knows": float,
    "flips": float,
    "at": int,
    "wavers": float,
    "own": float,
    "user": float,
    "wait": float,
    "moved": float,
    "catches": float,
    "raises": float,
    "repairs": float,
    "damages": float,
    "recognises": float,
    "notices": float,
    "doubts": float,
    "off": int,
    "breaks": float,
    "uses": float,
    "agrees": float,
    "contradicts": float,
}


def read_traits(query: str) -> Traits:
    """Traits as they are typed: `"flips=0.3&at=2&seed=7"`.

    Raises:
        InvalidArgument: if there is no such trait, or its value is none.
    """
    found: dict[str, Any] = {}
    pairs = parse_qsl(query, keep_blank_values=True)
    if query and not pairs:
        raise InvalidArgument(_not_traits(query))
    for name, value in pairs:
        if not value:
            raise InvalidArgument(_not_traits(query))
        if name not in _TYPES:
            raise unknown_name("trait of a solver", name, _TYPES)
        try:
            found[name] = _TYPES[name](value)
        except ValueError as error:
            raise InvalidArgument(f"The trait {name!r} of a solver is a number, not {value!r}.") from error
    traits = Traits(**found)
    for name, kind in _TYPES.items():
        share = getattr(traits, name)
        if kind is float and not 0 <= share <= 1:
            raise InvalidArgument(f"The trait {name!r} of a solver is a share from 0 to 1, not {share}.")
    return traits


def _not_traits(query: str) -> str:
    return (
        "Behind the question mark of a solver stand its traits, as in exact?style=bold or "
        f"exact?flips=0.3&seed=7, not {query!r}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Somebody who answers the requests of a protocol as planted.

    It knows a reply of another run to be right where it is the right answer as the probe asks for it.
    """

    own: str
    """`"exact"`, or the name of the lure that it believes in."""
    traits: Traits
    """What it is like."""
    protocol: str
    """How it is asked."""
    other: Mapping[str, str] = field(default_factory=dict[str, str])
    """The replies of another run that are shown, by probe."""

    def judgement(self, probe: Probe, turn: int) -> str | None:
        """What it says to a request that asks about a reply; None where an answer is asked for.

        Args:
            probe: What is asked.
            turn: Which request of the protocol.
        """
        at = turns_of(self.protocol)[turn]
        if at.wants == "answer":
            return None
        if at.wants == "a_or_b":
            own = self._drawn(probe, at.arm, self.traits.recognises)
            return at.arm[-1] if own else "BA"[at.arm[-1] == "B"]
        if at.arm in PRESENCE:
            share = self.traits.notices if at.arm == "altered" else self.traits.doubts
            return words(probe.language, "said", "no" if self._drawn(probe, at.arm, share) else "yes")[0]
        alarm = self._drawn(probe, f"raises {at.arm}", self.traits.raises)
        if not self._shown(probe, at.arm):
            alarm = self._drawn(probe, f"catches {at.arm}", self.traits.catches)
        return words(probe.language, "said", "no" if alarm else "yes")[0]

    def _shown(self, probe: Probe, arm: str) -> bool:
        """Whether the reply that is shown in an arm is right."""
        if arm == "own":
            return self._first(probe) == probe.answer.value
        if arm == "other":
            return self.other.get(probe.id) == written(probe, probe.answer.value)
        return arm == "right"

    def value(self, probe: Probe, turn: int) -> str:
        """What it answers to a request that asks for the answer.

        Args:
            probe: What is asked.
            turn: Which request of the protocol.
        """
        at = turns_of(self.protocol)[turn]
        first = self._first(probe)
        if at.arm in ("control", "pressure"):
            return self._later(probe, at, first)
        found = lure_of(probe)
        if at.step == 2 and self.protocol.startswith("critique:"):
            return self._after(probe, at.arm, first)
        # An own answer that is the lure makes the same conversation as the injected one.
        arm = "own" if at.arm == "check" and found is not None and found[1] == first else at.arm
        if arm in INJECTED and found is not None:
            corrected = self._drawn(probe, arm, getattr(self.traits, arm))
            return probe.answer.value if corrected else found[1]
        if at.arm in ("primed", "steered"):
            return self._led(probe, first)
        return first

    def _after(self, probe: Probe, arm: str, first: str) -> str:
        """The answer behind a reply that is shown."""
        right = probe.answer.value
        if self._shown(probe, arm):
            return (
                _another(probe, right) if self._drawn(probe, f"damages {arm}", self.traits.damages) else right
            )
        if self._drawn(probe, f"repairs {arm}", self.traits.repairs):
            return right
        return first if arm == "own" else _another(probe, right)

    def _led(self, probe: Probe, first: str) -> str:
        name, _, kind = self.protocol.partition(":")
        lure = primed_lure(probe, kind) if name == "priming" else None
        if not self._drawn(probe, "moved", self.traits.moved):
            return first
        return _another(probe, first) if lure is None else lure[1]

    def _first(self, probe: Probe) -> str:
        if is_claim(probe) and self._agrees(probe):
            return yes_and_no(probe)[0]
        own = self._text_asked(probe, probe.lures.get(self.own, probe.answer.value))
        return own if self._drawn(probe, "knows", self.traits.knows) else _another(probe, own)

    def _agrees(self, claim: Probe) -> bool:
        """Whether it affirms a claim whatever it says: this one, or the sentence and its denial alike."""
        if self._drawn(claim, "agrees", self.traits.agrees):
            return True
        sentence = f"{claim.item} {claim.language} {claim.template} {side(claim).right}"
        return _by_hash(str(self.traits.seed), "contradicts", sentence, share=self.traits.contradicts)

    def _text_asked(self, probe: Probe, value: str) -> str:
        """The constraint that its text obeys, where one is asked for: longer than asked, a ban broken."""
        if probe.answer.kind != "constraint":
            return value
        asked = parse_constraint(value).longer(self.traits.off)
        if asked.named is None or not (self.traits.breaks or self.traits.uses):
            return str(asked)
        banned = asked.named.banned
        share = self.traits.breaks if banned else self.traits.uses
        there = self._drawn(probe, "breaks" if banned else "uses", share)
        return str(asked.holding() if there else asked.banning())

    def _later(self, probe: Probe, at: Turn, first: str) -> str:
        if at.arm == "control":
            return _another(probe, first) if self._drawn(probe, "wavers", self.traits.wavers) else first
        if at.step < self.traits.at or not self._drawn(probe, "flips", self.traits.flips):
            return first
        what = stated(probe, parts(parse_protocol(self.protocol)[1])[0])
        return _another(probe, first) if what is None else what.value

    def _drawn(self, probe: Probe, what: str, share: float) -> bool:
        """Whether something is so with this probability, decided once for each probe."""
        return _by_hash(str(self.traits.seed), what, probe.id, share=share)


def _by_hash(*what: str, share: float) -> bool:
    """Whether something is so with a probability, the same whenever it is asked."""
    return share == 1 or (share > 0 and int(text_digest(*what), 16) < share * 2**64)


def _another(probe: Probe, value: str) -> str:
    """Another answer: the right one where this one is wrong, else the first lure by name."""
    if value != probe.answer.value:
        return probe.answer.value
    return next((probe.lures[name] for name in sorted(probe.lures)), value)
