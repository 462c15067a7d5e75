"""Days of a period drawn anew, with replacement, and what each draw measures of every agent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from assets.kpi_tables import read_catalogue
from assets.measures import measure
from assets.statement import statement
from metrics.kpi import Kpi, with_variants
from metrics.kpi_query import presence
from metrics.measured import Measured
from metrics.question import ask

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from polars import DataFrame

ENTERED = "marts.month_end_values"  # what people enter holds for the period, not for a day
FIRST_YEAR = 2000
OfDraw = Mapping[str, Measured]  # by agent


def drawn_days(days: Sequence[date], draws: int, seed: int) -> list[list[date]]:
    """Each draw has as many days as there are; the first one, beside the draws, is all of them."""
    random = Random(seed)
    return [list(days), *(random.choices(days, k=len(days)) for _ in range(draws))]


def days_with_sums(connection: "DuckDBPyConnection", first: date, last: date) -> list[date]:
    rows = connection.execute(
        "select distinct business_date from kpi.agent_days "
        "where business_date between $first and $last order by all",
        {"first": first, "last": last},
    ).fetchall()
    return [day for (day,) in rows]


def resampled(
    connection: "DuckDBPyConnection",
    ids: Iterable[str],
    period: tuple[date, date],
    draws: Sequence[Sequence[date]],
) -> dict[str, list[OfDraw]]:
    """KPI → draw → agent → sums; a stock, which is read on one day, is left out."""
    kpis = with_variants(read_catalogue(connection))
    wanted = sorted(id_ for id_ in set(ids) if id_ in kpis and _is_of_days(kpis, kpis[id_]))
    if not wanted:
        return {}
    found: dict[str, list[dict[str, Measured]]] = {id_: [{} for _ in draws] for id_ in wanted}
    with _laid_out(connection, kpis, wanted, period, draws) as drawn:
        for one in measure(drawn, kpis, ask(kpis, wanted, by=["agent", "month"])):
            names = dict(one.names)
            if names["agent"] is not None:
                found[one.kpi.id][int(str(names["month"])[:4]) - FIRST_YEAR][names["agent"]] = one
    return {id_: list(of_draws) for id_, of_draws in found.items()}


def _is_of_days(kpis: Mapping[str, Kpi], kpi: Kpi) -> bool:
    return all(kpis[part].kind != "stock" for part in _bases(kpi))


def _bases(kpi: Kpi) -> list[str]:
    """The KPIs whose sums it stands on."""
    return list(kpi.parts) or [kpi.id]


def _laid_out(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    wanted: Sequence[str],
    period: tuple[date, date],
    draws: Sequence[Sequence[date]],
) -> "DuckDBPyConnection":
    """A database in which every draw is a month, with the tables that a measure reads."""
    import duckdb
    import polars as pl

    bases = [kpis[part] for id_ in wanted for part in _bases(kpis[id_])]
    models = {source.model for kpi in bases for source in kpi.reads}
    sums = sorted({kpi.base_id for kpi in bases} | {presence(model) for model in models})
    times = sorted({kpi.base_id for kpi in bases if kpi.quantile is not None})
    entered = [kpi.id for kpi in bases if all(one.model == ENTERED for one in kpi.reads)]
    pairs = [(draw, day) for draw, days in enumerate(draws) for day in days]
    days = {"first": period[0], "last": period[1]}
    frames = {
        "day_sums": _asked(connection, "day_sums", days | {"kpis": sums}),
        "day_people": _asked(connection, "day_people", days),
        "day_times": _asked(connection, "day_times", days | {"kpis": times}),
        "drawn": pl.DataFrame(pairs, {"draw": pl.Int64, "business_date": pl.Date}, orient="row"),
        "entered": _names([*entered, presence(ENTERED)]),
        "peaks": _names([kpi.id for kpi in bases if kpi.kind == "peak"]),
        "definitions": connection.sql("select kpi, definition from kpi.catalogue").pl(),
    }
    drawn = duckdb.connect()
    drawn.execute("set TimeZone = 'UTC'")
    for name, frame in frames.items():
        drawn.register(name, frame)
    drawn.execute(statement("whatif", "draw_tables"))
    return drawn


def _asked(connection: "DuckDBPyConnection", name: str, given: Mapping[str, object]) -> "DataFrame":
    frame: DataFrame = connection.sql(statement("whatif", name), params=dict(given)).pl()
    return frame


def _names(names: Sequence[str]) -> "DataFrame":
    import polars as pl

    return pl.DataFrame({"name": names}, {"name": pl.String})
