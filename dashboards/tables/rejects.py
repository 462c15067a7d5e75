"""Why lines were rejected, the most frequent reasons first."""

from dashboards.page import Panel
from dashboards.table import Column, Table, count_cell, text_cell
from dashboards.view import View
from metrics.words import label


def draw(panel: Panel, view: View) -> Table:
    return Table(
        columns=(
            Column(label("site", "reason"), is_number=False),
            Column(label("site", "source"), is_number=False),
            Column(label("site", "records")),
        ),
        rows=tuple(
            (text_cell(row["reason"]), text_cell(row["source"]), count_cell(row["records"]))
            for row in view.frames[panel.frame].iter_rows(named=True)
        ),
    )
