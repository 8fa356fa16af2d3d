"""Replies per second of the drive loop and the journal alone, and the memory that they take.

The solver engine answers at once, so what is measured is the cost of jagbench itself: conversation, key,
request, reply, and one journaled line per reply, brought to the disk each second. The measure beside it
writes the same lines with the standard library, each as it comes, and nothing else.

Memory is taken in a process of its own over a longer run, whose probes are made as they are asked: the peak
above what the process had before it began, the solver's table of answers included.

    python bench/drive.py [COUNT [COUNT_FOR_MEMORY]]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from jagbench.probes import Answer, Probe, probe_id
from jagbench.runners.drive import drive
from jagbench.runners.engine import Sampling
from jagbench.runners.engines.solver import Solver
from jagbench.runners.journal import Journal, Replies
from jagbench.runners.protocols import open_protocol
from jagbench.runners.selection import tasks

REPEATS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """So many probes, made anew whenever they are gone through."""

    count: int

    def __iter__(self) -> Iterator[Probe]:
        return map(make_probe, range(self.count))


def make_probe(number: int) -> Probe:
    prompt = f"What is {number} + 1? Answer with the number only."
    answer = Answer(kind="integer", value=str(number + 1))
    return Probe(
        id=probe_id(prompt, answer),
        item=f"{number:016x}",
        skill="arithmetic.addition",
        version=1,
        level=1,
        grade=1,
        language="en",
        frame="plain",
        template="plain",
        order="ab",
        prompt=prompt,
        answer=answer,
    )


def drive_solver(probes: list[Probe] | Additions, path: Path) -> None:
    with Journal(path) as journal:
        drive(tasks(probes), open_protocol("direct", Sampling()), Solver("exact", probes), journal)


def write_json(records: list[dict[str, object]], path: Path) -> None:
    with path.open("w") as file:
        for record in records:
            file.write(json.dumps(record) + "\n")


def seconds(work: Callable[[Path], None], folder: Path) -> float:
    times: list[float] = []
    for repeat in range(REPEATS):
        path = folder / f"{repeat}.jsonl"
        begun = time.perf_counter()
        work(path)
        times.append(time.perf_counter() - begun)
        path.unlink()
    return median(times)


def print_memory(count: int) -> None:
    """The peak of this process above what it has now, in MB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory(dir=".") as name:
        drive_solver(Additions(count=count), Path(name) / "journal.jsonl")
    print(round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / 1e6, 1))


def megabytes(count: int) -> float:
    process = subprocess.run(
        [sys.executable, __file__, "--memory", str(count)], capture_output=True, check=True
    )
    return float(process.stdout)


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        print_memory(int(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    count_for_memory = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    probes = list(Additions(count=count))
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        drive_solver(probes, folder / "warm.jsonl")
        with Replies(folder / "warm.jsonl") as replies:
            records: list[dict[str, object]] = [
                {field: getattr(reply, field) for field in type(reply).__slots__} for reply in replies
            ]
        bare = seconds(lambda path: write_json(records, path), folder)
        driven = seconds(lambda path: drive_solver(probes, path), folder)
    print(f"{count} replies, medians of {REPEATS}")
    print(f"{'':<24}{'replies/s':>12}{'ratio':>8}")
    print(f"{'bare JSON lines':<24}{count / bare:>12,.0f}{1:>8.2f}")
    print(f"{'drive loop and journal':<24}{count / driven:>12,.0f}{bare / driven:>8.2f}")
    print(f"{count_for_memory} replies: {megabytes(count_for_memory):.0f} MB above start")


if __name__ == "__main__":
    main()
