"""The forms of a period by team: what one lead fills in."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.files.names import file_names
from assets.month_end.asked import Form, Person, forms_of
from metrics.documents import Problem
from metrics.label import Language
from metrics.words import words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Book:
    desk: str
    team: str
    file_name: str
    period: str
    days: str
    currency: str
    language: Language
    forms: tuple[Form, ...]

    @property
    def people(self) -> list[Person]:
        """Everybody in it, once."""
        every = {one.agent_id: one for form in self.forms for one in form.people}
        return [every[agent_id] for agent_id in sorted(every)]


def books_of(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[Book]:
    """One per team; refused where nobody is appraised or nothing is to be entered."""
    settings = desk.settings
    forms = forms_of(connection, desk, period)
    if not forms:
        raise Problem(
            f'{desk.home / "desk.yml"}: "schemes": nothing is to be entered for {period}: no '
            "scheme of the period covers anybody and asks for entries."
        )
    first, last = period_days(desk, period)
    teams = {one.team for form in forms for one in form.people}
    names = file_names(teams, words("workbook", "no_team", settings.language))
    return [
        Book(
            desk=settings.name,
            team=team or words("workbook", "no_team", settings.language),
            file_name=file_name,
            period=period,
            days=f"{first} – {last}",
            currency=settings.currency,
            language=settings.language,
            forms=tuple(of_team for form in forms if (of_team := _within(form, team)).people),
        )
        for team, file_name in names.items()
    ]


def _within(form: Form, team: str) -> Form:
    return replace(form, people=tuple(one for one in form.people if one.team == team))
