"""raw/*: the logs as loaded, one table each; every row knows its file."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import dagster as dg

from assets.desk.resource import DeskResource
from assets.partitions import business_days
from assets.raw.load import Ingested, ingest
from assets.raw.log import Log, load_logs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DATED = [log for log in load_logs().values() if log.is_dated]
UNDATED = [log for log in load_logs().values() if not log.is_dated]


def _specs(logs: list[Log], *, after: Sequence[dg.AssetKey] = ()) -> list[dg.AssetSpec]:
    return [
        dg.AssetSpec(
            ["raw", log.name],
            deps=after,
            group_name="raw",
            description=f"{log.description.en}\n\n{log.description.zh}",
            kinds={"duckdb", "table"},
            skippable=True,
        )
        for log in logs
    ]


@dg.multi_asset(
    name="load_logs",
    specs=_specs(DATED, after=[dg.AssetKey(["landing", "pulls"])]),
    partitions_def=business_days,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool="warehouse",
)
def load_dated(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Loads landing/: a file comes in whole, so days beside those asked for are reported too."""
    before = _versions(desk.connection)
    ingested = ingest(desk.desk, desk.connection, logs=[log.name for log in DATED])
    _log(context, ingested)
    asked = set(context.partition_keys)
    for log in DATED:
        touched = _versions(desk.connection).items() - before.items()
        days = {str(day) for (relation, day), _ in touched if relation == log.table}
        rows = _rows_by_day(desk.connection, log, days | asked)
        for day in sorted(days - asked):
            context.log_event(
                dg.AssetMaterialization(
                    ["raw", log.name],
                    partition=day,
                    metadata={"dagster/partition_row_count": rows.get(day, 0)},
                )
            )
        total = sum(rows.get(day, 0) for day in asked)
        yield dg.MaterializeResult(
            asset_key=["raw", log.name], metadata={"dagster/partition_row_count": total}
        )


@dg.multi_asset(name="load_people", specs=_specs(UNDATED), pool="warehouse")
def load_undated(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Loads people/ and month-end/."""
    ingested = ingest(desk.desk, desk.connection, logs=[log.name for log in UNDATED])
    _log(context, ingested)
    for log in UNDATED:
        ((rows,),) = desk.connection.execute(f"select count(*) from {log.table}").fetchall()
        yield dg.MaterializeResult(
            asset_key=["raw", log.name], metadata={"dagster/row_count": rows}
        )


def _log(context: dg.AssetExecutionContext, ingested: Ingested) -> None:
    for load in ingested.loads:
        context.log.info(
            f"{load.file}: {load.records_read} read = {load.loaded} loaded + "
            f"{load.duplicates} duplicates + {load.rejected} rejected"
        )
    for file, reason in ingested.refusals.items():
        context.log.warning(f"{file}: {reason}")


def _versions(connection: "DuckDBPyConnection") -> dict[tuple[str, date], int]:
    ledger = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'ops' and table_name = 'days'"
    ).fetchall()
    if not ledger:
        return {}
    rows = connection.execute(
        "select relation, day, version from ops.days where relation like 'raw.%'"
    ).fetchall()
    return {(relation, day): version for relation, day, version in rows}


def _rows_by_day(connection: "DuckDBPyConnection", log: Log, days: set[str]) -> dict[str, int]:
    rows = connection.execute(
        f"select cast(business_date as varchar), count(*) from {log.table} "
        "where cast(business_date as varchar) in (select unnest($days)) group by 1",
        {"days": sorted(days)},
    ).fetchall()
    return dict(rows)
