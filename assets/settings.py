"""settings/*: what of the desk's settings the relations read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import dagster as dg

from assets.clocks.write import write_clocks
from assets.desk.home import Desk
from assets.desk.resource import DeskResource
from metrics.service_level import load_policies
from metrics.ticket_policy import load_ticket_policies, promises
from sql import insert_rows, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dg.asset(key=["settings", "desk"], group_name="settings", kinds={"yaml"}, pool="warehouse")
def desk_settings(desk: DeskResource) -> dg.MaterializeResult[None]:
    """Name, language, time zone, day boundary and currency, from desk.yml: one row."""
    write_desk(desk.connection, desk.desk)
    return dg.MaterializeResult(metadata={"dagster/row_count": 1})


@dg.asset(
    key=["settings", "queue_policies"], group_name="settings", kinds={"yaml"}, pool="warehouse"
)
def queue_policies(desk: DeskResource) -> dg.MaterializeResult[None]:
    """Service-level policies, from metrics/service_levels and the desk's own: one row per queue."""
    rows = write_queue_policies(desk.connection, desk.desk)
    return dg.MaterializeResult(metadata={"dagster/row_count": rows})


@dg.asset(
    key=["settings", "ticket_policies"], group_name="settings", kinds={"yaml"}, pool="warehouse"
)
def ticket_policies(desk: DeskResource) -> dg.MaterializeResult[None]:
    """What tickets are promised, from the desk's own service_levels/: one row per target."""
    rows = write_ticket_policies(desk.connection, desk.desk)
    return dg.MaterializeResult(metadata={"dagster/row_count": rows})


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["settings", "schedules"],
            description="Whose opening hours are which, from the desk's own calendars/.",
            group_name="settings",
            kinds={"yaml"},
        ),
        dg.AssetSpec(
            ["settings", "open_spans"],
            description="From when to when schedules are open: one row per span, in UTC.",
            group_name="settings",
            kinds={"yaml", "duckdb"},
        ),
        dg.AssetSpec(
            ["settings", "open_days"],
            description="The same cut at midnights, for the business clock: one row per UTC day.",
            group_name="settings",
            kinds={"yaml", "duckdb"},
        ),
    ],
    pool="warehouse",
)
def clocks(desk: DeskResource) -> Iterator[dg.MaterializeResult[None]]:
    """Opening hours with holidays and make-up workdays, rewritten where they changed."""
    schedules = write_clocks(desk.connection, desk.desk)
    for table in ("schedules", "open_spans", "open_days"):
        yield dg.MaterializeResult(
            asset_key=["settings", table], metadata={"schedules_in_use": schedules}
        )


def write_desk(connection: "DuckDBPyConnection", desk: Desk) -> None:
    settings = desk.settings
    with transaction(connection):
        connection.execute("delete from settings.desk")
        connection.execute(
            "insert into settings.desk values (?, ?, ?, ?, ?)",
            [
                settings.name,
                settings.language,
                settings.time_zone,
                settings.day_starts_at_seconds,
                settings.currency,
            ],
        )


def write_queue_policies(connection: "DuckDBPyConnection", desk: Desk) -> int:
    rows = [
        (
            queue,
            policy.answer_within_seconds,
            policy.short_abandon_seconds,
            policy.formula,
            policy.target,
        )
        for policy in load_policies(desk.home / "service_levels").values()
        for queue in policy.queues
    ]
    with transaction(connection):
        connection.execute("delete from settings.queue_policies")
        insert_rows(connection, "settings.queue_policies", rows)
    return len(rows)


def write_ticket_policies(connection: "DuckDBPyConnection", desk: Desk) -> int:
    rows = [
        [*promise.model_dump().values()]
        for promise in promises(load_ticket_policies(desk.home / "service_levels"))
    ]
    with transaction(connection):
        connection.execute("delete from settings.ticket_policies")
        insert_rows(connection, "settings.ticket_policies", rows)
    return len(rows)
