"""The SQL that adds up a KPI table for an answer: one KPI, by any names, over any days."""

from collections.abc import Collection, Mapping, Sequence

NAMES = ("agent", "team", "shop", "queue", "channel", "day", "week", "month", "half_hour")
FILTERS = ("agent", "team", "shop", "queue", "channel")

# what a month's histogram does not know: its days, and teams, which change within it
BY_DAYS = {"day", "week", "team"}
_MONTHS_AND_DAYS = """(
    select * from kpi.duration_months
    where business_date between $first_month and $last_month
    union all by name
    select * from kpi.durations
    where business_date < $first_month or business_date > $last_month
)"""

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
    """Sums per name, or how="max"; parameters: kpi, first, last and a list per filter."""
    parts = {"numerator": how, **dict.fromkeys(("denominator", "n", "squares"), "sum")}
    return _grouped(_rows(table, by, filters), by, parts)


def people_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """How many agents have any: nobody is counted twice, on however many days they came."""
    written = "".join(f"{_WRITTEN.get(name, name)} as {name}, " for name in by)
    return (
        f"select {written}count(distinct person), null, count(distinct person), null\nfrom (\n"
        f"select {_named(by)}sums.agent_id as person\n{_rows(table, by, filters)}\n"
        "and sums.numerator <> 0\ngroup by all\n)\ngroup by all having count(*) > 0"
    )


def stock_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """The same for what is not added up over days: the parameter days names those that count."""
    return sums_sql(table, by, filters).replace(
        "sums.business_date between $first and $last", "sums.business_date = any($days)"
    )


def histograms_sql(by: Sequence[str], filters: Collection[str]) -> str:
    """How many times per name and bucket; the same parameters, and months where they are read."""
    table = _MONTHS_AND_DAYS if reads_months(by, filters) else "kpi.durations"
    return _grouped(_rows(table, by, filters), by, {"n": "sum"}, ("bucket",))


def reads_months(by: Sequence[str], filters: Collection[str]) -> bool:
    """Whether `histograms_sql` takes first_month and last_month too, those of `whole_months`."""
    return not BY_DAYS & {*by, *filters}


def groups_sql(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    """Every combination of names under which any of the parameter kpis has sums."""
    names = ", ".join(f"{_GROUPED[name]} as {name}" for name in by) or "true"
    written = ", ".join(_WRITTEN.get(name, name) for name in by) or "true"
    rows = _rows(table, by, filters, "any($kpis)")
    return f"select distinct {written}\nfrom (select distinct {names}\n{rows})"


def _grouped(
    rows: str, by: Sequence[str], parts: Mapping[str, str], keys: Sequence[str] = ()
) -> str:
    """By days and moments, then by what they are written as: half hours of many days are one.

    No rows make no sums, also where nothing is listed by.
    """
    kept = "".join(f"{key}, " for key in keys)
    inner = ", ".join(f"{how}(sums.{part}) as {part}" for part, how in parts.items())
    written = "".join(f"{_WRITTEN.get(name, name)} as {name}, " for name in by)
    outer = ", ".join(
        f"{how}({part}){'::bigint' if part == 'n' else ''}" for part, how in parts.items()
    )
    return (
        f"select {written}{kept}{outer}\nfrom (\n"
        f"select {_named(by)}{kept}{inner}\n{rows}\ngroup by all having count(*) > 0\n)\n"
        "group by all having count(*) > 0"
    )


def _named(by: Sequence[str]) -> str:
    return "".join(f"{_GROUPED[name]} as {name}, " for name in by)


def _rows(table: str, by: Sequence[str], filters: Collection[str], kpi: str = "$kpi") -> str:
    conditions = [
        f"sums.kpi = {kpi}",
        "sums.business_date between $first and $last",
        *(f"{_GROUPED[name]} = any(${name})" for name in filters),
    ]
    teams = _TEAMS if "team" in {*by, *filters} else ""
    return f"from {table} as sums {teams}\nwhere {' and '.join(conditions)}"
