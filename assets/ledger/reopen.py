"""Reopening: the close stays where it is, and the period is scored and closed anew."""

from assets.desk.home import Desk
from assets.ledger.chain import read_chain
from assets.ledger.closes import Close, closed
from assets.ledger.event import new_event, next_folder
from assets.ledger.record import stamped, write_record
from metrics.documents import Problem
from metrics.saying import said


def reopen(desk: Desk, period: str, *, reason: str, by: str) -> Close:
    """Answers the close that was in force."""
    language = desk.settings.language
    held = closed(desk, period)
    if held is None:
        raise Problem(said("ledger", "not_closed", period=period).in_(language))
    if not reason.strip():
        raise Problem(said("ledger", "no_reason").in_(language))
    folder = next_folder(read_chain(desk.ledger), period, "reopened-")
    with new_event(desk, folder, "reopened") as incoming:
        record = stamped(desk, "reopened", period, by)
        record |= {"close": held.link.folder, "reason": reason.strip()}
        write_record(incoming / "reopened.json", record)
    return held
