"""Ticket events as a data lake keeps them: Parquet, one file per week, times in UTC."""

from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import Agents
from pipelines.demo.arrays import Flags, Floats, Ints, chance
from pipelines.demo.clock import Clock, moments
from pipelines.demo.customers import buyer_names
from pipelines.demo.export_tickets import ticket_ids
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, land_parquet
from pipelines.demo.tickets import PRIORITIES, Tickets

EXPORT = Export(
    "ticket_events_parquet", "ticket_events", bad_cells=(("ticket_id", None), ("event", None))
)
TAKEN_OVER = 5  # seconds before the first act of the new hands


def land_ticket_events(
    home: Path, agents: Agents, clock: Clock, tickets: Tickets, language: Language, seed: int
) -> list[LandedFile]:
    rng, landed, held = chance(seed, "ticket events file"), [], Held()
    events = pl.concat(_events(agents, tickets, language)).sort("at", maintain_order=True)
    week = clock.week_of(events["at"].to_numpy())
    for number in range(clock.weeks):
        is_due = (week == number) & (events["at"].to_numpy() < clock.end)
        due = events.filter(pl.Series(is_due)).drop("at")
        dealt = deal(rng, due, held, is_last=number == clock.weeks - 1)
        held = dealt.held
        day = clock.date_of(clock.last_day_of_week(number))
        name = f"landing/tickets/ticket-events-{day:%Y%m%d}.parquet"
        landed.append(land_parquet(home, name, EXPORT, dealt, rng))
    return landed


def _events(agents: Agents, tickets: Tickets, language: Language) -> list[pl.DataFrame]:
    nobody = np.full(tickets.count, -1)
    first, replied, solver = tickets.agent_first, tickets.agent_reply, tickets.agent_solve
    later = np.minimum(tickets.next_reply, tickets.solved_first)
    ids = pl.Series([*agents.ids, None])
    has_asked = np.isfinite(tickets.customer_wrote)  # then the desk waits for the customer
    first_priority = pl.Series(PRIORITIES).gather(tickets.priority_first)
    new_priority = pl.Series(PRIORITIES).gather(tickets.priority)

    def events(
        at: Floats, event: str, role: str, agent: Ints, value: pl.Series | None = None,
        only: Flags | None = None,
    ) -> pl.DataFrame:  # fmt: skip
        happens = np.isfinite(at) if only is None else np.isfinite(at) & only
        row = np.flatnonzero(happens)
        size = len(row)
        wrote = role == "customer"
        requester = buyer_names(tickets.buyer[row], language)
        return pl.DataFrame(
            {
                "at": at[row],
                "ticket_id": ticket_ids(row),
                "occurred_at": moments(at[row]),
                "event": pl.repeat(event, size, eager=True),
                "actor_role": pl.repeat(role, size, eager=True),
                "requester": requester if wrote else pl.Series([None] * size, dtype=pl.String),
                "agent": ids.gather(np.where(agent[row] < 0, agents.count, agent[row])),
                "value": (
                    value.gather(row)
                    if value is not None
                    else pl.Series([None] * size, dtype=pl.String)
                ),
            }
        )

    def named(agent: Ints) -> pl.Series:
        return pl.Series(agents.ids).gather(agent)

    def status(word: str) -> pl.Series:
        return pl.repeat(word, tickets.count, eager=True)

    return [
        events(tickets.created, "created", "customer", nobody, status("new")),
        events(tickets.created, "priority", "system", nobody, first_priority),
        events(tickets.assigned, "assigned", "system", nobody, named(first)),
        events(tickets.assigned, "status", "system", nobody, status("open")),
        events(tickets.raised, "priority", "agent", first, new_priority),
        events(tickets.first_reply - TAKEN_OVER, "assigned", "agent", replied, named(replied),
               replied != first),
        events(tickets.first_reply, "public_reply", "agent", replied),
        events(tickets.first_reply, "status", "agent", replied, status("pending"), has_asked),
        events(tickets.noted, "private_note", "agent", replied),
        events(tickets.noted, "status", "agent", replied, status("on_hold"), ~has_asked),
        events(tickets.customer_wrote, "customer_message", "customer", nobody),
        events(tickets.customer_wrote, "status", "customer", nobody, status("open")),
        events(later - TAKEN_OVER, "assigned", "agent", solver, named(solver), solver != replied),
        events(tickets.next_reply, "public_reply", "agent", solver),
        events(tickets.solved_first, "solved", "agent", solver),
        events(tickets.reopened, "reopened", "customer", nobody),
        events(tickets.solved_again, "solved", "agent", solver),
        events(tickets.closed, "closed", "system", nobody),
    ]  # fmt: skip
