"""Asking a model a suite: the call behind `jagbench run`."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from jagbench import __version__
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe, Suite, load, write_probes
from jagbench.runners.drive import Task, drive
from jagbench.runners.engine import Arguments, Description, Engine, Rendered
from jagbench.runners.engines import has_prefix_cache, parse_model, refuse_arguments
from jagbench.runners.listener import Listener
from jagbench.runners.manifest import MANIFEST, Manifest
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.names import default_folder
from jagbench.runners.opened import Opened, opened, questions
from jagbench.runners.partner import Partner, lines, needed_partner
from jagbench.runners.protocols import Protocol, can_ask, parse_protocol, turns_of
from jagbench.runners.protocols.turns import Turn
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import JOURNAL, RunDirectory
from jagbench.runners.selection import Selection, Shard, balanced, grouped, tasks
from jagbench.runners.sentinels import given_prompts, what_answers, what_changed
from jagbench.words import amount, are

DrawExamples = Callable[[Sequence[Probe], int], Sequence[Probe]]
"""Gives worked examples for the probes of a suite: so many for each wording, none of them in the suite."""

IfChanged = Literal["stop", "accept", "anew"]
"""What to do where what answers is not what it was."""


def run(
    model: str,
    suite: str | Suite = "smoke-v2",
    *,
    manner: Manner | None = None,
    out: Path | str | None = None,
    limit: int | None = None,
    shard: Shard | None = None,
    selection: Selection | None = None,
    label: str | None = None,
    tags: Sequence[str] = (),
    arguments: Arguments | None = None,
    draw_examples: DrawExamples | None = None,
    of: RunDirectory | None = None,
    listener: Listener | None = None,
    if_changed: IfChanged = "stop",
) -> RunDirectory:
    """Ask a model the probes of a suite; the same call again asks only what is missing.

    Args:
        model: `engine:name`.
        suite: A suite, its name, or the path of a file of probes.
        manner: How the probes are asked; by default as they stand, at temperature 0.
        out: Folder of the run; by default `runs/MODEL-SUITE-PROTOCOL`.
        limit: Ask only this many probes, a balanced sample; a higher limit adds to a lower one, and probes
            that the run has already stay in it.
        shard: Ask only this part of them; `jagbench.runners.merge` joins the parts.
        selection: Ask only these probes of the suite.
        label: What the run is called in tables.
        tags: Words to find the run by.
        arguments: Arguments of the engine.
        draw_examples: Where the protocol `fewshot` gets its examples from.
        of: Another run, whose replies are shown by protocols such as `critique:other`.
        listener: Who is told how it goes, and who may stop it.
        if_changed: What to do where the model behind the name, or what it is given, is not what it was when
            the run was begun: stop, accept it and go on, or begin anew and keep the run beside.

    Returns:
        The run. It is complete unless it was stopped; failed replies count as missing.

    Raises:
        InvalidArgument: if there is no such model, suite or protocol, the engine does not serve the
            protocol, or `out` holds something else.
        JagbenchError: if the engine breaks, another process holds the run, or it cannot be written.
    """
    refuse_arguments(model, arguments or {})
    manner, listener = manner or Manner(), listener or Listener()
    if limit is not None and limit < 1:
        raise InvalidArgument(f"The limit must be at least 1, got {limit}.")
    suite = _loaded(suite, listener)
    part = _Part(selection=selection or Selection(), limit=limit, shard=shard)
    folder = (
        Path(out)
        if out is not None
        else default_folder(model, suite.name, manner.protocol, shard, part.selection)
    )
    there = RunDirectory.open(folder) if (folder / MANIFEST).is_file() else None
    fitting = _fitting(suite, manner.protocol, part.selection, listener)
    partner = needed_partner(manner.protocol, of, there)
    if partner is not None:
        fitting = _answered(fitting, partner, suite, listener)
    other = None if partner is None else partner.texts
    probes = _chosen(model, fitting, part)
    examples = there.examples() if there else _draw(suite, manner.protocol, draw_examples)
    if there is not None and manner.prompting is None:
        manner = replace(manner, prompting=there.manifest.engine.prompting)
    asked = replace(
        _manifest(model, suite, manner, part, examples),
        other=None if partner is None else partner.about,
        fitting=len(fitting),
        label=label,
        tags=tuple(tags),
    )
    nothing, met = False, None
    if there is not None:
        _refuse_changed_questions(there, suite)
        there.refuse_other(asked, model=False)
        nothing = _nothing_is_left(there, asked, probes)
        if nothing and (folder / JOURNAL).exists():  # a death at the end of the run left this to do
            with RunDirectory.create_or_open(folder, there.manifest) as directory:
                directory.compact()
        if nothing and there.manifest.engine.identified:
            listener.notice(f"Nothing is left to ask: every probe has its reply in {folder}.")
            return there
    try:
        with opened(
            asked,
            probes,
            known=suite.probes,
            manner=manner,
            examples=examples,
            other=other,
            arguments=arguments,
            listener=listener,
        ) as ready:
            manifest = ready.manifest
            if there is None:
                manifest = replace(manifest, prompts=given_prompts(probes, ready.protocol, ready.engine))
            elif (met := _meet_change(there, ready, if_changed, listener)) == "anew":
                there, nothing = None, False
                manifest = replace(manifest, prompts=given_prompts(probes, ready.protocol, ready.engine))
            if there is None or not nothing:
                with RunDirectory.create_or_open(folder, manifest) as directory:
                    directory.add_examples(examples)
                    directory.add_other("" if partner is None else lines(partner))
                    directory.add_probes(probes)
                    _ask(directory, ready.protocol, ready.engine, listener)
                return directory
    except InvalidArgument:
        raise
    except JagbenchError as error:
        if there is None or not nothing:
            raise
        listener.notice(
            f"Nothing is left to ask: every probe has its reply in {folder}. Whether the same model still "
            f"answers could not be found out: {error}"
        )
        return there
    still = "the same model still answers" if met is None else "all of them came before that change"
    listener.notice(f"Nothing is left to ask: every probe has its reply in {folder}, and {still}.")
    return there


def _loaded(suite: str | Suite, listener: Listener) -> Suite:
    """The suite; of somebody's own questions, what was inferred of them is said."""
    suite = load(suite) if isinstance(suite, str) else suite
    for sentence in suite.notes:
        listener.notice(sentence)
    return suite


