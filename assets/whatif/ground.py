"""What a what-if stands on: the periods' inputs, people and schemes as they were scored."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use, coverage
from assets.appraisal.inputs import Row, input_rows
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.ledger.closes import closed
from assets.ledger.frozen import insert, laid_out, read_tables
from assets.ledger.rules import frozen_desk
from assets.statement import statement
from metrics.documents import Problem, nearest
from metrics.period import last_month
from metrics.scheme import Scheme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Ground:
    """Score tables up to the last period, and who was scored by what in each."""

    inputs: list[Row]
    results: list[Row]
    uses: dict[str, list[Use]]
    settings: dict[str, list[SchemeUse]]

    @property
    def periods(self) -> list[str]:
        return list(self.uses)

    def teams(self, period: str) -> dict[str, str]:
        return {one.agent_id: one.team for use in self.uses[period] for one in use.agents}

    def replaced(self, scheme: str) -> str:
        """The scheme that another stands in for: itself, or the only one there is."""
        known = sorted({use.scheme.id for uses in self.uses.values() for use in uses})
        if scheme in known:
            return scheme
        if len(known) == 1:
            return known[0]
        raise Problem(
            f"{scheme} scores nobody in {self.periods[0]}; name the scheme it would replace with "
            f"--instead-of: {', '.join(known)}"
        )

    def refuse_unused(self, scheme: str) -> None:
        known = sorted({use.scheme.id for uses in self.uses.values() for use in uses})
        if scheme not in known:
            raise Problem(f'"{scheme}" scores nobody then.{nearest(scheme, known)}')


def ground(connection: "DuckDBPyConnection", desk: Desk, periods: list[str]) -> Ground:
    """Closed periods stand on what was frozen: their own people and rules."""
    _refuse_unscored(connection)
    uses: dict[str, list[Use]] = {}
    settings: dict[str, list[SchemeUse]] = {}
    for period in periods:
        uses[period], settings[period] = _scored_by(connection, desk, period)
        if not uses[period]:
            raise Problem(f"{desk.home / 'desk.yml'}: no scheme is in force in {period}.")
    last = max(periods, key=last_month)
    return Ground(
        _rows(connection, "inputs", last), _rows(connection, "results", last), uses, settings
    )


def lacking(
    connection: "DuckDBPyConnection", desk: Desk, given: Ground, uses: dict[str, list[Use]]
) -> list[Row]:
    """Inputs that only another scheme reads, measured now; what was scored from stays."""
    known = {(row["period"], row["agent_id"], row["input"]) for row in given.inputs}
    return [
        row
        for period in given.periods
        if _names(uses[period]) - _names(given.uses[period])
        for row in input_rows(connection, desk, period, uses[period])
        if (row["period"], row["agent_id"], row["input"]) not in known
    ]


def readable(rows: list[Row], was: dict[str, list[Use]], now: dict[str, list[Use]]) -> list[Row]:
    """Without what only the old form asks for: the new one would refuse a name it doesn't know."""
    foreign = {
        (period, agent_id, name)
        for period, uses in was.items()
        for old, new in zip(uses, now[period], strict=True)
        for name in set(old.scheme.inputs) - set(new.scheme.inputs)
        for agent_id in old.agent_ids
    }
    return [row for row in rows if (row["period"], row["agent_id"], row["input"]) not in foreign]


def lay_out(connection: "DuckDBPyConnection", inputs: list[Row], results: list[Row]) -> None:
    """Into an empty database: what the scorer reads, and nothing else."""
    connection.execute("set TimeZone = 'UTC'")
    connection.execute(statement("appraisal", "tables"))
    insert(connection, "score.inputs", inputs)
    insert(connection, "score.results", results)


def with_scheme(uses: list[Use], replaced: str, schemes: list[Scheme]) -> list[Use]:
    """The uses of a period with a scheme in another's place; one per use that has it."""
    new = iter(schemes)
    return [
        Use(next(new), use.agents, use.members) if use.scheme.id == replaced else use
        for use in uses
    ]


def _scored_by(
    connection: "DuckDBPyConnection", desk: Desk, period: str
) -> tuple[list[Use], list[SchemeUse]]:
    close = closed(desk, period)
    if close is None:
        return coverage(connection, desk, period), desk.settings.schemes_in(period)
    then = frozen_desk(desk, close.folder / "rules")
    with laid_out(read_tables(close.folder)) as frozen:
        return coverage(frozen, then, period), then.settings.schemes_in(period)


def _names(uses: list[Use]) -> set[str]:
    return {name for use in uses for name in use.scheme.inputs}


def _rows(connection: "DuckDBPyConnection", table: str, last: str) -> list[Row]:
    from sql import named_rows

    query = f"select * from score.{table} where period <= $last order by all"
    return named_rows(connection, query, {"last": last})


def _refuse_unscored(connection: "DuckDBPyConnection") -> None:
    found = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'score' and table_name = 'results'"
    ).fetchall()
    if not found:
        raise Problem("Nothing has been appraised on this desk yet; run: deskmark run")
