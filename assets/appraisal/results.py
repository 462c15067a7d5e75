"""score.results and score.lines: everybody scored whom desk.yml covers, or the reason why not."""

import json
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Covered, Use, coverage
from assets.appraisal.inputs import Row, insert
from assets.desk.home import Desk
from assets.statement import statement
from metrics.entry import Entry, Fault
from metrics.exact import exact, plain, shown
from metrics.label import Language
from metrics.saying import said
from metrics.score import score
from metrics.statement import ScoredLine, Statement
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RESULT = ("period", "scheme", "agent_id", "team", "score", "score_shown", "grade", "rank",
          "ranked", "pay", "flags", "assumed", "problem")  # fmt: skip
LINE = ("period", "scheme", "agent_id", "position", "line", "label_en", "label_zh", "input",
        "rule", "points", "weight", "weighted", "next_needs", "next_gains", "note")  # fmt: skip


def appraise(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[Statement]:
    """Refills the period from score.inputs in one transaction; answers the statements."""
    connection.execute(statement("appraisal", "tables"))
    language = desk.settings.language
    statements: list[Statement] = []
    results: list[Row] = []
    lines: list[Row] = []
    for use in coverage(connection, desk, period):
        teams = {agent.agent_id: agent.team for agent in use.agents}
        for one in _scored(connection, use, period):
            statements.append(one)
            results.append(_result(one, teams[one.agent_id], language))
            lines += [_line(one, place, line, language) for place, line in enumerate(one.lines, 1)]
    with transaction(connection):
        for table, columns, rows in (("results", RESULT, results), ("lines", LINE, lines)):
            connection.execute(f"delete from score.{table} where period = ?", [period])
            insert(connection, f"score.{table}", columns, rows)
    return statements


def _scored(connection: "DuckDBPyConnection", use: Use, period: str) -> list[Statement]:
    entries, faults = _current(connection, use, period)
    earlier = _earlier(connection, use, period)
    appraisal = score(use.scheme, [*entries, *earlier], faults)
    found = {one.agent_id: one for one in appraisal.statements if one.period == period}
    return [found.get(agent.agent_id) or _nothing_known(use, agent, period) for agent in use.agents]


def _current(
    connection: "DuckDBPyConnection", use: Use, period: str
) -> tuple[list[Entry], list[Fault]]:
    teams = {agent.agent_id: agent.team for agent in use.agents}
    entries: list[Entry] = []
    faults = [_claimed_twice(use, agent, period) for agent in use.agents if agent.others]
    for agent_id, name, value, over, under, origin in connection.execute(
        statement("appraisal", "inputs_of_period"), [period]
    ).fetchall():
        if agent_id not in use.agent_ids:
            continue
        rater = origin.partition(":")[2] if origin.startswith("month_end") else ""
        try:
            if over is not None and under is not None:
                number = exact(over) / exact(under) if exact(under) else None
            else:
                number = exact(value or "")
        except ValueError as error:
            text = said("appraisal", "not_a_number", column=name, why=error)
            faults.append(Fault(text, agent_id, period))
            continue
        entries.append(Entry(agent_id, name, number, period, teams[agent_id], rater))
    return entries, faults


def _earlier(connection: "DuckDBPyConnection", use: Use, period: str) -> list[Entry]:
    """Scores and ranks of the periods before, and the inputs that run over periods."""
    scored = connection.execute(
        statement("appraisal", "results_before"), [use.scheme.id, period]
    ).fetchall()
    entries: list[Entry] = []
    for before, agent_id, points, rank, ranked in scored:
        entries.append(Entry(agent_id, "score", exact(points), before))
        if rank is not None and ranked is not None:
            entries.append(Entry(agent_id, "rank", exact(rank), before))
            entries.append(Entry(agent_id, "ranked", exact(ranked), before))
    remembered = connection.execute(
        statement("appraisal", "inputs_before"),
        [use.scheme.id, period, list(use.scheme.remembered)],
    ).fetchall()
    return entries + [
        Entry(agent_id, name, exact(value), before) for before, agent_id, name, value in remembered
    ]


def _claimed_twice(use: Use, agent: Covered, period: str) -> Fault:
    schemes = ", ".join([use.scheme.id, *agent.others])
    return Fault(said("appraisal", "two_schemes", schemes=schemes), agent.agent_id, period)


def _nothing_known(use: Use, agent: Covered, period: str) -> Statement:
    problem = said("appraisal", "no_inputs_at_all")
    return Statement(agent.agent_id, period, use.scheme.id, agent.team, problem=problem)


def _result(one: Statement, team: str, language: Language) -> Row:
    flags = [{"id": flag.id, "en": flag.text.en, "zh": flag.text.zh} for flag in one.flags]
    return {
        "period": one.period,
        "scheme": one.scheme,
        "agent_id": one.agent_id,
        "team": team,
        "score": plain(one.score) if one.score is not None else None,
        "score_shown": shown(one.score) if one.score is not None else None,
        "grade": one.grade,
        "rank": one.rank,
        "ranked": one.ranked,
        "pay": _text({name: f"{amount:f}" for name, amount in one.pay.items()}),
        "flags": _text(flags),
        "assumed": _text(list(one.assumed)),
        "problem": one.problem.in_(language) if one.problem else None,
    }


def _line(one: Statement, place: int, line: ScoredLine, language: Language) -> Row:
    return {
        "period": one.period,
        "scheme": one.scheme,
        "agent_id": one.agent_id,
        "position": place,
        "line": line.line,
        "label_en": line.label.en,
        "label_zh": line.label.zh,
        "input": line.input,
        "rule": line.rule,
        "points": plain(line.points) if line.points is not None else None,
        "weight": plain(line.weight),
        "weighted": plain(line.weighted) if line.weighted is not None else None,
        "next_needs": plain(line.next.needs) if line.next else None,
        "next_gains": plain(line.next.gains) if line.next else None,
        "note": " ".join(note.in_(language) for note in line.notes),
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
