"""A desk's raw rows, and everything that can be counted in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.metrics.brute_force.agent_states import spans_of
from tests.metrics.brute_force.agent_time import (
    contacts_of_calls,
    contacts_of_chats,
    count_agent_time,
)
from tests.metrics.brute_force.callbacks import count_callbacks, count_rings
from tests.metrics.brute_force.calls import Policies, Policy, count_calls, made_whole
from tests.metrics.brute_force.chat_concurrency import count_at_once
from tests.metrics.brute_force.chat_messages import (
    bot_talks,
    messages_of,
    talks_of,
    talks_passed_on,
    talks_with_bots,
)
from tests.metrics.brute_force.chat_rules import ANY, Rules
from tests.metrics.brute_force.chat_sessions import count_sessions, sessions_of
from tests.metrics.brute_force.chat_talks import count_bots, count_passed_on
from tests.metrics.brute_force.chat_threads import threads_of
from tests.metrics.brute_force.chats import count_chats, received_of
from tests.metrics.brute_force.chats_seen import count_seen
from tests.metrics.brute_force.clock import Clock, Row
from tests.metrics.brute_force.contacts import (
    by_call,
    by_chat,
    by_ticket,
    count_contacts,
    last_words_of,
)
from tests.metrics.brute_force.inquiries import count_inquiries
from tests.metrics.brute_force.month_end import count_entries
from tests.metrics.brute_force.order_credits import count_credits
from tests.metrics.brute_force.order_kpis import count_new_buyers, count_orders
from tests.metrics.brute_force.orders import orders_of, replies_of
from tests.metrics.brute_force.queue_log import legs_of
from tests.metrics.brute_force.refunds import count_refunds
from tests.metrics.brute_force.reports import count_chat_reports, count_queue_reports
from tests.metrics.brute_force.tally import Tally
from tests.metrics.brute_force.ticket_days import count_workdays
from tests.metrics.brute_force.ticket_hours import Schedules
from tests.metrics.brute_force.ticket_kpis import count_orders_beside_complaints, count_tickets
from tests.metrics.brute_force.ticket_promises import Document
from tests.metrics.brute_force.ticket_targets import count_targets, last_moment
from tests.metrics.brute_force.tickets import count_backlog, tickets_of

STANDARD: Policies = {"*": Policy()}


@dataclass(frozen=True)
class Desk:
    """Rows by the name of their log, as `calls`; what a row leaves out is empty."""

    clock: Clock
    logs: Mapping[str, Sequence[Row]]
    policies: Policies = field(default_factory=lambda: STANDARD)
    chat_rules: Rules = field(default_factory=lambda: ANY)
    schedules: Mapping[str, Document] = field(default_factory=dict)
    ticket_policies: Sequence[Document] = ()

    def rows(self, log: str) -> Sequence[Row]:
        return self.logs.get(log, ())


def count(desk: Desk) -> Tally:
    """Every KPI of the catalogue but those that are one KPI over another."""
    clock = desk.clock
    messages = messages_of(desk.rows("chat_messages"), clock)
    served_by_bots = bot_talks(desk.rows("chat_messages"), messages, clock)
    threads = threads_of(desk.rows("chat_messages"), clock)
    received = [one for one in received_of(messages, threads) if one.talk not in served_by_bots]
    written = {
        talk: told
        for talk, told in talks_of(messages).items()
        if not all(message.is_reply for message in told)
    }
    talks = {talk: told for talk, told in written.items() if talk not in served_by_bots}
    sessions = sessions_of(talks)
    lines = desk.rows("order_lines")
    orders = orders_of(desk.rows("orders"), lines, replies_of(messages, threads, clock), clock)
    listed, told = desk.rows("tickets"), desk.rows("ticket_events")
    tickets, schedules = tickets_of(listed, told, clock), Schedules(desk.schedules, clock.zone)
    now = last_moment(listed, told)
    events = desk.rows("call_events")
    legs = legs_of(events, clock)
    calls = [made_whole(call, desk.policies) for call in (*desk.rows("calls"), *legs)]
    spans = spans_of(desk.rows("agent_states"), events, calls, clock)
    at_work = [
        *contacts_of_calls(calls, clock),
        *contacts_of_chats(messages, served_by_bots),
    ]
    contacts = [
        *by_call(calls, clock),
        *by_chat(received, last_words_of(messages, served_by_bots)),
        *by_ticket(tickets),
    ]
    return _together(
        [
            count_calls(calls, clock),
            count_agent_time(spans, at_work),
            count_contacts(contacts),
            count_callbacks(calls, clock),
            count_rings(events, legs, clock),
            count_chats(received, desk.chat_rules),
            count_seen(received, desk.chat_rules, clock),
            count_sessions(sessions, desk.chat_rules, clock),
            count_at_once(sessions),
            count_bots(written, talks_with_bots(desk.rows("chat_messages"), clock), served_by_bots),
            count_passed_on(received, talks_passed_on(desk.rows("chat_messages"), clock)),
            count_inquiries(received, orders, clock),
            count_orders(orders, clock),
            count_new_buyers(orders, clock),
            count_credits(orders, clock),
            count_refunds(desk.rows("refunds"), lines, orders, clock),
            count_tickets(tickets, clock, schedules),
            count_targets(tickets, desk.ticket_policies, schedules, now, clock),
            count_workdays(tickets, told, desk.rows("month_end_inputs"), clock),
            count_orders_beside_complaints(orders, clock),
            count_backlog(tickets, clock),
            count_chat_reports(desk.rows("chat_reports")),
            count_entries(desk.rows("month_end_inputs")),
            count_queue_reports(desk.rows("queue_reports"), clock),
        ]
    )


def _together(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.take_in(tally)
    return total
