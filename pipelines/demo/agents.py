"""The people of the made-up desk: who they are, what they are good at, and their people file."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.arrays import Flags, Floats, Ints, chance
from pipelines.demo.clock import Clock
from pipelines.demo.phrases import SHOPS, TEAMS, names

PRESALES_ONE, PRESALES_TWO, AFTERSALES, HOTLINE = range(4)
SHARES = (0.25, 0.25, 0.2)  # the hotline takes the rest
ROLES = {"zh": ("组长", "客服"), "en": ("Team lead", "Agent")}


@dataclass(frozen=True)
class Agents:
    """One entry per agent; a skill of 1 is ordinary."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    team: Ints  # on the first day
    second_team: Ints  # from `moves_on` on
    moves_on: int
    hired: Ints  # day number, negative when before the first day
    left: Ints  # last day at work; beyond the range when still here
    pace: Floats  # multiplies every time that the agent takes
    charm: Floats  # share of enquirers who order
    push: Floats  # share of orders that get paid
    upsell: Floats  # multiplies what they spend
    neglect: Floats  # share of chats never answered
    warmth: Floats  # share of ratings that are good
    missed_rings: Floats  # share of rings not answered

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def is_lead(self) -> Flags:
        """The first of each team."""
        return np.append(True, self.team[1:] != self.team[:-1])

    def team_on(self, day: int) -> Ints:
        return self.team if day < self.moves_on else self.second_team

    def here_on(self, day: int) -> Flags:
        return (self.hired <= day) & (day <= self.left)


def make_agents(clock: Clock, count: int, seed: int, language: Language) -> Agents:
    rng = chance(seed, "agents")
    team = _teams(count)
    second_team, moves_on = team.copy(), _start_of_second_month(clock)
    hired = -rng.integers(40, 900, count)
    left = np.full(count, clock.days + 1)
    ones, hotliners = np.flatnonzero(team == PRESALES_ONE), np.flatnonzero(team == HOTLINE)
    if len(ones) > 3 and moves_on < clock.days:
        second_team[ones[-1]] = PRESALES_TWO
    if len(ones) > 4:
        hired[ones[-2]] = clock.days // 3
    if len(hotliners) > 5:
        left[hotliners[2]] = clock.days * 2 // 3
    skill = rng.standard_normal(count)  # people good at one thing are often good at others
    return Agents(
        ids=tuple(f"A{number:03d}" for number in range(1, count + 1)),
        names=names(count, language),
        team=team,
        second_team=second_team,
        moves_on=moves_on,
        hired=hired,
        left=left,
        pace=np.clip(np.exp(-0.18 * skill + 0.22 * rng.standard_normal(count)), 0.55, 1.9),
        charm=np.clip(0.72 + 0.07 * skill + 0.06 * rng.standard_normal(count), 0.48, 0.93),
        push=np.clip(0.91 + 0.02 * skill + 0.03 * rng.standard_normal(count), 0.74, 0.98),
        upsell=np.clip(1.12 + 0.05 * rng.standard_normal(count), 0.98, 1.28),
        neglect=np.clip(0.012 * np.exp(0.9 * rng.standard_normal(count)), 0.001, 0.07),
        warmth=np.clip(0.93 + 0.02 * skill + 0.03 * rng.standard_normal(count), 0.75, 0.99),
        missed_rings=np.clip(0.03 * np.exp(0.7 * rng.standard_normal(count)), 0.004, 0.15),
    )


def people(agents: Agents, clock: Clock, language: Language) -> pl.DataFrame:
    """people/agents.csv: one row per agent and span of time, both ends inclusive."""
    rows = []
    for agent, team in enumerate(agents.team):
        hired = (clock.first_day + timedelta(days=int(agents.hired[agent]))).isoformat()
        gone = agents.left[agent] < clock.days
        left = clock.date_of(int(agents.left[agent])).isoformat() if gone else None
        spans: list[tuple[int, str, str | None]] = [(int(team), hired, left)]
        if agents.second_team[agent] != team:
            move = clock.date_of(agents.moves_on)
            eve = (move - timedelta(days=1)).isoformat()
            spans = [
                (int(team), hired, eve),
                (int(agents.second_team[agent]), move.isoformat(), None),
            ]
        for team_then, valid_from, valid_to in spans:
            rows.append(
                {
                    "agent_id": agents.ids[agent],
                    "name": agents.names[agent],
                    "team": TEAMS[language][team_then],
                    "role": ROLES[language][0 if agents.is_lead[agent] else 1],
                    "shop": SHOPS[language][team_then] if team_then <= PRESALES_TWO else None,
                    "valid_from": valid_from,
                    "valid_to": valid_to,
                    "hired_on": hired,
                    "left_on": left,
                }
            )
    return pl.DataFrame(rows, infer_schema_length=None)


def _teams(count: int) -> Ints:
    if count < 4:
        raise ValueError("A simulated desk needs at least 4 agents, one per team.")
    sizes = [max(1, round(share * count)) for share in SHARES]
    while sum(sizes) >= count:
        sizes[int(np.argmax(sizes))] -= 1
    return np.repeat(np.arange(4), [*sizes, count - sum(sizes)])


def _start_of_second_month(clock: Clock) -> int:
    """The first of the month nearest to the middle; beyond the range when there is none."""
    firsts = [day for day in range(5, clock.days) if clock.date_of(day).day == 1]
    return min(firsts, key=lambda day: abs(day - clock.days // 2), default=clock.days)
