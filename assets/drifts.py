"""Drifts as rows: each name's last day against its own 28 days before and the same weekday."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assets.kpi_tables import read_catalogue
from assets.measures import measure
from metrics.documents import Problem
from metrics.drift import DAYS, Drift, drift
from metrics.kpi import Kpi, with_variants
from metrics.measured import Json, Measured, json_number
from metrics.question import ask
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Names = tuple[tuple[str, str | None], ...]
KINDS = ("share", "mean", "count")
AGAINST = {"28_days": 1, "same_weekday": 7}  # every so many days back


def drifts(
    connection: "DuckDBPyConnection",
    ids: Sequence[str],
    by: Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    day: date | None = None,
) -> list[dict[str, Json]]:
    """Two rows per KPI and name, the greatest distances first; raises Problem when unclear."""
    kpis = with_variants(read_catalogue(connection))
    day = day or data_day(connection)
    if day is None:
        raise Problem("No log has been loaded yet; run: deskmark run")
    if "day" in by or "week" in by or "month" in by or "half_hour" in by:
        raise Problem("A drift is of one day: list it by agent, team, shop, queue or channel.")
    question = ask(kpis, ids, [*by, "day"], where, day - timedelta(days=DAYS), day)
    for id_ in question.ids:
        if kpis[id_].kind not in KINDS:
            raise Problem(
                f'"{id_}" is a {kpis[id_].kind}: how far chance moves it is not known. '
                "Drifts are told of shares, means and counts."
            )
    found: dict[tuple[str, Names], list[Measured]] = {}
    for one in measure(connection, kpis, question):
        found.setdefault((one.kpi.id, one.names[:-1]), []).append(one)
    rows = [
        (abs(told.errors or 0), _row(id_, names, against, told))
        for (id_, names), days in found.items()
        for against, told in _told(kpis[id_], days, day)
    ]
    return [row for _, row in sorted(rows, key=lambda pair: -pair[0])]


def _told(kpi: Kpi, days: list[Measured], day: date) -> list[tuple[str, Drift]]:
    """Days on which the log has nothing of the name are days off, not days of zero."""
    worked = {_day_of(one): one.sums for one in days if one.sums and one.sums.n}
    lately = worked.pop(day, None)
    return [
        (
            against,
            drift(
                kpi, lately, [s for d, s in sorted(worked.items()) if (day - d).days % step == 0]
            ),
        )
        for against, step in AGAINST.items()
    ]


def _day_of(one: Measured) -> date:
    return date.fromisoformat(str(dict(one.names)["day"]))


def _row(id_: str, names: Names, against: str, told: Drift) -> dict[str, Json]:
    return {
        "kpi": id_,
        **dict(names),
        "against": against,
        "value": json_number(told.value),
        "before": json_number(told.before),
        "n": told.n,
        "n_before": told.n_before,
        "errors": None if told.errors is None else round(told.errors, 2),
        "verdict": told.verdict,
    }
