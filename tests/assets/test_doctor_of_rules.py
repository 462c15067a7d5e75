"""The doctor on opening hours and promises: what a run would stop at, and names in no log."""

from pathlib import Path

import duckdb
import pytest

from assets.desk.home import Desk
from assets.desk.init import init
from assets.doctor.named import rules_amiss, unknown_names

LABEL = "label: {en: Ours, zh: 本台}\n"
RULES = {
    "calendars/night.yml": "like: always\ncovers: {queues: [hotlin, hotline], teams: [夜班]}\n",
    "service_levels/vip.yml": 'queues: [vip, "*"]\nanswer_within_seconds: 9\n'
    'short_abandon_seconds: 5\nformula: F3\ntarget: "0.9"\n',
    "service_levels/tickets.yml": "covers: {categories: [complaint], shops: [store]}\n"
    "targets: {urgent: {resolution: 4h}}\n",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = init(tmp_path / "desk", language="en")
    for file, text in RULES.items():
        (made.home / file).write_text(LABEL + text, encoding="utf-8")
    return made


def test_names_that_no_log_knows_are_told_with_the_nearest(desk: Desk) -> None:
    connection = duckdb.connect()
    connection.execute("create schema raw")
    connection.execute("create table raw.calls as select 'hotline' as queue, null as shop")
    connection.execute(
        "create table raw.tickets as select null as shop, 'web' as channel, "
        "'refund' as category, '夜班' as team"
    )
    found = unknown_names(connection, desk)
    assert [(one.level, one.where, one.what) for one in found] == [
        ("warn", "calendars/night.yml", 'no log knows the queue "hotlin".'),
        ("warn", "service_levels/vip.yml", 'no log knows the queue "vip".'),
        ("warn", "service_levels/tickets.yml", 'no log knows the category "complaint".'),
    ]
    assert 'Did you mean "hotline"?' in found[0].remedy


def test_a_desk_without_logs_is_not_asked_for_their_names(desk: Desk) -> None:
    assert unknown_names(duckdb.connect(), desk) == []
    assert rules_amiss(desk) == []


def test_a_file_that_a_run_would_stop_at_is_an_error(desk: Desk) -> None:
    (desk.home / "calendars" / "bad.yml").write_text(LABEL + "hours: {mon: [9-5]}\n", "utf-8")
    (found,) = rules_amiss(desk)
    assert (found.level, found.where) == ("error", "calendars/")
    assert 'bad.yml, line 2: "hours.mon.0": "9" is no time of day' in found.what
    assert unknown_names(duckdb.connect(), desk) == []
