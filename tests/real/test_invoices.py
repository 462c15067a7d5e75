"""Online Retail II (UCI 502): a year of invoice lines of a British shop."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

AMOUNT = "sum(quantity::decimal(18, 4) * unit_price)"
FIGURES = [
    ("lines", "count(*)", "525461"),
    ("invoices", "count(distinct order_id)", "28816"),
    ("cancelling invoices", "count(distinct order_id) filter (kind = 'return')", "4592"),
    ("cancelling lines", "count(*) filter (kind = 'return')", "10206"),
    ("adjusting lines", "count(*) filter (kind = 'adjustment')", "3"),
    ("stock taken off", "count(*) filter (kind = 'sale' and quantity < 0)", "2121"),
    ("cancelled without a sign", "count(*) filter (kind = 'return' and quantity > 0)", "1"),
    ("lines without a customer", "count(*) filter (customer_id is null)", "107927"),
    ("customers", "count(distinct customer_id)", "4383"),
    ("net", AMOUNT, "9539484.63"),
    ("cancelled", f"{AMOUNT} filter (kind = 'return')", "-629855.37"),
    # exact in decimals; 10,305,892.024 before rounding
    ("gross", f"{AMOUNT} filter (kind = 'sale' and quantity > 0)", "10305892.02"),
]

FOLDED = [
    ("cancelling invoices", "count(*)", "marts.refunds", "4592"),
    ("cancelled", "-sum(amount)", "marts.refunds", "-629855.37"),
    ("gross", "sum(amount)", "marts.orders", "10305892.02"),
]

KPIS = [
    ("refunds_succeeded", "4592"),
    ("shop_sales", "10305892.02"),
]


@pytest.fixture(scope="module")
def invoices(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("refunds_online_retail_2009-12_2010-12.parquet", "Europe/London")


def test_equal_lines_are_lines_of_their_own(invoices: Measured) -> None:
    assert invoices.ledger == (525_461, 525_461, 0, 0)


@pytest.mark.parametrize(("figure", "expression", "published"), FIGURES)
def test_the_published_figures_come_out(
    invoices: Measured, figure: str, expression: str, published: str
) -> None:
    assert invoices.shown(expression, "staged.order_lines", published) == published, figure


@pytest.mark.parametrize(("figure", "expression", "relation", "published"), FOLDED)
def test_orders_and_refunds_are_folded_from_lines(
    invoices: Measured, figure: str, expression: str, relation: str, published: str
) -> None:
    assert invoices.shown(expression, relation, published) == published, figure


@pytest.mark.parametrize(("kpi", "published"), KPIS)
def test_the_kpis_of_the_catalogue_give_them_too(
    invoices: Measured, kpi: str, published: str
) -> None:
    assert invoices.kpi(kpi, published) == published


def test_some_invoices_span_two_minutes(invoices: Measured) -> None:
    times = "(select count(distinct placed_at) as n from staged.order_lines group by order_id)"
    assert invoices.rows("count(*)", times, "n > 1") == [(41,)]
