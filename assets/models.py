"""staged/* and marts/*: every sql/<schema>/<name>.sql is one asset and one relation."""

from datetime import date, timedelta

import dagster as dg
from duckdb import DuckDBPyConnection

from assets.desk.resource import DeskResource
from sql import Model, dependencies, load_models, refresh, remembered

# A run that carries these tags rebuilds the days between, changed or not.
REBUILD_FROM, REBUILD_TO = "deskmark/rebuild_from", "deskmark/rebuild_to"


def key_of(table: str) -> list[str]:
    """`marts.calls` is the asset marts/calls."""
    return table.split(".")


def days_to_rebuild(context: dg.AssetExecutionContext) -> list[date]:
    tags = context.run.tags
    if REBUILD_FROM not in tags:
        return []
    first, last = (date.fromisoformat(tags[tag]) for tag in (REBUILD_FROM, REBUILD_TO))
    return [first + timedelta(days=shift) for shift in range((last - first).days + 1)]


def settings_seen_by(model: Model, desk: DeskResource) -> str:
    """What of the desk's settings the relation depends on: a change rebuilds it whole."""
    return fingerprint_of_settings(desk.connection, model)


def fingerprint_of_settings(connection: DuckDBPyConnection, model: Model) -> str:
    tables = sorted(table for table in dependencies(model) if table.startswith("settings."))
    return str([_settings_in(connection, table) for table in tables])


def _settings_in(connection: DuckDBPyConnection, table: str) -> object:
    """What its writer remembered of a large table, or a small one as it is."""
    query = f"from {table} order by all"
    return remembered(connection, table) or connection.execute(query).fetchall()


def _asset_of(model: Model) -> dg.AssetsDefinition:
    @dg.asset(
        key=key_of(model.table),
        deps=[key_of(table) for table in sorted(dependencies(model))],
        group_name=model.schema_name,
        description=f"{model.description.en}\n\n{model.description.zh}",
        kinds={"duckdb", "sql"},
        pool="warehouse",
    )
    def relation(
        context: dg.AssetExecutionContext, desk: DeskResource
    ) -> dg.MaterializeResult[None]:
        done = refresh(
            desk.connection,
            model,
            settings_fingerprint=settings_seen_by(model, desk),
            force_days=days_to_rebuild(context),
        )
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": done.rows,
                "days_rebuilt": len(done.days),
                "rows_written": done.rows_written,
            }
        )

    return relation


models = [_asset_of(model) for model in load_models().values()]
