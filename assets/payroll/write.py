"""A table in three formats: exact decimals in each, and no text that a spreadsheet would run."""

import json
from pathlib import Path

import polars as pl

RISKY = r"^\s*[=+\-@\t\r]"
NUMBER = r"^-?\d+(\.\d+)?(/\d+)?$"


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """path.csv, path.parquet and path.json; the same rows, the same bytes."""
    plain = frame.select(_harmless(name, kind) for name, kind in frame.schema.items())
    plain.write_csv(path.with_suffix(".csv"), include_bom=True)
    frame.write_parquet(path.with_suffix(".parquet"), compression="zstd")
    lines = (
        json.dumps(row, ensure_ascii=False, default=str) for row in frame.iter_rows(named=True)
    )
    text = "[\n" + ",\n".join(lines) + "\n]\n"
    path.with_suffix(".json").write_text(text, encoding="utf-8", newline="\n")


def _harmless(name: str, kind: pl.DataType) -> pl.Expr:
    """An apostrophe before text that is no number and that begins as a formula does."""
    column = pl.col(name)
    if kind != pl.String:
        return column
    is_risky = column.str.contains(RISKY) & ~column.str.contains(NUMBER)
    return pl.when(is_risky).then("'" + column).otherwise(column).alias(name)
