"""What `jagbench run` ends with, and the results of runs as data."""

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jagbench.cli.judged import head
from jagbench.cli.until import until_data, until_lines

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.runners.run_directory import RunDirectory


def run_results(runs: "Mapping[str, RunDirectory]", table: "pd.DataFrame") -> list[dict[str, object]]:
    """The result of each run as `--json` has it.

    Args:
        runs: The runs by their labels.
        table: The frame of all of them.
    """
    from jagbench.analysis.measures.results import result

    return [
        {
            **head(label, run),
            **result(table[table["run"] == label]),
            **_rechecks(run),
            "until": until_data(run),
        }
        for label, run in runs.items()
    ]


def extents_of(runs: "Mapping[str, RunDirectory]") -> dict[str, str]:
    """How much of its suite each run is about, in words, and which of several answers is judged.

    Args:
        runs: The runs by their labels.
    """
    from jagbench.runners.extent import extent

    return {
        label: f"{Path(run.manifest.suite).name}: {extent(run)}{_judged_answer(run)}"
        for label, run in runs.items()
    }


def cautions_of(runs: "Mapping[str, RunDirectory]") -> dict[str, list[str]]:
    """What is said of runs before anything else: one sentence where replies chose the probes, else none.

    Args:
        runs: The runs by their labels.
    """
    from jagbench.runners.chosen import caution

    said = {label: caution(run.manifest) for label, run in runs.items()}
    return {label: [sentence] if sentence else [] for label, sentence in said.items()}


def _judged_answer(run: "RunDirectory") -> str:
    """Of several answers to a probe, which one the figures are about."""
    from jagbench.runners.protocols import answer_turn, turns_of

    turns, number = turns_of(run.manifest.protocol), answer_turn(run.manifest.protocol)
    if len(turns) == 1:
        return ""
    turn = turns[number]
    which = f"{turn.arm} {turn.step}" if any(other.step > 1 for other in turns) else turn.arm
    return f"; of its {len(turns)} turns the answer of {which!r} is judged, jagbench turns shows the others"


def _rechecks(run: "RunDirectory") -> dict[str, object]:
    from jagbench.runners.missing import count_flips

    if not run.manifest.recheck:
        return {"rechecks": None}
    flips = count_flips(run)
    return {"rechecks": {"compared": flips.compared, "changed": flips.changed}}


def ending(run: "RunDirectory", table: "pd.DataFrame") -> list[str]:
    """What is said of a run at its end: first what dominates it, then its figures.

    Args:
        run: The run.
        table: Its frame.
    """
    from jagbench.analysis.measures.results import opening
    from jagbench.analysis.report.summary import NOTHING, right, weakest
    from jagbench.analysis.statistics.cells import cells, records
    from jagbench.runners.chosen import caution
    from jagbench.runners.extent import extent

    total = records(cells(table))[0]
    found = [right(total), weakest(table)] if total["scored"] else [NOTHING]
    return [
        str(run.path),
        *filter(None, [caution(run.manifest)]),
        *opening(table),
        f"{Path(run.manifest.suite).name}: {extent(run)}{_samples(run)}; {_endings(table)}"
        f"{_judged_answer(run)}",
        *([f"Asked twice: {rechecked(run)}"] if run.manifest.recheck else []),
        *_first_answers(run),
        *(line for line in found if line),
        *until_lines(run),
    ]


def _first_answers(run: "RunDirectory") -> list[str]:
    """How often the first answers are right, where another one is judged."""
    from jagbench.analysis.frame.rows import frame
    from jagbench.analysis.report.summary import right
    from jagbench.analysis.statistics.cells import cells, records
    from jagbench.runners.protocols import answer_turn, turns_of

    protocol = run.manifest.protocol
    if answer_turn(protocol) == 0 or turns_of(protocol)[0].wants != "answer":
        return []
    total = records(cells(frame(run, turn=0)))[0]
    return [f"First answers ({turns_of(protocol)[0].arm!r}): {right(total)}"] if total["scored"] else []


def _samples(run: "RunDirectory") -> str:
    return f", {run.manifest.samples} samples each" if run.manifest.samples > 1 else ""


def _endings(table: "pd.DataFrame") -> str:
    """How the replies ended."""
    ended = Counter(reason for reason in table["finish_reason"].tolist() if reason)
    return ", ".join(
        f"{ended.pop(reason, 0):,} {reason}" for reason in ("stop", "length", "error")
    ) + "".join(f", {count:,} {reason}" for reason, count in ended.items())


_COMPANY = {
    "serial": "Requests are answered one after another here, so this sees no change by company.",
    "batch-invariant": "Company changes no reply here, so this can see none.",
    "seeded": "The second time other requests were computed beside it, so this sees changes by company "
    "(slot, batch, cache), not those by another machine or version.",
}


def rechecked(run: "RunDirectory") -> str:
    """How many replies changed when they were asked again in the same run, and what that can see.

    Args:
        run: A run with `recheck`.
    """
    from jagbench.analysis.report.section import percent, span
    from jagbench.analysis.statistics.cells import wilson
    from jagbench.runners.missing import count_flips

    flips = count_flips(run)
    sees = _COMPANY.get(run.manifest.engine.determinism, _COMPANY["seeded"])
    if not flips.compared:
        return f"no probe so far. {sees}"
    low, high = wilson(flips.rate, flips.compared)
    return (
        f"{flips.compared:,} probes, of which {flips.changed:,} gave another reply ({percent(flips.rate)}, "
        f"95 % interval {span(low, high)}). {sees}"
    )


def next_command(runs: "Sequence[RunDirectory]") -> str:
    """What to type next.

    Args:
        runs: The runs that were asked.
    """
    from jagbench.runners.protocols import turns_of

    folders = " ".join(shlex.quote(str(run.path)) for run in runs)
    if all(len(turns_of(run.manifest.protocol)) > 1 for run in runs):
        return f"jagbench turns {folders}"
    same_suite = len({run.manifest.suite_sha256 for run in runs}) == 1
    return f"jagbench {'compare' if len(runs) > 1 and same_suite else 'report'} {folders}"
