"""An agent's sheet: the paper form with the value, the rule and the points filled in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assets.workbook.book import AgentSheet, Form, TeamBook
from assets.workbook.cells import harmless, height, put, put_across
from assets.workbook.styles import Styles
from metrics.saying import said
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    ("item", 15.0),
    ("standard", 25.0),
    ("value", 13.0),
    ("rule", 23.0),
    ("points", 9.0),
    ("weight", 9.0),
    ("weighted", 11.0),
    ("remarks", 24.0),
)
WIDTHS = tuple(width for _, width in COLUMNS)
LAST = len(COLUMNS) - 1


def draw_agent(
    sheet: "Worksheet",
    book: TeamBook,
    form: Form,
    agent: AgentSheet,
    styles: Styles,
    links: Mapping[str, str],
) -> None:
    """Items lead to what was counted for them."""
    for column, (_, room) in enumerate(COLUMNS):
        sheet.set_column(column, column, room)
    at = _heading(sheet, book, form, agent, styles)
    at = _rows(sheet, at, book, form, agent, styles, links) if agent.rows else at
    at = _notes(sheet, at, book, form, agent, styles)
    _signatures(sheet, at + 1, book, form, styles)
    _set_up_print(sheet, book)


def _heading(
    sheet: "Worksheet", book: TeamBook, form: Form, agent: AgentSheet, styles: Styles
) -> int:
    def word(key: str) -> str:
        return words("workbook", key, book.language)

    sheet.set_row(0, 30)
    put_across(sheet, 0, (0, LAST), form.title, styles, "title")
    who = f"{agent.name} ({agent.agent_id})" if agent.name else agent.agent_id
    rank = f"{agent.rank} / {agent.ranked}" if agent.rank else "—"
    pairs = (
        (word("agent"), who, word("team"), book.team),
        (word("period"), f"{book.period} ({book.days})", word("rank"), rank),
    )
    for row, (left, value, right, other) in enumerate(pairs, start=1):
        sheet.set_row(row, height([(value, sum(WIDTHS[1:3])), (other, sum(WIDTHS[4:]))], 1) + 3)
        put(sheet, row, 0, left, styles, "label")
        put_across(sheet, row, (1, 2), value, styles, "text")
        put(sheet, row, 3, right, styles, "label")
        put_across(sheet, row, (4, LAST), other, styles, "text")
    return 4


def _rows(
    sheet: "Worksheet",
    at: int,
    book: TeamBook,
    form: Form,
    agent: AgentSheet,
    styles: Styles,
    links: Mapping[str, str],
) -> int:
    sheet.set_row(at, 22)
    for column, (key, _) in enumerate(COLUMNS):
        put(sheet, at, column, words("workbook", key, book.language), styles, "head")
    for row in agent.rows:
        at += 1
        standard = "\n".join([*([row.hint] if row.hint else []), *row.standard])
        value = row.value if isinstance(row.value, str) else ""
        texts = (row.item, standard, value, row.rule, "", "", "", row.remarks)
        sheet.set_row(at, height(list(zip(texts, WIDTHS, strict=True)), least=2))
        link = next((links[key] for key in row.behind if key in links), None)
        put(sheet, at, 0, row.item, styles, "item" if link is None else "link")
        if link is not None:
            sheet.write_url(at, 0, link, styles.of("link"), harmless(row.item))
        put(sheet, at, 1, standard, styles, "text")
        put(sheet, at, 2, row.value, styles, "text" if value else "number", row.unit)
        put(sheet, at, 3, row.rule, styles, "centre")
        put(sheet, at, 4, row.points, styles, "number", "points")
        put(sheet, at, 5, row.weight, styles, "number", "weight")
        put(sheet, at, 6, row.weighted, styles, "number", "score")
        put(sheet, at, 7, row.remarks, styles, "text")
    return _totals(sheet, at + 1, book, form, agent, styles)


def _totals(
    sheet: "Worksheet", at: int, book: TeamBook, form: Form, agent: AgentSheet, styles: Styles
) -> int:
    """Blocks, then the total where the form has one."""
    for one in agent.subtotals:
        sheet.set_row(at, 20)
        put_across(sheet, at, (0, 5), one.label, styles, "total_text")
        put(sheet, at, 6, one.amount, styles, "total", "money" if one.unit == "money" else "score")
        put(sheet, at, 7, "", styles, "total_text")
        at += 1
    if not form.has_score:
        return at
    sheet.set_row(at, 22)
    put_across(sheet, at, (0, 4), words("workbook", "total", book.language), styles, "total_text")
    put(sheet, at, 5, agent.total_weight, styles, "total", "weight")
    put(sheet, at, 6, agent.score, styles, "total", "score")
    put(sheet, at, 7, "", styles, "total_text")
    return at + 1


def _notes(
    sheet: "Worksheet", at: int, book: TeamBook, form: Form, agent: AgentSheet, styles: Styles
) -> int:
    """Pay, grade and level, what a person must look at, and what was assumed."""
    currency = said("workbook", "pay", currency=book.currency).in_(book.language)
    for place, (label, amount) in enumerate(agent.pay):
        sheet.set_row(at, 20)
        put(sheet, at, 0, currency if place == 0 else "", styles, "label")
        put_across(sheet, at, (1, 4), label, styles, "text")
        sheet.merge_range(at, 5, at, 6, "", styles.of("number", "money"))
        put(sheet, at, 5, amount, styles, "number", "money")
        put(sheet, at, LAST, "", styles, "text")
        at += 1
    for key, text in agent.notes(book, form):
        label = words("workbook", key, book.language)
        sheet.set_row(at, height([(text, sum(WIDTHS[1:])), (label, WIDTHS[0])]) + 3)
        put(sheet, at, 0, label, styles, "label")
        put_across(sheet, at, (1, LAST), text, styles, "text" if key in form.marks else "warning")
        at += 1
    return at


def _signatures(sheet: "Worksheet", at: int, book: TeamBook, form: Form, styles: Styles) -> None:
    """Who signs, and when: three boxes across the page, as on paper."""
    boxes = ((0, 1), (2, 3), (4, LAST))
    for start in range(0, len(form.signatures), len(boxes)):
        signers = form.signatures[start : start + len(boxes)]
        for (first, last), signer in zip(boxes, signers, strict=False):
            put_across(sheet, at, (first, last), signer, styles, "head")
            for offset, key in ((1, "signature"), (2, "date")):
                text = words("workbook", key, book.language)
                put_across(sheet, at + offset, (first, last), text, styles, "text")
        sheet.set_row(at, 20)
        sheet.set_row(at + 1, 34)
        sheet.set_row(at + 2, 22)
        at += 4


def _set_up_print(sheet: "Worksheet", book: TeamBook) -> None:
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    left = words("workbook", "confidential", book.language)
    sheet.set_footer(f"&L&9{left}&R&9{words('workbook', 'page', book.language)}")
