"""How numbers and days are written: by unit, in each language."""

from datetime import date

from metrics.label import Language
from metrics.words import words

DECIMALS = {
    "share": 1,
    "seconds": 1,
    "minutes": 1,
    "hours": 1,
    "count": 0,
    "money": 2,
    "ratio": 2,
}
AXIS_FORMATS = {
    "share": ".0%",
    "seconds": ",~f",
    "minutes": ",~f",
    "hours": ",~f",
    "count": ",~f",
    "money": ",~f",
    "ratio": ",~f",
}
NOTHING = "–"


def number(value: float | None, unit: str) -> str:
    """The digits alone, as a table cell holds them; its unit stands in the heading."""
    if value is None:
        return NOTHING
    if unit == "share":
        return f"{100 * value:.{DECIMALS[unit]}f}%"
    text = f"{value:,.{DECIMALS.get(unit, 2)}f}"
    return text.replace("-", "\u2212")


def with_unit(value: float | None, unit: str, language: Language) -> str:
    """As running text has it: 27.1 s, 27.1 秒."""
    name = unit_name(unit, language)
    return f"{number(value, unit)} {name}".strip() if value is not None else NOTHING


def unit_name(unit: str, language: Language) -> str:
    """Empty where the digits say it (shares) or where there is none (counts, ratios)."""
    return words("units", unit, language) if unit in ("seconds", "minutes", "hours") else ""


def change(now: float, before: float, unit: str, language: Language) -> str:
    """A change as people say it: percentage points for shares, per cent for the rest."""
    if unit == "share":
        points = round(100 * (now - before), 1)
        return f"{_sign(points)}{abs(points):.1f}\u2009{words('units', 'points', language)}"
    if before == 0:
        return f"{_sign(now)}{number(abs(now), unit)}"
    percent = round(100 * (now - before) / before)
    return f"{_sign(percent)}{abs(percent)}%"


def day_name(day: date, language: Language) -> str:
    weekday = words("weekdays", str(day.isoweekday()), language)
    if language == "zh":
        return f"{day.month}月{day.day}日 {weekday}"
    month = words("months", str(day.month), language)
    return f"{weekday} {day.day} {month}"


def long_day_name(day: date, language: Language) -> str:
    if language == "zh":
        return f"{day.year}年{day_name(day, language)}"
    return f"{day_name(day, language)} {day.year}"


def day_format(language: Language) -> str:
    """The same for an axis, in Plotly's letters."""
    return "%-m/%-d" if language == "zh" else "%-d %b"


def _sign(value: float) -> str:
    return "\u2212" if value < 0 else "+" if value > 0 else "±"
