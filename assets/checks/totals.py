"""Sum of parts: what agents have, and what has none, is what the relation holds as a whole."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from assets.checks.amiss import Amiss
from assets.checks.expectations import expect_none
from assets.checks.verdict import Verdict, keep, kept, version_of
from assets.desk.home import Desk
from metrics.kpi import Kpi, load_kpis
from metrics.words import label

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RELATION, NAME = "kpi.agent_days", "totals"


def judge_totals(connection: "DuckDBPyConnection", desk: Desk) -> list[Verdict]:
    """Counts are added up twice: by agent, day, shop and queue, and in one sum over everything."""
    severity = desk.settings.checks.severity(NAME, RELATION, "block")
    version = version_of(connection, RELATION)
    kpis = [kpi for kpi in load_kpis(desk.home / "kpis").values() if _is_sum(kpi)]
    asked = hashlib.sha256(repr((version, severity, kpis)).encode()).hexdigest()
    before = kept(connection, [RELATION], asked)
    if before is not None:
        return before
    verdicts = [] if severity == "off" else [_verdict(connection, kpis, severity)]
    keep(connection, [RELATION], asked, version, verdicts)
    return verdicts


def _is_sum(kpi: Kpi) -> bool:
    """One relation, one sum: what is counted, not divided; whom it counts once a day is not one."""
    if kpi.kind != "count" or len(kpi.reads) != 1:
        return False
    return "distinct" not in (kpi.reads[0].numerator or "")


def _verdict(connection: "DuckDBPyConnection", kpis: list[Kpi], severity: str) -> Verdict:
    amiss = list(_apart(connection, kpis))
    return Verdict(
        relation=RELATION,
        name=NAME,
        severity="block" if severity == "block" else "warn",
        passed=expect_none({NAME: len(amiss)})[NAME],
        message=Amiss.together("totals_breaks", amiss) if amiss else label("checks", "holds"),
    )


def _apart(connection: "DuckDBPyConnection", kpis: list[Kpi]) -> Iterator[Amiss]:
    """One scan per relation and date, as the sums themselves are made."""
    sums = dict(
        connection.execute("select kpi, sum(numerator) from kpi.agent_days group by kpi").fetchall()
    )
    for (model, dated_by), group in groupby(sorted(kpis, key=_origin), key=_origin):
        counted = list(group)
        wanted = ", ".join(f"{one.reads[0].numerator}::decimal(38, 6)" for one in counted)
        query = f"select {wanted} from {model} where {dated_by} is not null"
        (totals,) = connection.execute(query).fetchall()
        for kpi, total in zip(counted, totals, strict=True):
            if (found := sums.get(kpi.id, 0)) != (total or 0):
                yield Amiss(
                    "totals_place", {"kpi": kpi.id, "sum": _plain(found), "total": _plain(total)}
                )


def _origin(kpi: Kpi) -> tuple[str, str]:
    return kpi.reads[0].model, kpi.reads[0].dated_by


def _plain(amount: Decimal | None) -> str:
    return f"{amount or 0:,.6f}".rstrip("0").rstrip(".")
