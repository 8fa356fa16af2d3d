"""The report in a real browser that can reach nothing."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from jagbench.analysis.report.build import render
from tests.analysis.samples import decimals, letters, mixed, replied

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium to open the report"),
]

HOSTILE = [
    "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>",
    "</script><!-- <script>window.pwned = 1</script> &lt;b&gt; \u2028\u2029 {{ 7 * 7 }}",
    "nul \0 escape \x1b and right-to-left \u202e end",
    "9" * 1_000_000,
    "broken \ud83d surrogate \udc00",
    "🦔 🦔 the answer is 9.11",
    "blah " * 4000 + "The answer is 9.11.",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


class Opened:
    """A report open in the browser, with what it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, frame: pd.DataFrame, width: int = 1280) -> None:
        about = {str(run): {"model": str(run), "suite": "smoke-v1"} for run in frame["run"].unique()}
        path.write_text(render(frame, about), encoding="utf-8")
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900})
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.context.set_offline(True)
        self.page.goto(path.as_uri())

    def cards(self) -> list[str]:
        return self.page.locator("#list > li").all_inner_texts()

    def shown(self) -> str:
        return self.page.locator("#shown").inner_text()

    def expect_shown(self, text: str) -> None:
        self.page.wait_for_function("text => document.getElementById('shown').textContent === text", arg=text)


@pytest.fixture
def mixed_page(browser: Browser, tmp_path: Path) -> Opened:
    return Opened(browser, tmp_path / "report.html", mixed())


def test_it_asks_for_nothing_and_complains_of_nothing(mixed_page: Opened, tmp_path: Path) -> None:
    assert mixed_page.requests == [(tmp_path / "report.html").as_uri()]
    assert mixed_page.complaints == []


def test_every_failed_probe_is_listed(mixed_page: Opened) -> None:
    verdicts = mixed_page.page.locator(".verdict").all_inner_texts()
    assert sorted(verdicts) == ["no answer", "unscored", "unscored", "wrong", "wrong"]
    assert mixed_page.shown() == "1–5 of 5 found, 5 failed"


def test_the_counts_of_the_page_are_those_of_the_frame(mixed_page: Opened) -> None:
    cells = mixed_page.page.locator("#table-verdicts tbody tr").all_inner_texts()
    assert [row.split("\t")[:2] for row in cells] == [
        ["correct", "3"],
        ["wrong", "2"],
        ["no answer", "1"],
        ["unscored", "2"],
    ]
    total = mixed_page.page.locator("#table-skills tr.total").inner_text().split("\t")
    assert total[:2] == ["all", "8"]
    assert [int(count) for count in total[-7:]] == [3, 2, 0, 1, 0, 0, 2]


def test_filters_leave_what_fits(mixed_page: Opened) -> None:
    page = mixed_page.page
    page.select_option("select[name=verdict]", "=wrong")
    mixed_page.expect_shown("1–2 of 2 found, 5 failed")
    page.select_option("select[name=lure]", "=version_order")
    mixed_page.expect_shown("1–1 of 1 found, 5 failed")
    assert "9.12" in mixed_page.cards()[0]
    page.select_option("select[name=skill]", "=counting.letters")
    mixed_page.expect_shown("0 found, 5 failed")
    page.get_by_role("button", name="Clear filters").click()
    mixed_page.expect_shown("1–5 of 5 found, 5 failed")


def test_search_looks_into_prompts_and_replies(mixed_page: Opened) -> None:
    mixed_page.page.get_by_role("searchbox").fill("WHO CAN tell")
    mixed_page.expect_shown("1–1 of 1 found, 5 failed")
    mixed_page.page.get_by_role("searchbox").fill("banana")
    mixed_page.expect_shown("1–1 of 1 found, 5 failed")


def test_a_count_leads_to_its_probes(mixed_page: Opened) -> None:
    mixed_page.page.locator("#table-skills tbody tr").first.get_by_role("link", name="1").first.click()
    mixed_page.expect_shown("1–1 of 1 found, 5 failed")
    assert "counting.letters" in mixed_page.cards()[0]
    assert mixed_page.page.locator(".verdict").all_inner_texts() == ["wrong"]


def test_the_data_of_a_figure_can_be_downloaded(mixed_page: Opened, tmp_path: Path) -> None:
    with mixed_page.page.expect_download() as download:
        mixed_page.page.get_by_role("link", name="Data (CSV)").first.click()
    download.value.save_as(tmp_path / "data.csv")
    assert download.value.suggested_filename == "accuracy-by-skill.csv"
    assert pd.read_csv(tmp_path / "data.csv")["correct"].tolist() == [1, 2]


