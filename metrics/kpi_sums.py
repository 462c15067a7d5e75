"""The SQL that adds up a KPI table for an answer: any KPIs, by any names, over any days."""

from collections.abc import Collection, Mapping, Sequence

NAMES = ("agent", "team", "shop", "queue", "channel", "day", "week", "month", "half_hour")
FILTERS = ("agent", "team", "shop", "queue", "channel")

# days and moments are grouped as they are, and written out once per group
_GROUPED = {
    "agent": "sums.agent_id",
    "team": "agents.team",
    "shop": "sums.shop",
    "queue": "sums.queue",
    "channel": "sums.channel",
    "day": "sums.business_date",
    "week": "date_trunc('week', sums.business_date)",
    "month": "date_trunc('month', sums.business_date)",
    "half_hour": "sums.interval_at",
}
_WRITTEN = {
    "day": "strftime(day, '%Y-%m-%d')",
    "week": "strftime(week, '%G-W%V')",
    "month": "strftime(month, '%Y-%m')",
    "half_hour": "strftime(settings.local_time(half_hour), '%H:%M')",
}
# people and teams as they were on the day
_TEAMS = (
    "left join staged.agents as agents on agents.agent_id = sums.agent_id "
    "and sums.business_date between agents.valid_from and agents.valid_to"
)


def sums_sql(table: str, by: Sequence[str], filters: Collection[str], how: str = "sum") -> str:
    """Sums per KPI and name, or how="max"; parameters: kpis, first, last and a list per filter."""
    parts = {"numerator": how, **dict.fromkeys(("denominator", "n", "squares"), "sum")}
    return _grouped_twice(_rows(table, by, filters), by, parts)


def people_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """How many agents have any: nobody is counted twice, on however many days they came."""
    written = "".join(f", {_WRITTEN.get(name, name)} as {name}" for name in by)
    return (
        f"select kpi{written}, count(distinct person), null, count(distinct person), null\nfrom (\n"
        f"select sums.kpi{_named(by)}, sums.agent_id as person\n{_rows(table, by, filters)}\n"
        "and sums.numerator <> 0\ngroup by all\n)\ngroup by all"
    )


def stock_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """The same for what is not added up over days: the parameter days names those that count."""
    return sums_sql(table, by, filters).replace(
        "sums.business_date between $first and $last", "sums.business_date = any($days)"
    )


def histograms_sql(by: Sequence[str], filters: Collection[str]) -> str:
    """How many times per KPI, name and bucket; the same parameters."""
    return _grouped_twice(_rows("kpi.durations", by, filters), by, {"n": "sum"}, ("bucket",))


def groups_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """Every combination of names that has any sums: a KPI without a value there says so."""
    names = ", ".join(f"{_GROUPED[name]} as {name}" for name in by) or "true"
    written = ", ".join(_WRITTEN.get(name, name) for name in by) or "true"
    return f"select distinct {written}\nfrom (select distinct {names}\n{_rows(table, by, filters)})"


def _grouped_twice(
    rows: str, by: Sequence[str], parts: Mapping[str, str], keys: Sequence[str] = ()
) -> str:
    """By days and moments, then by what they are written as: half hours of many days are one."""
    written = "".join(f", {_WRITTEN.get(name, name)} as {name}" for name in by)
    kept = "".join(f", {key}" for key in keys)
    inner = ", ".join(f"{how}(sums.{part}) as {part}" for part, how in parts.items())
    outer = ", ".join(
        f"{how}({part}){'::bigint' if part == 'n' else ''}" for part, how in parts.items()
    )
    return (
        f"select kpi{written}{kept}, {outer}\nfrom (\n"
        f"select sums.kpi{_named(by)}{kept}, {inner}\n{rows}\ngroup by all\n)\ngroup by all"
    )


def _named(by: Sequence[str]) -> str:
    return "".join(f", {_GROUPED[name]} as {name}" for name in by)


def _rows(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    conditions = [
        "sums.kpi = any($kpis)",
        "sums.business_date between $first and $last",
        *(f"{_GROUPED[name]} = any(${name})" for name in filters),
    ]
    teams = _TEAMS if "team" in {*by, *filters} else ""
    return f"from {table} as sums {teams}\nwhere {' and '.join(conditions)}"
