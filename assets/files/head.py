"""The head of a file: what kind it is and which columns it names."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from assets.files import sheet
from assets.files.copying import LONGEST_LINE
from assets.files.json_path import names_in, parse_path, resolve
from assets.files.json_records import documents_in, sample_chains
from assets.files.landing import MOST_MEMBERS, LandedFile
from assets.files.packed import Unreadable, is_workbook, members_of, packing_of, unpacked
from assets.sources.source import Format, Source

HEAD_BYTES = 256 * 1024
SAMPLE_ROWS = 50
MOST_COLUMNS = 4000  # no log has so many; the SQL to read them would fill the memory
FORMATS: dict[str, Format] = {
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "log": "csv",
    "jsonl": "json",
    "ndjson": "json",
    "json": "json",
    "parquet": "parquet",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xls": "xlsx",
}
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # also a workbook with a password
PARQUET = b"PAR1"
# Some records, each behind its parents, and the paths of their plain values.
Sample = tuple[list[list[object]], list[str]]


@dataclass(frozen=True)
class Head:
    """What can be told of a file before a source is chosen."""

    file: LandedFile
    format: Format
    bytes: bytes  # the first bytes, unpacked; empty for Parquet and XLSX

    def header(self, source: Source) -> list[str]:
        """Names of the file's columns, were it of this source; raises Unreadable."""
        match self.format:
            case "csv":
                names = self._csv_header(source)
            case "json":
                names = self._json_names(source)
            case "parquet":
                names = _parquet_names(self.file)
            case "xlsx":
                names = tidy_names(sheet.header_of(self.file.path, source))
        if len(names) > MOST_COLUMNS and self.format != "json":
            raise Unreadable("too_many_names", most=MOST_COLUMNS)
        return names

    @property
    def is_json_lines(self) -> bool:
        """Whether each line is a record of its own; otherwise the whole file is one document."""
        lines = [line.strip() for line in self.bytes.splitlines()[:3] if line.strip()]
        second = lines[1] if len(lines) > 1 else b"{"
        return bool(lines) and lines[0][-1:] == b"}" and second.startswith(b"{")

    def _csv_header(self, source: Source) -> list[str]:
        text = self._text(source)
        wanted = max(source.header_row, SAMPLE_ROWS if source.header is not None else 0)
        if text.count(source.delimiter, 0, _first_line_end(text)) > MOST_COLUMNS:
            raise Unreadable("too_many_names", most=MOST_COLUMNS)
        if len(self.bytes) == HEAD_BYTES and "\n" not in text and "\r" not in text:
            raise Unreadable("endless_line", megabytes=LONGEST_LINE // 1024**2)
        rows = list(islice(_rows(text, source), wanted))
        if source.header is not None:
            columns = range(source.shortest_record(), len(source.header) + 1)
            fitting = [len(row) in columns for row in rows if row]
            return source.header if sum(fitting) * 2 > len(fitting) else []
        if len(rows) < source.header_row:
            return []
        return tidy_names(rows[source.header_row - 1])

    def _json_names(self, source: Source) -> list[str]:
        """Paths that a sample of records has; a record need not have all of them."""
        records, plain = self._sample(self._text(source), source.records)
        others = [name for name in source.used_headers() if name not in plain]
        paths = [(name, parse_path(name)) for name in others]
        found = [n for n, path in paths if any(resolve(path, one) is not None for one in records)]
        return [*plain, *found]

    # What is kept here goes with the head: most sources would read a file in one and the same way.
    @cached_property
    def _texts(self) -> dict[tuple[str, int], str]:
        return {}

    @cached_property
    def _documents(self) -> dict[str, list[object]]:
        return {}

    @cached_property
    def _samples(self) -> dict[tuple[str, str], Sample]:
        return {}

    def _text(self, source: Source) -> str:
        key = (source.encoding, source.header_row)
        if key not in self._texts:
            self._texts[key] = _decoded(self.bytes, *key)
        return self._texts[key]

    def _sample(self, text: str, records: str) -> Sample:
        if text not in self._documents:
            texts = text.splitlines()[:200] if self.is_json_lines else [_whole(self.file, text)]
            self._documents[text] = documents_in(texts)
        if (text, records) not in self._samples:
            self._samples[text, records] = _sampled(self._documents[text], records)
        return self._samples[text, records]


def _decoded(start: bytes, encoding: str, header_row: int) -> str:
    """The head as text, less the last line, which may be cut."""
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    whole = len(start) < HEAD_BYTES
    ended = start.rfind(b"\n")
    body = start if whole or ended < 0 else start[:ended]
    wide = codec.startswith(("utf-16", "utf-32"))
    if wide:
        body = start[: len(start) // 4 * 4]
    first_lines = b"\n".join(body.split(b"\n", header_row)[:header_row])
    try:
        (body if wide else first_lines).decode(codec)
    except UnicodeDecodeError:
        raise Unreadable("wrong_encoding", encoding=encoding) from None
    return body.decode(codec, errors="replace").replace("\0", "")


def _sampled(documents: list[object], records: str) -> Sample:
    found: list[list[object]] = []
    names: dict[str, None] = {}
    for chain in sample_chains(documents, records)[:2000]:
        record = chain[-1]
        if isinstance(record, dict):
            found.append(chain)
            names |= dict.fromkeys(names_in(record)[:MOST_COLUMNS])
    return found, [*names]


def head_of(file: LandedFile) -> Head:
    """Reads the first bytes; raises Unreadable for what is no log at all."""
    if file.member is None and file.size == 0:
        raise Unreadable("file_is_empty")
    if file.member is None and packing_of(file.path) == "zip":
        count = len(members_of(file.path))
        if count > MOST_MEMBERS:
            raise Unreadable("crowded", count=count, most=MOST_MEMBERS)
        raise Unreadable("file_is_empty")  # else its members stand for it
    with unpacked(file.path, file.member) as handle:
        start = handle.read(HEAD_BYTES)
    if not start:
        raise Unreadable("file_is_empty")
    format_ = _format_of(file, start)
    if start.startswith(PARQUET):
        return Head(file, "parquet", b"")
    if start.startswith(OLD_WORKBOOK) or (file.member is None and is_workbook(file.path)):
        return Head(file, "xlsx", b"")
    if start.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        raise Unreadable("packed_twice")
    if format_ == "xlsx":
        raise Unreadable("no_workbook")
    if format_ == "parquet":
        raise Unreadable("no_parquet")
    return Head(file, format_, start)


def tidy_names(names: list[str]) -> list[str]:
    """Header names as columns: trimmed, the nameless numbered, the repeated told apart."""
    tidy: dict[str, None] = {}
    for position, raw in enumerate(names, start=1):
        name = raw.strip().strip("\ufeff") or f"column_{position}"
        while name in tidy:
            name += "_2"
        tidy[name] = None
    return list(tidy)


def _format_of(file: LandedFile, start: bytes) -> Format:
    """By the ending; of files without one, such as Asterisk's queue_log, by how they start."""
    for ending in reversed(file.base_name.lower().split(".")[1:]):
        if ending in FORMATS:
            return FORMATS[ending]
    return "json" if start.lstrip()[:1] in (b"{", b"[") else "csv"


def _first_line_end(text: str) -> int:
    found = text.find("\n")
    return found if found >= 0 else len(text)


def _rows(text: str, source: Source) -> Iterator[list[str]]:
    reader = csv.reader(
        io.StringIO(text),
        delimiter=source.delimiter,
        quotechar=source.quote or None,
        quoting=csv.QUOTE_MINIMAL if source.quote else csv.QUOTE_NONE,
    )
    try:
        yield from reader
    except csv.Error:  # a cell beyond any bound: what came before decides
        return


# A document is one text: its head says nothing before its end.
LARGEST_DOCUMENT = 256 * 1024 * 1024


def _whole(file: LandedFile, head: str) -> str:
    if len(head) < HEAD_BYTES // 4 or re.search(r"[\]}]\s*$", head) is None:
        with unpacked(file.path, file.member) as handle:
            content = handle.read(LARGEST_DOCUMENT + 1)
        if len(content) > LARGEST_DOCUMENT:
            raise Unreadable("document_too_large", megabytes=LARGEST_DOCUMENT // 1024**2)
        return content.decode("utf-8-sig", errors="replace")
    return head


def _parquet_names(file: LandedFile) -> list[str]:
    import pyarrow
    import pyarrow.parquet

    try:
        with unpacked(file.path, file.member) as handle:
            source = file.path if file.member is None else pyarrow.BufferReader(handle.read())
            return list(pyarrow.parquet.read_schema(source).names)
    except (pyarrow.ArrowException, OSError):
        raise Unreadable("no_parquet") from None
