"""The page in a real browser: it draws, stays silent, calls nobody, and its switches work."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from dashboards.render import render_site
from tests.dashboards.hostile import HOSTILE
from tests.dashboards.toy_desk import ToyDesk, view_of

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SMALL = ToyDesk(days=30, agents=6, names=("王芳", "Ana", "李娜"))
HOSTILE_DESK = ToyDesk(days=8, agents=len(HOSTILE), names=HOSTILE, queues=HOSTILE, channels=HOSTILE)


@dataclass
class Opened:
    """A page in the browser, with what it said and whom it called."""

    page: Page
    messages: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        self.messages.append(message.text)

    def called(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.calls.append(request.url)

    def open(self, path: Path, text: str) -> "Opened":
        path.write_text(text, encoding="utf-8")
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("request", self.called)
        self.page.goto(path.as_uri())
        self.wait_until_drawn()
        return self

    def wait_until_drawn(self) -> None:
        self.page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
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


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Opened(page)
    page.close()


def test_every_figure_is_drawn_without_a_word_or_a_call(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(SMALL)))
    places = opened.page.locator(".figure").count()
    assert places > 10
    assert opened.page.locator(".figure svg.main-svg >> nth=0").count() == 1
    assert opened.page.locator(".figure:has(svg.main-svg)").count() == places
    assert opened.messages == []
    assert opened.calls == []


def test_a_planted_script_is_blocked(opened: Opened, tmp_path: Path) -> None:
    page = render_site(view_of(ToyDesk(days=8, agents=1)))
    for planted in ("<script>document.title = 'owned'</script>", HOSTILE[1]):
        page = page.replace("</main>", f"{planted}</main>")
    opened.open(tmp_path / "index.html", page)
    assert opened.page.title() != "owned"
    assert any("Content Security Policy" in message for message in opened.messages)


def test_the_reader_can_switch_the_language(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(SMALL)))
    page = opened.page
    heading = page.locator("#section-1-title")
    assert heading.inner_text() == "最近一天"
    first_day = page.locator(".figure .xtick text").first
    assert "/" in (first_day.text_content() or "")
    page.click("#switch-language")
    opened.wait_until_drawn()
    assert heading.inner_text() == "Last day"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "/" not in (first_day.text_content() or "")
    assert page.title().endswith("Support desk")


def test_the_reader_can_switch_the_colours(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(SMALL)))
    light = _colours(opened.page)
    opened.page.click("#switch-theme")
    opened.wait_until_drawn()
    assert _colours(opened.page) != light
    opened.page.click("#switch-theme")
    opened.wait_until_drawn()
    assert _colours(opened.page) == light


def test_agents_can_be_sorted_and_found_by_keyboard(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(SMALL)))
    page = opened.page
    table = page.locator("article:has(.search) table")
    heading = table.locator("thead th", has_text="首次响应").locator("button")
    heading.focus()
    page.keyboard.press("Enter")
    column = heading.evaluate("one => one.closest('th').cellIndex")
    values = [
        float(cell.get_attribute("data-sort") or "nan")
        for cell in table.locator(f"tbody tr > :nth-child({column + 1})").all()
    ]
    assert values == sorted(values, reverse=True)
    page.keyboard.press("Enter")
    assert heading.locator("..").get_attribute("aria-sort") == "ascending"
    page.fill(".search input", "芳")
    assert [row.inner_text().split()[0] for row in table.locator("tbody tr:visible").all()] == [
        "王芳"
    ]


def test_a_long_table_shows_its_first_rows_until_asked(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(ToyDesk(days=8, agents=130))))
    page = opened.page
    visible = page.locator("article:has(.search) tbody tr:visible")
    assert visible.count() == 100
    page.fill(".search input", "agent-129")
    assert visible.count() == 1
    page.fill(".search input", "")
    page.click("button.all")
    assert visible.count() == 130


def test_a_number_opens_its_explanation_by_keyboard(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(SMALL)))
    page = opened.page
    page.locator(".tile .ask").first.focus()
    page.keyboard.press("Enter")
    explanation = page.locator(".popover:popover-open")
    assert "公式" in explanation.inner_text()
    page.keyboard.press("Escape")
    assert explanation.count() == 0


def test_hostile_names_are_shown_as_they_are(opened: Opened, tmp_path: Path) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(HOSTILE_DESK, name=HOSTILE[0])))
    page = opened.page
    assert page.title().startswith(HOSTILE[0])
    assert opened.messages == []
    assert opened.calls == []
    names = page.locator("article:has(.search) tbody th bdi").all_text_contents()
    assert set(HOSTILE) <= set(names)
    assert page.locator("main img, .figure a, .figure b").count() == 0
    ticks = page.locator(".heat_map .ytick").all_text_contents()
    assert len(ticks) == len(HOSTILE)
    assert any("<img src=x" in tick for tick in ticks)


@pytest.mark.parametrize(
    "toy",
    [SMALL, HOSTILE_DESK, ToyDesk(days=0), ToyDesk(days=8, logs=("calls",))],
    ids=["small", "hostile", "empty", "calls only"],
)
def test_nothing_sticks_out_at_any_width(opened: Opened, tmp_path: Path, toy: ToyDesk) -> None:
    opened.open(tmp_path / "index.html", render_site(view_of(toy)))
    for width in (390, 1280, 2560):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_timeout(300)  # figures follow the width after a moment
        assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.messages == []


def _colours(page: Page) -> str:
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    figure = page.evaluate(
        "getComputedStyle(document.querySelector('.figure .main-svg')).backgroundColor"
    )
    return f"{ground} {figure}"
