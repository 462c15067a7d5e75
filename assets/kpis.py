"""kpi/*: the sums behind every KPI, by agent and day and by queue and half hour."""

import dagster as dg

from assets.desk.resource import DeskResource
from assets.kpi_tables import kpi_models, refuse_unbound, write_catalogue
from assets.models import days_to_rebuild, key_of
from sql import Model, refresh


@dg.asset(key=["kpi", "catalogue"], group_name="kpi", kinds={"duckdb", "yaml"}, pool="warehouse")
def catalogue(desk: DeskResource) -> dg.MaterializeResult[None]:
    """The definitions that the desk is measured by: one row per KPI."""
    write_catalogue(desk.connection, desk.desk.home / "kpis")
    return dg.MaterializeResult()


def _asset_of(model: Model) -> dg.AssetsDefinition:
    @dg.asset(
        key=key_of(model.table),
        deps=[["kpi", "catalogue"], *(key_of(table) for table in sorted(model.spec.reads))],
        group_name="kpi",
        description=f"{model.description.en}\n\n{model.description.zh}",
        kinds={"duckdb", "yaml"},
        pool="warehouse",
    )
    def sums(context: dg.AssetExecutionContext, desk: DeskResource) -> dg.MaterializeResult[None]:
        own = desk.desk.home / "kpis"
        refuse_unbound(desk.connection, own)
        table = kpi_models(own)[model.table]
        done = refresh(
            desk.connection, table, settings_fingerprint="", force_days=days_to_rebuild(context)
        )
        return dg.MaterializeResult(
            metadata={"dagster/row_count": done.rows, "days_rebuilt": len(done.days)}
        )

    return sums


kpi_assets = [_asset_of(model) for model in kpi_models().values()]
