"""A few hand-written rows as the frames of a page."""

from datetime import date

import polars as pl

from dashboards.view import View
from tests.dashboards.toy_desk import LAST_DAY, MEASURES


def view(**frames: pl.DataFrame) -> View:
    policies = pl.DataFrame({"queue": ["*"], "target": [0.8]})
    return View(
        desk="desk",
        language="en",
        as_of=LAST_DAY,
        measures=MEASURES,
        frames={"policies": policies, "people": pl.DataFrame({"agent_id": []}), **frames},
    )


def days(*rows: tuple[str, date, str | None, float, float | None, int]) -> pl.DataFrame:
    names = ["kpi", "business_date", "channel", "numerator", "denominator", "n"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(squares=pl.lit(None, dtype=pl.Float64))
