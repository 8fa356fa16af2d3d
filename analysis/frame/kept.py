"""Readings kept in the run's folder, so that a later scoring can say what it reads otherwise.

* `readings.parquet`: one row for each reply that was read: `probe`, `sample`, `reply_digest` (of the reply's
  text and finish reason), `verdict`, `reading`, `rule`, and the version of `jagbench` that read it
* `readings-before.parquet`: the same, as it was before readings last changed

Both are replaced in one step. They are the machine's readings; those of people stand in `reviews.jsonl`
(`jagbench.analysis.checking.review`).
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from jagbench import __version__
from jagbench.analysis.frame.verdicts import VERDICTS
from jagbench.errors import InvalidArgument, JagbenchError, near_path
from jagbench.probes.digest import text_digest
from jagbench.runners.durable import replace_file
from jagbench.runners.run_directory import RunDirectory

parquet: Any = import_module("pyarrow.parquet")

READINGS = "readings.parquet"
BEFORE = "readings-before.parquet"

_KEY = ["probe", "sample"]
_READ = ["verdict", "reading", "rule"]
_COLUMNS = [*_KEY, "reply_digest", *_READ, "jagbench"]
_OLD = {name: f"old_{name}" for name in _READ}


def digest(reply: str, finish_reason: str) -> str:
    """What tells a reply from another: 16 hexadecimal digits over its text and finish reason."""
    return text_digest(finish_reason, reply)


def digests(frame: pd.DataFrame) -> list[str]:
    """The `digest` of each reply of a frame."""
    return list(map(digest, frame["reply"], frame["finish_reason"]))


def readings(frame: pd.DataFrame) -> pd.DataFrame:
    """What is kept of the frame of a run: the readings of its replies; unscored probes have none."""
    read = frame[frame["verdict"] != "unscored"]
    found = read[_KEY + _READ].assign(reply_digest=digests(read), jagbench=__version__)
    return found[_COLUMNS].reset_index(drop=True)


def kept(run: RunDirectory) -> pd.DataFrame | None:
    """The readings kept in a run's folder, or None where there are none.

    Raises:
        JagbenchError: if the file is damaged.
    """
    path = run.path / READINGS
    if not path.exists():
        return None
    try:
        found, why = _read(path), "it holds no readings"
    except (OSError, ValueError) as error:
        found, why = None, str(error)
    if found is None:
        raise JagbenchError(f"{path} is damaged ({why}): move it away; a new one is made from the replies.")
    return found


def load_readings(path: Path) -> pd.DataFrame:
    """Readings of a file: one that is kept in a run's folder, or a `.parquet` that `write_frame` wrote.

    Raises:
        InvalidArgument: if there is no such file, it cannot be read, or it holds something else.
    """
    try:
        found, why = _read(path), "holds no readings"
    except (FileNotFoundError, PermissionError) as error:
        raise InvalidArgument(f"Cannot read {path}: {error.strerror}.{near_path(path)}") from error
    except (OSError, ValueError):
        found, why = None, "is no Parquet file, or a damaged one"
    if found is None:
        raise InvalidArgument(
            f"{path} {why}: give {READINGS} or {BEFORE} of a run's folder, or a .parquet file that "
            "`jagbench score --out` wrote."
        )
    return found


def _read(path: Path) -> pd.DataFrame | None:
    """The readings in a Parquet file; None where it holds something else."""
    with path.open("rb") as raw, parquet.ParquetFile(raw) as file:
        names = set(file.schema_arrow.names)
        if set(_COLUMNS) <= names:
            found: pd.DataFrame = file.read(columns=_COLUMNS).to_pandas()
            return found
        if {*_KEY, *_READ, "reply", "finish_reason"} <= names:
            judged: pd.DataFrame = file.read(columns=[*_KEY, *_READ, "reply", "finish_reason"]).to_pandas()
            return readings(judged).assign(jagbench="")
    return None


def keep(run: RunDirectory, frame: pd.DataFrame) -> None:
    """Keep the machine's readings of a run, unless they are there already.

    Where a reply was read otherwise before, what was there stays as `readings-before.parquet`.

    Args:
        run: The run.
        frame: Its frame, as `jagbench.analysis.frame.rows.frame` makes it.

    Raises:
        JagbenchError: if they cannot be written; what was there stays.
    """
    new, old, path = readings(frame), kept(run), run.path / READINGS
    if old is not None and old.equals(new):
        return
    try:
        if old is not None and len(changes(old, frame).changed):
            replace_file(run.path / BEFORE, lambda beside: shutil.copyfile(path, beside))
        replace_file(path, lambda beside: _write(new, beside))
    except OSError as error:
        raise JagbenchError(
            f"The readings are not kept: {run.path} cannot be written ({error.strerror or error})."
        ) from error


def _write(table: pd.DataFrame, path: Path) -> None:
    with path.open("wb") as file:  # pyarrow itself opens no path that is not UTF-8
        table.to_parquet(file, index=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Replies of a run as they were read before and as they are read now."""

    earlier: Sequence[str]
    """The versions of jagbench that read them before; none where the file does not say."""
    compared: int
    """Replies that were read before and are the same now."""
    new: int
    """Replies that have no earlier reading, because they came later."""
    transitions: pd.DataFrame
    """How often which verdict became which: `old`, `new`, `count`, of all compared replies."""
    changed: pd.DataFrame
    """The compared replies whose verdict or reading is another now: `probe`, `sample`, `skill`, `prompt`,
    `expected`, `reply`, `old_verdict`, `old_reading`, `old_rule`, `verdict`, `reading`, `rule`."""


def changes(earlier: pd.DataFrame, frame: pd.DataFrame) -> Changes:
    """Hold the frame of a run against earlier readings of it.

    Only replies that are the same now as then are compared, so that each change is one of reading.

    Args:
        earlier: What `kept` or `load_readings` gave.
        frame: The frame of the run now.
    """
    scored = frame[frame["verdict"] != "unscored"]
    now = scored[_KEY + _READ].assign(reply_digest=digests(scored), row=range(len(scored)))
    both = now.merge(earlier.rename(columns=_OLD), on=[*_KEY, "reply_digest"])
    counts = both.groupby(["old_verdict", "verdict"], sort=False).size().reset_index(name="count")
    counts.columns = pd.Index(["old", "new", "count"])
    other = both[(both["old_verdict"] != both["verdict"]) | (both["old_reading"] != both["reading"])]
    shown = scored.iloc[other["row"].tolist()][["skill", "prompt", "expected", "reply"]]
    changed = pd.concat([other.reset_index(drop=True), shown.reset_index(drop=True)], axis=1)
    return Changes(
        earlier=sorted(set(earlier["jagbench"]) - {""}),
        compared=len(both),
        new=len(scored) - len(both),
        transitions=counts.sort_values(
            ["old", "new"], key=lambda column: column.map(VERDICTS.index), ignore_index=True
        ),
        changed=changed[[*_KEY, "skill", "prompt", "expected", "reply", *_OLD.values(), *_READ]],
    )
