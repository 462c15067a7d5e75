"""Histograms of times: buckets that grow by 4 %, so that a quantile is within 2 % of the true one.

The buckets of DDSketch (Masson, Rim, Lee: PVLDB 12, 2019): they add up like any sum, and every
value in a bucket is at most 2 % away from the number that stands for it.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil, log, sqrt

from metrics.exact import exact
from metrics.number import Fraction

ERROR = 0.02
GROWTH = (1 + ERROR) / (1 - ERROR)
NO_TIME = -32768  # the bucket of zero
Z = 1.959963984540054

Histogram = Mapping[int, int]  # bucket → how many


def bucket_sql(value: str) -> str:
    """The bucket of a value, as SQL; the same as `bucket_of`."""
    bucket = f"ceil(ln(({value})::double) / {log(GROWTH)!r})"
    return (
        f"(case when ({value}) > 0 then {bucket} when ({value}) <= 0 then {NO_TIME} end)::smallint"
    )


def bucket_of(value: float) -> int:
    return ceil(log(value) / log(GROWTH)) if value > 0 else NO_TIME


def middle_of(bucket: int) -> Fraction:
    """What stands for the values of a bucket, to six decimals: the same on every machine."""
    if bucket == NO_TIME:
        return Fraction(0)
    return exact(f"{2 * GROWTH**bucket / (GROWTH + 1):.6f}")


def quantile(histogram: Histogram, share: Decimal) -> Fraction | None:
    """The smallest value that at least this share of all values does not exceed."""
    count = sum(histogram.values())
    return None if count == 0 else _ranked(histogram, ceil(share * count))


def quantile_interval(histogram: Histogram, share: Decimal) -> tuple[float, float] | None:
    """95 %, whatever the distribution: the values at ranks np ± 1.96 √(np(1 − p))."""
    count = sum(histogram.values())
    if count < 2:
        return None
    rank, reach = float(share) * count, Z * sqrt(count * float(share) * (1 - float(share)))
    low, high = max(1, int(rank - reach)), min(count, ceil(rank + reach) + 1)
    return float(_ranked(histogram, low)), float(_ranked(histogram, high))


def _ranked(histogram: Histogram, rank: int) -> Fraction:
    seen = 0
    for bucket in sorted(histogram):
        seen += histogram[bucket]
        if seen >= rank:
            return middle_of(bucket)
    raise ValueError(f"there is no value of rank {rank} among {seen}")
