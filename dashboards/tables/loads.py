"""What each source brought: every line is loaded, a duplicate, left out on purpose, or rejected."""

import polars as pl

from dashboards.page import Panel
from dashboards.table import Cell, Column, Table, count_cell, text_cell
from dashboards.view import View
from metrics.words import label

COUNTS = ("files", "records_read", "loaded", "duplicates", "left_out", "rejected")


def draw(panel: Panel, view: View) -> Table:
    frame = view.frames[panel.frame].sort("log", "source")
    return Table(
        columns=(
            Column(label("site", "source"), is_number=False),
            Column(label("site", "log"), is_number=False),
            *(Column(label("site", name)) for name in COUNTS),
        ),
        rows=tuple(
            (
                text_cell(row["source"]),
                text_cell(row["log"]),
                *(_count(row, name) for name in COUNTS),
            )
            for row in frame.iter_rows(named=True)
        ),
        total=_total(frame),
    )


def _count(row: dict[str, int], name: str) -> Cell:
    count = row[name]
    share = count / row["records_read"] if row["records_read"] else 0
    note = f"{100 * share:.2f}%" if name in ("duplicates", "rejected") and count else ""
    return Cell(text=f"{count:,}", note=note, sort=count)


def _total(frame: pl.DataFrame) -> tuple[Cell, ...]:
    sums = {name: int(frame[name].sum()) for name in COUNTS}
    return (
        Cell(label=label("site", "total")),
        Cell(),
        *(count_cell(sums[name]) for name in COUNTS),
    )
