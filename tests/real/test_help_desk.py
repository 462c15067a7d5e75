"""Events of the help desk of an Italian software house."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

FIGURES = [
    ("events", "count(*)", "21348"),
    ("cases", "count(distinct ticket_id)", "4580"),
    ("events per case", "count(*) / count(distinct ticket_id)", "4.6611"),
]


@pytest.fixture(scope="module")
def help_desk(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("tickets_helpdesk_it.csv.gz", "Europe/Rome")


def test_equal_lines_are_events_of_their_own(help_desk: Measured) -> None:
    assert help_desk.ledger == (21_348, 21_348, 0, 0)


@pytest.mark.parametrize(("figure", "expression", "published"), FIGURES)
def test_the_published_figures_come_out(
    help_desk: Measured, figure: str, expression: str, published: str
) -> None:
    assert help_desk.shown(expression, "staged.ticket_events", published) == published, figure


def test_each_case_is_a_ticket(help_desk: Measured) -> None:
    """The log has no tickets: they are known by their events alone."""
    assert help_desk.rows("count(*)", "marts.tickets") == [(4_580,)]
    assert help_desk.kpi("tickets_created", "4580") == "4580"


def test_closing_in_bulk_is_not_taken_for_solving(help_desk: Measured) -> None:
    """Cases are closed about thirty days after they were solved."""
    last = "max(events.at) filter (event = 'closed') - max(events.at) filter (event = 'solved')"
    cases = f"(select {last} as gap from staged.ticket_events as events group by ticket_id)"
    assert help_desk.shown("median(epoch(gap)) / 86400", cases, "30") == "30"
