"""Tickets per working day: days on which an agent did anything with tickets, or had entered."""

from collections.abc import Iterable

from tests.metrics.brute_force.clock import Clock, Row
from tests.metrics.brute_force.month_end import last_day_of, number_in
from tests.metrics.brute_force.tally import Place, Tally
from tests.metrics.brute_force.ticket_story import role_of
from tests.metrics.brute_force.tickets import Ticket

DAYS, ATTENDED = "tickets_per_workday", "tickets_per_workday:attended"


def count_workdays(
    tickets: Iterable[Ticket], events: Iterable[Row], entries: Iterable[Row], clock: Clock
) -> Tally:
    tally = Tally()
    worked = {
        (event["agent_id"], clock.day_of(event["at"]))
        for event in events
        if event.get("agent_id") and role_of(event) == "agent"
    }
    for ticket in tickets:
        if ticket.solved_at is not None:
            place = ticket.place(clock.day_of(ticket.solved_at), ticket.solver)
            tally.add(DAYS, place, 1)
            tally.add(ATTENDED, place, 1)
            if ticket.solver:
                worked.add((ticket.solver, clock.day_of(ticket.solved_at)))
    for agent, day in worked:
        tally.add(DAYS, Place(day, agent), 0, 1)
    for entry in entries:
        number = number_in(entry.get("value"))
        if entry["input"] == "attendance_days" and number is not None:
            place = Place(last_day_of(entry["period"]), entry["agent_id"])
            tally.add(ATTENDED, place, 0, number)
    return tally
