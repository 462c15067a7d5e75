"""Data checks that did not hold on the last run, the blocking ones first, and how many did."""

from dashboards.page import Panel
from dashboards.table import Cell, Column, Table
from dashboards.view import View
from metrics.label import Label
from metrics.saying import said
from metrics.words import label, topic_words


def draw(panel: Panel, view: View) -> Table:
    rows = view.frames[panel.frame].sort("severity", "relation", "name").rows(named=True)
    failed = [row for row in rows if row["name"]]
    others = sum(row["checks"] for row in rows if not row["name"])
    hold = "others_hold" if failed else "all_hold"
    return Table(
        columns=(
            Column(label("site", "check"), is_number=False),
            Column(label("site", "relation"), is_number=False),
            Column(label("site", "finding"), is_number=False),
        ),
        rows=tuple(_cells(row) for row in failed),
        total=(Cell(label=said("checks", hold, n=f"{others:,}")), Cell(), Cell()),
    )


def _cells(row: dict[str, str]) -> tuple[Cell, ...]:
    name = row["name"]
    known = topic_words("checks")
    return (
        Cell(label=known.get(name, Label(en=name, zh=name)), note=name),
        Cell(text=row["relation"], note_label=label("checks", row["severity"])),
        Cell(label=Label(en=row["message_en"] or "", zh=row["message_zh"] or "")),
    )
