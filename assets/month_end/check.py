"""Reads what was entered for a period, judges it all at once, and says what is missing."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.month_end.asked import Form, Person, forms_of
from assets.month_end.entered import Place, Trouble, Written, entered_for
from assets.month_end.judge import Forms, wrong_with
from assets.month_end.missing import Missing, missing_of
from assets.statement import statement
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Checked:
    people: int
    entries: int
    problems: list[Trouble]
    missing: list[Missing]


def check_entries(connection: "DuckDBPyConnection", desk: Desk, period: str) -> Checked:
    forms = forms_of(connection, desk, period)
    written, problems = entered_for(connection, desk, period)
    by_agent = _by_agent(forms)
    _, last = period_days(desk, period)
    known = dict(connection.execute(statement("month_end", "names"), [last]).fetchall())
    language = desk.settings.language
    for one in written:
        for text in wrong_with(one, by_agent, known, period):
            name = known.get(one.agent_id, "")
            problems.append(Trouble(one.place, one.agent_id, name, text.in_(language)))
    problems += _twice(written, by_agent, known, desk)
    given: dict[str, dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for one in written:
        given[one.agent_id][one.input].append(one)
    missing = [
        lacking
        for form in forms
        for person in form.people
        if (lacking := missing_of(form, person, given[person.agent_id], language))
    ]
    problems.sort(key=lambda one: (one.place.file, one.place.sheet, _order(one.place.cell)))
    return Checked(len(by_agent), len(written), problems, missing)


def _by_agent(forms: list[Form]) -> Forms:
    found: dict[str, list[tuple[Form, Person]]] = defaultdict(list)
    for form in forms:
        for person in form.people:
            found[person.agent_id].append((form, person))
    return dict(found)


def _twice(
    written: list[Written], forms: Forms, known: dict[str, str], desk: Desk
) -> list[Trouble]:
    """One value for each, except of lists and of several raters."""
    first: dict[tuple[str, str, str], Place] = {}
    found: list[Trouble] = []
    for one in written:
        asked = {
            asked.name: (form, asked)
            for form, _ in forms.get(one.agent_id, [])
            for asked in form.asked
        }.get(one.input)
        if asked is None or asked[1].declared.many:
            continue
        raters = asked[0].scheme.raters if asked[1].declared.rated else None
        rater = raters.called(one.rater) if raters is not None else ""
        before = first.setdefault((one.agent_id, one.input, rater), one.place)
        if before is not one.place:
            label = asked[1].declared.label
            text = said("month_end", "stands_twice", input=label, first=before)
            name = known.get(one.agent_id, "")
            found.append(Trouble(one.place, one.agent_id, name, text.in_(desk.settings.language)))
    return found


def _order(cell: str) -> tuple[int, str]:
    """By row, then by column."""
    row = "".join(sign for sign in cell if sign.isdigit())
    return int(row or 0), cell
