"""The page as text: safe, complete in both languages, the same twice, and whole on any desk."""

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from dashboards.page import load_pages
from dashboards.render import render_site
from tests.dashboards.hostile import HOSTILE
from tests.dashboards.toy_desk import MEASURES, ToyDesk, view_of

GOLDEN = Path(__file__).parent / "golden" / "one_week.html"
SMALL = ToyDesk(days=8, agents=2, queues=("售前",), channels=("taobao",))
HOSTILE_DESK = ToyDesk(days=8, agents=len(HOSTILE), names=HOSTILE, queues=HOSTILE, channels=HOSTILE)
MEGABYTE = 1_000_000


class Elements(HTMLParser):
    """What a browser would make of the page: elements, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.started: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.started.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def names(self) -> set[str]:
        return set(self.started)

    def count(self, tag: str) -> int:
        return self.started.count(tag)


def test_the_same_desk_gives_the_same_bytes() -> None:
    assert render_site(view_of(SMALL)) == render_site(view_of(SMALL))


def test_a_small_page_is_its_golden_copy() -> None:
    page = _without_code(render_site(view_of(SMALL)))
    if not GOLDEN.exists():
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(page, encoding="utf-8", newline="\n")
        pytest.fail(f"{GOLDEN.name} was missing and has been written; look at it and commit it.")
    changed = GOLDEN.with_suffix(".changed.html")
    if page != GOLDEN.read_text(encoding="utf-8"):
        changed.write_text(page, encoding="utf-8", newline="\n")
        pytest.fail(f"the page differs from {GOLDEN.name}; compare it with {changed.name}.")
    changed.unlink(missing_ok=True)


def test_the_demo_is_small_beside_the_script() -> None:
    page = _without_plotly(render_site(view_of(ToyDesk(days=62, agents=40))))
    assert len(page.encode()) < 1.5 * MEGABYTE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desks_language_comes_first(language: str) -> None:
    page = render_site(view_of(SMALL, language=language))
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page


def test_every_text_of_the_pages_exists_in_both_languages() -> None:
    for page in load_pages():
        labels = [page.title, page.empty]
        labels += [
            label for panel in page.panels for label in (panel.title, panel.caption) if label
        ]
        for label in labels:
            assert re.search("[\u4e00-\u9fff]", label.zh), label
            assert not re.search("[\u4e00-\u9fff]", label.en), label


def test_hostile_names_stay_text() -> None:
    elements = Elements(render_site(view_of(HOSTILE_DESK, name=HOSTILE[0])))
    assert elements.names <= {
        *("html", "head", "meta", "title", "link", "style", "body", "header", "nav", "main"),
        *("section", "article", "footer", "div", "span", "p", "ul", "li", "a", "h1", "h2", "h3"),
        *("h4", "dl", "dt", "dd", "code", "strong", "small", "bdi", "time", "button", "svg"),
        *("path", "circle", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "details"),
        *("summary", "label", "input", "output", "script"),
    }
    assert elements.count("script") == 4
    assert [name for name, _ in elements.attributes if name.startswith("on")] == []
    for name in HOSTILE:
        assert name in elements.text


def test_no_id_and_no_address_comes_from_the_data() -> None:
    attributes = Elements(render_site(view_of(HOSTILE_DESK))).attributes
    known = re.compile(r"(section|panel|how)-\d+(-\d+)?(-title|-more)?|main|look|figures|switch-.*")
    ids = [value for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert [id for id in ids if not known.fullmatch(id)] == []
    addresses = {value for name, value in attributes if name in ("src", "href")}
    assert {address for address in addresses if not address.startswith("#")} == {"data:,"}


def test_figures_cannot_end_their_script() -> None:
    page = render_site(view_of(HOSTILE_DESK))
    text = page.split('<script type="application/json" id="figures">')[1].split("</script>")[0]
    assert "<" not in text
    assert json.loads(text)


@pytest.mark.parametrize(
    ("toy", "filled"),
    [
        (ToyDesk(days=0), set[str]()),
        (ToyDesk(days=8, logs=("calls",)), {"Volumes", "Service levels"}),
        (ToyDesk(days=8, logs=("refunds",)), {"Refunds"}),
        (ToyDesk(days=8, logs=("tickets",)), {"Volumes", "Tickets"}),
    ],
)
def test_a_section_without_data_says_what_would_fill_it(toy: ToyDesk, filled: set[str]) -> None:
    page = render_site(view_of(toy))
    for section in load_pages():
        if section.title.en in {"Volumes", "Service levels", "Refunds", "Tickets", "Conversion"}:
            assert (_escaped(section.empty.en) in page) == (section.title.en not in filled)


def test_a_number_explains_itself() -> None:
    page = render_site(view_of(SMALL))
    for id in ("first_response_seconds", "service_level", "refund_rate"):
        assert MEASURES[id].formula in page
        assert MEASURES[id].definition.en in page
    assert "F4 · T 20 s · s 5 s · ≥ 80%" in page


def test_the_policy_lets_nothing_in() -> None:
    page = render_site(view_of(SMALL))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    script_sources = policy[1].split("script-src")[1].split(";")[0].split()
    assert [source[:8] for source in script_sources] == ["'sha256-", "'sha256-"]


def test_pages_read_neither_scores_nor_pay() -> None:
    for query in files("dashboards").joinpath("frames").iterdir():
        relations = re.findall(r"\b([a-z]+)\.[a-z_]+\b", query.read_text(encoding="utf-8"))
        assert not {"score", "raw", "marts"} & set(relations), query.name


def _without_plotly(page: str) -> str:
    """The page beside the drawing library, whose version is not ours to pin here."""
    start = page.index("<script>", page.index('id="figures"')) + len("<script>")
    return page[:start] + page[page.index("</script>", start) :]


def _without_code(page: str) -> str:
    """Markup and figures: what a change of style or script leaves as it is."""
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    return re.sub(r"'sha256-[^']*'", "'sha256-…'", page)


def _escaped(text: str) -> str:
    return text.replace("'", "&#39;")
