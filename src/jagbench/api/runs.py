"""A model that is asked a suite: `run` and `Run`."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from jagbench.analysis.frame.rows import frame as frame_of_run
from jagbench.analysis.measures.profile import Profile
from jagbench.analysis.measures.profile import profile as profile_of_frame
from jagbench.analysis.measures.samples import sample_table
from jagbench.analysis.statistics.cells import cells
from jagbench.api.forms import (
    AnyPath,
    Function,
    Probes,
    columns_of,
    model_of,
    refuse_manner,
    suite_of,
    warned,
)
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.examples import draw_examples
from jagbench.given import a_list, a_number, a_path, a_share, a_text
from jagbench.interchange.opening import open_runs
from jagbench.probes import Probe, Suite, load
from jagbench.runners.engine import Arguments
from jagbench.runners.manner import Manner
from jagbench.runners.run import run as run_suite

if TYPE_CHECKING:
    from jagbench.adaptive import Each


class Run:
    """A run: a model that was asked a suite, with its replies and what they come to.

    Args:
        path: The folder of a run; or a file of replies made elsewhere (docs/interchange.md), which is judged.
        suite: What the replies of a file answer; None where the file holds its questions.
        model: Of a file that names several models, the one that is meant.

    Raises:
        InvalidArgument: if there is no run, or no reply in the file can be used.

    Warns:
        RuntimeWarning: where replies of a file are left out.
    """

    def __init__(
        self, path: AnyPath, *, suite: "Suite | AnyPath | None" = None, model: str | None = None
    ) -> None:
        runs = open_runs([a_path(path, "A run")], suite, notice=warned)
        if model is not None:
            a_text(model, "A model of a file", "its name")
            named = {run.manifest.engine.model: run for run in runs}
            if model not in named:
                raise unknown_name("model of this file", model, named)
            runs = [named[model]]
        if len(runs) > 1:
            names = ", ".join(repr(run.manifest.engine.model) for run in runs)
            raise InvalidArgument(f"{path} names {len(runs)} models: give model=, one of {names}.")
        self.directory = runs[0]

    @property
    def path(self) -> Path:
        """The folder, or the file of replies."""
        return self.directory.source

    @property
    def model(self) -> str:
        """The model as it was given."""
        return self.directory.manifest.model

    @property
    def suite(self) -> str:
        """Name of the suite."""
        return self.directory.manifest.suite

    @cached_property
    def probes(self) -> list[Probe]:
        """What was asked."""
        return self.directory.probes()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a probe and sample, judged; the columns are those of `jagbench.analysis.frame.rows.Row`."""
        return frame_of_run(self.directory)

    def accuracy(self, *by: str) -> pd.DataFrame:
        """Accuracy with its 95 % interval of every cell: `accuracy("family", "level")`, or of all.

        Raises:
            InvalidArgument: if the frame has no such column.
        """
        return cells(self.frame, columns_of(by, self.frame.columns))

    def samples(self, *by: str, ks: Sequence[int] | None = None) -> pd.DataFrame:
        """What several samples of each probe show: pass@k, all of k right, majority, consistency.

        Args:
            by: The columns that make a cell: any of `family`, `skill`, `level`.
            ks: How many samples to look at; 2, 4, 8, ... and all there are when left out.

        Returns:
            One row a cell, measure and k, with 95 % intervals clustered by item; empty for a run with one
            sample each. The measures are those of `jagbench.analysis.measures.samples`.

        Raises:
            InvalidArgument: if there is no such column, or no probe has so many scored samples.
        """
        if ks is not None:
            ks = [a_number(each, "Each k") for each in a_list(ks, "The numbers of samples")]
        return sample_table(self.frame, columns_of(by, ("family", "skill", "level")), ks=ks)

    def profile(self) -> Profile:
        """How jagged the run is."""
        return profile_of_frame(self.frame)

    def __repr__(self) -> str:
        return f"Run({str(self.path)!r}: {self.model}, {self.suite})"

    def _repr_html_(self) -> str:
        """What a notebook shows: accuracy by family."""
        shown = self.accuracy("family")[["family", "asked", "scored", "accuracy", "low", "high", "baseline"]]
        return f"<p>{as_html(repr(self))}</p>{shown.to_html(index=False, float_format='{:.2f}'.format)}"


def as_html(text: str) -> str:
    """A line of text as HTML, for notebooks."""
    from html import escape

    return escape(text)


def run(
    model: str | Function,
    suite: Probes = "smoke-v2",
    *,
    name: str | None = None,
    fingerprint: str | None = None,
    out: AnyPath | None = None,
    limit: int | None = None,
    until: float | None = None,
    each: "Each" = "cell",
    max_probes: int | None = None,
    manner: Manner | None = None,
    arguments: Arguments | None = None,
) -> Run:
    """Ask a model, or any function from a prompt to a text, the probes of a suite.

    The same call goes on where an earlier one was stopped.

    Args:
        model: `engine:name`, or a function, sync or async. A parameter named `messages` is given the
            conversation, a list of `{"role", "content"}`; any other the prompt.
        suite: A suite, its name or path, or probes.
        name: What a function is called; its own name when left out.
        fingerprint: What tells a function from another of the same name; a hash of its code when left out.
        out: Folder of the run; by default `runs/MODEL-SUITE-PROTOCOL`.
        limit: Ask only this many probes, a balanced sample.
        until: Ask fresh probes of the suite's recipe instead, until each 95 % interval has this half-width
            (docs/adaptive.md).
        each: With `until`, what is to be so precise.
        max_probes: With `until`, most probes.
        manner: How the probes are asked; directly, at temperature 0, when left out.
        arguments: Arguments of the engine, such as `{"concurrency": 8}`.

    Returns:
        The run. Where a function raised or gave no text, the probe is unscored and asked again by the same
        call.

    Raises:
        InvalidArgument: if there is no such model or suite, or the folder holds another run.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    called = model_of(model, name, fingerprint)
    refuse_manner(manner, arguments)
    if limit is not None:
        a_number(limit, "The limit", least=1)
    if until is not None:
        return _sampled(
            called,
            suite_of(suite),
            until=until,
            each=each,
            max_probes=max_probes,
            limit=limit,
            manner=manner,
            out=out,
            arguments=arguments,
        )
    if max_probes is not None:
        raise InvalidArgument("'max_probes' says how 'until' samples: give 'until' too, such as 0.03.")
    directory = run_suite(
        called,
        suite_of(suite),
        out=None if out is None else Path(out),
        limit=limit,
        manner=manner,
        arguments=arguments,
        draw_examples=draw_examples,
    )
    return Run(directory.path)


def _sampled(
    model: str,
    suite: Suite | str,
    *,
    until: float,
    each: "Each",
    max_probes: int | None,
    limit: int | None,
    manner: Manner | None,
    out: AnyPath | None,
    arguments: Arguments | None,
) -> Run:
    from jagbench.adaptive import sample

    if limit is not None:
        raise InvalidArgument("'until' decides by itself which probes are asked: leave out 'limit'.")
    a_share(until, "A half-width to sample until")
    a_text(each, "What is to be so precise", "'cell', 'skill' or 'profile'")
    if max_probes is not None:
        a_number(max_probes, "The most probes", least=1)
    directory = sample(
        model,
        load(suite) if isinstance(suite, str) else suite,
        until=until,
        each=each,
        max_probes=max_probes,
        manner=manner,
        out=None if out is None else Path(out),
        arguments=arguments,
    )
    return Run(directory.path)
