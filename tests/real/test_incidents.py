"""Incidents of a ServiceNow help desk (UCI 498), opened February and March 2016."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

FIGURES = [
    ("incidents", "count(*)", "9202"),
    # the running flag as the last change left it; the first of a tied minute would give 0.405021
    ("share of incidents within the SLA", "avg(is_sla_met::integer)", "0.404151"),
    ("incidents reopened at least once", "count(*) filter (reopen_count > 0)", "133"),
    ("mean reassignments", "avg(reassignment_count)", "1.22745"),
    # of the incidents that were resolved
    ("mean hours to resolve", "avg(epoch(solved_at - created_at)) / 3600", "242.964"),
    ("median hours to resolve", "median(epoch(solved_at - created_at)) / 3600", "70.4333"),
    ("mean hours to close", "avg(epoch(closed_at - created_at)) / 3600", "412.3214"),
]

# the same through the relation that KPIs read
OF_TICKETS = [
    ("incidents", "count(*)", "9202"),
    ("incidents reopened", "count(*) filter (is_ever_reopened)", "133"),
    ("mean reassignments", "avg(reassignment_count)", "1.22745"),
    ("mean hours to resolve", "avg(full_resolution_seconds) / 3600", "242.964"),
    ("median hours to resolve", "median(full_resolution_seconds) / 3600", "70.4333"),
]

KPIS = [
    ("tickets_created", "9202"),
    ("ticket_sla_rate", "0.404151"),
    ("reassignments", "1.22745"),
    ("full_resolution_hours", "242.964"),
]


@pytest.fixture(scope="module")
def incidents(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("incidents_uci_opened_2016-02_03.csv.gz", "UTC")


def test_every_change_is_read_and_the_last_of_each_incident_stays(incidents: Measured) -> None:
    assert incidents.ledger == (59_354, 9_202, 50_152, 0)


@pytest.mark.parametrize(("figure", "expression", "published"), FIGURES)
def test_the_published_figures_come_out(
    incidents: Measured, figure: str, expression: str, published: str
) -> None:
    assert incidents.shown(expression, "staged.tickets", published) == published, figure


@pytest.mark.parametrize(("figure", "expression", "published"), OF_TICKETS)
def test_they_come_out_of_the_tickets_too(
    incidents: Measured, figure: str, expression: str, published: str
) -> None:
    assert incidents.shown(expression, "marts.tickets", published) == published, figure


@pytest.mark.parametrize(("kpi", "published"), KPIS)
def test_the_kpis_of_the_catalogue_give_them_too(
    incidents: Measured, kpi: str, published: str
) -> None:
    assert incidents.kpi(kpi, published) == published


def test_days_and_months_of_the_dates_are_not_mixed_up(incidents: Measured) -> None:
    """29/2/2016 can only be read one way, 3/2/2016 in two."""
    first, last = incidents.rows("min(created_at), max(created_at)", "staged.tickets")[0]
    assert (str(first), str(last)) == ("2016-02-29 01:16:00", "2016-03-31 23:53:00")
