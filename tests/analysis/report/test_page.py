"""The report in a real browser that can reach nothing."""

import time
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from playwright.sync_api import Browser

from jagbench.analysis.report.build import render
from jagbench.probes import Probe
from tests.analysis.report.opened import CHROMIUM, Opened
from tests.analysis.samples import decimals, letters, mixed, replied

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
NAMES = ["$x_1$ & 100 %", "한국어 모델", "m" * 200, '<img src=x onerror="window.pwned=1">', "a\u202eb"]


def opened(
    browser: Browser,
    path: Path,
    frame: pd.DataFrame,
    probes: list[Probe] | None = None,
    *,
    width: int = 1280,
    at: str = "",
    scheme: str = "light",
) -> Opened:
    about = {str(run): {"model": f"openai:{run}", "suite": "smoke-v1"} for run in frame["run"].unique()}
    return Opened(
        browser, path / "report.html", render(frame, about, probes or []), width=width, at=at, scheme=scheme
    )


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Opened:
    return opened(browser, tmp_path, mixed())


def test_it_asks_for_nothing_and_complains_of_nothing(page: Opened) -> None:
    page.expect_shown("1–8 of 8 found, 8 replies")
    assert page.requests == [page.path.as_uri()]
    assert page.complaints == []


def test_every_reply_is_listed_right_ones_too(page: Opened) -> None:
    page.expect_shown("1–8 of 8 found, 8 replies")
    assert sorted(page.verdicts()) == [*["correct"] * 3, "no answer", *["unscored"] * 2, *["wrong"] * 2]


def test_the_counts_of_the_page_are_those_of_the_frame(page: Opened) -> None:
    rows = page.page.locator("#verdicts-table tbody tr").all_inner_texts()
    assert [row.split("\t")[:2] for row in rows] == [
        ["correct", "3"],
        ["wrong", "2"],
        ["no answer", "1"],
        ["unscored", "2"],
    ]
    total = page.page.locator("#skills-table tr.total").inner_text().split("\t")
    assert (total[0], total[3]) == ("all", "6")
    assert [int(count) for count in total[-4:]] == [3, 2, 1, 2]  # the verdicts that some reply got


def test_filters_leave_what_fits_and_stand_in_the_address(page: Opened) -> None:
    page.page.select_option("select[name=verdict]", "=wrong")
    page.expect_shown("1–2 of 2 found, 8 replies")
    assert page.hash() == "#replies?verdict=wrong"
    page.page.select_option("select[name=misconception]", "=version_order")
    page.expect_shown("1–1 of 1 found, 8 replies")
    assert "9.12" in page.lines()[0]
    page.page.select_option("select[name=skill]", "=counting.letters")
    page.expect_shown("0 found, 8 replies")
    page.page.get_by_role("button", name="Clear filters").click()
    page.expect_shown("1–8 of 8 found, 8 replies")
    assert page.hash() == "#replies"


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("family", "counting", 4),
        ("skill", "comparison.decimals", 4),
        ("level", "2", 5),
        ("verdict", "correct", 3),
        ("misconception", "(none)", 7),
        ("direction", "larger", 4),
        ("rule", "bare", 4),
    ],
)
def test_every_kind_of_filter(page: Opened, name: str, value: str, count: int) -> None:
    page.page.select_option(f"select[name={name}]", f"={value}")
    page.expect_shown(f"1–{count} of {count} found, 8 replies")


def test_the_back_button_undoes_a_choice(page: Opened) -> None:
    page.expect_shown("1–8 of 8 found, 8 replies")
    page.page.select_option("select[name=verdict]", "=wrong")
    page.expect_shown("1–2 of 2 found, 8 replies")
    page.page.select_option("select[name=level]", "=2")
    page.expect_shown("1–1 of 1 found, 8 replies")
    page.page.go_back()
    page.expect_shown("1–2 of 2 found, 8 replies")
    assert page.page.locator("select[name=level]").input_value() == ""
    page.page.go_back()
    page.page.go_forward()
    page.expect_shown("1–2 of 2 found, 8 replies")
    assert page.page.locator("select[name=verdict]").input_value() == "=wrong"


