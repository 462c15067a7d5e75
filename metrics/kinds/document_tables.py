"""A document as people read it: whom it covers, when, its tables, and what it leaves open."""

from metrics.appraisal_calendar import AppraisalCalendar
from metrics.document_head import Document, Table
from metrics.kinds.calendar import due
from metrics.kinds.words import head, told, word
from metrics.label import Language


def tables_of(document: Document, language: Language) -> list[Table]:
    """All of a document: its head, its own tables, what it leaves open, its notes."""
    headers = head(language, "what", "value")
    found = [Table(document.title.in_(language), headers, _facts(document, language))]
    found += document.tables(language)
    if document.options:
        found.append(_readings(document, language))
    if document.notes:
        rows = [(note.in_(language),) for note in document.notes]
        found.append(Table("", head(language, "notes"), rows))
    return found


def _facts(document: Document, language: Language) -> list[tuple[str, str]]:
    rows = [("covers", document.covers.in_(language))]
    if document.period is not None:
        rows += _of_calendar(document.period, language)
    since, until = document.in_force.since, document.in_force.until
    if since or until:
        rows.append(("in_force", f"{since or '…'} – {until or '…'}"))
    if document.lacks:
        rows.append(("not_printed", ", ".join(document.lacks)))
    if document.signatures:
        rows.append(("signatures", " → ".join(one.in_(language) for one in document.signatures)))
    return [(word(language, key), value) for key, value in rows]


def _of_calendar(calendar: AppraisalCalendar, language: Language) -> list[tuple[str, str]]:
    window = word(language, calendar.window)
    if calendar.starts_on > 1:
        window = told(language, "from_to", first=calendar.starts_on, last=calendar.starts_on - 1)
    rows = [("period", window)]
    if plan := calendar.execution:
        key = "executed_next_month" if plan.months_after == 1 else "executed"
        text = told(language, key, first=plan.first, last=plan.last, after=plan.months_after)
        rolls = f" ({word(language, 'rolls')})" if plan.holidays == "roll" else ""
        rows.append(("execution", text + rolls))
    rows += [
        ("deadline", f"{one.label.in_(language)}: {due(one, calendar, language)}")
        for one in calendar.deadlines.values()
    ]
    return rows


def _readings(document: Document, language: Language) -> Table:
    rows = [
        (
            name,
            "\n".join(one.in_(language) for one in (option.label, option.why) if one),
            option.default,
            "\n".join(f"{key}: {choice.label.in_(language)}"
                      for key, choice in option.choices.items()),
        )
        for name, option in document.options.items()
    ]  # fmt: skip
    return Table(word(language, "readings"),
                 head(language, "setting", "meaning", "value", "choices"), rows)  # fmt: skip
