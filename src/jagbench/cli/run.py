"""`jagbench run`: ask a model a suite."""

import os
import signal
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from jagbench.cli.gate_options import NAMES, Gating, gate_options, gates_data, print_gates
from jagbench.cli.numbers import FiniteRange
from jagbench.cli.run_config import load_config, write_config
from jagbench.cli.server_options import server_arguments, server_options
from jagbench.cli.until import Until, ask_until, read_until

if TYPE_CHECKING:
    from jagbench.adaptive import Each
    from jagbench.cli.progress import Watch
    from jagbench.probes import Probe, Suite
    from jagbench.runners.engine import Arguments, Prompting
    from jagbench.runners.manner import Manner
    from jagbench.runners.reply import Reply
    from jagbench.runners.run import IfChanged, ShownPrompt
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.selection import Selection, Shard

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


UNFINISHED = 3
"""Exit code when --max-minutes ended the run before every probe was asked."""


@click.command(
    name="run",
    epilog="\b\nExample:\n  jagbench run llamacpp:smollm2\n"
    "  jagbench run llamacpp:path/to/model.gguf --suite core-v2 --limit 300\n"
    "  jagbench run solver:exact llamacpp:smollm2 --suite smoke-v2 --suite frames-v1 --tag today\n"
    "  jagbench run --config runs/llamacpp-smollm2-smoke-v2-direct/run.toml\n"
    "  jagbench run openai:qwen3@http://localhost:8000/v1 --protocol cot --temperature 0.7 --samples 5",
)
@click.argument("models", nargs=-1, required=True, metavar="MODEL...")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,
    expose_value=False,
    callback=load_config,
    help="File of options (TOML), such as the run.toml of a run; options given here win.",
)
@click.option(
    "--suite",
    "suites",
    multiple=True,
    default=["smoke-v2"],
    show_default="smoke-v2",
    help="Name of a suite, a file of probes, or your own questions (docs/own-questions.md); may be given "
    "several "
    "times.",
)
@click.option(
    "--protocol",
    default="direct",
    show_default=True,
    help="How the probes are asked: direct, constrained, cot, fewshot:K, thinking:on, thinking:off, logprob, "
    "or in several turns: pressure:KIND, selfcorrect, critique:KIND, mirror, priming:KIND, steer:KIND "
    "(docs/protocols.md).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the run; of several runs the folder around theirs.  [default: runs/MODEL-SUITE-PROTOCOL]",
)
@click.option("--limit", type=click.IntRange(min=1), help="Ask only this many probes, a balanced sample.")
@click.option(
    "--until",
    type=FiniteRange(),
    metavar="W",
    help="Ask fresh probes of the suite's recipe instead, until each 95 % interval is ±W or narrower: 0.03.",
)
@click.option(
    "--each",
    type=click.Choice(["cell", "skill", "profile"]),
    help="With --until, what is to be so precise: every level of every skill, every skill, or floor and "
    "peak of the profile.  [default: cell]",
)
@click.option("--max-probes", type=click.IntRange(min=1), help="With --until: stop after this many probes.")
@click.option("--family", "families", multiple=True, help="Ask only this family; may be given several times.")
@click.option("--skill", "skills", multiple=True, help="Ask only this skill; likewise.")
@click.option(
    "--level", "levels", type=click.IntRange(min=1), multiple=True, help="Ask only this level; likewise."
)
@click.option("--language", "languages", multiple=True, help="Ask only this language, such as ko; likewise.")
@click.option("--probe", "probes", multiple=True, metavar="ID", help="Ask only this probe; likewise.")
@click.option("--famous", is_flag=True, help="Ask only questions that are known in public.")
@click.option("--shard", help="Ask only this part of them, such as 2/8; `jagbench merge` joins the parts.")
@click.option(
    "--prompting",
    type=click.Choice(["chat", "completion"]),
    help="By the chat template, or as a text to be completed (base models).  [default: chat where there is a "
    "template]",
)
@click.option(
    "--show-prompts",
    type=click.IntRange(min=1),
    metavar="N",
    help="Print what the model would be given for the first N probes, and ask nothing.",
)
@click.option(
    "--of",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="RUN",
    help="The run whose replies are shown, for critique:other and mirror.",
)
@click.option("--system", help="A system message before every conversation.")
@click.option("--temperature", type=FiniteRange(0, 2), help="0 takes the likeliest token each time.")
@click.option("--top-p", type=FiniteRange(0, 1, min_open=True), help="Draw from this much probability.")
@click.option("--top-k", type=click.IntRange(min=0), help="Draw from this many tokens; 0 is all.")
@click.option(
    "--max-tokens",
    type=click.IntRange(min=1),
    help="Length at which a reply is cut; long answers get more.",
)
@click.option(
    "--reasoning-effort",
    "effort",
    help="How much is to be thought, in the model's own words: low, medium, high, none, ...",
)
@click.option(
    "--thinking-tokens",
    type=click.IntRange(min=0),
    help="Room for thoughts, in tokens, beside the --max-tokens of the answer.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the draws.")
