"""Coverage: which agents of which team are scored by which scheme in a period."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.desk.settings import Members
from assets.statement import statement
from metrics.period import days_of
from metrics.scheme import Scheme
from metrics.scheme_files import open_scheme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Covered:
    """One agent under one scheme; `others` are schemes that claim the same agent."""

    agent_id: str
    team: str
    role: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Use:
    """A scheme in force in the period, as the desk configured it, and whom it covers."""

    scheme: Scheme
    agents: tuple[Covered, ...]
    members: Members

    @cached_property
    def agent_ids(self) -> frozenset[str]:
        return frozenset(one.agent_id for one in self.agents)


def coverage(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[Use]:
    """The schemes of the period; people belong to team and role of their last day in it."""
    first, last = period_days(desk, period)
    chosen = [
        (open_scheme(use.scheme, use.parameters, desk.home / "schemes"), use)
        for use in desk.settings.schemes_in(period)
    ]
    if not chosen:
        return []
    people = connection.execute(statement("appraisal", "members"), [last, first]).fetchall()
    claims: dict[str, list[str]] = {}
    for scheme, use in chosen:
        for agent_id, team, role in people:
            if use.takes(team, role):
                claims.setdefault(agent_id, []).append(scheme.id)
    return [
        Use(
            scheme,
            tuple(
                Covered(agent_id, team, role, _others(claims[agent_id], scheme.id))
                for agent_id, team, role in people
                if use.takes(team, role)
            ),
            use.members,
        )
        for scheme, use in chosen
    ]


def period_days(desk: Desk, period: str) -> tuple[date, date]:
    return days_of(period, starts_on=desk.settings.period_starts_on)


def _others(claims: list[str], own: str) -> tuple[str, ...]:
    others = list(claims)
    others.remove(own)
    return tuple(others)
