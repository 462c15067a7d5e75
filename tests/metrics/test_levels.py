"""Levels with memory: what ends a held level, what bars it, and what a run of results is."""

from typing import Any

from metrics.levels import Levels, Month
from metrics.number import Fraction
from tests.metrics.forms import months

TREE: dict[str, Any] = {
    "order": {
        name: {"label": {"en": name, "zh": name}} for name in ("none", "second", "first", "star")
    },
    "by_score": {"x ≥ 85": "first", "70 ≤ x < 85": "second", "x < 70": "none"},
    "promotion": {"to": "star", "score": "x ≥ 95", "review": "quarter"},
    "demotion": {"level": "second", "periods": 3, "to": "none"},
}


def walked(*made: dict[str, Any], **changes: Any) -> list[str]:
    machine = Levels.model_validate({**TREE, **changes})
    names = months(len(made))
    return machine.walk(
        [
            Month(period=name, **{**one, "score": Fraction(one["score"])})
            for name, one in zip(names, made, strict=True)
        ]
    )


def test_a_month_down_ends_a_star_that_was_held() -> None:
    quarter = [{"score": 96}] * 3
    assert walked(*quarter, {"score": 90, "step": -1}, {"score": 90})[3:] == ["first", "first"]
    assert walked(*quarter, {"score": 90}, {"score": 90})[3:] == ["star", "star"]


def test_a_barred_month_does_not_count_towards_a_star() -> None:
    made: list[dict[str, Any]] = [{"score": 96, "barred": ("month",)}, {"score": 96}, {"score": 96}]
    assert walked(*made) == ["none", "first", "first"]


def test_a_bar_lasts_until_its_own_window_ends() -> None:
    good: dict[str, Any] = {"score": 90}
    event = good | {"barred": ("year",)}
    assert walked(good, event, *[good] * 11) == ["first", *["none"] * 11, "first"]
    event = good | {"barred": ("month", "quarter")}
    assert walked(event, *[good] * 3) == ["none"] * 3 + ["first"]


def test_a_run_is_of_results_so_a_month_up_breaks_it_and_a_month_down_may_close_it() -> None:
    low = {"score": 80}
    assert walked(low, low, {"score": 80, "step": 1}, low) == [
        "second",
        "second",
        "first",
        "second",
    ]
    assert walked(low, low, {"score": 90, "step": -1}, low) == [
        "second",
        "second",
        "none",
        "second",
    ]


def test_a_star_may_be_graded_anew_every_month() -> None:
    promotion = TREE["promotion"] | {"held": False}
    assert walked(*[{"score": 96}] * 4, promotion=promotion) == ["first", "first", "star", "first"]
