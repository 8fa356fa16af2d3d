"""`jagbench score`: read and judge replies, without asking anyone but a second reader."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.gate_options import Gating, gate_options, gates_data, print_gates
from jagbench.cli.judge_option import (
    complain_of_judge,
    judge_data,
    judge_options,
    print_judge,
    refuse_judge,
    second_reading,
)
from jagbench.cli.judged import document
from jagbench.cli.numbers import whole
from jagbench.cli.result import cautions_of, extents_of, run_results
from jagbench.words import amount, are

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from jagbench.analysis.frame.kept import Changes
    from jagbench.probes import Probe
    from jagbench.runners.run_directory import RunDirectory


@click.command(
    name="score",
    epilog="\b\nLines of FILE:\n"
    '  {"probe": ID, "reply": TEXT}\n'
    '  {"prompt": TEXT, "answer": {"kind": "integer", "value": "3"}, "reply": TEXT}\n\n'
    "\b\nExample:\n  jagbench score runs/llamacpp-smollm2-smoke-v2-direct\n"
    "  jagbench score runs/a --changes changes.csv\n"
    "  jagbench score runs/a --judge llamacpp:smollm2\n"
    "  jagbench score replies.jsonl --suite smoke-v2 --json\n"
    "  jagbench score replies.parquet --suite core-v2 --out judged.parquet",
)
@click.argument("source", metavar="RUN|FILE", type=click.Path(path_type=Path))
@click.option("--suite", help="The suite that the replies of FILE refer to: a name, or a file of probes.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the results, the counts of every verdict and what has changed as JSON (docs/json.md).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every judged reply to a .csv, .jsonl or .parquet file.",
)
@click.option(
    "--by",
    type=click.Choice(["skill", "family"]),
    help="The rows of the table; families where there are more than 20 skills.",
)
@click.option("--reviewed", is_flag=True, help="Let the reviews of RUN stand for the machine's readings.")
@judge_options(
    "Ask a model, ENGINE:NAME, which answer the uncertain replies of RUN commit to; no score changes."
)
@click.option(
    "--changes",
    "changes_to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the replies of RUN that are read otherwise than before to a .csv, .jsonl or .parquet file.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Earlier readings to compare RUN with: readings-before.parquet of a run, or a .parquet of --out.  "
    "[default: those of the last scoring]",
)
@click.option(
    "--processes",
    type=whole(1),
    help="Processes that read.  [default: one, or as many as cores for many replies]",
)
@gate_options
@click.pass_context
def command(
    context: click.Context,
    /,
    source: Path,
    suite: str | None,
    as_json: bool,
    out: Path | None,
    by: str | None,
    reviewed: bool,
    judge: str | None,
    judge_args: tuple[str, ...],
    changes_to: Path | None,
    against: Path | None,
    processes: int | None,
    **gate: Any,
) -> None:
    """Read and judge the replies of RUN, a run's folder, or of FILE, made elsewhere.

    FILE is a log of lm-eval, Inspect, HELM or OpenAI evals, or Parquet, JSON lines or CSV: each reply stands
    under "reply", with either the id of a "probe" of --suite, or a "prompt" and its "answer"; both are shown
    below. It may add "finish_reason" ("stop", "length" or "error"), "model", "sample", and keys of a probe
    such as "skill", "level" and "lures". A choice has its "options" in "answer". A reply of null is
    unscored. docs/interchange.md has the rest.

    The readings of RUN are kept in its folder. Where this scoring reads a reply otherwise than the last one,
    a table shows which verdicts became which.
    """
    from jagbench.errors import InvalidArgument

    _refuse_other_endings(out, changes_to)
    gating = Gating.read(**gate)
    if judge is not None:
        refuse_judge(judge, source, reviewed=reviewed)
    elif judge_args:
        raise InvalidArgument("--judge-arg is for the engine of a judge: name one with --judge MODEL.")
    if source.is_dir():
        if suite is not None:
            raise InvalidArgument(f"{source} is a run and has its own probes: leave out --suite.")
        table, changes = _scored_run(source, reviewed, against, processes, needed=changes_to is not None)
    else:
        if reviewed or changes_to or against:
            raise InvalidArgument(
                f"--reviewed, --changes and --against are for runs, and {source} is no folder."
            )
        table, changes = _scored_file(source, suite, processes), None
    _write(table, out)
    if changes is not None:
        _write(changes.changed, changes_to)
    gates = gating.decide(table)
    gating.write("score", table, gates)
    second = None if judge is None else second_reading(source, table, judge, judge_args)
    if as_json:
        own = {
            **counts(table),
            **_changes_as_json(changes),
            "gates": gates_data(gates),
            "famous": _famous(table, _probes_of(source, suite)),
            "facts": _facts(table, _probes_of(source, suite)),
            "judge": None if second is None else judge_data(second, table),
        }
        click.echo(document("score", _results(source, table), **own))
        complain_of_judge(second)
        context.exit(gating.exit_code(gates))
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.frame.kept import BEFORE
    from jagbench.analysis.measures.accuracy_table import print_accuracy

    runs = _run_of(source, table)
    print_accuracy(table, by=by, extents=extents_of(runs), cautions=cautions_of(runs))
    _print_samples(table)
    if changes is not None and len(changes.changed):
        console = standard_output()
        print_table(_transition_table(changes), console)
        console.print(_in_words(changes), soft_wrap=True)
        if changes_to is None:
            again = (
                ""
                if reviewed or against or not (source / BEFORE).exists()
                else f" --against {source / BEFORE}"
            )
            click.echo(f"`--changes FILE{again}` lists them.", err=True)
    if gates:
        print_gates(gates)
    _print_famous(table, _probes_of(source, suite))
    _print_facts(table, _probes_of(source, suite))
    print_judge(second)
    complain_of_judge(second)
    context.exit(gating.exit_code(gates))


def _print_famous(table: "pd.DataFrame", probes: "Iterable[Probe]") -> None:
    """Famous questions beside their twins, for each run that was asked some."""
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.measures.famous import held_against_twins
    from jagbench.analysis.measures.famous_table import NOTE, famous_table

    found, console = held_against_twins(table, probes), standard_output()
    for run in dict.fromkeys(each.run for each in found):
        click.echo()
        if table["run"].nunique() > 1:
            click.echo(run)
        print_table(famous_table([each for each in found if each.run == run]), console)
    if found:
        click.echo()
        console.print(NOTE)


def _famous(table: "pd.DataFrame", probes: "Iterable[Probe]") -> list[dict[str, object]]:
    """What `--json` says of famous questions."""
    from jagbench.analysis.measures.famous import held_against_twins
    from jagbench.analysis.measures.results import famous

    return famous(held_against_twins(table, probes))


def _print_facts(table: "pd.DataFrame", probes: "Iterable[Probe]") -> None:
    """How far what a model says of facts fits together, for each run that was asked claims."""
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.measures.facts import facts
    from jagbench.analysis.measures.facts_table import NOTE, facts_table

    found, console = facts(table, probes), standard_output()
    for run, part in found.groupby("run", sort=False):
        click.echo()
        if table["run"].nunique() > 1:
            click.echo(run)
        print_table(facts_table(part), console)
    if len(found):
        click.echo()
        console.print(NOTE)


def _facts(table: "pd.DataFrame", probes: "Iterable[Probe]") -> list[dict[str, object]]:
    """What `--json` says of facts."""
    from jagbench.analysis.measures.facts import facts
    from jagbench.analysis.measures.facts_table import facts_data

    return facts_data(facts(table, probes))


def _probes_of(source: Path, suite: str | None) -> "Iterable[Probe]":
    """The probes, which may be famous questions or claims; none where a file's replies name no suite."""
    from jagbench.probes import load
    from jagbench.runners.run_directory import RunDirectory

    if source.is_dir():
        return RunDirectory.open(source).iter_probes()
    return load(suite).probes if suite is not None else ()


