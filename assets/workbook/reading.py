"""Reads a period's results into books: one per team, in the desk's language."""

import json
from collections import defaultdict
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from assets.appraisal.coverage import coverage, period_days
from assets.appraisal.rollup import provisional_people
from assets.desk.home import Desk
from assets.files.names import file_names
from assets.statement import statement
from assets.workbook.adjustments import Adjustment, adjusted, paid_later
from assets.workbook.book import AgentSheet, Form, State, Subtotal, TeamBook
from assets.workbook.counted import CountedBooks
from assets.workbook.rows import Counted, StoredLine, row_of
from metrics.exact import exact
from metrics.label import Label, Language
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.words import words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


RESERVED = {"payroll", "statements"}  # folders beside those of teams


class Result(NamedTuple):
    team: str
    scheme: str
    agent_id: str
    name: str
    score: str | None
    rank: int | None
    ranked: int | None
    grade: str
    level: str
    blocks: str
    awards: str
    pay: str
    flags: str
    assumed: str
    problem: str


def team_books(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[TeamBook]:
    first, last = period_days(desk, period)
    uses = coverage(connection, desk, period)
    schemes = {use.scheme.id: use.scheme for use in uses}
    query = connection.execute(statement("workbook", "results"), [period, last])
    by_team: dict[str, list[Result]] = defaultdict(list)
    for result in map(Result._make, query.fetchall()):
        if result.scheme in schemes:
            by_team[result.team].append(result)
    details = _Details(connection, desk, period)
    details.waiting = provisional_people(connection, uses, period)
    names = file_names(by_team, words("workbook", "no_team", desk.settings.language), RESERVED)
    notices = _notices(connection, period, desk.settings.language)
    return [
        TeamBook(
            desk=desk.settings.name,
            team=team or words("workbook", "no_team", desk.settings.language),
            file_name=names[team],
            period=period,
            days=f"{first} – {last}",
            currency=desk.settings.currency,
            language=desk.settings.language,
            forms=tuple(
                details.form(schemes[scheme_id], list(of_scheme))
                for scheme_id, of_scheme in groupby(results, key=attrgetter("scheme"))
            ),
            notices=notices,
        )
        for team, results in by_team.items()
    ]


def _notices(connection: "DuckDBPyConnection", period: str, language: Language) -> tuple[str, ...]:
    rows = connection.execute(statement("workbook", "notices"), [period]).fetchall()
    return tuple(Label(en=en, zh=zh).in_(language) for en, zh in rows)


class _Details:
    """Lines and inputs of the period, by agent."""

    def __init__(self, connection: "DuckDBPyConnection", desk: Desk, period: str) -> None:
        self.language = desk.settings.language
        self.pays_adjustments = desk.settings.adjustments == "pay"
        self.adjustments: dict[str, list[Adjustment]] = defaultdict(list)
        for agent_id, *adjustment in connection.execute(
            statement("workbook", "adjustments"), [period]
        ).fetchall():
            self.adjustments[agent_id].append(Adjustment(*adjustment))
        self.longer: dict[tuple[str, str], list[Subtotal]] = defaultdict(list)
        for scheme, agent_id, months, en, zh, score in connection.execute(
            statement("workbook", "summaries"), [period]
        ).fetchall():
            label = f"{Label(en=en, zh=zh).in_(self.language)} ({months})"
            self.longer[scheme, agent_id].append(Subtotal(label, exact(score), "points"))
        self.lines: dict[tuple[str, str], list[StoredLine]] = defaultdict(list)
        for scheme, agent_id, *line in connection.execute(
            statement("workbook", "lines"), [period]
        ).fetchall():
            self.lines[scheme, agent_id].append(StoredLine(*line))
        self.waiting: set[str] = set()
        self.counted = CountedBooks(connection, period, self.language)
        self.inputs: dict[str, dict[str, Counted]] = defaultdict(dict)
        for agent_id, name, *counted in connection.execute(
            statement("workbook", "inputs"), [period]
        ).fetchall():
            self.inputs[agent_id][name] = Counted(*counted)

    def form(self, scheme: Scheme, results: list[Result]) -> Form:
        shown = {line.line for one in results for line in self.lines[scheme.id, one.agent_id]}
        paid = {name for one in results for name in json.loads(one.pay)}
        return Form(
            title=scheme.title.in_(self.language),
            has_score=scheme.total is not None,
            items=tuple(
                row.label.in_(self.language) for key, row in scheme.rows.items() if key in shown
            ),
            amounts=tuple(
                amount.label.in_(self.language) for key, amount in scheme.pay.items() if key in paid
            ),
            signatures=tuple(one.in_(self.language) for one in scheme.signatures),
            agents=tuple(self._sheet(scheme, one) for one in results),
        )

    def _sheet(self, scheme: Scheme, result: Result) -> AgentSheet:
        pay, amounts = json.loads(result.pay), json.loads(result.blocks)
        inputs = self.inputs[result.agent_id]
        late = self.adjustments[result.agent_id]
        late_pay = paid_later(scheme, late, self.language) if self.pays_adjustments else ()
        return AgentSheet(
            agent_id=result.agent_id,
            name=result.name,
            score=exact(result.score) if result.score is not None else None,
            rank=result.rank,
            ranked=result.ranked,
            grade=result.grade,
            level=self._level(scheme, result.level),
            awards=self._awards(scheme, json.loads(result.awards)),
            subtotals=tuple(
                Subtotal(block.label.in_(self.language), exact(amounts[name]), block.unit)
                for name, block in scheme.blocks.items()
                if name in amounts
            )
            + tuple(self.longer[scheme.id, result.agent_id]),
            rows=tuple(
                row_of(scheme, line, inputs, self.language)
                for line in self.lines[scheme.id, result.agent_id]
            ),
            pay=tuple(
                (amount.label.in_(self.language), Decimal(pay[key]))
                for key, amount in scheme.pay.items()
                if key in pay
            )
            + late_pay,
            flags=tuple(str(flag[self.language]) for flag in json.loads(result.flags)),
            assumed=tuple(
                said("workbook", "assumed_value", label=scheme.parameters[name].label).in_(
                    self.language
                )
                for name in json.loads(result.assumed)
            ),
            problem=result.problem,
            adjusted=adjusted(scheme, late, self.language),
            state=self._state(result),
            counted=tuple(
                self.counted.behind(
                    scheme,
                    result.agent_id,
                    (line.line for line in self.lines[scheme.id, result.agent_id]),
                )
            ),
        )

    def _state(self, result: Result) -> State:
        if result.problem:
            return "not_scored"
        return "provisional" if result.agent_id in self.waiting else "final"

    def _level(self, scheme: Scheme, level: str) -> str:
        order = scheme.levels.order if scheme.levels else {}
        return order[level].label.in_(self.language) if level in order else level

    def _awards(self, scheme: Scheme, awards: list[str]) -> str:
        return "\n".join(scheme.awards[name].label.in_(self.language) for name in awards)
