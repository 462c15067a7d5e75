"""Decimal mark and thousands sign of numbers, as far as the numbers themselves tell."""

import re

Marks = tuple[str, str]  # decimal mark, thousands sign
# Of marks that read alike the plainer comes first.
CANDIDATES: list[Marks] = [
    (".", ""), (",", ""), (".", ","), (",", "."), (".", " "), (",", " "), (".", "'"),
]  # fmt: skip
LOOKS_LIKE_A_NUMBER = re.compile(r"[-+]?\d[\d., ']*")


def fitting_marks(texts: list[str]) -> list[Marks]:
    """One pair for each way in which all the numbers can be read; texts that are none are left."""
    numbers = [text for text in texts if LOOKS_LIKE_A_NUMBER.fullmatch(text)]
    readings: dict[tuple[str | None, ...], Marks] = {}
    for marks in CANDIDATES:
        reading = tuple(_plain(text, *marks) for text in numbers)
        if None not in reading:
            readings.setdefault(reading, marks)
    return [*readings.values()]


def _plain(text: str, decimal: str, thousands: str) -> str | None:
    grouped = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+" if thousands else r"\d+"
    if not re.fullmatch(rf"[-+]?(?:{grouped})(?:{re.escape(decimal)}\d+)?", text):
        return None
    return (text.replace(thousands, "") if thousands else text).replace(decimal, ".")
