"""A made-up desk with three agents in October, ready to be closed."""

from datetime import date
from pathlib import Path

import duckdb

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.ledger.close import close
from assets.ledger.closes import Close
from tests.assets.appraisal_desk import (
    RATED,
    TOP,
    add_agent,
    add_entries,
    add_sums,
    add_top_agent,
    make_warehouse,
)

OCTOBER, NOVEMBER = "2026-10", "2026-11"
MORE = """
create table ops.files (file varchar, source varchar, file_id integer, size bigint,
    modified bigint, sha256 varchar, fingerprint varchar);
create table ops.models (relation varchar, fingerprint varchar, built_at timestamp);
insert into ops.files values ('landing/orders.csv', 'orders', 1, 9, 9, repeat('a', 64), 'f');
"""


def make_closing_warehouse() -> duckdb.DuckDBPyConnection:
    connection = make_warehouse()
    connection.execute(MORE)
    add_top_agent(connection, "a1", OCTOBER, name="李小明")
    add_agent(connection, "a2", name="张伟")
    add_sums(connection, "a2", date(2026, 10, 5), TOP | {"order_pay_rate": (87, 103)})
    add_entries(connection, "a2", OCTOBER, RATED | {"work_task": "7.25"})
    add_agent(connection, "a3", name="王芳")
    add_sums(connection, "a3", date(2026, 10, 5), TOP | {"inquiry_conversion_rate": (7499, 10_000)})
    add_entries(connection, "a3", OCTOBER, RATED)
    return connection


def scored(connection: duckdb.DuckDBPyConnection, desk: Desk, period: str = OCTOBER) -> None:
    inputs_for(connection, desk, period)
    appraise(connection, desk, period)


def closed_desk(connection: duckdb.DuckDBPyConnection, desk: Desk, period: str = OCTOBER) -> Close:
    scored(connection, desk, period)
    return close(connection, desk, period, by="王主管")


def texts(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
