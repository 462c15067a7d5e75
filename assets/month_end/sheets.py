"""Sheets to fill in: one row per person, per person and rater, or per event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.files.month_end_book import (
    MANY_ROWS,
    NOTE,
    ONE_ROW,
    RATER,
    SHOWN_NAME,
    SHOWN_RATER,
    TOP_ROWS,
)
from assets.month_end.asked import Asked, Form
from assets.month_end.books import Book
from assets.month_end.cells import take_only
from assets.month_end.entries import Entries, Lines, event_lines, put_entry
from assets.month_end.lists import Lists
from assets.month_end.wording import allowed, note_of
from assets.workbook.cells import height, put, put_across
from assets.workbook.styles import Styles
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

EVENT_ROWS = 200
WIDE, NARROW = 32.0, 14.0


@dataclass(frozen=True)
class Page:
    """A sheet of a form: what it asks, and whose rows stand ready."""

    kind: str  # values, ratings or events
    form: Form
    asked: Sequence[Asked]

    @property
    def is_of_events(self) -> bool:
        return self.kind == "events"

    @property
    def keys(self) -> list[str]:
        first = MANY_ROWS if self.is_of_events else ONE_ROW
        raters = [SHOWN_RATER, RATER] if self.kind == "ratings" else []
        return [first, SHOWN_NAME, *raters, *(one.name for one in self.asked), NOTE]


def pages_of(form: Form) -> list[Page]:
    kinds = (("values", form.singles), ("ratings", form.rated), ("events", form.events))
    return [Page(kind, form, asked) for kind, asked in kinds if asked]


def draw_page(
    sheet: "Worksheet", title: str, page: Page, book: Book, lists: Lists, styles: Styles,
    entries: Entries,
) -> None:  # fmt: skip
    _head(sheet, title, page, book, styles)
    if page.is_of_events:
        lines = _event_rows(sheet, page, book, lists, styles, entries)
    else:
        lines = _person_rows(sheet, page, book, styles, entries)
    rows = TOP_ROWS, TOP_ROWS + len(lines) - 1
    for column, one in _columns(page):
        take_only(sheet, rows, column, one, page.form, book, lists.of(one.declared))
        unit, whole = one.declared.unit, one.declared.whole
        style = styles.of("entry", unit, whole=whole) if not lists.of(one.declared) else None
        for row, (_, given) in enumerate(lines, TOP_ROWS):
            text = given.get(one.name)
            put_entry(sheet, row, column, one, text, style or styles.of("entry"))
    for row in range(rows[0], rows[1] + 1):
        sheet.write_blank(row, len(page.keys) - 1, None, styles.of("entry_text"))
    _set_up(sheet, page, book)


def _columns(page: Page) -> list[tuple[int, Asked]]:
    before = page.keys.index(page.asked[0].name)
    return list(enumerate(page.asked, before))


def _head(sheet: "Worksheet", title: str, page: Page, book: Book, styles: Styles) -> None:
    """Keys for the reader of the file, hidden; a title; what each column is."""
    for column, key in enumerate(page.keys):
        sheet.write_string(0, column, key)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 26)
    last = len(page.keys) - 1
    put_across(sheet, 1, (0, last), f"{title} · {book.team} · {book.period}", styles, "title_left")
    shown = {ONE_ROW: "agent_id", MANY_ROWS: "agent_id", SHOWN_NAME: "name", NOTE: "remarks"}
    for column, key in enumerate(page.keys):
        text = words("month_end", "rater", book.language) if key in (RATER, SHOWN_RATER) else ""
        text = words("workbook", shown[key], book.language) if key in shown else text
        put(sheet, 2, column, text, styles, "head")
        sheet.set_column(column, column, WIDE if key == NOTE else NARROW)
    if RATER in page.keys:
        place = page.keys.index(RATER)
        sheet.set_column(place, place, None, None, {"hidden": True})
    texts = []
    for column, one in _columns(page):
        texts.append(_header(one, page.form, book))
        put(sheet, 2, column, texts[-1], styles, "head")
        note = note_of(page.form, one, book.language, book.currency)
        sheet.write_comment(2, column, note, {"author": book.desk, "x_scale": 1.6})
    sheet.set_row(2, height([(text, NARROW) for text in texts], least=2))


def _header(one: Asked, form: Form, book: Book) -> str:
    is_needed = any(form.needs(one, role) for role in form.scheme.roles or ("",))
    star = " *" if is_needed else ""
    label = one.declared.label.in_(book.language)
    if one.declared.choices or one.declared.unit == "yes_no":
        return f"{label}{star}"
    return f"{label}{star}\n({allowed(one.declared, book.language, book.currency)})"


def _person_rows(
    sheet: "Worksheet", page: Page, book: Book, styles: Styles, entries: Entries
) -> Lines:
    lines: Lines = []
    who = page.form.scheme.raters.who if page.form.scheme.raters else {}
    raters = who.items() if page.kind == "ratings" else [("", None)]
    for person in page.form.people:
        for key, rater in raters:
            row = TOP_ROWS + len(lines)
            sheet.write_string(row, 0, person.agent_id, styles.of("key"))
            put(sheet, row, 1, person.name, styles, "key")
            if rater is not None:
                put(sheet, row, 2, rater.label.in_(book.language), styles, "key")
                sheet.write_string(row, 3, key, styles.of("key"))
            given = {one.name: entries.get((person.agent_id, one.name, key)) for one in page.asked}
            lines.append((person.agent_id, {name: text for name, text in given.items() if text}))
    return lines


def _event_rows(
    sheet: "Worksheet", page: Page, book: Book, lists: Lists, styles: Styles, entries: Entries
) -> Lines:
    """Empty rows after those that are known: whose it is is picked from the list."""
    known = event_lines(page.form, page.asked, entries)
    lines: Lines = known + [("", {})] * max(EVENT_ROWS - len(known), 0)
    names = {one.agent_id: one.name for one in page.form.people}
    first, last = TOP_ROWS, TOP_ROWS + len(lines) - 1
    rule = {
        "validate": "list",
        "source": lists.ids,
        "error_title": words("month_end", "refused", book.language),
        "error_message": words("month_end", "pick_a_person", book.language),
    }
    sheet.data_validation(first, 0, last, 0, rule)
    for row, (agent_id, _) in enumerate(lines, first):
        if agent_id:
            sheet.write_string(row, 0, agent_id, styles.of("entry_text"))
        else:
            sheet.write_blank(row, 0, None, styles.of("entry_text"))
        name = f'=IF($A{row + 1}="","",IFERROR(VLOOKUP($A{row + 1},{lists.people},2,FALSE),"?"))'
        sheet.write_formula(row, 1, name, styles.of("key"), names.get(agent_id, ""))
    return lines


def _set_up(sheet: "Worksheet", page: Page, book: Book) -> None:
    """What stands ready is locked, without a password: against slips, not against people."""
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(TOP_ROWS, page.keys.index(page.asked[0].name))
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, 2)
    left = words("workbook", "confidential", book.language)
    sheet.set_footer(f"&L&9{left}&R&9{words('workbook', 'page', book.language)}")
