"""The record of an event: who did what when, as JSON that a person can read."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.desk.home import Desk

Record = dict[str, Any]


def stamped(desk: Desk, event: str, period: str, by: str) -> Record:
    """The only place where the clock is read: nothing else in the ledger depends on when."""
    at = datetime.now(desk.settings.zone).isoformat(timespec="seconds")
    return {"event": event, "period": period, "at": at, "by": by}


def write_record(path: Path, record: Record) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def read_record(path: Path) -> Record:
    found: Record = json.loads(path.read_text(encoding="utf-8"))
    return found
