"""Asking a model a suite: the call behind `jagbench run`."""

import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from jagbench import __version__
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import Probe, Suite, load, write_probes
from jagbench.runners.drive import OnProbe, drive
from jagbench.runners.engine import (
    Arguments,
    Ask,
    Description,
    Engine,
    Feature,
    Prompting,
    Rendered,
    Sampling,
)
from jagbench.runners.engines import Opening, has_prefix_cache, open_engine, parse_model
from jagbench.runners.names import default_folder
from jagbench.runners.prompting import refuse_misrendered
from jagbench.runners.protocols import Protocol, open_protocol, parse_protocol
from jagbench.runners.protocols.fewshot import examples_by_wording
from jagbench.runners.run_directory import JOURNAL, MANIFEST, Manifest, RunDirectory
from jagbench.runners.selection import Selection, Shard, balanced, grouped, tasks
from jagbench.runners.sentinels import given_prompts, what_changed
from jagbench.runners.templates import check_template

DrawExamples = Callable[[Sequence[Probe], int], Sequence[Probe]]
"""Gives worked examples for the probes of a suite: so many for each wording, none of them in the suite."""

IfChanged = Literal["stop", "accept", "anew"]
"""What to do where what answers is not what it was."""

OnStart = Callable[[RunDirectory, int], None]
"""Called once the model is loaded: with the run, and how many replies it is to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told how a run goes, and who may stop it. Every part may be left out."""

    on_start: OnStart | None = None
    """Told before the first probe."""
    on_probe: OnProbe | None = None
    """Told of every probe that is done."""
    on_notice: Callable[[str], None] | None = None
    """Told in a sentence what the user should know: probes left out, nothing left to ask."""
    should_stop: Callable[[], bool] | None = None
    """Asked before each new probe; when true, what is under way is finished and nothing new is begun."""

    def notice(self, sentence: str) -> None:
        """Pass on a sentence for the user."""
        if self.on_notice is not None:
            self.on_notice(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the probes of a suite are asked."""

    protocol: str = "direct"
    """Name of the protocol with its argument."""
    sampling: Sampling | None = None
    """How tokens are drawn; None as the protocol has it."""
    system: str | None = None
    """A system message before every conversation."""
    samples: int = 1
    """Replies to each probe; more than one needs a temperature above 0."""
    recheck: float = 0.0
    """Share of probes, from 0 to 1, that are asked twice to see how many replies change."""
    prompting: Prompting | None = None
    """How questions are put to the model; None by its chat template, or by completion where it has none."""
    effort: str | None = None
    """How much is to be thought, such as `"low"`, in the model's own words; None leaves it to the model."""

    def __post_init__(self) -> None:
        """Check the protocol, the samples and the share."""
        parse_protocol(self.protocol)
        if self.samples < 1:
            raise InvalidArgument(f"There is at least 1 sample of each probe, not {self.samples}.")
        if self.samples > 1 and self.drawn.temperature == 0:
            raise InvalidArgument(
                f"At temperature 0 all {self.samples} samples of a probe are the same: give a temperature "
                "above 0, such as 0.7."
            )
        if not 0 <= self.recheck <= 1:
            raise InvalidArgument(f"The share that is asked twice goes from 0 to 1, not {self.recheck}.")

    @property
    def drawn(self) -> Sampling:
        """How tokens are drawn."""
        return self.sampling or parse_protocol(self.protocol)[0].sampling


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
    parse_model(model)
    manner, listener = manner or Manner(), listener or Listener()
    if limit is not None and limit < 1:
        raise InvalidArgument(f"The limit must be at least 1, got {limit}.")
    suite = load(suite) if isinstance(suite, str) else suite
    part = _Part(selection=selection or Selection(), limit=limit, shard=shard)
    folder = (
        Path(out)
        if out is not None
        else default_folder(model, suite.name, manner.protocol, shard, part.selection)
    )
    there = RunDirectory.open(folder) if (folder / MANIFEST).is_file() else None
    fitting = _fitting(suite, manner.protocol, part.selection, listener)
    probes = _chosen(model, fitting, part)
    examples = there.examples() if there else _draw(suite, manner.protocol, draw_examples)
    if there is not None and manner.prompting is None:
        manner = replace(manner, prompting=there.manifest.engine.prompting)
    asked = replace(
        _manifest(model, suite, manner, part, examples),
        fitting=len(fitting),
        label=label,
        tags=tuple(tags),
    )
    nothing = False
    if there is not None:
        there.refuse_other(asked, model=False)
        nothing = _nothing_is_left(there, asked, probes)
        if nothing and (folder / JOURNAL).exists():  # a death at the end of the run left this to do
            with RunDirectory.create_or_open(folder, there.manifest) as directory:
                directory.compact()
        if nothing and there.manifest.engine.identified:
            listener.notice(f"Nothing is left to ask: every probe has its reply in {folder}.")
            return there
    try:
        with _opened(asked, suite, manner, probes, examples, arguments, listener) as opened:
            manifest = opened.manifest
            if there is None:
                manifest = replace(manifest, prompts=given_prompts(probes, opened.protocol, opened.engine))
            elif _is_to_begin_anew(there, opened, if_changed, listener):
                there, nothing = None, False
                manifest = replace(manifest, prompts=given_prompts(probes, opened.protocol, opened.engine))
            if there is None or not nothing:
                with RunDirectory.create_or_open(folder, manifest) as directory:
                    directory.add_examples(examples)
                    directory.add_probes(probes)
                    _ask(directory, opened.protocol, opened.engine, listener)
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
    listener.notice(
        f"Nothing is left to ask: every probe has its reply in {folder}, and the same model still answers."
    )
    return there


def _is_to_begin_anew(
    there: RunDirectory, opened: "_Opened", if_changed: IfChanged, listener: Listener
) -> bool:
    """Whether the run is to be begun anew; it then lies beside, under another name.

    Raises:
        InvalidArgument: if what answers is not what it was, and that is neither accepted nor to begin anew.
    """
    if if_changed != "anew":
        there.refuse_other(opened.manifest)
    changed = what_changed(there, opened.protocol, opened.engine)
    if changed is None and there.manifest.engine.fingerprint != opened.manifest.engine.fingerprint:
        changed = "the model is another one"
    if changed is None:
        return False
    if if_changed == "stop":
        raise InvalidArgument(
            f"The run in {there.path} cannot go on as it was: {changed}. Give --if-changed anew to begin "
            "again and keep this run beside, --if-changed accept to go on with it, or another --out."
        )
    if if_changed == "accept":
        listener.notice(f"The run in {there.path} goes on, although {changed}.")
        with RunDirectory.create_or_open(there.path, there.manifest) as directory:
            directory.accept(
                opened.manifest.engine, given_prompts(there.iter_probes(), opened.protocol, opened.engine)
            )
        return False
    beside = there.path.with_name(f"{there.path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    there.path.rename(beside)
    listener.notice(f"The run is begun anew, because {changed}. What it was is kept in {beside}.")
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrompt:
    """What a model is really given for a probe."""

    probe: Probe
    """The probe."""
    rendered: Rendered
    """The whole prompt of its first question."""


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
        listener: Who is told what the user should know.

    Raises:
        InvalidArgument: as `run` does, and if the engine does not tell what the model is given.
        JagbenchError: if the model cannot be loaded.
    """
    parse_model(model)
    manner, listener = manner or Manner(), listener or Listener()
    suite = load(suite) if isinstance(suite, str) else suite
    part = _Part(selection=selection or Selection(), limit=limit, shard=shard)
    probes = _chosen(model, _fitting(suite, manner.protocol, part.selection, listener), part)
    examples = _draw(suite, manner.protocol, draw_examples)
    asked = _manifest(model, suite, manner, part, examples)
    with _opened(asked, suite, manner, probes, examples, arguments, listener) as opened:
        shown: list[ShownPrompt] = []
        for probe in probes[:count]:
            rendered = opened.engine.render(next(opened.protocol(probe)))
            if rendered is None:
                raise InvalidArgument(
                    f"The server of {model} does not tell what its model is given, so it cannot be shown: "
                    "those of vLLM and llama.cpp do."
                )
            shown.append(ShownPrompt(probe=probe, rendered=rendered))
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A model that is ready to be asked, and what is asked of it."""

    engine: Engine
    manifest: Manifest
    protocol: Protocol


@contextmanager
def _opened(
    asked: Manifest,
    suite: Suite,
    manner: Manner,
    probes: Sequence[Probe],
    examples: Sequence[Probe],
    arguments: Arguments | None,
    listener: Listener,
) -> Generator[_Opened]:
    """Load the model, and check that it serves the protocol and is given what is to be asked."""
    if arguments is not None and arguments.get("chat_template") is not None:
        check_template(str(arguments["chat_template"]), name="that was given")
    needs = _survey(_open_protocol(asked, suite.probes, examples), probes)
    opening = Opening(
        probes=suite.probes,
        arguments=arguments or {},
        max_tokens=needs.max_tokens,
        max_prompt_bytes=needs.max_prompt_bytes,
        notice=listener.notice,
        prompting=manner.prompting,
    )
    with closing(open_engine(asked.model, opening)) as engine:
        if manner.prompting is None and engine.description.prompting == "completion":
            listener.notice(
                f"{asked.model} has no chat template: it is asked as a base model, by a text of questions "
                "and answers that it completes (--prompting completion)."
            )
        _refuse_unserved(manner.protocol, needs.features, engine)
        manifest = replace(asked, engine=engine.description)
        protocol = _open_protocol(manifest, suite.probes, examples)
        for probe in _telling(probes):
            ask = next(protocol(probe))
            rendered = engine.render(ask)
            if rendered is None:
                break
            refuse_misrendered(ask, rendered, model=asked.model)
        yield _Opened(engine=engine, manifest=manifest, protocol=protocol)


CHECKED = 8
"""Prompts that are looked at before anything is asked."""


def _telling(probes: Sequence[Probe]) -> list[Probe]:
    """The shortest and the longest prompt, and others from all over the run."""
    by_length = sorted(probes, key=lambda probe: len(probe.prompt))
    spread = probes[:: -(-len(probes) // CHECKED)]
    return list({probe.id: probe for probe in (by_length[0], by_length[-1], *spread)}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What a run still lacks."""

    probes: Sequence[str]
    """The ids of the probes of which a sample has no reply, or only a failed one."""
    why: str | None
    """Why the first of those that failed did; None where none did."""
    rechecks: int
    """How many replies that are asked for only to compare are missing."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing left to ask."""
        return not self.probes and not self.rechecks


def unanswered(directory: RunDirectory) -> Unanswered:
    """What a run still lacks.

    Args:
        directory: The run.
    """
    answered: set[int] = set()
    failed: dict[tuple[str, int, bool], str | None] = {}
    for reply in directory.iter_replies():
        name = (reply.probe, reply.sample, reply.recheck)
        if reply.finish_reason == "error":
            failed[name] = reply.error
        else:
            answered.add(hash(name))
    manifest = directory.manifest
    missing: dict[str, None] = {}
    why, rechecks = None, 0
    for task in tasks(directory.iter_probes(), samples=manifest.samples, recheck=manifest.recheck):
        name = (task.probe.id, task.sample, task.recheck)
        if name not in failed and hash(name) in answered:
            continue
        if task.recheck:
            rechecks += 1
        else:
            missing[task.probe.id] = None
            why = why or failed.get(name)
    return Unanswered(probes=list(missing), why=why, rechecks=rechecks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flips:
    """How many replies changed when the same was asked again: a noise floor from data."""

    compared: int
    """Probes that were asked twice and answered twice."""
    changed: int
    """Those whose second reply has another text."""

    @property
    def rate(self) -> float:
        """Their share; 0 where nothing was compared."""
        return self.changed / self.compared if self.compared else 0.0


def count_flips(directory: RunDirectory) -> Flips:
    """Compare the replies to the probes of a run that were asked twice.

    Args:
        directory: The run.
    """
    pairs = directory.rechecks()
    changed = sum(first.text != second.text for first, second in pairs)
    return Flips(compared=len(pairs), changed=changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Which part of a suite is asked."""

    selection: Selection
    limit: int | None
    shard: Shard | None


def _fitting(suite: Suite, protocol: str, selection: Selection, listener: Listener) -> list[Probe]:
    """The probes that are selected and that the protocol can ask, in file order."""
    kinds = parse_protocol(protocol)[0].kinds
    selected = selection.of(suite.probes, suite.name)
    probes = [probe for probe in selected if kinds is None or probe.answer.kind in kinds]
    wanted = " or ".join(sorted(kinds or ()))
    if not probes:
        raise InvalidArgument(
            f"The protocol {protocol!r} asks probes of the kind {wanted}, and {suite.name} has none"
            f"{f' with {selection}' if selection else ''}: give another suite or protocol."
        )
    if left_out := len(selected) - len(probes):
        listener.notice(
            f"{left_out} of {len(selected)} probes are left out: {protocol!r} asks only the kind {wanted}."
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


def _open_protocol(asked: Manifest, probes: Sequence[Probe], examples: Sequence[Probe]) -> Protocol:
    _, argument = parse_protocol(asked.protocol)
    shown = examples_by_wording(examples, probes, int(argument)) if examples else None
    return open_protocol(
        asked.protocol,
        asked.sampling,
        system=asked.system,
        examples=shown,
        prompting=asked.engine.prompting,
        effort=asked.effort,
    )


def _nothing_is_left(there: RunDirectory, asked: Manifest, probes: Sequence[Probe]) -> bool:
    manifest = there.manifest
    if manifest.model != asked.model or manifest.samples < asked.samples or manifest.recheck < asked.recheck:
        return False
    if {probe.id for probe in probes} - {probe.id for probe in there.iter_probes()}:
        return False
    return unanswered(there).nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needs:
    """What the first questions to all probes need."""

    features: frozenset[Feature]
    max_prompt_bytes: int
    max_tokens: int


def _survey(protocol: Protocol, probes: Sequence[Probe]) -> _Needs:
    features: set[Feature] = set()
    prompt = reply = 0
    for probe in probes:
        ask = next(protocol(probe))
        features |= ask.needs
        prompt, reply = max(prompt, _length(ask)), max(reply, ask.sampling.max_tokens)
    return _Needs(features=frozenset(features), max_prompt_bytes=prompt, max_tokens=reply)


def _length(ask: Ask) -> int:
    if ask.completion is not None:
        return len(ask.completion.encode("utf-8", "surrogatepass"))
    return sum(len(message.content.encode("utf-8", "surrogatepass")) for message in ask.messages)


_IN_WORDS: dict[Feature, str] = {
    "choice": "replies held to one of several options",
    "regex": "replies held to a regular expression",
    "json_schema": "replies held to a JSON schema",
    "scores": "the probabilities of given replies",
    "thinking": "a chat template that switches thinking on and off",
    "effort": "a chat template that is told how much to think",
}


def _refuse_unserved(protocol: str, features: frozenset[Feature], engine: Engine) -> None:
    lacking = sorted(features - engine.serves)
    if lacking:
        described = engine.description
        raise InvalidArgument(
            f"The protocol {protocol!r} needs {' and '.join(_IN_WORDS[each] for each in lacking)}, which "
            f"{described.engine}:{described.model} does not serve: give another protocol or model."
        )


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

    with directory.open_journal() as journal:
        drive(
            tasks(directory.iter_probes(), samples=manifest.samples, recheck=manifest.recheck),
            protocol,
            engine,
            journal,
            on_probe=listener.on_probe,
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
        selection=part.selection,
        limit=part.limit,
        suite_probes=len(suite.probes),
    )
