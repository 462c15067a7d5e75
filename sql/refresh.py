"""Brings a relation up to date by rebuilding exactly the days whose inputs changed."""

import hashlib
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from duckdb import DuckDBPyConnection

from sql.days import (
    builds,
    dated_between,
    latest_version,
    mark_built,
    mark_days,
    versions,
    versions_of,
)
from sql.memory import remember, remembered
from sql.model import Model, Window, dependencies
from sql.transaction import transaction

ONE_DAY = timedelta(days=1)
NO_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Refreshed:
    """Days that were rebuilt, rows that were written, rows there are (not counted in views)."""

    days: tuple[date, ...]
    rows_written: int
    rows: int | None


def refresh(
    connection: DuckDBPyConnection,
    model: Model,
    *,
    settings_fingerprint: str,
    force_days: Collection[date] = (),
) -> Refreshed:
    """Rebuilds the days that are behind; all of them when the SQL or the settings changed."""
    fingerprint = _fingerprint(model, settings_fingerprint)
    is_new = fingerprint != remembered(connection, model.table) or not _is_there(connection, model)
    changed_at, built = _changes(connection, model), builds(connection, model.table)
    behind = {day for day, version in changed_at.items() if version > built.get(day, 0)}
    forced = {_kept_on(model, day) for day in force_days}
    days = sorted((set(changed_at) if is_new else behind) | forced)
    if model.materialized == "view":
        with transaction(connection):
            _drop_other_kind(connection, model)
            connection.execute(f"create or replace view {model.table} as {model.query}")
            _stamp(connection, model, days, {"business_date": days})
            remember(connection, model.table, fingerprint)
        return Refreshed(tuple(days), 0, None)
    if model.materialized == "whole":
        if is_new or days:
            _make_whole(connection, model, days, fingerprint, is_new)
        rows = _count(connection, model)
        return Refreshed(tuple(days), rows if is_new or days else 0, rows)
    if is_new:
        written = _rebuild_all(connection, model, days, fingerprint)
    else:
        written = sum(_replace(connection, model, *span) for span in _spans(days))
    return Refreshed(tuple(days), written, _count(connection, model))


def _changes(connection: DuckDBPyConnection, model: Model) -> dict[date, int]:
    """Per day of the model, the latest change in what that day reads.

    A row is dated by something that happened on a day that an input has, so no other days count.
    """
    tables = dependencies(model)
    known = versions_of(connection, tables)
    inputs = [
        (model.window(table), known.get((table, column), {}))
        for table in tables
        for column in model.window(table).dates
    ]
    seen = sorted({day for _, changed in inputs for day in changed})
    if not seen:
        return {}
    days = [seen[0] + shift * ONE_DAY for shift in range((seen[-1] - seen[0]).days + 1)]
    changed_at = dict.fromkeys(days, 0)
    for window, changed in inputs:
        for day, version in _reach(window, changed, days):
            changed_at[day] = max(changed_at[day], version)
    kept: dict[date, int] = {}
    for day, version in changed_at.items():
        if version:
            place = _kept_on(model, day)
            kept[place] = max(kept.get(place, 0), version)
    return kept


def _kept_on(model: Model, day: date) -> date:
    return day if model.spec.period == "day" else day.replace(day=1)


def _reach(
    window: Window, changed: dict[date, int], days: list[date]
) -> Iterator[tuple[date, int]]:
    """For each day the latest change between the first and the last day that it reads."""
    latest: deque[tuple[date, int]] = deque()  # ever lower versions: the first is the greatest
    coming = deque(sorted(changed.items()))
    for day in days:
        while coming and coming[0][0] <= day + window.after * ONE_DAY:
            arrived = coming.popleft()
            while latest and latest[-1][1] <= arrived[1]:
                latest.pop()
            latest.append(arrived)
        if window.before != "ever":
            while latest and latest[0][0] < day - window.before * ONE_DAY:
                latest.popleft()
        if latest:
            yield day, latest[0][1]


def _rebuild_all(
    connection: DuckDBPyConnection, model: Model, days: list[date], fingerprint: str
) -> int:
    """One transaction, so that readers see the old table or the new one, whole."""
    with transaction(connection):
        # In one span: a gap between days has no rows, and each span costs a scan. In one statement:
        # DuckDB 2.0 does not see many rows that are added to a table made empty "as select" in the
        # same transaction.
        first, last = (days[0], days[-1]) if days else (NO_DAY, NO_DAY)
        query = _between(connection, model, first, last)
        _drop_other_kind(connection, model)
        connection.execute(f"create or replace table {model.table} as {query}")
        changed = {
            column: _days(connection, model, column)
            | versions(connection, model.table, column).keys()
            for column in model.dates
        }
        _stamp(connection, model, days, changed)
        remember(connection, model.table, fingerprint)
    return _count(connection, model)


