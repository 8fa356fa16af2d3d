"""`jagbench report`: the report of one or several runs, and its figures for print."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jagbench.cli.gate_options import Gating, gate_options, gates_data, print_gates
from jagbench.cli.judged import document, make_folder_of, open_sources, suite_option, write
from jagbench.cli.result import cautions_of, run_results

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.probes import Probe
    from jagbench.runners.run_directory import RunDirectory


@click.command(
    name="report",
    epilog="\b\nExample:\n  jagbench report runs/llamacpp-smollm2-smoke-v2-direct\n"
    "  jagbench report runs/a runs/b --out both.html --figures",
)
@click.argument("runs", nargs=-1, required=True, metavar="RUN|FILE...", type=click.Path(path_type=Path))
@suite_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The HTML file.  [default: report.html in the first run's folder, beside a FILE]",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the results, and what was written, as JSON (docs/json.md)."
)
@click.option(
    "--figures", is_flag=True, help="Also write the folder figures/ beside it: PDF, SVG, PNG, data, how made."
)
@gate_options
@click.pass_context
def command(
    context: click.Context,
    /,
    runs: Sequence[Path],
    suite: str | None,
    out: Path | None,
    as_json: bool,
    figures: bool,
    **gate: Any,
) -> None:
    """Write the report of runs as one HTML file that works offline, and print its path.

    RUN is the folder of a run, finished or going on; FILE holds replies made elsewhere
    (docs/interchange.md). Several stand side by side.
    """
    gating = Gating.read(**gate)
    written = write_report(open_sources(runs, suite), out=out, figures=figures)
    gates = gating.decide(written.table)
    gating.write("report", written.table, gates)
    if as_json:
        results = run_results(written.runs, written.table)
        paths = [str(path) for path in written.paths]
        click.echo(document("report", results, written=paths, gates=gates_data(gates)))
    else:
        for label, sentences in cautions_of(written.runs).items():
            for sentence in sentences:
                click.echo(f"{label}: {sentence}" if len(written.runs) > 1 else sentence, err=True)
        for path in written.paths:
            click.echo(str(path))
        if gates:
            print_gates(gates)
    context.exit(gating.exit_code(gates))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A report that was written."""

    paths: Sequence[Path]
    """The report and, where they were asked for, the folder of the figures."""
    runs: "Mapping[str, RunDirectory]"
    """Its runs by their labels."""
    table: "pd.DataFrame"
    """Their frame."""


def write_report(
    runs: "Sequence[RunDirectory]", *, out: Path | None = None, figures: bool = False
) -> Written:
    """Judge the replies of runs and write their report.

    Args:
        runs: At least one.
        out: The HTML file; by default `report.html` in the first run's folder.
        figures: Whether to write the figures for print, into the folder `figures` beside the file.

    Raises:
        InvalidArgument: if a run has no probe yet, or stands twice.
        JagbenchError: if a file cannot be read or written.
    """
    from jagbench.analysis.frame.kept import READINGS
    from jagbench.analysis.frame.rows import frames, run_labels
    from jagbench.analysis.turns.together import figures_together, several_turns
    from jagbench.cli.progress import Judging
    from jagbench.cli.score import keep_readings
    from jagbench.errors import InvalidArgument
    from jagbench.hunting.document import read
    from jagbench.runners.extent import extent_of

    labels = run_labels(runs)
    if len(set(labels)) < len(labels):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    out = out or runs[0].report
    make_folder_of(out)
    probes_of: list[Future[list[list[Probe]]]] = []
    with Judging() as progress, ThreadPoolExecutor(1) as aside:

        def on_judged(done: int, total: int) -> None:
            if not probes_of:  # sooner it would keep the processes that read from their first replies
                probes_of.append(aside.submit(lambda: [run.probes() for run in runs]))
            progress(done, total)

        table = frames(runs, on_judged=on_judged)
    if table.empty:
        raise InvalidArgument(f"{runs[0].path} has no probe yet: `jagbench run` has to ask it first.")
    for label, run in zip(labels, runs, strict=True):
        if not (run.path / READINGS).exists():  # `score` says what has changed before it replaces them
            keep_readings(run, table[table["run"] == label])
    own = probes_of[0].result()
    probes = list({probe.id: probe for each in own for probe in each}.values())
    extents = {
        label: str(extent_of(run.manifest, len(each)))
        for label, run, each in zip(labels, runs, own, strict=True)
    }
    about = {label: _about(run, extents[label]) for label, run in zip(labels, runs, strict=True)}
    hunts = {label: hunt for label, run in zip(labels, runs, strict=True) if (hunt := read(run.path))}
    by_label = dict(zip(labels, runs, strict=True))
    from jagbench.analysis.report.build import render

    turns = figures_together(runs, labels) if any(map(several_turns, runs)) else None
    write(out, render(table, about, probes, extents, hunts, cautions_of(by_label), turns))
    drawn = [_write_figures(table, runs, out.parent / "figures")] if figures else []
    return Written(paths=[out, *drawn], runs=by_label, table=table)


def _about(run: "RunDirectory", extent: str) -> dict[str, str]:
    from jagbench.cli.result import rechecked

    manifest = run.manifest
    versions = ", ".join(f"{name} {number}" for name, number in manifest.engine.versions.items())
    return {
        "model": manifest.model,
        "suite": manifest.suite,
        "protocol": manifest.protocol,
        **({"system message": manifest.system} if manifest.system else {}),
        **({"temperature": f"{manifest.sampling.temperature:g}"} if _tells_temperature(run) else {}),
        "probes": f"{extent}{f', {manifest.samples} samples each' if manifest.samples > 1 else ''}",
        **({"asked twice": rechecked(run)} if manifest.recheck else {}),
        **({"tags": ", ".join(manifest.tags)} if manifest.tags else {}),
        "begun": manifest.created.replace("T", " ").replace("+00:00", " UTC"),
        "engine": f"{manifest.engine.engine}{f' ({versions})' if versions else ''}",
        "jagbench": manifest.jagbench,
    }


def _tells_temperature(run: "RunDirectory") -> bool:
    """Whether the temperature is known: a log of another tool need not tell it."""
    return run.source == run.path or "temperature" in str(run.manifest.engine.details["told"])


def _write_figures(table: "pd.DataFrame", runs: "Sequence[RunDirectory]", folder: Path) -> Path:
    """Every chart that there is something for, each at the width that it wants."""
    from jagbench.analysis.charts.chart import charts
    from jagbench.analysis.charts.figure import figures, save
    from jagbench.analysis.charts.venues import DEFAULT, venue
    from jagbench.charting import judged_material
    from jagbench.errors import JagbenchError

    material, page = judged_material(runs, table), venue(DEFAULT)
    for chart in charts().values():
        try:
            drawn = figures(chart, material, width=page.two if chart.two_columns else page.one)
        except JagbenchError:
            continue  # it has nothing to show of these runs
        for figure in drawn:
            save(figure, folder)
    return folder
