"""settings/periods: on which day of the month the desk's appraisal periods start."""

from typing import TYPE_CHECKING

import dagster as dg

from assets.desk.home import Desk
from assets.desk.resource import DeskResource
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dg.asset(key=["settings", "periods"], group_name="settings", kinds={"yaml"}, pool="warehouse")
def periods(desk: DeskResource) -> dg.MaterializeResult[None]:
    """The day of the month on which an appraisal period starts, from desk.yml: one row."""
    write_periods(desk.connection, desk.desk)
    return dg.MaterializeResult(metadata={"dagster/row_count": 1})


def write_periods(connection: "DuckDBPyConnection", desk: Desk) -> None:
    with transaction(connection):
        connection.execute("delete from settings.periods")
        connection.execute(
            "insert into settings.periods values (?)", [desk.settings.period_starts_on]
        )
