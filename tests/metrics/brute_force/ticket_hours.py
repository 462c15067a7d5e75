"""Whose hours count for a ticket: its shop's, else its team's, else everybody's, else all day."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.metrics.brute_force.clock import Row
from tests.metrics.brute_force.hours import Hours

MICROSECOND = timedelta(microseconds=1)


class Schedules:
    """Documents by name, as a desk writes them."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any]], zone: str) -> None:
        self.all = [(d["covers"], Hours(d, zone)) for d in documents.values()]

    def of(self, ticket: Row) -> Hours | None:
        """None is day and night."""
        for kind in ("shop", "team"):
            for covers, hours in self.all:
                if covers != "everybody" and ticket.get(kind) in covers.get(f"{kind}s", ()):
                    return hours
        return next((hours for covers, hours in self.all if covers == "everybody"), None)


def business(
    hours: Hours | None, since: datetime | None, until: datetime | None
) -> Fraction | None:
    """Seconds in which somebody was there; unknown where a moment is, or where they run back."""
    if since is None or until is None or until < since:
        return None
    time = until - since if hours is None else hours.seconds(since, until)
    return Fraction(time // MICROSECOND, 1_000_000)
