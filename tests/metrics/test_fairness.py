"""Scores by group, by hand and against every way in which they can be dealt out."""

from fractions import Fraction
from itertools import combinations
from math import sqrt

import pytest

from metrics.fairness import Shuffles, compared, median_of, spread_of

HOW = Shuffles(count=4000, seed=7, smallest=3)
SCORES = {
    agent: Fraction(score)
    for agent, score in zip("abcdef", ("90", "80", "70", "60", "59.5", "60"), strict=True)
}
GROUPS = {"a": "day", "b": "day", "c": "night", "d": "night", "e": "night", "z": "night"}


def test_a_group_is_set_beside_all_who_have_a_group_and_a_score() -> None:
    day, night = compared(SCORES, GROUPS, ["night", "day"], HOW)[::-1]
    assert (day.id, day.people, day.is_small) == ("day", 2, True)
    assert day.mean == day.median == 85
    overall = Fraction("359.5") / 5  # f has no group, z no score
    assert day.difference == 85 - overall
    assert day.spread == pytest.approx(sqrt(50))
    assert (night.people, night.mean) == (3, Fraction("189.5") / 3)
    assert night.median == 60
    assert night.is_small is False
    assert 2 * day.difference + 3 * night.difference == 0


def test_chance_is_what_counting_every_dealing_gives() -> None:
    day = compared(SCORES, GROUPS, ["day", "night"], HOW)[0]
    known = [SCORES[agent] for agent in "abcde"]
    mean = sum(known, Fraction(0)) / 5
    all_pairs = [(one + other) / 2 - mean for one, other in combinations(known, 2)]
    exactly = sum(abs(one) >= abs(day.difference) for one in all_pairs) / len(all_pairs)
    assert float(day.chance) == pytest.approx(exactly, abs=0.02)
    assert (day.chance_low, day.chance_high) == (min(all_pairs), max(all_pairs))


def test_a_group_far_from_everybody_is_beyond_chance_and_the_same_each_time() -> None:
    scores = {f"a{place}": Fraction(place % 5) for place in range(40)}
    scores |= {f"n{place}": Fraction(20 + place % 5) for place in range(10)}
    groups = {agent: agent[0] for agent in scores}
    found = compared(scores, groups, ["a", "n"], HOW)
    assert [one.is_beyond_chance for one in found] == [True, True]
    assert found[0].chance == Fraction(1, 4001)
    assert found == compared(scores, groups, ["a", "n"], HOW)


def test_equal_scores_differ_by_nothing() -> None:
    scores = dict.fromkeys("abcdef", Fraction(1, 3))
    for one in compared(scores, dict.fromkeys("abc", "x") | dict.fromkeys("def", "y"), "xy", HOW):
        assert one.difference == one.chance_low == one.chance_high == 0
        assert one.chance == 1
        assert not one.is_beyond_chance


def test_nobody_known_is_no_group() -> None:
    assert compared({"a": Fraction(1)}, {}, ["x"], HOW) == []


def test_one_score_has_no_spread_and_a_median_may_lie_between_two() -> None:
    assert spread_of([Fraction(5)]) is None
    assert median_of([Fraction(4), Fraction(1), Fraction(2), Fraction(9)]) == 3
