"""Draws a team's book: the summary first, then one sheet per agent."""

import re
from datetime import datetime
from pathlib import Path

import xlsxwriter

from assets.workbook.agent_sheet import draw_agent
from assets.workbook.book import AgentSheet, TeamBook
from assets.workbook.counted_sheet import draw_counted
from assets.workbook.styles import Styles
from assets.workbook.summary_sheet import draw_summary
from metrics.saying import said
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
                name = _of(agent, form.agents)
                sheet = workbook.add_worksheet(sheet_name(name, taken))
                links = _draw_counted(workbook, book, agent, name, taken, styles)
                draw_agent(sheet, book, form, agent, styles, links)


def _draw_counted(
    workbook: xlsxwriter.Workbook, book: TeamBook, agent: AgentSheet, name: str, taken: set[str],
    styles: Styles,
) -> dict[str, str]:  # fmt: skip
    """The sheet behind the agent's; answers where each number stands on it."""
    if not agent.counted:
        return {}
    wanted = said("workbook", "counted_of", name=name[:24]).in_(book.language)
    called = sheet_name(wanted, taken)
    starts = draw_counted(workbook.add_worksheet(called), book, agent, styles)
    quoted = called.replace("'", "''")
    return {key: f"internal:'{quoted}'!A{row + 1}" for key, row in starts.items()}


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
