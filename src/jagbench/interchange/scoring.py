"""Files of replies judged, whoever wrote them."""

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

import pandas as pd

from jagbench.analysis.frame.probe_lines import ProbeLines
from jagbench.analysis.frame.replies_file import frame_of_file
from jagbench.analysis.frame.rows import Given, OnJudged, frames, judged, to_frame
from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.reading import is_foreign
from jagbench.interchange.opening import OnNotice, runs_of_file
from jagbench.probes import Probe, Suite, load


def frame_of_replies(
    path: Path,
    suite: str | Suite | None = None,
    *,
    processes: int | None = None,
    on_judged: OnJudged | None = None,
    notice: OnNotice | None = None,
) -> pd.DataFrame:
    """The frame of a file of replies: a log of another tool, or plain lines or rows.

    Lines that can not be used are left out and told, unless not one can.

    Args:
        path: The file. Each model named in it is a run of its own.
        suite: What the replies answer: probes of it that have none are `unscored`. None where the file holds
            its questions.
        processes: As in `jagbench.analysis.frame.replies_file.frame_of_file`.
        on_judged: Told how far it is.
        notice: Told what is to be known of the file.

    Raises:
        InvalidArgument: if there is no such file, or not one reply in it can be used.
    """
    if is_foreign(path):
        return _frame_of_log(path, suite, processes, on_judged, notice)
    try:
        with _lines_of(suite) as probes:
            return frame_of_file(path, probes, processes=processes, on_judged=on_judged)
    except InvalidArgument as error:
        try:
            return _frame_of_log(path, suite, processes, on_judged, notice)
        except InvalidArgument:
            raise error from None


def _lines_of(suite: str | Suite | None) -> "ProbeLines | nullcontext[tuple[()]] | nullcontext[list[Probe]]":
    if isinstance(suite, Suite):
        return nullcontext(list(suite.probes))
    return ProbeLines.of_suite(suite) if suite is not None else nullcontext(())


def _frame_of_log(
    path: Path,
    suite: str | Suite | None,
    processes: int | None,
    on_judged: OnJudged | None,
    notice: OnNotice | None,
) -> pd.DataFrame:
    asked = load(suite) if isinstance(suite, str) else suite
    runs = runs_of_file(path, asked, notice=notice)
    table = frames(runs, processes=processes, on_judged=on_judged)
    return table if asked is None else _with_unanswered(table, asked)


def _with_unanswered(table: pd.DataFrame, suite: Iterable[Probe]) -> pd.DataFrame:
    """The frame with a row for every probe of the suite, for each run."""
    missing = [
        judged(probe, Given(text=None), run=run, model=model)
        for run, model in dict.fromkeys(zip(table["run"].tolist(), table["model"].tolist(), strict=True))
        for probe in _not_in(suite, set(table.loc[table["run"] == run, "probe"]))
    ]
    return pd.concat([table, to_frame(missing)], ignore_index=True) if missing else table


def _not_in(suite: Iterable[Probe], there: set[str]) -> list[Probe]:
    return [probe for probe in suite if probe.id not in there]
