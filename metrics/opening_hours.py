"""Opening hours as people write them: days of the week, and several spans a day."""

import itertools
import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator

DAY_SECONDS = 86_400
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ON_HOLIDAYS, ON_MAKE_UP_DAYS = "holidays", "make_up_days"
MONDAY = 0


class Span(NamedTuple):
    """Seconds of the wall clock since the midnight on which the day begins; it may end tomorrow."""

    opens: int
    closes: int

    def __str__(self) -> str:
        ends_tomorrow = self.closes > DAY_SECONDS
        return f"{_told(self.opens)}-{_told(self.closes - DAY_SECONDS * ends_tomorrow)}"


def _span(written: object) -> Span:
    if isinstance(written, Span):
        return written
    found = re.fullmatch(r"\s*([\d:]+)\s*[-–—~]\s*([\d:]+)\s*", str(written))
    if found is None:
        raise ValueError(f'"{written}" is no span of a day; write it as "09:00-18:00".')
    opens, closes = _second(found[1]), _second(found[2])
    if opens == DAY_SECONDS:
        raise ValueError(f'"{written}": a day opens before 24:00; write 00:00 for midnight.')
    if opens == closes:
        raise ValueError(f'"{written}" is empty; write "00:00-24:00" for day and night.')
    return Span(opens, closes if closes > opens else closes + DAY_SECONDS)


def _second(text: str) -> int:
    found = re.fullmatch(r"(\d?\d):([0-5]\d)(?::([0-5]\d))?", text)
    second = 3600 * int(found[1]) + 60 * int(found[2]) + int(found[3] or 0) if found else -1
    if not 0 <= second <= DAY_SECONDS:
        raise ValueError(f'"{text}" is no time of day; write it as "09:00", the last one as 24:00.')
    return second


def _told(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{clock}:{seconds:02}" if seconds else clock


def _apart(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """In order of the day; two that overlap are a mistake."""
    ordered = tuple(sorted(spans))
    for one, next_one in itertools.pairwise(ordered):
        if one.closes > next_one.opens:
            raise ValueError(f"{one} and {next_one} overlap; make one span of them.")
    return ordered


Spans = Annotated[
    tuple[Annotated[Span, BeforeValidator(_span)], ...],
    AfterValidator(_apart),
]


def _days(written: str) -> str:
    days_named(written)
    return written


DayNames = Annotated[str, AfterValidator(_days)]


def days_named(written: str) -> tuple[str, ...]:
    """`mon-fri`, `sat,sun`, `daily`, `holidays` or `make_up_days`, day by day."""
    text = written.strip().lower()
    if text == "daily":
        return WEEKDAYS
    if text in (ON_HOLIDAYS, ON_MAKE_UP_DAYS):
        return (text,)
    return tuple(day for part in text.split(",") for day in _run(part, written))


def _run(part: str, written: str) -> tuple[str, ...]:
    first, dash, last = (word.strip()[:3] for word in part.partition("-"))
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise ValueError(
            f'"{written}" names no days; write mon-fri, "sat,sun", daily, holidays or make_up_days.'
        )
    start = WEEKDAYS.index(first)
    length = (WEEKDAYS.index(last) - start) % 7 + 1 if dash else 1
    return tuple(WEEKDAYS[(start + shift) % 7] for shift in range(length))


class Week(NamedTuple):
    """What is open on each weekday from Monday on, on holidays and on make-up workdays."""

    weekdays: tuple[tuple[Span, ...], ...]
    holidays: tuple[Span, ...]
    make_up_days: tuple[Span, ...]


def week_of(hours: dict[str, tuple[Span, ...]]) -> Week:
    """Every day at most once; a make-up workday is a Monday unless it has hours of its own."""
    by_day: dict[str, tuple[Span, ...]] = {}
    for written, spans in hours.items():
        for day in days_named(written):
            if day in by_day:
                raise ValueError(f'"{written}" names {day} again; keep it in one place.')
            by_day[day] = spans
    weekdays = tuple(by_day.get(day, ()) for day in WEEKDAYS)
    for number, day in enumerate(WEEKDAYS):
        _refuse_overlap_at_midnight(day, weekdays[number], weekdays[(number + 1) % 7])
    make_up_days = by_day.get(ON_MAKE_UP_DAYS, weekdays[MONDAY])
    return Week(weekdays, by_day.get(ON_HOLIDAYS, ()), make_up_days)


def _refuse_overlap_at_midnight(
    day: str, spans: tuple[Span, ...], tomorrow: tuple[Span, ...]
) -> None:
    if spans and tomorrow and spans[-1].closes - DAY_SECONDS > tomorrow[0].opens:
        raise ValueError(
            f"{spans[-1]} of {day} runs into {tomorrow[0]} of the next day; let one end earlier."
        )
