"""Cells to fill in: what they take, what they say when selected, what they refuse."""

from typing import TYPE_CHECKING, Any

from assets.month_end.asked import Asked, Form
from assets.month_end.books import Book
from assets.month_end.wording import allowed, need
from metrics.scheme_input import Input
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# What Excel takes as a title and as a text.
TITLE, TEXT = 32, 255
FARTHEST = 10**12


def take_only(
    sheet: "Worksheet",
    rows: tuple[int, int],
    column: int,
    one: Asked,
    form: Form,
    book: Book,
    listed: str,
) -> None:
    """The rule of a column: a list to pick from, or a number within its bounds."""
    label = one.declared.label.in_(book.language)
    may_be = allowed(one.declared, book.language, book.currency)
    told = f"{may_be}\n{need(form, one, book.language)}"
    rule = {
        **(_number(one.declared) if not listed else {"validate": "list", "source": listed}),
        "ignore_blank": True,
        "input_title": label[:TITLE],
        "input_message": told[:TEXT],
        "error_title": words("month_end", "refused", book.language)[:TITLE],
        "error_message": f"{label}: {may_be}"[:TEXT],
    }
    sheet.data_validation(rows[0], column, rows[1], column, rule)


def _number(declared: Input) -> dict[str, Any]:
    least = float(declared.least) if declared.least is not None else -FARTHEST
    most = float(declared.most) if declared.most is not None else FARTHEST
    return {
        "validate": "integer" if declared.whole else "decimal",
        "criteria": "between",
        "minimum": int(least) if declared.whole else least,
        "maximum": int(most) if declared.whole else most,
    }
