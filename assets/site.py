"""The dashboard's frames from the warehouse, and its one page on disk."""

import os

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import duckdb
import polars as pl

from assets.desk.home import Desk
from assets.desk.settings import DeskSettings
from dashboards.measure import Measure
from dashboards.page import kpis_on, load_pages
from dashboards.render import render_site
from dashboards.view import RECENT_DAYS, SHOWN_DAYS, View


def write_site(connection: duckdb.DuckDBPyConnection, desk: Desk) -> Path:
    """Renders the page and puts it in place of the last one at once; readers never see half."""
    shown = frames(connection, desk.settings)
    view = View(
        desk=desk.settings.name,
        language=desk.settings.language,
        as_of=as_of(connection, desk.settings),
        measures=measures(desk),
        frames=shown,
    )
    desk.site.mkdir(parents=True, exist_ok=True)
    page, unfinished = desk.site / "index.html", desk.site / ".index.html.unfinished"
    unfinished.write_text(render_site(view), encoding="utf-8", newline="\n")
    os.replace(unfinished, page)
    return page


def frames(
    connection: duckdb.DuckDBPyConnection, settings: DeskSettings
) -> dict[str, pl.DataFrame]:
    """One frame per file of dashboards/frames, named like it; only sums, never ready ratios."""
    last = as_of(connection, settings)
    variables = {
        "as_of": last,
        "shown_from": last - timedelta(days=SHOWN_DAYS - 1),
        "recent_from": last - timedelta(days=RECENT_DAYS - 1),
        "zone": settings.time_zone,
        "day_starts_at": settings.day_starts_at_seconds,
        "kpis": kpis_on(load_pages()),
    }
    for name, value in variables.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
    folder = files("dashboards").joinpath("frames")
    queries = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {
        query.name.removesuffix(".sql"): connection.sql(query.read_text(encoding="utf-8")).pl()
        for query in queries
    }


def as_of(connection: duckdb.DuckDBPyConnection, settings: DeskSettings) -> date:
    """The last business day in the data; on an empty desk, where its calendar starts."""
    days = [
        day
        for table in ("kpi.agent_days", "kpi.queue_intervals")
        for (day,) in connection.sql(f"select max(business_date) from {table}").fetchall()
        if day is not None
    ]
    return max(days, default=settings.starts_on)


def measures(desk: Desk) -> dict[str, Measure]:
    return {}
