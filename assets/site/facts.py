"""What the page adds up: one table of agent-days, one of queues' half hours, as packed columns."""

from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboards.columns import Columns, spread_codes
from metrics.histogram import NO_TIME
from metrics.kpi import Kpi
from metrics.kpi_query import presence

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Json = dict[str, Any]
PLACE = "shop, queue, channel"


def agent_days(
    connection: "DuckDBPyConnection",
    kpis: Sequence[Kpi],
    agents: Sequence[str],
    timed: Collection[str],
) -> Json:
    """Per KPI of people and places: sums, and of the timed ones their histograms."""
    kept = [kpi for kpi in kpis if kpi.grain == "agent_days"]
    columns, fact = Columns(), _rows(connection, kept, "agent_rows", "channel")
    codes = {agent: place for place, agent in enumerate(agents, start=1)}
    fact["agent"] = columns.add(_coded(connection, "agent_id", codes))
    _keys(connection, columns, fact)
    _fill(connection, columns, fact, kept, "agent_sums")
    for kpi in kept:
        if kpi.id in timed and kpi.has_quantiles:
            fact["kpis"][kpi.id] |= _times(connection, columns, fact["rows"], kpi.id)
    return _closed(columns, fact)


def queue_intervals(connection: "DuckDBPyConnection", kpis: Sequence[Kpi]) -> Json:
    """Per KPI of queues: sums by local half hour."""
    kept = [kpi for kpi in kpis if kpi.is_by_half_hour]
    columns, fact = Columns(), _rows(connection, kept, "interval_rows", "null")
    fact["half_hours"] = [
        name
        for (name,) in connection.execute(
            "select distinct half_hour from site_rows order by 1"
        ).fetchall()
    ]
    codes = {name: place for place, name in enumerate(fact["half_hours"])}
    fact["half_hour"] = columns.add(_coded(connection, "half_hour", codes))
    _keys(connection, columns, fact)
    _fill(connection, columns, fact, kept, "interval_sums")
    return _closed(columns, fact)


def _rows(connection: "DuckDBPyConnection", kpis: Sequence[Kpi], query: str, channel: str) -> Json:
    names = [kpi.id for kpi in kpis if kpi.kind != "quantile" and not kpi.over]
    logs = sorted({presence(source.model) for kpi in kpis for source in kpi.reads})
    connection.execute("set variable kpis = $kpis", {"kpis": [*names, *logs]})
    connection.execute(_query(query))
    connection.execute(
        "create or replace temp table site_places as "
        f"select *, row_number() over (order by {PLACE})::integer - 1 as place from "
        f"(select distinct shop, queue, {channel}::varchar as channel from site_rows)"
    )
    places = connection.execute(f"select {PLACE} from site_places order by place").fetchall()
    ((rows,),) = connection.execute("select count(*) from site_rows").fetchall()
    return {"rows": rows, "names": names, "logs": logs, "places": places, "kpis": {}}


def _coded(
    connection: "DuckDBPyConnection", name: str, codes: Mapping[str, int]
) -> "np.ndarray[Any, np.dtype[np.int64]]":
    rows = connection.execute(f"select {name} from site_rows order by row").fetchall()
    return np.array([codes.get(value, 0) for (value,) in rows], dtype=np.int64)


def _keys(connection: "DuckDBPyConnection", columns: Columns, fact: Json) -> None:
    channel = "true" if "agent" not in fact else "rows.channel is not distinct from places.channel"
    found = connection.execute(
        "select (rows.business_date - getvariable('shown_from'))::integer as day, places.place "
        "from site_rows as rows inner join site_places as places "
        "on rows.shop is not distinct from places.shop "
        f"and rows.queue is not distinct from places.queue and {channel} order by rows.row"
    ).fetchnumpy()
    fact["day"] = columns.add(found["day"].astype(np.int64))
    fact["place"] = columns.add(found["place"].astype(np.int64))


def _fill(
    connection: "DuckDBPyConnection",
    columns: Columns,
    fact: Json,
    kpis: Sequence[Kpi],
    query: str,
) -> None:
    connection.execute(_query(query))
    known = {kpi.id: kpi for kpi in kpis}
    for place, name in enumerate(fact["names"], start=1):
        fact["kpis"][name] = _sums(connection, columns, fact["rows"], known[name], place)
    for place, log in enumerate(fact.pop("logs"), start=len(fact["names"]) + 1):
        found = connection.execute(
            "select distinct row from site_sums where place = $place", {"place": place}
        ).fetchnumpy()
        there = np.zeros(fact["rows"], dtype=np.int64)
        there[found["row"]] = 1
        fact["kpis"][log] = {"n": columns.add(there)}
    connection.execute("drop table site_sums")


def _sums(
    connection: "DuckDBPyConnection", columns: Columns, rows: int, kpi: Kpi, place: int
) -> Json:
    found = connection.execute(
        "select row, numerator, denominator, n, squares from site_sums "
        "where place = $place order by all",
        {"place": place},
    ).fetchnumpy()
    at = found["row"]

    def spread(name: str) -> Any:
        column = np.zeros(rows, dtype=np.float64 if name == "squares" else np.int64)
        (np.maximum if kpi.kind == "peak" and name == "numerator" else np.add).at(
            column, at, found[name]
        )
        return column

    numerator = spread("numerator")
    sums: Json = {"numerator": columns.add_amounts(numerator), "n": columns.add(spread("n"))}
    if not kpi.has_no_denominator:
        denominator = spread("denominator")
        sums["denominator"] = columns.add_amounts(denominator)
        if kpi.kind == "mean":
            codes = spread_codes(numerator, denominator, spread("squares"))
            sums["spread"] = columns.add(codes)
    return sums


def _times(connection: "DuckDBPyConnection", columns: Columns, rows: int, kpi: str) -> Json:
    """How many buckets each row has, how far each lies from the one before it, and how full."""
    found = connection.execute(_query("agent_times"), {"kpi": kpi}).fetchnumpy()
    if not len(found["row"]):
        return {}
    buckets = found["bucket"].astype(np.int64)
    timed = buckets[buckets > NO_TIME]
    lowest = int(timed.min()) if len(timed) else 0
    codes = np.where(buckets > NO_TIME, buckets - lowest + 1, 0)  # 0: no time at all
    steps = np.diff(codes, prepend=0)
    firsts = np.diff(found["row"], prepend=-1) != 0
    steps[firsts] = codes[firsts]
    filled = np.bincount(found["row"], minlength=rows).astype(np.int64)
    times = {
        "lowest": lowest,
        "filled": columns.add(filled),
        "steps": columns.add(steps),
        "n": columns.add(found["n"].astype(np.int64)),
    }
    return {"times": times}


def _closed(columns: Columns, fact: Json) -> Json:
    del fact["names"]
    return fact | {"columns": columns.shapes, "packed": columns.packed()}


def _query(name: str) -> str:
    return files("assets.site").joinpath(f"{name}.sql").read_text(encoding="utf-8")
