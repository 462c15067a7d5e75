"""Intervals: published values, and edges."""

from fractions import Fraction

import pytest

from metrics.uncertainty import normal, wilson


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (9, 10, 59.6, 98.2),
        (18, 20, 69.9, 97.2),
        (45, 50, 78.6, 95.7),
        (90, 100, 82.6, 94.5),
        (450, 500, 87.1, 92.3),
    ],
)
def test_wilson_intervals_are_the_published_ones(
    hits: int, trials: int, low: float, high: float
) -> None:
    found = wilson(hits, trials)
    assert found
    assert (round(100 * found[0], 1), round(100 * found[1], 1)) == (low, high)


def test_no_hits_and_all_hits_reach_the_ends() -> None:
    none, every = wilson(0, 3), wilson(3, 3)
    assert none and every
    assert (none[0], every[1]) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "trials"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_has_no_interval(hits: int, trials: int) -> None:
    assert wilson(hits, trials) is None


def test_the_interval_of_a_mean_needs_two_values() -> None:
    assert normal(Fraction(5), Fraction(25), 1) is None
    # 1, 2, 3: mean 2, standard deviation 1, standard error 1/√3
    low, high = normal(Fraction(6), Fraction(14), 3) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.8684, 3.1316)
