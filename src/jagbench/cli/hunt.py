"""`jagbench hunt`: the simplest questions that a model reliably fails."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.numbers import whole
from jagbench.cli.server_options import server_arguments, server_options
from jagbench.words import amount

if TYPE_CHECKING:
    from jagbench.hunting.hunt import Hunted
    from jagbench.runners.schedule import Round

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


@click.command(
    name="hunt",
    epilog="\b\nExample:\n  jagbench hunt llamacpp:smollm2 comparison.decimals counting.letters\n"
    "  jagbench hunt llamacpp:smollm2 arithmetic.addition --level 1 --level 2 --max-probes 500\n"
    "  jagbench run llamacpp:other.gguf --suite runs/HUNT/hunt.json",
)
@click.argument("model", metavar="MODEL")
@click.argument("skills", nargs=-1, required=True, metavar="SKILL...")
@click.option("--level", "levels", type=whole(1), multiple=True, help="Only this level; may be repeated.")
@click.option("--language", default="en", show_default=True, help="Language of the questions, such as ko.")
@click.option("--rounds", type=whole(1), default=40, show_default=True, help="Rounds at most.")
@click.option(
    "--max-probes",
    type=whole(1),
    default=3000,
    show_default=True,
    help="Answers at most, each repetition counted.",
)
@click.option("--seed", type=whole(0), default=0, show_default=True, help="Seed of the draws.")
@click.option(
    "--batch",
    type=whole(8),
    default=64,
    show_default=True,
    help="Questions of a skill that are drawn in a round; more keep a large GPU busy.",
)
@click.option(
    "--misconceptions",
    type=whole(1),
    default=3,
    show_default=True,
    help="How many are hunted of a skill: those with the most failures.",
)
@click.option("--protocol", default="direct", show_default=True, help="How the questions are asked.")
@click.option(
    "--engine-arg",
    "engine_args",
    multiple=True,
    metavar="KEY=VALUE",
    help="An argument of the engine, such as slots=4; may be repeated.",
)
@server_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the hunt.  [default: runs/MODEL-hunt-SKILLS-PROTOCOL]",
)
@click.option("--json", "as_json", is_flag=True, help="Print hunt.json instead of the table (docs/hunt.md).")
@click.pass_context
def command(
    context: click.Context,
    /,
    model: str,
    skills: tuple[str, ...],
    levels: tuple[int, ...],
    language: str,
    rounds: int,
    max_probes: int,
    seed: int,
    batch: int,
    misconceptions: int,
    protocol: str,
    engine_args: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    **server: Any,
) -> None:
    """Find the simplest questions of SKILLs that MODEL reliably fails.

    Draws over all strata find failures; each is shrunk, step by step and kept apart by misconception, to the
    simplest question that fails, which is then asked again and in other wordings. The folder holds the
    certificates (hunt.json, a suite for `jagbench run`) and a pytest file. Stopped, the same command goes on.
    """
    from jagbench.hunting.document import document, write
    from jagbench.hunting.hunt import Budget, hunt
    from jagbench.hunting.result import results
    from jagbench.rounds import Stopped
    from jagbench.runners.engines.arguments import read_arguments
    from jagbench.runners.listener import Listener
    from jagbench.runners.manner import Manner

    try:
        with _interruptible() as stop:
            hunted = hunt(
                model,
                skills,
                levels=levels,
                language=language,
                budget=Budget(rounds=rounds, probes=max_probes),
                seed=seed,
                batch=batch,
                misconceptions=misconceptions,
                manner=Manner(protocol=protocol),
                out=out,
                arguments=read_arguments(engine_args) | server_arguments(**server),
                listener=Listener(on_notice=_say, should_stop=stop.reached),
                on_round=stop.on_round,
            )
    except Stopped:
        _say("Interrupted. Every finished reply is kept; the same command goes on from there.")
        context.exit(INTERRUPTED)
    found = results(hunted)
    content = document(hunted, found)
    paths = write(hunted.directory.path, content)
    if as_json:
        import json

        click.echo(json.dumps(content, ensure_ascii=False))
        return
    _print(hunted, content["model"], found)
    for path in paths:
        if path is not None:
            click.echo(path)


def _say(text: str) -> None:
    click.echo(text, err=True)


class _Stop:
    """Whether Ctrl-C was pressed."""

    def __init__(self) -> None:
        self.pressed = False
        self.asking = False

    def reached(self) -> bool:
        """Asked before each new question."""
        return self.pressed

    def on_round(self, number: int, each: "Round") -> None:
        """Tell what is asked next."""
        self.asking = True
        _say(f"Round {number} ({each.purpose}): {amount(each.new, 'question')}")

    def note(self, number: int, frame: object) -> None:
        """Ctrl-C: questions under way are finished; again, or before any was asked, it ends at once."""
        if self.pressed or not self.asking:
            raise KeyboardInterrupt
        self.pressed = True
        _say("Stopping: the questions under way are being finished. Ctrl-C again ends at once.")


@contextmanager
def _interruptible() -> Generator[_Stop]:
    stop = _Stop()
    before = signal.signal(signal.SIGINT, stop.note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _print(hunted: "Hunted", model: str, found: Any) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.hunting.table import COLUMNS, rows, sentences

    click.echo(f"{model}: {amount(hunted.calls, 'answer')} in {amount(hunted.rounds, 'round')}.")
    lines = rows(found)
    if lines:
        table = Table(*COLUMNS, title="Simplest failures", title_justify="left", box=SIMPLE_HEAD)
        for line in lines:
            table.add_row(*line)
        print_table(table, standard_output())
    for sentence in sentences(found):
        click.echo(sentence)
