"""A stream of an API: its records in the order in which they changed, page by page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assets.pulls.fields import Record


@dataclass(frozen=True)
class Position:
    """Everything that changed before `upto` is fetched; `cursor` is the API's own bookmark."""

    upto: datetime
    cursor: str | None = None


@dataclass(frozen=True)
class Page:
    """Records as they will be kept, and where the next page begins."""

    records: list[Record]
    position: Position


@dataclass(frozen=True)
class Stream:
    """`overlap` is fetched again each time, for APIs that show a change somewhat late."""

    name: str
    pages: Callable[[Position], Iterator[Page]]
    changed_at: Callable[[Record], datetime]
    overlap: timedelta = timedelta(0)


def from_epoch(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def from_iso(text: str) -> datetime:
    """UTC; a time that carries no zone is UTC already."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
