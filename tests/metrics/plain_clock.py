"""Opening hours in plain Python, one instant after the other: slow, and nothing shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Text = str  # "09:00-12:00"


@dataclass(frozen=True)
class PlainHours:
    """Hours by name of the day, each version with its first day; dates that differ."""

    zone: str
    versions: Sequence[tuple[date, Mapping[str, Sequence[Text]]]]
    days_off: frozenset[date] = frozenset()
    workdays: Mapping[date, Sequence[Text] | None] = field(default_factory=dict)

    def on(self, day: date) -> Sequence[Text]:
        week = self.versions[0][1]
        for since, hours in self.versions:
            if since <= day:
                week = hours
        if day in self.workdays:
            own = self.workdays[day]
            return own if own is not None else week.get("make_up_days", week.get("mon", []))
        if day in self.days_off:
            return []
        return week.get(NAMES[day.weekday()], [])

    def is_open(self, instant: datetime) -> bool:
        wall = instant.astimezone(ZoneInfo(self.zone))
        now = f"{wall:%H:%M:%S}"
        today, yesterday = wall.date(), wall.date() - timedelta(days=1)
        for text in self.on(today):
            opens, closes = _ends(text)
            if opens < closes and opens <= now < closes:
                return True
            if opens > closes and now >= opens:
                return True
        return any(
            opens > closes and now < closes for opens, closes in map(_ends, self.on(yesterday))
        )

    def open_seconds(self, since: datetime, until: datetime, step: int = 1) -> int:
        """Where hours, offsets and moments are multiples of the step, every step is of one kind."""
        seconds, instant = 0, since.replace(tzinfo=UTC)
        while instant < until.replace(tzinfo=UTC):
            seconds += step * self.is_open(instant)
            instant += timedelta(seconds=step)
        return seconds


def _ends(text: Text) -> tuple[str, str]:
    opens, closes = text.split("-")
    return opens.ljust(8, "x").replace("xxx", ":00"), closes.ljust(8, "x").replace("xxx", ":00")
