"""How far each log reaches: its last day, and how many days it lags behind the desk's last."""

from dashboards.page import Panel
from dashboards.table import Cell, Column, Table, count_cell, text_cell
from dashboards.view import View
from metrics.words import label


def draw(panel: Panel, view: View) -> Table:
    rows = []
    for row in view.frames[panel.frame].iter_rows(named=True):
        behind = max((view.as_of - row["last_day"]).days, 0)
        is_late = behind > 0 if row["is_late"] is None else row["is_late"]
        rows.append(
            (
                text_cell(row["log"]),
                text_cell(row["first_day"].isoformat()),
                text_cell(row["last_day"].isoformat()),
                count_cell(row["days"]),
                Cell(
                    text=f"{behind:,}",
                    sort=behind,
                    note_label=label("site", _standing(behind, is_late)),
                ),
            )
        )
    return Table(
        columns=(
            Column(label("site", "log"), is_number=False),
            Column(label("site", "first_day"), is_number=False, is_short=True),
            Column(label("site", "last_day"), is_number=False, is_short=True),
            Column(label("site", "days")),
            Column(label("site", "days_behind")),
        ),
        rows=tuple(rows),
    )


def _standing(behind: int, is_late: bool) -> str:
    if is_late:
        return "late"
    return "as_usual" if behind else "up_to_date"
