"""The sums behind an answer, from the KPI tables; of both where one KPI stands over another."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from metrics.kpi import Kpi
from metrics.kpi_sums import people_sql, stock_sql, sums_sql
from metrics.measured import Sums, sums_of
from metrics.number import Fraction
from metrics.question import Question, last_days

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Names = tuple[str | None, ...]
EVER, NEVER = date(1900, 1, 1), date(9999, 12, 31)


def sums(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    kpi: Kpi,
    question: Question,
) -> dict[Names, Sums]:
    """Per combination of names that the question lists by."""
    if kpi.over:
        return _one_over_another(connection, kpis, kpi, question)
    if kpi.peers_of:
        return _over_peers(connection, kpis, kpis[kpi.peers_of], question)
    parameters = parameters_of(question) | {"kpi": kpi.base_id}
    if kpi.kind == "stock":
        first = question.first or _first_day(connection)
        last = min(question.last or NEVER, _last_kept(connection, kpi))
        parameters["days"] = last_days(question.by, first, last)
        del parameters["first"], parameters["last"]
        query = stock_sql(table_of(kpi, question), question.by, question.filters)
    else:
        write = {"peak": _highest, "people": people_sql}.get(kpi.kind, sums_sql)
        query = write(table_of(kpi, question), question.by, question.filters)
    width = len(question.by)
    rows = connection.execute(query, parameters).fetchall()
    return {tuple(row[:width]): sums_of(*row[width:]).scaled(kpi.scale) for row in rows}


def _highest(table: str, by: Sequence[str], filters: Collection[str]) -> str:
    return sums_sql(table, by, filters, "max")


def _one_over_another(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    kpi: Kpi,
    question: Question,
) -> dict[Names, Sums]:
    """A part that is not for agents is taken for everybody: an agent's value over the shop's."""
    upper, lower = (kpis[part] for part in kpi.over or ())
    asked = question if lower.is_for_agents else question.for_everybody()
    places = [question.by.index(name) for name in asked.by]
    above = sums(connection, kpis, upper, question)
    below = sums(connection, kpis, lower, asked)
    pairs = {names: tuple(names[place] for place in places) for names in above}
    return {
        names: part.over(below[pairs[names]])
        for names, part in above.items()
        if pairs[names] in below
    }


def _over_peers(
    connection: "DuckDBPyConnection", kpis: Mapping[str, Kpi], kpi: Kpi, question: Question
) -> dict[Names, Sums]:
    """An agent's own sum over the mean of those of the same team who have any.

    Who was in two teams is set against both, each as much as the agent's own part there.
    """
    asked = question.with_peers()
    wanted = question.filters.get("agent")
    own, place = sums(connection, kpis, kpi, asked), asked.by.index("team")
    person = asked.by.index("agent")
    teams: dict[Names, list[Fraction]] = {}
    for names, part in own.items():
        if names[person] is not None and part.numerator:
            teams.setdefault(_without(names, person), []).append(part.numerator)
    found: dict[Names, list[tuple[Sums, Fraction]]] = {}
    for names, part in own.items():
        peers = teams.get(_without(names, person))
        if peers and names[person] is not None and (not wanted or names[person] in wanted):
            listed = names if "team" in question.by else _without(names, place)
            found.setdefault(listed, []).append((part, sum(peers, Fraction(0)) / len(peers)))
    return {names: _against(parts) for names, parts in found.items()}


def _against(parts: list[tuple[Sums, Fraction]]) -> Sums:
    own = sum((part.numerator for part, _ in parts), Fraction(0))
    weighed = sum((part.numerator * mean for part, mean in parts), Fraction(0))
    usual = weighed / own if own else sum((mean for _, mean in parts), Fraction(0)) / len(parts)
    return Sums(own, usual, sum(part.n for part, _ in parts))


def _without(names: Names, place: int) -> Names:
    return names[:place] + names[place + 1 :]


def table_of(kpi: Kpi, question: Question) -> str:
    is_fine = kpi.grain == "queue_intervals" or "half_hour" in question.by
    return "kpi.queue_intervals" if is_fine else "kpi.agent_days"


def parameters_of(question: Question) -> dict[str, object]:
    days = {"first": question.first or EVER, "last": question.last or NEVER}
    return days | {name: list(values) for name, values in question.where}


def _last_kept(connection: "DuckDBPyConnection", kpi: Kpi) -> date:
    """How far the stock is kept: logs of other kinds may reach further."""
    query = " union all ".join(f"select max(business_date) from {one.model}" for one in kpi.reads)
    return max((day for (day,) in connection.execute(query).fetchall() if day), default=EVER)


def _first_day(connection: "DuckDBPyConnection") -> date:
    ((day,),) = connection.execute("select min(business_date) from kpi.agent_days").fetchall()
    return day if isinstance(day, date) else EVER
