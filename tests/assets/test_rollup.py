"""Leaders' forms: the results of their people, words, raters and lists on the way to the scorer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.desk.settings import Members, SchemeUse
from assets.workbook import write_workbooks
from assets.workbook.reading import team_books
from metrics.exact import exact
from metrics.statement import Statement
from tests.assets.appraisal_desk import (
    RATED,
    TOP,
    add_agent,
    add_entries,
    add_sums,
    add_top_agent,
    make_desk,
    make_warehouse,
)
from tests.assets.test_workbook import sheets

OCTOBER = "2026-10"
TEAM = "售前一组"
FORM = SchemeUse(scheme="taobao-kpi-tiers", roles=["客服"], since="2026-01")
LEADER: dict[str, Any] = {
    "title": {"en": "Leader", "zh": "组长表"},
    "kind": "scored",
    "covers": {"en": "Leaders", "zh": "组长"},
    "period": "month",
    "raters": {
        "who": {
            "manager": {"label": {"en": "Manager", "zh": "主管"}, "share": "75%"},
            "team": {"label": {"en": "Team", "zh": "组员"}, "share": "25%"},
        }
    },
    "inputs": {
        "members": {"label": {"en": "Scores", "zh": "组员得分"}, "from": "members", "of": "score",
                    "unit": "points", "better": "higher", "many": True},
        "paid": {"label": {"en": "Paid", "zh": "组员绩效"}, "from": "members", "of": "performance",
                 "unit": "money", "better": "neither", "many": True},
        "samples": {"label": {"en": "Samples", "zh": "样本"}, "from": "month_end",
                    "unit": "points", "better": "higher", "many": True},
        "conduct": {"label": {"en": "Conduct", "zh": "操守"}, "from": "month_end",
                    "unit": "choice", "better": "neither", "rated": True,
                    "choices": {"good": {"en": "Good", "zh": "良好"},
                                "poor": {"en": "Poor", "zh": "较差"}}},
    },
    "figures": {
        "mean_score": {"label": {"en": "Mean", "zh": "平均"}, "formula": "mean(members)"},
        "all_paid": {"label": {"en": "Paid", "zh": "合计"}, "formula": "sum(paid)"},
        "sampled": {"label": {"en": "Sampled", "zh": "抽样"}, "formula": "mean(samples)"},
    },
    "blocks": {"team": {"label": {"en": "Team", "zh": "团队小计"}}},
    "lines": {
        "team": {"label": {"en": "Team", "zh": "团队"}, "input": "mean_score", "weight": 80,
                 "no_value": "exclude", "rating": {"most": 100}, "block": "team"},
        "conduct": {"label": {"en": "Conduct", "zh": "操守"}, "input": "conduct", "weight": 20,
                    "no_value": "human", "choice": {"points": {"good": 100, "poor": 40}}},
        "samples": {"label": {"en": "Samples", "zh": "样本"}, "input": "sampled",
                    "no_value": "zero", "per_event": {"points": "0.01"}},
    },
    "grades": {"x ≥ 90": "A", "x < 90": "B"},
}  # fmt: skip


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        yield opened


def leader_form(home: Path, id_: str = "leader") -> None:
    path = home / "schemes" / f"{id_}.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({"id": id_, **LEADER}, allow_unicode=True), encoding="utf-8")


def desk_of(home: Path, *more: SchemeUse) -> Desk:
    leader_form(home)
    return make_desk(home, [SchemeUse(scheme="leader", roles=["组长"], since="2026-01"), *more])


def run(connection: duckdb.DuckDBPyConnection, desk: Desk) -> dict[tuple[str, str], Statement]:
    inputs_for(connection, desk, OCTOBER)
    found = appraise(connection, desk, OCTOBER)
    return {(one.scheme, one.agent_id): one for one in found}


def team(connection: duckdb.DuckDBPyConnection, half: str | None = "5") -> None:
    """Two agents with 100 and 95 points, and their leader, who is first in desk.yml."""
    for agent_id in ("a1", "a2"):
        add_agent(connection, agent_id, role="客服", team=TEAM)
    add_agent(connection, "l1", role="组长", team=TEAM)
    add_top_agent(connection, "a1", OCTOBER)
    add_sums(connection, "a2", date(2026, 10, 5), TOP)
    rated = {name: value for name, value in RATED.items() if name != "work_task"}
    add_entries(connection, "a2", OCTOBER, rated | ({"work_task": half} if half else {}))
    add_entries(connection, "l1", OCTOBER, {"samples": "92; 88；95"})
    add_entries(connection, "l1", OCTOBER, {"conduct": "良好"}, "manager")
    add_entries(connection, "l1", OCTOBER, {"conduct": "poor"}, "组员")


def test_a_leader_is_scored_by_the_people_of_the_team(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection)
    add_agent(connection, "b1", role="客服", team="别组")
    one = run(connection, desk_of(tmp_path, FORM))["leader", "l1"]
    assert one.problem is None
    assert one.figures["mean_score"] == exact("97.5")
    assert one.figures["all_paid"] == exact("1462.5")
    assert one.figures["sampled"] == exact("275/3")
    marks = exact("97.5") * 80 / 100 + (exact("0.75") * 100 + exact("0.25") * 40) * 20 / 100
    assert one.score == marks + exact("275/300")
    assert (one.grade, one.blocks["team"]) == ("A", exact("78"))


def test_who_has_no_score_is_named_on_the_leaders_sheet(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection, half=None)
    found = run(connection, desk_of(tmp_path, FORM))
    assert found["taobao-kpi-tiers", "a2"].state == "incomplete"
    assert found["leader", "l1"].figures["mean_score"] == 100
    assert [flag.id for flag in found["leader", "l1"].flags] == ["members_unscored"]
    assert "a2" in found["leader", "l1"].flags[0].text.zh


def test_a_leader_of_nobody_is_scored_by_the_other_rows(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection)
    one = run(connection, desk_of(tmp_path))["leader", "l1"]
    assert one.score == exact("85") + exact("275/300")
    assert [flag.id for flag in one.flags] == ["no_value:team"]


def test_other_people_may_be_a_leaders_members(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """A supervisor of leaders, who takes up their scores once they are there."""
    team(connection)
    leader_form(tmp_path, "head")
    add_agent(connection, "h1", role="主管", team="客服部")
    add_entries(connection, "h1", OCTOBER, {"conduct": "good"}, "manager")
    add_entries(connection, "h1", OCTOBER, {"conduct": "good"}, "team")
    head = SchemeUse(
        scheme="head", roles=["主管"], members=Members(teams=[TEAM], roles=["组长"]),
        since="2026-01",
    )  # fmt: skip
    found = run(connection, desk_of(tmp_path, head, FORM))
    assert found["head", "h1"].figures["mean_score"] == found["leader", "l1"].score


def test_forms_that_wait_for_each_other_are_named_and_the_others_are_scored(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection)
    leader_form(tmp_path, "deputy")
    add_agent(connection, "d1", role="副组长", team=TEAM)
    add_agent(connection, "l2", role="组长", team="别组")
    for rater in ("manager", "team"):
        add_entries(connection, "l2", OCTOBER, {"conduct": "good"}, rater)
    deputy = SchemeUse(scheme="deputy", roles=["副组长"], since="2026-01")
    found = run(connection, desk_of(tmp_path, deputy, FORM))
    for scheme, agent_id, other in (("leader", "l1", "deputy"), ("deputy", "d1", "leader")):
        problem = found[scheme, agent_id].problem
        assert problem is not None and f"{scheme} needs results of {other}" in problem.en
    assert found["leader", "l2"].score == 100
    assert found["taobao-kpi-tiers", "a1"].score == 100


def test_somebody_with_two_forms_is_named_and_the_others_are_scored(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection)
    everybody = SchemeUse(scheme="taobao-kpi-tiers", since="2026-01")
    found = run(connection, desk_of(tmp_path, everybody))
    problem = found["leader", "l1"].problem
    assert problem is not None and "leader, taobao-kpi-tiers" in problem.en
    assert found["taobao-kpi-tiers", "a1"].score == 100


def test_a_word_that_the_form_does_not_know_is_named(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection)
    connection.execute("update staged.month_end_inputs set value = '优秀' where input = 'conduct'")
    one = run(connection, desk_of(tmp_path, FORM))["leader", "l1"]
    assert one.problem is not None and "优秀" in one.problem.en


def test_the_sheet_says_words_raters_blocks_and_grades_in_the_desks_language(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    team(connection)
    desk = desk_of(tmp_path, FORM)
    run(connection, desk)
    (book,) = write_workbooks(team_books(connection, desk, OCTOBER), desk.exports / OCTOBER)
    found = sheets(book)
    sheet, ranking = (
        {str(cell) for row in found[name] for cell in row} for name in ("l1", "组长表")
    )
    assert {"主管 良好\n组员 较差", "团队小计", "等级", "A", "—"} <= sheet
    assert {"等级", "A"} <= ranking
