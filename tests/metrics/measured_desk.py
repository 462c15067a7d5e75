"""A random desk twice: in a warehouse, and as rows to be counted by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection

from assets.chat_rules import write_chat_rules
from assets.kpi_tables import read_catalogue
from metrics.kpi import Kpi, with_variants
from tests.metrics.brute_force.answer import Answerer
from tests.metrics.brute_force.calls import Policy
from tests.metrics.brute_force.clock import Clock
from tests.metrics.brute_force.desk import Desk, count
from tests.metrics.brute_force.people import People
from tests.metrics.brute_force.tally import Book, Place, Tally
from tests.metrics.plain_chat_rules import plain_rules, write_rules
from tests.sql.desk_files import write_settings
from tests.sql.logs.rules import random_chat_rules
from tests.sql.random_desk import (
    random_day_start,
    random_logs,
    random_policies,
    random_schedules,
    random_ticket_policies,
    random_zone,
)
from tests.sql.small_desk import bring_up_to_date, put, small_desk

Numbers = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class MeasuredDesk:
    connection: DuckDBPyConnection
    kpis: Mapping[str, Kpi]
    answerer: Answerer

    @property
    def days(self) -> list[date]:
        return sorted({place.day for _, place in self.answerer.tally.days if place.day})


def measured_desk(seed: int, marks: Sequence[str] = ("",)) -> MeasuredDesk:
    """With several marks, of as many desks that share a warehouse."""
    logs, connection = random_logs(seed, marks), open_desk(seed, marks)
    for table, rows in logs.items():
        put(connection, table, rows)
    bring_up_to_date(connection)
    return MeasuredDesk(
        connection,
        with_variants(read_catalogue(connection)),
        Answerer(
            counted_by_hand(seed, marks),
            Clock(random_zone(seed), random_day_start(seed)),
            People(logs["raw.agents"]),
        ),
    )


def open_desk(seed: int, marks: Sequence[str] = ("",)) -> DuckDBPyConnection:
    """With its clock and what its queues promise, and without a row."""
    connection = small_desk(random_zone(seed), random_day_start(seed))
    connection.execute("delete from settings.queue_policies")
    connection.executemany(
        "insert into settings.queue_policies values (?, ?, ?, ?, 0.8)",
        [(queue, *policy) for queue, policy in random_policies(seed, marks).items()],
    )
    with TemporaryDirectory() as folder:
        write_chat_rules(connection, write_rules(Path(folder), random_chat_rules(seed)))
    promises = random_ticket_policies(seed, marks)
    write_settings(connection, random_zone(seed), random_schedules(seed, marks), promises)
    return connection


@lru_cache(maxsize=8)
def counted_by_hand(seed: int, marks: Sequence[str] = ("",)) -> Tally:
    policies = random_policies(seed, marks)
    return count(
        Desk(
            Clock(random_zone(seed), random_day_start(seed)),
            {table.removeprefix("raw."): rows for table, rows in random_logs(seed, marks).items()},
            {queue: Policy(*policy) for queue, policy in policies.items()},
            plain_rules(random_chat_rules(seed)),
            random_schedules(seed, marks),
            list(random_ticket_policies(seed, marks).values()),
        )
    )


def in_the_tables(
    connection: DuckDBPyConnection, *, fine: bool
) -> dict[tuple[str, Place], Numbers]:
    """Sums at every place, as the warehouse keeps them."""
    columns = "kpi, business_date, null, shop, queue, null, interval_at"
    table = "kpi.queue_intervals"
    if not fine:
        columns, table = (
            "kpi, business_date, agent_id, shop, queue, channel, null",
            "kpi.agent_days",
        )
    sums = "sum(numerator), coalesce(sum(denominator), 0)"
    rows = connection.execute(f"select {columns}, {sums} from {table} group by all").fetchall()
    # rows that begin with @ say where a relation has anything at all
    return {
        (kpi, Place(*place)): (Fraction(above), Fraction(below))
        for kpi, *place, above, below in rows
        if (above or below) and not kpi.startswith("@")
    }


def by_hand(book: Book) -> dict[tuple[str, Place], Numbers]:
    return {key: (sum_.above, sum_.below) for key, sum_ in book.items() if sum_}
