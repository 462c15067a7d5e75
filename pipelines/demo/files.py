"""Writes export files, the same bytes every time, with broken records among the sound ones."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.demo.arrays import Chance
from pipelines.demo.faults import Dealt, broken_count, spoiled
from pipelines.demo.workbook import workbook_bytes

Rows = Callable[[pl.DataFrame], bytes]


@dataclass(frozen=True)
class LandedFile:
    """A file as written, with what a loader must find in it."""

    file: str  # relative to the desk
    source: str
    log: str
    records: int
    broken: int = 0
    duplicates: int = 0  # records that another one supersedes
    late: int = 0  # records that belong to an earlier file
    left_out: int = 0  # rows that the source leaves out, such as totals

    @property
    def loaded(self) -> int:
        return self.records - self.broken - self.duplicates - self.left_out


@dataclass(frozen=True)
class Export:
    """One export format: which source reads it back, and how its records break."""

    source: str
    log: str
    ways: tuple[str, ...] = ()  # of breaking a line
    delimiter: bytes = b","
    bad_cells: tuple[tuple[str, str | None], ...] = ()  # in formats that have no lines


def csv_rows(encoding: str = "utf-8", line_end: str = "\n") -> Rows:
    def rows(frame: pl.DataFrame) -> bytes:
        text = frame.write_csv(include_header=False, line_terminator=line_end)
        return text.encode(encoding)

    return rows


def csv_header(frame: pl.DataFrame, encoding: str = "utf-8", line_end: str = "\n") -> bytes:
    return (",".join(frame.columns) + line_end).encode(encoding)


def json_rows(frame: pl.DataFrame) -> bytes:
    return frame.write_ndjson().encode()


def plain_lines(frame: pl.DataFrame) -> bytes:
    """A frame whose only column holds finished lines."""
    return "".join(line + "\n" for line in frame.to_series().to_list()).encode()


def land_text(home: Path, name: str, export: Export, dealt: Dealt, rows: Rows, header: bytes,
              rng: Chance) -> LandedFile:  # fmt: skip
    """Text of any kind; packed when its name ends in .gz."""
    count = broken_count(dealt.rows.height) if export.ways else 0
    picks = sorted(rng.integers(0, dealt.rows.height, count).tolist()) if count else []
    pieces, before = [header], 0
    for number, pick in enumerate(picks):
        line = rows(dealt.rows.slice(pick, 1))
        way = export.ways[(number + dealt.rows.height) % len(export.ways)]
        pieces += [rows(dealt.rows.slice(before, pick - before)),
                   spoiled(line, way, export.delimiter)]  # fmt: skip
        before = pick
    content = b"".join([*pieces, rows(dealt.rows.slice(before))])
    if not content:
        return _described(name, export, dealt, 0, 0)  # nothing happened: no such file
    if name.endswith(".gz"):
        content = gzip.compress(content, compresslevel=4, mtime=0)
    return _landed(home, name, export, dealt, content, count)


def land_workbook(home: Path, name: str, export: Export, dealt: Dealt, rng: Chance,
                  totals: pl.DataFrame | None = None) -> LandedFile:  # fmt: skip
    frame, count = _with_bad_cells(dealt.rows, export, rng)
    if totals is not None:
        frame = pl.concat([totals, frame])
    content = workbook_bytes(frame)
    return _landed(
        home, name, export, dealt, content, count, 0 if totals is None else totals.height
    )


def land_parquet(home: Path, name: str, export: Export, dealt: Dealt, rng: Chance) -> LandedFile:
    frame, count = _with_bad_cells(dealt.rows, export, rng)
    path = _place(home, name)
    frame.write_parquet(path, compression="zstd", row_group_size=262_144, statistics=True)
    return _described(name, export, dealt, count, 0)


def land_table(home: Path, name: str, export: Export, frame: pl.DataFrame) -> LandedFile:
    """A small table that the desk itself keeps: no faults."""
    text = frame.write_csv(line_terminator="\n", null_value="")
    _place(home, name).write_bytes(b"\xef\xbb\xbf" + text.encode())  # so that Excel shows Chinese
    return LandedFile(name, export.source, export.log, frame.height)


def _with_bad_cells(frame: pl.DataFrame, export: Export, rng: Chance) -> tuple[pl.DataFrame, int]:
    """Copies of sound rows with one bad cell each, at the end."""
    count = broken_count(frame.height) if export.bad_cells else 0
    bad = []
    for number, pick in enumerate(rng.integers(0, max(frame.height, 1), count).tolist()):
        column, cell = export.bad_cells[(number + frame.height) % len(export.bad_cells)]
        bad.append(
            frame.slice(pick, 1).with_columns(pl.lit(cell, frame[column].dtype).alias(column))
        )
    return pl.concat([frame, *bad]), count


def _landed(home: Path, name: str, export: Export, dealt: Dealt, content: bytes, broken: int,
            left_out: int = 0) -> LandedFile:  # fmt: skip
    _place(home, name).write_bytes(content)
    return _described(name, export, dealt, broken, left_out)


def _described(name: str, export: Export, dealt: Dealt, broken: int, left_out: int) -> LandedFile:
    return LandedFile(
        file=name,
        source=export.source,
        log=export.log,
        records=dealt.rows.height + broken + left_out,
        broken=broken,
        duplicates=dealt.duplicates,
        late=dealt.late,
        left_out=left_out,
    )


def _place(home: Path, name: str) -> Path:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
