"""`jagbench run --until`: asking until every accuracy is precise, and what is said of it."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from jagbench.words import amount

if TYPE_CHECKING:
    from jagbench.adaptive import Each
    from jagbench.runners.engine import Arguments
    from jagbench.runners.manner import Manner
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.schedule import Round
    from jagbench.runners.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """How precise accuracies are to become."""

    width: float
    """Half-width of the 95 % interval."""
    each: "Each"
    """What is to be precise."""
    max_probes: int | None
    """Most probes; None for as many as it takes."""


def read_until(
    until: float | None,
    each: "Each | None",
    max_probes: int | None,
    manner: "Manner",
    **others: object,
) -> Until | None:
    """What the options ask for; None for a suite as it is.

    Args:
        until: `--until`.
        each: `--each`.
        max_probes: `--max-probes`.
        manner: How probes are asked.
        others: Further options by their names, which contradict it where they say anything.

    Raises:
        InvalidArgument: if options contradict one another, or the precision cannot be reached.
    """
    from jagbench.adaptive import refuse_width
    from jagbench.errors import InvalidArgument

    if until is None:
        given = {"--each": each, "--max-probes": max_probes}
        for name, value in given.items():
            if value is not None:
                raise InvalidArgument(
                    f"{name} says how --until samples: give --until too, such as --until 0.03."
                )
        return None
    refuse_width(until, max_probes)
    more = {"samples": manner.samples > 1, "recheck": manner.recheck}
    for option, given_value in {**others, **more}.items():
        if given_value:
            raise InvalidArgument(
                "--until decides by itself which probes are asked, each once, and what the run is called: "
                f"leave out --{option.replace('_', '-')}."
            )
    return Until(width=until, each=each or "cell", max_probes=max_probes)


def ask_until(
    model: str,
    *,
    suite: str,
    until: Until,
    manner: "Manner",
    selection: "Selection",
    arguments: "Arguments",
    out: Path | None,
    deadline: float | None,
    on_folder: Callable[[Path], None],
) -> "tuple[RunDirectory, Literal['complete', 'interrupted', 'out of time']]":
    """Ask a model until every accuracy is precise, telling on standard error of each round.

    Args:
        model: `engine:name`.
        suite: Name of a suite with a recipe.
        until: How precise.
        manner: How probes are asked.
        selection: Which part of the suite.
        arguments: Arguments of the engine.
        out: Folder of the run; None for its default.
        deadline: Until when probes are asked, by `time.monotonic`; None for no end.
        on_folder: Told the folder of the run once it is there.

    Returns:
        The run, and how it came to its end: `"complete"`, `"interrupted"` or `"out of time"`.

    Raises:
        JagbenchError: as `jagbench.adaptive.sample` does.
    """
    from jagbench.adaptive import folder_of, sample
    from jagbench.probes import load
    from jagbench.rounds import Stopped
    from jagbench.runners.listener import Listener
    from jagbench.runners.manifest import MANIFEST
    from jagbench.runners.run_directory import RunDirectory

    loaded = load(suite)
    folder = out or folder_of(model, loaded, until.width, manner, selection)

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    def on_round(number: int, about: "Round") -> None:
        if number == 1:
            on_folder(folder)
        say(f"{model}: round {number}, {amount(about.new, 'probe')}")

    def is_over() -> bool:
        return deadline is not None and time.monotonic() >= deadline

    kept = f"Every finished reply is kept in {folder}. The same command goes on from there."
    try:
        run = sample(
            model,
            loaded,
            until=until.width,
            each=until.each,
            max_probes=until.max_probes,
            selection=selection,
            manner=manner,
            out=folder,
            arguments=arguments,
            listener=Listener(on_notice=say, should_stop=is_over),
            on_round=on_round,
        )
    except Stopped:
        say(f"Out of time. {kept}")
        return RunDirectory.open(folder), "out of time"
    except KeyboardInterrupt:
        if not (folder / MANIFEST).is_file():
            raise
        say(f"Interrupted. {kept}")
        return RunDirectory.open(folder), "interrupted"
    return run, "complete"


def until_lines(run: "RunDirectory") -> list[str]:
    """What is said at the end of a run that was sampled until precise; nothing of others.

    Args:
        run: The run.
    """
    from jagbench.adaptive import KIND, beside, is_adaptive, reached

    if run.manifest.schedule is None or not is_adaptive(run):
        return []
    plan = run.manifest.schedule.plan
    found = reached(run)
    if not found:
        return []
    other = beside(found, plan[KIND])
    return [
        f"Sampled until ±{plan[KIND]:g}: {_things(other.adaptive, other.cells, plan['each'])} done with "
        f"{other.probes:,} scored probes, the widest ±{other.adaptive_widest:.3f}.",
        f"As many dealt equally would do for {other.equal} (the widest ±{other.equal_widest:.3f}), drawn at "
        f"random for {other.random:.1f} (±{other.random_widest:.3f}).",
    ]


_THINGS = {"cell": "cells (a level of a skill)", "skill": "skills", "profile": "figures (floor and peak)"}


def _things(done: int, count: int, each: str) -> str:
    return f"{done} of {count} {_THINGS[each]}"


def until_data(run: "RunDirectory") -> dict[str, Any] | None:
    """How precise each accuracy has become, as plain data; None of a suite as it is.

    Args:
        run: The run.
    """
    from jagbench.adaptive import KIND, beside, is_adaptive, reached

    if run.manifest.schedule is None or not is_adaptive(run):
        return None
    plan = run.manifest.schedule.plan
    found = reached(run)
    return {
        "suite": plan["suite"],
        "width": plan[KIND],
        "each": plan["each"],
        "cells": [{**asdict(one), "accuracy": one.accuracy} for one in found],
        "beside": asdict(beside(found, plan[KIND])) if found else None,
    }
