"""Data checks that did not hold on the last run."""

from dashboards.page import Panel
from dashboards.table import Cell, Column, Table, text_cell
from dashboards.view import View
from metrics.label import Label
from metrics.words import label


def draw(panel: Panel, view: View) -> Table:
    return Table(
        columns=(
            Column(label("site", "relation"), is_number=False),
            Column(label("site", "check"), is_number=False),
            Column(label("site", "finding"), is_number=False),
        ),
        rows=tuple(
            (
                text_cell(row["relation"]),
                text_cell(row["name"]),
                Cell(label=Label(en=row["message_en"] or "", zh=row["message_zh"] or "")),
            )
            for row in view.frames[panel.frame].iter_rows(named=True)
        ),
    )
