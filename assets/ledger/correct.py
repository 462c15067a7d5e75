"""Correcting a closed period: kept as an event of the ledger, scored once more as a delta."""

import shutil
from pathlib import Path

from assets.desk.home import Desk
from assets.ledger.chain import read_chain
from assets.ledger.closes import Close, closes
from assets.ledger.corrections import Correction, corrected, corrections
from assets.ledger.difference import changed_inputs, changes, values_of
from assets.ledger.event import new_event, next_folder
from assets.ledger.frozen import Row, read_tables
from assets.ledger.recompute import recomputed
from assets.ledger.record import Record, stamped, write_record
from assets.ledger.rules import frozen_desk
from metrics.documents import Problem, hint
from metrics.saying import said
from metrics.scheme_files import open_scheme


def correct(
    desk: Desk, period: str, correction: Correction, *, evidence: str, by: str
) -> list[Row]:
    """Kept in the ledger; answers what it changes: the close itself stays as it is."""
    language = desk.settings.language
    close = closes(desk).get(period)
    if close is None:
        raise Problem(said("ledger", "correct_open", period=period).in_(language))
    if not evidence.strip() or not by.strip():
        raise Problem(said("ledger", "no_evidence").in_(language))
    tables = read_tables(close.folder)
    own = frozen_desk(desk, close.folder / "rules")
    _refuse_unknown(own, period, tables["inputs"], tables["results"], correction)
    earlier = corrections(desk, period)
    was = tables | {"inputs": corrected(tables["inputs"], earlier, period)}
    now = tables | {"inputs": corrected(tables["inputs"], [*earlier, correction], period)}
    before, after = (recomputed(own, period, one) for one in (was, now))
    behind = changed_inputs(was["inputs"], now["inputs"])
    delta = list(changes(values_of(before), values_of(after), behind))
    _keep(desk, close, correction, evidence.strip(), by, delta)
    return delta


def _keep(
    desk: Desk, close: Close, correction: Correction, evidence: str, by: str, delta: list[Row]
) -> None:
    folder = next_folder(read_chain(desk.ledger), close.period, "correction-")
    file = Path(evidence)
    is_file = len(evidence) < 1000 and file.is_file()
    with new_event(desk, folder, "corrected") as incoming:
        record: Record = stamped(desk, "corrected", close.period, by)
        record |= {
            "close": close.link.folder,
            "agent_id": correction.agent_id,
            "input": correction.input,
            "rater": correction.rater,
            "values": list(correction.values),
            "evidence": f"evidence/{file.name}" if is_file else evidence,
            "changes": delta,
        }
        if is_file:
            (incoming / "evidence").mkdir()
            shutil.copyfile(file, incoming / "evidence" / file.name)
        write_record(incoming / "correction.json", record)


def _refuse_unknown(
    desk: Desk, period: str, inputs: list[Row], results: list[Row], correction: Correction
) -> None:
    """An agent or an input that no sheet of the period has."""
    language = desk.settings.language
    agents = sorted({str(row["agent_id"]) for row in results})
    if correction.agent_id not in agents:
        meant = hint(correction.agent_id, agents[:50])
        text = said("ledger", "unknown_agent", agent=correction.agent_id, period=period)
        raise Problem(text.in_(language) + meant.in_(language))
    of_agent = {str(row["scheme"]) for row in results if row["agent_id"] == correction.agent_id}
    names = {
        name
        for use in desk.settings.schemes_in(period)
        if use.scheme in of_agent
        for name in open_scheme(use.scheme, use.parameters, desk.home / "schemes").inputs
    }
    if correction.input not in names:
        text = said("ledger", "unknown_input", agent=correction.agent_id, input=correction.input)
        meant = hint(correction.input, sorted(names))
        raise Problem(text.in_(language) + meant.in_(language))
