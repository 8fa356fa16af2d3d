"""A model that is asked probes round by round, and keeps to what it once said.

Whoever asks decides what is asked next from the verdicts so far and a seed, and from nothing else. Then the
same program comes to the same rounds again: after a death it is run from its beginning, every reply that is
there is taken from the run directory, and asking goes on where it ended.
"""

import hashlib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jagbench import __version__
from jagbench.analysis.frame.rows import Given, Row, judged, run_labels
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe
from jagbench.probes.digest import canonical
from jagbench.rounds.later import Later
from jagbench.runners.drive import Task, drive
from jagbench.runners.engine import Arguments, Description
from jagbench.runners.engines import has_prefix_cache, parse_model, refuse_arguments
from jagbench.runners.journal import Journal
from jagbench.runners.listener import Listener
from jagbench.runners.manifest import MANIFEST, Manifest
from jagbench.runners.manner import Manner
from jagbench.runners.names import default_folder
from jagbench.runners.opened import Needs, Opened, opened, protocol_of, survey
from jagbench.runners.protocols import Protocol, can_ask, parse_protocol
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.schedule import Round, Schedule
from jagbench.runners.selection import beginning
from jagbench.runners.sentinels import given_prompts, what_changed

OnRound = Callable[[int, Round], None]
"""Told before each round: its number, from 1, and what it is."""


class Stopped(Exception):
    """Asking was ended before a round was done; what was answered is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A probe with what came back."""

    probe: Probe
    """What was asked."""
    row: Row
    """The reply read and judged: `unscored` where the engine failed twice."""
    reply: Reply
    """The last reply of the conversation, with its tokens and scores."""


@contextmanager
def in_rounds(
    model: str,
    *,
    kind: str,
    plan: Mapping[str, Any],
    name: str | None = None,
    manner: Manner | None = None,
    out: Path | str | None = None,
    arguments: Arguments | None = None,
    longest: Sequence[Probe] = (),
    listener: Listener | None = None,
    on_round: OnRound | None = None,
) -> Generator["Rounds"]:
    """Ask a model in rounds; the same plan in the same folder goes on where it was stopped.

    Args:
        model: `engine:name`.
        kind: What the rounds are for, such as `"hunt"`: a word for `run.json`.
        plan: Everything that decides what is asked, replies aside, as JSON. A budget that only ends the
            rounds earlier or later is none of it.
        name: What stands in the place of a suite's name; the kind when left out.
        manner: How the probes are asked; directly, at temperature 0, when left out.
        out: Folder of the run; by default `runs/MODEL-NAME-PROTOCOL`.
        arguments: Arguments of the engine.
        longest: Probes as long as any that may be asked, so that the model has room for them from the start;
            a round that needs more opens it anew.
        listener: Who is told how it goes, and who may stop it.
        on_round: Told before each round.

    Yields:
        What is asked.

    Raises:
        InvalidArgument: if there is no such model or protocol, the protocol shows worked examples or replies
            of another run, a probe is to have several samples, or the folder holds another run.
        JagbenchError: if the engine breaks, another process holds the run, or it cannot be written.
    """
    refuse_arguments(model, arguments or {})
    manner = manner or Manner()
    entry, argument = parse_protocol(manner.protocol)
    if entry.form.startswith("fewshot"):
        raise InvalidArgument(
            f"The protocol {manner.protocol!r} shows examples of a suite's wordings, and in rounds there is "
            "no suite beforehand: give another protocol."
        )
    if entry.shows_other(argument):
        raise InvalidArgument(
            f"The protocol {manner.protocol!r} shows the replies of another run, and no run has replies to "
            "what rounds will ask: give another protocol."
        )
    if manner.samples > 1 or manner.recheck:
        raise InvalidArgument("In rounds each probe is asked once: leave out samples and recheck.")
    folder = Path(out) if out is not None else default_folder(model, name or kind, manner.protocol)
    with ExitStack() as stack:
        rounds = Rounds(
            _manifest(model, name or kind, Schedule(kind=kind, plan=plan), manner),
            folder,
            stack,
            manner=manner,
            arguments=arguments,
            longest=[probe for probe in longest if can_ask(manner.protocol, probe)],
            listener=listener or Listener(),
            on_round=on_round,
        )
        yield rounds
        rounds.finish()


