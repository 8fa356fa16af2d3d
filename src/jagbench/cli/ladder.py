"""`jagbench ladder`: the length at which each skill breaks, of models or of runs that are there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.judged import document, head, read_runs
from jagbench.cli.numbers import FiniteRange, whole
from jagbench.cli.server_options import server_arguments, server_options
from jagbench.words import amount

if TYPE_CHECKING:
    from rich.console import Console

    from jagbench.analysis.measures.ladder import Apart, Climbed
    from jagbench.runners.engine import Arguments
    from jagbench.runners.manner import Manner
    from jagbench.runners.run_directory import RunDirectory
    from jagbench.runners.schedule import Round


@click.command(
    name="ladder",
    epilog="\b\nExample:\n  jagbench ladder llamacpp:smollm2 counting.items comparison.extremes\n"
    "  jagbench ladder vllm:Qwen/Qwen3-8B                 every skill that has a ladder\n"
    "  jagbench ladder runs/a-ladder-direct runs/b-ladder-direct",
)
@click.argument("names", nargs=-1, required=True, metavar="MODEL|RUN... [SKILL...]")
@click.option(
    "--rounds",
    type=whole(1, 15),
    default=10,
    show_default=True,
    help="Rounds of asking; the same command with more goes on.",
)
@click.option(
    "--probes",
    type=whole(1),
    default=16,
    show_default=True,
    help="Probes of each skill in a round.",
)
@click.option("--language", default="en", show_default=True, help="Language of the probes.")
@click.option("--seed", type=whole(0), default=0, show_default=True, help="Other seeds draw others.")
@click.option("--protocol", default="direct", show_default=True, help="How the probes are asked.")
@click.option("--system", help="A system message before every conversation.")
@click.option("--temperature", type=FiniteRange(0, 2), help="0 takes the likeliest token each time.")
@click.option("--max-tokens", type=whole(1), help="Length at which a reply is cut; long answers get more.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the run; of several models the folder around theirs.  [default: "
    "runs/MODEL-ladder-PROTOCOL]",
)
@click.option(
    "--engine-arg",
    "engine_args",
    multiple=True,
    metavar="KEY=VALUE",
    help="An argument of the engine, such as slots=4; may be given several times.",
)
@server_options
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of sentences.")
@click.pass_context
def command(
    context: click.Context,
    /,
    names: Sequence[str],
    rounds: int,
    probes: int,
    language: str,
    seed: int,
    protocol: str,
    system: str | None,
    temperature: float | None,
    max_tokens: int | None,
    out: Path | None,
    engine_args: tuple[str, ...],
    requests_per_minute: float | None,
    headers: tuple[str, ...],
    query: tuple[str, ...],
    request_fields: tuple[str, ...],
    omit_fields: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find the length at which each SKILL breaks: where MODEL is right half of the time.

    MODEL (ENGINE:NAME) is asked in rounds, each at the lengths that say most; the same command goes on
    where it was stopped. SKILL is one that can be made longer, all of them when none is named. RUN is the
    folder of such a run, and is not asked again. Several models or runs are compared with the first.
    docs/ladder.md has the method.
    """
    from jagbench.errors import InvalidArgument
    from jagbench.runners.engines.arguments import read_arguments

    models, folders, skills = sorted_names(names)
    if folders and (models or skills):
        raise InvalidArgument(
            f"{folders[0]} is a run that was asked already: give runs alone, or a model with skills."
        )
    if not models and not folders:
        raise InvalidArgument(f"Which model is to be asked {names[0]}? Give one, such as llamacpp:smollm2.")
    arguments = read_arguments(engine_args) | server_arguments(
        requests_per_minute=requests_per_minute,
        headers=headers,
        query=query,
        request_fields=request_fields,
        omit_fields=omit_fields,
    )
    manner = _manner(protocol, system, temperature=temperature, max_tokens=max_tokens)
    for model in models:
        one = out if out is None or len(models) == 1 else out / _folder(model, protocol)
        folders.append(
            _asked(
                context,
                model,
                skills,
                rounds=rounds,
                probes=probes,
                language=language,
                seed=seed,
                manner=manner,
                out=one,
                arguments=arguments,
            )
        )
    directories, frame = read_runs(folders)
    found = capacities(directories, frame)
    from jagbench.analysis.measures.ladder import compared

    pairs = compared(found)
    if as_json:
        heads = [head(label, run) for label, run in directories.items()]
        click.echo(
            document("ladder", heads, ladders=[ladder_data(one) for one in found], compared=_data(pairs))
        )
        return
    from jagbench.analysis.frame.console import standard_output

    print_ladders(found, pairs, standard_output())
    click.echo("\n".join(f"{run.path}" for run in directories.values()), err=True)


