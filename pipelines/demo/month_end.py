"""What the leads enter at month end: ratings, attendance, notes and commission."""

from calendar import monthrange
from datetime import date

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import PRESALES_TWO, Agents
from pipelines.demo.arrays import Flags, Floats, chance
from pipelines.demo.clock import Clock
from pipelines.demo.orders import Orders
from pipelines.demo.roster import Roster

COMMISSION = 0.005
RATERS = {"zh": "演示主管", "en": "Demo supervisor"}


def periods(clock: Clock) -> list[str]:
    """Months of which at least half is simulated; else the last one."""
    days = [clock.date_of(day) for day in range(clock.days)]
    counts: dict[str, int] = {}
    for day in days:
        counts[f"{day:%Y-%m}"] = counts.get(f"{day:%Y-%m}", 0) + 1
    half = [month for month, count in counts.items() if count * 2 >= _length(month)]
    return half or [*counts][-1:]


def month_end(
    agents: Agents, roster: Roster, clock: Clock, orders: Orders, period: str,
    language: Language, seed: int,
) -> pl.DataFrame:  # fmt: skip
    """One row per pre-sales agent and input of the period."""
    rng = chance(seed, "month end", int(period.replace("-", "")))
    is_in = np.array([f"{clock.date_of(day):%Y-%m}" == period for day in range(clock.days)])
    last = int(np.flatnonzero(is_in)[-1])
    team = agents.team_on(last)
    leave_days = roster.is_on_leave[is_in].sum(axis=0)
    worked = roster.is_on_duty[is_in].any(axis=0)
    sales = _sales(agents, clock, orders, is_in)
    rows = []
    for agent in np.flatnonzero((team <= PRESALES_TWO) & worked):
        entered = {
            "work_task": int(np.clip(rng.normal(8, 1.3), 3, 10)),
            "work_attitude": int(np.clip(rng.normal(4.3, 0.7), 2, 5)),
            "late_or_early_count": int(rng.poisson(0.4)),
            "leave_days": int(leave_days[agent]),
            "experience_notes": int(rng.poisson(5)),
            "sales_commission": f"{sales[agent] * COMMISSION:.2f}",
        }
        rows += [(period, agents.ids[agent], name, str(value), RATERS[language], None)
                 for name, value in entered.items()]  # fmt: skip
    columns = ["period", "agent_id", "input", "value", "rater", "note"]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _sales(agents: Agents, clock: Clock, orders: Orders, is_in: Flags) -> Floats:
    day = clock.day_of(np.where(np.isfinite(orders.paid), orders.paid, clock.end))
    counted = (orders.agent >= 0) & (day < clock.days)
    counted &= is_in[np.clip(day, 0, clock.days - 1)]
    sold = np.bincount(
        orders.agent[counted], weights=orders.amount[counted], minlength=agents.count
    )
    return sold.astype(np.float64)


def _length(month: str) -> int:
    first = date.fromisoformat(f"{month}-01")
    return monthrange(first.year, first.month)[1]
