"""Reading, judging and profiling a run at scale: seconds, replies per second, and peak memory.

    python bench/scale.py [--folder DIR] [REPLIES ...]

Makes a run for each size in DIR (once; a temporary folder unless named) whose probes are all different, and
one of the same size with ten samples of a tenth of the probes. Replies are of the kinds that models give:
bare, in a sentence, step by step, wrong, cut, refused. Then one and two processes read the run's Parquet,
judge it, make the table of accuracies and the profile, and write the judged Parquet, each measured in a
process of its own.

CPU seconds are those of all processes. Memory is the highest sum of the resident memory of all processes,
taken from /proc five times a second (Linux), and beside it the peak of the main process alone.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

from jagbench.errors import InvalidArgument
from jagbench.generators import get_skill, skill_names
from jagbench.generators.mechanism.generate import fresh
from jagbench.probes import Probe
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.manifest import Manifest
from jagbench.runners.reply import FinishReason, Reply
from jagbench.runners.run_directory import RunDirectory

SIZES = (10_000, 100_000, 1_000_000)
SAMPLES = 10
PROCESSES = (1, 2)
SEED = 20_250_101
_AT_ONCE = 10_000

_STEPS = (
    "Let me work through this step by step.\n\nFirst I look at what is asked. "
    "Then I go over it once more, from left to right, so that nothing is left out.\n\n"
)


def probes(count: int) -> Iterator[Probe]:
    """Different probes of all skills and levels in English, in turn."""
    cells = [
        fresh(skill, level=level, seed=SEED, count=count)
        for skill in map(get_skill, skill_names())
        for level in range(1, len(skill.levels) + 1)
    ]
    seen: set[str] = set()
    for probe in _turns(cells):
        if len(seen) == count:
            return
        if probe.id not in seen:
            seen.add(probe.id)
            yield probe


def _turns(cells: list[Iterator[Probe]]) -> Iterator[Probe]:
    """One probe of each cell in turn; a cell without further probes is left out from then on."""
    left = dict(enumerate(cells))
    while left:
        for place in list(left):
            try:
                yield next(left[place])
            except (InvalidArgument, StopIteration):
                del left[place]


def said(probe: Probe, style: int) -> tuple[str, FinishReason]:
    """A reply to a probe in one of ten styles."""
    answer = probe.answer.value
    wrong = next(iter(probe.lures.values()), "7")
    match style:
        case 0 | 1 | 2:
            return answer, "stop"
        case 3:
            return wrong, "stop"
        case 4:
            return f"The answer is {answer}.", "stop"
        case 5:
            return f"**{wrong}**", "stop"
        case 6:
            return f"{_STEPS}So the answer is {answer}.", "stop"
        case 7:
            return f"{_STEPS}Therefore, the final answer is:\n\n{wrong}", "stop"
        case 8:
            return _STEPS, "length"
        case _:
            return "I'm sorry, but I can't help with that.", "stop"


def make_run(folder: Path, count: int, samples: int) -> None:
    """A finished run of so many replies."""
    sampling = Sampling(temperature=0.7 if samples > 1 else 0.0)
    manifest = Manifest(
        jagbench="bench",
        created="2025-01-01T00:00:00+00:00",
        model="bench:mixture",
        engine=Description(
            engine="bench", model="mixture", fingerprint="bench", versions={}, determinism="serial"
        ),
        suite="scale",
        suite_sha256="0" * 64,
        protocol="direct",
        sampling=sampling,
        samples=samples,
    )
    with RunDirectory.create_or_open(folder, manifest) as run:
        run.add_probes(probes(count // samples))
        made = _replies(run, samples)
        with run.open_journal() as journal:
            while batch := list(islice(made, _AT_ONCE)):
                journal.write(batch)
        run.compact()


def _replies(run: RunDirectory, samples: int) -> Iterator[Reply]:
    styles = cycle((0, 6, 3, 1, 8, 4, 7, 2, 5, 9, 0))
    for probe in run.iter_probes():
        for sample in range(samples):
            text, finish = said(probe, next(styles))
            yield Reply(
                key=f"{probe.id}{sample:016x}",
                probe=probe.id,
                turn=0,
                sample=sample,
                text=text,
                finish_reason=finish,
                prompt_tokens=40,
                reply_tokens=len(text) // 4 + 1,
                seconds=0.25,
            )


class Memory(threading.Thread):
    """Watches the resident memory of this process and its workers."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        """Take the sum five times a second."""
        while not self._over.wait(0.2):
            self.peak = max(self.peak, sum(map(_resident, [os.getpid(), *_children()])))

    def end(self) -> float:
        """The peak in MiB."""
        self._over.set()
        self.join()
        return self.peak


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # a thread may end meanwhile
            found += map(int, (task / "children").read_text().split())
    return found


def _resident(pid: int) -> float:
    """Resident memory of a process in MiB; 0 once it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(folder: Path, processes: int) -> None:
    """Read, judge, profile and write one run; print what it took as JSON."""
    from jagbench.analysis.frame.export import write_frame
    from jagbench.analysis.frame.rows import frame
    from jagbench.analysis.measures.profile import profile
    from jagbench.analysis.statistics.cells import cells

    memory = Memory()
    memory.start()
    begun = time.perf_counter()
    table = frame(RunDirectory.open(folder), processes=processes)
    judged = time.perf_counter()
    cells(table, ["skill"])
    profile(table)
    profiled = time.perf_counter()
    write_frame(table, folder.parent / f"{folder.name}-judged.parquet")
    written = time.perf_counter()
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "replies": len(table),
                "judged": judged - begun,
                "profiled": profiled - judged,
                "written": written - profiled,
                "seconds": written - begun,
                "cpu": own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime,
                "own": own.ru_maxrss / 1024,
                "all": memory.end(),
            }
        )
    )


def row(folder: Path, processes: int) -> str:
    """One line of the table."""
    command = [sys.executable, __file__, "--measure", str(folder), str(processes)]
    found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return (
        f"{found['replies']:>9,} {folder.name.rpartition('-')[2]:>8} {processes:>9} "
        f"{found['judged']:>8.1f} {found['profiled']:>8.1f} {found['written']:>8.1f} "
        f"{found['seconds']:>8.1f} {found['replies'] / found['seconds']:>10,.0f} "
        f"{found['cpu']:>8.1f} {found['all']:>8,.0f} {found['own']:>8,.0f}"
    )


def main(folder: Path, sizes: list[int]) -> None:
    """Make what is missing, then print the table."""
    heads = ("judged", "profile", "write", "seconds", " replies/s", "  CPU s", " all MiB", "main MiB")
    print(
        f"{'replies':>9} {'samples':>8} {'processes':>9} {' '.join(f'{head:>8}' for head in heads)}",
        flush=True,
    )
    for size in sizes:
        for samples in (1, SAMPLES):
            path = folder / f"run-{size}-{samples}"
            if not (path / "replies.parquet").exists():
                make_run(path, size, samples)
            for processes in PROCESSES:
                print(row(path, processes), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="REPLIES")
    parser.add_argument("--folder", type=Path, help="where the runs are made and kept")
    parser.add_argument("--measure", nargs=2, metavar=("RUN", "PROCESSES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(Path(given.measure[0]), int(given.measure[1]))
    elif given.folder:
        main(given.folder, given.sizes)
    else:
        with tempfile.TemporaryDirectory(dir=".") as name:
            main(Path(name), given.sizes)
