"""The rows of a relation that a KPI counts for an agent, each with what it adds to the sums."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from metrics.kpi import Kpi, Source
from metrics.kpi_query import amounts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

GROUPS = ("shop", "queue", "channel")  # beside day and person: the grain of the KPI tables


@dataclass(frozen=True)
class Counting:
    """What one relation adds to a KPI: whose rows (None: everybody's), of which days."""

    number: int
    kpi: Kpi
    source: Source
    agent_id: str | None
    first: date
    last: date
    only: str = "true"  # a condition on the relation's rows

    @property
    def table(self) -> str:
        return f"counted_{self.number}"


def count_rows(
    connection: "DuckDBPyConnection", counting: Counting, columns: Collection[str]
) -> None:
    """Fills the counting's table: the relation's rows that add something, numbered by day.

    What rows add alone is what they add together, but for distinct counts: there each row adds
    what the count grows by when it joins those before it. Rows of one day have an order that
    hangs on nothing but what they hold.
    """
    source = counting.source
    mine = f"and {source.who} = $agent" if counting.agent_id and source.who != "nobody" else ""
    nobody = "and false" if counting.agent_id and source.who == "nobody" else ""
    parameters: dict[str, object] = {"first": counting.first, "last": counting.last}
    if mine:
        parameters["agent"] = counting.agent_id
    connection.execute(
        f"""
        create or replace temp table chosen as
        select *, row_number() over (order by {", ".join((source.dated_by, *columns))}) as _row
        from {source.model}
        where {source.dated_by} between $first and $last {mine} {nobody} and {counting.only}
        """,
        parameters,
    )
    people = [] if source.who == "nobody" else [source.who]
    group = [source.dated_by, *people, *(name for name in GROUPS if name in columns)]
    _add_alone(connection, counting)
    if not _adds_up(connection, counting, group):
        _add_in_turn(connection, counting, group)
    connection.execute(
        f"create or replace temp table {counting.table} as "
        "select chosen.*, _numerator, _denominator from chosen join added using (_row) "
        "where _numerator <> 0 or _denominator <> 0"
    )


def _add_alone(connection: "DuckDBPyConnection", counting: Counting) -> None:
    numerator, denominator = amounts(counting.kpi, counting.source)
    connection.execute(
        "create or replace temp table added as "
        f"select _row, {numerator} as _numerator, {denominator} as _denominator "
        "from chosen group by _row"
    )


def _adds_up(connection: "DuckDBPyConnection", counting: Counting, group: list[str]) -> bool:
    numerator, denominator = amounts(counting.kpi, counting.source)
    ((agrees,),) = connection.execute(
        f"""
        select sum(numerator) is not distinct from (select sum(_numerator) from added)
            and sum(denominator) is not distinct from (select sum(_denominator) from added)
        from (
            select {numerator} as numerator, {denominator} as denominator
            from chosen
            group by {", ".join(group)}
        )
        """
    ).fetchall()
    return bool(agrees) or counting.kpi.kind == "peak"


def _add_in_turn(connection: "DuckDBPyConnection", counting: Counting, group: list[str]) -> None:
    """Each day's rows with those before them: as many pairs as a day has rows, squared."""
    numerator, denominator = amounts(counting.kpi, counting.source)
    connection.execute(
        f"""
        create or replace temp table added as
        with grouped as (
            select *, dense_rank() over (order by {", ".join(group)}) as _group from chosen
        ),
        pairs as (
            select upto._row as _upto, grouped.*
            from grouped
            join (select _group, _row from grouped) as upto
                on grouped._group = upto._group and grouped._row <= upto._row
        ),
        together as (
            select _group, _upto, {numerator} as numerator, {denominator} as denominator
            from pairs
            group by _group, _upto
        )
        select
            _upto as _row,
            numerator - coalesce(lag(numerator) over in_turn, 0) as _numerator,
            denominator - coalesce(lag(denominator) over in_turn, 0) as _denominator
        from together
        window in_turn as (partition by _group order by _upto)
        """
    )
