"""Values drawn towards their peers: few records are drawn far, many hardly at all."""

from fractions import Fraction

import pytest

from metrics.kpi import load_kpis
from metrics.measured import Measured, Sums
from metrics.shrinkage import shrink

SHARE, MEAN, COUNT = (load_kpis()[id_] for id_ in ("answer_rate", "aht_seconds", "calls_total"))


def shares(*parts: tuple[int, int]) -> list[Measured]:
    return [
        Measured(SHARE, (("agent", f"a{place}"),), Sums(Fraction(hits), Fraction(of), of), "final")
        for place, (hits, of) in enumerate(parts)
    ]


def test_few_records_are_drawn_far_and_many_hardly() -> None:
    few, many, low = shrink(shares((10, 10), (900, 1000), (500, 1000)))
    assert few and many and low
    middle = 1410 / 2010
    assert middle < few.value < 1.0 and few.kept < many.kept < 1
    assert abs(many.value - 0.9) < abs(few.value - 1.0)


def test_peers_who_differ_no_more_than_chance_become_their_mean() -> None:
    for one in shrink(shares((50, 100), (51, 100), (49, 100))):
        assert one and one.value == pytest.approx(0.5) and one.kept == 0


def test_the_share_kept_is_that_of_the_published_estimate() -> None:
    # by hand: p = 0.7, σ² = 0.21 / n; Q = Σ n (x − p)² / 0.21, τ² = (Q − 1) / (Σw − Σw²/Σw)
    one, other = shrink(shares((80, 100), (60, 100)))
    assert one and other
    weight = 100 / 0.21
    between = (2 * weight * 0.01 - 1) / (2 * weight - weight)
    kept = between / (between + 0.0021)
    assert one.kept == pytest.approx(kept) and one.value == pytest.approx(0.7 + kept * 0.1)


def test_means_use_the_spread_of_single_records() -> None:
    def mean(values: list[int]) -> Measured:
        sums = Sums(
            Fraction(sum(values)),
            Fraction(len(values)),
            len(values),
            Fraction(sum(value * value for value in values)),
        )
        return Measured(MEAN, (("agent", str(values)),), sums, "final")

    quick, slow = shrink([mean([10, 12, 11]), mean([100, 102, 98, 101] * 10)])
    assert quick and slow and 10 < quick.value < 100 and quick.kept > 0.9


def test_what_has_no_value_or_is_a_count_is_left_alone() -> None:
    nothing = Measured(SHARE, (("agent", "x"),), Sums(Fraction(0), Fraction(0), 0), "final")
    count = Measured(COUNT, (("agent", "x"),), Sums(Fraction(7), None, 7), "final")
    assert shrink([nothing]) == [None] and shrink([count, count]) == [None, None]
