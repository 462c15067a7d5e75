"""Answers about KPIs from a warehouse: every value is made from sums, never from other values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assets.kpi_tables import read_catalogue
from assets.maturity import Reach
from assets.peers import drawn
from assets.sums import EVER, NEVER, Names, parameters_of, sums, table_of
from metrics.documents import Problem
from metrics.histogram import Histogram
from metrics.kpi import Kpi, with_variants
from metrics.kpi_query import presence
from metrics.kpi_sums import groups_sql, histograms_sql, reads_months
from metrics.label import Language
from metrics.measured import Json, Measured, State, Sums
from metrics.number import Fraction
from metrics.question import Question, ask, end_of, whole_months

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def get(
    connection: "DuckDBPyConnection",
    ids: Sequence[str],
    by: Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    language: Language = "en",
    *,
    shrunk: bool = False,
) -> list[dict[str, Json]]:
    """Rows as `deskmark kpis get` prints them; raises Problem when it can't be answered."""
    kpis = with_variants(read_catalogue(connection))
    question = ask(kpis, ids, by, where, date_from, date_to)
    found = measure(connection, kpis, question, histograms=True)
    rows = [one.row(language) for one in found]
    if shrunk:
        for row, peer in zip(rows, drawn(found, question), strict=True):
            row["shrunk"], row["kept"] = (peer.value, peer.kept) if peer else (None, None)
    return rows


def measure(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    question: Question,
    *,
    histograms: bool = False,
) -> list[Measured]:
    """The same with exact numbers: per KPI, sorted by names; with histograms where asked for."""
    reach = Reach(connection)
    return [
        one
        for id_ in question.ids
        for one in _measured(connection, kpis, kpis[id_], question, reach, histograms)
    ]


def _measured(
    connection: "DuckDBPyConnection",
    kpis: Mapping[str, Kpi],
    kpi: Kpi,
    question: Question,
    reach: Reach,
    histograms: bool,
) -> list[Measured]:
    as_of = (reach.data_day, reach.of(kpi))
    found = sums(connection, kpis, kpi, question)
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


def _has_histograms(kpi: Kpi, question: Question) -> bool:
    return kpi.has_quantiles and table_of(kpi, question) == "kpi.agent_days"


def _histograms(
    connection: "DuckDBPyConnection", kpi: Kpi, question: Question
) -> dict[Names, Histogram]:
    import duckdb

    query = histograms_sql(question.by, question.filters)
    parameters = parameters_of(question) | {"kpi": kpi.base_id}
    if reads_months(question.by, question.filters):
        months = whole_months(question.first or EVER, question.last or NEVER)
        parameters |= dict(zip(("first_month", "last_month"), months, strict=True))
    found: dict[Names, dict[int, int]] = {}
    try:
        rows = connection.execute(query, parameters).fetchall()
    except duckdb.CatalogException:  # months of times are not as old as desks are
        raise Problem("This desk was measured by an older version; run: deskmark measure") from None
    for *names, bucket, count in rows:
        found.setdefault(tuple(names), {})[bucket] = count
    return dict(found)


def _groups(
    connection: "DuckDBPyConnection", kpis: Mapping[str, Kpi], kpi: Kpi, question: Question
) -> set[Names]:
    """Names under which the KPI's relations have anything at all."""
    of_whom = kpis[kpi.parts[0]] if kpi.parts else kpi
    present = sorted({presence(source.model) for source in of_whom.reads})
    query = groups_sql(table_of(kpi, question), question.by, question.filters)
    rows = connection.execute(query, parameters_of(question) | {"kpis": present}).fetchall()
    return {tuple(row[: len(question.by)]) for row in rows}


def _nothing(kpi: Kpi) -> Sums:
    """There are records, but none that count here: a count of zero, a share of nothing."""
    return Sums(Fraction(0), None if kpi.has_no_denominator else Fraction(0), 0)


def _state(
    kpi: Kpi,
    names: Mapping[str, str | None],
    question: Question,
    as_of: tuple[date | None, date | None],
) -> State:
    """Final when the logs reach as many days past the row's last day as the KPI looks ahead."""
    data_day, reached = as_of
    if data_day is None or reached is None:
        return "provisional"
    end = end_of(names, question.last or data_day)
    return "final" if (reached - end).days >= kpi.matures_after_days else "provisional"
