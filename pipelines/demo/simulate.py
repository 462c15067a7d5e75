"""Simulates a support desk for some weeks and drops its exports where a desk looks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import PRESALES_ONE, PRESALES_TWO, Agents, make_agents, people
from pipelines.demo.arrays import Ints, chance
from pipelines.demo.book import land_books
from pipelines.demo.calls import make_calls
from pipelines.demo.chats import write_messages
from pipelines.demo.clock import DAY, Clock, make_clock
from pipelines.demo.conversations import Buyers, mean_chats, open_conversations
from pipelines.demo.customers import FIRST_BUYER
from pipelines.demo.export_calls import land_queue_logs
from pipelines.demo.export_chats import land_day, message_rows
from pipelines.demo.export_orders import land_orders
from pipelines.demo.export_refunds import land_refunds
from pipelines.demo.export_ticket_events import land_ticket_events
from pipelines.demo.export_tickets import land_tickets
from pipelines.demo.faults import Held
from pipelines.demo.files import Export, LandedFile, land_table
from pipelines.demo.month_end import month_end, periods, team_in, whole_month
from pipelines.demo.orders import SILENT_PER_AGENT_DAY, Orders, joined, orders_after, silent_orders
from pipelines.demo.refunds import make_refunds
from pipelines.demo.reports import agent_day, land_reports
from pipelines.demo.roster import Roster, make_roster
from pipelines.demo.tickets import make_tickets

PEOPLE = Export("people_agents", "agents")
MONTH_END = Export("month_end_csv", "month_end_inputs")
AFTER_SALES_DAYS = 14
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Simulated:
    """Every file that was written, with what a loader must find in it."""

    first_day: date
    last_day: date
    files: tuple[LandedFile, ...]

    @property
    def rows(self) -> dict[str, int]:
        """Records per log, faults included."""
        logs = dict.fromkeys(file.log for file in self.files)
        return {log: sum(f.records for f in self.files if f.log == log) for log in logs}


def simulate(
    home: Path,
    *,
    days: int = 62,
    agents: int = 40,
    seed: int = 7,
    last_day: date = date(2026, 10, 31),
    volume: float = 1.0,
    language: Language = "zh",
    time_zone: str = "Asia/Shanghai",
    progress: Progress | None = None,
) -> Simulated:
    """Writes below landing/, people/ and month-end/; `progress` hears the name of each log.

    `volume` multiplies the traffic and what the agents can take alike.
    """
    tell = progress or (lambda log: None)
    clock = make_clock(last_day, days, time_zone)
    staff = make_agents(clock, agents, seed, language)
    roster = make_roster(staff, clock, seed)
    tell("chat_messages")
    shop = _run_shops(home, staff, roster, clock, volume, language, seed)
    orders, landed = shop.orders, [*shop.files]
    tell("orders")
    landed += land_orders(home, clock, orders, language, seed)
    tell("refunds")
    refunds = make_refunds(staff, roster, clock, orders, seed)
    landed += land_refunds(home, staff, clock, orders, refunds, language, seed)
    tell("chat_reports")
    landed += land_reports(home, staff, clock, shop.agent_days, orders, refunds, language, seed)
    tell("call_events")
    calls = make_calls(staff, roster, clock, volume, seed)
    landed += land_queue_logs(home, staff, roster, clock, calls, seed)
    tell("tickets")
    tickets = make_tickets(staff, roster, clock, volume, orders.buyer, seed)
    landed += land_tickets(home, staff, clock, tickets, language, seed)
    landed += land_ticket_events(home, staff, clock, tickets, language, seed)
    tell("agents")
    landed.append(land_table(home, "people/agents.csv", PEOPLE, people(staff, clock, language)))
    for period in periods(clock):
        table = month_end(staff, roster, clock, orders, period, language, seed)
        if period == whole_month(clock):
            teams = dict(zip(staff.ids, team_in(staff, clock, period).tolist(), strict=True))
            landed += land_books(home, staff, period, table, teams, language)
        else:
            landed.append(land_table(home, f"month-end/{period}.csv", MONTH_END, table))
    return Simulated(clock.first_day, last_day, tuple(landed))


@dataclass(frozen=True)
class _Shops:
    """What the shops did: chats are on disk already, orders still to be exported."""

    orders: Orders
    agent_days: list[pl.DataFrame]
    files: list[LandedFile]


def _run_shops(
    home: Path, staff: Agents, roster: Roster, clock: Clock, volume: float, language: Language,
    seed: int,
) -> _Shops:  # fmt: skip
    """Day by day, so that the messages of one day are in memory at a time."""
    files: list[LandedFile] = []
    agent_days: list[pl.DataFrame] = []
    orders: list[Orders] = []
    next_new, held, night = FIRST_BUYER, Held(), pl.DataFrame()
    for day in range(clock.days):
        rng = chance(seed, "shops", day)
        messages = [night] if night.height else []
        for shop in (PRESALES_ONE, PRESALES_TWO):
            recent = _recent_buyers(orders, shop, clock, day)
            chats = open_conversations(
                staff, roster, clock, day, shop, mean_chats(staff, shop, volume), volume,
                Buyers(next_new, recent), rng,
            )  # fmt: skip
            written, outcome = write_messages(staff, chats, rng)
            messages.append(message_rows(staff, clock, chats, written, day, language, rng))
            mood = np.sqrt(staff.pace / roster.pace[day])  # on a bad day fewer are won over
            bought = orders_after(staff, chats, outcome, mood, clock, rng)
            mean = SILENT_PER_AGENT_DAY * int((staff.team == shop).sum()) * volume
            silent = silent_orders(clock, day, shop, mean, next_new + chats.count, rng)
            next_new += chats.count + silent.count
            orders += [bought, silent]
            if shop == PRESALES_TWO:
                agent_days.append(agent_day(day, chats, outcome, bought))
        landed, held, night = land_day(home, clock, day, pl.concat(messages), held, rng)
        files += [landed] if landed.records else []
    return _Shops(_within(joined(orders), clock), agent_days, files)


def _recent_buyers(orders: list[Orders], shop: int, clock: Clock, day: int) -> Ints:
    """Buyers of the last two weeks, who may come back with a question."""
    recent = orders[-4 * AFTER_SALES_DAYS :]
    if not recent:
        return np.zeros(0, dtype=np.int64)
    yesterday = clock.midnights[day] - DAY
    kept = [
        o.buyer[np.isfinite(o.paid) & (o.placed < yesterday) & (o.shop == shop)] for o in recent
    ]
    return np.concatenate(kept)


def _within(orders: Orders, clock: Clock) -> Orders:
    """Orders placed before the range ends, in order of time."""
    order = np.argsort(orders.placed, kind="stable")
    order = order[orders.placed[order] < clock.end]
    return Orders(**{name: values[order] for name, values in vars(orders).items()})
