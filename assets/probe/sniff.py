"""How a file that no source takes is laid out, as far as its head tells."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from assets.files.head import HEAD_BYTES, MOST_COLUMNS, head_of, tidy_names
from assets.files.landing import LandedFile
from assets.files.packed import Unreadable, chunks, packing_of, unpacked
from assets.probe.layout import SAMPLES, Cells, Layout
from assets.probe.sniff_json import sniff_document, sniff_lines
from assets.raw.quoting import literal

ENCODINGS = ("utf-8", "gb18030", "utf-16")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a]")
LARGEST_DOCUMENT = 64 * 1024 * 1024


def sniff(file: LandedFile) -> Layout:
    """Looks at the head of the file; raises Unreadable where that tells nothing."""
    head = head_of(file)
    match head.format:
        case "parquet":
            with _as_a_file(file) as path:
                return _parquet(path)
        case "xlsx":
            with _as_a_file(file) as path:
                return _sheet(path)
        case "json" if head.is_json_lines:
            text, encoding, _ = _decoded(head.bytes)
            return sniff_lines(text, encoding)
        case "json":
            text, encoding, _ = _decoded(_whole(file))
            return sniff_document(text, encoding)
        case "csv":
            return _csv(head.bytes)


def _csv(head: bytes) -> Layout:
    text, encoding, is_known = _decoded(head)
    text = text.replace("\0", "")
    delimiter, quote, skipped, has_header, names = _dialect(text)
    if len(names) > MOST_COLUMNS:
        raise Unreadable("too_many_names", most=MOST_COLUMNS)
    if not quote and '"' not in text:
        quote = '"'  # none was seen; the usual one does no harm
    rows = csv.reader(
        io.StringIO(text),
        delimiter=delimiter,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )
    above = list(islice(rows, skipped + has_header))
    header = tidy_names(above[-1]) if has_header and above else names
    return Layout(
        "csv",
        header,
        _samples(header, rows),
        encoding=encoding,
        is_encoding_known=is_known,
        delimiter=delimiter,
        quote=quote,
        has_header=has_header,
        header_row=skipped + 1,
    )


def _dialect(text: str) -> tuple[str, str, int, bool, list[str]]:
    """Delimiter, quote, lines above the header, whether there is one, and names, as DuckDB sees."""
    import duckdb

    with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        query = (
            "select Delimiter, Quote, SkipRows, HasHeader, [one.name for one in Columns] "
            f"from sniff_csv({literal(file.name)}, sample_size = -1)"
        )
        try:
            with duckdb.connect() as connection:
                ((delimiter, quote, skipped, has_header, names),) = connection.execute(
                    query
                ).fetchall()
        except duckdb.Error:
            raise Unreadable("not_a_record") from None
    return delimiter, quote.replace("(empty)", ""), int(skipped), bool(has_header), list(names)


def _decoded(head: bytes) -> tuple[str, str, bool]:
    """The text in the first encoding that can hold it, less a last line that may be cut."""
    if head.startswith(BYTE_ORDER_MARKS):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace"), "utf-16", True
    ended = head.rfind(b"\n") + 1
    whole = head[:ended] if len(head) == HEAD_BYTES and ended else head
    for encoding in ("utf-16",) if b"\0" in whole else ENCODINGS:
        try:
            text = whole.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\n" in text and not NO_TEXT.search(text):
            return text, encoding, True
    text = whole.decode("latin-1")
    if NO_TEXT.search(text):
        raise Unreadable("not_a_record")
    return text, "latin-1", False


def _samples(header: list[str], rows: Iterator[list[str]]) -> list[Cells]:
    kept: Iterable[list[str]] = islice((row for row in rows if any(row)), SAMPLES)
    try:
        return [
            {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
            for row in kept
        ]
    except csv.Error:  # a cell beyond any bound
        return []


def _whole(file: LandedFile) -> bytes:
    with unpacked(file.path, file.member) as handle:
        content = handle.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        raise Unreadable("document_too_large", megabytes=LARGEST_DOCUMENT // 1024**2)
    return content


def _parquet(path: Path) -> Layout:
    import duckdb

    query = f"select cast(columns(*) as varchar) from read_parquet({literal(str(path))})"
    try:
        with duckdb.connect() as connection:
            relation = connection.sql(f"{query} limit {SAMPLES}")
            header, rows = relation.columns, relation.fetchall()
    except duckdb.Error:
        raise Unreadable("no_parquet") from None
    return Layout("parquet", header, _samples(header, ([c or "" for c in row] for row in rows)))


def _sheet(path: Path) -> Layout:
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        frame = book.load_sheet(0, header_row=None, n_rows=SAMPLES, dtypes="string").to_polars()
    except (fastexcel.FastExcelError, OSError):
        raise Unreadable("no_workbook") from None
    rows = [["" if cell is None else str(cell) for cell in row] for row in frame.iter_rows()]
    if not rows:
        raise Unreadable("file_is_empty")
    # a title or a date above the table fills fewer cells than its header does
    filled = [sum(map(bool, row)) for row in rows[:20]]
    top = filled.index(max(filled))
    header = tidy_names(rows[top])
    return Layout(
        "xlsx",
        header,
        _samples(header, iter(rows[top + 1 :])),
        header_row=top + 1,
        sheets=list(book.sheet_names),
    )


@contextmanager
def _as_a_file(file: LandedFile) -> Iterator[Path]:
    """The path of the file, or of an unpacked copy that passes away."""
    if file.member is None and packing_of(file.path) is None:
        yield file.path
        return
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / "unpacked"
        with copy.open("wb") as out:
            out.writelines(chunks(file.path, file.member))
        yield copy
