"""Answers about KPIs from a warehouse: every value is made from sums, never from other values."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from assets.kpi_tables import read_catalogue
from metrics.histogram import Histogram
from metrics.kpi import Kpi, with_variants
from metrics.kpi_sums import groups_sql, histograms_sql, stock_sql, sums_sql
from metrics.label import Language
from metrics.measured import Json, Measured, State, Sums, sums_of
from metrics.question import Question, ask, end_of, last_days
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Names = tuple[str | None, ...]
EVER, NEVER = date(1900, 1, 1), date(9999, 12, 31)


def get(
    connection: "DuckDBPyConnection",
    ids: Sequence[str],
    by: Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    language: Language = "en",
) -> list[dict[str, Json]]:
    """Rows as `deskmark kpis get` prints them; raises Problem when it can't be answered."""
    kpis = with_variants(read_catalogue(connection))
    question = ask(kpis, ids, by, where, date_from, date_to)
    return [one.row(language) for one in measure(connection, kpis, question, histograms=True)]


def measure(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    question: Question,
    *,
    histograms: bool = False,
) -> list[Measured]:
    """The same with exact numbers: per KPI, sorted by names; with histograms where asked for."""
    return [
        one
        for id_ in question.ids
        for one in _measured(connection, kpis, kpis[id_], question, histograms)
    ]


def _measured(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    kpi: Kpi,
    question: Question,
    histograms: bool,
) -> list[Measured]:
    as_of = data_day(connection)
    found = _sums(connection, kpis, kpi, question)
    groups = found.keys() | _groups(connection, kpis, kpi, question)
    has_records = bool(groups)
    if not question.by:
        groups |= {()}
    empty = _nothing(kpi) if has_records else None
    spread = {}
    if kpi.quantile is not None or (histograms and _has_histograms(kpi, question)):
        spread = _histograms(connection, kpi, question)
    return [
        Measured(
            kpi,
            tuple(zip(question.by, names, strict=True)),
            found.get(names, empty),
            _state(kpi, dict(zip(question.by, names, strict=True)), question, as_of),
            spread.get(names),
        )
        for names in sorted(
            groups, key=lambda names: [(name is None, name or "") for name in names]
        )
    ]


def _sums(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    kpi: Kpi,
    question: Question,
) -> dict[Names, Sums]:
    if kpi.over:
        return _one_over_another(connection, kpis, kpi, question)
    parameters = _parameters(question) | {"kpis": [kpi.base_id]}
    if kpi.kind == "stock":
        first = question.first or _first_day(connection)
        last = min(question.last or NEVER, _last_kept(connection, kpi))
        parameters["days"] = last_days(question.by, first, last)
        del parameters["first"], parameters["last"]
        query = stock_sql(_table(kpi, question), question.by, question.filters)
    else:
        is_peak = kpi.kind == "peak"
        query = sums_sql(_table(kpi, question), question.by, question.filters, is_peak)
    width = 1 + len(question.by)
    rows = connection.sql(query, params=parameters).fetchall()
    return {tuple(row[1:width]): sums_of(*row[width:]) for row in rows}


def _has_histograms(kpi: Kpi, question: Question) -> bool:
    return kpi.has_quantiles and _table(kpi, question) == "kpi.agent_days"


def _histograms(
    connection: "DuckDBPyConnection", kpi: Kpi, question: Question
) -> dict[Names, Histogram]:
    query = histograms_sql(question.by, question.filters)
    parameters = _parameters(question) | {"kpis": [kpi.base_id]}
    found: dict[Names, dict[int, int]] = {}
    for _, *names, bucket, count in connection.sql(query, params=parameters).fetchall():
        found.setdefault(tuple(names), {})[bucket] = count
    return dict(found)


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
    above = _sums(connection, kpis, upper, question)
    below = _sums(connection, kpis, lower, asked)
    pairs = {names: tuple(names[place] for place in places) for names in above}
    return {
        names: sums.over(below[pairs[names]])
        for names, sums in above.items()
        if pairs[names] in below
    }


def _groups(
    connection: "DuckDBPyConnection", kpis: Mapping[str, Kpi], kpi: Kpi, question: Question
) -> set[Names]:
    """Names under which the KPI's relations have anything at all."""
    models = {source.model for source in kpi.reads}
    if kpi.over:
        models = {source.model for source in kpis[kpi.over[0]].reads}
    siblings = [
        other.id for other in kpis.values() if models & {source.model for source in other.reads}
    ]
    query = groups_sql(_table(kpi, question), question.by, question.filters)
    rows = connection.sql(query, params=_parameters(question) | {"kpis": siblings}).fetchall()
    return {tuple(row[: len(question.by)]) for row in rows}


def _table(kpi: Kpi, question: Question) -> str:
    is_fine = kpi.grain == "queue_intervals" or "half_hour" in question.by
    return "kpi.queue_intervals" if is_fine else "kpi.agent_days"


def _parameters(question: Question) -> dict[str, object]:
    days = {"first": question.first or EVER, "last": question.last or NEVER}
    return days | {name: list(values) for name, values in question.where}


def _nothing(kpi: Kpi) -> Sums:
    """There are records, but none that count here: a count of zero, a share of nothing."""
    return Sums(Fraction(0), None if kpi.has_no_denominator else Fraction(0), 0)


def _last_kept(connection: "DuckDBPyConnection", kpi: Kpi) -> date:
    """How far the stock is kept: logs of other kinds may reach further."""
    query = " union all ".join(f"select max(business_date) from {one.model}" for one in kpi.reads)
    return max((day for (day,) in connection.sql(query).fetchall() if day), default=EVER)


def _first_day(connection: "DuckDBPyConnection") -> date:
    ((day,),) = connection.sql("select min(business_date) from kpi.agent_days").fetchall()
    return day if isinstance(day, date) else EVER


def _state(
    kpi: Kpi, names: Mapping[str, str | None], question: Question, as_of: date | None
) -> State:
    """Final when the data reaches as many days past the row's last day as the KPI looks ahead."""
    if as_of is None:
        return "provisional"
    end = end_of(names, question.last or as_of)
    return "final" if (as_of - end).days >= kpi.matures_after_days else "provisional"
