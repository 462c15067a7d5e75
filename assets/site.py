"""The dashboard's frames from the warehouse, and its one page on disk."""

import os
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import duckdb
import polars as pl

from assets.desk.home import Desk
from assets.desk.settings import DeskSettings
from assets.kpi_tables import read_catalogue
from dashboards.measure import Measure
from dashboards.page import kpis_on, load_pages
from dashboards.render import render_site
from dashboards.view import RECENT_DAYS, SHOWN_DAYS, View
from sql import data_day


def write_site(connection: duckdb.DuckDBPyConnection, desk: Desk) -> Path:
    """Renders the page and puts it in place of the last one at once; readers never see half."""
    known = measures(connection)
    view = View(
        desk=desk.settings.name,
        language=desk.settings.language,
        as_of=as_of(connection, desk.settings),
        measures=known,
        frames=frames(connection, desk.settings, known),
    )
    desk.site.mkdir(parents=True, exist_ok=True)
    page, unfinished = desk.site / "index.html", desk.site / ".index.html.unfinished"
    unfinished.write_text(render_site(view), encoding="utf-8", newline="\n")
    os.replace(unfinished, page)
    return page


def frames(
    connection: duckdb.DuckDBPyConnection, settings: DeskSettings, known: Mapping[str, Measure]
) -> dict[str, pl.DataFrame]:
    """One frame per file of dashboards/frames, named like it; only sums, never ready ratios."""
    last = as_of(connection, settings)
    variables = {
        "as_of": last,
        "shown_from": last - timedelta(days=SHOWN_DAYS - 1),
        "recent_from": last - timedelta(days=RECENT_DAYS - 1),
        "zone": settings.time_zone,
        "day_starts_at": settings.day_starts_at_seconds,
        "kpis": _read_for(kpis_on(load_pages()), known),
    }
    for name, value in variables.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
    folder = files("dashboards").joinpath("frames")
    queries = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    # in one order on every run, because sums of floats differ by the order of their parts
    found = {
        query.name.removesuffix(".sql"): connection.sql(query.read_text(encoding="utf-8"))
        .order("all")
        .pl()
        for query in queries
    }
    return {name: _with_quotients(_in_units(frame, known), known) for name, frame in found.items()}


def _in_units(frame: pl.DataFrame, known: Mapping[str, Measure]) -> pl.DataFrame:
    """Times are added up in seconds; the page reads them in the KPI's unit."""
    scales = {id_: float(one.scale) for id_, one in known.items() if one.scale != 1}
    if "kpi" not in frame.columns or not scales:
        return frame
    scale = pl.col("kpi").replace_strict(scales, default=1.0)
    powers = {"numerator": 1, "squares": 2}
    return frame.with_columns(
        pl.col(name) / scale**power for name, power in powers.items() if name in frame.columns
    )


def _with_quotients(frame: pl.DataFrame, known: Mapping[str, Measure]) -> pl.DataFrame:
    """Adds the KPIs that are one count over another: the first's sums above, the second's below."""
    if "kpi" not in frame.columns:
        return frame
    nothing = pl.lit(0.0)
    parts = [frame]
    for measure in known.values():
        if measure.over is None or any(known[part].kind != "count" for part in measure.over):
            continue
        above, below = (frame.filter(pl.col("kpi") == part) for part in measure.over)
        parts += [
            above.with_columns(
                kpi=pl.lit(measure.id), denominator=nothing, n=pl.lit(0, dtype=pl.Int64)
            ),
            below.with_columns(
                kpi=pl.lit(measure.id), denominator=pl.col("numerator"), numerator=nothing
            ),
        ]
    return pl.concat(parts)


def _read_for(shown: list[str], known: Mapping[str, Measure]) -> list[str]:
    """The KPIs of the pages, and those that make up quotients among them."""
    parts = {part for id in shown if id in known for part in known[id].over or ()}
    return sorted({*shown, *parts})


def as_of(connection: duckdb.DuckDBPyConnection, settings: DeskSettings) -> date:
    """The last business day of any log; on an empty desk, where its calendar starts."""
    return data_day(connection) or settings.starts_on


def measures(connection: duckdb.DuckDBPyConnection) -> dict[str, Measure]:
    """What the page says about each KPI that this warehouse was measured by."""
    return {
        kpi.id: Measure(
            id=kpi.id,
            label=kpi.label,
            definition=kpi.definition,
            formula=kpi.formula,
            kind=kpi.kind,
            unit=kpi.unit,
            better=kpi.better,
            minimum_sample=kpi.minimum_sample,
            matures_after_days=kpi.matures_after_days,
            is_for_agents=kpi.is_for_agents,
            scale=kpi.scale,
            over=kpi.over,
            formulas={name: variant.formula for name, variant in kpi.variants.items()},
        )
        for kpi in read_catalogue(connection).values()
    }
