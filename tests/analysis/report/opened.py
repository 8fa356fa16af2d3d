"""A page open in a real browser that can reach nothing."""

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


class Opened:
    """A page, with what it asked for and complained of."""

    def __init__(
        self,
        browser: Browser,
        path: Path,
        html: str,
        *,
        width: int = 1280,
        at: str = "",
        scheme: str = "light",
    ) -> None:
        path.write_text(html, encoding="utf-8")
        self.path = path
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        )
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.context.set_offline(True)
        self.go(at)

    def go(self, at: str) -> None:
        """Open the page at a place in it."""
        self.page.goto(self.path.as_uri() + at)

    def hash(self) -> str:
        """The place in the page that the address names."""
        return str(self.page.evaluate("location.hash"))

    def expect_shown(self, text: str) -> None:
        """Wait until the list says which replies it shows."""
        self.page.wait_for_function("text => document.getElementById('shown').textContent === text", arg=text)

    def lines(self) -> list[str]:
        """The lines of the list."""
        return self.page.locator("#list summary").all_inner_texts()

    def verdicts(self) -> list[str]:
        """The verdicts of the list."""
        return self.page.locator("#list .verdict").all_inner_texts()

    def violations(self) -> list[str]:
        """What axe-core finds against the rules of accessibility."""
        self.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate("axe.run().then((found) => found.violations)")
        return [f"{each['id']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]
