"""Orders: placed after a chat or in silence, paid within minutes to days, or never."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.agents import Agents
from pipelines.demo.arrays import NEVER, Chance, Floats, Ints, around
from pipelines.demo.arrivals import ORDER_HOURS, SHOPPING_WEEK, arrivals
from pipelines.demo.chats import Outcome
from pipelines.demo.clock import DAY, HOUR, Clock
from pipelines.demo.conversations import RETURNING, Conversations
from pipelines.demo.customers import FIRST_BUYER

SILENT_PER_AGENT_DAY = 15
SILENT_PAY_SHARE = 0.86
BASKET = 118.0


@dataclass(frozen=True)
class Orders:
    """One entry per order; `NEVER` where a step was not taken."""

    buyer: Ints
    shop: Ints
    agent: Ints  # who chatted with the buyer before, -1 when nobody
    chat: Ints  # row of that day's conversation, -1 when none
    placed: Floats
    paid: Floats
    shipped: Floats
    finished: Floats
    closed: Floats  # cancelled because nobody paid
    amount: Floats
    items: Ints

    @property
    def count(self) -> int:
        return len(self.placed)


def orders_after(agents: Agents, chats: Conversations, outcome: Outcome, bad_day: Floats,
                 clock: Clock, rng: Chance) -> Orders:  # fmt: skip
    """Enquirers who buy: charm makes them order, a reminder makes them pay."""
    replied = ~np.isnan(outcome.first_response)
    someone = np.clip(chats.agent, 0, None)
    likely = np.where(replied, agents.charm[someone] * bad_day[someone], 0.3)
    buys = chats.is_presale & (rng.random(chats.count) < likely)
    row = np.flatnonzero(buys)
    agent = np.where(replied[row], chats.agent[row], -1)
    someone = someone[row]
    soon = around(rng, 5 * 60, 1.1, len(row))
    later = rng.uniform(2 * HOUR, 30 * HOUR, len(row))
    placed = outcome.ended[row] + np.where(rng.random(len(row)) < 0.9, soon, later)
    push = np.where(agent >= 0, agents.push[someone], SILENT_PAY_SHARE)
    basket = BASKET * np.where(agent >= 0, agents.upsell[someone], 1.0)
    return _orders(chats.buyer[row], np.full(len(row), chats.shop), agent, row, placed, push,
                   basket, clock, rng)  # fmt: skip


def silent_orders(
    clock: Clock, day: int, shop: int, mean: float, next_new: int, rng: Chance
) -> Orders:
    """Orders of buyers who never asked anything."""
    placed = clock.at(day, arrivals(rng, mean * SHOPPING_WEEK[clock.weekday(day)], ORDER_HOURS))
    size = len(placed)
    buyer = next_new + np.arange(size)
    if next_new > FIRST_BUYER:
        old = rng.integers(FIRST_BUYER, next_new, size)
        buyer = np.where(rng.random(size) < RETURNING, old, buyer)
    nobody = np.full(size, -1)
    push = np.full(size, SILENT_PAY_SHARE)
    basket = np.full(size, BASKET)
    return _orders(buyer, np.full(size, shop), nobody, nobody, placed, push, basket, clock, rng)


def _orders(buyer: Ints, shop: Ints, agent: Ints, chat: Ints, placed: Floats, push: Floats,
            basket: Floats, clock: Clock, rng: Chance) -> Orders:  # fmt: skip
    size = len(placed)
    placed = np.floor(placed)
    draw = rng.random(size)
    minutes, hours = around(rng, 45, 0.9, size), around(rng, 2 * HOUR, 0.8, size)
    days = rng.uniform(0.5 * DAY, 2.7 * DAY, size)
    delay = np.where(draw < 0.84, minutes, np.where(draw < 0.96, hours, days))
    is_paid = rng.random(size) < push
    paid = np.where(is_paid, np.floor(placed + np.minimum(delay, 2.9 * DAY)), NEVER)
    shipped = np.floor(paid + np.clip(around(rng, 16 * HOUR, 0.5, size), HOUR, 3 * DAY))
    finished = np.floor(shipped + rng.uniform(4 * DAY, 12 * DAY, size))
    return Orders(
        buyer=buyer,
        shop=shop,
        agent=agent,
        chat=chat,
        placed=placed,
        paid=paid,
        shipped=shipped,
        finished=finished,
        closed=np.where(is_paid, NEVER, placed + 3 * DAY),
        amount=np.asarray(np.clip(around(rng, basket, 0.55, size), 5, 5000)).round(2),
        items=1 + rng.poisson(0.4, size),
    )


def joined(parts: list[Orders]) -> Orders:
    names = vars(parts[0]).keys()
    return Orders(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in names})
