"""Ten thousand orders of the marketplace Olist, re-saved by a spreadsheet."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

FIGURES = [
    ("orders", "count(*)", "9999"),
    ("cancelled", "count(*) filter (status = 'cancelled')", "58"),
    ("unavailable", "count(*) filter (status = 'unavailable')", "55"),
]


@pytest.fixture(scope="module")
def orders(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("orders_olist_10k_MDY_padded.csv.gz", "America/Sao_Paulo")


def test_lines_of_bare_commas_are_no_records(orders: Measured) -> None:
    assert orders.ledger == (9_999, 9_999, 0, 0)


@pytest.mark.parametrize(("figure", "expression", "published"), FIGURES)
def test_the_published_figures_come_out(
    orders: Measured, figure: str, expression: str, published: str
) -> None:
    assert orders.shown(expression, "staged.orders", published) == published, figure
