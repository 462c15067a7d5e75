"""A warehouse in memory: raw tables from the canonical logs, rows as a test writes them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time

import duckdb
from duckdb import DuckDBPyConnection

from assets.kpi_tables import kpi_models, write_catalogue
from assets.raw.ledger import NO_DAY
from assets.raw.log import load_logs
from metrics.kpi import load_kpis, with_variants
from metrics.kpi_query import agent_days_scans, durations_sql, queue_intervals_scans, union
from sql import (
    Model,
    Refreshed,
    dependencies,
    load_models,
    mark_days,
    next_version,
    prepare,
    refresh,
)

Row = Mapping[str, object]


def small_desk(
    time_zone: str = "Asia/Shanghai", day_starts_at_seconds: int = 0
) -> DuckDBPyConnection:
    connection = duckdb.connect()
    prepare(connection)
    for log in load_logs().values():
        columns = ", ".join(f'"{name}" {type_}' for name, type_ in log.stored_columns.items())
        connection.execute(f"create table {log.table} ({columns})")
    connection.execute(
        "insert into settings.desk values ('Small desk', 'en', ?, ?, 'CNY')",
        [time_zone, day_starts_at_seconds],
    )
    connection.execute("insert into settings.queue_policies values ('*', 20, 5, 'F4', 0.8)")
    write_catalogue(connection)
    return connection


def put(connection: DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Adds rows and marks their days, as a load does; the log's date gives the business day."""
    log = load_logs()[table.removeprefix("raw.")]
    alike: dict[tuple[str, ...], list[object]] = {}
    for row in rows:
        given = {"source": "test", "file_id": 1, **row}
        alike.setdefault(tuple(given), []).extend(given.values())
    for names, values in alike.items():
        places = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join(f"?::{log.stored_columns[name]}" for name in names)
        lines = ", ".join([f"({marks})"] * (len(values) // len(names)))
        connection.execute(f"insert into {table} ({places}) values {lines}", values)
    if log.dated_by is None:
        mark_days(connection, table, [NO_DAY], next_version(connection))
        return
    is_moment = log.columns[log.dated_by].type == "timestamp"
    day = f'settings.business_day("{log.dated_by}")' if is_moment else f'"{log.dated_by}"'
    query = f"select distinct {day} from {table} where business_date is null"
    days = [found for (found,) in connection.execute(query).fetchall()]
    connection.execute(f"update {table} set business_date = {day} where business_date is null")
    mark_days(connection, table, days, next_version(connection))


def clear(connection: DuckDBPyConnection, table: str) -> None:
    """Takes all rows back, as a correction does."""
    query = f"select distinct business_date from {table}"
    days = [day for (day,) in connection.execute(query).fetchall()]
    mark_days(connection, table, days, next_version(connection))
    connection.execute(f"delete from {table}")


def bring_up_to_date(
    connection: DuckDBPyConnection, only: str | None = None
) -> dict[str, Refreshed]:
    """Every relation, or one and those that it is made from."""
    every = {**load_models(), **kpi_models()}
    wanted = every.keys() if only is None else _behind(only, every)
    return {
        table: refresh(connection, model, settings_fingerprint="as set")
        for table, model in every.items()
        if table in wanted
    }


def measure(connection: DuckDBPyConnection, kpis: Collection[str]) -> None:
    """These KPIs alone, from the relations that they read at first or second hand."""
    for model in models_of(kpis).values():
        refresh(connection, model, settings_fingerprint="as set")


def models_of(kpis: Collection[str]) -> dict[str, Model]:
    """What these KPIs are made from, every table of a log with it, and the tables of their sums."""
    every = {**load_models(), **kpi_models()}
    known = with_variants(load_kpis())
    names = dict.fromkeys(part for name in kpis for part in (known[name].parts or (name,)))
    chosen = [known[name] for name in names]
    columns = {table: list(model.columns) for table, model in load_models().items()}
    read = {source.model for kpi in chosen for source in kpi.reads}
    read |= {table for table in every if table.startswith("staged.")}
    behind = set[str]().union(*(_behind(table, every) for table in read & every.keys()))
    sums: dict[str, str] = {}
    if any(kpi.grain == "agent_days" for kpi in chosen):
        sums["kpi.agent_days"] = union(agent_days_scans(chosen, columns).values())
    if any(kpi.is_by_half_hour for kpi in chosen):
        sums["kpi.queue_intervals"] = union(queue_intervals_scans(chosen, columns).values())
    if any(kpi.has_quantiles for kpi in chosen):
        sums["kpi.durations"] = durations_sql(chosen, columns)
        sums["kpi.duration_months"] = every["kpi.duration_months"].query
    return {
        table: model.model_copy(update={"query": sums[table], "scans": {}})
        if table in sums
        else model
        for table, model in every.items()
        if table in behind | sums.keys()
    }


def _behind(table: str, every: Mapping[str, Model]) -> set[str]:
    read = dependencies(every[table]) & every.keys()
    return {table}.union(*(_behind(one, every) for one in read))


def rows_of(
    connection: DuckDBPyConnection, table: str, columns: Sequence[str]
) -> list[tuple[object, ...]]:
    chosen = ", ".join(columns)
    return [
        tuple(map(plain, row))
        for row in connection.execute(f"select {chosen} from {table}").fetchall()
    ]


def contents(connection: DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"select * from {table} order by all").fetchall()


def plain(value: object) -> object:
    """As a YAML case writes it: numbers as floats, times as text."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime | date | time):
        return str(value)
    return round(float(str(value)), 6)
