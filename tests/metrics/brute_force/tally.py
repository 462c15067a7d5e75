"""Sums per KPI and name, and the desk's clock, for counting by hand."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
Key = tuple[str, str | None]


class Tally:
    """Adds up numerators and denominators by (KPI, name)."""

    def __init__(self) -> None:
        self.sums: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def add(self, kpi: str, name: str | None, above: float, below: float = 0) -> None:
        self.sums[kpi, name][0] += above
        self.sums[kpi, name][1] += below

    def of(self, kpi: str) -> dict[str | None, tuple[float, float]]:
        """Names with anything to count."""
        return {
            name: (above, below)
            for (id_, name), (above, below) in self.sums.items()
            if id_ == kpi and (above or below)
        }


def day_of(moment: datetime, zone: str) -> date:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def seconds(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds()
