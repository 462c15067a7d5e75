"""Random desks as files, through the real loader: every zone, across both changes of its clock.

The same rows counted by hand give the same sums: so moments, business days and half hours come
out right from what a wall showed, also where it showed a time twice, or the day begins at four.
"""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from tests.metrics.brute_force.clock import DAY, Clock
from tests.metrics.brute_force.desk import Desk, count
from tests.metrics.loaded_desk import loaded
from tests.metrics.measured_desk import by_hand, in_the_tables
from tests.metrics.plain_chat_rules import plain_rules
from tests.sql.logs.draw import CHANGES, Draw, Rows
from tests.sql.random_desk import logs_of

MARKS = "ABCD"
STARTS = (0, 4 * 3600)
MATRIX = [
    pytest.param(zone, change, starts, marks=() if change == day else pytest.mark.scale)
    for zone, days in CHANGES.items()
    for change in range(len(days))
    for day, starts in enumerate(STARTS)
]


def logs_around(zone: str, change: int, starts: int) -> dict[str, Rows]:
    """Of four desks around one change of the clock."""
    draws = [Draw(change, zone, starts, mark) for mark in MARKS]
    for draw in draws:
        draw.change = CHANGES[zone][change]
    # a file is of one source, whatever its rows would say
    return {
        table: [{**row, "source": f"trial_{table.removeprefix('raw.')}"} for row in rows]
        for table, rows in logs_of(draws).items()
    }


@pytest.mark.parametrize(("zone", "change", "starts"), MATRIX)
def test_files_in_local_time_give_what_counting_by_hand_gives(
    tmp_path: Path, zone: str, change: int, starts: int
) -> None:
    logs = logs_around(zone, change, starts)
    rows = {table.removeprefix("raw."): rows for table, rows in logs.items()}
    tally = count(Desk(Clock(zone, starts), rows, chat_rules=plain_rules({})))
    with loaded(tmp_path, logs, zone, starts, parts=1 + change) as connection:
        for book, fine in ((tally.days, False), (tally.half_hours, True)):
            mine, theirs = by_hand(book), in_the_tables(connection, fine=fine)
            assert theirs == mine


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])
def test_the_clocks_of_these_zones_change_on_these_days(zone: str) -> None:
    for day in CHANGES[zone]:
        noon = datetime.combine(day, time(12))
        behind = [Clock(zone).shows(at) - at for at in (noon - 2 * DAY, noon + 2 * DAY)]
        assert abs(behind[0] - behind[1]) in (timedelta(hours=1), timedelta(minutes=30))
