"""When a schedule is open, in seconds of UTC: an instant counts by what the wall clock shows then.

So an hour that the clock skips is not open, and one that it repeats is open twice.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from metrics.calendar_days import calendar_days
from metrics.opening_hours import DAY_SECONDS
from metrics.schedule import Schedule

EPOCH_DAY = date(1970, 1, 1).toordinal()
OpenSpan = tuple[int, int]
Stretch = tuple[int, int, int]  # first second, second after the last, offset of the wall clock


def open_spans(schedule: Schedule, desk_zone: str, first: date, last: date) -> list[OpenSpan]:
    """In order and apart, from the start of the first UTC day to the end of the last."""
    begin, end = _midnight(first), _midnight(last) + DAY_SECONDS
    around = timedelta(days=2)  # local dates differ, and a night shift begins the day before
    on_the_wall = [
        (midnight + span.opens, midnight + span.closes)
        for day in calendar_days(schedule, first - around, last + around)
        for midnight in (_midnight(day.day),)
        for span in day.spans
    ]
    zone = schedule.time_zone or desk_zone
    return _united(
        (max(since, begin), min(until, end))
        for stretch in _stretches(zone, begin, end)
        for since, until in _within(stretch, on_the_wall)
    )


def _within(stretch: Stretch, on_the_wall: list[OpenSpan]) -> Iterable[OpenSpan]:
    """The spans of the wall clock that fall into a stretch of one offset, in UTC."""
    begin, end, offset = stretch
    # a span lasts for a day at most, so those that begin earlier have ended
    for opens, closes in on_the_wall[bisect_left(on_the_wall, (begin + offset - DAY_SECONDS, 0)) :]:
        if opens - offset >= end:
            break
        if closes - offset > begin:
            yield max(opens - offset, begin), min(closes - offset, end)


def _united(spans: Iterable[OpenSpan]) -> list[OpenSpan]:
    united: list[OpenSpan] = []
    for since, until in sorted(spans):
        if since >= until:
            continue
        if united and since <= united[-1][1]:
            united[-1] = (united[-1][0], max(until, united[-1][1]))
        else:
            united.append((since, until))
    return united


@cache
def _stretches(zone: str, begin: int, end: int) -> tuple[Stretch, ...]:
    """From one change of the zone's clock to the next; no zone changes twice within a day."""
    place = ZoneInfo(zone)
    changes = [begin]
    for day in range(begin, end, DAY_SECONDS):
        if _offset(day, place) != _offset(day + DAY_SECONDS, place):
            changes.append(_change(day, day + DAY_SECONDS, place))
    return tuple(
        (since, until, _offset(since, place))
        for since, until in zip(changes, [*changes[1:], end], strict=True)
        if since < until
    )


def _change(before: int, after: int, zone: ZoneInfo) -> int:
    """The first second of the new offset."""
    old = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    return after


def _offset(moment: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _midnight(day: date) -> int:
    return (day.toordinal() - EPOCH_DAY) * DAY_SECONDS
