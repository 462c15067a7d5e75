"""What a score is explained from: the warehouse, or, once its period is closed, the ledger."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use, coverage
from assets.desk.home import Desk
from assets.kpi_tables import read_catalogue
from assets.ledger.closes import Close, closed
from assets.ledger.frozen import MADE, insert, laid_out, read_tables
from assets.ledger.rules import frozen_desk
from metrics.kpi import Kpi, load_kpis, with_variants

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Basis:
    """`scores` holds score.* and people; rows are counted in `rows`, today's warehouse."""

    scores: "DuckDBPyConnection"
    rows: "DuckDBPyConnection"
    desk: Desk
    period: str
    uses: list[Use]
    kpis: Mapping[str, Kpi]
    close: Close | None


@contextmanager
def basis_of(connection: "DuckDBPyConnection", desk: Desk, period: str) -> Iterator[Basis]:
    close = closed(desk, period)
    if close is None:
        uses, kpis = coverage(connection, desk, period), read_catalogue(connection)
        yield Basis(connection, connection, desk, period, uses, with_variants(kpis), None)
        return
    tables = read_tables(close.folder)
    rules = close.folder / "rules"
    with laid_out(tables) as frozen:
        for name, table in MADE.items():
            insert(frozen, table, tables[name])
        uses = coverage(frozen, frozen_desk(desk, rules), period)
        kpis = load_kpis(rules / "kpis")
        yield Basis(frozen, connection, desk, period, uses, with_variants(kpis), close)
