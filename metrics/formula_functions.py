"""What a formula may call: over numbers, and over a list of events, samples or periods."""

from collections.abc import Callable, Iterable
from math import ceil, floor

from metrics.exact import rounded
from metrics.number import Fraction


def _flat(given: Iterable[object]) -> list[Fraction]:
    """Numbers and lists of numbers, in one list."""
    numbers: list[Fraction] = []
    for one in given:
        if isinstance(one, tuple):
            numbers += one
        else:
            numbers.append(one if isinstance(one, Fraction) else Fraction(one))  # type: ignore[call-overload]
    return numbers


def _mean(*given: object) -> Fraction:
    """The mean of nothing divides by zero: it has no value."""
    numbers = _flat(given)
    return Fraction(sum(numbers), len(numbers)) if numbers else Fraction(1) / 0


def _round(number: Fraction, places: Fraction | None = None) -> Fraction:
    return Fraction(rounded(number, int(places or 0)))


def _extreme(choose: Callable[[list[Fraction]], Fraction]) -> Callable[..., Fraction]:
    def function(*given: object) -> Fraction:
        numbers = _flat(given)
        return choose(numbers) if numbers else Fraction(1) / 0

    return function


FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": lambda *given: sum(_flat(given), Fraction(0)),
    "mean": _mean,
    "count": lambda *given: Fraction(len(_flat(given))),
    "floor": lambda number: Fraction(floor(number)),
    "ceil": lambda number: Fraction(ceil(number)),
    "round": _round,
    "abs": lambda number: abs(number),
}
