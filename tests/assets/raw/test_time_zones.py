"""Local times become moments, and moments business days, by the rules of the zone.

A local time that the clock shows twice is taken for its second showing (standard time); one that
it skips is read as if the clock had not been put forward yet. An offset or an epoch leaves no
doubt and needs no rule. The oracle is Python's zoneinfo.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from assets.desk.home import Desk
from assets.kpi_tables import kpi_models, write_catalogue
from assets.raw.load import ingest
from assets.settings import write_desk, write_queue_policies
from assets.warehouse import open_warehouse
from sql import load_models, refresh
from tests.conftest import MakeDesk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UTC = ZoneInfo("UTC")
WRITTEN = "%Y-%m-%d %H:%M:%S"
# Days on which the clock changes, and their neighbours; Shanghai had summer time until 1991.
CHANGES = {
    "Asia/Shanghai": ("2026-03-08", "1990-04-15", "1990-09-16"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "Australia/Lord_Howe": ("2026-04-05", "2026-10-04"),  # half an hour
    "America/St_Johns": ("2026-03-08", "2026-11-01"),  # offset of a half hour
    "Africa/Cairo": ("2026-04-24", "2026-10-30"),  # at midnight
}
CASES = [(zone, day) for zone, days in CHANGES.items() for day in days]
SOURCE = """label: {{en: Orders, zh: 订单}}
log: orders
format: csv
time_zone: {zone}
columns:
  order_id: id
  placed_at: {placed_at}
"""


def around(day: str) -> Iterator[datetime]:
    """Local times every ten minutes, from the noon before to the noon after."""
    start = datetime.fromisoformat(day) - timedelta(hours=12)
    return (start + timedelta(minutes=10 * step) for step in range(36 * 6 + 1))


def moment(local: datetime, zone: str) -> datetime:
    """UTC, by the rule above."""
    early, late = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    there_and_back = early.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    chosen = late if there_and_back == local else early
    return chosen.astimezone(UTC).replace(tzinfo=None)


def business_day(at: datetime, zone: str, day_starts_at: time) -> date:
    """What a clock on the wall shows, set back by the hour at which the day begins."""
    wall = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)).date()


def loaded(
    desk: Desk, texts: list[str], placed_at: str, zone: str = "desk"
) -> list[tuple[datetime, date]]:
    """What becomes of each text: its moment and its business day, in the order of the texts."""
    source = SOURCE.format(zone=zone, placed_at=placed_at)
    (desk.home / "sources" / "trial.yml").write_text(source, encoding="utf-8")
    lines = "".join(f"{number:06},{text}\n" for number, text in enumerate(texts))
    (desk.landing / "trial.csv").write_text(f"id,at\n{lines}", encoding="utf-8")
    with open_warehouse(desk) as connection:
        ingested = ingest(desk, connection)
        assert ingested.refusals == {}
        query = "select placed_at, business_date from raw.orders order by order_id"
        found = connection.execute(query).fetchall()
    assert len(found) == len(texts)
    return found


def trial_desk(make_desk: MakeDesk, zone: str, day_starts_at: str = "00:00") -> Desk:
    return make_desk(f'day_starts_at: "{day_starts_at}"', "sources: [trial]", time_zone=zone)


@pytest.mark.parametrize("day_starts_at", ["00:00", "04:00", "02:30"])
@pytest.mark.parametrize(("zone", "day"), CASES)
def test_local_times_around_a_change_of_the_clock(
    make_desk: MakeDesk, zone: str, day: str, day_starts_at: str
) -> None:
    local = [*around(day)]
    desk = trial_desk(make_desk, zone, day_starts_at)
    found = loaded(desk, [f"{at:{WRITTEN}}" for at in local], f'{{from: at, format: "{WRITTEN}"}}')
    moments = [moment(at, zone) for at in local]
    starts = time.fromisoformat(day_starts_at)
    assert found == [(at, business_day(at, zone, starts)) for at in moments]


@pytest.mark.parametrize("iso", [True, False])
def test_the_rules_for_times_that_the_clock_shows_twice_or_never(
    make_desk: MakeDesk, iso: bool
) -> None:
    """The same in words: New York, 8 March and 1 November 2026."""
    desk = trial_desk(make_desk, "America/New_York")
    texts = ["2026-03-08 02:30:00", "2026-11-01 01:30:00", "2026-11-01 02:00:00"]
    found = loaded(desk, texts, "at" if iso else f'{{from: at, format: "{WRITTEN}"}}')
    assert [str(at) for at, _ in found] == [
        "2026-03-08 07:30:00",  # 02:30 never was: as of winter, 03:30 in summer
        "2026-11-01 06:30:00",  # 01:30 was twice: the second, of winter
        "2026-11-01 07:00:00",
    ]


@pytest.mark.parametrize(("zone", "day"), CASES)
def test_a_zone_of_the_source_counts_and_the_desk_gives_the_day(
    make_desk: MakeDesk, zone: str, day: str
) -> None:
    """A platform that logs in its own zone, for a desk in Shanghai."""
    local = [*around(day)]
    desk = trial_desk(make_desk, "Asia/Shanghai", "06:00")
    found = loaded(desk, [f"{at:{WRITTEN}}" for at in local], "at", zone)
    moments = [moment(at, zone) for at in local]
    assert found == [(at, business_day(at, "Asia/Shanghai", time(6))) for at in moments]


OFFSETS = (0, 60, 330, 345, 480, 630, -210, -240, -300, -570, 840)  # minutes


@pytest.mark.parametrize(
    ("written", "placed_at"),
    [
        ("iso", "at"),
        ("z", "at"),
        ("%Y-%m-%d %H:%M:%S%z", '{from: at, format: "%Y-%m-%d %H:%M:%S%z"}'),
        ("epoch", '{from: at, format: "%s"}'),
        ("epoch ms", '{from: at, format: "%s", unit: ms}'),
    ],
)
@pytest.mark.parametrize("zone", CHANGES)
def test_times_that_name_their_offset_need_no_rule(
    make_desk: MakeDesk, zone: str, written: str, placed_at: str
) -> None:
    """Every ten minutes of three days, the hour that is shown twice in both its showings."""
    moments = [
        datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(minutes=10 * step)
        for day in CHANGES[zone]
        for step in range(-144, 288)
    ]
    texts = []
    for number, at in enumerate(moments):
        offset = timezone(timedelta(minutes=OFFSETS[number % len(OFFSETS)]))
        match written:
            case "iso":
                texts.append(at.astimezone(offset).isoformat())
            case "z":
                texts.append(at.strftime("%Y-%m-%dT%H:%M:%S.000Z"))
            case "epoch":
                texts.append(str(int(at.timestamp())))
            case "epoch ms":
                texts.append(str(int(at.timestamp() * 1000)))
            case _:
                texts.append(at.astimezone(offset).strftime(written))
    found = loaded(trial_desk(make_desk, zone, "04:00"), texts, placed_at)
    naive = [at.replace(tzinfo=None) for at in moments]
    assert found == [(at, business_day(at, zone, time(4))) for at in naive]


CALLS = """label: {en: Calls, zh: 通话}
log: calls
format: csv
columns:
  call_id: id
  queued_at: {date: day, time: queued, format: "%Y-%m-%d %H:%M:%S"}
  answered_at: {date: day, time: answered, format: "%Y-%m-%d %H:%M:%S", not_before: queued_at}
  ended_at: {date: day, time: ended, format: "%Y-%m-%d %H:%M:%S", not_before: queued_at}
  outcome: {value: answered}
