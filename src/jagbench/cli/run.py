"""`jagbench run`: ask a model a suite."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from jagbench.cli.server_options import server_arguments, server_options

if TYPE_CHECKING:
    from jagbench.cli.progress import Watch
    from jagbench.probes import Probe
    from jagbench.runners.engine import Arguments, Prompting
    from jagbench.runners.reply import Reply
    from jagbench.runners.run import Manner, ShownPrompt
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.selection import Shard

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


UNFINISHED = 3
"""Exit code when --max-minutes ended the run before every probe was asked."""


@click.command(
    name="run",
    epilog="\b\nExample:\n  jagbench run llamacpp:smollm2\n"
    "  jagbench run llamacpp:path/to/model.gguf --limit 100 --out runs/mine\n"
    "  jagbench run openai:qwen3@http://localhost:8000/v1 --protocol cot --temperature 0.7 --samples 5",
)
@click.argument("model")
@click.option("--suite", default="smoke-v1", show_default=True, help="Name of a suite, or a file of probes.")
@click.option(
    "--protocol",
    default="direct",
    show_default=True,
    help="How the probes are asked: direct, constrained, cot, fewshot:K, thinking:on, thinking:off, logprob.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the run.  [default: runs/MODEL-SUITE-PROTOCOL]"
)
@click.option("--limit", type=click.IntRange(min=1), help="Ask only this many probes, a balanced choice.")
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
@click.option("--system", help="A system message before every conversation.")
@click.option("--temperature", type=click.FloatRange(0, 2), help="0 takes the likeliest token each time.")
@click.option("--top-p", type=click.FloatRange(0, 1, min_open=True), help="Draw from this much probability.")
@click.option("--top-k", type=click.IntRange(min=0), help="Draw from this many tokens; 0 is all.")
@click.option(
    "--max-tokens",
    type=click.IntRange(min=1),
    help="Length at which a reply is cut; long answers get more.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of the draws.")
@click.option(
    "--samples", type=click.IntRange(min=1), default=1, show_default=True, help="Replies to each probe."
)
@click.option(
    "--recheck",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of probes that are asked twice, to see how many replies change.",
)
@click.option(
    "--max-minutes",
    type=click.FloatRange(0, min_open=True),
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
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(
    context: click.Context,
    /,
    model: str,
    suite: str,
    out: Path | None,
    limit: int | None,
    shard: str | None,
    max_minutes: float | None,
    chat_template: Path | None,
    engine_args: tuple[str, ...],
    requests_per_minute: float | None,
    headers: tuple[str, ...],
    query: tuple[str, ...],
    request_fields: tuple[str, ...],
    omit_fields: tuple[str, ...],
    show_prompts: int | None,
    as_json: bool,
    **manner: Any,
) -> None:
    """Ask MODEL a suite of probes.

    MODEL is ENGINE:NAME; `jagbench models list` shows what there is. The same command again goes on where
    the last one ended, and asks only what is missing.
    """
    from jagbench.runners.engines.arguments import read_arguments
    from jagbench.runners.selection import parse_shard
    from jagbench.runners.templates import read_template

    arguments = read_arguments(engine_args) | server_arguments(
        requests_per_minute=requests_per_minute,
        headers=headers,
        query=query,
        request_fields=request_fields,
        omit_fields=omit_fields,
    )
    if chat_template is not None:
        arguments["chat_template"] = read_template(chat_template)
    if show_prompts is not None:
        prompts = _prompts(
            model,
            suite=suite,
            count=show_prompts,
            manner=_read_manner(**manner),
            limit=limit,
            shard=parse_shard(shard) if shard else None,
            arguments=arguments,
        )
        print_prompts(prompts, as_json=as_json)
        return
    try:
        directory, end = ask(
            model,
            suite=suite,
            manner=_read_manner(**manner),
            out=out,
            limit=limit,
            shard=parse_shard(shard) if shard else None,
            arguments=arguments,
            max_minutes=max_minutes,
        )
    except KeyboardInterrupt:
        context.exit(INTERRUPTED)
    if end == "interrupted":
        context.exit(INTERRUPTED)
    print_result(directory, as_json=as_json)
    if end == "out of time":
        context.exit(UNFINISHED)
    complain_of_failures(directory)


def _read_manner(
    *,
    protocol: str,
    system: str | None,
    samples: int,
    recheck: float,
    prompting: "Prompting | None",
    **sampling: float | None,
) -> "Manner":
    from jagbench.runners.protocols import parse_protocol
    from jagbench.runners.run import Manner

    usual = parse_protocol(protocol)[0].sampling
    given: dict[str, Any] = {name: value for name, value in sampling.items() if value is not None}
    return Manner(
        protocol=protocol,
        sampling=replace(usual, **given),
        system=system,
        samples=samples,
        recheck=recheck,
        prompting=prompting,
    )


def _prompts(
    model: str,
    *,
    suite: str,
    count: int,
    manner: "Manner",
    limit: int | None,
    shard: "Shard | None",
    arguments: "Arguments",
) -> "list[ShownPrompt]":
    """What a model would be given for the first probes of a run; notices go to standard error."""
    from jagbench.examples import draw_examples
    from jagbench.runners.run import Listener, show_prompts

    return show_prompts(
        model,
        suite,
        count=count,
        manner=manner,
        limit=limit,
        shard=shard,
        arguments=arguments,
        draw_examples=draw_examples,
        listener=Listener(on_notice=lambda sentence: click.echo(sentence, err=True)),
    )


def print_prompts(prompts: "Sequence[ShownPrompt]", *, as_json: bool) -> None:
    """Print what a model would be given, special tokens as they are written.

    Args:
        prompts: The prompts.
        as_json: Whether as JSON.
    """
    if as_json:
        found = [
            {
                "probe": shown.probe.id,
                "skill": shown.probe.skill,
                "level": shown.probe.level,
                "tokens": shown.rendered.tokens,
                "prompt": shown.rendered.text,
            }
            for shown in prompts
        ]
        click.echo(json.dumps({"prompts": found}, ensure_ascii=False))
        return
    for number, shown in enumerate(prompts, start=1):
        probe, rendered = shown.probe, shown.rendered
        tokens = "" if rendered.tokens is None else f", {rendered.tokens} tokens"
        click.echo(f"--- {number} of {len(prompts)}: {probe.id}, {probe.skill}, level {probe.level}{tokens}")
        click.echo(rendered.text)


End = Literal["complete", "interrupted", "out of time"]
"""How asking came to its end."""


def ask(
    model: str,
    *,
    suite: str,
    manner: "Manner | None" = None,
    out: Path | None = None,
    limit: int | None = None,
    shard: "Shard | None" = None,
    arguments: "Arguments | None" = None,
    max_minutes: float | None = None,
) -> "tuple[RunDirectory, End]":
    """Ask a model a suite, showing on standard error how it goes.

    The first Ctrl-C lets the probes under way finish, the second ends at once.

    Args:
        model: `engine:name`.
        suite: Name or file.
        manner: How the probes are asked; None for the protocol `direct`.
        out: Folder of the run; None for its default.
        limit: How many probes at most; None for all.
        shard: Which part of them; None for all.
        arguments: Arguments of the engine.
        max_minutes: How long new probes are begun; None for no end.

    Returns:
        The run, and how it came to its end; where it is not complete, the user has been told how to go on.

    Raises:
        JagbenchError: as `jagbench.runners.run.run` does.
        KeyboardInterrupt: at the second Ctrl-C.
    """
    from rich.console import Console

    from jagbench.cli.progress import Watch
    from jagbench.examples import draw_examples
    from jagbench.runners.run import Listener, run, unanswered

    deadline = None if max_minutes is None else time.monotonic() + 60 * max_minutes
    with Watch(_is_right, Console(stderr=True)) as watch, _interruptible(watch, deadline) as stop:
        listener = Listener(
            on_start=watch.on_start, on_probe=watch.on_probe, on_notice=watch.say, should_stop=stop.reached
        )
        directory = run(
            model,
            suite,
            manner=manner,
            out=out,
            limit=limit,
            shard=shard,
            arguments=arguments,
            draw_examples=draw_examples,
            listener=listener,
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
    from jagbench.analysis.frame.verdicts import judge
    from jagbench.analysis.reading import read_probe

    reading = read_probe(probe, reply.text, reply.finish_reason)
    return judge(reading, probe.answer, language=probe.language) == "correct"


def print_result(directory: "RunDirectory", *, as_json: bool) -> None:
    """Print where a run is and how its replies ended.

    Args:
        directory: The run.
        as_json: Whether as JSON.
    """
    from jagbench.runners.run import count_flips

    counts = count_finish_reasons(directory)
    flips = count_flips(directory) if directory.manifest.recheck else None
    if as_json:
        rechecks = {"rechecked": flips.compared, "flipped": flips.changed} if flips else {}
        click.echo(json.dumps({"run": str(directory.path), **counts, **rechecks}))
        return
    click.echo(str(directory.path))
    reasons = ", ".join(f"{counts[reason]} {reason}" for reason in ("stop", "length", "error"))
    samples = directory.manifest.samples
    click.echo(f"{counts['probes']} probes{f' x {samples} samples' if samples > 1 else ''}: {reasons}")
    if flips:
        click.echo(
            f"asked twice: {flips.compared} probes, {flips.changed} with another reply ({flips.rate:.1%})"
        )


def count_finish_reasons(directory: "RunDirectory") -> dict[str, int]:
    """How the last reply to each probe and sample of a run ended.

    Returns:
        `probes`, and how many of the replies ended with `stop`, `length` and `error`; what has no reply
        is in none of the three.
    """
    last: dict[int, tuple[int, str]] = {}
    for reply in directory.iter_replies():
        name = hash((reply.probe, reply.sample))
        if not reply.recheck and reply.turn >= last.get(name, (0, ""))[0]:
            last[name] = (reply.turn, reply.finish_reason)
    ended = Counter(reason for _, reason in last.values())
    probes = {"probes": sum(1 for _ in directory.iter_probes())}
    return probes | {reason: ended[reason] for reason in ("stop", "length", "error")}


def complain_of_failures(directory: "RunDirectory") -> None:
    """Check that no probe of a run is without an answer.

    Raises:
        JagbenchError: if there are some: how many, why, and how to ask them again.
    """
    from jagbench.errors import JagbenchError
    from jagbench.runners.run import unanswered

    left = unanswered(directory)
    if left.probes:
        count = sum(1 for _ in directory.iter_probes())
        raise JagbenchError(
            f"{len(left.probes)} of {count} probes stay unscored because the engine failed, "
            f"the first of them with: {left.why or 'no reply.'} The same command asks only those again."
        )
