"""What stands behind the numbers of a form: each KPI with its sums and the first rows."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from assets.statement import statement
from assets.workbook.book import CountedNumber, CountedPart, CountedRow, Place
from metrics.exact import exact
from metrics.kpi import Kpi
from metrics.label import Language
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.words import words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Given(NamedTuple):
    """An input as score.inputs keeps it, and the KPI that it came from."""

    kpi: str
    value: str | None
    numerator: str | None
    denominator: str | None
    state: str


class Sums(NamedTuple):
    """As score.counted_sums keeps them."""

    numerator: str | None
    denominator: str | None
    n: int | None


class CountedBooks:
    """Everything that was counted in a period, by agent and KPI."""

    def __init__(self, connection: "DuckDBPyConnection", period: str, language: Language) -> None:
        self.language = language

        def rows(name: str) -> list[tuple[Any, ...]]:
            return connection.execute(statement("workbook", name), [period]).fetchall()

        self.kpis = {kpi: Kpi.model_validate_json(text) for kpi, text in rows("counted_kpis")}
        self.sums = {(who, kpi): Sums(*sums) for who, kpi, *sums in rows("counted_sums")}
        self.rows: dict[tuple[str, str], list[CountedRow]] = defaultdict(list)
        for who, kpi, *row in rows("counted_rows"):
            self.rows[who, kpi].append(_row(*row))
        self.given: dict[str, dict[str, Given]] = defaultdict(dict)
        for who, name, *given in rows("counted_inputs"):
            self.given[who][name] = Given(*given)
        self._told = {name: self._sources(kpi) for name, kpi in self.kpis.items()}

    def behind(self, scheme: Scheme, agent_id: str, lines: Iterable[str]) -> list[CountedNumber]:
        """The KPI inputs that these lines read, in the order of the form."""
        given = self.given[agent_id]
        names = [name for line in lines for name in inputs_of(scheme, line)]
        return [
            self._number(scheme, agent_id, name, given[name])
            for name in dict.fromkeys(names)
            if name in given and given[name].kpi in self.kpis
        ]

    def _number(self, scheme: Scheme, agent_id: str, name: str, given: Given) -> CountedNumber:
        declared = scheme.inputs[name]
        kpi = self.kpis[given.kpi]
        state = words("workbook", "is_provisional", self.language)
        return CountedNumber(
            key=name,
            label=declared.label.in_(self.language),
            definition=kpi.definition.in_(self.language),
            formula=kpi.formula,
            value=_number(given.value),
            unit=declared.unit,
            numerator=_number(given.numerator),
            denominator=_number(given.denominator),
            state=state if given.state == "provisional" else "",
            parts=tuple(self._part(one, agent_id) for one in kpi.parts or (given.kpi,)),
        )

    def _part(self, name: str, agent_id: str) -> CountedPart:
        kpi = self.kpis[name]
        sums = self.sums.get((agent_id if kpi.is_for_agents else "", name), Sums(None, None, None))
        over, under = _number(sums.numerator), _number(sums.denominator)
        rows = tuple(self.rows.get((agent_id, name), ()))
        return CountedPart(
            label=kpi.label.in_(self.language),
            sources=self._told[name],
            numerator=over,
            denominator=under,
            said=self._said(kpi, rows, over, under, sums.n),
            rows=rows,
        )

    def _sources(self, kpi: Kpi) -> tuple[str, ...]:
        """Relations with the date that they go by, and what is counted of their rows."""
        told = []
        for one in kpi.reads:
            under = one.denominator or (f"count({one.value})" if one.value else "")
            counted = [one.numerator or (f"sum({one.value})" if one.value else "0")]
            text = " / ".join([*counted, *([under] if under else [])])
            told.append(f"{one.model} · {one.dated_by} · {text}")
        return tuple(told)

    def _said(
        self,
        kpi: Kpi,
        rows: tuple[CountedRow, ...],
        over: Fraction | None,
        under: Fraction | None,
        n: int | None,
    ) -> str:
        if not kpi.is_for_agents:
            return words("workbook", "everybodys", self.language)
        if not rows:
            return words("workbook", "no_rows", self.language)
        is_all = over is not None and _added(rows) == (over, under or Fraction(0))
        key = "all_rows" if is_all else "first_rows"
        text = said("workbook", key, rows=len(rows), n=n if n else "—").in_(self.language)
        if kpi.scale == 1:
            return text
        return f"{text} {said('workbook', 'divided', scale=kpi.scale).in_(self.language)}"


def inputs_of(scheme: Scheme, line: str) -> list[str]:
    return scheme.inputs_behind(scheme.rows[line].inputs) if line in scheme.rows else []


def _added(rows: Iterable[CountedRow]) -> tuple[Fraction, Fraction]:
    over = under = Fraction(0)
    for row in rows:
        over += row.numerator
        under += row.denominator or 0
    return over, under


def _row(
    day: str, relation: str, cells: str, numerator: str, denominator: str | None, places: str
) -> CountedRow:
    detail = "  ".join(f"{name}={cell}" for name, cell in json.loads(cells).items())
    return CountedRow(
        day=day,
        detail=detail or relation,
        numerator=exact(numerator),
        denominator=_number(denominator),
        places=tuple(_place(one) for one in json.loads(places)),
    )


def _place(told: dict[str, Any]) -> Place:
    more = " …" if told.get("more") else ""
    records, lines = (
        ", ".join(map(str, numbers)) + more if numbers else ""
        for numbers in (told["records"], told["lines"])
    )
    return Place(told["file"], records, lines, told.get("why_not", ""))


def _number(text: str | None) -> Fraction | None:
    return exact(text) if text is not None else None
