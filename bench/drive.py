"""Replies per second of the drive loop and the journal alone.

The solver engine answers at once, so what is measured is the cost of jagbench itself: conversation, key,
request, reply, and one journaled line per reply, brought to the disk each second. The measure beside it
writes the same lines with the standard library, each as it comes, and nothing else.

    python bench/drive.py [COUNT]
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from jagbench.probes import Answer, Probe, probe_id
from jagbench.runners.drive import drive
from jagbench.runners.engine import Sampling
from jagbench.runners.engines.solver import Solver
from jagbench.runners.journal import Journal, read_journal
from jagbench.runners.protocols import open_protocol

REPEATS = 5


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


def drive_solver(probes: list[Probe], path: Path) -> None:
    with Journal(path) as journal:
        drive(probes, open_protocol("direct", Sampling()), Solver("exact", probes), journal, name="direct")


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


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    probes = [make_probe(number) for number in range(count)]
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        drive_solver(probes, folder / "warm.jsonl")
        replies = read_journal(folder / "warm.jsonl").replies.values()
        records: list[dict[str, object]] = [
            {field: getattr(reply, field) for field in type(reply).__slots__} for reply in replies
        ]
        bare = seconds(lambda path: write_json(records, path), folder)
        driven = seconds(lambda path: drive_solver(probes, path), folder)
    print(f"{count} replies, medians of {REPEATS}")
    print(f"{'':<24}{'replies/s':>12}{'ratio':>8}")
    print(f"{'bare JSON lines':<24}{count / bare:>12,.0f}{1:>8.2f}")
    print(f"{'drive loop and journal':<24}{count / driven:>12,.0f}{bare / driven:>8.2f}")


if __name__ == "__main__":
    main()
