"""The doctor: each thing amiss is found, said in the desk's language, and nothing else is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from assets.checks.blocked import note_blocked
from assets.desk.home import Desk, open_desk
from assets.desk.init import init
from assets.doctor import Finding, findings, ledger
from assets.raw.ledger import prepare_ledger
from assets.raw.log import load_logs
from metrics.words import label
from sql import prepare

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
        prepare(connection)
        prepare_ledger(connection, load_logs().values())
        for name, kind in (("line", "bigint"), ('"column"', "varchar")):
            connection.execute(f"alter table ops.rejects add column if not exists {name} {kind}")
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
        "insert into ops.rejects by name select 1 as file_id, i as record, "
        "['late', 'late', 'odd', 'odd', 'late'][i] as reason from range(1, 6) as rows(i)",
        "insert into ops.rejects by name select 1 as file_id, 'left out by the source' as reason",
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
        "insert into ops.rejects by name "
        "select i as file_id, 'late' as reason from range(5) as r(i)",
    )
    assert [one.where for one in _found(desk)] == [
        "landing/0.csv and 4 more",
        "landing/l0 and 4 more",
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


def test_failing_checks_are_listed_once_with_what_to_do(desk: Desk) -> None:
    row = "insert into ops.checks values ('{}', '{}', '{}', {}, 'en', 'zh', 1, '2026-10-02')"
    _change(
        desk,
        row.format("marts.calls", "within", "block", True),
        row.format("raw.calls", "volume", "warn", False),
        row.format("raw.calls", "rejected_share", "warn", False),  # said with the rejects
        row.format("staged.calls", "not_null", "block", False),
    )
    found = _found(desk)
    assert [(one.level, one.where) for one in found] == [
        ("error", "staged.calls (not_null)"),
        ("warn", "raw.calls (volume)"),
    ]
    assert found[1].remedy.startswith("If the day was not special, export it again")


def test_what_blocks_a_desk_is_said_beside_what_was_published(desk: Desk) -> None:
    with _published(desk) as connection:
        connection.execute(
            "insert into ops.checks "
            "values ('raw.calls', 'volume', 'block', false, 'odd', '异常', 1, null)"
        )
        note_blocked(connection, desk)
        connection.execute("delete from ops.checks")
    (found,) = _found(desk)
    assert (found.level, found.where, found.what) == ("error", "raw.calls (volume)", "odd")
    assert 'write "volume: warn" under checks in desk.yml' in found.remedy
    with _published(desk) as connection:
        note_blocked(connection, desk)
    assert _found(desk) == []


@pytest.mark.parametrize(
    ("days_ago", "setting", "levels"),
    [
        (1, "{}", []),
        (2, "{}", []),  # the morning before yesterday's exports arrive
        (3, "{}", ["warn"]),
        (3, "{up_to_date: block}", ["error"]),
        (30, "{up_to_date: off}", []),
    ],
)
def test_a_desk_whose_logs_stay_away_is_told_so(
    desk: Desk, days_ago: int, setting: str, levels: list[str]
) -> None:
    today = datetime.now(desk.settings.zone).date()
    last = today - timedelta(days=days_ago)
    _change(desk, f"insert into ops.days values ('raw.calls', 'business_date', '{last}', 1)")
    text = (desk.home / "desk.yml").read_text(encoding="utf-8")
    text = text.replace("checks: {}", f"checks: {setting}")
    (desk.home / "desk.yml").write_text(text, encoding="utf-8")
    found = _found(open_desk(desk.home))
    assert [one.level for one in found] == levels
    assert all(f"The logs end on {last};" in one.what for one in found)


def test_the_ledger_adds_up_by_source_and_says_where_records_were_rejected(desk: Desk) -> None:
    _change(
        desk,
        "insert into ops.loads values (1, 'landing/a', '', 's', 'calls', 11, 7, 1, 3, null)",
        "insert into ops.rejects by name select 1 as file_id, '按格式设定不计入' as reason",
        "insert into ops.loads values (2, 'landing/b', '', 's', 'calls', 5, 4, 0, 1, null)",
        "insert into ops.rejects by name select 1 as file_id, 'landing/a' as file, 9 as record, "
        "10 as line, 'at' as \"column\", 'late' as reason",
        "insert into ops.rejects by name select 1 as file_id, 'landing/a' as file, 3 as record, "
        "4 as line, 'at' as \"column\", 'late' as reason",
        "insert into ops.rejects by name select 2 as file_id, 'landing/b' as file, 1 as record, "
        "2 as line, null as \"column\", 'odd' as reason",
    )
    books = ledger(desk)
    assert books.sources == [
        {
            "source": "s",
            "log": "calls",
            "files": 2,
            "records_read": 16,
            "loaded": 11,
            "duplicates": 1,
            "left_out": 1,
            "rejected": 3,
        }
    ]
    shown = [(row["reason"], row["column"], row["records"], row["line"]) for row in books.rejects]
    assert shown == [("late", "at", 2, 4), ("odd", None, 1, 2)]


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
        "insert into ops.checks values ('raw.calls', 'volume', 'warn', false, '', '', 1, null)",
    )
    levels = [one.level for one in findings(desk)]
    assert levels == sorted(levels, key=["error", "warn", "info"].index)
    assert {"error", "warn", "info"} == set(levels)


def test_a_line_that_two_sources_cannot_read_is_said_once(desk: Desk) -> None:
    load = "insert into ops.loads values ({0}, 'landing/a', '', 's{0}', 'calls', 9, 8, 0, 1, null)"
    _change(
        desk,
        *(load.format(file_id) for file_id in (1, 2)),
        "insert into ops.rejects by name select unnest([1, 2]) as file_id, "
        "'landing/a' as file, 4 as record, 5 as line, 'odd' as reason",
    )
    (found,) = _found(desk)
    assert found.what == "1 of 9 records were rejected: odd (1)"


def test_what_is_left_out_on_purpose_is_known_by_its_words() -> None:
    words = label("ingest", "left_out")
    asked = f"('{words.en}', '{words.zh}')"
    for folder, name in (
        (files("assets") / "doctor", "rejected_records.sql"),
        (files("assets") / "doctor", "rejects.sql"),
        (files("dashboards") / "frames", "loads.sql"),
        (files("dashboards") / "frames", "rejects.sql"),
    ):
        assert asked in (folder / name).read_text(encoding="utf-8"), name
