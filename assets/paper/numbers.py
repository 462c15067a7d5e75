"""Numbers as a page prints them, by their unit."""

from decimal import Decimal

from assets.workbook.styles import TIMES
from metrics.exact import exact, rounded, shown
from metrics.label import Language
from metrics.number import Fraction
from metrics.words import words


def told(value: object, unit: str, language: Language) -> str:
    """A dash where there is none; text as it is."""
    if value is None:
        return "—"
    if not isinstance(value, Fraction | Decimal | int):
        return str(value)
    number = exact(value)
    match unit:
        case "money" | "score":
            return _minus(f"{rounded(number, 2):,f}")
        case "share":
            return _minus(f"{shown(number * 100)}%")
        case _ if unit in TIMES:
            return _minus(f"{shown(number)} {words('workbook', unit, language)}")
        case _:
            text = f"{rounded(number, 3):,f}"
            return _minus(text.rstrip("0").rstrip("."))


def _minus(text: str) -> str:
    return text.replace("-", "−")
