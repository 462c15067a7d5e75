"""kpi.agent_days and kpi.queue_intervals as relations, made from the catalogue of KPIs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from metrics.documents import Problem
from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.kpi_query import (
    Scans,
    agent_days_scans,
    dates_read,
    duration_months_sql,
    durations_sql,
    queue_intervals_scans,
    union,
)
from sql import Column, Model, Spec, Text, Window, dependencies, load_models

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUMS = {
    "kpi": "Id of the KPI; a variant as id:NAME.",
    "business_date": "Business day that the KPI is dated by.",
    "shop": "Shop or brand, where the log knows it.",
    "queue": "Queue, where the log knows it.",
    "numerator": "Sum above the line.",
    "denominator": "Sum below the line; empty for counts.",
    "n": "Records behind the denominator.",
    "squares": "Sum of squares of a mean's values.",
}
AGENT_DAYS = SUMS | {
    "agent_id": "Agent at the time; empty where there was none.",
    "channel": "Platform or channel, where the log knows it.",
}
_SUMMED = {"numerator", "denominator", "squares"}
DURATIONS = {name: text for name, text in AGENT_DAYS.items() if name not in _SUMMED} | {
    "bucket": "Bucket of the time, as metrics/histogram.py numbers them.",
    "n": "How many.",
}
DURATION_MONTHS = DURATIONS | {"business_date": "First day of the month."}
QUEUE_INTERVALS = SUMS | {"interval_at": "Start of the local half hour, in UTC."}


def kpi_models(folder: Path | None = None) -> dict[str, Model]:
    """The tables, for the shipped KPIs and those of a desk's own folder."""
    every = list(with_variants(load_kpis(folder)).values())
    columns = {table: list(model.columns) for table, model in load_models().items()}
    return {
        model.table: model
        for model in (
            _model(
                "agent_days",
                agent_days_scans(every, columns),
                [kpi for kpi in every if kpi.grain == "agent_days"],
                Text(
                    en="Sums of every KPI: one row per KPI, day, agent, shop, queue and channel",
                    zh="各指标的分子与分母：每个指标、每天、每名客服、店铺、队列、渠道一行",
                ),
                AGENT_DAYS,
            ),
            _model(
                "queue_intervals",
                queue_intervals_scans(every, columns),
                [kpi for kpi in every if kpi.is_by_half_hour],
                Text(
                    en="Sums of queue KPIs: one row per KPI, local half hour, queue and shop",
                    zh="队列指标的分子与分母：每个指标、每半小时、每个队列、店铺一行",
                ),
                QUEUE_INTERVALS,
            ),
            _model(
                "durations",
                durations_sql(every, columns),
                [kpi for kpi in every if kpi.has_quantiles],
                Text(
                    en="Histograms of times: one row per KPI, day, agent, shop, queue, channel "
                    "and bucket",
                    zh="时长直方图：每个指标、每天、每名客服、店铺、队列、渠道、每个区间一行",
                ),
                DURATIONS,
            ),
            _months(),
        )
    }


def refuse_unbound(connection: "DuckDBPyConnection", folder: Path) -> None:
    """Raises Problem for a desk's own KPI that names a table or column that there is not."""
    import duckdb

    own = {path.stem for path in folder.glob("*.yml")}
    for kpi in with_variants(load_kpis(folder)).values():
        if kpi.id.partition(":")[0] not in own:
            continue
        for source in kpi.reads:
            parts = (source.value, source.numerator, source.denominator, source.n)
            written = ", ".join(part for part in (source.dated_by, *parts) if part)
            try:
                connection.sql(f"select {written} from {source.model} group by all limit 0")
            except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException) as e:
                said = str(e).splitlines()[0].partition(": ")[2]
                file = folder / f"{kpi.id.partition(':')[0]}.yml"
                raise Problem(f"{file}: cannot be computed from {source.model}: {said}") from None


def write_catalogue(connection: "DuckDBPyConnection", folder: Path | None = None) -> None:
    """Keeps the definitions beside the numbers, so that readers of a copy have both."""
    kpis = load_kpis(folder).values()
    connection.execute(
        "create or replace table kpi.catalogue as select unnest($kpis::varchar[]) as kpi, "
        "unnest($definitions::varchar[]) as definition, unnest($logs::varchar[][]) as logs",
        {
            "kpis": [kpi.id for kpi in kpis],
            "definitions": [kpi.model_dump_json() for kpi in kpis],
            "logs": [sorted(_logs_of(kpi)) for kpi in kpis],
        },
    )


def read_catalogue(connection: "DuckDBPyConnection") -> dict[str, Kpi]:
    """The KPIs that this warehouse was measured by."""
    rows = connection.execute("select definition from kpi.catalogue order by kpi").fetchall()
    kpis = [Kpi.model_validate(json.loads(definition)) for (definition,) in rows]
    return {kpi.id: kpi for kpi in kpis}


def _logs_of(kpi: Kpi) -> set[str]:
    """The logs that the KPI is made from, through every relation in between."""
    models = load_models()
    found, waiting = set[str](), {source.model for source in kpi.reads}
    while waiting:
        table = waiting.pop()
        if table not in found:
            found.add(table)
            waiting |= dependencies(models[table]) if table in models else frozenset()
    return {table for table in found if table.startswith("raw.")}


def _months() -> Model:
    spec = Spec(
        description=Text(
            en="Histograms of times by whole months: one row per KPI, month, agent, shop, queue, "
            "channel and bucket",
            zh="按整月汇总的时长直方图：每个指标、每月、每名客服、店铺、队列、渠道、每个区间一行",
        ),
        materialized="days",
        reads={"kpi.durations": Window()},
        period="month",
        columns={name: Column(description=text) for name, text in DURATION_MONTHS.items()},
    )
    return Model(schema_name="kpi", name="duration_months", query=duration_months_sql(), spec=spec)


def _model(
    name: str, query: str | Scans, kpis: list[Kpi], description: Text, columns: dict[str, str]
) -> Model:
    scans = query if isinstance(query, dict) else {}
    reads = {table: Window(dates=dates) for table, dates in dates_read(kpis).items()}
    spec = Spec(
        description=description,
        materialized="days",
        reads=reads,
        columns={column: Column(description=text) for column, text in columns.items()},
    )
    whole = query if isinstance(query, str) else union(query.values())
    return Model(schema_name="kpi", name=name, query=whole, spec=spec, scans=scans)