def _print_samples(table: "pd.DataFrame") -> None:
    """What several samples of each probe show, for each run that has some."""
    from jagbench.analysis.frame.console import print_table, standard_output
    from jagbench.analysis.measures.sample_tables import samples_table
    from jagbench.analysis.measures.samples import sample_table, sampled

    if sampled(table):
        found = sample_table(table)
        for run, part in found.groupby("run", sort=False):
            samples = int(table[table["run"] == run].groupby("probe").size().max())
            print_table(samples_table(part, samples), standard_output())
            click.echo()


def _run_of(source: Path, table: "pd.DataFrame") -> "dict[str, RunDirectory]":
    """The run by its label; none where replies come from a file."""
    from jagbench.runners.run_directory import RunDirectory

    return {str(table["run"].iloc[0]): RunDirectory.open(source)} if source.is_dir() else {}


def _results(source: Path, table: "pd.DataFrame") -> list[dict[str, object]]:
    from jagbench.analysis.measures.results import result

    if source.is_dir():
        return run_results(_run_of(source, table), table)
    return [
        {"label": str(label), "path": str(source), **result(part)}
        for label, part in table.groupby("run", sort=False)
    ]


def _refuse_other_endings(*paths: Path | None) -> None:
    """Before anything is read, as it may take a while."""
    from jagbench.analysis.frame.export import check_ending

    for path in paths:
        if path is not None:
            check_ending(path)


