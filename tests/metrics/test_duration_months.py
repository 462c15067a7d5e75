"""Times of whole months and of the days around them are the times of all these days."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import duckdb
import pytest

from assets.measures import get
from metrics.documents import Problem
from metrics.kpi_query import duration_months_sql
from metrics.kpi_sums import histograms_sql
from metrics.question import whole_months
from tests.sql.small_desk import measure, small_desk

FIRST, DAYS = date(2025, 11, 20), 140
Row = tuple[str, date, str, int, int]


def rows_of(draw: Random) -> list[Row]:
    days = [FIRST + timedelta(days=shift) for shift in range(DAYS)]
    return [
        (draw.choice(("a", "b")), draw.choice(days), draw.choice(("x", "y")), draw.randint(1, 4), 1)
        for _ in range(400)
    ]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return rows_of(Random(3))


@pytest.fixture(scope="module")
def tables(rows: list[Row]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema kpi")
    connection.execute(
        "create table kpi.durations (kpi varchar, business_date date, agent_id varchar, "
        "shop varchar, queue varchar, channel varchar, bucket smallint, n bigint)"
    )
    connection.executemany(
        "insert into kpi.durations values (?, ?, ?, null, null, null, ?, ?)", rows
    )
    connection.execute(f"set variable first_day = date '{FIRST}'")
    connection.execute(f"set variable last_day = date '{FIRST + timedelta(days=DAYS)}'")
    connection.execute(f"create table kpi.duration_months as {duration_months_sql()}")
    return connection


@pytest.mark.parametrize("seed", range(30))
def test_any_span_of_days_adds_up_to_the_times_of_its_days(
    tables: duckdb.DuckDBPyConnection, rows: list[Row], seed: int
) -> None:
    draw = Random(seed)
    first, last = sorted(FIRST + timedelta(days=draw.randrange(DAYS)) for _ in range(2))
    first_month, last_month = whole_months(first, last)
    found = tables.execute(
        histograms_sql(("agent",), ()),
        {
            "kpi": "a",
            "first": first,
            "last": last,
            "first_month": first_month,
            "last_month": last_month,
        },
    ).fetchall()
    counted = Counter(
        {
            (agent, bucket): 0
            for kpi, day, agent, bucket, _ in rows
            if kpi == "a" and first <= day <= last
        }
    )
    for kpi, day, agent, bucket, n in rows:
        if kpi == "a" and first <= day <= last:
            counted[agent, bucket] += n
    assert {(agent, bucket): n for agent, bucket, n in found} == dict(counted)


def test_months_are_whole_or_none() -> None:
    assert whole_months(date(2026, 1, 1), date(2026, 3, 31)) == (
        date(2026, 1, 1),
        date(2026, 3, 31),
    )
    assert whole_months(date(2025, 12, 2), date(2026, 3, 30)) == (
        date(2026, 1, 1),
        date(2026, 2, 28),
    )
    assert whole_months(date(2026, 1, 2), date(2026, 2, 27)) == (date.max, date.min)
    assert whole_months(date(1900, 1, 1), date.max) == (date(1900, 1, 1), date.max)


def test_a_desk_of_an_older_version_is_told_to_measure_again() -> None:
    desk = small_desk()
    measure(desk, ["aht_seconds"])
    desk.execute("drop table kpi.duration_months")
    with pytest.raises(Problem, match="older version; run: deskmark measure"):
        get(desk, ["aht_seconds:median"])
