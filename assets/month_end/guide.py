"""The first sheet of a month-end workbook: how to fill it, and all that it asks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.month_end.books import Book
from assets.month_end.sheets import Page
from assets.month_end.wording import allowed, need
from assets.workbook.cells import height, put, put_across
from assets.workbook.styles import Styles
from metrics.saying import said
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (("sheet", 22.0), ("item", 30.0), ("may_be", 34.0), ("must", 26.0), ("why", 34.0))
LAST = len(COLUMNS) - 1
STEPS = ("step_fill", "step_blank", "step_events", "step_check")


def draw_guide(
    sheet: "Worksheet", pages: Sequence[tuple[str, Page]], book: Book, styles: Styles
) -> None:
    for column, (_, room) in enumerate(COLUMNS):
        sheet.set_column(column, column, room)
    sheet.set_row(0, 32)
    title = said("month_end", "title", period=book.period, team=book.team).in_(book.language)
    put_across(sheet, 0, (0, LAST), title, styles, "title_left")
    put_across(sheet, 1, (0, LAST), f"{book.desk} · {book.days}", styles, "under_title")
    row = 2
    for step in STEPS:
        text = said("month_end", step, period=book.period).in_(book.language)
        sheet.set_row(row, height([(text, sum(room for _, room in COLUMNS))]) + 2)
        put_across(sheet, row, (0, LAST), text, styles, "plain")
        row += 1
    row += 1
    for column, (key, _) in enumerate(COLUMNS):
        put(sheet, row, column, words("month_end", key, book.language), styles, "head")
    sheet.set_row(row, 22)
    for name, page in pages:
        for one in page.asked:
            row += 1
            cells = (
                name,
                one.declared.label.in_(book.language),
                allowed(one.declared, book.language, book.currency),
                need(page.form, one, book.language),
                one.counted.in_(book.language) if one.counted is not None else "",
            )
            rooms = [room for _, room in COLUMNS]
            sheet.set_row(row, height(list(zip(cells, rooms, strict=True))))
            for column, text in enumerate(cells):
                put(sheet, row, column, text, styles, "item" if column == 1 else "text")
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
