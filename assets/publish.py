"""published/warehouse: the read-only copy that readers use, swapped in when all else is done."""

import dagster as dg

from assets.checks.blocked import refuse_if_blocked
from assets.desk.resource import DeskResource
from assets.models import key_of
from assets.raw.log import load_logs
from assets.warehouse import publish
from sql import load_models


@dg.asset(
    key=["published", "warehouse"],
    deps=[
        *(["raw", log] for log in load_logs()),
        *(key_of(model.table) for model in load_models().values()),
        ["kpi", "agent_days"],
        ["kpi", "queue_intervals"],
        ["score", "results"],
    ],
    group_name="published",
    kinds={"duckdb"},
    pool="warehouse",
)
def published_warehouse(desk: DeskResource) -> dg.MaterializeResult[None]:
    """var/published/warehouse.duckdb: whole, never half-done, never what a check refused."""
    refuse_if_blocked(desk.connection, desk.desk.settings.language)
    desk.connection.execute("checkpoint")
    desk.close()
    publish(desk.desk)
    size = desk.desk.published.stat().st_size
    return dg.MaterializeResult(metadata={"megabytes": size / 1e6})
