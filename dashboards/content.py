"""What a page is made from: whose it is, until when, its sums and its ready tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.measure import Measure
from metrics.label import Language

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Content:
    """`first_day` and `as_of` bound its days; `team` is None on the page of the whole desk."""

    desk: str
    language: Language
    team: str | None
    first_day: date
    as_of: date
    has_data: bool
    day_starts_at: str
    currency: str
    measures: tuple[Measure, ...]
    agents: Sequence[Json]
    teams: Sequence[str]
    targets: Json
    facts: Json
    frames: Json

    def tree(self) -> dict[str, Any]:
        """All but the facts, as the page's script reads it."""
        return {
            "desk": self.desk,
            "team": self.team,
            "first_day": self.first_day.isoformat(),
            "days": (self.as_of - self.first_day).days + 1,
            "has_data": self.has_data,
            "day_starts_at": self.day_starts_at,
            "currency": self.currency,
            "agents": self.agents,
            "teams": self.teams,
            "kpis": {one.id: one.tree(self.first_day) for one in self.measures},
            "targets": dict(self.targets),
            "frames": dict(self.frames),
        }
