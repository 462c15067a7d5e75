"""settings/*: what of the desk's settings the relations read."""

from typing import TYPE_CHECKING

import dagster as dg

from assets.desk.home import Desk
from assets.desk.resource import DeskResource
from metrics.service_level import load_policies
from sql import prepare, transaction

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


def write_desk(connection: "DuckDBPyConnection", desk: Desk) -> None:
    settings = desk.settings
    prepare(connection)
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
    prepare(connection)
    with transaction(connection):
        connection.execute("delete from settings.queue_policies")
        connection.executemany("insert into settings.queue_policies values (?, ?, ?, ?, ?)", rows)
    return len(rows)
