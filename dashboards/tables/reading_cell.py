"""A KPI's value in a table: the number, its sample and interval, and how far to trust it."""

from dashboards.numbers import NOTHING, number
from dashboards.reading import Reading
from dashboards.table import Cell
from metrics.words import label


def reading_cell(reading: Reading | None) -> Cell:
    if reading is None or reading.value is None:
        return Cell(text=NOTHING, is_muted=True)
    unit = reading.measure.unit
    notes = []
    if reading.denominator is not None:
        notes.append(f"n {reading.n:,}")
    if reading.interval:
        low, high = reading.interval
        notes.append(f"{number(low, unit)}\u2013{number(high, unit)}")
    return Cell(
        text=number(reading.value, unit),
        note=" · ".join(notes),
        note_label=label("site", "few_cases") if reading.is_small else None,
        sort=reading.value,
        is_muted=reading.is_small,
    )
