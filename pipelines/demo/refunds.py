"""Refunds: asked for, agreed to or rejected, goods sent back, paid out or closed."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.agents import Agents
from pipelines.demo.arrays import NEVER, Chance, Flags, Floats, Ints, around, chance
from pipelines.demo.clock import DAY, HOUR, Clock
from pipelines.demo.orders import Orders
from pipelines.demo.roster import Roster, aftersales_crews, into_office_hours, pick

REFUND_SHARE = 0.155


@dataclass(frozen=True)
class Refunds:
    """One entry per refund; `NEVER` where a stage was not reached."""

    order: Ints  # row of the order
    agent: Ints
    is_return: Flags
    is_success: Flags
    reason: Ints
    amount: Floats
    applied: Floats
    rejected: Floats
    agreed: Floats
    signed: Floats
    finished: Floats
    is_disputed: Flags
    is_intervened: Flags
    is_seller_fault: Flags

    @property
    def count(self) -> int:
        return len(self.order)


def make_refunds(
    agents: Agents, roster: Roster, clock: Clock, orders: Orders, seed: int
) -> Refunds:
    rng = chance(seed, "refunds")
    asked = np.isfinite(orders.paid) & (rng.random(orders.count) < REFUND_SHARE)
    delay = around(rng, 2.6 * DAY, 1.1, orders.count)
    applied = np.floor(np.where(asked, orders.paid, 0) + np.clip(delay, 120, 25 * DAY))
    order = np.flatnonzero(asked & (applied < clock.end))
    order = order[np.argsort(applied[order], kind="stable")]
    applied, size = applied[order], len(order)
    before_shipping = applied < orders.shipped[order]
    is_return = ~before_shipping & (rng.random(size) < 0.72)
    crews = aftersales_crews(agents, roster)
    agent = pick(rng, crews, clock.day_of(applied), np.full(size, -1))
    pace = agents.pace[agent]
    stages = _stages(applied, is_return, pace, clock, rng)
    rejected, agreed, signed, finished, is_success = stages
    is_disputed = np.isfinite(rejected) & (rng.random(size) < 0.3) | (rng.random(size) < 0.012)
    is_intervened = is_disputed & (rng.random(size) < 0.5)
    part = np.where(rng.random(size) < 0.25, rng.uniform(0.2, 0.8, size), 1.0)
    return Refunds(
        order=order,
        agent=agent,
        is_return=is_return,
        is_success=is_success,
        reason=rng.integers(0, 6, size),
        amount=np.round(orders.amount[order] * np.where(before_shipping, 1.0, part), 2),
        applied=applied,
        rejected=rejected,
        agreed=agreed,
        signed=signed,
        finished=finished,
        is_disputed=is_disputed,
        is_intervened=is_intervened,
        is_seller_fault=is_intervened & (rng.random(size) < 0.5),
    )


def _stages(applied: Floats, is_return: Flags, pace: Floats, clock: Clock,
            rng: Chance) -> tuple[Floats, Floats, Floats, Floats, Flags]:  # fmt: skip
    """Rejected, agreed, signed for, finished, and whether the money went back."""
    size = len(applied)
    handled = np.floor(
        into_office_hours(clock, applied + around(rng, 2.2 * HOUR, 0.9, size) * pace, rng)
    )
    is_rejected = rng.random(size) < 0.07
    is_success = ~(is_rejected & (rng.random(size) < 0.55)) & (rng.random(size) > 0.03)
    second_look = np.floor(into_office_hours(clock, handled + rng.uniform(3, 40, size) * HOUR, rng))
    agreed = np.where(is_success, np.where(is_rejected, second_look, handled), NEVER)
    sent_back = agreed + rng.uniform(2 * DAY, 6 * DAY, size)
    signed = np.where(is_return, np.floor(sent_back), NEVER)
    checked = np.floor(into_office_hours(clock, signed + around(rng, 5 * HOUR, 0.7, size) * pace,
                                         rng))  # fmt: skip
    paid_out = np.where(is_return, checked, agreed + rng.integers(1, 30, size))
    given_up = handled + np.floor(rng.uniform(1, 5, size) * DAY)
    rejected = np.where(is_rejected, handled, NEVER)
    return rejected, agreed, signed, np.where(is_success, paid_out, given_up), is_success
