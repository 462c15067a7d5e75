"""The same for everybody at once: each KPI of a period with the first rows behind every agent."""

import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.appraisal.inputs import Row, insert
from assets.desk.home import Desk
from assets.kpi_tables import read_catalogue
from assets.statement import statement
from assets.trace.answer import Json, places_told
from assets.trace.chain import Place
from assets.trace.counted import Counting
from assets.trace.records import Found
from assets.trace.shown import shown_columns
from assets.trace.tally import Tally
from metrics.exact import exact, plain
from metrics.kpi import Kpi, Source, with_variants
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LISTED = 3  # rows of each agent, KPI and relation
RECORDS = 3  # of each row and log
LOOKED_AT = 100  # rows of an agent's first days; all days, where too few of them add anything
Added = tuple[str, str, Decimal, Decimal | None, int]
COLUMNS = {
    "counted_kpis": ("period", "kpi", "definition"),
    "counted_sums": ("period", "agent_id", "kpi", "numerator", "denominator", "n"),
    "counted_rows": ("period", "agent_id", "kpi", "position", "relation", "day", "cells",
                     "numerator", "denominator", "places"),
}  # fmt: skip


def count_period(
    connection: "DuckDBPyConnection", desk: Desk, period: str, listed: int | None = LISTED
) -> int:
    """Refills the period in one transaction; answers the number of rows that are listed."""
    connection.execute(statement("appraisal", "tables"))
    kpis = with_variants(read_catalogue(connection))
    people = _people(connection, kpis, period)
    days = period_days(desk, period)
    tally = Tally(connection, desk, *days, listed, of_each=True, most_records=RECORDS + 1)
    counted = [one for kpi, who in people.items() for one in _count(tally, kpis[kpi], sorted(who))]
    found = tally.places()
    names = [name for name in people if kpis[name].quantile is None]
    sums = connection.execute(statement("trace", "sums"), [names, *days]).fetchall()
    tables: dict[str, list[Row]] = {
        "counted_kpis": [{"kpi": name, "definition": _definition(kpis[name])} for name in people],
        "counted_sums": [
            dict(zip(COLUMNS["counted_sums"][1:], row, strict=True))
            for row in map(_exact, sums)
            if row[0] in ("", *people[str(row[1])])
            and bool(row[0]) == kpis[str(row[1])].is_for_agents
        ],
        "counted_rows": list(_rows(tally, counted, found)),
    }
    with transaction(connection):
        for table, rows in tables.items():
            connection.execute(f"delete from score.{table} where period = ?", [period])
            filled = [{"period": period, **row} for row in rows]
            insert(connection, f"score.{table}", COLUMNS[table], filled)
    return len(tables["counted_rows"])


def _people(
    connection: "DuckDBPyConnection", kpis: dict[str, Kpi], period: str
) -> dict[str, set[str]]:
    """KPI → agents with an input that reads it; of one KPI over another both."""
    found: dict[str, set[str]] = {}
    for name, agents in connection.execute(statement("trace", "asked"), [period]).fetchall():
        for one in (name, *kpis[name].parts) if name in kpis else ():
            found.setdefault(one, set()).update(agents)
    return dict(sorted(found.items()))


def _definition(kpi: Kpi) -> str:
    return kpi.model_dump_json(exclude={"variants", "references"}, exclude_defaults=True)


def _exact(
    row: tuple[str, str, Decimal, Decimal | None, int],
) -> tuple[str, str, str | None, str | None, int]:
    agent_id, kpi, numerator, denominator, n = row
    over, under = (None if one is None else plain(exact(one)) for one in (numerator, denominator))
    return agent_id, kpi, over, under, n


