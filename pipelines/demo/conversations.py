"""Chats of one day and shop before a word is typed: who comes, to whom, and how it will go."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.agents import Agents
from pipelines.demo.arrays import Chance, Flags, Floats, Ints
from pipelines.demo.arrivals import CHAT_HOURS, SHOPPING_WEEK, arrivals
from pipelines.demo.clock import HOUR, Clock
from pipelines.demo.customers import FIRST_BUYER
from pipelines.demo.roster import Roster, pick

CHATS_PER_AGENT_DAY = 15
HALF_HOUR = HOUR // 2
AFTER_SALES, RETURNING = 0.2, 0.1
BOT_FIRST, BOT_ONLY, PASSED_ON = 0.16, 0.05, 0.03


@dataclass(frozen=True)
class Conversations:
    """One entry per chat, in order of arrival."""

    shop: int
    opened: Floats
    buyer: Ints
    agent: Ints  # -1: the robot alone
    second_agent: Ints  # -1: never passed on
    rounds: Ints  # with a human
    robot_rounds: Ints
    is_presale: Flags
    is_neglected: Flags
    reply_pace: Floats  # multiplies the time that a reply takes

    @property
    def count(self) -> int:
        return len(self.opened)


@dataclass(frozen=True)
class Buyers:
    """Who may come: the next new buyer, and those who bought of late."""

    next_new: int
    recent: Ints


def open_conversations(
    agents: Agents, roster: Roster, clock: Clock, day: int, shop: int, mean: float, volume: float,
    buyers: Buyers, rng: Chance,
) -> Conversations:  # fmt: skip
    second = arrivals(rng, mean * SHOPPING_WEEK[clock.weekday(day)], CHAT_HOURS)
    size = len(second)
    crews = roster.at_work(day, np.linspace(0.5, 47.5, 48) * HALF_HOUR)
    crews &= agents.team_on(day) == shop  # each shop has its own pre-sales team
    slot = (second // HALF_HOUR).astype(np.int64)
    nobody = np.full(size, -1)
    agent = np.where(rng.random(size) < BOT_ONLY, nobody, pick(rng, crews, slot, nobody))
    second_agent = pick(rng, crews, slot, nobody)
    rounds = 1 + np.minimum(rng.geometric(0.42, size) - 1, 12)
    is_human = agent >= 0
    someone = np.clip(agent, 0, None)
    pace = roster.pace[day, someone] * _pressure(slot, someone, is_human, volume)
    passed = is_human & (rounds > 1) & (second_agent != agent) & (rng.random(size) < PASSED_ON)
    neglected = is_human & (rng.random(size) < agents.neglect[someone] * np.sqrt(pace))
    after_sales = (rng.random(size) < AFTER_SALES) & (len(buyers.recent) > 0)
    return Conversations(
        shop=shop,
        opened=clock.at(day, second),
        buyer=_who(buyers, after_sales, rng),
        agent=agent,
        second_agent=np.where(passed & ~neglected, second_agent, -1),
        rounds=np.where(neglected, 1, rounds) * is_human,
        robot_rounds=np.where(is_human, rng.random(size) < BOT_FIRST, rng.integers(1, 4, size)),
        is_presale=~after_sales,
        is_neglected=neglected,
        reply_pace=pace,
    )


def mean_chats(agents: Agents, shop: int, volume: float) -> float:
    return CHATS_PER_AGENT_DAY * int((agents.team == shop).sum()) * volume


def _pressure(slot: Ints, agent: Ints, is_human: Flags, volume: float) -> Floats:
    """Who gets many chats within half an hour answers each of them later."""
    key = slot * (int(agent.max(initial=0)) + 1) + agent
    open_at_once = np.bincount(key[is_human], minlength=int(key.max(initial=0)) + 1)[key]
    return np.asarray(0.8 + 0.14 * open_at_once / volume)


def _who(buyers: Buyers, after_sales: Flags, rng: Chance) -> Ints:
    size = len(after_sales)
    new = buyers.next_new + np.arange(size)
    if buyers.next_new > FIRST_BUYER:
        returning = rng.random(size) < RETURNING
        new = np.where(returning, rng.integers(FIRST_BUYER, buyers.next_new, size), new)
    if not len(buyers.recent):
        return new
    return np.where(after_sales, buyers.recent[rng.integers(0, len(buyers.recent), size)], new)
