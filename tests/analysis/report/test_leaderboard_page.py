"""The page of a leaderboard in a real browser."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

from jagbench.analysis.compare.leaderboard import leaderboard
from jagbench.analysis.report.leaderboard import Facts, render_leaderboard
from tests.analysis.report.opened import CHROMIUM, Opened
from tests.analysis.samples import decimals, letters, replied

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium to open the page"),
]

HOSTILE = '<img src=x onerror="window.pwned=1">'


def opened(browser: Browser, path: Path, rights: dict[str, int], *, width: int = 1280) -> Opened:
    frames = [
        replied(
            [(letters(f"word{at}", "r", 3, level=1 + at % 2), "3" if at < right else "7") for at in range(40)]
            + [(decimals(), "9.9")],
            run=name,
        )
        for name, right in rights.items()
    ]
    boards = leaderboard(pd.concat(frames, ignore_index=True), dict.fromkeys(rights, f"suite {HOSTILE}"))
    facts = {
        name: Facts(
            model=name,
            protocol=("direct", "cot")[place % 2],
            extent="all 41 probes",
            parameters=(135_000_000, 8_000_000_000, None)[place % 3],
        )
        for place, name in enumerate(rights)
    }
    return Opened(browser, path / "board.html", render_leaderboard(boards, facts), width=width)


def test_the_page(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, {"high": 38, HOSTILE: 36, "$x_1$ 한국어 " + "m" * 200: 3})
    assert page.page.evaluate("window.pwned") is None
    assert page.complaints == []
    assert page.requests == [page.path.as_uri()]
    ranks = page.page.locator("#board-1-ranking-table tbody tr").all_inner_texts()
    assert [row.split("\t")[1:3] for row in ranks] == [["1–2", "a"], ["1–2", "a"], ["3", "b"]]
    leaders = page.page.locator("#board-1-protocol-table tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in leaders] == ["cot", "direct"]
    page.page.locator("details").evaluate_all("all => all.forEach(e => { e.open = true; })")
    assert page.violations() == []


@pytest.mark.parametrize("width", [390, 1280])
def test_thirty_runs(browser: Browser, tmp_path: Path, width: int) -> None:
    page = opened(browser, tmp_path, {f"run {at}": at for at in range(30)}, width=width)
    assert page.page.locator("#board-1-pairs-table tbody tr").count() == 435
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_run(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, {"alone": 20})
    assert page.page.locator("#board-1-pairs-table").count() == 0
    assert page.complaints == []
