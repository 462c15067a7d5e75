"""How far the logs behind a KPI reach: a day is final only when all of them are past it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from metrics.kpi import Kpi
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WEEKS = 28  # days that are looked at
DAILY = 18  # with rows on so many of them a log is one that comes daily


class Reach:
    """The last day of the logs, and of each log that comes daily; of others it can't be told."""

    def __init__(self, connection: "DuckDBPyConnection") -> None:
        self.data_day = data_day(connection)
        self._last_days: Mapping[str, date] = _last_days(connection, self.data_day)
        self._logs: Mapping[str, list[str]] = _logs(connection)

    def of(self, kpi: Kpi) -> date | None:
        """The day up to which everything that the KPI reads is there."""
        base = kpi.id.partition(":")[0]
        parts = [part.partition(":")[0] for part in kpi.parts]
        return _earliest(
            [
                self.data_day,
                *(
                    self._last_days.get(log)
                    for id_ in (base, *parts)
                    for log in self._logs.get(id_, [])
                ),
            ]
        )


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last_days(connection: "DuckDBPyConnection", last: date | None) -> dict[str, date]:
    if last is None:
        return {}
    rows = connection.execute(
        f"select relation, max(day) from ops.days "
        f"where starts_with(relation, 'raw.') and date_column = 'business_date' "
        f"and day between $last - {WEEKS - 1} and $last "
        f"group by relation having count(distinct day) >= {DAILY}",
        {"last": last},
    ).fetchall()
    return dict(rows)


def _logs(connection: "DuckDBPyConnection") -> dict[str, list[str]]:
    made = connection.execute(
        "select 1 from duckdb_columns() "
        "where schema_name = 'kpi' and table_name = 'catalogue' and column_name = 'logs'"
    ).fetchall()
    return (
        dict(connection.execute("select kpi, logs from kpi.catalogue").fetchall()) if made else {}
    )