Name = tuple[str, int, bool]
"""What tells a conversation from the others of a run: its probe, sample, and whether it only compares."""


class Rounds:
    """A model that is asked round by round; made by `in_rounds`."""

    def __init__(
        self,
        asked: Manifest,
        folder: Path,
        stack: ExitStack,
        *,
        manner: Manner,
        arguments: Arguments | None,
        longest: Sequence[Probe],
        listener: Listener,
        on_round: OnRound | None,
    ) -> None:
        self.done: list[Round] = []
        """The rounds so far."""
        self._asked = asked
        self._folder = folder
        self._stack = stack
        self._manner = manner
        self._arguments = arguments
        self._longest = longest
        self._listener = listener
        self._on_round = on_round
        self._known: list[Probe] = []
        self._ids: set[str] = set()
        self._found: dict[Name, Asked] = {}
        self._begun: _Begun | None = None

    @property
    def directory(self) -> RunDirectory:
        """The run: complete once the rounds are over.

        Raises:
            InvalidArgument: if nothing was asked yet.
        """
        if self._begun is None:
            raise InvalidArgument("There is no run before the first round.")
        return self._begun.directory

    @property
    def calls(self) -> int:
        """How many times a probe was asked so far."""
        return len(self._found)

    def ask(self, probes: Sequence[Probe], purpose: str) -> dict[str, Asked]:
        """Ask probes as one round; what was asked before has its answer already, and is no part of it.

        Args:
            probes: What is asked.
            purpose: What the round is for, in a word for `run.json`.

        Returns:
            What came back, by the id of the probe.

        Raises:
            Stopped: if asking was ended before the round was done.
            InvalidArgument: if the protocol cannot ask a probe, the folder holds another run, the engine does
                not serve the protocol, or another model answers than before.
            JagbenchError: if the engine breaks or fails on all of several probes, another process holds the
                run, or it cannot be written.
        """
        unique = {probe.id: probe for probe in probes}
        found = self.have([Task(probe=probe) for probe in unique.values()], purpose)
        return {name: found[name, 0, False] for name in unique}

    def ask_again(self, probes: Sequence[Probe], times: int, purpose: str) -> dict[str, list[Asked]]:
        """Ask probes so many more times as one round, whatever was answered before.

        Args:
            probes: What is asked.
            times: How often.
            purpose: As in `ask`.

        Returns:
            What came back each time, by the id of the probe.

        Raises:
            Stopped: as `ask` does, and so the others.
        """
        unique = {probe.id: probe for probe in probes}
        repeats = range(times)
        found = self.have(
            [
                Task(probe=probe, sample=number, recheck=True)
                for probe in unique.values()
                for number in repeats
            ],
            purpose,
        )
        return {name: [found[name, number, True] for number in repeats] for name in unique}

    def have(self, tasks: Sequence[Task], purpose: str) -> "dict[Name, Asked]":
        """Have conversations as one round; those that were had before are no part of it.

        Args:
            tasks: What is to be had; each probe that was asked before is repeated by the next sample, as a
                recheck.
            purpose: As in `ask`.

        Returns:
            What came back, by probe, sample and whether it is a recheck.

        Raises:
            Stopped: as `ask` does, and so the others.
        """
        new = [task for task in tasks if _name(task) not in self._found]
        if new:
            self._round(new, len(tasks), purpose)
        return {_name(task): self._found[_name(task)] for task in tasks}

    def finish(self) -> None:
        """Bring the run to its end; nothing is asked after it."""
        if self._begun is not None:
            self._note(finished=True)
            self._begun.journal.close()
            self._begun.directory.compact()

    def _round(self, new: list[Task], wanted: int, purpose: str) -> None:
        """Have conversations that were not had yet."""
        _refuse_unfit(new, self._manner.protocol)
        begun = self._hold([task.probe for task in new])
        self.done.append(Round(purpose=purpose, probes=wanted, new=len(new)))
        self._note(finished=False)
        if self._on_round is not None:
            self._on_round(len(self.done), self.done[-1])
        if has_prefix_cache(self._asked.model):
            new.sort(key=lambda task: beginning(task.probe))
        replies = self._drive(new, begun)
        if again := _failed(new, replies):
            replies |= self._drive(again, begun)
        failed = _failed(again, replies)
        if len(failed) == len(new) > 1:
            raise JagbenchError(
                f"The engine failed on all {len(new)} probes of round {len(self.done)}: "
                f"{replies[_name(failed[0])].error} The same command asks them again."
            )
        for task in new:
            self._found[_name(task)] = self._judged(task, replies[_name(task)], begun.label)

    def _hold(self, probes: Sequence[Probe]) -> "_Begun":
        """The run, with these probes in it and a model that has room for them."""
        new = [probe for probe in probes if probe.id not in self._ids]
        self._known += new
        begun = self._begun or self._begin(probes)
        room = survey(begun.protocol, probes)
        if begun.engine.is_open and not room.fits_in(begun.room):
            begun.engine.close()
        begun.room = room.joined(begun.room)
        begun.directory.add_probes(new, there=self._ids)
        self._ids.update(probe.id for probe in new)
        return begun

    def _begin(self, probes: Sequence[Probe]) -> "_Begun":
        """Hold the folder: a new run, or the one that is there and goes on."""
        there = RunDirectory.open(self._folder) if (self._folder / MANIFEST).is_file() else None
        engine = Later(self._open, told=there.manifest.engine if there else None)
        self._stack.callback(engine.close)
        if there is None:
            ready = engine.ready
            prompts = given_prompts(probes, ready.protocol, ready.engine)
            self._asked = replace(ready.manifest, prompts=prompts)
        else:
            _refuse_other_plan(there, self._asked)
            self._asked = replace(self._asked, engine=there.manifest.engine)
            self._manner = replace(self._manner, prompting=there.manifest.engine.prompting)
        directory = self._stack.enter_context(RunDirectory.create_or_open(self._folder, self._asked))
        journal = self._stack.enter_context(directory.open_journal())
        if there is not None:
            held = directory.probes()
            self._ids.update(probe.id for probe in held)
            self._known[:0] = held
        protocol = protocol_of(self._asked, ())
        self._begun = _Begun(
            directory=directory,
            journal=journal,
            engine=engine,
            protocol=protocol,
            label=run_labels([directory])[0],
            room=survey(protocol, [*self._known, *self._longest]),
        )
        return self._begun

    @contextmanager
    def _open(self) -> Generator[Opened]:
        """Load the model; where the run was begun before, it must be the same one."""
        with opened(
            self._asked,
            [*self._known, *self._longest],
            known=self._known,
            manner=self._manner,
            arguments=self._arguments,
            listener=self._listener,
        ) as ready:
            if self._begun is not None:
                directory = self._begun.directory
                directory.refuse_other(ready.manifest)
                changed = what_changed(directory, ready.protocol, ready.engine)
                if changed is not None:
                    raise InvalidArgument(
                        f"The {self._schedule.kind} in {directory.path} cannot go on as it was: {changed}. "
                        "Give another --out."
                    )
            yield ready

    def _drive(self, tasks: Sequence[Task], begun: "_Begun") -> dict[Name, Reply]:
        """Ask, or take from the journal, the last reply of each conversation.

        Raises:
            Stopped: if some were not had.
        """
        replies: dict[Name, Reply] = {}

        def on_task(task: Task, reply: Reply, asked: bool) -> None:
            replies[_name(task)] = reply
            if self._listener.on_probe is not None and not task.recheck:
                self._listener.on_probe(task.probe, reply, asked)

        drive(
            tasks,
            begun.protocol,
            begun.engine,
            begun.journal,
            on_task=on_task,
            on_notice=self._listener.on_notice,
            should_stop=self._listener.should_stop,
        )
        if len(replies) < len(tasks):
            raise Stopped
        return replies

    def _judged(self, task: Task, reply: Reply, label: str) -> Asked:
        given = Given(
            text=reply.text,
            finish_reason=reply.finish_reason,
            error=reply.error or "",
            seconds=reply.seconds,
            tokens=reply.reply_tokens,
            sample=task.sample,
            scores=reply.scores or (),
            marks=parse_protocol(self._asked.protocol)[0].marks,
        )
        row = judged(task.probe, given, run=label, model=self._asked.model)
        return Asked(probe=task.probe, row=row, reply=reply)

    @property
    def _schedule(self) -> Schedule:
        assert self._asked.schedule is not None
        return self._asked.schedule

    def _note(self, *, finished: bool) -> None:
        """Write the rounds so far into `run.json`."""
        self.directory.note_schedule(replace(self._schedule, rounds=tuple(self.done), finished=finished))


