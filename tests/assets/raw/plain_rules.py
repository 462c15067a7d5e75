"""What a desk must hold after any history of its files, worked out the plain way.

Nothing here is borrowed from the loader: a record is a dict of the texts that were written, rules
are those that people are told.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
DAY_STARTS = timedelta(hours=4)
Record = dict[str, str | None]  # None: a record that is cut short
Value = str | datetime | date | Decimal | None
Row = dict[str, Value]


@dataclass(frozen=True)
class Shape:
    """A log as these trials write it: columns by type, and what the rules say of them."""

    log: str
    folder: str
    texts: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]
    times: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    customer: str | None = None
    version: str | None = None
    dated_by: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.texts, *self.times, *self.money)


SHAPES = {
    shape.log: shape
    for shape in (
        Shape(
            "orders",
            "landing",
            texts=("order_id", "customer_id", "shop"),
            times=("placed_at", "updated_at"),
            money=("amount",),
            key=("order_id",),
            required=("order_id", "placed_at"),
            customer="customer_id",
            version="updated_at",
            dated_by="placed_at",
        ),
        Shape(
            "chat_messages",
            "landing",
            texts=("message_id", "sender_role", "customer_id"),
            times=("at",),
            key=("message_id",),
            required=("message_id", "at", "sender_role"),
            customer="customer_id",
            dated_by="at",
        ),
        Shape(
            "ticket_events",
            "landing",
            texts=("ticket_id", "event", "actor_id", "agent_id", "value", "actor_role"),
            times=("at",),
            key=("ticket_id", "at", "event", "agent_id", "actor_id", "value"),
            required=("ticket_id", "at", "event"),
            customer="actor_id",
            dated_by="at",
        ),
        Shape(
            "month_end_inputs",
            "month-end",
            texts=("period", "agent_id", "input", "value", "rater", "note"),
            key=("period", "agent_id", "input", "rater"),
            required=("period", "agent_id", "input"),
        ),
    )
}


@dataclass
class Counted:
    """A file's line in the ledger."""

    read: int = 0
    loaded: int = 0
    duplicates: int = 0
    rejected: int = 0


@dataclass
class Expected:
    rows: list[Row] = field(default_factory=list)
    ledger: dict[str, Counted] = field(default_factory=dict)


def expected(shape: Shape, files: dict[str, list[Record]]) -> Expected:
    """Of records with one key the greatest version stays, then the file whose name sorts last,
    then the record that stands last in it."""
    found = Expected()
    winners: dict[tuple[Value, ...], tuple[str, Row]] = {}
    ranks: dict[tuple[Value, ...], tuple[datetime, str, int]] = {}
    for name, records in files.items():
        counted = found.ledger[name] = Counted(read=len(records))
        for position, record in enumerate(records):
            row = understood(shape, record)
            if row is None:
                counted.rejected += 1
                continue
            key = tuple(row[column] for column in shape.key)
            version = row[shape.version] if shape.version else None
            at = version if isinstance(version, datetime) else datetime.min  # none loses to any
            rank = (at, name, position)
            counted.duplicates += 1
            if key not in ranks or rank > ranks[key]:
                ranks[key], winners[key] = rank, (name, row)
    for name, row in winners.values():
        found.ledger[name].loaded += 1
        found.ledger[name].duplicates -= 1
        found.rows.append(row)
    return found


def understood(shape: Shape, record: Record) -> Row | None:
    """The typed row, or None for a record that must be rejected."""
    row: Row = {}
    for column in shape.columns:
        cell = record[column]
        if cell is None:
            return None
        text = cell.strip(" \t\r") or None
        if text is None:
            row[column] = None
            continue
        try:
            row[column] = _typed(shape, column, text)
        except (ValueError, InvalidOperation):
            return None
    if any(row[column] is None for column in shape.required):
        return None
    if shape.dated_by is not None:
        at = row[shape.dated_by]
        assert isinstance(at, datetime)
        local = at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZONE).replace(tzinfo=None)
        row["business_date"] = (local - DAY_STARTS).date()
    return row


def _typed(shape: Shape, column: str, text: str) -> Value:
    if column in shape.times:
        local = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZONE)
        return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
    if column in shape.money:
        return Decimal(text).quantize(Decimal("0.0001"))
    return text
