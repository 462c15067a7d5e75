"""Cells: text that stays text, numbers with their format, rows high enough for what they hold."""

import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.workbook.styles import Styles
from metrics.number import Fraction

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LINE_HEIGHT = 14.5


def harmless(text: str) -> str:
    """Text that a spreadsheet could take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text


def put(
    sheet: "Worksheet",
    row: int,
    column: int,
    value: Fraction | Decimal | int | str | None,
    styles: Styles,
    kind: str,
    unit: str = "",
) -> None:
    if value is None:
        sheet.write_string(row, column, "—", styles.of(kind))
    elif isinstance(value, str):
        sheet.write_string(row, column, harmless(value), styles.of(kind))
    else:
        whole = value == int(value)
        sheet.write_number(row, column, float(value), styles.of(kind, unit, whole=whole))


def put_across(
    sheet: "Worksheet",
    row: int,
    columns: tuple[int, int],
    text: str,
    styles: Styles,
    kind: str,
) -> None:
    first, last = columns
    if first == last:
        put(sheet, row, first, text, styles, kind)
    else:
        sheet.merge_range(row, first, row, last, "", styles.of(kind))
        sheet.write_string(row, first, harmless(text), styles.of(kind))


def width(text: str) -> int:
    """Columns that the text takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


@lru_cache(maxsize=65_536)  # standards and definitions stand on every sheet
def count_lines(text: str, room: float) -> int:
    """Lines that the text takes in a cell of this width."""
    fitting = max(int(room) - 2, 1)
    return sum(max(-(-width(part) // fitting), 1) for part in text.split("\n"))


def height(cells: list[tuple[str, float]], least: int = 1) -> float:
    """Of a row: enough for its tallest cell."""
    lines = max([least, *(count_lines(text, room) for text, room in cells)])
    return min(lines * LINE_HEIGHT + 4, 400)
