"""The summary: a team's ranking with every weighted line, pay, and what a person must look at."""

from typing import TYPE_CHECKING

from assets.workbook.book import AgentSheet, Form, TeamBook
from assets.workbook.cells import height, put, put_across, width
from assets.workbook.styles import Styles
from metrics.number import Fraction
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NOTICE_ROW, HEAD_ROW = 2, 3
REMARKS = 44.0


def draw_summary(sheet: "Worksheet", book: TeamBook, form: Form, styles: Styles) -> None:
    heads = _heads(book, form)
    rooms = [room for _, room in heads]
    for column, room in enumerate(rooms):
        sheet.set_column(column, column, room)
    last = len(heads) - 1
    sheet.set_row(0, 30)
    put_across(sheet, 0, (0, last), form.title, styles, "title")
    under = " · ".join((book.desk, book.team, f"{book.period} ({book.days})"))
    put_across(sheet, 1, (0, last), under, styles, "subtitle")
    if book.notices:
        text = "\n".join(book.notices)
        sheet.set_row(NOTICE_ROW, height([(text, sum(rooms))]) + 3)
        put_across(sheet, NOTICE_ROW, (0, last), text, styles, "warning")
    sheet.set_row(HEAD_ROW, height(heads, least=2))
    for column, (text, _) in enumerate(heads):
        put(sheet, HEAD_ROW, column, text, styles, "head")
    for row, agent in enumerate(form.agents, start=HEAD_ROW + 1):
        sheet.set_row(row, height([(agent.remarks, REMARKS)]) + 3)
        _draw_row(sheet, row, form, agent, styles)
    after = HEAD_ROW + 1 + len(form.agents)
    _draw_means(sheet, after, book, form, styles)
    assumed = dict.fromkeys(text for agent in form.agents for text in agent.assumed)
    for row, text in enumerate(assumed, start=after + 2):
        put(sheet, row, 0, words("workbook", "assumed", book.language), styles, "label")
        put_across(sheet, row, (1, last), text, styles, "warning")
    _set_up_print(sheet, book)


def _heads(book: TeamBook, form: Form) -> list[tuple[str, float]]:
    def word(key: str) -> str:
        return words("workbook", key, book.language)

    ids = max([width(agent.agent_id) for agent in form.agents], default=0)
    names = max([width(agent.name) for agent in form.agents], default=0)
    return [
        (word("rank"), 6.0),
        (word("agent_id"), min(max(ids + 2.0, 9.0), 24.0)),
        (word("name"), min(max(names + 2.0, 9.0), 20.0)),
        (word("score"), 10.0),
        *((word(key), 11.5) for key in form.marks),
        *((item, 11.5) for item in form.items),
        *((amount, 13.0) for amount in form.amounts),
        (word("remarks"), REMARKS),
    ]


def _draw_row(sheet: "Worksheet", row: int, form: Form, agent: AgentSheet, styles: Styles) -> None:
    put(sheet, row, 0, agent.rank, styles, "centre", "rank")
    put(sheet, row, 1, agent.agent_id, styles, "text")
    put(sheet, row, 2, agent.name, styles, "text")
    put(sheet, row, 3, agent.score, styles, "total", "score")
    weighted = {line.item: line.weighted for line in agent.rows}
    column = 4
    for key in form.marks:
        put(sheet, row, column, agent.marks[key] or "—", styles, "centre")
        column += 1
    for item in form.items:
        put(sheet, row, column, weighted.get(item), styles, "number", "score")
        column += 1
    pay = dict(agent.pay)
    for amount in form.amounts:
        put(sheet, row, column, pay.get(amount), styles, "number", "money")
        column += 1
    put(sheet, row, column, agent.remarks, styles, "warning")


def _draw_means(sheet: "Worksheet", row: int, book: TeamBook, form: Form, styles: Styles) -> None:
    """Means of those who have a score."""
    scored = [agent for agent in form.agents if agent.score is not None]
    sheet.set_row(row, 20)
    put_across(sheet, row, (0, 2), words("workbook", "mean", book.language), styles, "total_text")
    put(sheet, row, 3, _mean([agent.score for agent in scored]), styles, "total", "score")
    column = 4
    for _ in form.marks:
        put(sheet, row, column, "", styles, "total_text")
        column += 1
    for item in form.items:
        found = [line.weighted for agent in scored for line in agent.rows if line.item == item]
        put(sheet, row, column, _mean(found), styles, "total", "score")
        column += 1
    for amount in form.amounts:
        paid = [dict(agent.pay).get(amount) for agent in scored]
        exact = [Fraction(one) if one is not None else None for one in paid]
        put(sheet, row, column, _mean(exact), styles, "total", "money")
        column += 1
    put(sheet, row, column, "", styles, "total_text")


def _mean(numbers: list[Fraction | None]) -> Fraction | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _set_up_print(sheet: "Worksheet", book: TeamBook) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    left = words("workbook", "confidential", book.language)
    sheet.set_footer(f"&L&9{left}&R&9{words('workbook', 'page', book.language)}")