def _refuse_changed_questions(there: RunDirectory, suite: Suite) -> None:
    """Check that a file that has changed since the run was begun still asks the same under the same ids.

    Raises:
        InvalidArgument: if it does not.
    """
    if there.manifest.suite_sha256 == suite.sha256 or there.manifest.suite != suite.name:
        return
    changed = [
        probe.id
        for probe in there.iter_probes()
        if probe.id in suite
        and (suite[probe.id].prompt, suite[probe.id].answer) != (probe.prompt, probe.answer)
    ]
    if changed:
        raise InvalidArgument(
            f"{suite.name} has changed since the run in {there.path} was begun: under {len(changed)} of its "
            f"ids stands another question or answer now, the first of them {changed[0]!r}. Give another "
            "--out, or new ids to new questions."
        )


def _meet_change(
    there: RunDirectory, ready: Opened, if_changed: IfChanged, listener: Listener
) -> Literal["accept", "anew"] | None:
    """What is done about a change of what answers; None where nothing has changed.

    A run that is begun anew lies beside afterwards, under another name.

    Raises:
        InvalidArgument: if what answers is not what it was, and that is neither accepted nor to begin anew.
    """
    if if_changed != "anew":
        there.refuse_other(ready.manifest)
    changed = what_changed(there, ready.protocol, ready.engine)
    if changed is None and there.manifest.engine.fingerprint != ready.manifest.engine.fingerprint:
        changed = "the model is another one"
    if changed is None:
        return None
    if if_changed == "stop":
        raise InvalidArgument(
            f"The run in {there.path} cannot go on as it was: {changed}. Give --if-changed anew to begin "
            "again and keep this run beside, --if-changed accept to go on with it, or another --out."
        )
    if if_changed == "accept":
        listener.notice(f"The run in {there.path} goes on, although {changed}.")
        with RunDirectory.create_or_open(there.path, there.manifest) as directory:
            directory.accept(
                ready.manifest.engine,
                given_prompts(there.iter_probes(), ready.protocol, ready.engine),
                what_answers(there, ready.protocol, ready.engine),
            )
        return "accept"
    beside = there.path.with_name(f"{there.path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    there.path.rename(beside)
    listener.notice(f"The run is begun anew, because {changed}. What it was is kept in {beside}.")
    return "anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrompt:
    """What a model is really given for a probe."""

    probe: Probe
    """The probe."""
    turn: Turn
    """Which request of the protocol it is."""
    rendered: Rendered
    """The whole prompt; for each reply that is a part of it a mark such as `[reply 1]` stands in it."""


def show_prompts(
    model: str,
    suite: str | Suite = "smoke-v2",
    *,
    count: int,
    manner: Manner | None = None,
    limit: int | None = None,
    shard: Shard | None = None,
    selection: Selection | None = None,
    arguments: Arguments | None = None,
    draw_examples: DrawExamples | None = None,
    of: RunDirectory | None = None,
    listener: Listener | None = None,
) -> list[ShownPrompt]:
    """What a model would be given for the first probes of a run; nothing is asked, nothing is written.

    Args:
        model: `engine:name`.
        suite: A suite, its name, or the path of a file of probes.
        count: How many prompts at most.
        manner: How the probes are asked.
        limit: As in `run`.
        shard: As in `run`.
        selection: As in `run`.
        arguments: Arguments of the engine.
        draw_examples: Where the protocol `fewshot` gets its examples from.
        of: As in `run`.
        listener: Who is told what the user should know.

    Raises:
        InvalidArgument: as `run` does, and if the engine does not tell what the model is given.
        JagbenchError: if the model cannot be loaded.
    """
    parse_model(model)
    manner, listener = manner or Manner(), listener or Listener()
    suite = _loaded(suite, listener)
    part = _Part(selection=selection or Selection(), limit=limit, shard=shard)
    fitting = _fitting(suite, manner.protocol, part.selection, listener)
    partner = needed_partner(manner.protocol, of, None)
    if partner is not None:
        fitting = _answered(fitting, partner, suite, listener)
    probes = _chosen(model, fitting, part)
    examples = _draw(suite, manner.protocol, draw_examples)
    asked = _manifest(model, suite, manner, part, examples)
    with opened(
        asked,
        probes,
        known=suite.probes,
        manner=manner,
        examples=examples,
        other=None if partner is None else partner.texts,
        arguments=arguments,
        listener=listener,
    ) as ready:
        shown: list[ShownPrompt] = []
        for probe in probes[:count]:
            asks = questions(ready.protocol, probe, reply=lambda number, _: f"[reply {number}]")
            for turn, ask in zip(turns_of(manner.protocol), asks, strict=True):
                rendered = ready.engine.render(ask)
                if rendered is None:
                    raise InvalidArgument(
                        f"The server of {model} does not tell what its model is given, so it cannot be "
                        "shown: those of vLLM and llama.cpp do."
                    )
                shown.append(ShownPrompt(probe=probe, turn=turn, rendered=rendered))
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Which part of a suite is asked."""

    selection: Selection
    limit: int | None
    shard: Shard | None


def _fitting(suite: Suite, protocol: str, selection: Selection, listener: Listener) -> list[Probe]:
    """The probes that are selected and that the protocol can ask, in file order."""
    lacks = parse_protocol(protocol)[0].lacks
    selected = selection.of(suite.probes, suite.name)
    probes = [probe for probe in selected if can_ask(protocol, probe)]
    if not probes:
        raise InvalidArgument(
            f"The protocol {protocol!r} asks probes with {lacks}, and {suite.name} has none"
            f"{f' with {selection}' if selection else ''}: give another suite or protocol."
        )
    if left_out := len(selected) - len(probes):
        listener.notice(
            f"{left_out} of {amount(len(selected), 'probe')} {are(left_out)} left out: "
            f"for {protocol!r} they lack {lacks}."
        )
    return probes


def _answered(fitting: Sequence[Probe], partner: Partner, suite: Suite, listener: Listener) -> list[Probe]:
    """The probes to which the other run has a reply."""
    probes = [probe for probe in fitting if probe.id in partner.texts]
    if not probes:
        raise InvalidArgument(
            f"{partner.about.path} has no reply to a probe of {suite.name} (it is a run of "
            f"{partner.about.suite}): give a run of the same suite."
        )
    if left_out := len(fitting) - len(probes):
        listener.notice(
            f"{left_out} of {amount(len(fitting), 'probe')} {are(left_out)} left out: "
            f"{partner.about.path} has no reply to them."
        )
    return probes


def _chosen(model: str, fitting: Sequence[Probe], part: _Part) -> list[Probe]:
    """The probes that are to be asked, in this order."""
    probes = balanced(fitting, part.limit)
    probes = list(part.shard.of(probes)) if part.shard else probes
    if not probes:
        raise InvalidArgument(f"There are fewer probes than shards: shard {part.shard} has none.")
    return grouped(probes) if has_prefix_cache(model) else probes


def _draw(suite: Suite, protocol: str, draw: DrawExamples | None) -> Sequence[Probe]:
    if not protocol.startswith("fewshot:"):
        return ()
    if draw is None:
        raise InvalidArgument(
            f"The protocol {protocol!r} needs examples: pass draw_examples, such as "
            "jagbench.examples.draw_examples."
        )
    return draw(suite.probes, int(protocol.partition(":")[2]))


def _nothing_is_left(there: RunDirectory, asked: Manifest, probes: Sequence[Probe]) -> bool:
    manifest = there.manifest
    if manifest.model != asked.model or manifest.samples < asked.samples or manifest.recheck < asked.recheck:
        return False
    if {probe.id for probe in probes} - {probe.id for probe in there.iter_probes()}:
        return False
    return unanswered(there).nothing


def _ask(directory: RunDirectory, protocol: Protocol, engine: Engine, listener: Listener) -> None:
    manifest = directory.manifest
    if listener.on_start is not None:
        count = sum(1 for _ in directory.iter_probes())
        listener.on_start(directory, count * manifest.samples)
    stopped = False

    def should_stop() -> bool:
        nonlocal stopped
        stopped = stopped or (listener.should_stop is not None and listener.should_stop())
        return stopped

    def on_task(task: Task, reply: Reply, asked: bool) -> None:
        if listener.on_probe is not None and not task.recheck:
            listener.on_probe(task.probe, reply, asked)

    with directory.open_journal() as journal:
        drive(
            tasks(directory.iter_probes(), samples=manifest.samples, recheck=manifest.recheck),
            protocol,
            engine,
            journal,
            on_task=on_task,
            on_notice=listener.on_notice,
            should_stop=should_stop,
        )
    if not stopped or unanswered(directory).nothing:
        directory.compact()


def _manifest(model: str, suite: Suite, manner: Manner, part: _Part, examples: Sequence[Probe]) -> Manifest:
    """The manifest of a run whose model is not loaded yet."""
    engine, name = parse_model(model)
    return Manifest(
        jagbench=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model,
        engine=Description(
            engine=engine,
            model=name,
            fingerprint="",
            versions={},
            determinism="none",
            prompting=manner.prompting or "chat",
        ),
        suite=suite.name,
        suite_sha256=suite.sha256,
        protocol=manner.protocol,
        sampling=manner.drawn,
        system=manner.system,
        examples_sha256=hashlib.sha256(write_probes(examples)).hexdigest() if examples else None,
        shard=str(part.shard) if part.shard else None,
        samples=manner.samples,
        recheck=manner.recheck,
        effort=manner.effort,
        thinking=manner.thinking,
        selection=part.selection,
        limit=part.limit,
        suite_probes=len(suite.probes),
    )
