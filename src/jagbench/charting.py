"""What charts are made of: runs read and judged, with all that has to be said of them."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from jagbench.analysis.charts.chart import About, Material
from jagbench.analysis.frame.rows import frames, run_labels
from jagbench.analysis.measures.covariates import token_covariates
from jagbench.analysis.turns.together import figures_together, several_turns
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.hunting.document import read
from jagbench.probes import Probe
from jagbench.runners.extent import extent
from jagbench.runners.parameters import parameters_of, stated_size
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.tokenizers import open_tokenizer, tokenizer_of
from jagbench.words import amount


def material_of(
    runs: Sequence[RunDirectory],
    *,
    labels: Sequence[str] = (),
    skills: Sequence[str] = (),
    sizes: Sequence[str] = (),
    tokenizer: str | None = None,
) -> Material:
    """Read and judge runs for charts.

    Args:
        runs: At least one.
        labels: What they are called, in order; as in tables when empty.
        skills: Only these skills or families; all when empty.
        sizes: How many parameters each model has, such as `"7B"`; as files and names say when empty.
        tokenizer: Of the models; that of the runs' own model when left out.

    Raises:
        InvalidArgument: if a run stands twice or has no probe, there are not as many labels as runs, or no
            such skill.
        JagbenchError: if a file cannot be read.
    """
    names = run_labels(runs)
    stated = [_size(size) for size in sizes]
    for what, given in (("size", sizes), ("label", labels)):
        if given and len(given) != len(runs):
            raise InvalidArgument(
                f"{amount(len(given), what)} cannot go with {amount(len(runs), 'run')}: give one for "
                "each, in order."
            )
    if len({run.path.resolve() for run in runs}) < len(runs):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    if len(set(labels)) < len(labels):
        raise InvalidArgument("Two runs have the same label: give each its own.")
    table = frames(runs)
    if table.empty:
        raise InvalidArgument(f"{runs[0].path} has no probe yet: `jagbench run` has to ask it first.")
    renamed = dict(zip(names, labels or names, strict=True))
    table = chosen(table.assign(run=table["run"].map(renamed)), skills)
    return judged_material(runs, table, labels=labels or names, sizes=stated, tokenizer=tokenizer)


def judged_material(
    runs: Sequence[RunDirectory],
    frame: pd.DataFrame,
    *,
    labels: Sequence[str] = (),
    sizes: Sequence[int] = (),
    tokenizer: str | None = None,
) -> Material:
    """What charts are made of, where the replies are judged already.

    Args:
        runs: At least one.
        frame: Their frame.
        labels: What they are called in it; as in tables when empty.
        sizes: The parameters of each model; as files and names say when empty.
        tokenizer: As in `material_of`.
    """
    names, asked = list(labels) or run_labels(runs), set(frame["probe"])
    probes = {probe.id: probe for run in runs for probe in run.iter_probes() if probe.id in asked}
    return Material(
        frame=frame,
        probes=list(probes.values()),
        about={
            name: _about(run, name, sizes[place] if sizes else None)
            for place, (name, run) in enumerate(zip(names, runs, strict=True))
        },
        tokens=_tokens(runs, list(probes.values()), tokenizer),
        hunts={name: hunt for name, run in zip(names, runs, strict=True) if (hunt := read(run.path))},
        turns=partial(figures_together, runs, names, among=asked) if any(map(several_turns, runs)) else None,
    )


def _size(text: str) -> int:
    size = stated_size(text)
    if size is None:
        raise InvalidArgument(f"{text!r} is no number of parameters: say it as in 135M, 1.5B or 70B.")
    return size


def _tokens(
    runs: Sequence[RunDirectory], probes: Sequence[Probe], tokenizer: str | None
) -> Callable[[], pd.DataFrame] | None:
    """What makes the table of tokens; None where runs have no tokenizer, or different ones."""
    own = {tokenizer_of(run.manifest.model) for run in runs}
    name = tokenizer or (own.pop() if len(own) == 1 else None)
    return None if name is None else lambda: token_covariates(probes, open_tokenizer(name))


def parts_of(text: str) -> list[str]:
    """The parts of a text with commas between them, such as labels that stand in one option."""
    return [part.strip() for part in text.split(",") if part.strip()]


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


def _about(run: RunDirectory, label: str, parameters: int | None) -> About:
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
        parameters=parameters_of(manifest.model) if parameters is None else parameters,
    )
