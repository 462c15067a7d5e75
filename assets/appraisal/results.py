"""score.results and score.lines: everybody scored whom desk.yml covers, or the reason why not."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Covered, Use, coverage
from assets.appraisal.entries import entries_of
from assets.appraisal.inputs import Row, insert
from assets.appraisal.rollup import circles, in_order, member_entries, with_gaps
from assets.appraisal.settled import settled_before
from assets.appraisal.summary_rows import COLUMNS as SUMMARY
from assets.appraisal.summary_rows import summary_rows
from assets.desk.home import Desk
from assets.statement import statement
from metrics.entry import Entry, Fault
from metrics.exact import exact, plain, shown
from metrics.label import Language
from metrics.period import ends, window_of
from metrics.saying import said
from metrics.score import Settled, score
from metrics.statement import ScoredLine, Statement
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RESULT = ("period", "scheme", "agent_id", "team", "score", "score_shown", "grade", "level", "rank",
          "ranked", "pay", "blocks", "awards", "flags", "assumed", "problem")  # fmt: skip
LINE = ("period", "scheme", "agent_id", "position", "line", "label_en", "label_zh", "input",
        "rule", "points", "weight", "weighted", "next_needs", "next_gains", "note")  # fmt: skip


# agent, input, value, numerator, denominator, origin
InputRow = tuple[str, str, str | None, str | None, str | None, str]


@dataclass(frozen=True)
class Known:
    """All that a period is scored from: its inputs, and per use what counts of earlier periods."""

    inputs: list[InputRow]
    earlier: list[list[Entry]]
    settled: list[Settled]


def appraise(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[Statement]:
    """Refills the period from score.inputs in one transaction; answers the statements."""
    connection.execute(statement("appraisal", "tables"))
    uses = coverage(connection, desk, period)
    return appraise_uses(connection, uses, period, desk.settings.language)


def appraise_uses(
    connection: "DuckDBPyConnection", uses: list[Use], period: str, language: Language
) -> list[Statement]:
    """The same by given schemes, for given people."""
    found = everybody(uses, period, known_of(connection, uses, period))
    teams = {agent.agent_id: agent.team for use in uses for agent in use.agents}
    results = [_result(one, teams[one.agent_id], language) for one in found]
    lines = [
        _line(one, place, line, language)
        for one in found
        for place, line in enumerate(one.lines, 1)
    ]
    longer = summary_rows(found, uses, teams, period)
    with transaction(connection):
        for table, columns, rows in (
            ("results", RESULT, results), ("lines", LINE, lines), ("summaries", SUMMARY, longer),
        ):  # fmt: skip
            connection.execute(f"delete from score.{table} where period = ?", [period])
            insert(connection, f"score.{table}", columns, rows)
    return found


def known_of(connection: "DuckDBPyConnection", uses: list[Use], period: str) -> Known:
    inputs = connection.execute(statement("appraisal", "inputs_of_period"), [period]).fetchall()
    earlier = [_earlier(connection, use, period) for use in uses]
    settled = [settled_before(connection, use.scheme, period) for use in uses]
    return Known(inputs, earlier, settled)


def everybody(uses: list[Use], period: str, known: Known) -> list[Statement]:
    """Members before their leaders; answered in the order of desk.yml."""
    order, circular = in_order(uses)
    by_use: dict[int, list[Statement]] = {}
    results: dict[tuple[str, str], Statement] = {}
    for place in order:
        use = uses[place]
        faults = circles(uses, place, circular, period)
        of_members = member_entries(use, uses, results, period)
        entries = [*of_members, *known.earlier[place]]
        settled = known.settled[place]
        scored = _scored(use, period, known.inputs, entries, faults, settled)
        by_use[place] = with_gaps(use, uses, results, scored)
        results |= {(use.scheme.id, one.agent_id): one for one in scored}
    return [one for place in range(len(uses)) for one in by_use[place]]


def _scored(
    use: Use, period: str, inputs: list[InputRow], more: list[Entry], faults: list[Fault],
    settled: Settled,
) -> list[Statement]:  # fmt: skip
    rows = _current(use, period, inputs)
    entries = [row for row in rows if isinstance(row, Entry)]
    faults = [*faults, *(row for row in rows if isinstance(row, Fault))]
    faults += [_claimed_twice(use, agent, period) for agent in use.agents if agent.others]
    appraisal = score(use.scheme, [*entries, *more], faults, settled)
    found = {one.agent_id: one for one in appraisal.statements if one.period == period}
    longer: dict[str, list[Statement]] = defaultdict(list)
    for one in appraisal.statements:
        if one.summary is not None and _ends_with(use, one, period):
            longer[one.agent_id].append(one)
    return [
        replace(one, longer=tuple(longer[agent.agent_id]))
        for agent in use.agents
        for one in [found.get(agent.agent_id) or _nothing_known(use, agent, period)]
    ]


def _ends_with(use: Use, one: Statement, period: str) -> bool:
    over = use.scheme.summaries[one.summary or ""].over
    return ends(period, over) and window_of(period, over) == one.period


def _current(use: Use, period: str, inputs: list[InputRow]) -> list[Entry | Fault]:
    teams = {agent.agent_id: agent.team for agent in use.agents}
    return [
        entry
        for agent_id, name, value, numerator, denominator, origin in inputs
        if agent_id in teams
        for entry in entries_of(
            use.scheme,
            (agent_id, period, teams[agent_id]),
            name,
            (value, numerator, denominator),
            origin,
        )
    ]


def _earlier(connection: "DuckDBPyConnection", use: Use, period: str) -> list[Entry]:
    """Scores and ranks of the periods before, and the inputs that run over periods."""
    scored = connection.execute(
        statement("appraisal", "results_before"), [use.scheme.id, period]
    ).fetchall()
    entries: list[Entry] = []
    for before, agent_id, team, points, rank, ranked, _ in scored:
        entries.append(Entry(agent_id, "score", exact(points), before, team))
        if rank is not None and ranked is not None:
            entries.append(Entry(agent_id, "rank", exact(rank), before, team))
            entries.append(Entry(agent_id, "ranked", exact(ranked), before, team))
    remembered = connection.execute(
        statement("appraisal", "inputs_before"),
        [use.scheme.id, period, list(use.scheme.remembered)],
    ).fetchall()
    return entries + [
        entry
        for before, agent_id, team, name, *numbers, origin in remembered
        for entry in entries_of(use.scheme, (agent_id, before, team), name, tuple(numbers), origin)
        if isinstance(entry, Entry)
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
        "level": one.level,
        "rank": one.rank,
        "ranked": one.ranked,
        "pay": _text({name: f"{amount:f}" for name, amount in one.pay.items()}),
        "blocks": _text({name: plain(number) for name, number in one.blocks.items()}),
        "awards": _text(list(one.awards)),
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
