"""A KPI taken apart: which rows each of its relations adds, all added up, some listed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.trace.chain import CountedRow, Part, Place
from assets.trace.counted import Counting, count_rows
from assets.trace.records import Found, find_records
from assets.trace.shown import shown_columns
from assets.trace.trail import records_sql, trails_of
from metrics.kpi import Kpi
from metrics.number import Fraction
from sql import load_models

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass
class Tally:
    """Counts first, for every KPI asked for; then every file that is needed is read once."""

    connection: "DuckDBPyConnection"
    desk: Desk
    first: date
    last: date
    listed: int | None  # rows of each part; None: all
    of_each: bool = False  # so many of every person: the first ones; else evenly over the days
    most_records: int | None = None  # of one row and log
    countings: list[Counting] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)

    def add(self, kpi: Kpi, agent_id: str | None) -> list[Counting]:
        made = []
        for source in kpi.reads:
            first, last = self.days(kpi, source.model)
            counting = Counting(len(self.countings), kpi, source, agent_id, first, last)
            self.count(counting)
            self.seek(counting)
            made.append(counting)
        return made

    def count(self, counting: Counting) -> None:
        columns = load_models()[counting.source.model].columns
        count_rows(self.connection, counting, columns)
        self.countings.append(counting)

    def places(self) -> Found:
        return find_records(self.connection, self.desk, self.tables)

    def part(self, counting: Counting, found: Found) -> Part:
        ((numerator, denominator, rows),) = self.connection.execute(
            f"select coalesce({_fold(counting)}, 0), sum(_denominator), count(*) "
            f"from {counting.table}"
        ).fetchall()
        has_under = not counting.kpi.has_no_denominator
        return Part(
            kpi=counting.kpi,
            relation=counting.source.model,
            dated_by=counting.source.dated_by,
            is_for_everybody=counting.agent_id is None,
            numerator=Fraction(numerator),
            denominator=Fraction(denominator or 0) if has_under else None,
            row_count=rows,
            rows=tuple(self.rows(counting, found)),
        )

    def entered(self, agent_id: str, period: str) -> dict[tuple[str, str], list[Place]]:
        """Input and rater → where it was written."""
        table = self._table("month_end_inputs")
        self.connection.execute(
            f"insert into {table} select *, -1, row_number() over () from raw.month_end_inputs "
            "where agent_id = ? and period = ?",
            [agent_id, period],
        )
        rows = self.connection.execute(
            f"select _row, input, coalesce(rater, '') from {table} where _part = -1 order by _row"
        ).fetchall()
        found = find_records(self.connection, self.desk, {"month_end_inputs": table})
        places: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for row, name, rater in rows:
            places[name, rater] += found.get((-1, row), [])
        self.connection.execute(f"delete from {table} where _part = -1")
        return places

    def days(self, kpi: Kpi, model: str) -> tuple[date, date]:
        """A stock is what there is at the end, as far as it is kept."""
        if kpi.kind != "stock":
            return self.first, self.last
        ((kept,),) = self.connection.execute(f"select max(business_date) from {model}").fetchall()
        day = min(self.last, kept) if isinstance(kept, date) else self.last
        return (day, day) if day >= self.first else (day, day - timedelta(days=1))

    def seek(self, counting: Counting) -> None:
        for trail in trails_of(counting.source.model):
            table = self._table(trail.log)
            sample = self.sample(counting)
            query = records_sql(trail, counting.number, sample, self.most_records)
            self.connection.execute(f"insert into {table} {query}")

    def _table(self, log: str) -> str:
        if log not in self.tables:
            self.tables[log] = f"sought_{log}"
            self.connection.execute(
                f"create or replace temp table sought_{log} as "
                f"select *, 0::integer as _part, 0::bigint as _row from raw.{log} limit 0"
            )
        return self.tables[log]

    def sample(self, counting: Counting) -> str:
        """Rows that are listed: all, or as many as asked for, evenly over the days."""
        if self.listed is None:
            return f"select _row from {counting.table}"
        if self.of_each:
            return (
                f"select _row from {counting.table} qualify row_number() over "
                f"(partition by {counting.source.who} order by _row) <= {self.listed}"
            )
        return (
            f"select _row from {counting.table} qualify (row_number() over (order by _row) - 1) "
            f"% greatest(1, ceil(count(*) over () / {max(self.listed, 1)}.0)::bigint) = 0"
        )

    def rows(self, counting: Counting, found: Found) -> list[CountedRow]:
        columns = shown_columns(counting)
        names = "".join(f", {name}::varchar" for name in columns)
        rows = self.connection.execute(
            f"select _row, _numerator, _denominator{names} from {counting.table} "
            f"where _row in ({self.sample(counting)}) order by _row"
        ).fetchall()
        has_under = not counting.kpi.has_no_denominator
        return [
            CountedRow(
                {name: cell for name, cell in zip(columns, cells, strict=True) if cell is not None},
                Fraction(numerator or 0),
                Fraction(denominator or 0) if has_under else None,
                tuple(found.get((counting.number, row), ())),
            )
            for row, numerator, denominator, *cells in rows
        ]


def _fold(counting: Counting) -> str:
    """How what the rows add becomes one number."""
    match counting.kpi.kind:
        case "peak":
            return "max(_numerator)"
        case "people":
            return f"count(distinct {counting.source.who}) filter (_numerator > 0)"
        case _:
            return "sum(_numerator)"
