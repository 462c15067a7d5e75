"""The page of a what-if: its numbers, its safety, and that a browser draws it in silence."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from assets.desk.home import Desk
from assets.whatif.answer import Answer, Asked, answer
from assets.whatif.page import content, page_path, write_page
from assets.whatif.simulate import Simulator
from assets.whatif.stability import drawing
from dashboards.whatif.content import WhatIf
from dashboards.whatif.page import render_whatif
from metrics.documents import Problem
from metrics.outcome_sums import sums
from metrics.sweep import read_sweep
from metrics.words import topic_words
from tests.assets.whatif.whatif_desk import whatif_simulator
from tests.dashboards.browser import new_page
from tests.dashboards.hostile import HOSTILE
from tests.dashboards.test_page import Elements

CHANGES = ("lines.inquiry_conversion.weight=20", "lines.aov_index.weight=40")
SWEEP = read_sweep("lines.payment.weight=10,20,30")


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    return whatif_simulator(tmp_path_factory.mktemp("desk"), HOSTILE[0])


@pytest.fixture(scope="module")
def answered(simulator: Simulator) -> Answer:
    asked = Asked(CHANGES, SWEEP, fairness=True, draws=drawing(20, 3))
    return answer(simulator, asked, lambda what, done, total: None)


@pytest.fixture(scope="module")
def whatif(simulator: Simulator, answered: Answer) -> WhatIf:
    return content(simulator.desk, answered, {"a1": HOSTILE[1], "a2": HOSTILE[8], "a3": "王芳"})


@pytest.fixture(scope="module")
def page(whatif: WhatIf) -> str:
    return render_whatif(whatif)


def figures(page: str) -> dict[str, list[dict[str, Any]]]:
    text = page.split('id="figures">')[1].split("</script>")[0]
    assert "<" not in text
    found: dict[str, list[dict[str, Any]]] = json.loads(text)
    return found


def test_the_same_answer_gives_the_same_bytes(page: str, whatif: WhatIf) -> None:
    assert render_whatif(whatif) == page


def test_bars_show_what_the_sums_say(page: str, answered: Answer) -> None:
    total = sums(answered.simulation.outcomes)
    today, changed = figures(page)["en"][0]["data"]
    assert (today["x"], changed["x"]) == ([float(total.cost_was)], [float(total.cost_now)])
    gains = figures(page)["zh"][1]["data"][0]
    by_agent = {one.agent_id: one.paid_change for one in answered.simulation.outcomes}
    assert sorted(gains["x"]) == sorted(float(one) for one in by_agent.values() if one)


def test_the_curve_has_a_point_for_every_value(page: str, answered: Answer) -> None:
    assert answered.swept is not None
    curves = [one for one in figures(page)["en"] if len(one["data"][0].get("x", [])) == 3]
    curve = next(one for one in curves if one["layout"]["yaxis"]["title"].get("text") == "CNY")
    assert curve["data"][0]["x"] == [10, 20, 30]
    costs = [float(sums(run.found.outcomes).cost_now) for run in answered.swept.runs]
    assert curve["data"][0]["y"] == costs
    assert set(curve["data"][1]["y"]) == {float(sums(answered.simulation.outcomes).cost_was)}


def test_both_languages_hold_the_same_figures(page: str) -> None:
    zh, en = (figures(page)[language] for language in ("zh", "en"))
    assert len(zh) == len(en) == page.count('class="figure"') / 2
    for one, other in zip(zh, en, strict=True):
        assert [trace["type"] for trace in one["data"]] == [
            trace["type"] for trace in other["data"]
        ]
        assert [trace.get("x") for trace in one["data"]] == [
            trace.get("x") for trace in other["data"]
        ]


def test_there_are_bars_and_points_and_one_axis_a_side(page: str) -> None:
    for one in figures(page)["en"]:
        assert {trace["type"] for trace in one["data"]} <= {"bar", "scatter"}
        assert not {"yaxis2", "xaxis2"} & set(one["layout"])
        assert one["layout"]["xaxis"].get("title") or one["layout"]["xaxis"].get("ticktext")


def test_hostile_names_stay_text(page: str) -> None:
    elements = Elements(page)
    assert elements.started.count("script") == 3
    assert not {"img", "a", "iframe", "b"} & set(elements.started)
    assert [name for name, _ in elements.attributes if name.startswith("on")] == []
    assert "&lt;img src=x onerror=" in page
    ticks = figures(page)["en"][1]["layout"]["yaxis"]["ticktext"]
    assert not any("<" in tick or "$" in tick for tick in ticks)


def test_the_policy_lets_nothing_in(page: str) -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    policy = dict(part.strip().partition(" ")[::2] for part in found[1].split(";"))
    assert (policy["default-src"], policy["connect-src"]) == ("'none'", "'none'")
    assert [source[:8] for source in policy["script-src"].split()] == ["'sha256-", "'sha256-"]
    assert re.fullmatch("'sha256-[^']+'", policy["style-src"])
    assert re.findall(r'(?:src|href)="([^"]*)"', page.split("<script", 1)[0]) == ["data:,"]


def test_who_is_small_and_what_is_a_hint_is_said_in_both_languages(page: str) -> None:
    for sentence in ("not a proof", "不是证明", "This page shows pay", "本页含薪酬", "seed 3"):
        assert sentence in page


def test_a_scheme_that_changes_nothing_makes_a_page_that_says_so(whatif: WhatIf) -> None:
    same = tuple(replace(one, now=one.was) for one in whatif.outcomes)
    quiet = replace(whatif, outcomes=same, curve=None, fairness=(), stability=())
    page = render_whatif(quiet)
    assert topic_words("whatif_page")["nothing"].en in page
    assert len(figures(page)["en"]) == 2  # cost and scores


def test_of_many_people_those_who_change_most_are_drawn_and_the_page_says_so(
    whatif: WhatIf,
) -> None:
    worst, *_, best = sorted(whatif.outcomes, key=lambda one: one.paid_change or 0)
    many = [replace(worst, agent_id=f"n{place:03}") for place in range(70)]
    crowd = replace(whatif, outcomes=(best, *many), curve=None, fairness=(), stability=())
    page = render_whatif(crowd)
    assert "Of 71 rows those 60 that change most." in page
    gains = figures(page)["en"][1]
    assert len(gains["data"][0]["x"]) == len(gains["layout"]["yaxis"]["ticktext"]) == 60
    assert page.count("n069") >= 2  # both tables name everybody


def test_pay_goes_nowhere_near_the_dashboard(tmp_path: Path, simulator: Simulator) -> None:
    desk = Desk(tmp_path, simulator.desk.settings)
    desk.site.mkdir()
    inside = desk.site / "teams"
    inside.mkdir()
    (tmp_path / "link").symlink_to(inside)
    for path, sentence in (
        (inside / "x.html", "the folder of the dashboard"),
        (tmp_path / "link" / "x.html", "the folder of the dashboard"),
        (tmp_path / "site" / ".." / "site" / "x.html", "the folder of the dashboard"),
        (tmp_path / "ledger" / "x.html", "which the desk keeps itself"),
        (tmp_path / "landing" / "x.html", "which the desk keeps itself"),
        (tmp_path / "desk.yml", "ends in .html"),
        (tmp_path / "nowhere" / "x.html", "there is no folder"),
    ):
        with pytest.raises(Problem, match=re.escape(sentence)):
            page_path(desk, path)


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory, simulator: Simulator, answered: Answer
) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    return write_page(simulator.connection, simulator.desk, answered, path)


@pytest.fixture(scope="module")
def opened(written: Path, browser: Browser) -> Any:
    return new_page(browser, 390).open(written)


def test_a_browser_draws_every_figure_in_both_languages_and_calls_nobody(opened: Any) -> None:
    page = opened.page
    for language in ("zh-CN", "en"):
        side = page.locator(f".side[lang={language}]")
        assert page.evaluate("document.documentElement.lang") == language
        count = side.locator(".figure").count()
        assert count > 5
        assert side.locator(".figure .main-svg").count() >= count
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.locator(".side:not([hidden]) .switch").click()
        opened.drawn()
    assert (opened.messages, opened.calls) == ([], [])
    assert Axe().run(page).response["violations"] == []


def test_names_of_people_come_from_the_desk(written: Path) -> None:
    assert "a1 李小明" in written.read_text(encoding="utf-8")
