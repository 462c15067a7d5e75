"""A table of a page: columns, and cells that know how they sort."""

from dataclasses import dataclass
from typing import Literal

from metrics.label import Label

Standing = Literal["better", "worse", ""]


@dataclass(frozen=True)
class Cell:
    """What it shows, in small print below it, and by what it sorts (None comes last)."""

    text: str = ""
    label: Label | None = None
    note: str = ""
    note_label: Label | None = None
    sort: float | str | None = None
    is_muted: bool = False
    line: str = ""
    standing: Standing = ""


@dataclass(frozen=True)
class Column:
    label: Label
    is_number: bool = True
    is_short: bool = False  # text that must not wrap: dates, rules
    sorted: Literal["ascending", "descending", ""] = ""


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_sortable: bool = False
    is_searchable: bool = False
    total: tuple[Cell, ...] = ()


def text_cell(text: str, note: str = "") -> Cell:
    return Cell(text=text, note=note, sort=text.casefold())


def count_cell(count: int) -> Cell:
    return Cell(text=f"{count:,}", sort=count)
