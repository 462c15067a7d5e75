"""The page in a real browser: it draws, stays silent, calls nobody, and every control works."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from dashboards.page import load_pages
from dashboards.render import render_site
from tests.dashboards.browser import Opened, new_page
from tests.dashboards.hostile import HOSTILE
from tests.dashboards.test_page import HOSTILE_DESK
from tests.dashboards.toy_desk import ToyDesk, content_of

TARGETS = {"targets": {"first_response_seconds": {"at_most": 10}}}
SMALL = ToyDesk(days=40, agents=64, names=("王芳", "Ana", "李娜"), each_does=2)
FEW = ToyDesk(days=9, agents=3, queues=("售前", "VIP"), names=("王芳", "Ana"))
PAGES = [page.id for page in load_pages()]
CHARTS = {"exclude": [[".figure > *"]]}
GOLDEN = Path(__file__).parent / "golden"
ADDRESSED = "name => new URLSearchParams(location.hash.split('?')[1]).get(name)"
TOYS = {
    "few": FEW,
    "hostile": HOSTILE_DESK,
    "empty": ToyDesk(days=0),
    "calls": ToyDesk(days=8, logs=("calls",)),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {name: content_of(toy, name=HOSTILE[0]) for name, toy in TOYS.items()}
    made["small"] = content_of(SMALL, alerts=TARGETS)
    for name, content in made.items():
        (folder / f"{name}.html").write_text(render_site(content), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def opened(browser: Browser, files: dict[str, Path]) -> Iterator[Opened]:
    one = new_page(browser)
    yield one.open(files["small"])
    one.page.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_drawn_and_reads_out_as_its_golden_copy(
    opened: Opened, language: str
) -> None:
    """Without a word on the console or a call; what a screen reader is told, in any browser."""
    if language == "en":
        opened.page.click("#switch-language")
    assert opened.page.evaluate("document.documentElement.lang")[:2] == language
    opened.choose("#days", "7")
    told = "\n".join(f"# {id}\n{_read_out(opened, id)}" for id in PAGES)
    assert (opened.messages, opened.calls) == ([], [])
    golden = GOLDEN / f"pages.{language}.txt"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it.")
    changed = golden.with_suffix(".changed.txt")
    if told != golden.read_text(encoding="utf-8"):
        changed.write_text(told, encoding="utf-8", newline="\n")
        pytest.fail(f"the pages differ from {golden.name}; compare it with {changed.name}.")
    changed.unlink(missing_ok=True)


def _read_out(opened: Opened, id: str) -> str:
    opened.page.click(f"nav a[data-page={id}]")
    page = opened.drawn().page
    assert page.locator("nav a[aria-current]").get_attribute("data-page") == id
    assert page.locator("article").count() > 0
    assert page.locator(".figure:not(:has(svg.main-svg))").count() == 0
    return page.locator("#page").aria_snapshot()


def test_axe_finds_nothing_on_any_page(browser: Browser, files: dict[str, Path]) -> None:
    opened = new_page(browser).open(files["few"])
    for where in [*(f"#{id}" for id in PAGES), "#agent/agent-0001"]:
        opened.go(where)
        _expect_clean(opened, where)
    opened.page.locator(".actions button[data-act=how]").first.click()
    _expect_clean(opened, "the explanation")
    opened.page.keyboard.press("Escape")
    opened.page.click("#switch-theme")
    for where in ("#today", "#service_levels", "#agents"):  # in dark only the colours differ
        opened.go(where)
        _expect_clean(opened, f"{where}, dark", runOnly=["color-contrast"])
    opened.page.close()


def _expect_clean(opened: Opened, where: str, **options: Any) -> None:
    """Of a chart its role and name; what it is drawn of is hidden behind them."""
    found = (
        Axe()
        .run(opened.page, CHARTS, {"resultTypes": ["violations"], **options})
        .response["violations"]
    )
    assert [(where, one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_every_filter_changes_the_numbers_and_stands_in_the_address(opened: Opened) -> None:
    page = opened.go("#agents").page
    total = page.locator("tfoot td.number").nth(2)
    whole = total.inner_text()
    opened.choose("#days", "7")
    assert total.inner_text() != whole
    assert "days=7" in page.url
    page.fill("#from", "2026-02-20")
    page.keyboard.press("Tab")
    opened.drawn()
    assert "from=2026-02-20" in page.url
    page.click("#clear")
    opened.drawn()
    assert total.inner_text() == whole
    for name in ("team", "agent", "shop", "channel"):
        page.click(f"details[data-dimension={name}] summary")
        choice = page.locator(f"details[data-dimension={name}] .choices input").first
        value = choice.get_attribute("value") or ""
        choice.check()
        opened.drawn()
        assert total.inner_text() != whole, name
        assert page.evaluate(ADDRESSED, name) == value
        page.click(f"details[data-dimension={name}] p button")
        opened.drawn()
        page.keyboard.press("Escape")
    assert total.inner_text() == whole
    opened.go("#service_levels")
    rows = page.locator("article:has-text('VIP') tbody tr").count()
    page.click("details[data-dimension=queue] summary")
    page.locator("details[data-dimension=queue] .choices input[value=VIP]").check()
    opened.drawn()
    assert page.locator("article:has-text('VIP') tbody tr").count() < rows
    opened.choose("#compare", "none")
    assert "compare=none" in page.url


def test_a_link_opens_what_it_was_copied_from(opened: Opened, files: dict[str, Path]) -> None:
    opened.go("#agents?days=7&team=二组&compare=weeks")
    rows = opened.page.locator("tbody tr").all_inner_texts()
    href = opened.page.locator("nav a[data-page=chats]").get_attribute("href") or ""
    assert "days=7" in href and "compare=weeks" in href and "team=" in href
    address = opened.page.url
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.drawn()
    assert opened.page.locator("tbody tr").all_inner_texts() == rows
    assert 0 < len(rows) < 50
    opened.page.goto(f"{files['small'].as_uri()}#nowhere?days=x&from=0&compare=constructor&team=")
    opened.drawn()
    assert opened.page.locator("nav a[aria-current]").get_attribute("data-page") == "today"


def test_agents_are_sorted_and_found_by_any_part_of_the_name(opened: Opened) -> None:
    page = opened.go("#agents").page
    heading = page.locator("thead th", has_text="首次响应").locator("button").first
    column = heading.evaluate("one => one.closest('th').cellIndex")
    heading.focus()
    for direction in ("descending", "ascending"):
        page.keyboard.press("Enter")
        assert heading.locator("..").get_attribute("aria-sort") == direction
        texts = page.locator(f"tbody tr > :nth-child({column + 1})").all_inner_texts()
        values = [float(m[0]) for text in texts if (m := re.search(r"\d[\d.]*", text))]
        assert values == sorted(values, reverse=direction == "descending")
    assert page.locator("tbody tr").count() == 30
    first = page.locator("tbody th").all_inner_texts()
    page.click(".turner button.rows_after")
    assert page.locator(".turner output").inner_text() == "第 31–60 行，共 64 行"
    assert not set(first) & set(page.locator("tbody th").all_inner_texts())
    page.click(".turner button.rows_after")
    assert page.locator(".turner button.rows_after").is_disabled()
    assert page.locator("tbody tr").count() == 4
    page.click(".turner button.rows_before")
    page.click(".turner button.rows_before")
    assert page.locator("tbody th").all_inner_texts() == first
    page.fill(".search input", "芳")
    assert page.locator("tbody th a").all_inner_texts() == ["王芳"]
    page.click("tbody th a")
    opened.drawn()
    assert page.locator("#page-title").inner_text() == "王芳"
    assert page.locator(".figure.trend").count() > 2


def test_a_number_explains_itself_and_gives_the_focus_back(opened: Opened) -> None:
    page = opened.page
    button = page.locator(".tile[data-kpi=first_response_seconds] .ask")
    button.focus()
    page.keyboard.press("Enter")
    told = page.locator("dialog[open]").inner_text()
    for word in ("公式", "分子 / 分母", "n =", "95% 区间", "中位数", "最终值", "2026年3月3日"):
        assert word in told
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert button.evaluate("one => one === document.activeElement")


def test_a_missed_target_is_told_in_words(opened: Opened) -> None:
    tile = opened.page.locator(".tile.missed").first
    assert "未达标" in tile.inner_text()
    assert "首次响应时间" in opened.panel("先看什么").inner_text()


def test_what_is_shown_is_saved_as_csv_and_png(opened: Opened) -> None:
    opened.go("#agents")
    for act, start in (("csv", b"\xef\xbb\xbf"), ("png", b"\x89PNG")):
        with opened.page.expect_download() as saved:
            opened.page.locator(f"article button[data-act={act}]").first.click()
        assert Path(saved.value.path()).read_bytes().startswith(start)
    opened.go("#chats")
    with opened.page.expect_download() as saved:
        opened.panel("首次响应时间").locator("button[data-act=png]").click()
    assert Path(saved.value.path()).stat().st_size > 5_000
    with opened.page.expect_download() as saved:
        opened.page.locator("article:has(.figure.trend) button[data-act=csv]").first.click()
    assert len(Path(saved.value.path()).read_text("utf-8").splitlines()) == 29


def test_language_and_colours_are_switched(opened: Opened) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = opened.page.evaluate(ground)
    opened.page.click("#switch-theme")
    assert opened.drawn().page.evaluate(ground) != light
    opened.page.click("#switch-language")
    opened.drawn()
    assert opened.page.locator("#page-title").inner_text() == "Today"
    assert opened.page.title().startswith("Today")


def test_on_paper_it_is_light_and_without_controls(
    browser: Browser, files: dict[str, Path]
) -> None:
    opened = new_page(browser, scheme="dark").open(files["small"], "#calls")
    opened.page.emulate_media(media="print")
    assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(23, 32, 43)"
    assert not opened.page.locator("nav").is_visible()
    assert len(opened.page.pdf()) > 20_000
    opened.page.close()


def test_a_planted_script_is_blocked(browser: Browser, files: dict[str, Path]) -> None:
    page = files["small"].read_text("utf-8")
    for planted in ("<script>document.title = 'owned'</script>", HOSTILE[1]):
        page = page.replace('<div id="page">', f'{planted}<div id="page">')
    path = files["small"].with_name("planted.html")
    path.write_text(page, encoding="utf-8")
    opened = new_page(browser).open(path)
    assert "owned" not in opened.page.title()
    assert any("Content Security Policy" in message for message in opened.messages)
    opened.page.close()


def test_hostile_names_are_text_on_every_page_and_in_every_file(
    browser: Browser, files: dict[str, Path]
) -> None:
    opened = new_page(browser).open(files["hostile"])
    for id in [*PAGES, "agent/agent-0000"]:
        opened.go(f"#{id}")
        assert opened.page.locator("main img, main script, .figure b, .figure a").count() == 0, id
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280, id
    names = set(opened.go("#agents").page.locator("tbody th a").all_text_contents())
    assert set(HOSTILE) == names
    with opened.page.expect_download() as saved:
        opened.page.locator("button[data-act=csv]").first.click()
    text = Path(saved.value.path()).read_text("utf-8")
    assert "'=HYPERLINK" in text
    assert not re.search(r"(^|,)\"?[=+@]", text, re.M)
    assert "owned" not in opened.page.evaluate("document.title").replace(HOSTILE[0], "")
    assert (opened.messages, opened.calls) == ([], [])
    opened.page.close()


@pytest.mark.parametrize(
    ("name", "width"), [("few", 390), ("few", 3840), ("empty", 390), ("calls", 390)]
)
def test_nothing_sticks_out_at_any_width(
    browser: Browser, files: dict[str, Path], name: str, width: int
) -> None:
    opened = new_page(browser, width).open(files[name])
    for id in PAGES:
        opened.go(f"#{id}")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, id
    assert opened.messages == []
    opened.page.close()
