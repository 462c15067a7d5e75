"""What stands in a file of a statement, however it was packed."""

import zipfile
from pathlib import Path

from assets.ledger.chain import SUMS

Content = dict[str, bytes]


def content_of(path: Path) -> Content | None:
    """None where the file is not there, or is not what its name says."""
    try:
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                return {name: book.read(name) for name in book.namelist()}
        if path.suffix == ".parquet":
            return {path.name: _rows(path)}
        content = path.read_bytes()
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError):
        return None
    if path.name == SUMS:  # the packed ones are compared themselves
        lines = content.splitlines(keepends=True)
        content = b"".join(line for line in lines if not line.endswith(b".parquet\n"))
    return {path.name: content}


def _rows(path: Path) -> bytes:
    import polars as pl

    try:
        frame = pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise ValueError(str(error)) from None
    return repr((frame.schema, frame.rows())).encode()
