"""How far a number from few records may be off: 95 % intervals."""

from math import sqrt

from metrics.number import Fraction

Z = 1.959963984540054  # leaves 2.5 % on each side of a normal distribution


def wilson(hits: float, trials: float) -> tuple[float, float] | None:
    """For a share of independent trials; none without trials or where hits exceed them."""
    if trials <= 0 or not 0 <= hits <= trials:
        return None
    share = hits / trials
    shrunk = 1 + Z * Z / trials
    middle = (share + Z * Z / (2 * trials)) / shrunk
    reach = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials)) / shrunk
    low = 0.0 if hits == 0 else max(middle - reach, 0.0)
    high = 1.0 if hits == trials else min(middle + reach, 1.0)
    return low, high


def normal(total: Fraction, squares: Fraction, count: int) -> tuple[float, float] | None:
    """For a mean: mean ± 1.96 standard errors; needs two values.

    The sums are exact, because the variance is a small difference of large numbers.
    """
    if count < 2:
        return None
    mean = total / count
    variance = max(squares - count * mean * mean, Fraction(0)) / (count - 1)
    reach = Z * sqrt(variance / count)
    return float(mean) - reach, float(mean) + reach
