"""Cells of a sheet whose formula gave an error, or was never computed: they show no value."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PLACE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class UnusableCell:
    """`row` counts from 1 as the sheet does, `column` from 0; `error` such as #DIV/0!."""

    row: int
    column: int
    error: str | None


def unusable_cells(path: Path, *, frame_name: str) -> list[UnusableCell]:
    """None for old workbooks, which keep their formulas' values apart."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, frame_name)
        if part is None or not _has_formulas(archive, part):
            return []
        with archive.open(part) as handle:
            return list(_found(handle))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for one in book.iter(f"{MAIN}sheet"):
        if one.get("name") == sheet:
            target = targets.get(one.get(LINK), "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            return part if part in archive.namelist() else None
    return None


def _has_formulas(archive: zipfile.ZipFile, part: str) -> bool:
    """Most exports have none: the sheet is then not parsed a second time."""
    with archive.open(part) as handle:
        before = b""
        while chunk := handle.read(1024 * 1024):
            if b"<f" in before + chunk or b't="e"' in before + chunk:
                return True
            before = chunk[-8:]
    return False


def _found(handle: IO[bytes]) -> Iterator[UnusableCell]:
    for _, element in ElementTree.iterparse(handle):
        if element.tag == f"{MAIN}row":
            for cell in element.iter(f"{MAIN}c"):
                value = cell.findtext(f"{MAIN}v")
                is_error = cell.get("t") == "e"
                is_bare = cell.find(f"{MAIN}f") is not None and not value
                place = PLACE.fullmatch(cell.get("r", ""))
                if place is not None and (is_error or is_bare):
                    yield UnusableCell(
                        int(place[2]), _column(place[1]), value if is_error else None
                    )
            element.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