def _make_whole(
    connection: DuckDBPyConnection, model: Model, days: list[date], fingerprint: str, is_new: bool
) -> None:
    """What it reads has no days, its rows have: those whose rows changed are stamped."""
    with transaction(connection):
        old = {} if is_new else _contents(connection, model, date.min, date.max)
        _drop_other_kind(connection, model)
        query = _between(connection, model, date.min, date.max)
        connection.execute(f"create or replace table {model.table} as {query}")
        new = _contents(connection, model, date.min, date.max)
        changed = {
            column: {
                day
                for day in new[column].keys() | versions(connection, model.table, column).keys()
                if is_new or old[column].get(day) != new[column].get(day)
            }
            for column in model.dates
        }
        _stamp(connection, model, days, changed)
        remember(connection, model.table, fingerprint)


def _drop_other_kind(connection: DuckDBPyConnection, model: Model) -> None:
    """What an older version kept as a table may be a view now, or the other way round."""
    other = "table" if _kind(model) == "view" else "view"
    if _is_there(connection, model, other):
        connection.execute(f"drop {other} {model.table}")


def _kind(model: Model) -> str:
    return "view" if model.materialized == "view" else "table"


def _is_there(connection: DuckDBPyConnection, model: Model, kind: str | None = None) -> bool:
    """Whether it stands there as what it is, or as `kind`: somebody may have dropped it."""
    kind = kind or _kind(model)
    query = f"select 1 from duckdb_{kind}s() where schema_name = $schema and {kind}_name = $name"
    params = {"schema": model.schema_name, "name": model.name}
    return bool(connection.execute(query, params).fetchall())


def _replace(connection: DuckDBPyConnection, model: Model, first: date, last: date) -> int:
    with transaction(connection):
        old = _contents(connection, model, first, last)
        connection.execute(f"delete from {model.table} where {_BETWEEN}", [first, last])
        query = _between(connection, model, first, last)
        connection.execute(f"insert into {model.table} {query}")
        new = _contents(connection, model, first, last)
        days = [first + shift * ONE_DAY for shift in range((last - first).days + 1)]
        changed = {
            column: {
                day
                for day in old[column].keys() | new[column].keys()
                if old[column].get(day) != new[column].get(day)
            }
            for column in model.dates
        }
        _stamp(connection, model, days, changed)
    return sum(rows for rows, _ in new["business_date"].values())


def _stamp(
    connection: DuckDBPyConnection,
    model: Model,
    built: Collection[date],
    changed: Mapping[str, Collection[date]],
) -> None:
    """Built days are not built again; days that came out the same wake nobody downstream."""
    seen = latest_version(connection)
    mark_built(connection, model.table, built, seen)
    for column, days in changed.items():
        mark_days(connection, model.table, days, seen + 1, column=column)


_BETWEEN = "business_date between ? and ?"
Contents = dict[str, dict[date, tuple[int, int]]]


def _days(connection: DuckDBPyConnection, model: Model, column: str) -> set[date]:
    query = f"select distinct {column} from {model.table} where {column} is not null"
    return {day for (day,) in connection.execute(query).fetchall()}


def _contents(connection: DuckDBPyConnection, model: Model, first: date, last: date) -> Contents:
    """Per date column and day: how many rows, and a sum of hashes that no order changes."""
    found: Contents = {}
    for column in model.dates:
        query = (
            f"select {column}, count(*), sum(hash(content)) from {model.table} as content "
            f"where {_BETWEEN} and {column} is not null group by {column}"
        )
        rows = connection.execute(query, [first, last]).fetchall()
        found[column] = {day: (count, content) for day, count, content in rows}
    return found


def _between(connection: DuckDBPyConnection, model: Model, first: date, last: date) -> str:
    """The query of the rows of these days; it reads the variables that are set here."""
    connection.execute(f"set variable first_day = date '{first}'")
    connection.execute(f"set variable last_day = date '{last}'")
    query = model.query
    if model.scans:
        # of many unions the planning takes longer than the work of a day: a scan without a day
        # in the ledger finds no rows
        dated = dated_between(connection, first, last)
        found = [scan for source, scan in model.scans.items() if source in dated]
        query = "\nunion all\n".join(found or [*model.scans.values()][:1])
    return (
        f"select * from ({query}\n) where business_date "
        "between getvariable('first_day') and getvariable('last_day')"
    )


def _spans(days: list[date]) -> Iterator[tuple[date, date]]:
    """Runs of consecutive days, as their first and last."""
    known = set(days)
    starts = [day for day in days if day - ONE_DAY not in known]
    ends = [day for day in days if day + ONE_DAY not in known]
    yield from zip(starts, ends, strict=True)


def _fingerprint(model: Model, settings_fingerprint: str) -> str:
    text = "\0".join([model.query, model.spec.model_dump_json(), settings_fingerprint])
    return hashlib.sha256(text.encode()).hexdigest()


def _count(connection: DuckDBPyConnection, model: Model) -> int:
    ((rows,),) = connection.execute(f"select count(*) from {model.table}").fetchall()
    return int(rows)