@dataclass(slots=True, kw_only=True)
class _Begun:
    """A run that is held for writing."""

    directory: RunDirectory
    journal: Journal
    engine: Later
    protocol: Protocol
    label: str
    room: Needs
    """What the model has room for, once it is loaded."""


def _name(task: Task) -> Name:
    return task.probe.id, task.sample, task.recheck


def _failed(tasks: Sequence[Task], replies: Mapping[Name, Reply]) -> list[Task]:
    return [task for task in tasks if replies[_name(task)].finish_reason == "error"]


def _manifest(model: str, suite: str, schedule: Schedule, manner: Manner) -> Manifest:
    """The manifest of rounds whose model is not loaded yet; their plan stands in the place of a suite."""
    engine, called = parse_model(model)
    return Manifest(
        jagbench=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model,
        engine=Description(
            engine=engine,
            model=called,
            fingerprint="",
            versions={},
            determinism="none",
            prompting=manner.prompting or "chat",
        ),
        suite=suite,
        suite_sha256=hashlib.sha256(canonical(schedule.plan)).hexdigest(),
        protocol=manner.protocol,
        sampling=manner.drawn,
        system=manner.system,
        effort=manner.effort,
        thinking=manner.thinking,
        schedule=schedule,
    )


def _refuse_unfit(tasks: Sequence[Task], protocol: str) -> None:
    """Check that a protocol can ask what a round asks.

    Raises:
        InvalidArgument: if not; the error names the skills that lack something.
    """
    unfit = [task.probe for task in tasks if not can_ask(protocol, task.probe)]
    if unfit:
        skills = ", ".join(sorted({probe.skill for probe in unfit}))
        raise InvalidArgument(
            f"The protocol {protocol!r} asks probes with {parse_protocol(protocol)[0].lacks}, which "
            f"{len(unfit)} of the {len(tasks)} of this round lack (of {skills}): give other skills or "
            "another protocol."
        )


def _refuse_other_plan(there: RunDirectory, asked: Manifest) -> None:
    """Check that the rounds of a run and those that are wanted have one plan.

    Raises:
        InvalidArgument: if not; the error names the first option that differs.
    """
    old, new = there.manifest.schedule, asked.schedule
    if old is None or new is None or old.kind != new.kind:
        raise InvalidArgument(
            f"{there.path} holds another run, of {there.manifest.suite}: give another --out."
        )
    for name in sorted(old.plan.keys() | new.plan.keys()):
        if canonical(old.plan.get(name)) != canonical(new.plan.get(name)):
            raise InvalidArgument(
                f"{there.path} holds another {old.kind}: {name!r} is {old.plan.get(name)} there, "
                f"and {new.plan.get(name)} was asked for. Give another --out."
            )
