"""score.inputs: what a period's schemes read of each agent, from KPI sums and month-end entries."""

import re
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use, coverage, period_days
from assets.appraisal.kpi_inputs import measured_kpis
from assets.desk.home import Desk
from assets.kpi_tables import read_catalogue
from assets.ledger.approved import approved
from assets.ledger.corrections import corrected, corrections
from assets.statement import statement
from metrics.exact import plain
from metrics.measured import Measured
from metrics.scheme import Scheme
from metrics.scheme_input import Input
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = ("period", "agent_id", "input", "value", "numerator", "denominator", "n", "state",
           "origin")  # fmt: skip
Row = dict[str, object]


def inputs_for(connection: "DuckDBPyConnection", desk: Desk, period: str) -> int:
    """Refills the period in one transaction; answers the number of rows."""
    connection.execute(statement("appraisal", "tables"))
    uses = coverage(connection, desk, period)
    counted = input_rows(connection, desk, period, uses)
    agreed = approved(counted, desk, period, uses)
    rows = corrected(agreed, corrections(desk, period), period)
    with transaction(connection):
        connection.execute("delete from score.inputs where period = ?", [period])
        insert(connection, "score.inputs", COLUMNS, rows)
    return len(rows)


def input_rows(
    connection: "DuckDBPyConnection", desk: Desk, period: str, uses: list[Use]
) -> list[Row]:
    """As logs and entries have them, before anybody agreed to or corrected any."""
    return [*_kpi_rows(connection, desk, period, uses), *entered_rows(connection, period, uses)]


def insert(
    connection: "DuckDBPyConnection", table: str, columns: tuple[str, ...], rows: list[Row]
) -> None:
    """All rows at once; text stays text."""
    import polars as pl

    if not rows:
        return
    numbers = ("n", "rank", "ranked", "position")
    schema = {name: pl.Int64 if name in numbers else pl.String for name in columns}
    frame = pl.DataFrame(
        [tuple(row[name] for name in columns) for row in rows], schema, orient="row"
    )
    connection.register("incoming_score", frame)
    connection.execute(f"insert into {table} by name select * from incoming_score")
    connection.unregister("incoming_score")


def _kpi_rows(
    connection: "DuckDBPyConnection", desk: Desk, period: str, uses: list[Use]
) -> list[Row]:
    wanted = {use.scheme.id: kpi_inputs(use.scheme) for use in uses}
    ids = {kpi for inputs in wanted.values() for kpi in inputs.values()}
    measured = measured_kpis(connection, ids, *period_days(desk, period))
    examples = {kpi: next(iter(of_agents.values()), None) for kpi, of_agents in measured.items()}
    asked = {
        (agent.agent_id, name, kpi)
        for use in uses
        for agent in use.agents
        for name, kpi in wanted[use.scheme.id].items()
        if kpi in measured
    }
    return [
        kpi_row((period, agent_id, name), kpi, measured[kpi].get(agent_id), examples[kpi])
        for agent_id, name, kpi in sorted(asked)
    ]


def kpi_row(
    key: tuple[str, str, str], kpi: str, found: Measured | None, example: Measured | None
) -> Row:
    """Key: period, agent and input. Where the log has nothing: a count of 0, a share of nothing."""
    seen = found or example
    row = _row(*key, seen.state if seen else "final", f"kpi:{kpi}")
    if found is None or found.sums is None:
        is_count = seen is not None and seen.kpi.has_no_denominator
        nothing: Row = {"value": "0"} if is_count else {"numerator": "0", "denominator": "0"}
        return row | nothing | {"n": 0}
    row |= {"n": found.sums.n, "value": plain(found.value) if found.value is not None else None}
    if found.sums.denominator is not None and found.kpi.quantile is None:
        row |= {"numerator": plain(found.sums.numerator)}
        row |= {"denominator": plain(found.sums.denominator)}
    return row


def kpi_inputs(scheme: Scheme) -> dict[str, str]:
    """Input → KPI id, of the inputs that a row, a flag or an amount of pay reads."""
    formulas = [one.when for one in scheme.flags.values()]
    formulas += [one.formula for one in scheme.pay.values()]
    named = {*scheme.read, *scheme.inputs_behind(name for one in formulas for name in one.names)}
    return {
        name: declared.kpi or name
        for name, declared in scheme.inputs.items()
        if declared.source == "kpi" and name in named
    }


def entered_rows(connection: "DuckDBPyConnection", period: str, uses: list[Use]) -> list[Row]:
    """Entries for people who are appraised; a name that belongs to another's form is left out."""
    known = {name for use in uses for name in use.scheme.inputs}
    counted = _counted_by_kpis(connection)
    of_agent: dict[str, dict[str, Input]] = {}
    for use in uses:
        for agent in use.agents:
            of_agent.setdefault(agent.agent_id, {}).update(use.scheme.inputs)
    rows: list[Row] = []
    for agent_id, name, value, rater in connection.execute(
        statement("appraisal", "month_end"), [period]
    ).fetchall():
        if agent_id not in of_agent:
            continue
        declared = of_agent[agent_id].get(name)
        if declared is None and name in known | counted:
            continue
        if declared is not None and declared.source == "kpi" and name in counted:
            continue
        origin = f"month_end:{rater}" if rater else "month_end"
        row = _row(period, agent_id, name, "final", origin)
        rows.append(row | {"value": (value or "").strip() or None})
    return rows


def _counted_by_kpis(connection: "DuckDBPyConnection") -> set[str]:
    """Entries that reach a form as the KPI that counts them, not by themselves."""
    kpis = read_catalogue(connection).values()
    specs = [kpi.model_dump_json() for kpi in kpis if kpi.model == "marts.month_end_values"]
    return {name for spec in specs for name in re.findall(r"\binput = '(\w+)'", spec)}


def _row(period: str, agent_id: str, name: str, state: str, origin: str) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    return row | {
        "period": period,
        "agent_id": agent_id,
        "input": name,
        "state": state,
        "origin": origin,
    }
