"""Why lines were rejected, the most frequent reasons first, and where the first of them stands."""

from dashboards.page import Panel
from dashboards.table import Cell, Column, Table, count_cell, text_cell
from dashboards.view import View
from metrics.words import label


def draw(panel: Panel, view: View) -> Table:
    frame = view.frames[panel.frame].sort(
        "records", "reason", "source", descending=[True, False, False]
    )
    return Table(
        columns=(
            Column(label("site", "reason"), is_number=False),
            Column(label("site", "column"), is_number=False),
            Column(label("site", "first_place"), is_number=False),
            Column(label("site", "records")),
        ),
        rows=tuple(
            (
                text_cell(row["reason"], note=row["source"]),
                text_cell(row["column"]),
                _place(row["file"], row["line"]),
                count_cell(row["records"]),
            )
            for row in frame.iter_rows(named=True)
        ),
    )


def _place(file: str | None, line: int | None) -> Cell:
    """File and line, as an editor jumps to it."""
    if file is None:
        return Cell()
    return text_cell(file if line is None else f"{file}:{line}")
