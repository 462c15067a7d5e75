"""The headline strip: which change counts, which may be chance, and which day it is of."""

from datetime import date, timedelta

import pytest

from dashboards.headline import tiles
from dashboards.numbers import change, day_name, long_day_name, number, with_unit
from tests.dashboards.rows import days, view
from tests.dashboards.toy_desk import LAST_DAY

WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("kpi", "before", "now", "verdict"),
    [
        ("abandon_rate", (30, 1000), (90, 1000), "worse"),  # lower is better
        ("abandon_rate", (90, 1000), (30, 1000), "better"),
        ("abandon_rate", (30, 1000), (33, 1000), "chance"),  # intervals overlap
        ("abandon_rate", (1, 10), (9, 10), "unsure"),  # below the minimum sample
        ("calls_offered", (1000, None), (1010, None), "chance"),  # within chance
        ("calls_offered", (1000, None), (1000, None), "steady"),
        ("calls_offered", (1000, None), (1200, None), "up"),
        ("calls_offered", (1000, None), (800, None), "down"),
        ("backlog", (100, None), (200, None), "worse"),
    ],
)
def test_a_change_counts_only_beyond_chance(
    kpi: str, before: tuple[float, float | None], now: tuple[float, float | None], verdict: str
) -> None:
    rows = days(
        (kpi, LAST_DAY - WEEK, None, *before, int(before[1] or before[0])),
        (kpi, LAST_DAY, None, *now, int(now[1] or now[0])),
    )
    (tile,) = tiles(((kpi,),), "days", view(days=rows))
    assert tile.verdict == verdict


def test_a_log_that_lags_gives_its_own_last_day() -> None:
    rows = days(("calls_offered", LAST_DAY - timedelta(days=2), None, 10, None, 10))
    (tile,) = tiles((("calls_offered",),), "days", view(days=rows))
    assert tile.day == LAST_DAY - timedelta(days=2)
    assert tile.verdict == "alone"


def test_a_log_that_ended_long_ago_has_no_tile() -> None:
    rows = days(("calls_offered", LAST_DAY - timedelta(days=60), None, 10, None, 10))
    assert tiles((("calls_offered",),), "days", view(days=rows)) == []


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.74996, "share", "75.0%"),
        (1234567.0, "count", "1,234,567"),
        (27.06, "seconds", "27.1"),
        (-3.0, "count", "−3"),
        (1234.5, "money", "1,234.50"),
        (None, "share", "–"),
    ],
)
def test_numbers_are_written_by_unit(value: float | None, unit: str, text: str) -> None:
    assert number(value, unit) == text


def test_a_unit_follows_the_number_in_each_language() -> None:
    assert with_unit(27.1, "seconds", "en") == "27.1 s"
    assert with_unit(27.1, "seconds", "zh") == "27.1 秒"
    assert with_unit(0.5, "share", "zh") == "50.0%"


@pytest.mark.parametrize(
    ("now", "before", "unit", "text"),
    [
        (0.80, 0.75, "share", "+5.0 pp"),
        (0.75, 0.7504, "share", "±0.0 pp"),
        (110.0, 100.0, "count", "+10%"),
        (99.9, 100.0, "seconds", "±0%"),
        (5.0, 0.0, "count", "+5"),  # nothing to take a percentage of
    ],
)
def test_a_change_is_points_for_shares_and_per_cent_for_the_rest(
    now: float, before: float, unit: str, text: str
) -> None:
    assert change(now, before, unit, "en").replace("\u2009", " ") == text


def test_days_are_written_as_each_language_does() -> None:
    day = date(2026, 3, 3)
    assert day_name(day, "zh") == "3月3日 周二"
    assert day_name(day, "en") == "Tue 3 Mar"
    assert long_day_name(day, "zh") == "2026年3月3日 周二"
    assert long_day_name(day, "en") == "Tue 3 Mar 2026"
