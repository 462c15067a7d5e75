"""Tickets as a weekly CSV of what changed, and their events as weekly Parquet files in UTC."""

from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import AFTERSALES, Agents
from pipelines.demo.arrays import NEVER, Floats, Ints, chance
from pipelines.demo.clock import Clock, local_text, so_far
from pipelines.demo.customers import buyer_names
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, csv_header, csv_rows, land_text
from pipelines.demo.phrases import CATEGORIES, SHOPS, TEAMS
from pipelines.demo.tickets import (
    CHANNELS,
    COMPLAINT,
    FIRST_REPLY_DUE,
    PRIORITIES,
    RESOLUTION_DUE,
    Tickets,
)

STATES = ("new", "open", "pending", "on_hold", "solved", "closed")
EXPORT = Export("tickets_csv", "tickets", ("short", "long", "time", "bytes"))


def ticket_ids(row: Ints) -> pl.Series:
    return pl.select(pl.format("T{}", pl.Series(row + 100_000))).to_series()


def land_tickets(
    home: Path, agents: Agents, clock: Clock, tickets: Tickets, language: Language, seed: int
) -> list[LandedFile]:
    rng, landed, held = chance(seed, "tickets file"), [], Held()
    steps = _steps(tickets)
    last = clock.snapshot(clock.weeks - 1)
    for number in range(clock.weeks):
        now = clock.snapshot(number)
        before = clock.snapshot(number - 1) if number else -NEVER
        latest = np.where(steps <= now, steps, -NEVER).max(axis=0)
        row = np.flatnonzero(
            (latest > before)
            & (tickets.created < clock.midnights[clock.last_day_of_week(number) + 1])
        )
        follows = (steps[:, row] > now) & (steps[:, row] <= last)
        frame = _exported(agents, tickets, row, now, latest[row], clock, language)
        is_last = number == clock.weeks - 1
        dealt = deal(rng, frame, held, is_final=~np.any(follows, axis=0), is_last=is_last)
        held = dealt.held
        name = f"landing/tickets/tickets-{clock.date_of(clock.last_day_of_week(number)):%Y%m%d}.csv"
        landed.append(land_text(home, name, EXPORT, dealt, csv_rows(), csv_header(frame), rng))
    return landed


def _steps(tickets: Tickets) -> Floats:
    """Every time at which a ticket changes: one row per step."""
    return np.stack(
        [
            tickets.created, tickets.assigned, tickets.raised, tickets.first_reply, tickets.noted,
            tickets.customer_wrote, tickets.next_reply, tickets.solved_first, tickets.reopened,
            tickets.solved_again, tickets.closed,
        ]
    )  # fmt: skip


def _exported(
    agents: Agents, tickets: Tickets, row: Ints, now: float, latest: Floats, clock: Clock,
    language: Language,
) -> pl.DataFrame:  # fmt: skip
    zone = clock.zone
    reply, closed = so_far(tickets.first_reply[row], now), so_far(tickets.closed[row], now)
    reopened = so_far(tickets.reopened[row], now)
    first_solved = so_far(tickets.solved_first[row], now)
    is_back = np.isfinite(reopened)
    solved = np.where(is_back, so_far(tickets.solved_again[row], now), first_solved)
    is_solved, is_closed = np.isfinite(solved), np.isfinite(closed)
    wrote = np.isfinite(so_far(tickets.customer_wrote[row], now))
    has_asked = np.isfinite(tickets.customer_wrote[row])
    pending = np.isfinite(reply) & has_asked & ~wrote & ~is_back
    is_assigned = tickets.assigned[row] <= now
    held = np.isfinite(so_far(tickets.noted[row], now)) & ~has_asked & ~is_back
    state = np.select([is_closed, is_solved, held, pending, is_assigned], [5, 4, 3, 2, 1], 0)
    hands = np.where(
        is_solved | is_back,
        tickets.agent_solve[row],
        np.where(np.isfinite(reply), tickets.agent_reply[row], tickets.agent_first[row]),
    )
    changes = (hands != tickets.agent_reply[row]).astype(int) * np.isfinite(reply)
    changes += (tickets.agent_reply[row] != tickets.agent_first[row]) * np.isfinite(reply)
    priority = np.where(np.isfinite(so_far(tickets.raised[row], now)), tickets.priority[row],
                        tickets.priority_first[row])  # fmt: skip
    reply_due = tickets.created[row] + FIRST_REPLY_DUE[priority]
    solution_due = tickets.created[row] + RESOLUTION_DUE[priority]
    is_met = (reply <= reply_due) & (solved <= solution_due)
    rating = np.where(is_solved, tickets.rating[row], -1)
    size = len(row)
    return pl.DataFrame(
        {
            "ticket_id": ticket_ids(row),
            "created_at": local_text(tickets.created[row], zone),
            "updated_at": local_text(latest, zone),
            "first_reply_at": local_text(reply, zone),
            "solved_at": local_text(solved, zone),
            "closed_at": local_text(closed, zone),
            "status": pl.Series(STATES).gather(state),
            "priority": pl.Series(PRIORITIES).gather(priority),
            "category": pl.Series(CATEGORIES[language]).gather(tickets.category[row]),
            "group": pl.repeat(TEAMS[language][AFTERSALES], size, eager=True),
            "assignee": pl.Series(agents.ids).gather(hands),
            "requester": buyer_names(tickets.buyer[row], language),
            "shop": pl.Series(SHOPS[language]).gather(tickets.shop[row]),
            "channel": pl.Series(CHANNELS).gather(tickets.channel[row]),
            "reopens": is_back.astype(int),
            "reassignments": changes,
            "sla_met": pl.Series(("no", "yes", None)).gather(np.where(is_solved, is_met, 2)),
            "complaint": pl.Series(("no", "yes")).gather((tickets.category[row] == COMPLAINT) * 1),
            "rating": pl.Series(("bad", "good", None)).gather(np.where(rating < 0, 2, rating)),
            "first_reply_due_at": local_text(reply_due, zone),
            "resolution_due_at": local_text(solution_due, zone),
        }
    )
