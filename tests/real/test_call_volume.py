"""Calls per five minutes of a large bank, weekdays of 2003."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

FIGURES = [
    ("intervals", "count(*)", "27716"),
    ("weekdays", "count(distinct business_date)", "164"),
    ("calls", "sum(offered)", "5323661"),
    ("mean calls of an interval", "avg(offered)", "192.0790"),
]


@pytest.fixture(scope="module")
def volume(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("volume_bank_calls_5min_2003.csv.gz", "UTC")


def test_every_interval_is_loaded(volume: Measured) -> None:
    assert volume.ledger == (27_716, 27_716, 0, 0)


@pytest.mark.parametrize(("figure", "expression", "published"), FIGURES)
def test_the_published_figures_come_out(
    volume: Measured, figure: str, expression: str, published: str
) -> None:
    assert volume.shown(expression, "staged.queue_reports", published) == published, figure


def test_the_kpi_of_reported_calls_gives_the_sum(volume: Measured) -> None:
    assert volume.kpi("reported_offered", "5323661") == "5323661"


def test_no_day_is_a_weekend_and_all_lie_between_seven_and_nine(volume: Measured) -> None:
    weekend = "dayofweek(business_date) in (0, 6)"
    assert volume.rows("count(*)", "staged.queue_reports", weekend) == [(0,)]
    first, last = volume.rows(
        "min(started_at::time), max(started_at::time)", "staged.queue_reports"
    )[0]
    assert (str(first), str(last)) == ("07:00:00", "21:00:00")