"""


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"])
def test_a_clock_that_passes_midnight_belongs_to_the_next_day(
    make_desk: MakeDesk, zone: str
) -> None:
    """The report names one day per call, of its beginning; also on days that the clock changes."""
    desk = make_desk("sources: [trial]", time_zone=zone)
    (desk.home / "sources" / "trial.yml").write_text(CALLS, encoding="utf-8")
    days = ("2026-02-28", "2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01", "2026-12-31")
    clocks = [
        ("10:00:00", "10:00:30", "10:05:00"),
        ("23:58:00", "23:59:30", "00:04:00"),
        ("23:59:50", "00:00:10", "00:04:00"),
        ("00:00:00", "00:00:00", "00:00:00"),
        ("23:50:00", "", "03:10:00"),  # unanswered; ends after the change of the clock
    ]
    lines = "".join(
        f"{day}/{n},{day},{queued},{answered},{ended}\n"
        for day in days
        for n, (queued, answered, ended) in enumerate(clocks)
    )
    header = "id,day,queued,answered,ended\n"
    (desk.landing / "calls.csv").write_text(header + lines, encoding="utf-8")
    with open_warehouse(desk) as connection:
        ingested = ingest(desk, connection)
        assert (ingested.refusals, ingested.loads[0].rejected) == ({}, 0)
        query = (
            "select queued_at, answered_at, ended_at, business_date from raw.calls order by call_id"
        )
        found = connection.execute(query).fetchall()
    expected = []
    for day in days:
        for queued, *later in clocks:
            begin = datetime.fromisoformat(f"{day} {queued}")
            moments: list[datetime | None] = [moment(begin, zone)]
            for clock in later:
                local = datetime.fromisoformat(f"{day} {clock}") if clock else None
                if local is not None and local < begin:
                    local += timedelta(days=1)
                moments.append(moment(local, zone) if local is not None else None)
            expected.append((*moments, date.fromisoformat(day)))
    assert found == expected


def made_of(desk: Desk, lines: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Marts and sums of a queue_log."""
    (desk.landing / "queue_log").write_text("".join(lines), encoding="utf-8")
    (desk.home / ".pseudonym-key").write_text("ab" * 32, encoding="ascii")
    tables = ("marts.calls", "marts.call_legs", "marts.queue_intervals", "kpi.agent_days")
    with open_warehouse(desk) as connection:
        ingest(desk, connection)
        write_desk(connection, desk)
        write_queue_policies(connection, desk)
        write_catalogue(connection)
        for model in {**load_models(), **kpi_models()}.values():
            refresh(connection, model, settings_fingerprint="")
        return {table: rows_of(connection, table) for table in tables}


def rows_of(connection: "DuckDBPyConnection", table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"select * from {table} order by all").fetchall()


@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Lord_Howe"])
def test_events_may_stand_in_any_order(make_desk: MakeDesk, zone: str) -> None:
    start = int(datetime.fromisoformat("2026-10-31T20:00:00+00:00").timestamp())
    lines = []
    for number in range(300):
        at, call = start + number * 300, f"c{number}"
        lines.append(f"{at}|{call}|desk|NONE|ENTERQUEUE||5550100{number}|1\n")
        if number % 4 == 0:
            lines.append(f"{at + 30}|{call}|desk|NONE|ABANDON|1|1|30\n")
            continue
        lines.append(f"{at + 9}|{call}|desk|ann|CONNECT|9|x|2\n")
        lines.append(f"{at + 400}|{call}|desk|ann|COMPLETECALLER|9|391|1\n")
    in_order = made_of(make_desk("sources: [asterisk_queue_log]", time_zone=zone, name="a"), lines)
    random.Random(7).shuffle(lines)
    shuffled = made_of(make_desk("sources: [asterisk_queue_log]", time_zone=zone, name="b"), lines)
    assert len(in_order["marts.calls"]) == 300
    assert shuffled == in_order
