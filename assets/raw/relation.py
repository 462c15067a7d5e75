"""The files of one source as one relation: all columns text, each row knows its file."""

import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.raw.expression import identifier, literal
from assets.raw.head import Unreadable, tidy_names
from assets.raw.landing import LandedFile
from assets.raw.source import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# No log holds this character, so a line read with it as the delimiter stays whole.
NO_DELIMITER = "\x1f"
ESCAPE = "surrogateescape"  # keeps invalid bytes as they are
REJECTS, SCANS = "unreadable_lines", "unreadable_scans"


@dataclass(frozen=True)
class Waiting:
    """A file to be read, with the source that it belongs to."""

    file: LandedFile
    source: Source
    header: tuple[str, ...]
    sha256: str
    fingerprint: str
    replaces: int | None

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns to read: all of a text file's, else only those that the source uses."""
        if self.source.format == "csv":
            return self.header
        used = self.source.used_headers()
        if self.source.format == "jsonl":
            return tuple(used)  # records may lack keys that others have
        return tuple(name for name in self.header if name in used)


@dataclass(frozen=True)
class Part:
    """One file of a batch, with the path that DuckDB reads (a UTF-8 copy where needed)."""

    waiting: Waiting
    file_id: int
    path: Path


def readable_path(file: LandedFile, source: Source, scratch: Path) -> Path:
    """The file itself, or a UTF-8 copy of it in the scratch folder.

    Bytes that are not valid in the declared encoding stay invalid in the copy, so that their
    line is rejected instead of being read as something else.
    """
    if source.format not in ("csv", "jsonl") or source.encoding == "utf-8":
        return file.path
    scratch.mkdir(parents=True, exist_ok=True)
    copy = scratch / f"{len(list(scratch.iterdir()))}.txt"
    packed = file.path.name.lower().endswith(".gz")
    opened = gzip.open if packed else open
    with (
        opened(
            file.path, "rt", encoding=source.encoding, errors="surrogateescape", newline=""
        ) as f,
        copy.open("w", encoding="utf-8", errors=ESCAPE, newline="") as out,
    ):
        shutil.copyfileobj(f, out, 1024 * 1024)
    return copy


def relation_sql(
    connection: "DuckDBPyConnection",
    source: Source,
    header: list[str],
    parts: list[Part],
    *,
    lenient: bool,
) -> str:
    """A FROM-able query with the header's columns, `_file` and `_broken` (no record at all).

    A line without any value is no record. The lenient reader takes files whose quotes or line
    ends no strict one can follow: slower, and a line that breaks in two gives two records.
    """
    paths = f"[{', '.join(literal(str(part.path)) for part in parts)}]"
    match source.format:
        case "csv":
            cells = ", ".join(identifier(name) for name in header)
            return (
                f"select *, false as _broken from {_csv(source, header, paths, lenient)} "
                f"where coalesce({cells}, null) is not null"
            )
        case "jsonl":
            return _jsonl(header, paths)
        case "parquet":
            columns = ", ".join(
                f"cast({identifier(name)} as varchar) as {identifier(name)}" for name in header
            )
            return (
                f"select {columns}, _file, false as _broken "
                f"from read_parquet({paths}, filename = '_file')"
            )
        case "xlsx":
            return _xlsx(connection, source, header, parts)


def _csv(source: Source, header: list[str], paths: str, lenient: bool) -> str:
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    quote = literal(source.quote)
    options = {
        "columns": f"{{{columns}}}",
        "auto_detect": "false",
        "header": "false" if source.header is not None else "true",
        "skip": str(source.header_row - 1 if source.header is None else 0),
        "delim": literal(source.delimiter),
        "quote": quote,
        "escape": quote,
        "filename": "'_file'",
        "store_rejects": "true",
        "rejects_table": literal(REJECTS),
        "rejects_scan": literal(SCANS),
        # files without a header line may end a record early, as queue_log does
        "null_padding": str(lenient or source.header is not None).lower(),
    }
    if lenient:
        options |= {"strict_mode": "false", "parallel": "false"}
    return f"read_csv({paths}, {', '.join(f'{name} = {value}' for name, value in options.items())})"


def _jsonl(header: list[str], paths: str) -> str:
    lines = (
        f"read_csv({paths}, columns = {{'line': 'VARCHAR'}}, auto_detect = false, header = false, "
        f"delim = {literal(NO_DELIMITER)}, quote = '', escape = '', filename = '_file', "
        f"store_rejects = true, rejects_table = '{REJECTS}', rejects_scan = '{SCANS}', "
        "max_line_size = 16777216)"
    )
    keys = ", ".join(literal(_json_path(name)) for name in header)
    cells = ", ".join(f"cells[{i}] as {identifier(name)}" for i, name in enumerate(header, 1))
    return (
        f"select {cells}, _file, cells is null as _broken from ("
        f"select case when json_valid(line) then json_extract_string(line, [{keys}]) end as cells, "
        f"_file from {lines} where line is not null)"
    )


def _json_path(name: str) -> str:
    return "$" + "".join('."' + key.replace('"', '\\"') + '"' for key in name.split("."))


def _xlsx(
    connection: "DuckDBPyConnection", source: Source, header: list[str], parts: list[Part]
) -> str:
    import fastexcel
    import polars

    sheets: list[polars.DataFrame] = []
    for part in parts:
        try:
            book = fastexcel.read_excel(part.path)
            sheet = book.load_sheet(
                source.sheet or 0, header_row=source.header_row - 1, dtypes="string"
            )
        except fastexcel.FastExcelError as error:
            raise Unreadable(str(error).splitlines()[0]) from None
        frame = sheet.to_polars()
        frame = frame.rename(dict(zip(frame.columns, tidy_names(frame.columns), strict=True)))
        sheets.append(
            frame.select(polars.col(name).cast(polars.String) for name in header).with_columns(
                polars.lit(str(part.path)).alias("_file")
            )
        )
    connection.register("sheets", polars.concat(sheets))
    return "select *, false as _broken from sheets"
