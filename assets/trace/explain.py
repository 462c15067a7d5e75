"""Explains a score: its lines, the rule of each, the inputs, and the rows behind every number."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from assets.appraisal.coverage import coverage, period_days
from assets.desk.home import Desk
from assets.kpi_tables import read_catalogue
from assets.statement import statement
from assets.trace.chain import Chain, Link, Origin, Part
from assets.trace.counted import Counting
from assets.trace.tally import Tally
from metrics.documents import Problem, nearest
from metrics.exact import exact
from metrics.kpi import Kpi, with_variants
from metrics.measured import Sums
from metrics.scheme import Scheme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Stored(NamedTuple):
    """As score.inputs keeps it."""

    input: str
    value: str | None
    numerator: str | None
    denominator: str | None
    n: int | None
    state: str
    origin: str


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
    _, last = period_days(desk, period)
    _refuse_unknown(connection, period, agent_id)
    schemes = {use.scheme.id: use.scheme for use in coverage(connection, desk, period)}
    rows = connection.execute(statement("trace", "results"), [period, last, agent_id]).fetchall()
    chains = []
    for name, team, scheme_id, score, grade, rank, ranked, problem in rows:
        if scheme_id in schemes:
            scheme = schemes[scheme_id]
            title = scheme.title.in_(desk.settings.language)
            chain = Chain(period, agent_id, name, team, scheme_id, title, score, grade, rank,
                          ranked, problem)  # fmt: skip
            links = _links(connection, desk, chain, scheme, line, listed)
            chains.append(replace(chain, links=links))
    return chains


def _refuse_unknown(connection: "DuckDBPyConnection", period: str, agent_id: str) -> None:
    made = connection.sql(
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
    connection: "DuckDBPyConnection",
    desk: Desk,
    chain: Chain,
    scheme: Scheme,
    line: str | None,
    listed: int | None,
) -> tuple[Link, ...]:
    stored = connection.execute(
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
    origins = _origins(connection, desk, chain, names, listed)
    language = desk.settings.language
    return tuple(
        Link(
            key, zh if language == "zh" else en, given, rule, points, weight, weighted, note,
            tuple(one for name in dict.fromkeys(wanted[key]) for one in origins.get(name, ())),
        )
        for key, en, zh, given, rule, points, weight, weighted, note in stored
        if key in wanted
    )  # fmt: skip


def _origins(
    connection: "DuckDBPyConnection",
    desk: Desk,
    chain: Chain,
    names: set[str],
    listed: int | None,
) -> dict[str, list[Origin]]:
    kpis = with_variants(read_catalogue(connection))
    tally = Tally(connection, desk, *period_days(desk, chain.period), listed)
    rows = [
        Stored(*row)
        for row in connection.execute(
            statement("trace", "inputs"), [chain.period, chain.agent_id]
        ).fetchall()
        if row[0] in names
    ]
    counted: dict[str, list[Counting]] = {}
    for row in rows:
        kind, _, id_ = row.origin.partition(":")
        if kind == "kpi" and id_ in kpis:
            counted[row.input] = _count(tally, kpis, kpis[id_], chain.agent_id)
    found = tally.places()
    entered = tally.entered(chain.agent_id, chain.period)
    origins: dict[str, list[Origin]] = {}
    for row in rows:
        kind, _, said = row.origin.partition(":")
        if row.input in counted:
            parts = tuple(tally.part(one, found) for one in counted[row.input])
            kpi = kpis[said]
            one = Origin(*row[:6], kpi=kpi, parts=parts, agrees=_agrees(row, kpi, kpis, parts))
        else:
            places = tuple(entered.get((row.input, said), ()))
            one = Origin(*row[:6], rater=said, places=places)
        origins.setdefault(row.input, []).append(one)
    return origins


def _count(tally: Tally, kpis: dict[str, Kpi], kpi: Kpi, agent_id: str) -> list[Counting]:
    """Of one KPI over another both; set against peers, the agent's own rows alone."""
    if not kpi.parts:
        return tally.add(kpi, agent_id)
    found: list[Counting] = []
    for part in kpi.parts:
        found += tally.add(kpis[part], agent_id if kpis[part].is_for_agents else None)
    return found


def _agrees(row: Stored, kpi: Kpi, kpis: dict[str, Kpi], parts: tuple[Part, ...]) -> bool | None:
    """Whether the rows, added up now, are still the number that was scored.

    None: they do not add up to it at all, as with medians, stocks and peaks.
    """
    if row.numerator is None:
        is_sum = kpi.kind == "count" and kpi.quantile is None and row.value is not None
        return _added(kpi, parts).numerator == exact(row.value or "0") if is_sum else None
    if kpi.peers_of:
        return _added(kpis[kpi.peers_of], parts).numerator == exact(row.numerator)
    if kpi.over:
        upper, lower = (kpis[name] for name in kpi.over)
        sums = _added(upper, parts).over(_added(lower, parts))
    else:
        sums = _added(kpi, parts)
    return (sums.numerator, sums.denominator or 0) == (
        exact(row.numerator),
        exact(row.denominator or "0"),
    )


def _added(kpi: Kpi, parts: tuple[Part, ...]) -> Sums:
    own = [part for part in parts if part.kpi.id == kpi.id]
    under = [part.denominator for part in own if part.denominator is not None]
    numerator = sum((part.numerator for part in own), start=exact("0"))
    denominator = sum(under, start=exact("0")) if under else None
    return Sums(numerator, denominator, 0).scaled(kpi.scale)
