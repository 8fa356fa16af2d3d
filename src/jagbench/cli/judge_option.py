"""The option `--judge` of `jagbench score` and `jagbench audit`: a model reads replies beside the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.judges.asking import Judged
    from jagbench.judges.opinion import Comparison, Concord


_Command = TypeVar("_Command", bound=Callable[..., object])


def judge_options(does: str) -> Callable[[_Command], _Command]:
    """The options that name a judge and give its engine arguments.

    Args:
        does: What a command has the judge do.
    """
    judge = click.option("--judge", metavar="MODEL", help=does)
    arguments = click.option(
        "--judge-arg",
        "judge_args",
        multiple=True,
        metavar="KEY=VALUE",
        help="An argument of the judge's engine, such as slots=4; may be given several times.",
    )
    return lambda command: judge(arguments(command))


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """What a second reader says of a run, and what it is held against."""

    model: str
    """The judge."""
    run: Path
    """The run."""
    judged: "Judged"
    """What it says."""
    comparison: "Comparison"
    """Beside the rules and beside people."""


def refuse_judge(judge: str, source: Path, *, reviewed: bool) -> None:
    """Refuse what cannot be judged before anything is read, as it may take a while.

    Args:
        judge: The judge as it was typed.
        source: What is scored.
        reviewed: Whether reviews are to stand for the machine's readings.

    Raises:
        InvalidArgument: if it is no judge, or there is nothing to hold it against.
    """
    from jagbench.errors import InvalidArgument
    from jagbench.judges.asking import check_judge

    check_judge(judge)
    if not source.is_dir():
        raise InvalidArgument(f"--judge is for runs, and {source} is no folder.")
    if reviewed:
        raise InvalidArgument(
            "--judge is held against the machine's readings, and --reviewed puts reviews in their place: "
            "give one of the two. With --judge, agreement with the reviews is printed."
        )


def complain_of_judge(second: Second | None) -> None:
    """Say how many replies the judge failed to read, once everything else is printed.

    Raises:
        JagbenchError: if there are some.
    """
    from jagbench.errors import JagbenchError

    if second is not None and second.judged.failures:
        failures = second.judged.failures
        raise JagbenchError(
            f"The judge failed on {len(failures)} of {second.judged.asked} replies, the first of them with: "
            f"{failures[0]} The same command asks only those again."
        )


def print_judge(second: Second | None) -> None:
    """Print what a judge says below the score."""
    if second is not None:
        click.echo()
        for sentence in _sentences(second):
            click.echo(sentence)


def second_reading(source: Path, table: "pd.DataFrame", model: str, arguments: Sequence[str]) -> Second:
    """Ask the judge about a run.

    Args:
        source: Folder of the run.
        table: Its frame, with the machine's readings.
        model: The judge.
        arguments: Arguments of its engine as they were typed.
    """
    from jagbench.analysis.checking.review import reviews
    from jagbench.cli.progress import Judging
    from jagbench.judges.asking import judged
    from jagbench.judges.opinion import compared
    from jagbench.runners.engines.arguments import read_arguments
    from jagbench.runners.run_directory import RunDirectory

    run = RunDirectory.open(source)
    with Judging() as progress:
        found = judged(
            run,
            table,
            model,
            arguments=read_arguments(arguments),
            on_judged=progress,
            on_notice=lambda sentence: click.echo(sentence, err=True),
        )
    comparison = compared(table, found.opinions, reviews(run))
    return Second(model=model, run=source, judged=found, comparison=comparison)


def judge_data(second: Second, table: "pd.DataFrame") -> Mapping[str, object]:
    """What `--json` has of a judge.

    Args:
        second: What it says.
        table: The frame of the run.
    """
    from jagbench.analysis.statistics.cells import records
    from jagbench.judges.opinion import verdict

    found, comparison = second.judged, second.comparison
    rows = [each.row for each in found.opinions]
    return {
        "model": second.model,
        "weighted": found.weighted,
        "uncertain": found.uncertain,
        "without": found.without,
        "failed": len(found.failures),
        "undecided": sum(not each.named for each in found.opinions),
        "rules": asdict(comparison.rules),
        "people": asdict(comparison.people),
        "rules_people": asdict(comparison.rules_people),
        "changes": {f"{old} -> {new}": count for (old, new), count in sorted(comparison.changes.items())},
        "opinions": [
            {
                **{name: record[name] for name in ("probe", "sample", "verdict", "reading", "rule")},
                "candidates": list(each.candidates),
                "weights": list(each.weights),
                "named": each.named,
                "answer": each.answer if each.named else None,
                "judged": verdict(each, record) if each.named else None,
            }
            for each, record in zip(found.opinions, records(table.iloc[rows]), strict=True)
        ],
    }


def _sentences(second: Second) -> list[str]:
    found, comparison, model = second.judged, second.comparison, second.model
    if not found.uncertain:
        return [f"No reading of {second.run} is uncertain: there is nothing for the judge {model} to read."]
    undecided = sum(not each.named for each in found.opinions)
    read = len(found.opinions) - undecided
    parts = [
        (found.without, "hold no candidate and were not shown to it"),
        (undecided, "it could not decide"),
        (len(found.failures), "it failed to answer"),
    ]
    left = "".join(f"; {count:,} {said}" for count, said in parts if count)
    how = "by probabilities" if found.weighted else "in words"
    lines = [f"Judge {model}: read {read:,} of {found.uncertain:,} uncertain readings, {how}{left}."]
    if not read:
        return lines
    lines.append(alike("The judge and the rules read", comparison.rules))
    if comparison.people.read:
        lines.append(alike("The judge and the reviews read", comparison.people))
        lines.append(alike("The rules and the reviews read, of the same,", comparison.rules_people))
    else:
        lines.append(f"None of them is reviewed: `jagbench review {second.run}` tells who is right.")
    changes = sum(comparison.changes.values())
    verdicts = "verdict" if changes == 1 else "verdicts"
    lines.append(f"{changes:,} {verdicts} would change" + (":" if changes else "."))
    lines += [f"  {old} -> {new}: {count:,}" for (old, new), count in sorted(comparison.changes.items())]
    return lines


def alike(begin: str, found: "Concord") -> str:
    """One sentence on how far two readers read the same.

    Args:
        begin: Who they are.
        found: How far.
    """
    kappa = (
        "does not stand, as both say one and the same throughout"
        if found.kappa is None
        else f"{found.kappa:.2f}"
    )
    return (
        f"{begin} {found.alike:,} of {found.read:,} alike: {found.alike / found.read:.1%} "
        f"(95 %: {found.low:.1%} to {found.high:.1%}), Cohen's kappa {kappa}."
    )
