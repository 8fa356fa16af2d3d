"""The report at scale: seconds to make it, its size, and how quick it is in a browser.

    python bench/report.py [--folder DIR] [REPLIES ...]

Makes a run for each size in DIR (once; a temporary folder unless named), as `bench/scale.py` does: every
probe is another one, and replies are of the kinds that models give. `200000f` stands for a run of 200,000
replies of which none is right. Then a process of its own writes the report; CPU seconds are those of all its
processes. Where there is a `chromium`, the page is opened in it: until the first screen is drawn, until the
replies are unpacked, the time of a filter, of a search for what is nowhere, and the memory of its heap.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from itertools import islice
from pathlib import Path

from scale import Memory, make_run, probes

from jagbench.probes import Probe
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.manifest import Manifest
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory

SIZES = ("300", "6000", "100000", "200000f")


def make_failures(folder: Path, count: int) -> None:
    """A finished run in which every reply is wrong or commits to nothing."""
    manifest = Manifest(
        jagbench="bench",
        created="2025-01-01T00:00:00+00:00",
        model="bench:failures",
        engine=Description(
            engine="bench", model="failures", fingerprint="bench", versions={}, determinism="serial"
        ),
        suite="scale",
        suite_sha256="0" * 64,
        protocol="direct",
        sampling=Sampling(),
        samples=1,
    )
    with RunDirectory.create_or_open(folder, manifest) as run:
        run.add_probes(probes(count))
        made = _failed(run.iter_probes())
        with run.open_journal() as journal:
            while batch := list(islice(made, 10_000)):
                journal.write(batch)
        run.compact()


def _failed(asked: Iterator[Probe]) -> Iterator[Reply]:
    for place, probe in enumerate(asked):
        wrong = next(iter(probe.lures.values()), "731399")
        sentence = f"Let me see. {place} is what I get, or so."
        yield Reply(
            key=f"{probe.id}{0:016x}",
            probe=probe.id,
            turn=0,
            sample=0,
            text=(wrong, f"I think that it is {wrong}.", sentence)[place % 3],
            finish_reason="stop",
        )


def measure(folder: Path) -> None:
    """Write one report; print what it took as JSON."""
    from jagbench.cli import main as jagbench

    memory = Memory()
    memory.start()
    begun = time.perf_counter()
    out = folder.parent / f"{folder.name}.html"
    sys.argv = ["jagbench", "report", str(folder), "--out", str(out)]
    with suppress(SystemExit), redirect_stdout(sys.stderr):
        jagbench()
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - begun,
                "cpu": sum(each.ru_utime + each.ru_stime for each in (own, workers)),
                "peak_mib": memory.end(),
                "mb": out.stat().st_size / 1e6,
            }
        )
    )


def in_browser(page_file: Path) -> dict[str, float]:
    """How quick a page is in a browser, in seconds, and its heap in MB; empty without a browser."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    shown = "() => /replies$/.test(document.getElementById('shown').textContent)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        begun = time.perf_counter()
        page.goto(page_file.as_uri(), timeout=120_000)
        page.wait_for_function(shown, timeout=120_000)
        unpacked = time.perf_counter() - begun
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
        timed = (
            "(act) => { const now = performance.now(); eval(act);"
            " document.body.offsetHeight; return performance.now() - now; }"
        )
        choose = (
            "const s = document.querySelector('select[name=level]'); s.value = '=2';"
            " s.dispatchEvent(new Event('change', {bubbles: true}))"
        )
        filtered = page.evaluate(timed, choose)
        page.evaluate("document.querySelector('select[name=level]').form.querySelector('button').click()")
        search = page.evaluate(
            "() => new Promise((done) => { const box = document.querySelector('input[type=search]');"
            " box.value = 'zzzzzz'; const now = performance.now();"
            " new MutationObserver(() => done(performance.now() - now - 200))"
            ".observe(document.getElementById('shown'), {childList: true});"
            " box.dispatchEvent(new Event('input', {bubbles: true})); })"
        )
        heap = page.evaluate("performance.memory.usedJSHeapSize")
        browser.close()
    return {
        "first paint": paint / 1000,
        "unpacked": unpacked,
        "filter": filtered / 1000,
        "search": search / 1000,
        "heap": heap / 1e6,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure)
        return
    folder = given.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    heads = ["replies", "s", "CPU s", "MiB", "MB"]
    heads += ["first paint s", "unpacked s", "filter s", "search s", "heap MB"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for size in given.sizes:
        run, count = folder / f"run-{size}", int(size.rstrip("f"))
        if not run.exists():
            make_failures(run, count) if size.endswith("f") else make_run(run, count, 1)
        command = [sys.executable, __file__, "--measure", str(run)]
        took = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        quick = in_browser(folder / f"run-{size}.html")
        words = f"{count:,}{' failures' if size.endswith('f') else ''}"
        figures = [took["seconds"], took["cpu"], took["peak_mib"], took["mb"], *quick.values()]
        print(f"| {words} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |", flush=True)


if __name__ == "__main__":
    main()
