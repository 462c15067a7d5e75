"""What the leads enter at month end: ratings, attendance, QC samples, targets and commission."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import AFTERSALES, HOTLINE, PRESALES_ONE, PRESALES_TWO, Agents
from pipelines.demo.arrays import Chance, Flags, Floats, Ints, chance
from pipelines.demo.clock import Clock
from pipelines.demo.orders import Orders
from pipelines.demo.roster import Roster

SCHEMES = {
    PRESALES_ONE: "taobao-kpi-tiers",
    PRESALES_TWO: "taobao-presales",
    AFTERSALES: "aftersales-refunds",
    HOTLINE: "inbound-hotline",
}
LEADERS = "team-leader"
COMMISSION = 0.005
SAMPLES = 4  # that QC listens to or reads, per agent and month
RATERS = {"zh": "演示主管", "en": "Demo supervisor"}
LEADERSHIP = {
    "zh": (("主管", "其他组长", "组员"), ("优秀", "良好", "一般")),
    "en": (("Manager", "Other leaders", "Team"), ("Excellent", "Good", "Fair")),
}
Entered = Iterator[tuple[str, object]]


def periods(clock: Clock) -> list[str]:
    """Months of which at least half is simulated; else the last one."""
    days = [clock.date_of(day) for day in range(clock.days)]
    counts: dict[str, int] = {}
    for day in days:
        counts[f"{day:%Y-%m}"] = counts.get(f"{day:%Y-%m}", 0) + 1
    half = [month for month, count in counts.items() if count * 2 >= _length(month)]
    return half or [*counts][-1:]


def whole_month(clock: Clock) -> str | None:
    """The last month of which every day is simulated."""
    days = [f"{clock.date_of(day):%Y-%m}" for day in range(clock.days)]
    whole = [month for month in dict.fromkeys(days) if days.count(month) == _length(month)]
    return whole[-1] if whole else None


def month_end(
    agents: Agents, roster: Roster, clock: Clock, orders: Orders, period: str,
    language: Language, seed: int,
) -> pl.DataFrame:  # fmt: skip
    """Rows for everybody who worked in the period: what the form of their team or post asks."""
    rng = chance(seed, "month end", int(period.replace("-", "")))
    is_in = _days_in(clock, period)
    team = team_in(agents, clock, period)
    leave_days = roster.is_on_leave[is_in].sum(axis=0)
    sales = _sales(agents, clock, orders, is_in)
    rows: list[tuple[str | None, ...]] = []
    for agent in np.flatnonzero(roster.is_on_duty[is_in].any(axis=0)):
        who = (period, agents.ids[agent])
        if agents.is_lead[agent]:
            rows += [
                (*who, *row) for row in _of_leader(rng, language, int(sum(team == team[agent])))
            ]
            continue
        entered = _FORMS[int(team[agent])](rng, float(sales[agent]), int(leave_days[agent]))
        rows += [(*who, name, str(value), RATERS[language], None) for name, value in entered]
    columns = ["period", "agent_id", "input", "value", "rater", "note"]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def team_in(agents: Agents, clock: Clock, period: str) -> Ints:
    """The team of each agent on the last day of the period."""
    return agents.team_on(int(np.flatnonzero(_days_in(clock, period))[-1]))


def _days_in(clock: Clock, period: str) -> Flags:
    return np.array([f"{clock.date_of(day):%Y-%m}" == period for day in range(clock.days)])


def _tiers(rng: Chance, sales: float, leave_days: int) -> Entered:
    yield "work_task", int(np.clip(rng.normal(8, 1.3), 3, 10))
    yield "work_attitude", int(np.clip(rng.normal(4.3, 0.7), 2, 5))
    yield "late_or_early_count", int(rng.poisson(0.4))
    yield "leave_days", leave_days
    yield "experience_notes", int(rng.poisson(5))
    yield "sales_commission", f"{sales * COMMISSION:.2f}"


def _presales(rng: Chance, sales: float, leave_days: int) -> Entered:
    yield "sales_target", round(sales * rng.uniform(0.85, 1.25), -2)
    yield from _conduct(rng)


def _aftersales(rng: Chance, sales: float, leave_days: int) -> Entered:
    yield "refund_mistakes", int(rng.poisson(0.4))
    yield from _conduct(rng)


def _hotline(rng: Chance, sales: float, leave_days: int) -> Entered:
    yield from _conduct(rng)


def _conduct(rng: Chance) -> Entered:
    """What every form asks: QC samples, an exam, attendance, complaints and praise."""
    samples = np.clip(rng.normal(90, 6, SAMPLES), 55, 100).astype(np.int64).tolist()
    yield "qc_score", "; ".join(map(str, samples))
    yield "exam_score", int(np.clip(rng.normal(86, 8), 40, 100))
    yield "late_count", int(rng.poisson(0.4))
    yield "absence_days", 0
    yield "verified_complaints", int(rng.random() < 0.08)
    yield "praise_count", int(rng.poisson(0.5))


_FORMS: dict[int, Callable[[Chance, float, int], Entered]] = {
    PRESALES_ONE: _tiers,
    PRESALES_TWO: _presales,
    AFTERSALES: _aftersales,
    HOTLINE: _hotline,
}


def _of_leader(rng: Chance, language: Language, team_size: int) -> Iterator[tuple[str | None, ...]]:
    """Three raters, each with a word; and counts."""
    raters, words = LEADERSHIP[language]
    for rater in raters:
        yield "leadership", words[int(rng.integers(0, len(words)))], rater, None
    due = 10
    counts = {
        "coaching_sessions": int(rng.integers(team_size // 2, team_size + 2)),
        "plan_due": due,
        "plan_done": due - int(rng.integers(0, 3)),
        "late_escalations": int(rng.poisson(0.5)),
        "proposals_adopted": int(rng.random() < 0.4),
        "late_count": int(rng.poisson(0.2)),
        "absence_days": 0,
    }
    for name, count in counts.items():
        yield name, str(count), RATERS[language], None


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
