"""`jagbench critique`: let a model review the replies of a finished run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.asking import INTERRUPTED, ask
from jagbench.cli.judged import csv, document, head, refuse_other_ending, write
from jagbench.cli.numbers import whole
from jagbench.cli.run_end import complain_of_failures
from jagbench.cli.turns import print_turns

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.runners.run_directory import RunDirectory


@click.command(
    name="critique",
    epilog="\b\nExample:\n  jagbench critique --critic llamacpp:smollm2 --of runs/mine\n"
    "  jagbench critique --critic openai:qwen3@http://localhost:8000/v1 --of runs/mine --flagged look-at.csv",
)
@click.option("--critic", required=True, metavar="MODEL", help="The model that reviews: ENGINE:NAME.")
@click.option(
    "--of",
    "reviewed",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="RUN",
    help="The folder of the run whose replies are reviewed.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the review, which is a run.  [default: runs/CRITIC-SUITE-critique-other-of-RUN]",
)
@click.option("--limit", type=whole(1), help="Review only this many replies, a balanced sample.")
@click.option(
    "--engine-arg",
    "engine_args",
    multiple=True,
    metavar="KEY=VALUE",
    help="An argument of the critic's engine, such as slots=4; may be given several times.",
)
@click.option(
    "--by",
    type=click.Choice(["skill", "family", "level", "language", "frame", "misconception"]),
    help="Divide every figure by this.",
)
@click.option(
    "--flagged",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the replies that a person must still look at to a .csv file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print every figure as one JSON object.")
@click.pass_context
def command(
    context: click.Context,
    /,
    critic: str,
    reviewed: Path,
    out: Path | None,
    limit: int | None,
    engine_args: tuple[str, ...],
    by: str | None,
    flagged: Path | None,
    as_json: bool,
) -> None:
    """Let a model say of each reply of RUN whether it is right, and answer itself.

    Printed are its catches and false alarms, accuracy before and after, and how many replies a person must
    still look at. The review is a run of the protocol critique:other: the same command goes on where it was
    stopped, and `jagbench turns` prints it again. docs/protocols.md has the words and formulas.
    """
    from jagbench.analysis.turns.measures import measured
    from jagbench.probes import Suite
    from jagbench.runners.engines.arguments import read_arguments
    from jagbench.runners.manner import Manner
    from jagbench.runners.names import default_folder
    from jagbench.runners.run_directory import RunDirectory

    refuse_other_ending(flagged, [".csv"])
    of = RunDirectory.open(reviewed)
    manner = Manner(protocol="critique:other")
    manifest = of.manifest
    if out is None:
        usual = default_folder(critic, manifest.suite, manner.protocol)
        out = usual.with_name(f"{usual.name}-of-{of.path.resolve().name}")
    directory, end = ask(
        critic,
        suite=Suite(name=manifest.suite, sha256=manifest.suite_sha256, probes=of.probes()),
        manner=manner,
        out=out,
        limit=limit,
        arguments=read_arguments(engine_args),
        of=of,
    )
    found = measured(directory, by=by)
    if flagged is not None:
        write(flagged, csv(to_look_at(directory)))
    if as_json:
        label = str(found.answers["run"].iloc[0])
        figures: dict[str, Any] = {
            "of": str(of.path),
            "conversations": found.conversations,
            "left_out": found.left_out,
            "figures": found.figures.drop(columns="run"),
        }
        click.echo(document("critique", [{**head(label, directory), **figures}], by=by))
    else:
        from jagbench.analysis.frame.console import standard_output

        print_turns(found, directory, standard_output(), by=by)
    if end == "interrupted":
        context.exit(INTERRUPTED)
    complain_of_failures(directory)


def to_look_at(review: "RunDirectory") -> "pd.DataFrame":
    """The replies that a critic says are not right, or of which it says nothing.

    Args:
        review: A run of the protocol `critique:other`.

    Returns:
        `probe`, `prompt`, `reply`, `said` (`no`, or empty where it says neither yes nor no) and `answer`,
        that of the critic.
    """
    from jagbench.analysis.turns.answers import conversations, judgements, of_other, turn_frame

    table = conversations(turn_frame(review)).merge(judgements(review), on=["probe", "sample"])
    table = table.merge(of_other(review), on="probe")
    prompts = {probe.id: probe.prompt for probe in review.iter_probes()}
    flagged = table[table["other.1.said"] != "yes"]
    return flagged.assign(
        prompt=flagged["probe"].map(prompts),
        reply=flagged["other.text"],
        said=flagged["other.1.said"],
        answer=flagged["other.2.reading"],
    )[["probe", "prompt", "reply", "said", "answer"]]
