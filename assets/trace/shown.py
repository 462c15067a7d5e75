"""Which columns of a counted row are told: what names it, what dates it, what the KPI reads."""

import re

from assets.trace.counted import Counting
from assets.trace.trail import trails_of
from sql import load_models

NAMES = ("order_id", "refund_id", "call_id", "leg", "ticket_id", "contact_id", "customer_id",
         "input", "rater", "shop", "queue", "channel")  # fmt: skip


def shown_columns(counting: Counting) -> list[str]:
    """In the relation's order, the day first."""
    source = counting.source
    columns = load_models()[source.model].columns
    keys = {column for trail in trails_of(source.model) for column in trail.by.values()}
    written = " ".join(
        part for part in (source.numerator, source.denominator, source.value) if part
    )
    read = set(re.findall(r"[a-z_][a-z0-9_]*", re.sub(r"'[^']*'", "", written)))
    wanted = keys | read | {name for name in NAMES if name in columns}
    hidden = {source.dated_by, "agent_id", source.who, "source", "business_date"}
    return [source.dated_by, *(name for name in columns if name in wanted - hidden)]