@click.option(
    "--samples", type=click.IntRange(min=1), default=1, show_default=True, help="Replies to each probe."
)
@click.option(
    "--recheck",
    type=FiniteRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of probes that are asked twice, to see how many replies change.",
)
@click.option(
    "--max-minutes",
    type=FiniteRange(0, min_open=True),
    help="Begin no probe after this time; the same command goes on later.",
)
@click.option(
    "--chat-template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with a chat template (Jinja) in place of the model's own.",
)
@click.option(
    "--engine-arg",
    "engine_args",
    multiple=True,
    metavar="KEY=VALUE",
    help="An argument of the engine, such as slots=4; may be given several times.",
)
@server_options
@click.option("--label", help="What the run is called in tables.  [default: a short name of the model]")
@click.option("--tag", "tags", multiple=True, help="A word to find the run by; may be given several times.")
@click.option(
    "--if-changed",
    type=click.Choice(["stop", "accept", "anew"]),
    default="stop",
    show_default=True,
    help="Where another model answers, or its prompts are others than when the run was begun: stop, go on "
    "all the same, or begin anew and keep the run beside.",
)
@gate_options
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON (docs/json.md).")
@click.pass_context
def command(
    context: click.Context,
    /,
    models: tuple[str, ...],
    suites: tuple[str, ...],
    out: Path | None,
    limit: int | None,
    until: float | None,
    each: "Each | None",
    max_probes: int | None,
    shard: str | None,
    families: tuple[str, ...],
    skills: tuple[str, ...],
    levels: tuple[int, ...],
    languages: tuple[str, ...],
    probes: tuple[str, ...],
    famous: bool,
    label: str | None,
    tags: tuple[str, ...],
    max_minutes: float | None,
    chat_template: Path | None,
    engine_args: tuple[str, ...],
    requests_per_minute: float | None,
    headers: tuple[str, ...],
    query: tuple[str, ...],
    request_fields: tuple[str, ...],
    omit_fields: tuple[str, ...],
    show_prompts: int | None,
    if_changed: "IfChanged",
    of: Path | None,
    as_json: bool,
    **manner: Any,
) -> None:
    """Ask MODEL a suite of probes.

    MODEL is ENGINE:NAME; `jagbench models list` shows what there is. The same command again goes on where
    the last one ended, and asks only what is missing. Of several models and suites each pair is a run.
    """
    from jagbench.runners.engines.arguments import read_arguments
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.selection import Selection, parse_shard
    from jagbench.runners.templates import read_template

    gating = Gating.read(**{name: manner.pop(name) for name in NAMES if name in manner})
    arguments = read_arguments(engine_args) | server_arguments(
        requests_per_minute=requests_per_minute,
        headers=headers,
        query=query,
        request_fields=request_fields,
        omit_fields=omit_fields,
    )
    if chat_template is not None:
        arguments["chat_template"] = read_template(chat_template)
    asking_in = _read_manner(**manner)
    precise = read_until(
        until,
        each,
        max_probes,
        asking_in,
        limit=limit,
        shard=shard,
        probe=probes,
        famous=famous,
        show_prompts=show_prompts,
        label=label,
        tag=tags,
        if_changed=if_changed != "stop",
    )
    asked_of: dict[str, Any] = {
        "manner": asking_in,
        "limit": limit,
        "shard": parse_shard(shard) if shard else None,
        "selection": Selection(
            families=families,
            skills=skills,
            levels=levels,
            languages=languages,
            probes=probes,
            famous=famous,
        ),
        "arguments": arguments,
        "of": None if of is None else RunDirectory.open(of),
    }
    pairs = _checked_pairs(models, suites, label)
    gating.check_parts(suites)
    if show_prompts is not None:
        prompts = [
            prompt
            for model, suite in pairs
            for prompt in _prompts(model, suite=suite, count=show_prompts, **asked_of)
        ]
        print_prompts(prompts, as_json=as_json)
        return
    asking = _Asking(
        out=out,
        several=len(pairs) > 1,
        deadline=None if max_minutes is None else time.monotonic() + 60 * max_minutes,
        kept={**asked_of, "label": label, "tags": tags, "if_changed": if_changed},
        until=precise,
    )
    try:
        asked = [done for pair in pairs if (done := asking.ask(context, *pair)) is not None]
    except KeyboardInterrupt:
        context.exit(INTERRUPTED)
    decided = print_results([done.directory for done in asked], as_json=as_json, gating=gating)
    if asking.end == "interrupted":
        context.exit(INTERRUPTED)
    for done in asked:
        complain_of_cut_thoughts(done.directory)
    if asking.end == "out of time":
        context.exit(UNFINISHED)
    if asking.failures:
        context.exit(max(asking.failures))
    for done in asked:
        complain_of_failures(done.directory)
    context.exit(decided)


