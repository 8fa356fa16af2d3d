"""`jagbench run`: ask a model a suite."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.asking import INTERRUPTED, ask
from jagbench.cli.gate_options import NAMES, Gating, gate_options
from jagbench.cli.numbers import FiniteRange, whole
from jagbench.cli.run_config import load_config, write_config
from jagbench.cli.run_end import complain_of_failures, complain_of_thoughts, print_results
from jagbench.cli.server_options import server_arguments, server_options
from jagbench.cli.shown_prompts import print_prompts, prompts_of
from jagbench.cli.until import Until, ask_until, read_until

if TYPE_CHECKING:
    from jagbench.adaptive import Each
    from jagbench.cli.asking import End
    from jagbench.runners.engine import Prompting
    from jagbench.runners.manner import Manner
    from jagbench.runners.run import IfChanged
    from jagbench.runners.run_directory import RunDirectory

THOUGHT_ROOM = 4096
"""Tokens that thoughts are given where thinking is switched on."""

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
@click.option("--limit", type=whole(1), help="Ask only this many probes, a balanced sample.")
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
@click.option("--max-probes", type=whole(1), help="With --until: stop after this many probes.")
@click.option("--family", "families", multiple=True, help="Ask only this family; may be given several times.")
@click.option(
    "--skill", "skills", multiple=True, help="Ask only this skill, and families that are named; likewise."
)
@click.option("--level", "levels", type=whole(1), multiple=True, help="Ask only this level; likewise.")
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
    type=whole(1),
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
@click.option("--top-k", type=whole(0), help="Draw from this many tokens; 0 is all.")
@click.option(
    "--max-tokens",
    type=whole(1),
    help="Length at which a reply is cut; long answers get more.",
)
@click.option(
    "--thinking",
    type=click.Choice(["on", "off"]),
    help="Switch the model's own thinking, in its chat template or as its server takes it.",
)
@click.option(
    "--reasoning-effort",
    "effort",
    help="How much is to be thought, in the model's own words: low, medium, high, none, ...",
)
@click.option(
    "--thinking-tokens",
    type=whole(0),
    help="Room for thoughts, in tokens, beside the --max-tokens of the answer.  [default: 4096 with "
    "--thinking on, else none]",
)
@click.option("--seed", type=whole(0), help="Seed of the draws.")
@click.option("--samples", type=whole(1), default=1, show_default=True, help="Replies to each probe.")
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
            for prompt in prompts_of(model, suite=suite, count=show_prompts, **asked_of)
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
        complain_of_thoughts(done.directory)
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
    thinking: str | None,
    thinking_tokens: int | None,
    **sampling: float | None,
) -> "Manner":
    from jagbench.runners.manner import Manner
    from jagbench.runners.protocols import parse_protocol

    usual = parse_protocol(protocol)[0].sampling
    given: dict[str, Any] = {name: value for name, value in sampling.items() if value is not None}
    if thinking_tokens is None and thinking == "on":
        thinking_tokens = THOUGHT_ROOM
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
        thinking=None if thinking is None else thinking == "on",
    )
