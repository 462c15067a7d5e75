"""The SQL that fills the KPI tables: one scan per relation, date and person."""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from metrics.histogram import bucket_sql
from metrics.kpi import Kpi, Source

AMOUNT = "decimal(38, 6)"
AGENT_DAYS = ("business_date", "agent_id", "shop", "queue", "channel")
QUEUE_INTERVALS = ("business_date", "interval_at", "queue", "shop")
Columns = Mapping[str, Collection[str]]
Scans = dict[tuple[str, str], str]  # a query by the relation and the date that it reads


class _Contribution(NamedTuple):
    kpi: Kpi
    source: Source


def agent_days_scans(kpis: Iterable[Kpi], columns: Columns) -> Scans:
    """Sums per KPI, business day, agent, shop, queue and channel, of the days that are set."""
    return _long([kpi for kpi in kpis if kpi.grain == "agent_days"], columns, AGENT_DAYS)


def queue_intervals_scans(kpis: Iterable[Kpi], columns: Columns) -> Scans:
    """The same per KPI, business day, local half hour, queue and shop."""
    return _long([kpi for kpi in kpis if kpi.is_by_half_hour], columns, QUEUE_INTERVALS)


def durations_sql(kpis: Iterable[Kpi], columns: Columns) -> str:
    """How many times fell into each bucket, by the same names as kpi.agent_days.

    Each relation is read once: rows that fall into the same buckets are counted together, and
    what is left is counted by KPI.
    """
    contributions = [
        _Contribution(kpi, source)
        for kpi in kpis
        if kpi.has_quantiles and kpi.kind != "quantile"
        for source in kpi.reads
    ]
    steps, counts = [], []
    for place, (_, group) in enumerate(groupby(sorted(contributions, key=_origin), key=_origin)):
        together = list(group)
        steps.append(f"counted_{place} as materialized ({_bucketed(together, columns)})")
        counts += [_histogram(f"counted_{place}", one) for one in together]
    return f"with {', '.join(steps)}\n" + "\nunion all\n".join(counts)


def duration_months_sql() -> str:
    """The same of whole months, dated by their first days: a year has few rows to add up then."""
    groups = ", ".join(("kpi", *AGENT_DAYS[1:], "bucket"))
    return f"""
select
    date_trunc('month', business_date)::date as business_date,
    {groups},
    sum(n)::bigint as n
from kpi.durations
where
    business_date
    between getvariable('first_day')::date and last_day(getvariable('last_day')::date)
group by all"""


def dates_read(kpis: Iterable[Kpi]) -> dict[str, tuple[str, ...]]:
    """The relations that these KPIs read, with the date columns that they go by."""
    pairs = sorted({(source.model, source.dated_by) for kpi in kpis for source in kpi.reads})
    return {
        model: tuple(dated_by for _, dated_by in group)
        for model, group in groupby(pairs, key=lambda pair: pair[0])
    }


def _long(kpis: Iterable[Kpi], columns: Columns, names: tuple[str, ...]) -> Scans:
    contributions = [
        _Contribution(kpi, source) for kpi in kpis if kpi.kind != "quantile" for source in kpi.reads
    ]
    scans: Scans = {}
    for (relation, dated_by, _), group in groupby(sorted(contributions, key=_origin), key=_origin):
        scan = _scan(list(group), columns, names)
        before = scans.get((relation, dated_by))
        scans[relation, dated_by] = union([before, scan]) if before else scan
    return scans


def union(scans: Iterable[str]) -> str:
    return "\nunion all\n".join(scans)


def presence(model: str) -> str:
    """Under this name the tables count a relation's records: where there are any at all."""
    return f"@{model}"


def _presence(model: str) -> str:
    count = f"count(*)::{AMOUNT}"
    return (
        f"{{kpi: '{presence(model)}', numerator: {count}, denominator: null::{AMOUNT}, "
        f"n: count(*), squares: null::{AMOUNT}}}"
    )


def _id(contribution: _Contribution) -> str:
    return contribution.kpi.id


def _origin(contribution: _Contribution) -> tuple[str, str, str]:
    source = contribution.source
    return source.model, source.dated_by, source.who


def _scan(contributions: list[_Contribution], columns: Columns, names: tuple[str, ...]) -> str:
    """A wide aggregate turned long; rows that add nothing are left out."""
    source = contributions[0].source
    groups = ",\n        ".join(
        f"{_written(name, source, columns[source.model])} as {name}" for name in names
    )
    every = [_sums(one.kpi, one.source) for one in sorted(contributions, key=_id)]
    sums = ",\n            ".join([*every, _presence(source.model)])
    places = ", ".join(str(place) for place in range(1, len(names) + 1))
    return f"""
select sums.kpi, {", ".join(names)}, sums.numerator, sums.denominator, sums.n, sums.squares
from (
    select
        {groups},
        unnest([
            {sums}
        ]) as sums
    from {source.model}
    where
        {source.dated_by}
        between getvariable('first_day')::date and getvariable('last_day')::date
    group by {places}
)
where sums.numerator <> 0 or sums.denominator <> 0"""


def _bucketed(together: list[_Contribution], columns: Columns) -> str:
    source = together[0].source
    groups = [f"{_written(name, source, columns[source.model])} as {name}" for name in AGENT_DAYS]
    groups += [f'{bucket_sql(one.source.value or "null")} as "{one.kpi.id}"' for one in together]
    return f"""
    select
        {", ".join(groups)},
        count(*) as n
    from {source.model}
    where
        {source.dated_by}
        between getvariable('first_day')::date and getvariable('last_day')::date
    group by all"""


def _histogram(counted: str, one: _Contribution) -> str:
    return f"""
select
    '{one.kpi.id}' as kpi,
    {", ".join(AGENT_DAYS)},
    "{one.kpi.id}" as bucket,
    sum(n)::bigint as n
from {counted}
where "{one.kpi.id}" is not null
group by all"""


def _written(name: str, source: Source, known: Collection[str]) -> str:
    match name:
        case "business_date":
            return source.dated_by
        case "interval_at":
            # answered_on goes with answered_interval_at, the business day with interval_at
            event = source.dated_by.removesuffix("business_date").replace("_on", "_")
            return f"{event}interval_at"
        case "agent_id" if source.who != "nobody":
            return source.who
        case "agent_id":
            return "null::varchar"
        case _:
            return name if name in known else "null::varchar"


def amounts(kpi: Kpi, source: Source) -> tuple[str, str]:
    """What a relation adds to numerator and denominator, as aggregates over its rows."""
    if source.value:
        return _amount(f"sum({source.value})"), _amount(f"count({source.value})")
    denominator = source.denominator or ("null" if kpi.has_no_denominator else "0")
    return _amount(source.numerator or "0"), _amount(denominator)


def _sums(kpi: Kpi, source: Source) -> str:
    numerator, denominator = amounts(kpi, source)
    squares, n = "null", source.n or source.denominator
    if source.value:
        n = source.n or f"count({source.value})"
        squares = f"coalesce(sum(({source.value})::{AMOUNT} * ({source.value})), 0)"
    elif n is None:
        n = (source.numerator or "0") if kpi.has_no_denominator else "0"
    return (
        f"{{kpi: '{kpi.id}', numerator: {numerator}, "
        f"denominator: {denominator}, n: coalesce({n}, 0)::bigint, "
        f"squares: {squares}::{AMOUNT}}}"
    )


def _amount(expression: str) -> str:
    if expression == "null":
        return f"null::{AMOUNT}"
    return f"coalesce({expression}, 0)::{AMOUNT}"
