"""Entries that a drawn workbook already holds: by agent, input and rater, each in its cell."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assets.appraisal.entries import split
from assets.month_end.asked import Asked, Form
from metrics.exact import exact

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Entries = Mapping[tuple[str, str, str], str]
Lines = list[tuple[str, dict[str, str]]]  # agent and what stands in the row, by input


def event_lines(form: Form, asked: Sequence[Asked], entries: Entries) -> Lines:
    """One row for each event; lists of one agent stand beside each other."""
    lines: Lines = []
    for person in form.people:
        lists = {one.name: split(entries.get((person.agent_id, one.name, ""), "")) for one in asked}
        for nth in range(max((len(values) for values in lists.values()), default=0)):
            row = {name: values[nth] for name, values in lists.items() if nth < len(values)}
            lines.append((person.agent_id, row))
    return lines


def put_entry(
    sheet: "Worksheet", row: int, column: int, one: Asked, text: str | None, style: "Format"
) -> None:
    """A word as text, a number as a number; what nobody entered stays empty."""
    if text is None:
        sheet.write_blank(row, column, None, style)
    elif one.declared.unit in ("choice", "yes_no"):
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_number(row, column, float(exact(text)), style)
