"""The month-end workbooks of the last whole month, filled in as the leads would."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from assets.files.names import file_names
from assets.month_end.asked import Form, Person, asked_of
from assets.month_end.books import Book
from assets.month_end.draw import draw
from assets.month_end.entries import Entries
from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.label import Language
from metrics.period import days_of
from metrics.scheme_files import open_scheme
from pipelines.demo.agents import Agents
from pipelines.demo.files import Export, LandedFile
from pipelines.demo.month_end import LEADERS, SCHEMES
from pipelines.demo.phrases import DESKS, TEAMS

EXPORT = Export("month_end_book", "month_end_inputs")
CURRENCY = "CNY"


def land_books(
    home: Path, agents: Agents, period: str, entered: pl.DataFrame, teams: Mapping[str, int],
    language: Language,
) -> list[LandedFile]:  # fmt: skip
    """One per team; `entered` are the rows of the month, `teams` each agent's team."""
    names = dict(zip(agents.ids, agents.names, strict=True))
    leads = {one for one, leads in zip(agents.ids, agents.is_lead, strict=True) if leads}
    kpis = with_variants(load_kpis())
    of_team: dict[int, list[Person]] = {}
    for agent_id in sorted(entered["agent_id"].unique()):
        team = teams[agent_id]
        of_team.setdefault(team, []).append(
            Person(agent_id, names[agent_id], TEAMS[language][team])
        )
    called = file_names({TEAMS[language][team] for team in of_team}, "_")
    landed = []
    for team, people in sorted(of_team.items()):
        agents_, leaders = ([one for one in people if (one.agent_id in leads) is is_lead]
                            for is_lead in (False, True))  # fmt: skip
        forms = (_form(SCHEMES[team], agents_, kpis), _form(LEADERS, leaders, kpis))
        book = _book(TEAMS[language][team], called, period, language,
                     tuple(one for one in forms if one.people))  # fmt: skip
        name = f"month-end/{period}/{book.file_name}.xlsx"
        landed.append(_landed(home, name, book, entered))
    return landed


def _form(scheme_id: str, people: list[Person], kpis: Mapping[str, Kpi]) -> Form:
    """As `deskmark month-end template` asks: every KPI of these forms has its log."""
    scheme = open_scheme(scheme_id)
    return Form(scheme, tuple(asked_of(scheme, kpis, set(kpis))), tuple(people))


def _book(
    team: str, called: Mapping[str, str], period: str, language: Language, forms: tuple[Form, ...]
) -> Book:
    first, last = days_of(period)
    return Book(DESKS[language], team, called[team], period, f"{first} – {last}", CURRENCY,
                language, forms)  # fmt: skip


def _landed(home: Path, name: str, book: Book, entered: pl.DataFrame) -> LandedFile:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = _entries(book, entered)
    draw(book, path, entries)
    return LandedFile(name, EXPORT.source, EXPORT.log, len(entries))


def _entries(book: Book, entered: pl.DataFrame) -> Entries:
    """By agent, input and, where several rate, the rater's key."""
    found: dict[tuple[str, str, str], str] = {}
    for form in book.forms:
        raters = form.scheme.raters
        rated = {one.name for one in form.rated}
        own = entered.filter(pl.col("agent_id").is_in([one.agent_id for one in form.people]))
        for agent_id, name, value, rater in own.select(
            "agent_id", "input", "value", "rater"
        ).iter_rows():
            key = raters.called(rater) if raters is not None and name in rated else ""
            found[agent_id, name, key] = value
    return found
