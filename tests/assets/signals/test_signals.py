"""Signals over planted rows: each finds its own record and leaves its neighbours alone."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
import yaml

from assets.signals.signal import Seen, seen, signals
from metrics.documents import Problem
from tests.sql.small_desk import bring_up_to_date, put, small_desk

PLANTED = {
    "transferred_before_close": ("ana", "t1", 30, "bob"),
    "rating_reassigned": ("ana", "rated", 40, "eve"),
    "placeholder_reply": ("ana", "m2", 120, None),
    "very_short_call": ("ana", "c1", 9, None),
    "reopened_after_period": ("ana", "again", 72, None),
    "self_credited_order": ("bob", "o1", 5, None),
}


@pytest.fixture(scope="module")
def warehouse() -> duckdb.DuckDBPyConnection:
    connection = small_desk("UTC")
    connection.execute("insert into settings.periods values (1)")
    connection.execute("create table if not exists ops.files (file varchar, file_id integer)")
    connection.execute("insert into ops.files (file, file_id) values ('landing/october.csv', 1)")
    rows = yaml.safe_load((Path(__file__).parent / "planted.yml").read_text(encoding="utf-8"))
    for table, given in rows.items():
        put(connection, table, given)
    bring_up_to_date(connection)
    return connection


def october(warehouse: duckdb.DuckDBPyConnection, only: str | None = None) -> list[Seen]:
    return seen(warehouse, date(2026, 10, 1), date(2026, 10, 31), only)


@pytest.mark.parametrize("name", PLANTED)
def test_a_signal_finds_the_planted_record_and_no_other(
    warehouse: duckdb.DuckDBPyConnection, name: str
) -> None:
    found = october(warehouse, name)
    assert [(one.agent_id, one.record, one.number, one.other) for one in found] == [PLANTED[name]]
    assert found[0].file == "landing/october.csv"


def test_every_signal_is_planted_and_told_in_both_languages(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert list(signals()) == list(PLANTED)
    found = october(warehouse)
    assert [one.signal for one in found] == list(PLANTED)
    assert found[0].told("en") == "to bob, closed 30 min later"
    assert found[0].told("zh") == "转给 bob，30 分钟后关单"


def test_another_month_has_none_of_them(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert seen(warehouse, date(2026, 9, 1), date(2026, 9, 30)) == []


def test_an_unknown_signal_is_refused_with_the_nearest(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(Problem, match='Did you mean "very_short_call"'):
        october(warehouse, "very_short_calls")
