"""Calls of the "anonymous bank", January 1999, against published and worked figures."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.real.measured import Measured
from tests.real.plain_calls import LOG, read_log

FIGURES = [
    ("calls", "count(*)", "is_offered", "31357"),
    ("answered", "count(*)", "is_answered", "27060"),
    ("abandoned", "count(*)", "is_abandoned", "4297"),
    ("abandonment", "avg(is_abandoned::integer)", "is_offered", "0.137035"),
    ("within 20 s, of all", "avg((is_answered and is_within)::integer)", "is_offered", "0.523073"),
    ("within 20 s, of answered", "avg(is_within::integer)", "is_answered", "0.606135"),
    ("mean wait of answered calls", "avg(wait_seconds)", "is_answered", "35.0280"),
    ("95th percentile of it", "quantile_disc(wait_seconds, 0.95)", "is_answered", "157"),
    # queued = waited at all: 21 calls passed through the queue in less than a second
    ("mean wait of queued calls", "avg(wait_seconds)", "wait_seconds > 0", "68.1765"),
    ("median wait of queued calls", "median(wait_seconds)", "wait_seconds > 0", "46"),
    ("handled by a named agent", "count(*)", "is_handled", "26570"),
    ("mean handle time", "avg(handle_seconds)", "is_handled", "186.3079"),
    ("named agents", "count(distinct agent_id)", "true", "28"),
]

KPIS = [
    ("calls_offered", "31357"),
    ("calls_answered", "27060"),
    ("abandon_rate", "0.137035"),
    ("answered_within_rate:20s", "0.523073"),
    ("asa_seconds", "35.0280"),
    ("calls_handled", "26570"),
    ("aht_seconds", "186.3079"),
]

# the two published ways to say "within 20 s", from sums by half hour
SERVICE_LEVELS = [("service_level:F3", "0.523073"), ("service_level:F2", "0.606135")]

# agent, calls, mean handle time of those that took any time, calls under ten seconds
AGENTS = [
    ("KAZAV", "2015", "177.32", "69"),
    ("SHARON", "1996", "142.50", "63"),
    ("TOVA", "1924", "161.41", "49"),
    ("MORIAH", "1366", "202.90", "233"),  # hangs up to rest
]

# type, calls, abandonment, mean talk of more than none and at most an hour, named agent or not
TYPES = [
    ("PS", "22828", "0.1075", "191.87"),
    ("NW", "5564", "0.27804", "106.70"),  # published as 106.71; 427,670 s of 4,008 calls
    ("NE", "1583", "0.06759", "321.20"),
    ("TT", "927", None, None),
    ("IN", "292", "0.2911", None),
    ("PE", "163", None, None),
]


@pytest.fixture(scope="module")
def calls(measure: Callable[[str, str], Measured]) -> Measured:
    return measure(LOG, "Asia/Jerusalem")


def test_phantoms_and_an_unknown_type_are_left_out(calls: Measured) -> None:
    assert calls.ledger == (31_599, 31_357, 0, 242)


def test_rejects_name_the_records_that_were_left_out(calls: Measured) -> None:
    log = read_log()
    left_out = [log[number - 1] for number in calls.numbers("record", "ops.rejects")]
    reasons = Counter("AA" if call["type"] == "AA" else call["outcome"] for call in left_out)
    assert reasons == {"PHANTOM": 240, "AA": 2}


@pytest.mark.parametrize(("figure", "expression", "where", "published"), FIGURES)
def test_the_published_figures_come_out(
    calls: Measured, figure: str, expression: str, where: str, published: str
) -> None:
    assert calls.shown(expression, "marts.calls", published, where) == published, figure


@pytest.mark.parametrize(("kpi", "published"), KPIS)
def test_the_kpis_of_the_catalogue_give_them_too(calls: Measured, kpi: str, published: str) -> None:
    assert calls.kpi(kpi, published) == published


@pytest.mark.parametrize(("kpi", "published"), SERVICE_LEVELS)
def test_service_level_by_half_hour_adds_up_to_them(
    calls: Measured, kpi: str, published: str
) -> None:
    assert calls.kpi(kpi, published, grain="queue_intervals") == published


@pytest.mark.parametrize(("agent", "handled", "mean", "short"), AGENTS)
def test_the_published_figures_of_agents_come_out(
    calls: Measured, agent: str, handled: str, mean: str, short: str
) -> None:
    own = f"is_handled and agent_id = '{agent}'"
    assert calls.shown("count(*)", "marts.calls", handled, own) == handled
    assert calls.kpi("calls_handled", handled, f"agent_id = '{agent}'") == handled
    took_time = f"{own} and handle_seconds > 0"
    assert calls.shown("avg(handle_seconds)", "marts.calls", mean, took_time) == mean
    assert calls.shown("count(*)", "marts.calls", short, f"{own} and handle_seconds < 10") == short


@pytest.mark.parametrize(("topic", "offered", "abandonment", "mean"), TYPES)
def test_the_published_figures_of_types_come_out(
    calls: Measured, topic: str, offered: str, abandonment: str | None, mean: str | None
) -> None:
    own = f"is_offered and topic = '{topic}'"
    assert calls.shown("count(*)", "marts.calls", offered, own) == offered
    if abandonment is not None:
        share = "avg(is_abandoned::integer)"
        assert calls.shown(share, "marts.calls", abandonment, own) == abandonment
    if mean is not None:
        usual = f"{own} and talk_seconds > 0 and talk_seconds <= 3600"
        assert calls.shown("avg(talk_seconds)", "marts.calls", mean, usual) == mean
