"""KPIs over tickets: by the opening, the first reply, the first and the last solution."""

from collections.abc import Iterable
from fractions import Fraction

from tests.metrics.brute_force.clock import Clock, seconds
from tests.metrics.brute_force.hours import Hours
from tests.metrics.brute_force.orders import Order
from tests.metrics.brute_force.tally import Place, Tally
from tests.metrics.brute_force.ticket_hours import Schedules, business
from tests.metrics.brute_force.ticket_states import waited
from tests.metrics.brute_force.tickets import Ticket

PHONE = ("phone", "call", "voice", "telephone", "voicemail", "电话", "热线")
IM = (
    "chat", "im", "live_chat", "messaging", "messenger", "native_messaging", "wechat", "whatsapp",
    "line", "sms", "在线", "即时通讯", "微信", "旺旺", "飞信", "qq",
)  # fmt: skip
WORK = ("tickets_solved", "contacts_handled", "weighted_workload", "people_at_work")


def count_tickets(tickets: Iterable[Ticket], clock: Clock, schedules: Schedules) -> Tally:
    tally = Tally()
    for ticket in tickets:
        hours = schedules.of(ticket.row)
        _at_opening(tally, ticket, ticket.place(ticket.day, ticket.agent))
        replied = ticket.place(clock.day(ticket.first_reply_at), ticket.replier)
        asked_at, replied_at = ticket.first_asked_at, ticket.first_reply_at
        tally.mean("first_reply_minutes", replied, ticket.first_wait)
        tally.mean("first_reply_business_minutes", replied, business(hours, asked_at, replied_at))
        for is_first, since, until, agent in ticket.story.waits:
            if not is_first:
                place = ticket.place(clock.day_of(until), agent)
                tally.mean("next_reply_minutes", place, seconds(since, until))
                tally.mean("next_reply_business_minutes", place, business(hours, since, until))
        if ticket.first_solved_at is not None:
            place = ticket.place(clock.day_of(ticket.first_solved_at), ticket.first_solver)
            _at_first_solution(tally, ticket, place, hours)
        if ticket.solved_at is not None:
            place = ticket.place(clock.day_of(ticket.solved_at), ticket.solver)
            _at_solution(tally, ticket, place, hours)
    return tally


def _at_opening(tally: Tally, ticket: Ticket, place: Place) -> None:
    row, waited, is_solved = ticket.row, ticket.first_wait, ticket.solved_at is not None
    tally.add("tickets_created", place, 1)
    for kpi in ("complaint_rate", "complaint_rate:orders"):
        tally.add(kpi, place, ticket.is_complaint, kpi == "complaint_rate")
    in_a_day = waited is not None and waited <= 24 * 3600
    tally.add("replied_within_rate_24h", place, in_a_day, 1)
    if ticket.reassignments is not None:
        tally.mean("reassignments", place, Fraction(ticket.reassignments))
    if ticket.is_handled:
        tally.add("resolution_rate", place, is_solved, 1)
    tally.add("resolution_rate:printed", place, 0, 1)
    known = (row.get("category"), row.get("customer_id"), ticket.agent, row.get("channel"))
    tally.add("ticket_completeness_rate", place, all(one is not None for one in known), 1)
    if row.get("is_escalated") or (row.get("is_escalated") is None and ticket.story.is_escalated):
        tally.add("difficult_resolution_rate", place, is_solved, 1)
    if ticket.is_complaint:
        _complaint(tally, ticket, place)


def _complaint(tally: Tally, ticket: Ticket, place: Place) -> None:
    is_solved, is_satisfied = ticket.solved_at is not None, ticket.row.get("is_satisfied")
    tally.add("complaints", place, 1)
    tally.add("complaints:verified", place, bool(ticket.row.get("is_verified")))
    tally.add("complaint_resolution_rate", place, is_solved, 1)
    tally.add("complaint_resolution_rate:printed", place, 0, 1)
    tally.add("complaint_satisfaction_rate:printed", place, bool(is_satisfied), 1)
    tally.add("complaint_unresolved_rate", place, not is_solved, 1)
    tally.add("complaint_handling_rate", place, ticket.is_handled, 1)
    tally.add("complaint_reply_rate", place, ticket.first_reply_at is not None, 1)
    if is_satisfied is not None:
        tally.add("complaint_satisfaction_rate", place, is_satisfied, 1)
    if is_satisfied is False:
        tally.add("dissatisfied_complaint_resolution_rate", place, is_solved, 1)


def _at_first_solution(tally: Tally, ticket: Ticket, place: Place, hours: Hours | None) -> None:
    span = ticket.created_at, ticket.first_solved_at
    tally.mean("first_resolution_hours", place, seconds(*span))
    tally.mean("first_resolution_business_hours", place, business(hours, *span))
    tally.add("ticket_first_time_fix_rate", place, not ticket.is_reopened, 1)
    tally.add("reopen_rate", place, ticket.is_reopened, 1)
    tally.add("reopen_rate:ever", place, ticket.reopens > 0, 1)
    if ticket.replies is not None:
        held, one = not ticket.is_reopened, ticket.replies == 1
        tally.add("one_touch_rate", place, one and held, 1)
        tally.add("one_touch_rate:reopened_too", place, one, 1)
        tally.add("one_touch_rate:up_to_two", place, 1 <= ticket.replies <= 2 and held, 1)


def _at_solution(tally: Tally, ticket: Ticket, place: Place, hours: Hours | None) -> None:
    span = ticket.created_at, ticket.solved_at
    time = seconds(*span)
    for kpi in WORK:
        tally.add(kpi, place, 1)
    channel = (ticket.row.get("channel") or "").lower()
    tally.add("phone_tickets", place, channel in PHONE)
    tally.add("im_tickets", place, channel in IM)
    tally.add("resolution_rate:printed", place, 1)
    tally.mean("full_resolution_hours", place, time)
    tally.mean("full_resolution_business_hours", place, business(hours, *span))
    for suffix, by in (("hours", None), ("business_hours", hours)):
        for name, waiting in (waited(ticket.story, *span, by) or {}).items():
            tally.mean(f"{name}_{suffix}", place, waiting)
    if ticket.story.ticket:
        tally.mean("handoffs", place, Fraction(len(ticket.story.writers)))
    if ticket.is_complaint:
        tally.add("complaint_resolution_rate:printed", place, 1)
        tally.mean("complaint_resolution_hours", place, time)
    if ticket.row.get("is_satisfied") is not None:
        tally.add("ticket_csat_rate", place, ticket.row["is_satisfied"], 1)
    if ticket.row.get("rating") is not None:
        tally.mean("csat_mean", place, Fraction(ticket.row["rating"]))


def count_orders_beside_complaints(orders: Iterable[Order], clock: Clock) -> Tally:
    tally = Tally()
    for order in orders:
        if order.paid_at is not None:
            place = Place(clock.day_of(order.paid_at), order.agent, order.shop)
            tally.add("complaint_rate:orders", place, 0, 1)
    return tally