def test_ids_are_unique_and_figures_are_named(mixed_page: Opened) -> None:
    ids = mixed_page.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    labels = mixed_page.page.evaluate(
        "[...document.querySelectorAll('svg[role=img]')]"
        ".map(e => document.getElementById(e.getAttribute('aria-labelledby')).textContent)"
    )
    assert labels == ["Accuracy by skill", "Accuracy by level", "How replies fail"]


def test_filters_work_by_keyboard(mixed_page: Opened) -> None:
    mixed_page.page.get_by_role("searchbox").focus()
    mixed_page.page.keyboard.type("banana")
    mixed_page.expect_shown("1–1 of 1 found, 5 failed")
    mixed_page.page.keyboard.press("Tab")
    assert mixed_page.page.evaluate("document.activeElement.name") == "skill"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    frame = replied([(decimals(), text) for text in HOSTILE])
    opened = Opened(browser, tmp_path / "report.html", frame, width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_replies_are_text(browser: Browser, tmp_path: Path) -> None:
    frame = replied([(letters("pear", "z", 0), text) for text in HOSTILE])
    opened = Opened(browser, tmp_path / "report.html", frame)
    texts = opened.page.locator("#list > li").all_inner_texts()
    assert opened.page.evaluate("window.pwned") is None
    assert opened.complaints == []
    assert opened.page.locator("#list script, #list img").count() == 0
    assert len(texts) == len(HOSTILE)
    assert HOSTILE[0] in texts[0]
    assert "</script><!-- <script>window.pwned = 1</script> &lt;b&gt;" in texts[1]
    assert "nul ␀ escape ␛ and right-to-left · end" in texts[2]
    assert "Shown cut: the reply has 1,000,000 characters." in texts[3]
    assert "broken \ufffd surrogate \ufffd" in texts[4]


def test_what_was_read_is_marked_beside_emoji_and_far_into_a_long_reply(
    browser: Browser, tmp_path: Path
) -> None:
    frame = replied([(decimals(), text) for text in HOSTILE[-2:]])
    opened = Opened(browser, tmp_path / "report.html", frame)
    assert opened.page.locator("#list mark").all_inner_texts() == ["9.11", "9.11"]


def test_a_long_reply_can_be_shown_in_full(browser: Browser, tmp_path: Path) -> None:
    reply = "9" * 60_000
    opened = Opened(browser, tmp_path / "report.html", replied([(letters("pear", "z", 0), reply)]))
    text = opened.page.locator("#list pre").nth(1)
    opened.page.get_by_role("button", name="Show 50,000").click()
    assert text.inner_text() == f"{reply[:50_000]} [… 10,000 characters …] "
    opened.page.get_by_role("button", name="Show all").click()
    assert text.inner_text() == reply


def test_ten_thousand_failed_probes_stay_quick(browser: Browser, tmp_path: Path) -> None:
    rows = replied(
        [(letters("banana", "n", 2, level=1 + number % 4), f"{number + 3}") for number in range(100)]
    )
    frame = pd.concat([rows] * 100, ignore_index=True).assign(probe=[f"{n:016x}" for n in range(10_000)])
    opened = Opened(browser, tmp_path / "report.html", frame)
    assert opened.shown() == "1–50 of 10,000 found, 10,000 failed"
    begun = time.perf_counter()
    opened.page.get_by_role("searchbox").fill("000000000000270f")
    opened.expect_shown("1–1 of 1 found, 10,000 failed")
    assert time.perf_counter() - begun < 2
    opened.page.get_by_role("searchbox").fill("")
    opened.expect_shown("1–50 of 10,000 found, 10,000 failed")
    opened.page.get_by_role("button", name="Next").first.click()
    opened.expect_shown("51–100 of 10,000 found, 10,000 failed")


def test_several_runs_can_be_told_apart(browser: Browser, tmp_path: Path) -> None:
    frame = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    opened = Opened(browser, tmp_path / "report.html", frame)
    opened.page.select_option("select[name=run]", "=b")
    opened.expect_shown("1–5 of 5 found, 10 failed")
    assert opened.page.locator("tr.total").count() == 4


def test_a_perfect_run_has_an_empty_list(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "report.html", replied([(decimals(), "9.9")]))
    assert opened.shown() == "0 found, 0 failed"
    assert opened.complaints == []


def test_a_run_without_any_reply(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path / "report.html", replied([(decimals(), None)]))
    assert opened.page.locator(".verdict").all_inner_texts() == ["unscored"]
    assert opened.complaints == []


def test_names_of_runs_are_text(browser: Browser, tmp_path: Path) -> None:
    name = '<img src=x onerror="window.pwned=1">'
    opened = Opened(browser, tmp_path / "report.html", mixed(run=name))
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator("h1").inner_text() == name
