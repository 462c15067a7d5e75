"""The SQL that adds up a KPI table for an answer: any KPIs, by any names, over any days."""

from collections.abc import Collection, Sequence

NAMES = ("agent", "team", "shop", "queue", "channel", "day", "week", "month", "half_hour")
FILTERS = ("agent", "team", "shop", "queue", "channel")

_WRITTEN = {
    "agent": "sums.agent_id",
    "team": "agents.team",
    "shop": "sums.shop",
    "queue": "sums.queue",
    "channel": "sums.channel",
    "day": "strftime(sums.business_date, '%Y-%m-%d')",
    "week": "strftime(sums.business_date, '%G-W%V')",
    "month": "strftime(sums.business_date, '%Y-%m')",
    "half_hour": "strftime(settings.local_time(sums.interval_at), '%H:%M')",
}
# people and teams as they were on the day
_TEAMS = (
    "left join staged.agents as agents on agents.agent_id = sums.agent_id "
    "and sums.business_date between agents.valid_from and agents.valid_to"
)


def sums_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """Sums per KPI and name; parameters: kpis, first, last and a list per filter."""
    return (
        f"select sums.kpi{_named(by)}, sum(sums.numerator), sum(sums.denominator), "
        f"sum(sums.n)::bigint, sum(sums.squares)\n{_rows(table, by, filters)}\ngroup by all"
    )


def stock_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """The same for what is not added up over days: the parameter days names those that count."""
    return sums_sql(table, by, filters).replace(
        "sums.business_date between $first and $last", "sums.business_date = any($days)"
    )


def groups_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """Every combination of names that has any sums: a KPI without a value there says so."""
    names = _named(by).removeprefix(", ") or "true"
    return f"select distinct {names}\n{_rows(table, by, filters)}"


def _named(by: Sequence[str]) -> str:
    return "".join(f", {_WRITTEN[name]} as {name}" for name in by)


def _rows(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    conditions = [
        "sums.kpi = any($kpis)",
        "sums.business_date between $first and $last",
        *(f"{_WRITTEN[name]} = any(${name})" for name in filters),
    ]
    teams = _TEAMS if "team" in {*by, *filters} else ""
    return f"from {table} as sums {teams}\nwhere {' and '.join(conditions)}"
