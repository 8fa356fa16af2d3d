"""What the commands over finished runs share: reading runs, and writing what was found."""

import io
import json
import math
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.runners.run_directory import RunDirectory


suite_option = click.option(
    "--suite",
    help="What the replies of a FILE answer: a suite or a file of questions; left out where FILE holds its "
    "questions.",
)
"""For the commands that take files of replies like runs."""


def open_sources(paths: Sequence[Path], suite: str | None = None) -> "list[RunDirectory]":
    """Folders of runs, and files of replies as runs; what is to be known of a file goes to standard error.

    Args:
        paths: Folders and files; the `hunt.json` of a hunt stands for its folder.
        suite: What the replies of files answer.

    Raises:
        InvalidArgument: as `jagbench.interchange.opening.open_runs` does.
    """
    from jagbench.interchange.opening import open_runs

    return open_runs(list(map(_whole, paths)), suite, notice=lambda sentence: click.echo(sentence, err=True))


def _whole(path: Path) -> Path:
    """The folder of a hunt where its `hunt.json` is named; the path otherwise."""
    return path.parent if path.name == "hunt.json" and (path.parent / "run.json").is_file() else path


def read_runs(
    paths: Sequence[Path], suite: str | None = None
) -> "tuple[dict[str, RunDirectory], pd.DataFrame]":
    """Runs by their labels, and the judged replies of all of them.

    Args:
        paths: Folders of runs, and files of replies.
        suite: What the replies of files answer.

    Raises:
        InvalidArgument: if there is no run at a path, one stands twice, or has no probe yet.
        JagbenchError: if a file cannot be read.
    """
    from jagbench.analysis.frame.rows import frames, run_labels
    from jagbench.errors import InvalidArgument

    if len({path.resolve() for path in paths}) < len(paths):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    runs = open_sources(paths, suite)
    for run in runs:
        if next(run.iter_probes(), None) is None:
            raise InvalidArgument(f"{run.source} has no probe yet: `jagbench run` has to ask it first.")
    return dict(zip(run_labels(runs), runs, strict=True)), frames(runs)


class LeftOut:
    """Runs that cannot be used: each is named on standard error, and counted."""

    def __init__(self) -> None:
        self._count = 0

    def name(self, why: object) -> None:
        """Leave one out, and say why."""
        self._count += 1
        click.echo(str(why), err=True)

    def refuse_nothing_else(self, folders: Sequence[Path]) -> None:
        """Check, where no run is left, that there was none.

        Args:
            folders: Where they were looked for.

        Raises:
            JagbenchError: if there were some.
        """
        from jagbench.errors import JagbenchError

        if self._count:
            raise JagbenchError(f"No run in {', '.join(map(str, folders))} can be used, as said above.")


def runs_below(folder: Path, left_out: LeftOut) -> "Iterator[RunDirectory]":
    """The runs in a folder, in the order of their names, none of them inside another.

    Args:
        folder: The folder.
        left_out: Takes what is damaged or cannot be read.
    """
    from jagbench.errors import JagbenchError
    from jagbench.runners.manifest import MANIFEST
    from jagbench.runners.run_directory import RunDirectory

    if (folder / MANIFEST).is_file():
        try:
            yield RunDirectory.open(folder)
        except JagbenchError as error:
            left_out.name(error)
        return
    try:
        below = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())
    except OSError as error:
        left_out.name(f"{folder} cannot be read: {error.strerror or error}.")
        return
    for entry in below:
        yield from runs_below(entry, left_out)


SCHEMA = 1
"""Version of what `--json` prints (`docs/json.md`); it rises when a key changes its meaning or goes."""


def head(label: str, run: "RunDirectory") -> dict[str, object]:
    """What `--json` says of every run: who was asked what, and how much of it.

    Args:
        label: What the run is called in tables.
        run: The run.
    """
    from dataclasses import asdict

    from jagbench.runners.chosen import caution
    from jagbench.runners.extent import extent

    manifest, about = run.manifest, extent(run)
    return {
        "label": label,
        "path": str(run.source),
        "model": manifest.model,
        "suite": manifest.suite,
        "suite_sha256": manifest.suite_sha256,
        "protocol": manifest.protocol,
        "tags": list(manifest.tags),
        "created": manifest.created,
        "note": caution(manifest) or None,
        "extent": {**asdict(about), "words": str(about)},
    }


def document(command: str, runs: Sequence[object], **own: object) -> str:
    """What `--json` prints: the version of its form, the runs, and what the command adds.

    Args:
        command: Its name.
        runs: One object for each run, with the keys of `head` where it is a run's folder.
        own: Further keys.
    """
    from jagbench import __version__

    return to_json({"schema": SCHEMA, "jagbench": __version__, "command": command, "runs": list(runs), **own})


def to_json(value: object) -> str:
    """A value as JSON; numbers that JSON cannot hold (missing or infinite) are null."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        return [_plain(record) for record in value.astype(object).to_dict("records")]
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_plain(part) for part in cast("Sequence[Any]", value)]
    missing = value is pd.NA or (isinstance(value, float) and not math.isfinite(value))
    return None if missing else value


def refuse_other_ending(path: Path | None, endings: Sequence[str]) -> None:
    """Check what a file to be written is called, before the work is done.

    Raises:
        InvalidArgument: if its name ends in something else.
    """
    from jagbench.errors import InvalidArgument

    if path is not None and path.suffix not in endings:
        raise InvalidArgument(f"{path} must end in {' or '.join(endings)}.")


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turn a failure to write `path` into one sentence for the user.

    Raises:
        JagbenchError: if the block raises an `OSError`.
    """
    from jagbench.errors import JagbenchError

    try:
        yield
    except OSError as error:
        raise JagbenchError(f"{path} cannot be written: {error.strerror or error}.") from error


def make_folder_of(path: Path) -> None:
    """Make the folder of a file to be written, where that can be known before the work is done.

    Raises:
        JagbenchError: if it cannot be made.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)


def write(path: Path, text: str) -> None:
    """Write a file in one step; half a surrogate pair, which is no character, becomes "?".

    Raises:
        JagbenchError: if it cannot be written.
    """
    from jagbench.runners.durable import write_out

    make_folder_of(path)
    with writing(path):
        write_out(path, lambda beside: beside.write_bytes(text.encode("utf-8", "replace")))


def csv(table: "pd.DataFrame") -> str:
    """A table as CSV text."""
    from jagbench.probes.spreadsheet import write_csv

    text = io.StringIO(newline="")
    write_csv(table, text)
    return text.getvalue()


def p_text(p: float) -> str:
    """A p-value for people, such as `"0.032"` or `"<0.001"`."""
    return "<0.001" if p < 0.001 else f"{p:.3f}"
