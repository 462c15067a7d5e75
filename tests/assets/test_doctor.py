"""The doctor: each thing amiss is found, said in the desk's language, and nothing else is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import Desk, open_desk
from assets.desk.init import init
from assets.doctor import Finding, findings
from assets.raw.ledger import prepare_ledger
from assets.raw.log import load_logs

FIGURES = """
create table kpi.agent_days (kpi varchar, business_date date, agent_id varchar, n bigint);
create table kpi.queue_intervals (kpi varchar, queue varchar);
create table staged.agents (agent_id varchar);
create table score.results (period varchar, scheme varchar, agent_id varchar, problem varchar);
"""

LOOKS_AHEAD = """
label: {en: Asked again, zh: 重复来访}
definition: {en: Contacts followed by another one., zh: 之后再次来访的接触。}
formula: repeated / all
kind: share
unit: share
better: lower
model: marts.calls
numerator: count(*)
denominator: count(*)
matures_after_days: 28
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with one agent and nothing amiss."""
    made = init(tmp_path / "desk")
    (made.people / "agents.csv").write_text("agent_id,name\na1,Ana\n", encoding="utf-8")
    with _published(made) as connection:
        connection.execute(FIGURES)
        connection.execute("insert into ops.files (file) values ('people/agents.csv')")
        connection.execute("insert into staged.agents values ('a1')")
        connection.execute("insert into settings.queue_policies (queue) values ('*')")
    return made


@contextmanager
def _published(desk: Desk) -> Iterator[duckdb.DuckDBPyConnection]:
    desk.published.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(desk.published) as connection:
        prepare_ledger(connection, load_logs().values())
        yield connection


def _change(desk: Desk, *statements: str) -> None:
    with _published(desk) as connection:
        for statement in statements:
            connection.execute(statement)


def _found(desk: Desk) -> list[Finding]:
    """All but the remark that a new desk appraises nobody."""
    return [one for one in findings(desk) if one.where != "desk.yml: schemes"]


def test_a_desk_with_nothing_amiss_is_left_in_peace(desk: Desk) -> None:
    assert _found(desk) == []


def test_a_new_desk_is_told_what_to_do_first(tmp_path: Path) -> None:
    found = findings(init(tmp_path / "new"))
    assert [(one.level, one.where) for one in found] == [
        ("warn", "people/agents.csv"),
        ("warn", "landing/"),
        ("info", "desk.yml: schemes"),
    ]
    assert "deskmark run" in found[1].remedy


def test_findings_speak_the_language_of_the_desk(tmp_path: Path) -> None:
    found = findings(init(tmp_path / "new", language="zh"))
    assert found[0].what == "没有客服名单。"


def test_a_file_that_no_run_has_seen_waits(desk: Desk) -> None:
    (desk.landing / "calls.csv").write_text("x\n1\n", encoding="utf-8")
    (found,) = _found(desk)
    assert (found.level, found.where) == ("info", "landing/calls.csv")


def test_a_refused_file_is_an_error_with_its_reason(desk: Desk) -> None:
    _change(desk, "insert into ops.refusals values ('landing/x.csv', 'unknown header: foo.')")
    (found,) = _found(desk)
    assert (found.level, found.where) == ("error", "landing/x.csv")
    assert found.what == "not loaded: unknown header: foo."


def test_rejected_records_come_with_their_commonest_reasons(desk: Desk) -> None:
    _change(
        desk,
        "insert into ops.loads values (1, 'landing/c.csv', '', 's', 'calls', 100, 95, 0, 5, null)",
        "insert into ops.rejects select 1, 'landing/c.csv', i, "
        "['late', 'late', 'odd', 'odd', 'late'][i], '' from range(1, 6) as rows(i)",
        "insert into ops.rejects values (1, 'landing/c.csv', 9, 'left out by the source', '')",
    )
    (found,) = _found(desk)
    assert found.where == "landing/c.csv"
    assert found.what == "5 of 100 records were rejected: late (3); odd (2)"


def test_many_files_with_the_same_trouble_are_one_line(desk: Desk) -> None:
    _change(
        desk,
        "insert into ops.refusals select 'landing/' || i || '.csv', 'odd.' from range(5) as r(i)",
        "insert into ops.loads select i, 'landing/l' || i, '', 's', 'calls', 9, 8, 0, 1, null "
        "from range(5) as r(i)",
        "insert into ops.rejects select i, 'landing/l' || i, 1, 'late', '' from range(5) as r(i)",
    )
    assert [one.where for one in _found(desk)] == [
        "landing/0.csv and 4 more",
        "landing/l0 and 4 more",
    ]


def test_gaps_count_only_on_weekdays_that_a_log_usually_has(desk: Desk) -> None:
    # Four weeks from Monday 5 October, closed on Sundays; Wednesday the 14th is missing.
    _change(
        desk,
        "insert into raw.calls (business_date) select day::date "
        "from range(date '2026-10-05', date '2026-11-02', interval 1 day) as days(day) "
        "where isodow(day) <> 7 and day <> date '2026-10-14'",
    )
    (found,) = _found(desk)
    assert (found.level, found.where) == ("warn", "calls")
    assert found.what == "1 days without records: 2026-10-14"


def test_a_log_that_ends_before_the_others_is_late(desk: Desk) -> None:
    fill = "insert into raw.{} (business_date) select unnest(range(date '2026-10-01', date '{}', "
    _change(
        desk,
        fill.format("calls", "2026-10-21") + "interval 1 day))",
        fill.format("tickets", "2026-10-20") + "interval 1 day))",
    )
    (found,) = _found(desk)
    assert found.where == "tickets"
    assert found.what == "ends on 2026-10-19, while others reach 2026-10-20."


def test_agents_of_the_logs_that_the_people_file_lacks_are_named(desk: Desk) -> None:
    _change(
        desk,
        "insert into kpi.agent_days values ('x', '2026-10-01', 'a1', 9), "
        "('x', '2026-10-01', 'a2', 1), ('x', '2026-10-01', 'a3', 5), ('x', '2026-10-01', null, 7)",
    )
    found = [one for one in _found(desk) if one.level == "warn"]
    assert [one.what for one in found] == [
        "2 agents of the logs are not in the people file: a3, a2"
    ]


@pytest.mark.parametrize(
    ("policies", "level"), [("('*')", "info"), ("('sales')", "warn"), ("('sales'), ('gold')", None)]
)
def test_queues_that_no_policy_names(desk: Desk, policies: str, level: str | None) -> None:
    _change(
        desk,
        "delete from settings.queue_policies",
        f"insert into settings.queue_policies (queue) values {policies}",
        "insert into kpi.queue_intervals values ('x', 'gold'), ('x', null)",
    )
    assert [one.level for one in _found(desk)] == ([level] if level else [])


def test_a_failing_check_counts_as_it_last_ran(desk: Desk) -> None:
    row = "insert into ops.checks values ('marts.calls', '{}', '{}', {}, 'en', 'zh', 1, '{}')"
    _change(
        desk,
        row.format("mended", "block", False, "2026-10-01"),
        row.format("mended", "block", True, "2026-10-02"),
        row.format("blocking", "block", False, "2026-10-02"),
        row.format("warning", "warn", False, "2026-10-02"),
    )
    assert [(one.level, one.where) for one in _found(desk)] == [
        ("error", "marts.calls"),
        ("warn", "marts.calls"),
    ]


def test_last_days_of_forward_looking_kpis_are_provisional(desk: Desk) -> None:
    (desk.home / "kpis" / "asked_again.yml").write_text(LOOKS_AHEAD, encoding="utf-8")
    _change(desk, "insert into kpi.agent_days values ('x', '2026-10-31', 'a1', 1)")
    found = [one.what for one in _found(desk) if one.where == "kpis"]
    assert "provisional from 2026-10-04 on: asked_again" in found  # the 3rd has its 28 days


def test_agents_without_a_score_are_counted_by_reason(desk: Desk) -> None:
    _change(
        desk,
        "insert into score.results values ('2026-10', 's', 'a1', 'qc is missing'), "
        "('2026-10', 's', 'a2', 'qc is missing'), ('2026-10', 's', 'a3', null)",
    )
    (found,) = _found(desk)
    assert (found.where, found.what) == ("2026-10 · s", "2 agents without a score: qc is missing")


def test_a_scheme_that_does_not_exist_is_an_error(desk: Desk) -> None:
    settings = desk.home / "desk.yml"
    use = "schemes: [{scheme: taobao-kpi-tier, since: 2026-01}]"
    text = settings.read_text(encoding="utf-8").replace("schemes: []", use)
    settings.write_text(text, encoding="utf-8")
    (found,) = findings(open_desk(desk.home))
    assert (found.level, found.where) == ("error", "desk.yml: schemes: taobao-kpi-tier")
    assert 'Did you mean "taobao-kpi-tiers"?' in found.what


def test_the_worst_comes_first(desk: Desk) -> None:
    (desk.landing / "new.csv").write_text("x\n1\n", encoding="utf-8")
    _change(
        desk,
        "insert into ops.refusals values ('landing/x.csv', 'odd.')",
        f"insert into raw.calls (business_date) values ('{date(2026, 10, 1)}')",
        "insert into raw.tickets (business_date) values ('2026-10-08')",
        "insert into kpi.agent_days values ('x', '2026-10-01', 'a2', 1)",
    )
    levels = [one.level for one in findings(desk)]
    assert levels == sorted(levels, key=["error", "warn", "info"].index)
    assert {"error", "warn", "info"} == set(levels)
