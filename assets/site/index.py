"""site/index: the dashboard, one self-contained page."""

import dagster as dg

from assets.checks.blocked import refuse_if_blocked
from assets.desk.resource import DeskResource
from assets.site.write import write_site


@dg.asset(
    key=["site", "index"],
    deps=[["kpi", "agent_days"], ["kpi", "queue_intervals"], ["kpi", "catalogue"]],
    group_name="site",
    kinds={"plotly", "html"},
    pool="warehouse",
)
def index(desk: DeskResource) -> dg.MaterializeResult[None]:
    """site/index.html: what happened, what drifts, whom to help; no pay, no scores."""
    refuse_if_blocked(desk.connection, desk.desk.settings.language)
    page = write_site(desk.connection, desk.desk)
    return dg.MaterializeResult(
        metadata={"path": dg.MetadataValue.path(page), "megabytes": page.stat().st_size / 1e6}
    )
