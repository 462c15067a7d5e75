"""Draws a month-end workbook: a guide, the sheets to fill in, and the lists behind them."""

import re
from pathlib import Path

import xlsxwriter

from assets.month_end.books import Book
from assets.month_end.entries import Entries
from assets.month_end.guide import draw_guide
from assets.month_end.lists import Lists
from assets.month_end.sheets import Page, draw_page, pages_of
from assets.workbook.draw import MADE, sheet_name
from assets.workbook.styles import Styles
from metrics.words import words


def draw(book: Book, path: Path, entries: Entries | None = None) -> None:
    """`entries` stand in their cells already; without any the book is there to be filled."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        title = f"{book.team} {book.period}"
        workbook.set_properties({"title": title, "author": book.desk, "created": MADE})
        styles = Styles(workbook, book.language)
        taken: set[str] = set()
        guide = workbook.add_worksheet(
            sheet_name(words("month_end", "guide", book.language), taken)
        )
        pages = [
            (sheet_name(_title(page, book), taken), page)
            for form in book.forms
            for page in pages_of(form)
        ]
        draw_guide(guide, pages, book, styles)
        sheets = [workbook.add_worksheet(name) for name, _ in pages]
        lists = Lists(workbook, book)
        for sheet, (name, page) in zip(sheets, pages, strict=True):
            draw_page(sheet, name, page, book, lists, styles, entries or {})


def _title(page: Page, book: Book) -> str:
    """The kind of sheet; where the team has several forms, with the form's name."""
    kind = words("month_end", page.kind, book.language)
    if len(book.forms) == 1:
        return kind
    form = re.sub(r"\s+", " ", page.form.scheme.title.in_(book.language))
    return f"{kind} {form}"
