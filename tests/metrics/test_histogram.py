"""Histograms of times: quantiles stay within their stated error, and add up like sums."""

from decimal import Decimal
from math import ceil

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.histogram import ERROR, bucket_of, bucket_sql, quantile, quantile_interval

times = st.lists(st.floats(0, 3e7).map(lambda value: round(value, 3)), min_size=1, max_size=60)
shares = st.sampled_from([Decimal("0.5"), Decimal("0.9"), Decimal("0.01"), Decimal(1)])


def counted(values: list[float]) -> dict[int, int]:
    found: dict[int, int] = {}
    for value in values:
        found[bucket_of(value)] = found.get(bucket_of(value), 0) + 1
    return found


@given(times, shares)
def test_a_quantile_is_within_two_percent_of_the_true_one(
    values: list[float], share: Decimal
) -> None:
    true = sorted(values)[ceil(share * len(values)) - 1]
    told = quantile(counted(values), share)
    assert told is not None
    assert float(told) == pytest.approx(true, rel=ERROR * 1.0001, abs=1e-6)


@given(times, times, shares)
def test_histograms_add_up(one: list[float], other: list[float], share: Decimal) -> None:
    parts = [counted(one), counted(other)]
    together = {
        bucket: sum(part.get(bucket, 0) for part in parts)
        for bucket in parts[0].keys() | parts[1].keys()
    }
    assert quantile(together, share) == quantile(counted(one + other), share)


@given(times)
def test_the_database_puts_times_into_the_same_buckets(values: list[float]) -> None:
    with duckdb.connect() as connection:
        times = "(select unnest($values::decimal(18, 3)[]) as value)"
        rows = connection.execute(
            f"select {bucket_sql('value')} from {times}",
            {"values": [Decimal(str(value)) for value in values]},
        ).fetchall()
    assert [bucket for (bucket,) in rows] == [bucket_of(value) for value in values]


def test_nothing_has_no_quantile_and_one_time_no_interval() -> None:
    assert quantile({}, Decimal("0.5")) is None
    assert quantile_interval({bucket_of(3.0): 1}, Decimal("0.5")) is None


def test_the_interval_of_a_median_covers_it_nineteen_times_of_twenty() -> None:
    # 100 times 1 … 100 s: ranks 50 ± 9.8, so 40 to 61
    low, high = quantile_interval(counted([float(at) for at in range(1, 101)]), Decimal("0.5")) or (
        0,
        0,
    )
    assert low == pytest.approx(40, rel=ERROR) and high == pytest.approx(61, rel=ERROR)
