"""Adjustments: what late logs, entries and corrections change in closed periods, told later."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assets.appraisal.coverage import coverage
from assets.appraisal.inputs import input_rows
from assets.desk.home import Desk
from assets.ledger.approved import approved
from assets.ledger.closes import Close, closes
from assets.ledger.corrections import corrected, corrections
from assets.ledger.difference import Values, changed_inputs, values_of
from assets.ledger.frozen import Row, Tables, insert, laid_out, read_rows, read_tables
from assets.ledger.landing import landing_in, news
from assets.ledger.recompute import recomputed
from assets.ledger.rules import frozen_desk, kpi_text
from assets.ledger.source_files import lost_files
from assets.statement import statement
from metrics.exact import exact, plain
from sql import remember, remembered, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TEXTS = ("grade", "level")
TOLD = ("score", "pay:", *TEXTS)


def adjust(connection: "DuckDBPyConnection", desk: Desk, period: str) -> int:
    """Refills what the period carries for closed ones; answers the number of rows."""
    connection.execute(statement("appraisal", "tables"))
    rows = [
        {"period": period, **row}
        for close in landing_in(desk, period)
        for row in _of(connection, desk, close)
    ]
    with transaction(connection):
        connection.execute("delete from score.adjustments where period = ?", [period])
        insert(connection, "score.adjustments", rows)
    return len(rows)


def nothing_new(connection: "DuckDBPyConnection", desk: Desk, close: Close) -> None:
    """Called at the close: what is there now is no news."""
    remember(connection, _relation(close), news(connection, desk, close))


def _of(connection: "DuckDBPyConnection", desk: Desk, close: Close) -> list[Row]:
    """Where logs behind the close are gone, nothing can be said: the doctor tells of it."""
    if remembered(connection, _relation(close)) == news(connection, desk, close):
        return []
    if lost_files(connection, close.folder / "files.tsv"):
        return []
    tables = read_tables(close.folder)
    own = frozen_desk(desk, close.folder / "rules")
    inputs = _counted_anew(connection, desk, own, close, tables)
    behind = changed_inputs(tables["inputs"], inputs)
    if not behind:
        return []
    now = values_of(recomputed(own, close.period, tables | {"inputs": inputs}))
    was = _as_told(desk, close.period, values_of(tables))
    return list(_rows(close.period, was, now, behind))


def _counted_anew(
    connection: "DuckDBPyConnection", desk: Desk, own: Desk, close: Close, tables: Tables
) -> list[Row]:
    """By the people and schemes of the close; a KPI that is defined anew keeps its old value."""
    with laid_out(tables) as frozen:
        uses = coverage(frozen, own, close.period)
    rows = approved(input_rows(connection, own, close.period, uses), desk, close.period, uses)
    defined_anew = {
        path.stem
        for path in (close.folder / "rules").glob("kpis/*.yml")
        if path.read_text(encoding="utf-8") != kpi_text(desk, path.stem)
    }
    kept = [row for row in tables["inputs"] if _kpi(row) in defined_anew]
    fresh = [row for row in rows if _kpi(row) not in defined_anew]
    return corrected([*fresh, *kept], corrections(desk, close.period), close.period)


def _kpi(row: Row) -> str:
    kind, _, name = str(row["origin"]).partition(":")
    return name.partition(":")[0] if kind == "kpi" else ""


def _as_told(desk: Desk, period: str, values: Values) -> Values:
    """The close, with what later closes have carried for it already."""
    told = dict(values)
    for close in closes(desk).values():
        if not close.is_open:
            for row in read_rows(close.folder / "adjustments.jsonl"):
                if row["of_period"] == period:
                    key = str(row["scheme"]), str(row["agent_id"]), str(row["what"])
                    told[key] = str(row["now"])
    return told


def _rows(period: str, was: Values, now: Values, behind: dict[str, list[Row]]) -> Iterator[Row]:
    for key in sorted({*was, *now}):
        scheme, agent_id, what = key
        before, after = was.get(key), now.get(key)
        if before == after or not what.startswith(TOLD):
            continue
        difference = None  # who had no score, or has none now, is for a person
        if before is not None and after is not None and what not in TEXTS:
            difference = plain(exact(after) - exact(before))
        elif what not in TEXTS and what != "score":
            continue
        yield {
            "of_period": period,
            "scheme": scheme,
            "agent_id": agent_id,
            "what": what,
            "was": before,
            "now": after,
            "difference": difference,
            "causes": json.dumps(behind.get(agent_id, []), ensure_ascii=False),
        }


def _relation(close: Close) -> str:
    return f"ledger.news {close.period}"
