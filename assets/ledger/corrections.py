"""Corrections after an appeal: an input of a closed period, with author and evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from assets.desk.home import Desk
from assets.ledger.chain import read_chain
from assets.ledger.record import read_record

Row = dict[str, object]
ORIGIN = "correction"
NO_VALUE = "n/a"


@dataclass(frozen=True)
class Correction:
    """`values` take the place of all that the agent had for the input (from that rater)."""

    agent_id: str
    input: str
    values: tuple[str, ...]
    rater: str = ""


def corrections(desk: Desk, period: str) -> list[Correction]:
    """In the order in which they were made."""
    found = []
    for link in read_chain(desk.ledger):
        if link.event == "corrected" and link.period == period:
            one = read_record(desk.ledger / link.folder / "correction.json")
            found.append(Correction(one["agent_id"], one["input"], tuple(one["values"]),
                                    one["rater"]))  # fmt: skip
    return found


def corrected(rows: list[Row], made: Iterable[Correction], period: str) -> list[Row]:
    """The inputs of a period with corrections in place; everything else as it was."""
    for one in made:
        kept = [row for row in rows if not _replaces(one, row)]
        rows = [*kept, *(_row(one, value, period) for value in one.values)]
    return rows


def _replaces(one: Correction, row: Row) -> bool:
    if (row["agent_id"], row["input"]) != (one.agent_id, one.input):
        return False
    return not one.rater or str(row["origin"]).partition(":")[2] == one.rater


def _row(one: Correction, value: str, period: str) -> Row:
    is_nothing = value.strip().casefold() == NO_VALUE
    return {
        "period": period,
        "agent_id": one.agent_id,
        "input": one.input,
        "value": None if is_nothing else value.strip(),
        "numerator": "0" if is_nothing else None,
        "denominator": "0" if is_nothing else None,
        "n": None,
        "state": "final",
        "origin": f"{ORIGIN}:{one.rater}" if one.rater else ORIGIN,
    }
