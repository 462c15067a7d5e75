"""Opening hours, half hour by half hour: what the wall shows decides whether somebody is there."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.metrics.brute_force.clock import DAY

HALF = timedelta(minutes=30)  # no clock changes but on a half hour of UTC
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GIVEN_UP = 2000  # days after which nobody waits for a schedule to open
Part = tuple[datetime, datetime]


def _run(first: str, last: str) -> set[date]:
    day, found = date.fromisoformat(first), set()
    while day <= date.fromisoformat(last):
        found.add(day)
        day += DAY
    return found


# as announced by the State Council for 2026; nationwide in Germany
PUBLIC = {
    "CN": _run("2026-01-01", "2026-01-03")
    | _run("2026-02-15", "2026-02-23")
    | _run("2026-04-04", "2026-04-06")
    | _run("2026-05-01", "2026-05-05")
    | _run("2026-06-19", "2026-06-21")
    | _run("2026-09-25", "2026-09-27")
    | _run("2026-10-01", "2026-10-07"),
    "DE": {
        date.fromisoformat(day)
        for day in (
            "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-10-03",
            "2026-12-25", "2026-12-26", "2027-01-01",
        )
    },
}  # fmt: skip
MADE_UP = {
    "CN": {
        date.fromisoformat(day)
        for day in (
            "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
        )
    }
}  # fmt: skip


class Hours:
    """A schedule as a desk writes it down."""

    def __init__(self, document: Mapping[str, Any], zone_of_the_desk: str) -> None:
        self.document = document
        self.zone = ZoneInfo(document.get("time_zone") or zone_of_the_desk)
        self.known: dict[datetime, list[Part]] = {}

    def seconds(self, since: datetime, until: datetime) -> timedelta:
        """How long somebody was there between two moments."""
        return sum(
            (min(closes, until) - max(opens, since) for opens, closes in self._parts(since, until)),
            timedelta(0),
        )

    def run_out(self, since: datetime, left: timedelta) -> datetime | None:
        """The first moment at which somebody has been there for so long."""
        for opens, closes in self._parts(since, since + GIVEN_UP * DAY):
            part = closes - max(opens, since)
            if part >= left:
                return max(opens, since) + left
            left -= part
        return None

    def _parts(self, since: datetime, until: datetime) -> Iterator[Part]:
        start = since.replace(minute=since.minute // 30 * 30, second=0, microsecond=0)
        while start < until:
            for opens, closes in self._in_half_hour(start):
                if closes > since and opens < until:
                    yield opens, closes
            start += HALF

    def _in_half_hour(self, start: datetime) -> list[Part]:
        if start not in self.known:
            self.known[start] = self._open(start)
        return self.known[start]

    def _open(self, start: datetime) -> list[Part]:
        wall = start.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)
        today = wall.date()
        found = []
        for day in (today - DAY, today):
            midnight = datetime.combine(day, datetime.min.time())
            for text in self._on(day):
                opens, closes = (midnight + _time(part) for part in text.split("-"))
                if closes <= opens:
                    closes += DAY
                first, last = max(opens, wall), min(closes, wall + HALF)
                if first < last:
                    found.append((start + (first - wall), start + (last - wall)))
        return _merged(sorted(found))

    def _on(self, day: date) -> list[str]:
        """What the desk says of the day, else what the country says, else its weekday."""
        week = self._week(day)
        holidays = self.document.get("holidays", {})
        country = holidays.get("country", "")
        for workday in holidays.get("workdays", ()):
            if workday["days"] == day.isoformat():
                own = workday.get("hours")
                return _made_up(week) if own is None else list(own)
        if day.isoformat() in holidays.get("days_off", ()):
            return []
        if day in MADE_UP.get(country, ()):
            return _made_up(week)
        if day in PUBLIC.get(country, ()):
            return list(week.get("holidays", []))
        return list(week.get(NAMES[day.weekday()], []))

    def _week(self, day: date) -> Mapping[str, list[str]]:
        week: Mapping[str, list[str]] = self.document["versions"][0]["hours"]
        for version in self.document["versions"]:
            if date.fromisoformat(version["since"]) <= day:
                week = version["hours"]
        return week


def _time(text: str) -> timedelta:
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))


def _made_up(week: Mapping[str, list[str]]) -> list[str]:
    return list(week.get("make_up_days", week.get("mon", [])))


def _merged(parts: list[Part]) -> list[Part]:
    found: list[Part] = []
    for opens, closes in parts:
        if found and opens <= found[-1][1]:
            found[-1] = found[-1][0], max(closes, found[-1][1])
        else:
            found.append((opens, closes))
    return found
