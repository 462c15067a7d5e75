"""Sheets of workbooks as text: what the cells show, and which of them show nothing usable."""

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from assets.files.formula_cells import unusable_cells
from assets.files.month_end_book import HEADER, Filled, frame_of_book, read_book
from assets.files.packed import MOST_TIMES, SMALL_ENOUGH, Unreadable
from assets.sources.source import Source

if TYPE_CHECKING:
    from fastexcel import ExcelReader, ExcelSheet
    from polars import DataFrame


def header_of(path: Path, source: Source) -> list[str]:
    if source.layout == "month_end_book":
        return HEADER if filled_book(path) is not None else []
    return [column.name for column in _loaded(path, source, rows=1).available_columns()]


def frame_of(path: Path, source: Source, header: list[str], names: list[str]) -> "DataFrame":
    """The columns of the header as text, the sheet's row in `_row`, and what is amiss in `_broken`.

    `names` are all names of the sheet, in order.
    """
    import polars

    if source.layout == "month_end_book" and (filled := filled_book(path)) is not None:
        return frame_of_book(filled, header)
    frame = _loaded(path, source).to_polars()
    frame = frame.rename(dict(zip(frame.columns, names, strict=True)))
    frame = frame.select(polars.col(name).cast(polars.String) for name in header)
    frame = frame.with_row_index("_row", offset=1).with_columns(
        polars.col("_row").cast(polars.Int64), polars.lit(None, polars.String).alias("_broken")
    )
    texts = _text_headers(source)
    for cell in unusable_cells(path, frame_name=_sheet_name(path, source)):
        at, name = cell.row - source.header_row - 1, _name_at(names, cell.column)
        if name not in header or not 0 <= at < frame.height:
            continue
        if cell.error is not None and name not in texts:
            frame[at, name] = cell.error  # refused as what it is not: a number, a time
        else:
            frame[at, "_broken"] = "cell_error" if cell.error else "formula"
    return frame


def filled_book(path: Path) -> Filled | None:
    """A month-end workbook; None for any other."""
    return read_book(path, _book(path))


def _name_at(names: list[str], column: int) -> str:
    return names[column] if column < len(names) else ""


def _text_headers(source: Source) -> set[str]:
    log = source.canonical
    return {
        name
        for column, mapping in source.columns.items()
        if log.columns[column].type == "text" and not mapping.is_mapped
        for name in mapping.mentions()
    }


def _sheet_name(path: Path, source: Source) -> str:
    return source.sheet or _book(path).sheet_names[0]


def _loaded(path: Path, source: Source, rows: int | None = None) -> "ExcelSheet":
    import fastexcel

    try:
        return _book(path).load_sheet(
            source.sheet or 0, header_row=source.header_row - 1, n_rows=rows, dtypes="string"
        )
    except fastexcel.SheetNotFoundError:
        raise Unreadable("no_sheet", sheet=source.sheet or "") from None
    except fastexcel.FastExcelError:
        raise Unreadable("no_workbook") from None


def _book(path: Path) -> "ExcelReader":
    import fastexcel

    _refuse_bombs(path)
    try:
        return fastexcel.read_excel(path.read_bytes())  # old and new ones, whatever the ending
    except fastexcel.FastExcelError as error:
        locked = "assword" in str(error) or "ncrypted" in str(error)
        raise Unreadable("locked" if locked or _is_compound(path) else "no_workbook") from None


def _is_compound(path: Path) -> bool:
    """Excel wraps a workbook with a password in the old compound format."""
    with path.open("rb") as handle:
        return handle.read(4) == b"\xd0\xcf\x11\xe0"


def _refuse_bombs(path: Path) -> None:
    """The library unpacks a sheet into memory: look at its size before."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        size = sum(one.file_size for one in archive.infolist())
    if size > max(MOST_TIMES * path.stat().st_size, SMALL_ENOUGH) or size > 4 * SMALL_ENOUGH:
        raise Unreadable("bomb", times=MOST_TIMES)
