"""The files of one source as one relation: all columns text, each row knows its file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.files.head import tidy_names
from assets.files.json_records import records_sql
from assets.files.landing import LandedFile
from assets.files.sheet import frame_of, header_of
from assets.files.spanning import any_spans_lines
from assets.raw.quoting import identifier, literal
from assets.sources.source import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# No log holds this character, so a line read with it as the delimiter stays whole.
NO_DELIMITER = "\x1f"
# A quarter of DuckDB's own: parts of a file stay in the cache, and two threads share a small one.
BUFFER_BYTES = 8 * 1024 * 1024
NO_RECORD = "cast(null as varchar) as _broken, cast(null as varchar) as _text"


@dataclass(frozen=True)
class Waiting:
    """A file to be read, with the source that it belongs to."""

    file: LandedFile
    source: Source
    header: tuple[str, ...]
    digest: Callable[[], str]  # may still be under way while the file is read
    fingerprint: str
    replaces: tuple[int, ...]  # file ids of what was read of it before
    is_json_lines: bool = False

    @property
    def sha256(self) -> str:
        return self.digest()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns to read: all of a text file's, else only those that the source uses."""
        if self.source.format == "csv":
            return self.header
        used = self.source.used_headers()
        if self.source.format == "json":
            return tuple(used)  # records may lack keys that others have
        return tuple(name for name in self.header if name in used)


@dataclass(frozen=True)
class Part:
    """One file of a batch, with the path that DuckDB reads (a UTF-8 copy where needed)."""

    waiting: Waiting
    file_id: int
    path: Path


@dataclass(frozen=True)
class Reader:
    """How strictly and where to: the lenient one takes files whose quotes or line ends no strict
    one can follow, slower, and a line that breaks in two gives two records.

    `is_numbered` gives `_row`, the number of the row in its file: it costs the order of threads,
    so each file is then a relation of its own; `place` tells those of one statement apart.
    """

    rejects: str = "unreadable_lines"
    scans: str = "unreadable_scans"
    is_lenient: bool = False
    is_numbered: bool = False
    place: int = 0

    @property
    def row(self) -> str:
        return "row_number() over ()" if self.is_numbered else "cast(null as bigint)"


def relation_sql(
    connection: "DuckDBPyConnection", parts: list[Part], header: tuple[str, ...], reader: Reader
) -> str:
    """A FROM-able query with the header's columns, `_file`, `_row`, `_broken` and `_text`.

    `_broken` says why a row is no record: a word of section `ingest`; `_text` is then its line.
    A line without any value is no record and no row.
    """
    source = parts[0].waiting.source
    paths = _listed(part.path for part in parts)
    match source.format:
        case "csv":
            cells = ", ".join(identifier(name) for name in header)
            found = (
                f"select * from (select *, {reader.row} as _row, {NO_RECORD} "
                f"from {_csv(source, header, [part.path for part in parts], reader)}) "
                f"where coalesce({cells}, null) is not null"
            )
        case "json":
            documents = _lines if parts[0].waiting.is_json_lines else _documents
            found = (
                "select * replace (case when _broken then 'not_a_record' end as _broken) from "
                f"({records_sql(documents(paths, reader), source.records, list(header))})"
            )
        case "parquet":
            columns = ", ".join(
                f"cast({identifier(name)} as varchar) as {identifier(name)}" for name in header
            )
            found = (
                f"select {columns}, _file, {reader.row} as _row, {NO_RECORD} "
                f"from read_parquet({paths}, filename = '_file')"
            )
        case "xlsx":
            found = _sheets(connection, parts, header, reader)
    return _unfolded(source, header, found) if source.unfold is not None else found


def _listed(paths: Iterable[Path]) -> str:
    return f"[{', '.join(literal(str(path)) for path in paths)}]"


def _csv(source: Source, header: tuple[str, ...], paths: list[Path], reader: Reader) -> str:
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    quote = literal(source.quote)
    nulls = ", ".join(map(literal, dict.fromkeys(["", *source.null_words])))
    options = {
        "columns": f"{{{columns}}}",
        "auto_detect": "false",
        "header": "false" if source.header is not None else "true",
        "skip": str(source.header_row - 1 if source.header is None else 0),
        "delim": literal(source.delimiter),
        "quote": quote,
        "escape": quote,
        "nullstr": f"[{nulls}]",
        "store_rejects": "true",
        "rejects_table": literal(reader.rejects),
        "rejects_scan": literal(reader.scans),
        # files without a header line may end a record early, as queue_log does
        "null_padding": str(reader.is_lenient or source.header is not None).lower(),
        "buffer_size": str(BUFFER_BYTES),
    }
    if len(paths) > 1:
        options["filename"] = "'_file'"  # costs a little per row, and one file knows its name
    large = [path for path in paths if path.stat().st_size > BUFFER_BYTES]
    if reader.is_lenient or any_spans_lines(large, source.quote):
        options["parallel"] = "false"
    if reader.is_lenient:
        options["strict_mode"] = "false"
    asked = ", ".join(f"{name} = {value}" for name, value in options.items())
    return f"read_csv({_listed(paths)}, {asked})"


def _lines(paths: str, reader: Reader) -> str:
    return (
        f"select case when json_valid(line) then line end as doc, "
        f"case when not json_valid(line) then line end as _text, _file, {reader.row} as _row "
        f"from read_csv({paths}, columns = {{'line': 'VARCHAR'}}, auto_detect = false, "
        f"header = false, delim = {literal(NO_DELIMITER)}, quote = '', escape = '', "
        f"filename = '_file', store_rejects = true, rejects_table = '{reader.rejects}', "
        f"rejects_scan = '{reader.scans}', max_line_size = 16777216) where line is not null"
    )


def _documents(paths: str, reader: Reader) -> str:
    """Whole files; `_row` is unknown, since a document's lines mean nothing."""
    content = "ltrim(content, chr(65279))"
    return (
        f"select case when json_valid({content}) then {content} end as doc, filename as _file, "
        f"cast(null as bigint) as _row, cast(null as varchar) as _text from read_text({paths})"
    )


def _sheets(
    connection: "DuckDBPyConnection", parts: list[Part], header: tuple[str, ...], reader: Reader
) -> str:
    import polars

    frames = []
    for part in parts:
        source = part.waiting.source
        names = tidy_names(header_of(part.path, source))
        frame = frame_of(part.path, source, list(header), names)
        frames.append(frame.with_columns(polars.lit(str(part.path)).alias("_file")))
    view = f"sheets_{reader.place}"
    connection.register(view, polars.concat(frames))
    cells = ", ".join(identifier(name) for name in header)
    return (
        f"select *, cast(null as varchar) as _text from {view} "
        f"where coalesce({cells}, _broken, null) is not null"
    )


def _unfolded(source: Source, header: tuple[str, ...], found: str) -> str:
    """Wide to long: one row per non-empty cell under the unfolded headers."""
    unfold = source.unfold
    assert unfold is not None
    wide = [name for name in unfold.headers if name in header]
    pairs = ", ".join(f"{{'n': {literal(name)}, 'v': {identifier(name)}}}" for name in wide)
    words = ", ".join(map(literal, ["", *source.null_words]))
    return (
        f"select *, pair.n as {identifier(unfold.name)}, pair.v as {identifier(unfold.value)} "
        f"from (select *, unnest([{pairs}]) as pair from ({found})) "
        f"where pair.v is not null and trim(pair.v) not in ({words})"
    )
