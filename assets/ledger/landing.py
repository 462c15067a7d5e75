"""Where late news of a closed period goes: to the first open period after it, while it is news."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.ledger.approvals import is_of_entry
from assets.ledger.chain import read_chain
from assets.ledger.closes import Close, closes
from assets.statement import statement
from metrics.period import period_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def landing_in(desk: Desk, period: str) -> list[Close]:
    """Closed periods between which and this one every other is closed too."""
    held = {name: one for name, one in closes(desk).items() if not one.is_open}
    if period in held:
        return []
    return [one for name, one in held.items() if _first_open(desk, name, set(held)) == period]


def news(connection: "DuckDBPyConnection", desk: Desk, close: Close) -> str:
    """Differs from what it was at the close once figures, entries or corrections have changed."""
    first, last = period_days(desk, close.period)
    sums = connection.execute(statement("ledger", "sums_of_days"), [first, last]).fetchall()
    entered = connection.execute(statement("appraisal", "month_end"), [close.period]).fetchall()
    made = [
        link.folder
        for link in read_chain(desk.ledger)
        if link.period == close.period and (link.event == "corrected" or is_of_entry(link))
    ]
    seen = repr((close.link.seal, sums, entered, made))
    return hashlib.sha256(seen.encode()).hexdigest()


def _first_open(desk: Desk, period: str, held: set[str]) -> str:
    while period in held:
        _, last = period_days(desk, period)
        starts_on = desk.settings.period_starts_on
        period = period_of(last + timedelta(days=1), starts_on=starts_on)
    return period
