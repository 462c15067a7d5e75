"""What must hold on any desk: parts add up to wholes, and no order of things changes a sum."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from duckdb import DuckDBPyConnection

from assets.measures import get, measure
from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.question import ask
from sql import load_models, refresh
from tests.metrics.measured_desk import MeasuredDesk, measured_desk, open_desk
from tests.sql.logs.draw import Rows
from tests.sql.random_desk import MARKS, random_logs
from tests.sql.small_desk import bring_up_to_date, contents, put

SEEDS = (3,)
SOME = 20  # of the catalogue per question, others for each
EVERY = with_variants(load_kpis())
ADDITIVE = [
    id_
    for id_, kpi in EVERY.items()
    if kpi.reads and kpi.kind in ("share", "mean", "ratio", "count") and kpi.quantile is None
]
PARTS = ("agent", "team", "shop", "queue", "channel", "day", "week", "month")
TABLES = ("kpi.agent_days", "kpi.queue_intervals", "kpi.durations")
LENGTHS = (
    "marts.tickets first_reply_seconds first_reply_business_seconds",
    "marts.tickets first_resolution_seconds first_resolution_business_seconds",
    "marts.tickets full_resolution_seconds full_resolution_business_seconds",
    "marts.tickets requester_wait_seconds requester_wait_business_seconds",
    "marts.tickets agent_wait_seconds agent_wait_business_seconds",
    "marts.tickets on_hold_seconds on_hold_business_seconds",
    "marts.ticket_replies seconds business_seconds",
    "marts.ticket_spans seconds business_seconds",
)
Sums = tuple[Fraction, Fraction]


@pytest.fixture(scope="module", params=SEEDS)
def desk(request: pytest.FixtureRequest) -> Iterator[MeasuredDesk]:
    yield measured_desk(request.param, MARKS)


def rows(desk: MeasuredDesk, id_: str, by: Sequence[str]) -> list[Sums]:
    found = measure(desk.connection, desk.kpis, ask(desk.kpis, [id_], by))
    sums = [row.sums for row in found if row.sums]
    return [(one.numerator, one.denominator or Fraction(0)) for one in sums]


def total(sums: Sequence[Sums]) -> Sums:
    above, below = (sum(parts, Fraction(0)) for parts in zip(*sums, strict=True))
    return above, below


def allowed(kpi: Kpi, name: str) -> bool:
    if kpi.grain == "queue_intervals":
        return name not in ("agent", "team", "channel")
    return kpi.is_for_agents or name not in ("agent", "team")


@pytest.mark.parametrize("name", PARTS)
def test_what_agents_shops_or_days_did_and_what_nobody_did_is_the_total(
    desk: MeasuredDesk, name: str
) -> None:
    for id_ in Random(name).sample(ADDITIVE, SOME):
        if allowed(EVERY[id_], name):
            whole, parts = rows(desk, id_, []), rows(desk, id_, [name])
            assert total(parts or [(Fraction(0),) * 2]) == total(whole or [(Fraction(0),) * 2]), id_


def test_half_hours_add_up_to_days(desk: MeasuredDesk) -> None:
    fine = [id_ for id_ in ADDITIVE if EVERY[id_].is_by_half_hour]
    for id_ in Random(1).sample(fine, min(SOME, len(fine))):
        by_day: dict[object, list[Sums]] = {}
        question = ask(desk.kpis, [id_], ["day", "half_hour"])
        for row in measure(desk.connection, desk.kpis, question):
            if row.sums:
                one = row.sums.numerator, row.sums.denominator or Fraction(0)
                by_day.setdefault(row.names[0][1], []).append(one)
        for row in measure(desk.connection, desk.kpis, ask(desk.kpis, [id_], ["day"])):
            if row.sums and row.names[0][1] in by_day:
                day = row.sums.numerator, row.sums.denominator or Fraction(0)
                assert day == total(by_day[row.names[0][1]]), (id_, row.names)


def test_no_time_is_negative_or_longer_than_the_log(desk: MeasuredDesk) -> None:
    window = (desk.days[-1] - desk.days[0] + timedelta(days=2)).total_seconds()
    times = [id_ for id_ in ADDITIVE if EVERY[id_].has_quantiles]
    query = (
        "select kpi, numerator, denominator from kpi.agent_days where kpi = any(?) "
        "and (numerator < 0 or numerator > denominator * ?)"
    )
    assert desk.connection.execute(query, [times, window]).fetchall() == []


def test_nothing_to_divide_by_is_no_value_and_says_why(desk: MeasuredDesk) -> None:
    ids = [
        id_
        for id_ in ADDITIVE
        if allowed(EVERY[id_], "agent") and not EVERY[id_].has_no_denominator
    ]
    seen = 0
    for row in get(desk.connection, Random(2).sample(ids, SOME), ["agent"]):
        assert (row["value"] is None) == ("reason" in row) == (not row["denominator"])
        seen += row["value"] is None
    assert seen


def test_the_order_of_rows_changes_nothing(desk: MeasuredDesk) -> None:
    (seed,) = SEEDS
    shuffled, logs = open_desk(seed, MARKS), list(random_logs(seed, MARKS).items())
    Random(1).shuffle(logs)
    for table, kept in logs:
        put(shuffled, table, Random(2).sample(kept, len(kept)))
    agree(desk.connection, shuffled)


@pytest.mark.scale  # tests/sql/test_refresh.py looks at two parts in the suite
@pytest.mark.parametrize("seed", range(3))
def test_loads_in_parts_and_late_rows_leave_what_one_load_leaves(seed: int) -> None:
    """Every part is brought up to date before the next comes."""
    at_once, in_parts, draw = open_desk(seed), open_desk(seed), Random(seed)
    parts: list[dict[str, Rows]] = [{}, {}, {}]
    for table, kept in random_logs(seed, MARKS[:3]).items():
        put(at_once, table, kept)
        for row in kept:
            draw.choice(parts).setdefault(table, []).append(row)
    for part in parts:
        for table, kept in part.items():
            put(in_parts, table, kept)
        bring_up_to_date(in_parts)
    agree(at_once, in_parts)


@pytest.fixture(scope="module", params=(1, 5, 6))
def helped(request: pytest.FixtureRequest) -> DuckDBPyConnection:
    """A desk with opening hours and promises, its tickets alone."""
    connection = open_desk(request.param, MARKS)
    logs = random_logs(request.param, MARKS)
    for table in ("raw.tickets", "raw.ticket_events"):
        put(connection, table, logs[table])
    for table, model in load_models().items():
        if "ticket" in table:
            refresh(connection, model, settings_fingerprint="")
    return connection


@pytest.mark.parametrize("name", LENGTHS)
def test_business_time_is_never_negative_nor_longer_than_the_calendars(
    helped: DuckDBPyConnection, name: str
) -> None:
    table, calendar, business = name.split()
    lengths = helped.sql(f"select {calendar}, {business} from {table} where {calendar} is not null")
    rows = lengths.fetchall()
    assert rows
    assert all(0 <= business <= calendar for calendar, business in rows)


def test_the_spans_of_a_ticket_are_its_life_without_a_gap(helped: DuckDBPyConnection) -> None:
    lives = helped.execute(
        """
        select
            sum(seconds) - seconds_between(min(starts_at), max(starts_at)),
            sum(business_seconds) - (max(open_seconds) - min(open_seconds))::decimal(18, 3),
            count(*) - count(ends_at)
        from marts.ticket_spans
        group by ticket_id, source, business_date
        having count(*) > 1
        """
    ).fetchall()
    assert lives and set(lives) == {(0, 0, 1)}


def test_who_waited_and_what_was_solved_add_up_to_the_resolution(
    helped: DuckDBPyConnection,
) -> None:
    """Of time on hold the requester waits too."""
    parts = helped.execute(
        """
        with rested as (
            select ticket_id, source, business_date, sum(seconds) as seconds
            from marts.ticket_spans
            where is_done and ends_at is not null
            group by all
        )

        select
            full_resolution_seconds - requester_wait_seconds - agent_wait_seconds
            - coalesce(rested.seconds, 0) + seconds_between(last_solve.starts_at, solved_until),
            on_hold_seconds <= requester_wait_seconds,
            on_hold_business_seconds <= requester_wait_business_seconds
        from marts.tickets
        join (
            select
                ticket_id,
                source,
                business_date,
                max(starts_at) filter (solves) as starts_at,
                max(starts_at) filter (is_done) as solved_until
            from marts.ticket_spans
            group by all
        ) as last_solve using (ticket_id, source, business_date)
        left join rested using (ticket_id, source, business_date)
        where requester_wait_seconds is not null
        """
    ).fetchall()
    assert parts and set(parts) == {(0, True, True)}


def test_nothing_is_due_before_its_seconds_have_run(helped: DuckDBPyConnection) -> None:
    promised = helped.execute(
        """
        with counted as (
            select
                applied_at,
                due_at,
                target_seconds,
                if(clock = 'business', tickets.schedule, 'always') as hours
            from marts.ticket_targets
            join marts.tickets as tickets using (ticket_id, source, business_date)
            where policy is not null and due_at is not null
        )

        select
            due_at >= applied_at and seconds_between(applied_at, due_at) >= target_seconds,
            settings.business_clock(hours, due_at) - settings.business_clock(hours, applied_at)
                >= target_seconds
        from counted
        """
    ).fetchall()
    assert promised and set(promised) == {(True, True)}


def test_what_is_decided_is_decided_by_the_due_moment(helped: DuckDBPyConnection) -> None:
    wrong = helped.sql(
        """
        select * from marts.ticket_targets
        where
            metric <> 'overall'
            and case state
                when 'met' then decided_at <> met_at or met_at > due_at
                when 'missed' then decided_at <> due_at or met_at <= due_at
                else decided_at is not null
            end
        """
    )
    assert wrong.fetchall() == []
    states = helped.execute("select distinct state from marts.ticket_targets").fetchall()
    assert {state for (state,) in states} >= {"met", "missed"}


def agree(one: DuckDBPyConnection, other: DuckDBPyConnection) -> None:
    bring_up_to_date(one)
    bring_up_to_date(other)
    for table in TABLES:
        assert contents(one, table) == contents(other, table), table
