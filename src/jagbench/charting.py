"""What charts are made of: runs read and judged, with all that has to be said of them."""

from collections.abc import Sequence

import pandas as pd

from jagbench.analysis.charts.chart import About, Material
from jagbench.analysis.frame.rows import frames, run_labels
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.runners.extent import extent
from jagbench.runners.run_directory import RunDirectory


def material_of(
    runs: Sequence[RunDirectory], *, labels: Sequence[str] = (), skills: Sequence[str] = ()
) -> Material:
    """Read and judge runs for charts.

    Args:
        runs: At least one.
        labels: What they are called, in order; as in tables when empty.
        skills: Only these skills or families, in this order of names; all when empty.

    Raises:
        InvalidArgument: if a run stands twice or has no probe, there are not as many labels as runs, or no
            such skill.
        JagbenchError: if a file cannot be read.
    """
    names = run_labels(runs)
    if len({run.path.resolve() for run in runs}) < len(runs):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    if labels and len(labels) != len(runs):
        raise InvalidArgument(
            f"There are {len(runs)} runs and {len(labels)} labels: give one for each, in order."
        )
    if len(set(labels)) < len(labels):
        raise InvalidArgument("Two runs have the same label: give each its own.")
    table = frames(runs)
    if table.empty:
        raise InvalidArgument(f"{runs[0].path} has no probe yet: `jagbench run` has to ask it first.")
    renamed = dict(zip(names, labels or names, strict=True))
    table = chosen(table.assign(run=table["run"].map(renamed)), skills)
    asked = set(table["probe"])
    probes = {probe.id: probe for run in runs for probe in run.iter_probes() if probe.id in asked}
    return Material(
        frame=table,
        probes=list(probes.values()),
        about={renamed[name]: _about(run, renamed[name]) for name, run in zip(names, runs, strict=True)},
    )


def chosen(frame: pd.DataFrame, skills: Sequence[str]) -> pd.DataFrame:
    """The replies to some skills.

    Args:
        frame: Of one run or several.
        skills: Skills or families; all when empty.

    Raises:
        InvalidArgument: if the frame has no such skill or family.
    """
    if not skills:
        return frame
    there = {*frame["skill"], *frame["family"]}
    for skill in skills:
        if skill not in there:
            raise unknown_name("skill or family of these runs", skill, there)
    wanted = list(skills)
    return frame[frame["skill"].isin(wanted) | frame["family"].isin(wanted)].reset_index(drop=True)


def _about(run: RunDirectory, label: str) -> About:
    manifest, part = run.manifest, extent(run)
    return About(
        label=label,
        model=manifest.model,
        suite=manifest.suite,
        suite_sha256=manifest.suite_sha256,
        protocol=manifest.protocol,
        temperature=manifest.sampling.temperature,
        extent=str(part),
        whole=part.probes >= part.suite_probes,
        fingerprint=manifest.engine.fingerprint,
        created=manifest.created,
        jagbench=manifest.jagbench,
    )
