"""A case of a source: a small file in its format, and what loading it must give."""

import gzip
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import polars
import pyarrow
import xlsxwriter
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

CASES = Path(__file__).parent
Pack = Literal["gz", "zip", "zst"]
Row = dict[str, Any]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sheet(Strict):
    """A workbook of one sheet, or of several."""

    name: str = "Sheet1"
    rows: list[list[Any]]
    beside: dict[str, list[list[Any]]] = {}


class Reject(Strict):
    """A refused record: its number in the file, and words that its reason holds."""

    record: int
    reason: str
    line: int | None = None
    column: str | None = None


class Outcome(Strict):
    """A line of the ledger with its rejects and rows; rows that are not given are not compared."""

    loaded: int
    duplicates: int = 0
    rejected: list[Reject] = []
    rows: list[Row] | None = None


class Expected(Outcome):
    """What becomes of the file: by its own source, and by those that read beside it."""

    beside: dict[str, Outcome] = {}


class Case(Strict):
    """One file on one desk."""

    source: str
    name: str
    file: str
    encoding: str = "utf-8"
    text: str | None = None
    sheet: Sheet | None = None
    table: list[Row] | None = None
    pack: Pack | None = None
    time_zone: str = "Asia/Shanghai"
    settings: list[str] = Field(default=[], description="more lines of desk.yml")
    expect: Expected

    @model_validator(mode="after")
    def _has_one_content(self) -> "Case":
        if sum(one is not None for one in (self.text, self.sheet, self.table)) != 1:
            raise ValueError("needs exactly one of: text, sheet, table")
        return self

    def write(self, folder: Path) -> None:
        """Puts the file into the folder, packed where the case says so."""
        name, content = self.file, self._content()
        if self.pack is not None:
            inner = name.removesuffix(f".{self.pack}")
            name, content = f"{inner}.{self.pack}", _packed(self.pack, inner, content)
        (folder / name).write_bytes(content)

    def _content(self) -> bytes:
        if self.text is not None:
            return self.text.encode(self.encoding)
        memory = io.BytesIO()
        if self.table is not None:
            polars.DataFrame(self.table).write_parquet(memory)
        elif self.sheet is not None:
            _write_sheet(memory, self.sheet)
        return memory.getvalue()


def load_cases() -> list[Case]:
    """Every case beside this file."""
    return [case for source in case_sources() for case in _cases_of(source)]


def case_sources() -> list[str]:
    """Sources that have a case file."""
    return sorted(path.stem for path in CASES.glob("*.yml"))


def equals(expected: object, actual: object) -> bool:
    """Whether a value of the warehouse is the one that a case writes; 10 is 10.0000."""
    if expected is None or actual is None:
        return expected is actual
    if isinstance(actual, bool):
        return str(expected).lower() == str(actual).lower()
    if isinstance(actual, int | float | Decimal):
        return Decimal(str(expected)) == Decimal(str(actual))
    return str(expected) == str(actual)


def _cases_of(source: str) -> list[Case]:
    path = CASES / f"{source}.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return [Case.model_validate({"source": source} | entry) for entry in entries]
    except ValidationError as error:
        raise AssertionError(f"{path.name}: {error}") from None


def _write_sheet(memory: io.BytesIO, sheet: Sheet) -> None:
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    with xlsxwriter.Workbook(memory, options) as book:
        for name, rows in ({sheet.name: sheet.rows} | sheet.beside).items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(number, column, cell)
                    elif cell is not None:
                        page.write(number, column, cell)


def _packed(pack: Pack, name: str, content: bytes) -> bytes:
    memory = io.BytesIO()
    match pack:
        case "gz":
            return gzip.compress(content, mtime=0)
        case "zip":
            with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, content)
            return memory.getvalue()
        case "zst":
            return bytes(pyarrow.compress(content, codec="zstd", asbytes=True))
