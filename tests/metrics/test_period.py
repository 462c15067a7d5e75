"""Appraisal periods: calendar months, and the 26th to the 25th."""

from datetime import date, timedelta

import pytest

from metrics.period import days_of, is_period, period_of


@pytest.mark.parametrize(
    ("period", "starts_on", "first", "last"),
    [
        ("2024-02", 1, date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-05", 26, date(2024, 4, 26), date(2024, 5, 25)),
        ("2024-01", 26, date(2023, 12, 26), date(2024, 1, 25)),
        ("2024-03", 26, date(2024, 2, 26), date(2024, 3, 25)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(
    period: str, starts_on: int, first: date, last: date
) -> None:
    assert days_of(period, starts_on=starts_on) == (first, last)


@pytest.mark.parametrize("starts_on", [1, 2, 16, 26, 28])
def test_every_day_is_in_exactly_the_period_that_holds_it(starts_on: int) -> None:
    day = date(2023, 12, 1)
    while day < date(2025, 2, 1):
        first, last = days_of(period_of(day, starts_on=starts_on), starts_on=starts_on)
        assert first <= day <= last
        following = period_of(last + timedelta(days=1), starts_on=starts_on)
        assert days_of(following, starts_on=starts_on)[0] == last + timedelta(days=1)
        day += timedelta(days=1)


def test_names_of_periods() -> None:
    assert is_period("2026-10")
    assert not any(is_period(name) for name in ("2026-13", "2026-1", "October", "", "2026-10-01"))
