"""Draws a team's book: the summary first, then one sheet per agent."""

import re
from datetime import datetime
from pathlib import Path

import xlsxwriter

from assets.workbook.agent_sheet import draw_agent
from assets.workbook.book import AgentSheet, TeamBook
from assets.workbook.styles import Styles
from assets.workbook.summary_sheet import draw_summary
from metrics.words import words

# Nothing in a workbook may depend on when it was made: the same month, the same bytes.
MADE = datetime(2000, 1, 1)


def draw(book: TeamBook, path: Path) -> None:
    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {"title": f"{book.team} {book.period}", "author": book.desk, "created": MADE}
        )
        styles = Styles(workbook, book.language)
        taken: set[str] = set()
        summary = words("workbook", "summary", book.language)
        for form in book.forms:
            name = summary if len(book.forms) == 1 else form.title
            draw_summary(workbook.add_worksheet(sheet_name(name, taken)), book, form, styles)
        for form in book.forms:
            for agent in form.agents:
                sheet = workbook.add_worksheet(sheet_name(_of(agent, form.agents), taken))
                draw_agent(sheet, book, form, agent, styles)


def _of(agent: AgentSheet, all_agents: tuple[AgentSheet, ...]) -> str:
    """The name; with the id where two share it."""
    same = [one for one in all_agents if one.name == agent.name]
    if not agent.name:
        return agent.agent_id
    return agent.name if len(same) == 1 else f"{agent.name} {agent.agent_id}"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """What a spreadsheet accepts as a sheet's name: short, unique, without its special signs."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", wanted).strip("' ")[:31] or "_"
    name, number = plain, 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = plain[: 31 - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
