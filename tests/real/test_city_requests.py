"""Animal complaints to New York City's 311, first quarter of 2025."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

FIGURES = [
    ("requests", "count(*)", "4969"),
    ("still open", "count(*) filter (closed_at is null)", "277"),
    ("median hours to close", "median(epoch(closed_at - created_at)) / 3600", "4.4833"),
    ("closed before they were opened", "count(*) filter (closed_at < created_at)", "0"),
]

KPIS = [
    ("tickets_created", "4969"),
    ("tickets_solved", "4692"),  # 277 are still open
]


@pytest.fixture(scope="module")
def requests(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("tickets_nyc311_animals_2025Q1.csv.gz", "America/New_York")


def test_every_request_is_loaded(requests: Measured) -> None:
    assert requests.ledger == (4_969, 4_969, 0, 0)


@pytest.mark.parametrize(("figure", "expression", "published"), FIGURES)
def test_the_published_figures_come_out(
    requests: Measured, figure: str, expression: str, published: str
) -> None:
    assert requests.shown(expression, "staged.tickets", published) == published, figure


def test_the_tickets_give_the_median_too(requests: Measured) -> None:
    assert (
        requests.shown("median(full_resolution_seconds) / 3600", "marts.tickets", "4.4833")
        == "4.4833"
    )
    assert requests.shown("count(*)", "marts.tickets", "277", "solved_at is null") == "277"


@pytest.mark.parametrize(("kpi", "published"), KPIS)
def test_the_kpis_of_the_catalogue_give_them_too(
    requests: Measured, kpi: str, published: str
) -> None:
    assert requests.kpi(kpi, published) == published


def test_times_are_the_city_s_own_before_and_after_the_clock_change(requests: Measured) -> None:
    """The clocks went forward on 9 March: local times were five, then four hours behind UTC."""
    local = "timezone('America/New_York', timezone('UTC', created_at))"
    gaps = requests.rows(f"distinct created_at - {local}", "staged.tickets")
    assert sorted(str(gap) for (gap,) in gaps) == ["4:00:00", "5:00:00"]
    assert requests.rows("count(*)", "staged.tickets", f"business_date <> {local}::date") == [(0,)]
