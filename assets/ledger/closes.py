"""Which periods are closed, by which event, and what was said of them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.desk.home import Desk
from assets.ledger.chain import Link, read_chain
from metrics.documents import Problem
from metrics.saying import said


@dataclass(frozen=True)
class Close:
    """One close of a period; `is_open` where it was reopened since."""

    period: str
    folder: Path
    link: Link
    is_open: bool

    @property
    def record(self) -> dict[str, Any]:
        text = (self.folder / "close.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found


def closes(desk: Desk) -> dict[str, Close]:
    """The last close of every period that ever was closed, by period."""
    found: dict[str, Close] = {}
    for link in read_chain(desk.ledger):
        if link.event == "closed":
            found[link.period] = Close(link.period, desk.ledger / link.folder, link, False)
        elif link.event == "reopened" and link.period in found:
            last = found[link.period]
            found[link.period] = Close(last.period, last.folder, last.link, True)
    return dict(sorted(found.items()))


def closed(desk: Desk, period: str) -> Close | None:
    """The close that holds now; None while the period is open."""
    found = closes(desk).get(period)
    return found if found is not None and not found.is_open else None


def refuse_closed(desk: Desk, period: str) -> None:
    if (held := closed(desk, period)) is not None:
        number = held.folder.name
        text = said("ledger", "closed_already", period=period, number=number)
        raise Problem(text.in_(desk.settings.language))