def _checked_pairs(models: Sequence[str], suites: Sequence[str], label: str | None) -> list[tuple[str, str]]:
    """The runs of one command, once it is known that each can begin.

    Raises:
        InvalidArgument: if something is no model or suite, or several runs would have one label.
    """
    from jagbench.errors import InvalidArgument
    from jagbench.probes import load
    from jagbench.runners.engines import parse_model

    pairs = [(model, suite) for model in dict.fromkeys(models) for suite in dict.fromkeys(suites)]
    if len(pairs) > 1:
        if label is not None:
            raise InvalidArgument(
                f"--label {label!r} would name {len(pairs)} runs: give it to one, or --tag."
            )
        for model in models:
            parse_model(model)
        for suite in suites:
            load(suite)
    return pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A run that was asked, and how that ended."""

    directory: "RunDirectory"
    end: "End"


@dataclass(slots=True, kw_only=True)
class _Asking:
    """Asks one run after another; a failure of one leaves the others alone."""

    out: Path | None
    several: bool
    deadline: float | None
    kept: dict[str, Any]
    until: Until | None = None
    end: "End" = "complete"
    failures: list[int] = field(default_factory=list[int])

    def ask(self, context: click.Context, model: str, suite: str) -> "_Asked | None":
        """One run; None where none is begun any more, or it failed and was told of."""
        from jagbench.errors import JagbenchError
        from jagbench.runners.names import default_folder

        if self.end != "complete":
            return None
        out = self.out
        if self.out is not None and self.several:
            usual = default_folder(
                model, suite, self.kept["manner"].protocol, self.kept["shard"], self.kept["selection"]
            )
            out = self.out / usual.name
        own: dict[str, Any] = {"models": [model], "suites": [suite], **({"out": out} if out else {})}

        def on_folder(folder: Path) -> None:
            write_config(context, folder, own=own)

        try:
            if self.until is not None:
                directory, self.end = ask_until(
                    model,
                    suite=suite,
                    until=self.until,
                    out=out,
                    deadline=self.deadline,
                    on_folder=on_folder,
                    **{name: self.kept[name] for name in ("manner", "selection", "arguments")},
                )
            else:
                directory, self.end = ask(
                    model,
                    suite=suite,
                    out=out,
                    deadline=self.deadline,
                    on_folder=on_folder,
                    **self.kept,
                )
        except JagbenchError as error:
            if not self.several:
                raise
            click.echo(f"Error: {model} on {suite}: {error}", err=True)
            self.failures.append(error.exit_code)
            return None
        return _Asked(directory=directory, end=self.end)


def _read_manner(
    *,
    protocol: str,
    system: str | None,
    samples: int,
    recheck: float,
    prompting: "Prompting | None",
    effort: str | None,
    thinking_tokens: int | None,
    **sampling: float | None,
) -> "Manner":
    from jagbench.runners.manner import Manner
    from jagbench.runners.protocols import parse_protocol

    usual = parse_protocol(protocol)[0].sampling
    given: dict[str, Any] = {name: value for name, value in sampling.items() if value is not None}
    if thinking_tokens:
        given["max_tokens"] = given.get("max_tokens", usual.max_tokens) + thinking_tokens
    return Manner(
        protocol=protocol,
        sampling=replace(usual, **given),
        system=system,
        samples=samples,
        recheck=recheck,
        prompting=prompting,
        effort=effort,
    )


def _prompts(
    model: str,
    *,
    suite: str,
    count: int,
    manner: "Manner",
    limit: int | None,
    shard: "Shard | None",
    selection: "Selection",
    arguments: "Arguments",
    of: "RunDirectory | None",
) -> "list[ShownPrompt]":
    """What a model would be given for the first probes of a run; notices go to standard error."""
    from jagbench.examples import draw_examples
    from jagbench.runners.listener import Listener
    from jagbench.runners.run import show_prompts

    return show_prompts(
        model,
        suite,
        count=count,
        manner=manner,
        limit=limit,
        shard=shard,
        selection=selection,
        arguments=arguments,
        draw_examples=draw_examples,
        of=of,
        listener=Listener(on_notice=lambda sentence: click.echo(sentence, err=True)),
    )


def print_prompts(prompts: "Sequence[ShownPrompt]", *, as_json: bool) -> None:
    """Print what a model would be given, special tokens as they are written.

    Args:
        prompts: The prompts.
        as_json: Whether as JSON.
    """
    from jagbench.cli.judged import to_json

    if as_json:
        found = [
            {
                "probe": shown.probe.id,
                "skill": shown.probe.skill,
                "level": shown.probe.level,
                "turn": {"arm": shown.turn.arm, "step": shown.turn.step},
                "tokens": shown.rendered.tokens,
                "prompt": shown.rendered.text,
            }
            for shown in prompts
        ]
        click.echo(to_json({"prompts": found}))
        return
    several = any(shown.turn != prompts[0].turn for shown in prompts)
    for number, shown in enumerate(prompts, start=1):
        probe, rendered = shown.probe, shown.rendered
        tokens = "" if rendered.tokens is None else f", {rendered.tokens} tokens"
        turn = f", {shown.turn.arm} {shown.turn.step}" if several else ""
        click.echo(
            f"--- {number} of {len(prompts)}: {probe.id}, {probe.skill}, level {probe.level}{turn}{tokens}"
        )
        click.echo(rendered.text)


End = Literal["complete", "interrupted", "out of time"]
"""How asking came to its end."""


def ask(
    model: str,
    *,
    suite: "str | Suite",
    manner: "Manner | None" = None,
    out: Path | None = None,
    limit: int | None = None,
    shard: "Shard | None" = None,
    selection: "Selection | None" = None,
    label: str | None = None,
    tags: Sequence[str] = (),
    arguments: "Arguments | None" = None,
    of: "RunDirectory | None" = None,
    deadline: float | None = None,
    on_folder: Callable[[Path], None] | None = None,
    if_changed: "IfChanged" = "stop",
) -> "tuple[RunDirectory, End]":
    """Ask a model a suite, showing on standard error how it goes.

    The first Ctrl-C lets the probes under way finish, the second ends at once.

    Args:
        model: `engine:name`.
        suite: A suite, its name or file.
        manner: How the probes are asked; None for the protocol `direct`.
        out: Folder of the run; None for its default.
        limit: How many probes at most; None for all.
        shard: Which part of them; None for all.
        selection: Which probes of the suite; None for all.
        label: What the run is called in tables.
        tags: Words to find the run by.
        arguments: Arguments of the engine.
        of: Another run, whose replies are shown.
        deadline: Until when new probes are begun, by `time.monotonic`; None for no end.
        on_folder: Told the folder of the run once it is there.
        if_changed: What to do where what answers is not what it was.

    Returns:
        The run, and how it came to its end; where it is not complete, the user has been told how to go on.

    Raises:
        JagbenchError: as `jagbench.runners.run.run` does.
        KeyboardInterrupt: at the second Ctrl-C.
    """
    from rich.console import Console

    from jagbench.cli.progress import Watch
    from jagbench.examples import draw_examples
    from jagbench.runners.listener import Listener
    from jagbench.runners.missing import unanswered
    from jagbench.runners.protocols import turns_of
    from jagbench.runners.run import run

    def on_start(directory: "RunDirectory", total: int) -> None:
        if on_folder is not None:
            on_folder(directory.path)
        watch.on_start(directory, total)

    last_is_answer = turns_of(manner.protocol)[-1].wants == "answer" if manner is not None else True

    def is_right(probe: "Probe", reply: "Reply") -> bool | None:
        return _is_right(probe, reply) if last_is_answer else None

    with Watch(is_right, Console(stderr=True)) as watch, _interruptible(watch, deadline) as stop:
        listener = Listener(
            on_start=on_start, on_probe=watch.on_probe, on_notice=watch.say, should_stop=stop.reached
        )
        directory = run(
            model,
            suite,
            manner=manner,
            out=out,
            limit=limit,
            shard=shard,
            selection=selection,
            label=label,
            tags=tags,
            arguments=arguments,
            draw_examples=draw_examples,
            of=of,
            listener=listener,
            if_changed=if_changed,
        )
    if stop.end == "complete" or unanswered(directory).nothing:
        return directory, "complete"
    watch.say(_how_to_resume(directory.path, stop.end))
    return directory, stop.end


def _how_to_resume(folder: Path | None, end: "End" = "interrupted") -> str:
    kept = f" Every finished reply is kept in {folder}." if folder else ""
    return f"{end.capitalize()}.{kept} The same command goes on from there."


class _Stop:
    """Whether no new probe is to be begun, and why."""

    def __init__(self, watch: "Watch", deadline: float | None) -> None:
        self.end: End = "complete"
        self.interrupts = 0
        self._watch = watch
        self._deadline = deadline

    def reached(self) -> bool:
        """Asked before each new probe."""
        if self.end == "complete" and self.interrupts:
            self._begin("interrupted", "Ctrl-C again ends at once.")
        elif self.end == "complete" and self._deadline is not None and time.monotonic() >= self._deadline:
            self._begin("out of time", "--max-minutes is over.")
        return self.end != "complete"

    def _begin(self, end: "End", why: str) -> None:
        self.end = end
        self._watch.say(f"Stopping: the probes under way are being finished. {why}")


@contextmanager
def _interruptible(watch: "Watch", deadline: float | None) -> Generator[_Stop]:
    """Note the first Ctrl-C instead of ending at once.

    Yields:
        What says whether there was one, or the time is over.
    """
    stop = _Stop(watch, deadline)

    def note(number: int, frame: object) -> None:
        stop.interrupts += 1
        if watch.folder is None:
            # Nothing is asked yet, and a library that is loading a model can hang when it is unwound.
            watch.leave("Interrupted before anything was asked.")
            os._exit(INTERRUPTED)
        if stop.interrupts > 1:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stop
    except KeyboardInterrupt:
        watch.say(_how_to_resume(watch.folder))
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _is_right(probe: "Probe", reply: "Reply") -> bool:
    from jagbench.analysis.frame.canonical import read_canonical
    from jagbench.analysis.frame.verdicts import judge

    reading = read_canonical(probe, reply.text, reply.finish_reason)
    return judge(reading, probe.answer, language=probe.language) == "correct"


def print_results(
    directories: "Sequence[RunDirectory]",
    *,
    as_json: bool,
    command: str = "run",
    gating: Gating | None = None,
) -> int:
    """Print what runs found: accuracy, interval, the weakest families, and what to do next.

    Args:
        directories: The runs.
        as_json: Whether as JSON.
        command: The command that prints.
        gating: What is demanded of them.

    Returns:
        The exit code that the gates come to; 0 without gates.
    """
    from jagbench.analysis.frame.rows import frames, run_labels
    from jagbench.cli.judged import document
    from jagbench.cli.progress import Judging
    from jagbench.cli.result import ending, next_command, run_results

    labels = run_labels(directories)
    with Judging() as progress:
        table = frames(directories, on_judged=progress) if directories else None
    demanded = gating or Gating()
    gates = [] if table is None else demanded.decide(table)
    if table is not None:
        demanded.write(command, table, gates)
    if as_json:
        runs = [] if table is None else run_results(dict(zip(labels, directories, strict=True)), table)
        own = {} if gating is None else {"gates": gates_data(gates)}
        click.echo(document(command, runs, **own))
        return demanded.exit_code(gates)
    if table is None:
        return 0
    for label, directory in zip(labels, directories, strict=True):
        for line in ending(directory, table[table["run"] == label]):
            click.echo(line)
        if len(directories) > 1:
            click.echo()
    click.echo(f"Next: {next_command(directories)}")
    if gates:
        print_gates(gates)
    return demanded.exit_code(gates)


def complain_of_cut_thoughts(directory: "RunDirectory") -> None:
    """Say on standard error where many replies ended inside a thought, with the options that help.

    Args:
        directory: The run.
    """
    replies = cut = 0
    for reply in directory.iter_replies():
        replies += 1
        cut += reply.finish_reason == "length" and not reply.text and bool(reply.thinking)
    if 10 * cut > replies:
        click.echo(
            f"{cut} of {replies} replies were cut while the model was still thinking, without an answer: "
            "give it room with --thinking-tokens 4096, or switch thinking off with --protocol thinking:off.",
            err=True,
        )


def complain_of_failures(directory: "RunDirectory") -> None:
    """Check that no probe of a run is without an answer.

    Raises:
        JagbenchError: if there are some: how many, why, and how to ask them again.
    """
    from jagbench.errors import JagbenchError
    from jagbench.runners.missing import unanswered

    left = unanswered(directory)
    if left.probes:
        count = sum(1 for _ in directory.iter_probes())
        raise JagbenchError(
            f"{len(left.probes)} of {count} probes stay unscored because the engine failed, "
            f"the first of them with: {left.why or 'no reply.'} The same command asks only those again."
        )
