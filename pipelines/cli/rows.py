"""Rows of numbers as a table, CSV, JSON or Parquet, on the screen or in a file."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from metrics.documents import Problem

Row = Mapping[str, object]


def write_rows(rows: Sequence[Row], form: str, output: Path | None) -> None:
    if form == "table" and output is None:
        from pipelines.cli.output import print_table

        headers = list(dict.fromkeys(name for row in rows for name in row))
        print_table(headers, [[_short(row.get(name)) for name in headers] for row in rows])
        return
    content = _content(rows, "csv" if form == "table" else form)
    if output is not None:
        output.write_bytes(content)
    elif form == "parquet" and sys.stdout.isatty():
        raise Problem("Parquet is not for the screen; name a file with --output.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _content(rows: Sequence[Row], form: str) -> bytes:
    if form == "parquet":
        import polars

        target = io.BytesIO()
        polars.DataFrame(rows, infer_schema_length=None).write_parquet(target)
        return target.getvalue()
    if form == "json":
        return (json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n").encode()
    text = io.StringIO()
    headers = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, headers, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _short(value: object) -> object:
    """Six significant digits are enough for the eye; the other forms keep them all."""
    return float(f"{value:.6g}") if isinstance(value, float) else value