def sorted_names(names: Sequence[str]) -> tuple[list[str], list[Path], list[str]]:
    """Models, folders of runs and skills, each in the order given.

    Args:
        names: As they were typed. What has a colon is a model, what is a folder a run, the rest are skills.
    """
    models = [name for name in names if ":" in name and not Path(name).is_dir()]
    folders = [Path(name) for name in names if Path(name).is_dir()]
    skills = [name for name in names if name not in models and not Path(name).is_dir()]
    return list(dict.fromkeys(models)), folders, skills


def _folder(model: str, protocol: str) -> str:
    from jagbench.analysis.measures.ladder import KIND
    from jagbench.runners.names import default_folder

    return default_folder(model, KIND, protocol).name


def _manner(protocol: str, system: str | None, **sampling: float | None) -> "Manner":
    from dataclasses import replace

    from jagbench.runners.manner import Manner
    from jagbench.runners.protocols import parse_protocol

    given: dict[str, Any] = {name: value for name, value in sampling.items() if value is not None}
    usual = parse_protocol(protocol)[0].sampling
    return Manner(protocol=protocol, sampling=replace(usual, **given), system=system)


def _asked(
    context: click.Context,
    model: str,
    skills: Sequence[str],
    *,
    rounds: int,
    probes: int,
    language: str,
    seed: int,
    manner: "Manner",
    out: Path | None,
    arguments: "Arguments",
) -> Path:
    from jagbench.ladders import climb
    from jagbench.runners.listener import Listener

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    def on_round(number: int, about: "Round") -> None:
        say(f"{model}: round {number} of {rounds} at most, {amount(about.new, 'probe')}")

    try:
        directory = climb(
            model,
            skills,
            rounds=rounds,
            probes=probes,
            language=language,
            seed=seed,
            manner=manner,
            out=out,
            arguments=arguments,
            listener=Listener(on_notice=say),
            on_round=on_round,
        )
    except KeyboardInterrupt:
        say("Interrupted. Every finished reply is kept; the same command goes on from there.")
        context.exit(130)
    return directory.path


def capacities(directories: "Mapping[str, RunDirectory]", frame: Any) -> "list[Climbed]":
    """How far each run gets in each skill.

    Args:
        directories: Runs of ladders by their labels.
        frame: Their frame.

    Raises:
        InvalidArgument: if a run is none of a ladder.
    """
    from jagbench.analysis.measures.ladder import KIND, climbed
    from jagbench.errors import InvalidArgument

    counts: dict[str, str] = {}
    probes: dict[str, Any] = {}
    for run in directories.values():
        schedule = run.manifest.schedule
        if schedule is None or schedule.kind != KIND:
            raise InvalidArgument(f"{run.path} is no run of a ladder: `jagbench ladder MODEL` makes one.")
        counts |= {name: reach["counts"] for name, reach in schedule.plan["skills"].items()}
        probes |= {probe.id: probe for probe in run.probes()}
    return climbed(frame, probes.values(), counts)


def ladder_data(one: "Climbed") -> dict[str, object]:
    """One skill of one run as plain data."""
    from jagbench.analysis.measures.ladder import said

    rungs = zip(one.replies.length, one.replies.right, one.replies.asked, strict=True)
    return {
        "run": one.run,
        "skill": one.skill,
        "counts": one.counts,
        "words": said(one),
        **asdict(one.fit),
        "right": one.right,
        "asked": one.asked,
        "unscored": one.unscored,
        "shortest": one.shortest,
        "longest": one.longest,
        "lengths": [
            {"length": int(length), "right": int(right), "asked": int(asked)}
            for length, right, asked in rungs
        ],
    }


def _data(pairs: "Sequence[Apart]") -> list[dict[str, object]]:
    return [asdict(pair) for pair in pairs]


def print_ladders(found: "Sequence[Climbed]", pairs: "Sequence[Apart]", console: "Console") -> None:
    """Print one line a skill, and how later runs stand to the first.

    Args:
        found: The skills of the runs.
        pairs: How they compare.
        console: Where to print.
    """
    from rich.text import Text

    from jagbench.analysis.measures.ladder import said

    for run in dict.fromkeys(one.run for one in found):
        console.print(Text(run, style="bold"))
        for one in found:
            if one.run == run:
                failed = f", {one.unscored:,} unscored" if one.unscored else ""
                console.print(Text(f"{one.skill}: {said(one)}; n = {one.asked:,}{failed}."))
        console.print("")
    for pair in pairs:
        console.print(Text(_compared(pair)))


def _compared(pair: "Apart") -> str:
    names = f"{pair.skill}: {pair.run} against {pair.against}"
    if pair.ratio is None:
        return f"{names}: {'apart: their intervals share no length' if pair.apart else 'not told apart'}."
    low = "0" if pair.low is None else f"{pair.low:.2f}"
    high = "open" if pair.high is None else f"{pair.high:.2f}"
    verdict = "apart beyond chance" if pair.apart else "not told apart"
    return f"{names}: {pair.ratio:.2f} times as far (95 % interval {low} to {high}), {verdict}."
