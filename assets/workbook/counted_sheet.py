"""The sheet behind an agent's: how each number was counted, down to files and records."""

from typing import TYPE_CHECKING

from assets.workbook.book import AgentSheet, CountedNumber, CountedPart, CountedRow, TeamBook
from assets.workbook.cells import height, put, put_across
from assets.workbook.styles import Styles
from metrics.saying import said
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    ("counted_day", 12.0),
    ("counted_detail", 52.0),
    ("numerator", 12.0),
    ("denominator", 12.0),
    ("counted_file", 42.0),
    ("counted_record", 14.0),
    ("counted_line", 14.0),
)
WIDTHS = tuple(width for _, width in COLUMNS)
LAST = len(COLUMNS) - 1


def draw_counted(
    sheet: "Worksheet", book: TeamBook, agent: AgentSheet, styles: Styles
) -> dict[str, int]:
    """Answers where each number begins."""
    for column, (_, room) in enumerate(COLUMNS):
        sheet.set_column(column, column, room)
    sheet.set_row(0, 30)
    put_across(sheet, 0, (0, LAST), words("workbook", "counted", book.language), styles, "title")
    who = f"{agent.name} ({agent.agent_id})" if agent.name else agent.agent_id
    under = " · ".join((who, book.team, f"{book.period} ({book.days})"))
    put_across(sheet, 1, (0, LAST), under, styles, "subtitle")
    put_across(sheet, 2, (0, LAST), every_row(book, agent), styles, "subtitle")
    at, starts = 4, {}
    for number in agent.counted:
        starts[number.key] = at
        at = _draw_number(sheet, at, book, number, styles) + 1
    _set_up_print(sheet, book)
    return starts


def every_row(book: TeamBook, agent: AgentSheet) -> str:
    command = f"deskmark explain --period {book.period} --agent {agent.agent_id} --rows 0"
    return said("workbook", "every_row", command=command).in_(book.language)


def _draw_number(
    sheet: "Worksheet", at: int, book: TeamBook, number: CountedNumber, styles: Styles
) -> int:
    def word(key: str) -> str:
        return words("workbook", key, book.language)

    sheet.set_row(at, 22)
    put_across(sheet, at, (0, 1), number.label, styles, "total_text")
    is_alone = len(number.parts) == 1  # of one KPI over another the parts tell their sums
    put(sheet, at, 2, number.numerator if is_alone else "", styles, "total")
    put(sheet, at, 3, number.denominator if is_alone else "", styles, "total")
    put(sheet, at, 4, number.value, styles, "total", number.unit)
    put_across(sheet, at, (5, LAST), number.state, styles, "total_text")
    for key, text in (("definition", number.definition), ("formula", number.formula)):
        at += 1
        sheet.set_row(at, height([(text, sum(WIDTHS[1:]))]) + 3)
        put(sheet, at, 0, word(key), styles, "label")
        put_across(sheet, at, (1, LAST), text, styles, "text")
    for part in number.parts:
        at = _draw_part(sheet, at + 1, book, number, part, styles)
    return at + 1


def _draw_part(
    sheet: "Worksheet",
    at: int,
    book: TeamBook,
    number: CountedNumber,
    part: CountedPart,
    styles: Styles,
) -> int:
    days = said("workbook", "counted_days", days=book.days).in_(book.language)
    named = [part.label] if len(number.parts) > 1 else []
    text = "\n".join([*named, *(f"{source} · {days}" for source in part.sources), part.said])
    sheet.set_row(at, height([(text, WIDTHS[1])]) + 3)
    put(sheet, at, 0, words("workbook", "counted_from", book.language), styles, "label")
    put(sheet, at, 1, text, styles, "text")
    put(sheet, at, 2, part.numerator, styles, "number")
    put(sheet, at, 3, part.denominator, styles, "number")
    put_across(sheet, at, (4, LAST), "", styles, "text")
    if not part.rows:
        return at
    at += 1
    for column, (key, _) in enumerate(COLUMNS):
        put(sheet, at, column, words("workbook", key, book.language), styles, "head")
    for row in part.rows:
        at += 1
        _draw_row(sheet, at, row, styles)
    return at


def _draw_row(sheet: "Worksheet", at: int, row: CountedRow, styles: Styles) -> None:
    files = "\n".join(one.file + (f" ({one.why_not})" if one.why_not else "") for one in row.places)
    records = "\n".join(one.records or "—" for one in row.places)
    lines = "\n".join(one.lines or "—" for one in row.places)
    sheet.set_row(at, height([(row.detail, WIDTHS[1]), (files, WIDTHS[4]), (records, WIDTHS[5])]))
    put(sheet, at, 0, row.day, styles, "centre")
    put(sheet, at, 1, row.detail, styles, "text")
    put(sheet, at, 2, row.numerator, styles, "number")
    put(sheet, at, 3, row.denominator, styles, "number")
    put(sheet, at, 4, files or "—", styles, "text")
    put(sheet, at, 5, records or "—", styles, "centre")
    put(sheet, at, 6, lines or "—", styles, "centre")


def _set_up_print(sheet: "Worksheet", book: TeamBook) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(3, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    left = words("workbook", "confidential", book.language)
    sheet.set_footer(f"&L&9{left}&R&9{words('workbook', 'page', book.language)}")