def _write(table: "pd.DataFrame", path: Path | None) -> None:
    from jagbench.analysis.frame.export import write_frame

    if path is not None:
        write_frame(table, path)


def _scored_run(
    source: Path, with_reviews: bool, against: Path | None, processes: int | None, *, needed: bool
) -> "tuple[pd.DataFrame, Changes | None]":
    """The frame of a run, and how it differs from its earlier readings, where there are some."""
    from jagbench.analysis.checking.review import reviewed
    from jagbench.analysis.frame.kept import READINGS, changes, kept, load_readings
    from jagbench.analysis.frame.rows import frame
    from jagbench.cli.progress import Judging
    from jagbench.errors import InvalidArgument
    from jagbench.runners.run_directory import RunDirectory

    run = RunDirectory.open(source)
    earlier = kept(run) if against is None else load_readings(against)
    if earlier is None and needed:
        raise InvalidArgument(
            f"{source} was not scored before (it has no {READINGS}), so there is nothing to compare: leave "
            "out --changes, or give --against FILE."
        )
    with Judging() as progress:
        table = frame(run, processes=processes, on_judged=progress)
    if table.empty:
        raise InvalidArgument(f"{source} has no probe yet: `jagbench run` has to ask it first.")
    shown = reviewed(table, run) if with_reviews else table
    changed = None if earlier is None else changes(earlier, shown)
    keep_readings(run, table)
    return shown, changed


def keep_readings(run: "RunDirectory", table: "pd.DataFrame") -> None:
    """Keep the readings of a run in its folder, or say on standard error why that cannot be."""
    from jagbench.analysis.frame.kept import keep
    from jagbench.errors import JagbenchError

    try:
        keep(run, table)
    except JagbenchError as error:
        click.echo(str(error), err=True)


def _scored_file(source: Path, suite: str | None, processes: int | None) -> "pd.DataFrame":
    from jagbench.cli.progress import Judging
    from jagbench.interchange.scoring import frame_of_replies

    with Judging() as progress:
        table = frame_of_replies(
            source,
            suite,
            processes=processes,
            on_judged=progress,
            notice=lambda sentence: click.echo(sentence, err=True),
        )
    repeats = int(table.duplicated(["run", "probe", "sample"]).sum())
    if repeats:
        said = f"{amount(repeats, 'reply')} {are(repeats)} to a probe that was answered before"
        click.echo(f"{said}; each is counted.", err=True)
    return table


def counts(table: "pd.DataFrame") -> Mapping[str, object]:
    """What `--json` adds: the count of every verdict, their sum, and the strictly correct replies."""
    from jagbench.analysis.frame.verdicts import VERDICTS

    found = table["verdict"].value_counts()
    verdicts = {verdict: int(found.get(verdict, 0)) for verdict in VERDICTS}
    return {"verdicts": verdicts, "sum": sum(verdicts.values()), "strict": int(table["strict"].sum())}


def _changes_as_json(changes: "Changes | None") -> Mapping[str, object]:
    """What `--json` adds for a run that was scored before."""
    from jagbench.analysis.statistics.cells import records

    if changes is None:
        return {}
    return {
        "compared": changes.compared,
        "new": changes.new,
        "transitions": {
            f"{each['old']} -> {each['new']}": each["count"] for each in records(changes.transitions)
        },
        "changed": records(changes.changed),
    }


def _transition_table(changes: "Changes") -> "Table":
    """Verdicts before (rows) and now (columns), those that occur."""
    from rich.table import Table

    from jagbench.analysis.frame.verdicts import VERDICTS
    from jagbench.analysis.statistics.cells import records

    found: dict[tuple[Any, Any], int] = {
        (each["old"], each["new"]): each["count"] for each in records(changes.transitions)
    }
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("before \\ now", vertical="bottom")
    columns = [verdict for verdict in VERDICTS if any(new == verdict for _, new in found)]
    for verdict in columns:
        table.add_column(verdict.replace("_", " "), justify="right", no_wrap=True)
    for old in VERDICTS:
        if any(first == old for first, _ in found):
            row = [str(found.get((old, new), "·")) for new in columns]
            table.add_row(old.replace("_", " "), *row)
    return table


def _in_words(changes: "Changes") -> str:
    versions = f" (jagbench {', '.join(changes.earlier)})" if changes.earlier else ""
    new = f"; {changes.new:,} have no earlier reading" if changes.new else ""
    count, of = len(changes.changed), changes.compared
    return f"\n{count:,} of {amount(of, 'reply')} {are(count)} read otherwise than before{versions}{new}."
