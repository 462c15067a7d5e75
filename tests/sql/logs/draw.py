"""One random desk: its clock, its names, and moments that are often awkward."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
Row = dict[str, object]
Rows = list[Row]

# days on which clocks change, or a month ends; Shanghai's clock stands still
CHANGES = {
    "Asia/Shanghai": (date(2026, 2, 28), date(2026, 10, 31)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "UTC": (date(2026, 12, 31),),
}
DAY_STARTS = (0, 0, 4 * 3600, 9000)
DAYS = 10


class Draw:
    """Draws from a seed; `mark` stands before every name, to tell desks apart."""

    def __init__(self, seed: int, zone: str, day_starts_at_seconds: int, mark: str = "") -> None:
        self.random = Random(f"{seed}{mark}")
        self.zone, self.day_starts_at_seconds, self.mark = zone, day_starts_at_seconds, mark
        # desks of one warehouse lie around the same change of the clock
        self.change = Random(seed).choice(CHANGES[zone])
        self.agents = [f"{mark}{name}" for name in ("ann", "bob", "cat")]
        self.customers = [f"{mark}{name}" for name in "uvwxyz"]
        self.shops = [f"{mark}s1", f"{mark}s2"]
        self.queues = [f"{mark}q1", f"{mark}q2"]
        self.seen: list[datetime] = []
        self.opened: dict[str, datetime] = {}  # tickets whose events are yet to come

    def one(self, words: Sequence[T]) -> T:
        return self.random.choice(words)

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def maybe(self, value: T, chance: float = 0.5) -> T | None:
        return value if self.chance(chance) else None

    def number(self, first: int, last: int) -> int:
        return self.random.randint(first, last)

    def money(self) -> Decimal:
        return Decimal(self.number(1, 99999)) / 100

    def agent(self, chance: float = 0.9) -> str | None:
        return self.maybe(self.one(self.agents), chance)

    def customer(self) -> str:
        return self.one(self.customers)

    def shop(self, chance: float = 0.8) -> str | None:
        return self.maybe(self.one(self.shops), chance)

    def channel(self) -> str | None:
        return self.one(("web", "app", "Phone", "wechat", None))

    def moment(self) -> datetime:
        """In UTC: anywhere, again at a moment seen before, or within seconds of an edge."""
        kind = self.random.random()
        if kind < 0.15 and self.seen:
            return self.one(self.seen)
        day = self.change + timedelta(days=self.number(-4, DAYS - 5))
        if kind < 0.45:
            hour = self.one((0, 1, 2, 3, 4))  # midnight, changes of the clock, starts of the day
            local = datetime.combine(day, time(hour, self.one((0, 0, 30))))
            found = self._in_utc(local) + timedelta(seconds=self.number(-3, 3))
        else:
            local = datetime.combine(day, time()) + timedelta(seconds=self.number(0, 86399))
            found = self._in_utc(local)
        self.seen.append(found)
        return found

    def later(self, since: datetime, seconds: int) -> datetime:
        return since + timedelta(seconds=self.number(0, seconds))

    def _in_utc(self, local: datetime) -> datetime:
        aware = local.replace(tzinfo=ZoneInfo(self.zone), fold=self.number(0, 1))
        return aware.astimezone(UTC).replace(tzinfo=None)
