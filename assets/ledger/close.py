"""Closing a period: inputs, rules, results and statements, frozen as one event of the ledger."""

from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assets.appraisal.behind import mark_scored
from assets.appraisal.coverage import Use, coverage, period_days
from assets.appraisal.inputs import input_rows, kpi_inputs
from assets.appraisal.kpi_inputs import measured_kpis
from assets.desk.home import Desk
from assets.hand_out import hand_out, write_statements
from assets.kpi_tables import read_catalogue
from assets.ledger.adjustments import nothing_new
from assets.ledger.approvals import held_in
from assets.ledger.approved import approved
from assets.ledger.chain import head, read_chain
from assets.ledger.closes import Close, closed, closes, refuse_closed
from assets.ledger.difference import differences
from assets.ledger.event import new_event, next_folder
from assets.ledger.frozen import Row, freeze, write_rows
from assets.ledger.gates import Gate, gates
from assets.ledger.record import Record, stamped, write_record
from assets.ledger.rules import frozen_desk, write_rules
from assets.ledger.source_files import write_files
from assets.ledger.steps import steps
from assets.state import program
from metrics.documents import Problem
from metrics.exact import plain
from metrics.kpi import with_variants
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Unready(Problem):
    """The period cannot be closed yet: a person must look at what is missing."""

    exit_code = 1


def close(
    connection: "DuckDBPyConnection", desk: Desk, period: str, *, by: str, anyway: str | None = None
) -> Close:
    """Freezes the period as it was scored last; the chain's new line is the moment it is closed."""
    language = desk.settings.language
    refuse_closed(desk, period)
    uses = coverage(connection, desk, period)
    _, last = period_days(desk, period)
    if not any(use.agents for use in uses):
        raise Unready(said("ledger", "nobody", period=period).in_(language))
    held = held_in(connection, desk, period, uses)
    open_gates = gates(connection, period, last, held)
    if open_gates and not anyway:
        remedy = said("ledger", "anyway", period=period).in_(language)
        raise Unready("\n".join([*(one.text.in_(language) for one in open_gates), remedy]))
    _note(connection, period, open_gates, anyway)
    folder = next_folder(read_chain(desk.ledger), period)
    before = closes(desk).get(period)
    with new_event(desk, folder, "closed") as incoming:
        _freeze(connection, desk, period, uses, incoming)
        record = _record(desk, period, folder, by, anyway if open_gates else None, open_gates)
        record["approvals"] = [one.as_json() for one in held]
        write_record(incoming / "close.json", record)
        if before is not None:
            entered = approved(input_rows(connection, desk, period, uses), desk, period, uses)
            found = differences(desk, period, before.folder, incoming, entered)
            write_rows(incoming / "difference.jsonl", found)
    mark_scored(connection, desk, period)
    done = closed(desk, period)
    assert done is not None
    nothing_new(connection, desk, done)
    hand_out(desk, done)
    return done


def _freeze(
    connection: "DuckDBPyConnection", desk: Desk, period: str, uses: list[Use], folder: Path
) -> None:
    first, last = period_days(desk, period)
    schemes = [use.scheme.id for use in uses]
    remembered = [name for use in uses for name in use.scheme.remembered]
    marked = [name for use in uses for name in use.scheme.summed_up]
    for name, rows in freeze(connection, period, last, schemes, remembered, marked).items():
        write_rows(folder / f"{name}.jsonl", rows)
    known = with_variants(read_catalogue(connection))
    kpis = {kpi for use in uses for kpi in kpi_inputs(use.scheme).values()}
    parts = {part for kpi in kpis if kpi in known for part in known[kpi].parts}
    write_rows(folder / "kpis.jsonl", _kpi_rows(connection, kpis, desk, period))
    write_files(connection, folder / "files.tsv", first, last)
    write_rules(desk, folder / "rules", schemes, kpis | parts)
    write_statements(connection, frozen_desk(desk, folder / "rules"), period, folder / "statements")


def _kpi_rows(
    connection: "DuckDBPyConnection", kpis: set[str], desk: Desk, period: str
) -> list[Row]:
    """The sums of every KPI that a scheme reads, per agent, whoever is appraised."""
    rows: list[Row] = []
    for kpi, of_agents in measured_kpis(connection, kpis, *period_days(desk, period)).items():
        for agent_id, one in sorted(of_agents.items()):
            sums, value = one.sums, one.value
            under = sums.denominator if sums else None
            rows.append({
                "kpi": kpi,
                "agent_id": agent_id,
                "value": plain(value) if value is not None else None,
                "numerator": plain(sums.numerator) if sums else None,
                "denominator": plain(under) if under is not None else None,
                "n": sums.n if sums else 0,
                "state": one.state,
            })  # fmt: skip
    return rows


def _note(
    connection: "DuckDBPyConnection", period: str, open_gates: list[Gate], anyway: str | None
) -> None:
    """What every sheet says of a period that was closed in spite of something."""
    connection.execute("delete from score.notices where period = ?", [period])
    if not open_gates:
        return
    reason = said("ledger", "closed_anyway", reason=anyway)
    for place, one in enumerate((reason, *(gate.on_sheets for gate in open_gates)), 1):
        row = [period, place, one.en, one.zh]
        connection.execute("insert into score.notices values (?, ?, ?, ?)", row)


def _today(desk: Desk) -> date:
    return datetime.now(desk.settings.zone).date()


def _record(
    desk: Desk, period: str, folder: str, by: str, anyway: str | None, open_gates: list[Gate]
) -> Record:
    return stamped(desk, "closed", period, by) | {
        "number": int(folder.rpartition("/")[2]),
        "version": version("deskmark"),
        "program": program(),
        "after": head(read_chain(desk.ledger)),
        "steps": [one.as_json() for one in steps(desk, period, _today(desk))],
        "anyway": anyway,
        "despite": [one.text.in_(desk.settings.language) for one in open_gates],
    }
