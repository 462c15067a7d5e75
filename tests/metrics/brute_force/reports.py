"""Figures that platforms and telephone systems report themselves, added up."""

from collections.abc import Iterable
from fractions import Fraction

from tests.metrics.brute_force.clock import Clock, Row
from tests.metrics.brute_force.tally import Place, Tally

COUNTS = {
    "platform_received": "received",
    "platform_inquiry_buyers": "inquiry_buyers",
    "platform_sales": "paid_amount",
}
SHARES = {
    "chat_csat_rate": ("satisfied", "rated"),
    "platform_satisfaction_rate": ("satisfied", "rated"),
    "rating_invite_rate": ("invited", "sessions"),
    "platform_reply_rate": ("replied", "received"),
    "platform_replied_within_rate": ("replied_within_3_minutes", "sessions"),
    "platform_replied_within_30_seconds_rate": ("replied_within_30_seconds", "sessions"),
    "platform_inquiry_conversion_rate": ("paid_buyers", "inquiry_buyers"),
}
MEANS = {
    "platform_average_response_seconds": "average_response_seconds",
    "platform_first_response_seconds": "first_response_seconds",
}
QUEUE_SHARES = {"reported_abandon_rate": "abandoned", "reported_answer_rate": "answered"}


def count_chat_reports(rows: Iterable[Row]) -> Tally:
    tally = Tally()
    for row in rows:
        place = Place(
            row["reported_on"], row.get("agent_id"), row.get("shop"), channel=row.get("channel")
        )
        for kpi, column in COUNTS.items():
            tally.add(kpi, place, Fraction(row.get(column) or 0))
        for kpi, (above, below) in SHARES.items():
            if row.get(above) is not None and row.get(below) is not None:
                tally.add(kpi, place, row[above], row[below])
        weights = (row.get("replied"), row.get("received"), row.get("sessions"))
        weight = next((one for one in weights if one is not None), None)
        for kpi, column in MEANS.items():
            if row.get(column) is not None and weight is not None:
                tally.add(kpi, place, Fraction(row[column]) * weight, weight)
    return tally


def count_queue_reports(rows: Iterable[Row], clock: Clock) -> Tally:
    tally = Tally()
    for row in rows:
        place = Place(clock.day_of(row["started_at"]), queue=row["queue"])
        tally.add("reported_offered", place, row["offered"])
        for kpi, column in QUEUE_SHARES.items():
            if row.get(column) is not None:
                tally.add(kpi, place, row[column], row["offered"])
    return tally