def test_an_address_with_filters_shows_them_at_once(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, mixed(), at="#replies?verdict=no_answer&search=who")
    page.expect_shown("1–1 of 1 found, 8 replies")
    assert page.page.get_by_role("searchbox").input_value() == "who"
    assert page.page.locator("select[name=verdict]").input_value() == "=no_answer"
    assert page.page.evaluate("scrollY") > 0


def test_a_reply_has_an_address_of_its_own(browser: Browser, tmp_path: Path) -> None:
    frame = mixed()
    probe = str(frame["probe"].iloc[5])
    page = opened(browser, tmp_path, frame, at=f"#replies?probe={probe}&run=mine")
    page.expect_shown("1–1 of 1 found, 8 replies")
    assert "banana" in page.page.locator("#list .whole pre").first.inner_text()
    page.page.get_by_role("button", name=f"only probe {probe}").click()
    page.expect_shown("1–8 of 8 found, 8 replies")


def test_search_looks_into_questions_and_replies_and_is_no_pattern(page: Opened) -> None:
    search = page.page.get_by_role("searchbox")
    search.fill("WHO CAN tell")
    page.expect_shown("1–1 of 1 found, 8 replies")
    search.fill("how many")
    page.expect_shown("1–4 of 4 found, 8 replies")
    assert page.hash() == "#replies?search=how+many"
    search.fill("tell?")
    page.expect_shown("1–1 of 1 found, 8 replies")
    search.fill("(")
    page.expect_shown("0 found, 8 replies")


def test_a_slash_leads_to_the_search(page: Opened) -> None:
    page.expect_shown("1–8 of 8 found, 8 replies")
    page.page.keyboard.press("/")
    page.page.keyboard.type("pear/")
    assert page.page.get_by_role("searchbox").input_value() == "pear/"


def test_order_and_pages_stand_in_the_address(browser: Browser, tmp_path: Path) -> None:
    frame = replied([(letters("banana", "n", 2), "x" * size) for size in range(1, 61)])
    frame = frame.assign(probe=[f"{n:016x}" for n in range(60)])
    page = opened(browser, tmp_path, frame, at="#replies?sort=-length")
    page.expect_shown("1–50 of 60 found, 60 replies")
    page.page.get_by_role("button", name="Next").first.click()
    page.expect_shown("51–60 of 60 found, 60 replies")
    assert page.hash() == "#replies?sort=-length&page=2"
    page.page.locator("#list summary").last.click()
    assert page.page.locator("#list pre").last.inner_text() == "x"


def test_the_table_by_skill_of_two_runs_fits_a_wide_page(browser: Browser, tmp_path: Path) -> None:
    names = [f"llamacpp:smollm2 (core-{way})" for way in ("direct", "fewshot4")]
    two = pd.concat(map(mixed, names), ignore_index=True)
    page = opened(browser, tmp_path, two, width=1280)
    box = page.page.locator("#skills-table .scroll")

    assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def test_a_count_leads_to_its_replies(page: Opened) -> None:
    page.page.locator("#skills-table tbody tr").first.get_by_role("link", name="1").nth(1).click()
    page.expect_shown("1–1 of 1 found, 8 replies")
    assert page.hash() == "#replies?skill=counting.letters&verdict=wrong"
    assert page.verdicts() == ["wrong"]


def test_a_bar_of_the_coastline_shows_its_figures_and_leads_to_its_replies(page: Opened) -> None:
    steps = page.page.locator("figure > .scroll a")
    shown = {step.locator("title").text_content(): step for step in steps.all()}
    assert sorted(filter(None, shown)) == [
        "comparison.decimals: 66.7 % right, 95 % interval 20.8–93.9 %, blind 50.0 %, n = 3",
        "counting.letters: 33.3 % right, 95 % interval 6.1–79.2 %, blind 0.0 %, n = 3",
    ]
    page.page.get_by_text("comparison", exact=True).first.wait_for()  # text, not outlines of letters
    steps.first.click()
    page.expect_shown("1–4 of 4 found, 8 replies")


def test_a_phone_has_the_coastline_of_one_column(browser: Browser, tmp_path: Path) -> None:
    for width, shown in ((360, [False, True]), (1280, [True, False])):
        page = opened(browser, tmp_path, mixed(), width=width)
        drawn = page.page.locator("figure.twofold svg")
        assert [each.is_visible() for each in drawn.all()] == shown


