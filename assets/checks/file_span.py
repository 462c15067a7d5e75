"""The days that a file's name speaks of: 20261001, 2026-10-01, 2026年10月, 20261001-20261007."""

import calendar
import re
from datetime import date

Span = tuple[date, date]

_YEAR, _MONTH, _DAY = r"(20\d\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[-_T ]?(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?"  # of the export, right after its day
_DATE = re.compile(rf"(?<!\d){_YEAR}([-_./]?){_MONTH}\2{_DAY}{_TIME}(?!\d)")
_CHINESE = re.compile(r"(?<!\d)(20\d\d)年(\d{1,2})月(?:(\d{1,2})[日号])?")
_MONTH_ONLY = re.compile(rf"(?<!\d){_YEAR}[-_./]?{_MONTH}(?!\d|[-_.]\d\d(?!\d))")


def file_span(file: str) -> Span | None:
    """None where the name has no date, or more than two; a packed file's name stands in for its
    member's."""
    name, *outer = reversed(file.split("/"))
    span = _span_of(name)
    if span is None and outer and outer[0].casefold().endswith(".zip"):
        span = _span_of(outer[0])
    return span


def _span_of(name: str) -> Span | None:
    found = [_span(int(y), int(m), int(d)) for y, _, m, d in _DATE.findall(name)]
    found += [_span(int(y), int(m), int(d or 0)) for y, m, d in _CHINESE.findall(name)]
    if not found:
        found = [_span(int(y), int(m), 0) for y, m in _MONTH_ONLY.findall(name)]
    spans = [span for span in found if span is not None]
    if not 1 <= len(spans) <= 2 or len(spans) < len(found):
        return None
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    return first, last


def _span(year: int, month: int, day: int) -> Span | None:
    """A day, or where there is none the whole month."""
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    return first, first if day else first.replace(day=calendar.monthrange(year, month)[1])
