"""Odd volumes and missing half hours of random months, counted again without SQL."""

import random
import statistics
from datetime import date, datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from assets.checks import logs as checks_of_logs
from assets.desk.home import Desk
from assets.raw.log import load_logs
from assets.statement import statement
from sql import named_rows
from tests.assets.checks.log_desk import MONDAY, ONE_DAY, calls, days

Counts = dict[date, dict[int, int]]  # day → half hour → records
DAYS, TIMES, FEWEST = 80, 5, 50


@pytest.mark.parametrize("seed", range(4))
def test_days_and_half_hours_are_found_as_counted_by_hand(
    logs: DuckDBPyConnection, desk: Desk, seed: int
) -> None:
    counts = _month(random.Random(seed))
    moments = {
        day: [_moment(day, slot) for slot, count in slots.items() for _ in range(count)]
        for day, slots in counts.items()
    }
    calls(logs, moments)
    checks_of_logs._look(logs, desk, load_logs().values())
    gaps = {row["day"] for row in _found(logs, "missing_days")}
    logs.executemany("insert into missing_day values ('calls', 's', ?)", [[day] for day in gaps])
    odd = {(row["day"], row["records"]) for row in _found(logs, "volume")}
    silent = {(row["day"], row["since"]) for row in _found(logs, "missing_half_hours")}
    found = {(day, sum(counts[day].values())) for day in _odd(counts) if day not in gaps}
    assert odd == found and found
    assert silent == _silent(counts) != set()


def _found(logs: DuckDBPyConnection, name: str) -> list[dict[str, object]]:
    return named_rows(logs, statement("checks", name))


def _month(chance: random.Random) -> Counts:
    """Busy in the day, quiet at night; now and then a day or some hours are off."""
    counts: Counts = {}
    for day in days(MONDAY, DAYS):
        level = 0.5 if day.isoweekday() > 5 else 1.0
        level *= chance.choice([1, 1, 1, 1, 1, 0.2, 2.5, 0]) if chance.random() < 0.4 else 1
        slots = {
            slot: max(round(chance.gauss(30, 5) * level), 0)
            for slot in range(48)
            if 16 <= slot < 44 or chance.random() < 0.1
        }
        if chance.random() < 0.3:
            first = chance.randrange(16, 40)
            for slot in range(first, first + chance.randrange(1, 6)):
                slots[slot] = 0
        counts[day] = {slot: count for slot, count in slots.items() if count}
    counts[MONDAY] = counts[MONDAY + (DAYS - 1) * ONE_DAY] = dict.fromkeys(range(16, 30), 30)
    return counts


def _weeks_before(day: date) -> list[date]:
    """The first day of a log may be half a day."""
    weeks = [day - 7 * back * ONE_DAY for back in range(1, 9)]
    return [week for week in weeks if week > MONDAY]


def _recent(counts: Counts) -> list[date]:
    return [day for day in counts if day > max(counts) - 62 * ONE_DAY]


def _odd(counts: Counts) -> set[date]:
    found = set()
    for day in _recent(counts):
        until = max(counts[day]) if day == max(counts) else 99
        so_far = {
            one: sum(count for slot, count in counts[one].items() if slot <= until)
            for one in (day, *_weeks_before(day))
        }
        before = [so_far[week] for week in _weeks_before(day)]
        if len(before) < 4:
            continue
        usual = statistics.median(before)
        deviation = statistics.median(abs(count - usual) for count in before)
        bound = max(TIMES * 1.4826 * deviation, TIMES * usual**0.5, 0.4 * usual, 20)
        if abs(so_far[day] - usual) > bound:
            found.add(day)
    return found


def _silent(counts: Counts) -> set[tuple[date, str]]:
    """Day and clock of the first half hour that is usually busy."""
    found = set()
    for day in _recent(counts):
        if not counts[day]:
            continue
        end = max(counts[day]) if day == max(counts) else 48
        weeks = [week for week in _weeks_before(day) if counts[week]]
        for gap in _gaps([slot for slot in range(end) if slot not in counts[day]]):
            missing = [sum(counts[week].get(slot, 0) for slot in gap) for week in weeks]
            if len(missing) >= 4 and min(missing) >= FEWEST:
                busy = [slot for slot in gap if any(slot in counts[week] for week in weeks)]
                found.add((day, f"{busy[0] // 2:02}:{busy[0] % 2 * 30:02}"))
    return found


def _gaps(slots: list[int]) -> list[list[int]]:
    gaps: list[list[int]] = []
    for slot in slots:
        if gaps and gaps[-1][-1] == slot - 1:
            gaps[-1].append(slot)
        else:
            gaps.append([slot])
    return gaps


def _moment(day: date, slot: int) -> datetime:
    """In UTC; the desk is in Shanghai."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=30 * slot + 4, hours=-8)
