"""Drifts: a day against the days before, in standard errors."""

from fractions import Fraction
from math import sqrt

import pytest

from metrics.drift import drift
from metrics.kpi import load_kpis
from metrics.measured import Sums

KPIS = load_kpis()
RATE, TIME, CALLS = KPIS["chat_reply_rate"], KPIS["aht_seconds"], KPIS["calls_offered"]


def share(hits: int, of: int) -> Sums:
    return Sums(Fraction(hits), Fraction(of), of)


def count(number: int) -> Sums:
    return Sums(Fraction(number), None, number)


def mean(values: list[int]) -> Sums:
    squares = Fraction(sum(value * value for value in values))
    return Sums(Fraction(sum(values)), Fraction(len(values)), len(values), squares)


def test_a_share_is_set_against_the_pooled_share_of_both() -> None:
    told = drift(RATE, share(60, 100), [share(90, 100), share(80, 100)])
    pooled = 230 / 300
    error = sqrt(pooled * (1 - pooled) * (1 / 100 + 1 / 200))
    assert told.errors == pytest.approx((0.6 - 0.85) / error)
    assert (told.before, told.n_before, told.verdict) == (Fraction(17, 20), 200, "worse")


def test_lower_is_better_where_the_kpi_says_so() -> None:
    before = [mean([100, 110, 90, 105, 95] * 8)]
    assert drift(TIME, mean([60, 61, 59, 60] * 10), before).verdict == "better"
    assert drift(TIME, mean([180, 190, 170, 180] * 10), before).verdict == "worse"


def test_chance_is_no_drift() -> None:
    assert drift(RATE, share(84, 100), [share(85, 100)] * 5).verdict == "steady"


@pytest.mark.parametrize(
    ("lately", "before"),
    [(share(1, 3), [share(90, 100)]), (share(9, 100), []), (None, [share(90, 100)])],
    ids=["a small day", "no days before", "a day off"],
)
def test_too_few_records_tell_nothing(lately: Sums | None, before: list[Sums]) -> None:
    assert drift(RATE, lately, before).verdict == "too_few"


def test_a_count_is_set_against_the_spread_of_the_days() -> None:
    days = [count(number) for number in (100, 110, 90, 100)]
    told = drift(CALLS, count(200), days)
    # mean 100, variance 66.7, but chance alone gives 100: error √(100 × 1.25)
    assert told.before == 100 and told.errors == pytest.approx(100 / sqrt(125))
    assert told.verdict == "other"
    assert drift(CALLS, count(115), days).verdict == "steady"
    assert drift(CALLS, count(500), days[:3]).verdict == "too_few"


def test_what_never_varied_and_varies_now_cannot_be_counted_in_errors() -> None:
    told = drift(TIME, mean([5, 5, 5]), [mean([4, 4, 4])])
    assert (told.errors, told.verdict) == (None, "too_few")
