"""The page as text: safe, complete in both languages, the same twice, whole on any desk."""

import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from dashboards.page import load_pages
from dashboards.render import SCRIPTS, STYLES, plotly_script, render_site
from metrics.words import topic_words
from tests.dashboards.hostile import HOSTILE
from tests.dashboards.toy_desk import ToyDesk, content_of

SMALL = ToyDesk(days=8, agents=4, queues=("售前",), channels=("taobao",))
HOSTILE_DESK = ToyDesk(
    days=8,
    agents=len(HOSTILE),
    names=HOSTILE,
    queues=HOSTILE,
    channels=HOSTILE,
    shops=HOSTILE,
    teams=HOSTILE,
)
PLOTLY = "99784e3abfb07b14"
MEGABYTE = 1_000_000


class Elements(HTMLParser):
    """What a browser would make of the file: elements and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.started: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.started.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture(scope="module")
def small() -> str:
    return render_site(content_of(SMALL))


@pytest.fixture(scope="module")
def hostile() -> str:
    return render_site(content_of(HOSTILE_DESK, name=HOSTILE[0]))


def test_the_same_desk_gives_the_same_bytes(small: str) -> None:
    assert render_site(content_of(SMALL)) == small


def test_the_demos_size_is_small_beside_the_script() -> None:
    page = render_site(content_of(ToyDesk(days=62, agents=40, each_does=2)))
    assert len(page.encode()) - len(plotly_script().encode()) < 1.5 * MEGABYTE


def test_the_script_of_the_charts_is_the_one_that_its_makers_published() -> None:
    digest = hashlib.sha256(plotly_script().encode()).hexdigest()
    assert digest.startswith(PLOTLY)
    assert "v4.1.1" in plotly_script()[:200]


def test_every_script_and_style_of_the_folder_is_on_the_page() -> None:
    for folder, names, suffix in (("scripts", SCRIPTS, "js"), ("styles", STYLES, "css")):
        found = {file.name for file in files("dashboards").joinpath(folder).iterdir()}
        assert found == {f"{name}.{suffix}" for name in names}


def test_every_text_of_the_pages_exists_in_both_languages() -> None:
    for page in load_pages():
        labels = [page.title, page.empty]
        labels += [
            label for panel in page.panels for label in (panel.title, panel.caption) if label
        ]
        for label in labels:
            assert re.search("[\u4e00-\u9fff]", label.zh), label
            assert not re.search("[\u4e00-\u9fff]", label.en), label


def test_every_word_that_the_scripts_say_is_known_and_no_other() -> None:
    folder = files("dashboards").joinpath("scripts")
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    said = set(re.findall(r'word\("(\w+)"\)', text))
    known = set(topic_words("site"))
    assert said - known == set()
    quoted = set(re.findall(r'"(\w+)"', text)) | set(re.findall(r"\b(\w+): \w", text))
    made = re.compile(
        r"(against|before|verdict|drift|age|variant|lack)_\w+|\w+_than_all|(not|nothing|no)_\w+|"
        r"loaded|duplicates|left_out|rejected|reason|shop|channel|agent|team"
    )
    assert {word for word in known - said - quoted if not made.fullmatch(word)} == set()


def test_hostile_names_stay_text(hostile: str) -> None:
    elements = Elements(hostile)
    assert set(elements.started) == {
        *("html", "head", "meta", "title", "link", "style", "body", "noscript", "div", "script"),
    }
    assert elements.started.count("script") == 4
    assert [name for name, _ in elements.attributes if name.startswith("on")] == []


def test_what_the_page_carries_cannot_end_its_script(hostile: str) -> None:
    for id in ("meta", "facts"):
        text = hostile.split(f'<script type="application/json" id="{id}">')[1]
        text = text.split("</script>")[0]
        assert "<" not in text
        assert json.loads(text)


def test_the_policy_lets_nothing_in(small: str) -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', small)
    assert found
    policy = dict(part.strip().partition(" ")[::2] for part in found[1].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'none'"
    assert [source[:8] for source in policy["script-src"].split()] == ["'sha256-", "'sha256-"]
    assert re.fullmatch("'sha256-[^']+'", policy["style-src"])
    addresses = re.findall(r'(?:src|href)="([^"]*)"', small.split("<script", 1)[0])
    assert addresses == ["data:,"]


def test_pages_read_neither_scores_nor_pay(small: str) -> None:
    folders = (files("dashboards").joinpath("frames"), files("assets.site"))
    queries = [f for folder in folders for f in folder.iterdir() if f.name.endswith(".sql")]
    for query in queries:
        relations = re.findall(r"\b([a-z]+)\.[a-z_]+\b", query.read_text(encoding="utf-8"))
        assert not {"score", "raw", "ledger"} & set(relations), query.name
    assert "payout" not in small.split('id="meta">')[1].split("</script>")[0]


def test_the_page_of_a_team_holds_that_teams_rows_only() -> None:
    toy = ToyDesk(days=8, agents=12)
    whole, one = content_of(toy), content_of(toy, team="二组")
    assert {agent["id"] for agent in one.agents} == {f"agent-{n:04d}" for n in (1, 5, 9)}
    assert one.teams == ["二组"]
    assert 0 < one.facts["agents"]["rows"] < whole.facts["agents"]["rows"] / 2
    assert one.facts["intervals"]["rows"] == 0
    assert set(one.frames) == {"lateness", "policies"}
    text = render_site(one)
    assert all(f"agent-{n:04d}" not in text for n in range(12) if n % 4 != 1)
