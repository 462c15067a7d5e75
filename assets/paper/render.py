"""Pages as text: escaped, without scripts, with nothing that is fetched from anywhere."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from assets.paper.numbers import told
from assets.workbook.book import AgentSheet, Form, TeamBook
from assets.workbook.counted_sheet import every_row
from metrics.saying import said
from metrics.words import words


def agent_page(book: TeamBook, form: Form, agent: AgentSheet) -> str:
    """One agent's statement, and about nobody else."""
    return _template("agent").render(
        **_shared(book), form=form, agent=agent, every_row=every_row(book, agent)
    )


def team_page(book: TeamBook) -> str:
    """The manager's: who stands where, each score with a link to its statement."""
    return _template("team").render(**_shared(book))


def _shared(book: TeamBook) -> dict[str, object]:
    def word(key: str) -> str:
        return words("workbook", key, book.language)

    def number(value: object, unit: str = "") -> str:
        return told(value, unit, book.language)

    def say(key: str, **values: object) -> str:
        return said("workbook", key, **values).in_(book.language)

    style = _text("style.css")
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"book": book, "word": word, "number": number, "say": say, "style": Markup(style),
            "style_hash": f"sha256-{seal}"}  # fmt: skip


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{name}.html")


@cache
def _text(name: str) -> str:
    return files("assets").joinpath("paper", name).read_text(encoding="utf-8")
