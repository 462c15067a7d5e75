"""Statements as pages: the paper form, two clicks from the team to the rows, nothing that runs."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assets.hand_out import write_statements
from assets.paper.numbers import told
from metrics.number import Fraction
from tests.assets.statements.statement_desk import NAMES, OCTOBER, Made, in_language

ITEMS = {"询单转化率", "支付率", "落实客单价", "旺旺回复率", "旺旺响应时间", "客户退款率"}


class Page(HTMLParser):
    """Ids, links, tags and text of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.source = path.read_text(encoding="utf-8")
        self.text = ""
        self._href: str | None = None
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(given)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        self._href = given.get("href") if tag == "a" else self._href

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._href is not None:
            self.links.append((data, self._href))
            self._href = None


def page(made: Made, name: str, team: str = "售前一组") -> Page:
    return Page(made.folder / "statements" / team / f"{name}.html")


def test_two_clicks_lead_from_the_teams_page_to_the_rows(made: Made) -> None:
    team = page(made, "index")
    assert {("70.00", "a1.html"), ("70.00", "a2.html")} < set(team.links)
    assert dict(team.links)["李小明"] == "a1.html"
    own = page(made, dict(team.links)["李小明"].removesuffix(".html"))
    links = dict(own.links)
    assert set(links) == {
        "询单转化率",
        "支付率",
        "落实客单价",
        "旺旺回复率",
        "旺旺响应时间",
        "客户退款率",
    }
    for name, target in links.items():
        assert target.removeprefix("#") in own.ids
        after = own.source[own.source.index(f'id="{target[1:]}"') :].partition("</article>")[0]
        assert re.search(r"<td>2026-10-0\d</td>|rowspan", after), name
        assert re.search(r'class="file">landing/[a-z_]+-0\.csv', after)
        assert re.search(r"<td>[\d, …]+</td>\s*<td>[\d, …]+</td>", after)


def test_a_page_is_the_paper_form_with_its_signatures(made: Made) -> None:
    own = page(made, "a1")
    for word in ("客服部客服（指标）绩效考核表", "李小明 (a1)", "售前一组", "评分标准", "适用规则",
                 "加权得分", "合计", "薪酬（CNY）", "525.00", "被考核人", "考核人", "复核人",
                 "签名：", "66.67%", "24 / 36", "这些数怎么算的"):  # fmt: skip
        assert word in own.text, word


def test_every_agent_has_a_page_with_nothing_about_anybody_else(made: Made) -> None:
    pages = sorted(path.stem for path in made.folder.rglob("statements/*/*.html"))
    assert pages == ["a1", "a2", "b1", "index", "index"]
    for who, team in (("a1", "售前一组"), ("a2", "售前一组"), ("b1", "售前二组")):
        source = page(made, who, team).source
        assert NAMES[who] in source
        for other in NAMES.keys() - {who}:
            assert NAMES[other] not in source and f"{other}-buyer" not in source
    assert "王芳" not in page(made, "index").source


def test_nothing_runs_and_nothing_is_fetched(made: Made) -> None:
    for path in made.folder.rglob("*.html"):
        one = Page(path)
        assert not one.tags & {"script", "iframe", "object", "embed", "form", "img", "base"}
        assert not {name for name in one.attributes if name.startswith("on") or name == "style"}
        assert "http:" not in one.source and "https:" not in one.source
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', one.source)
        style = re.search(r"<style>(.*?)</style>", one.source, re.DOTALL)
        assert policy is not None and style is not None
        seal = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        allowed = f"default-src 'none'; style-src 'sha256-{seal}'; img-src data:"
        assert policy[1].replace("&#39;", "'").startswith(allowed)


def test_names_are_text_whatever_they_look_like(made: Made, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>&amp;"
    made.connection.execute("begin")
    try:
        made.connection.execute("update raw.agents set name = ? where agent_id = 'a1'", [evil])
        write_statements(made.connection, made.desk, OCTOBER, tmp_path)
    finally:
        made.connection.execute("rollback")
    source = (tmp_path / "statements" / "售前一组" / "a1.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in source
    assert evil not in source


def test_a_page_speaks_the_language_of_the_desk(made: Made, tmp_path: Path) -> None:
    write_statements(made.connection, in_language(made.desk, "en"), OCTOBER, tmp_path)
    own = Page(tmp_path / "statements" / "售前一组" / "a1.html")
    assert '<html lang="en">' in own.source
    for word in ("Rule that applied", "How was this counted", "Definition", "Signature:"):
        assert word in own.text
    assert "评分" not in own.text and "考核" not in own.text


def test_pages_of_people_who_left_the_team_go(made: Made, tmp_path: Path) -> None:
    write_statements(made.connection, made.desk, OCTOBER, tmp_path)
    gone = tmp_path / "statements" / "售前一组" / "a9.html"
    gone.write_text("left", encoding="utf-8")
    before = (gone.parent / "a1.html").read_bytes()
    write_statements(made.connection, made.desk, OCTOBER, tmp_path)
    assert not gone.exists()
    assert (gone.parent / "a1.html").read_bytes() == before


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(2, 3), "share", "66.67%"),
        (Fraction(-12345, 10), "money", "−1,234.50"),
        (Fraction(45), "seconds", "45 s"),
        (Fraction(1000), "", "1,000"),
        (Fraction(1, 3), "ratio", "0.333"),
        (None, "money", "—"),
        ("good", "", "good"),
    ],
)
def test_numbers_are_printed_by_their_unit(value: object, unit: str, text: str) -> None:
    assert told(value, unit, "en") == text
