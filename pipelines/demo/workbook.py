"""A plain .xlsx written column by column: far faster than cell by cell, and without a clock."""

import io
import zipfile

import polars as pl

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def workbook_bytes(frame: pl.DataFrame) -> bytes:
    """One sheet with a header row: text columns as text, numbers as numbers, NULL as no cell."""
    head = pl.DataFrame([frame.columns], schema=frame.columns, orient="row")
    body = _rows(head, first=1) + _rows(frame, first=2)
    sheet = f"{_SHEET}{body}</sheetData></worksheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in [*_PARTS.items(), ("xl/worksheets/sheet1.xml", sheet)]:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, _XML + text)
    return packed.getvalue()


def _rows(frame: pl.DataFrame, first: int) -> str:
    number = (pl.int_range(pl.len()) + first).cast(pl.String)
    cells = [
        _cell(pl.col(name), _letters(place), number, frame[name].dtype == pl.String)
        for place, name in enumerate(frame.columns)
    ]
    row = pl.concat_str(pl.lit('<row r="'), number, pl.lit('">'), *cells, pl.lit("</row>"))
    return "".join(frame.select(row.alias("row"))["row"].to_list())


def _cell(column: pl.Expr, letters: str, number: pl.Expr, is_text: bool) -> pl.Expr:
    place = pl.concat_str(pl.lit(f'<c r="{letters}'), number)
    if is_text:
        text = column.str.replace_all("&", "&amp;", literal=True)
        text = text.str.replace_all("<", "&lt;", literal=True)
        cell = pl.concat_str(
            place, pl.lit('" t="inlineStr"><is><t>'), text, pl.lit("</t></is></c>")
        )
    else:
        cell = pl.concat_str(place, pl.lit('"><v>'), column.cast(pl.String), pl.lit("</v></c>"))
    return cell.fill_null("")


def _letters(place: int) -> str:
    """A, B, … Z, AA, AB …"""
    return ("" if place < 26 else _letters(place // 26 - 1)) + chr(ord("A") + place % 26)
