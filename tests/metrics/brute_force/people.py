"""Which team a person was in on a day: the span that began last, while it lasts."""

from collections.abc import Iterable
from datetime import date

from tests.metrics.brute_force.clock import Row


class People:
    def __init__(self, rows: Iterable[Row]) -> None:
        self.spans: dict[str, list[Row]] = {}
        for row in rows:
            self.spans.setdefault(row["agent_id"], []).append(row)

    def team_of(self, agent: str | None, day: date | None) -> str | None:
        if agent is None or day is None:
            return None
        begun = [
            row for row in self.spans.get(agent, ()) if (row.get("valid_from") or date.min) <= day
        ]
        if not begun:
            return None
        latest = max(begun, key=lambda row: row.get("valid_from") or date.min)
        team: str | None = latest.get("team")
        return team if day <= (latest.get("valid_to") or date.max) else None

    def teams_of(self, agent: str) -> set[str]:
        return {row["team"] for row in self.spans.get(agent, ()) if row.get("team")}
