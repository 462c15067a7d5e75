"""What keeps a period from being closed: figures that may still change, people without a score."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assets.ledger.approvals import Held
from assets.statement import statement
from metrics.label import Label
from metrics.saying import said
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Gate:
    """`on_sheets` is what everybody may read: it names nobody."""

    text: Label
    on_sheets: Label


def gates(
    connection: "DuckDBPyConnection", period: str, last: date, held: list[Held]
) -> list[Gate]:
    """Sentences, one per KPI, per reason and per entry that waits; none where it is ripe."""
    found = []
    reached = data_day(connection)
    if reached is None or reached < last:
        text = said("ledger", "not_over", reached=reached or "—", last=last)
        found.append(Gate(text, text))
    for name, agents in connection.execute(statement("ledger", "provisional"), [period]).fetchall():
        text = said("ledger", "provisional", input=name, agents=agents)
        found.append(Gate(text, text))
    for problem, agents in connection.execute(statement("ledger", "unscored"), [period]).fetchall():
        text = said("ledger", "unscored", problem=problem, agents=", ".join(agents))
        found.append(Gate(text, said("ledger", "unscored_on_sheets", agents=len(agents))))
    waiting = [one for one in held if one.next_step is not None]
    on_sheets = said("ledger", "entries_wait_on_sheets", entries=len(waiting))
    found += [Gate(told(one), on_sheets) for one in waiting]
    return found


def told(one: Held) -> Label:
    """An entry that waits, and for whom."""
    step = one.approval.steps[one.next_step or one.approval.first_step]
    return said("ledger", "entry_waits", agent=one.agent_id, label=one.approval.label,
                value=one.value, step=step)  # fmt: skip
