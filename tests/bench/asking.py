"""How long answers take: every KPI of a year of 2,000 agents, half of them with each kind of work.

python -m tests.bench.asking
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from assets.kpi_tables import kpi_models, write_catalogue
from assets.measures import get
from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.kpi_query import duration_months_sql, presence
from sql import prepare

AGENTS, DAYS, BUCKETS = 2000, 365, 20
FIRST = "date '2026-01-01'"
NAMES = "'agent' || a as agent_id, 'shop' || a % 3 as shop, null::varchar as queue, 'x' as channel"


def year(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables as a year leaves them: every other agent has a KPI, and its times 20 buckets."""
    prepare(connection)
    write_catalogue(connection)
    for model in kpi_models().values():
        connection.execute(f"create table {model.table} as {_empty(model.name)}")
    connection.execute(
        f"insert into ops.days values ('raw.calls', 'business_date', {FIRST} + 364, 1)"
    )
    kpis = [kpi for kpi in with_variants(load_kpis()).values() if _is_kept(kpi)]
    for table, ids in (
        ("agent_days", [kpi.id for kpi in kpis if kpi.kind != "quantile"]),
        ("agent_days", sorted({presence(one.model) for kpi in kpis for one in kpi.reads})),
        ("durations", [kpi.id for kpi in kpis if kpi.has_quantiles]),
    ):
        connection.execute(
            "create or replace temp table ids as "
            "select unnest($ids) as kpi, unnest(range(len($ids))) % 2 as half",
            {"ids": ids},
        )
        connection.execute(f"insert into kpi.{table} {ROWS[table]}")
    connection.execute(f"set variable first_day = {FIRST}")
    connection.execute(f"set variable last_day = {FIRST} + {DAYS}")
    connection.execute(f"insert into kpi.duration_months by name {duration_months_sql()}")


ROWS = {
    "agent_days": f"""
        select kpi, {FIRST} + d::integer as business_date, {NAMES},
            hash(kpi, d, a) % 100 as numerator, 100 + hash(d, a) % 20 as denominator, 100 as n,
            hash(kpi, a) % 1000 as squares
        from range({DAYS}) as days (d), ids, range({AGENTS}) as agents (a)
        where a % 2 = half
    """,
    "durations": f"""
        select kpi, {FIRST} + d::integer as business_date, {NAMES},
            b * 5 as bucket, 1 + hash(a, b, d) % 4 as n
        from range({DAYS}) as days (d), ids, range({AGENTS}) as agents (a),
            range({BUCKETS}) as buckets (b)
        where a % 2 = half
    """,
}


def _empty(name: str) -> str:
    sums = "null::decimal(38, 6) as numerator, null::decimal(38, 6) as denominator, 0::bigint as n"
    keys = "'' as kpi, current_date as business_date, '' as agent_id, '' as shop, '' as queue"
    wide = {
        "agent_days": f"{keys}, '' as channel, {sums}, null::decimal(38, 6) as squares",
        "durations": f"{keys}, '' as channel, 0::smallint as bucket, 0::bigint as n",
        "duration_months": f"{keys}, '' as channel, 0::smallint as bucket, 0::bigint as n",
        "queue_intervals": f"{keys}, now()::timestamp as interval_at, {sums}, 0 as squares",
    }
    return f"select {wide[name]} limit 0"


def _is_kept(kpi: Kpi) -> bool:
    return kpi.grain == "agent_days" and not kpi.parts and kpi.kind != "stock"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="deskmark-bench-") as folder:
        path = Path(folder) / "year.duckdb"
        with duckdb.connect(path) as connection:
            year(connection)
        with duckdb.connect(path, read_only=True) as connection:
            kpis = [kpi for kpi in with_variants(load_kpis()).values() if _is_kept(kpi)]
            for by in ("agent", "month"):
                took = {
                    kpi.id: _seconds(connection, kpi, by)
                    for kpi in kpis
                    if by != "agent" or kpi.is_for_agents
                }
                slowest = max(took, key=lambda id_: took[id_])
                sys.stdout.write(
                    f"{len(took)} KPIs by {by}, {AGENTS} agents, {DAYS} days: median "
                    f"{statistics.median(took.values()):.3f} s, slowest {took[slowest]:.3f} s "
                    f"({slowest})\n"
                )


def _seconds(connection: duckdb.DuckDBPyConnection, kpi: Kpi, by: str) -> float:
    began = time.monotonic()
    get(connection, [kpi.id], [by])
    return time.monotonic() - began


if __name__ == "__main__":
    main()