def test_a_table_is_sorted_by_its_heads(page: Opened) -> None:
    table = page.page.locator("#verdicts-table")
    table.get_by_role("button", name="count").click()
    assert table.locator("tbody th").all_inner_texts()[:1] == ["correct"]
    table.get_by_role("button", name="count").click()
    assert table.locator("tbody th").all_inner_texts() == ["no answer", "wrong", "unscored", "correct"]
    assert table.locator("[aria-sort=ascending]").inner_text().startswith("count")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("CSV", '"verdict","count","share"\r\n"correct","3","37.5 %"'),
        ("LaTeX", "% needs \\usepackage{booktabs}"),
    ],
)
def test_a_table_can_be_taken_along(page: Opened, tmp_path: Path, name: str, begins: str) -> None:
    with page.page.expect_download() as download:
        page.page.locator("#verdicts-table").get_by_role("button", name=name).click()
    download.value.save_as(tmp_path / "taken")
    text = (tmp_path / "taken").read_bytes().decode("utf-8")
    assert text.startswith(begins)
    if name == "LaTeX":
        assert "\\begin{tabular}{lrr}\n\\toprule\nverdict & count & share \\\\\n\\midrule" in text
        assert "correct & 3 & 37.5 \\% \\\\" in text


def test_a_name_is_no_formula_and_no_command(browser: Browser, tmp_path: Path) -> None:
    frame = pd.concat([mixed("=1+1"), mixed("a_b & $c$")], ignore_index=True)
    page = opened(browser, tmp_path, frame)
    texts: list[str] = []
    for name in ("CSV", "LaTeX"):
        with page.page.expect_download() as download:
            page.page.locator("#runs-table").get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / name)
        texts.append((tmp_path / name).read_bytes().decode("utf-8"))
    assert '"\'=1+1"' in texts[0]
    assert "a\\_b \\& \\$c\\$" in texts[1]


def test_a_reply_can_be_copied_as_python_curl_and_json(page: Opened) -> None:
    page.expect_shown("1–8 of 8 found, 8 replies")
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.page.locator("#list summary").nth(1).click()
    texts: list[str] = []
    for name in ("Python", "curl", "JSON"):
        page.page.get_by_role("button", name=name, exact=True).click()
        page.page.get_by_text("Copied").first.wait_for()
        texts.append(page.page.evaluate("navigator.clipboard.readText()"))
    python, curl, json = texts
    compile(python, "copied", "exec")
    assert 'jb.load("smoke-v1")' in python
    assert "http://localhost:8000/v1/chat/completions" in curl
    assert '"model":"mine"' in curl
    assert '"verdict": "wrong"' in json


def test_ids_are_unique(page: Opened) -> None:
    page.expect_shown("1–8 of 8 found, 8 replies")
    ids = page.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("runs", [1, 3])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: str, runs: int) -> None:
    frame = pd.concat([mixed(f"run {at}") for at in range(runs)], ignore_index=True)
    page = opened(browser, tmp_path, frame, [decimals(), letters("strawberry", "r", 3)], scheme=scheme)
    page.page.locator("#list summary").first.click()
    page.page.locator("details").evaluate_all("all => all.forEach(e => { e.open = true; })")
    assert page.violations() == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    frame = pd.concat([replied([(decimals(), text) for text in HOSTILE], run=name) for name in NAMES])
    frame = frame.reset_index(drop=True)
    page = opened(browser, tmp_path, frame, width=width)
    page.page.locator("#list summary").first.click()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_replies_are_text(browser: Browser, tmp_path: Path) -> None:
    frame = replied([(letters("pear", "z", 0), text) for text in HOSTILE])
    page = opened(browser, tmp_path, frame)
    page.expect_shown("1–7 of 7 found, 7 replies")
    for line in page.page.locator("#list summary").all():
        line.click()
    texts = page.page.locator("#list > li").all_inner_texts()
    assert page.page.evaluate("window.pwned") is None
    assert page.complaints == []
    assert page.page.locator("#list script, #list img").count() == 0
    assert HOSTILE[0] in texts[0]
    assert "</script><!-- <script>window.pwned = 1</script> &lt;b&gt;" in texts[1]
    assert "nul ␀ escape ␛ and right-to-left · end" in texts[2]
    assert "Shown cut: the reply has 1,000,000 characters." in texts[3]
    assert "broken \ufffd surrogate \ufffd" in texts[4]


