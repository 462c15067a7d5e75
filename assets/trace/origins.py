"""Where the inputs of one agent come from: rows that a KPI counts, or what somebody entered."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from assets.appraisal.coverage import period_days
from assets.appraisal.entries import AGREED
from assets.appraisal.inputs import entered_rows
from assets.ledger.approved import approved
from assets.ledger.corrections import corrected, corrections
from assets.statement import statement
from assets.trace.added import added_up, agrees
from assets.trace.basis import Basis
from assets.trace.chain import Origin
from assets.trace.counted import Counting
from assets.trace.tally import Tally
from metrics.kpi import Kpi
from metrics.scheme import Scheme

Origins = dict[str, list[Origin]]


class Stored(NamedTuple):
    """As score.inputs keeps it."""

    input: str
    value: str | None
    numerator: str | None
    denominator: str | None
    n: int | None
    state: str
    origin: str


def origins_of(
    basis: Basis, scheme: Scheme, agent_id: str, names: set[str], listed: int | None
) -> Origins:
    tally = Tally(basis.rows, basis.desk, *period_days(basis.desk, basis.period), listed)
    rows = [
        Stored(*row)
        for row in basis.scores.execute(
            statement("trace", "inputs"), [basis.period, agent_id]
        ).fetchall()
        if row[0] in names
    ]
    counted: dict[str, list[Counting]] = {}
    for row in rows:
        kind, _, id_ = row.origin.partition(":")
        if kind == "kpi" and id_ in basis.kpis:
            counted[row.input] = _count(tally, basis.kpis, basis.kpis[id_], agent_id)
    found = tally.places()
    entered = tally.entered(agent_id, basis.period)
    written = {one.counts_as: one.input for one in scheme.approvals.values()}
    origins: Origins = {}
    for row in rows:
        kind, _, said = row.origin.partition(":")
        if row.input in counted:
            parts = tuple(tally.part(one, found) for one in counted[row.input])
            kpi = basis.kpis[said]
            sums = added_up(row.numerator is not None, kpi, basis.kpis, parts)
            is_same = agrees(sums, row.value, row.numerator, row.denominator)
            now = sums.text if sums is not None and is_same is False else None
            one = Origin(*row[:6], kpi=kpi, parts=parts, agrees=is_same, now=now)
        else:
            name = written.get(row.input, row.input) if kind == AGREED else row.input
            one = Origin(*row[:6], rater=said, places=tuple(entered.get((name, said), ())))
        origins.setdefault(row.input, []).append(one)
    return origins if basis.close is None else _changed(basis, agent_id, names, origins)


def _changed(basis: Basis, agent_id: str, names: set[str], origins: Origins) -> Origins:
    """Entries of a closed period that were written, agreed to or corrected otherwise since."""
    now: dict[str, list[str]] = {}
    for row in _entries_now(basis, agent_id):
        if row["input"] in names:
            now.setdefault(str(row["input"]), []).append(_shown(row["value"]))
    answer = dict(origins)
    for name in sorted({*now, *origins}):
        frozen = origins.get(name, [])
        if any(one.kpi is not None for one in frozen):
            continue
        values = sorted(now.get(name, []))
        if values != sorted(_shown(one.value) for one in frozen):
            told = "; ".join(values) or "—"
            given = frozen or [Origin(name, None, None, None, None, "final")]
            answer[name] = [replace(one, agrees=False, now=told) for one in given]
    return answer


def _entries_now(basis: Basis, agent_id: str) -> Iterable[dict[str, object]]:
    uses = [
        replace(use, agents=tuple(one for one in use.agents if one.agent_id == agent_id))
        for use in basis.uses
    ]
    rows = entered_rows(basis.rows, basis.period, uses)
    rows = approved(rows, basis.desk, basis.period, uses)
    made = [one for one in corrections(basis.desk, basis.period) if one.agent_id == agent_id]
    return corrected(rows, made, basis.period)


def _shown(value: object) -> str:
    return "—" if value is None else str(value)


def _count(tally: Tally, kpis: Mapping[str, Kpi], kpi: Kpi, agent_id: str) -> list[Counting]:
    """Of one KPI over another both; set against peers, the agent's own rows alone."""
    if not kpi.parts:
        return tally.add(kpi, agent_id)
    found: list[Counting] = []
    for part in kpi.parts:
        found += tally.add(kpis[part], agent_id if kpis[part].is_for_agents else None)
    return found
