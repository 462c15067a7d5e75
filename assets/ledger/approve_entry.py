"""Agreeing to an entry above a threshold: one step of it, kept in the ledger."""

from typing import TYPE_CHECKING

from assets.appraisal.coverage import coverage
from assets.desk.home import Desk
from assets.ledger.approvals import ENDING, Held, held_in, number_of
from assets.ledger.chain import read_chain
from assets.ledger.event import new_event, next_folder
from assets.ledger.record import stamped, write_record
from metrics.documents import Problem, hint
from metrics.label import Language
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def approve_entry(
    connection: "DuckDBPyConnection", desk: Desk, period: str, approval: str, agent_id: str,
    value: str | None, step: str, *, by: str, note: str,
) -> Held:  # fmt: skip
    """Answers the entry as it stood before this step."""
    language = desk.settings.language
    held = held_in(connection, desk, period, coverage(connection, desk, period))
    waiting = [one for one in held if one.next_step is not None]
    found = _chosen(waiting, period, approval, agent_id, value, language)
    steps = found.approval.steps
    if step not in steps:
        text = said("ledger", "unknown_entry_step", step=step, approval=approval)
        raise Problem(text.in_(language) + hint(step, list(steps)).in_(language))
    if step != found.next_step:
        raise Problem(said("ledger", "approved_first", first=found.next_step).in_(language))
    if found.approval.document and step == found.approval.first_step and not note.strip():
        raise Problem(said("ledger", "no_document", approval=approval).in_(language))
    folder = next_folder(read_chain(desk.ledger), period, ENDING)
    with new_event(desk, folder, "approved") as incoming:
        record = stamped(desk, "approved", period, by)
        record |= {
            "scheme": found.scheme,
            "approval": approval,
            "agent_id": agent_id,
            "value": found.value,
            "step": step,
            "note": note.strip(),
        }
        write_record(incoming / "approval.json", record)
    return found


def _chosen(
    waiting: list[Held], period: str, approval: str, agent_id: str, value: str | None,
    language: Language,
) -> Held:  # fmt: skip
    """The entry that is meant: the furthest on, where the agent has several of one value."""
    mine = [one for one in waiting if (one.id, one.agent_id) == (approval, agent_id)]
    if not mine:
        known = [f"{one.id} {one.agent_id} {one.value}" for one in waiting]
        text = said("ledger", "nothing_waits", approval=approval, agent=agent_id, period=period)
        raise Problem(text.in_(language) + hint(f"{approval} {agent_id}", known).in_(language))
    values = list(dict.fromkeys(one.value for one in mine))
    if value is None and len(values) > 1:
        text = said("ledger", "which_value", values=", ".join(values))
        raise Problem(text.in_(language))
    asked = values[0] if value is None else number_of(value)
    chosen = [one for one in mine if one.value == asked]
    if not chosen:
        text = said("ledger", "no_such_value", value=value)
        raise Problem(text.in_(language) + hint(str(value), values).in_(language))
    return chosen[0]