def test_a_script_that_is_not_the_pages_own_does_not_run(page: Opened) -> None:
    page.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1';"
        " document.body.append(s); }"
    )
    assert page.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in text for text in page.complaints)


def test_what_was_read_is_marked_beside_emoji_and_far_into_a_long_reply(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, replied([(decimals(), text) for text in HOSTILE[-2:]]))
    for line in page.page.locator("#list summary").all():
        line.click()
    assert page.page.locator("#list mark").all_inner_texts() == ["9.11", "9.11"]


def test_a_long_reply_can_be_shown_in_full(browser: Browser, tmp_path: Path) -> None:
    reply = "9" * 60_000
    page = opened(browser, tmp_path, replied([(letters("pear", "z", 0), reply)]))
    text = page.page.locator("#list pre").nth(1)
    page.page.get_by_role("button", name="Show 50,000").click()
    assert text.inner_text() == f"{reply[:50_000]} [… 10,000 characters …] "
    page.page.get_by_role("button", name="Show all").click()
    assert text.inner_text() == reply


def test_a_hundred_thousand_replies_stay_quick(browser: Browser, tmp_path: Path) -> None:
    rows = replied([(letters("banana", "n", 2, level=1 + at % 4), f"{at + 3}") for at in range(100)])
    frame = pd.concat([rows] * 1000, ignore_index=True).assign(probe=[f"{n:016x}" for n in range(100_000)])
    page = opened(browser, tmp_path, frame)
    page.expect_shown("1–50 of 100,000 found, 100,000 replies")
    begun = time.perf_counter()
    page.page.get_by_role("searchbox").fill("000000000001869f")
    page.expect_shown("1–1 of 1 found, 100,000 replies")
    page.page.get_by_role("searchbox").fill("")
    page.expect_shown("1–50 of 100,000 found, 100,000 replies")
    page.page.select_option("select[name=level]", "=4")
    page.expect_shown("1–50 of 25,000 found, 100,000 replies")
    page.page.get_by_role("button", name="Next").first.click()
    page.expect_shown("51–100 of 25,000 found, 100,000 replies")
    assert time.perf_counter() - begun < 20  # a page that freezes takes minutes


def test_runs_can_be_told_apart(browser: Browser, tmp_path: Path) -> None:
    frame = pd.concat([mixed("a"), mixed("b")], ignore_index=True)
    page = opened(browser, tmp_path, frame)
    page.page.select_option("select[name=run]", "=b")
    page.expect_shown("1–8 of 8 found, 16 replies")
    assert page.page.locator("#matrix-table thead th").all_inner_texts() == ["skill", "a", "b"]
    assert page.page.locator("figure > .scroll a").count() == 4


def test_a_perfect_run(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, replied([(decimals(), "9.9")]))
    page.expect_shown("1–1 of 1 found, 1 reply")
    assert page.page.locator("#failures, .failures").count() == 0
    assert page.complaints == []


def test_a_run_without_any_reply(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, replied([(decimals(), None)]))
    page.expect_shown("1–1 of 1 found, 1 reply")
    assert page.verdicts() == ["unscored"]
    assert "nothing is known" in page.page.locator("#overview").inner_text()
    assert page.complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_names_of_runs_are_text(browser: Browser, tmp_path: Path, name: str) -> None:
    page = opened(browser, tmp_path, mixed(run=name), width=390)
    assert page.page.evaluate("window.pwned") is None
    assert page.page.locator("h1").inner_text() == name
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    page.go(f"#replies?run={quote(name)}&verdict=wrong")
    page.expect_shown("1–2 of 2 found, 8 replies")
    assert page.complaints == []


def test_it_prints_on_few_pages(browser: Browser, tmp_path: Path) -> None:
    frame = replied(
        [
            (decimals(f"9.{at}", "9.11", right=f"9.{at}", skill=f"comparison.skill{at}"), "9.11")
            for at in range(12, 90)
        ]
    )
    page = opened(browser, tmp_path, frame)
    pages = page.page.pdf(format="A4").count(b"/Type /Page\n")
    assert 0 < pages <= 8
