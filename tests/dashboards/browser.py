"""Chromium, and a page opened in it: what it said, whom it called, when it is drawn."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        sentence = f"no browser at {CHROMIUM}; install Chromium or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS
        )
        yield browser
        browser.close()


@dataclass
class Opened:
    page: Page
    messages: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("request", self._called)

    def open(self, path: Path, where: str = "") -> "Opened":
        self.page.goto(f"{path.resolve().as_uri()}{where}")
        return self.drawn()

    def go(self, where: str) -> "Opened":
        """By an address within the page, as a link or a bookmark does."""
        self.page.evaluate(
            "where => { document.documentElement.dataset.drawn = 'no'; location.hash = where; }",
            where,
        )
        return self.drawn()

    def drawn(self) -> "Opened":
        self.page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)
        return self

    def choose(self, selector: str, value: str) -> "Opened":
        self.page.select_option(selector, value)
        return self.drawn()

    def panel(self, title: str) -> Locator:
        return self.page.locator("article", has=self.page.locator("h3", has_text=title)).first

    def _heard(self, message: ConsoleMessage) -> None:
        self.messages.append(message.text)

    def _called(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.calls.append(request.url)


def new_page(browser: Browser, width: int = 1280, scheme: str = "light") -> Opened:
    dark = scheme == "dark"
    return Opened(
        browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
    )
