"""Every formula of one KPI side by side over the same rows: what each of them would print."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assets.kpi_tables import read_catalogue
from assets.measures import get
from assets.statement import statement
from metrics.documents import Problem, nearest
from metrics.kpi import Kpi
from metrics.label import Language
from metrics.measured import Json
from metrics.service_level import with_waits

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MODEL = "marts.queue_intervals"
EVER, NEVER = date(1, 1, 1), date(9999, 12, 31)
SHOWN = ("numerator", "denominator", "value", "low", "high", "n", "reason", "state")


def formulas(
    connection: "DuckDBPyConnection",
    kpi_id: str,
    where: Mapping[str, Sequence[str]],
    date_from: date | None,
    date_to: date | None,
    language: Language,
) -> list[dict[str, Json]]:
    """The KPI itself first, then its variants; waits are filled in where all rows share them."""
    kpis = read_catalogue(connection)
    if kpi_id not in kpis:
        raise Problem(f'There is no KPI "{kpi_id}".{nearest(kpi_id, [*kpis])}')
    kpi = kpis[kpi_id]
    ids = [kpi_id, *(f"{kpi_id}:{name}" for name in kpi.variants)]
    rows = get(connection, ids, (), where, date_from, date_to, language)
    waits = _waits(connection, kpi, where, date_from, date_to)
    texts = {kpi_id: kpi.formula} | {
        f"{kpi_id}:{name}": variant.formula for name, variant in kpi.variants.items()
    }
    in_force = {f"{kpi_id}:{formula}" for _, _, formula in waits}
    within = {seconds for seconds, _, _ in waits}
    short = {seconds for _, seconds, _ in waits}
    return [
        {
            "kpi": row["kpi"],
            "formula": with_waits(texts[str(row["kpi"])], _one(within), _one(short)),
            "in_force": str(row["kpi"]) in in_force,
            "answer_within_seconds": _one(within),
            "short_abandon_seconds": _one(short),
        }
        | {name: row[name] for name in SHOWN if name in row}
        for row in rows
    ]


def _one(values: set[int]) -> int | None:
    return next(iter(values)) if len(values) == 1 else None


def _waits(
    connection: "DuckDBPyConnection",
    kpi: Kpi,
    where: Mapping[str, Sequence[str]],
    date_from: date | None,
    date_to: date | None,
) -> list[tuple[int, int, str]]:
    if MODEL not in {source.model for source in kpi.reads}:
        return []
    parameters = {
        "first": date_from or EVER,
        "last": date_to or NEVER,
        "queues": [*where.get("queue", ())],
        "shops": [*where.get("shop", ())],
    }
    return connection.execute(statement("service_levels", "thresholds"), parameters).fetchall()
