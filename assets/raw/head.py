"""The head of a file: what kind it is and which columns it names."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assets.raw.source import Format, Source

HEAD_BYTES = 256 * 1024
SAMPLE_ROWS = 50
FORMATS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".log": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


class Unreadable(Exception):
    """The file cannot be read at all; the text says why."""


@dataclass(frozen=True)
class Head:
    """What can be told of a file before a source is chosen."""

    path: Path
    format: Format
    bytes: bytes  # the first bytes, unpacked; empty for Parquet and XLSX

    def header(self, source: Source) -> list[str]:
        """Names of the file's columns, were it of this source; raises Unreadable."""
        match self.format:
            case "csv":
                return self._csv_header(source)
            case "jsonl":
                return self._json_names(source)
            case "parquet":
                return _parquet_names(self.path)
            case "xlsx":
                return _sheet_names(self.path, source)

    def _csv_header(self, source: Source) -> list[str]:
        wanted = max(source.header_row, SAMPLE_ROWS if source.header is not None else 0)
        rows = list(islice(_rows(self._text(source), source), wanted))
        if source.header is not None:
            columns = range(source.shortest_record(), len(source.header) + 1)
            fitting = [len(row) in columns for row in rows if row]
            return source.header if sum(fitting) * 2 > len(fitting) else []
        if len(rows) < source.header_row:
            return []
        return tidy_names(rows[source.header_row - 1])

    def _json_names(self, source: Source) -> list[str]:
        names: dict[str, None] = {}
        for line in self._text(source).splitlines()[:200]:
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict):
                names |= dict.fromkeys(_paths(record))
        return [*names]

    def _text(self, source: Source) -> str:
        """The head decoded, less the last line, which may be cut."""
        encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
        whole = len(self.bytes) < HEAD_BYTES
        body = self.bytes if whole else self.bytes[: self.bytes.rfind(b"\n")]
        if source.encoding == "utf-16" and not whole:
            body = self.bytes[: len(self.bytes) // 2 * 2]
        first_line = body.split(b"\n", source.header_row)[: source.header_row]
        try:
            b"\n".join(first_line).decode(encoding)
        except UnicodeDecodeError:
            if source.encoding != "utf-16":
                raise Unreadable(f"not {source.encoding} text") from None
        return body.decode(encoding, errors="replace")


def head_of(path: Path) -> Head:
    """Reads the first bytes; raises Unreadable for what is no log at all."""
    format_ = _format_of(path)
    if format_ in ("parquet", "xlsx"):
        return Head(path, format_, b"")
    try:
        packed = path.name.lower().endswith(".gz")
        with gzip.open(path) if packed else path.open("rb") as handle:
            return Head(path, format_, handle.read(HEAD_BYTES))
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(str(error)) from None


def tidy_names(names: list[str]) -> list[str]:
    """Header names as columns: trimmed, the nameless numbered, the repeated told apart."""
    tidy: list[str] = []
    for position, raw in enumerate(names, start=1):
        name = raw.strip().strip("\ufeff") or f"column_{position}"
        while name in tidy:
            name += "_2"
        tidy.append(name)
    return tidy


def _format_of(path: Path) -> Format:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    last = suffixes[-1] if suffixes else ""
    if last in FORMATS:
        return FORMATS[last]
    return "csv"  # logs without an ending, such as Asterisk's queue_log


def _rows(text: str, source: Source) -> Iterator[list[str]]:
    return csv.reader(
        io.StringIO(text.replace("\0", "")),
        delimiter=source.delimiter,
        quotechar=source.quote or None,
        quoting=csv.QUOTE_MINIMAL if source.quote else csv.QUOTE_NONE,
    )


def _paths(record: dict[str, object], prefix: str = "") -> list[str]:
    """Keys of a JSON object; nested ones as a.b.c."""
    found: list[str] = []
    for key, value in record.items():
        if isinstance(value, dict):
            found += _paths(value, f"{prefix}{key}.")
        else:
            found.append(f"{prefix}{key}")
    return found


def _parquet_names(path: Path) -> list[str]:
    import pyarrow
    import pyarrow.parquet

    try:
        return list(pyarrow.parquet.read_schema(path).names)
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(str(error).splitlines()[0]) from None


def _sheet_names(path: Path, source: Source) -> list[str]:
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        sheet = book.load_sheet(
            source.sheet or 0, header_row=source.header_row - 1, n_rows=1, dtypes="string"
        )
    except (fastexcel.FastExcelError, OSError) as error:
        raise Unreadable(str(error).splitlines()[0]) from None
    return tidy_names([column.name for column in sheet.available_columns()])
