"""`run --show-prompts`: what a model is really given."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jagbench.runners.engine import Arguments
    from jagbench.runners.manner import Manner
    from jagbench.runners.run import ShownPrompt
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.selection import Selection, Shard


def prompts_of(
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
