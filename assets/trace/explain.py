"""Explains a score: its lines, the rule of each, the inputs, and the rows behind every number."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.statement import statement
from assets.trace.basis import Basis, basis_of
from assets.trace.chain import Chain, Frozen, Link
from assets.trace.origins import origins_of
from metrics.documents import Problem, nearest
from metrics.scheme import Scheme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def explain(
    connection: "DuckDBPyConnection",
    desk: Desk,
    period: str,
    agent_id: str,
    line: str | None = None,
    *,
    listed: int | None = 10,
) -> list[Chain]:
    """One chain per scheme that covers the agent; raises Problem where nothing was scored."""
    with basis_of(connection, desk, period) as basis:
        _refuse_unknown(basis.scores, period, agent_id)
        return _chains(basis, agent_id, line, listed)


def _chains(basis: Basis, agent_id: str, line: str | None, listed: int | None) -> list[Chain]:
    period, desk = basis.period, basis.desk
    _, last = period_days(desk, period)
    schemes = {use.scheme.id: use.scheme for use in basis.uses}
    rows = basis.scores.execute(statement("trace", "results"), [period, last, agent_id]).fetchall()
    chains = []
    for name, team, scheme_id, score, grade, rank, ranked, problem in rows:
        if scheme_id in schemes:
            scheme = schemes[scheme_id]
            title = scheme.title.in_(desk.settings.language)
            chain = Chain(period, agent_id, name, team, scheme_id, title, score, grade, rank,
                          ranked, problem, frozen=_frozen(basis))  # fmt: skip
            links = _links(basis, chain, scheme, line, listed)
            chains.append(replace(chain, links=links))
    return chains


def _frozen(basis: Basis) -> Frozen | None:
    if basis.close is None:
        return None
    record = basis.close.record
    return Frozen(basis.close.link.folder, record["at"], record["by"])


def _refuse_unknown(connection: "DuckDBPyConnection", period: str, agent_id: str) -> None:
    made = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'score' and table_name = 'results'"
    ).fetchall()
    known: list[str] = []
    if made:
        known = [
            one
            for (one,) in connection.execute(
                "select distinct agent_id from score.results where period = ?", [period]
            ).fetchall()
        ]
    if not known:
        raise Problem(f"{period}: nobody has been scored; run: deskmark appraise --period {period}")
    if agent_id not in known:
        raise Problem(f'{period}: "{agent_id}" was not scored.{nearest(agent_id, sorted(known))}')


def _links(
    basis: Basis, chain: Chain, scheme: Scheme, line: str | None, listed: int | None
) -> tuple[Link, ...]:
    stored = basis.scores.execute(
        statement("trace", "lines"), [chain.period, chain.scheme, chain.agent_id]
    ).fetchall()
    keys = [row[0] for row in stored]
    if line is not None and line not in keys:
        raise Problem(f'{chain.scheme}: there is no line "{line}".{nearest(line, keys)}')
    wanted = {
        key: scheme.inputs_behind(scheme.rows[key].inputs) for key in keys if key in scheme.rows
    }
    if line is not None:
        wanted = {line: wanted.get(line, [])}
    names = {name for inputs in wanted.values() for name in inputs}
    origins = origins_of(basis, scheme, chain.agent_id, names, listed)
    language = basis.desk.settings.language
    return tuple(
        Link(
            key, zh if language == "zh" else en, given, rule, points, weight, weighted, note,
            tuple(one for name in dict.fromkeys(wanted[key]) for one in origins.get(name, ())),
        )
        for key, en, zh, given, rule, points, weight, weighted, note in stored
        if key in wanted
    )  # fmt: skip
