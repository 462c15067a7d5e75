"""Exact numbers: read from text as people write them, compared as fractions, printed in full."""

import re
from decimal import Decimal
from functools import lru_cache
from numbers import Rational
from typing import Annotated

from pydantic import BeforeValidator

from metrics.number import Fraction

_DECIMAL = re.compile(r"[+-]?(\d{1,1000}(\.\d{0,1000})?|\.\d{1,1000})\s*%?")
_RATIO = re.compile(r"[+-]?\d{1,1000}/\d{1,1000}")


def exact(value: object) -> Fraction:
    """The number that "0.7499", "74.99%", "28/3" or a YAML number says, without any rounding."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Rational) and not isinstance(value, int):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError(f"{value!r} is not a number.")
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        return Fraction(Decimal(repr(value)))
    return _from_text(str(value).strip())


def plain(number: Fraction) -> str:
    """All its digits; "28/3" where they never end."""
    places = _places(number)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    if places == 0:
        return str(number.numerator)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def signed(number: Fraction) -> str:
    """As a rule prints it: with a true minus sign, which no spreadsheet takes for a formula."""
    return plain(number).replace("-", "−")


def ends(number: Fraction) -> bool:
    """Whether its decimal digits come to an end."""
    return _places(number) is not None


def rounded(number: Fraction, places: int = 2) -> Decimal:
    """Half up, away from zero: the only rounding there is."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def money(amount: Fraction) -> Decimal:
    """An amount to the cent; called once, at the very end."""
    return rounded(amount, 2)


def shown(number: Fraction, places: int = 2) -> str:
    """For reading: at most so many decimals, no idle zeros."""
    text = f"{rounded(number, places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(number: Fraction) -> str:
    """A share as people write it: 0.65 → 65%."""
    return f"{plain(number * 100)}%" if ends(number) else f"{shown(number * 100)}%"


@lru_cache(maxsize=65_536)
def _from_text(text: str) -> Fraction:
    if _RATIO.fullmatch(text):
        over, under = text.split("/")
        if int(under) == 0:
            raise ValueError(f'"{text}" divides by zero.')
        return Fraction(int(over), int(under))
    if not _DECIMAL.fullmatch(text):
        hint = " Write it without separators, as 1234.5." if re.search(r"\d[,，]\d", text) else ""
        raise ValueError(f'"{text}" is not a number such as 0.75, 75% or 28/3.{hint}')
    number = text.rstrip("%").strip()
    whole, _, decimals = number.partition(".")
    # never by the C parser of texts: of a lone character it overwrites the null byte that all
    # of Python shares
    exact_number = Fraction(int(whole + decimals), 10 ** len(decimals))
    return exact_number / 100 if text.endswith("%") else exact_number


def _places(number: Fraction) -> int | None:
    """Decimals needed to write it in full; None where they never end."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


Exact = Annotated[Fraction, BeforeValidator(exact)]