def _count(tally: Tally, kpi: Kpi, people: list[str]) -> Iterator[Counting]:
    """Rows that name their agent; what everybody has in common is told by its sum alone."""
    for source in kpi.reads if kpi.is_for_agents else ():
        short = [] if source.who == "nobody" else people
        for most in (LOOKED_AT, None):
            if short:
                counting = _counting(tally, kpi, source, short, most)
                short = _short(tally, counting, short) if most is not None else []
                tally.seek(counting)
                _forget_the_rest(tally, counting)
                yield counting


def _counting(
    tally: Tally, kpi: Kpi, source: Source, people: list[str], most: int | None
) -> Counting:
    """The rows of these people's first days; without `most` of all days."""
    first, last = tally.days(kpi, source.model)
    number = len(tally.countings)
    tally.connection.execute(
        f"""
        create or replace temp table looked_at_{number} as
        select
            {source.who} as _who,
            {source.dated_by} as _day,
            sum(count(*)) over (partition by {source.who} order by {source.dated_by}) - count(*)
                as _before
        from {source.model}
        where {source.dated_by} between $first and $last and {source.who} in (from unnest($people))
        group by 1, 2
        qualify _before < $most or $most is null
        """,
        {"first": first, "last": last, "people": people, "most": most},
    )
    mine = f"({source.who}, {source.dated_by}) in (select (_who, _day) from looked_at_{number})"
    counting = Counting(number, kpi, source, None, first, last, mine)
    tally.count(counting)
    return counting


def _short(tally: Tally, counting: Counting, people: list[str]) -> list[str]:
    """Who has too few rows so far: theirs are looked for once more, over all days."""
    if tally.listed is None:
        few = people
    else:
        enough = tally.connection.execute(
            f"select {counting.source.who} from {counting.table} group by 1 having count(*) >= $n",
            {"n": tally.listed},
        ).fetchall()
        few = sorted(set(people) - {who for (who,) in enough})
    tally.connection.execute(
        f"delete from {counting.table} where {counting.source.who} in (from unnest($few))",
        {"few": few},
    )
    return few


def _forget_the_rest(tally: Tally, counting: Counting) -> None:
    """Only what is listed stays: many people have many rows."""
    table, kept = counting.table, f"kept_{counting.number}"
    for step in (
        f"create temp table {kept} as from {table} where _row in ({tally.sample(counting)})",
        f"drop table {table}",
        f"alter table {kept} rename to {table}",
        f"drop table looked_at_{counting.number}",
    ):
        tally.connection.execute(step)


def _places(places: list[Place]) -> list[Json]:
    """The first records of each source; `more` where there are others."""
    by_source: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda one: (one.file, one.record or 0)):
        by_source[place.source].append(place)
    told: list[Json] = []
    for found in by_source.values():
        told += places_told(found[:RECORDS])
        told[-1]["more"] = len(found) > RECORDS
    return told


def _rows(tally: Tally, counted: list[Counting], found: Found) -> Iterator[Row]:
    """By agent and KPI, numbered over the relations."""
    position: dict[tuple[str, str], int] = {}
    for one in counted:
        columns = shown_columns(one)
        names = "".join(f", {name}::varchar" for name in columns[1:])
        has_under = not one.kpi.has_no_denominator
        for row, who, day, numerator, denominator, *cells in tally.connection.execute(
            f"select _row, {one.source.who}, {columns[0]}::date, _numerator, _denominator{names} "
            f"from {one.table} order by _row"
        ).fetchall():
            key = who, one.kpi.id
            position[key] = position.get(key, 0) + 1
            told = {name: cell for name, cell in zip(columns[1:], cells, strict=True) if cell}
            places = _places(found.get((one.number, row), []))
            yield {
                "agent_id": who,
                "kpi": one.kpi.id,
                "position": position[key],
                "relation": one.source.model,
                "day": day.isoformat(),
                "cells": json.dumps(told, ensure_ascii=False),
                "numerator": plain(exact(numerator or 0)),
                "denominator": plain(exact(denominator or 0)) if has_under else None,
                "places": json.dumps(places, ensure_ascii=False),
            }
