"""A filled month-end workbook as cells and as records: whose, which input, what was written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assets.files.formula_cells import unusable_cells
from assets.files.packed import Unreadable

if TYPE_CHECKING:
    from fastexcel import ExcelReader
    from polars import DataFrame

MARK = "deskmark month-end"
MARK_SHEET = "deskmark"
HEADER = ["period", "agent_id", "input", "value", "rater", "note"]
# The first row of a sheet is hidden and says what stands below; its first cell, which kind it is.
ONE_ROW, MANY_ROWS = "agent_id", "agent_id many"
RATER, NOTE = "rater", "note"
# No input of a scheme can have these names: they have a space.
SHOWN_NAME, SHOWN_RATER = "shown name", "shown rater"
TOP_ROWS = 3  # keys, title, headers
SEPARATOR = "; "


@dataclass(frozen=True)
class Cell:
    """`row` counts from 1 as the sheet does, `column` from 0; `broken` is a word of `ingest`."""

    sheet: str
    row: int
    column: int
    agent_id: str
    input: str
    value: str
    rater: str = ""
    note: str = ""
    is_event: bool = False
    broken: str | None = None

    @property
    def place(self) -> str:
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True)
class Filled:
    period: str
    team: str
    cells: tuple[Cell, ...]

    def records(self) -> list[Cell]:
        """One for each agent, input and rater: the events of a list together, as `92; 88; 95`."""
        found: dict[object, Cell] = {}
        for cell in self.cells:
            key = (cell.agent_id, cell.input) if cell.is_event else cell
            before = found.get(key)
            found[key] = cell if before is None else _together(before, cell)
        return list(found.values())


def read_book(path: Path, reader: "ExcelReader") -> Filled | None:
    """None for any other workbook."""
    if MARK_SHEET not in reader.sheet_names:
        return None
    marked = [row[0] for row in _rows(reader, MARK_SHEET)]
    if len(marked) < 2 or marked[0] != MARK:
        return None
    cells: list[Cell] = []
    for sheet in reader.sheet_names:
        cells += _cells(path, reader, sheet)
    return Filled(marked[1], marked[2] if len(marked) > 2 else "", tuple(cells))


def frame_of_book(filled: Filled, header: list[str]) -> "DataFrame":
    """The records as a source reads them; `_row` is the number of the record in the book."""
    import polars

    rows = [
        (filled.period, one.agent_id, one.input, one.value, one.rater, one.note, place, one.broken)
        for place, one in enumerate(filled.records(), 1)
    ]
    text = dict.fromkeys(HEADER, polars.String)
    schema = {**text, "_row": polars.Int64, "_broken": polars.String}
    frame = polars.DataFrame(rows, schema, orient="row")
    return frame.select([*header, "_row", "_broken"])


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name, number = "", column + 1
    while number:
        number, place = divmod(number - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def _cells(path: Path, reader: "ExcelReader", sheet: str) -> Iterator[Cell]:
    rows = _rows(reader, sheet)
    keys = rows[0] if rows else [""]
    if keys[0] not in (ONE_ROW, MANY_ROWS):
        return
    broken = {
        (one.row, one.column): "cell_error" if one.error else "formula"
        for one in unusable_cells(path, frame_name=sheet)
    }
    about = {key: place for place, key in enumerate(keys) if key in (RATER, NOTE)}
    known = (keys[0], RATER, NOTE, SHOWN_NAME, SHOWN_RATER, "")
    for row, texts in enumerate(rows[TOP_ROWS:], TOP_ROWS + 1):
        rater, note = (texts[about[key]] if key in about else "" for key in (RATER, NOTE))
        for column, name in enumerate(keys):
            amiss = broken.get((row, column))
            if name not in known and (texts[column] or amiss):
                yield Cell(
                    sheet, row, column, texts[0], name, texts[column], rater, note,
                    keys[0] == MANY_ROWS, amiss,
                )  # fmt: skip


def _rows(reader: "ExcelReader", sheet: str) -> list[list[str]]:
    import fastexcel

    try:
        frame = reader.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
    except fastexcel.FastExcelError:
        raise Unreadable("no_workbook") from None
    return [[(cell or "").strip() for cell in row] for row in frame.rows()]


def _together(before: Cell, cell: Cell) -> Cell:
    notes = [note for note in (before.note, cell.note) if note]
    return replace(
        before,
        value=SEPARATOR.join([before.value, cell.value]),
        note=SEPARATOR.join(dict.fromkeys(notes)),
        broken=before.broken or cell.broken,
    )
