"""Files whose header is another than that of the file before, the newest names first."""

from dashboards.page import Panel
from dashboards.table import Cell, Column, Table, text_cell
from dashboards.view import View
from metrics.label import Label
from metrics.words import label


def draw(panel: Panel, view: View) -> Table:
    frame = view.frames[panel.frame].sort("file", "source", descending=[True, False])
    return Table(
        columns=(
            Column(label("site", "file"), is_number=False),
            Column(label("site", "change"), is_number=False),
        ),
        rows=tuple(
            (
                text_cell(row["file"], note=row["source"]),
                Cell(label=Label(en=row["what_en"], zh=row["what_zh"])),
            )
            for row in frame.iter_rows(named=True)
        ),
    )
