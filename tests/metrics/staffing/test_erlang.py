"""Erlang's formulas give published values, agree with each other and stay within their limits."""

from math import ceil, exp, factorial, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.staffing.erlang import Traffic, answer_seconds, expect
from metrics.staffing.need import Promise, counts_with, positions, required

# 100 calls in 30 minutes, 3 minutes each: 10 erlangs
TEN = Traffic(100 / 1800, 180)
# Garnett, Mandelbaum, Reiman (2002), table 1: 48 calls a minute of a minute each, 50 agents
FIFTY = Traffic(48 / 60, 60)
FIFTY_WHO_HANG_UP = Traffic(48 / 60, 60, patience_seconds=120)


@pytest.mark.parametrize(
    ("agents", "waiting", "level", "occupancy", "wait"),
    [(13, 0.285270, 0.795595, 0.769231, 17.12), (14, 0.174132, 0.888350, 0.714286, 7.84)],
)
def test_erlang_c_gives_the_values_of_pyworkforce(
    agents: int, waiting: float, level: float, occupancy: float, wait: float
) -> None:
    expected = expect(TEN, agents, 20)
    assert expected.waiting == pytest.approx(waiting, abs=1e-6)
    assert expected.answered_within == pytest.approx(level, abs=1e-6)
    assert expected.occupancy == pytest.approx(occupancy, abs=1e-6)
    assert answer_seconds(TEN, agents) == pytest.approx(wait, abs=5e-3)


def test_fourteen_agents_and_thirty_percent_shrinkage_are_twenty_positions() -> None:
    promise = Promise("F3", 20, 5, 0.8)
    needed = required(promise, TEN)
    assert 13 < needed < 14
    assert positions(14, 0.3) == 20
    assert positions(needed, 0.3) == 19, "a fraction is rounded once, at the end"


def test_erlang_a_gives_the_values_of_its_paper() -> None:
    patient, hanging_up = expect(FIFTY, 50, 20), expect(FIFTY_WHO_HANG_UP, 50, 20)
    assert (round(answer_seconds(FIFTY, 50), 1), round(patient.occupancy, 2)) == (20.8, 0.96)
    assert round(hanging_up.abandoned, 3) == 0.031
    assert round(answer_seconds(FIFTY_WHO_HANG_UP, 50), 1) == 3.6
    assert round(hanging_up.occupancy, 2) == 0.93


def test_a_line_that_grows_without_end_is_said_to_be_unstable() -> None:
    full = expect(Traffic(1.0, 10), 10, 20)
    assert (full.is_stable, full.waiting, full.answered_within) == (False, 1.0, 0.0)
    assert answer_seconds(Traffic(1.0, 10), 10) == inf
    assert expect(Traffic(1.0, 10, patience_seconds=60), 10, 20).is_stable


def test_nobody_calls_and_nobody_answers() -> None:
    assert expect(Traffic(0.0, 180), 3, 20).answered_within == 1.0
    nobody = expect(Traffic(0.1, 180, 60), 0, 60)
    assert nobody.abandoned == 1.0
    assert nobody.abandoned_within == pytest.approx(1 - exp(-1))


def by_states(traffic: Traffic, agents: int) -> tuple[float, float]:
    """Erlang A from the plain sums of its states: share that waits, share that hangs up."""
    serve, leave = 1 / traffic.handle_seconds, 1 / traffic.patience_seconds
    weights = [traffic.load**busy / factorial(busy) for busy in range(agents + 1)]
    for place in range(1, 3000):
        weights.append(weights[-1] * traffic.calls_per_second / (agents * serve + place * leave))
    total = sum(weights)
    in_line = sum(place * weight for place, weight in enumerate(weights[agents:])) / total
    return sum(weights[agents:]) / total, leave * in_line / traffic.calls_per_second


TRAFFIC = st.builds(
    Traffic,
    calls_per_second=st.floats(0.001, 0.2),
    handle_seconds=st.floats(10, 300),
    patience_seconds=st.floats(10, 1000),
)


@settings(max_examples=60, deadline=None)
@given(TRAFFIC, st.integers(1, 40), st.floats(0, 120))
def test_erlang_a_is_what_its_states_say(traffic: Traffic, agents: int, within: float) -> None:
    expected = expect(traffic, agents, within)
    waiting, abandoned = by_states(traffic, agents)
    assert expected.waiting == pytest.approx(waiting, abs=1e-9)
    assert expected.abandoned == pytest.approx(abandoned, abs=1e-9)
    # who waits longer than anybody would is answered or gone
    for_ever = expect(traffic, agents, 100 * traffic.patience_seconds)
    assert for_ever.answered_within == pytest.approx(1 - abandoned, abs=1e-7)
    assert for_ever.abandoned_within == pytest.approx(abandoned, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(TRAFFIC, st.integers(1, 40), st.floats(0, 120), st.floats(0, 10))
def test_shares_are_shares_and_more_agents_are_never_worse(
    traffic: Traffic, agents: int, within: float, short: float
) -> None:
    few, many = (expect(traffic, number, within, short) for number in (agents, agents + 1))
    assert 0 <= few.short_abandoned <= 1 and 0 <= few.abandoned_within <= few.abandoned <= 1
    assert few.answered_within + few.abandoned <= 1 + 1e-9
    assert many.answered_within >= few.answered_within - 1e-9
    assert many.abandoned <= few.abandoned + 1e-9
    assert answer_seconds(traffic, agents) >= 0


@settings(max_examples=40, deadline=None)
@given(TRAFFIC, st.sampled_from(["F1", "F2", "F3", "F4", "F5", "aws", "talkdesk"]))
def test_what_is_required_just_keeps_the_promise(traffic: Traffic, formula: str) -> None:
    promise = Promise(formula, 20, 5, 0.8)
    whole = ceil(required(promise, traffic))
    assert (counts_with(promise, traffic, 100, whole).level or 0) >= 0.8
    assert whole == 0 or (counts_with(promise, traffic, 100, whole - 1).level or 0) < 0.8


@pytest.mark.parametrize("agents", [50, 500, 2000])
def test_hundreds_of_agents_are_no_trouble(agents: int) -> None:
    for load in (0.3, 0.95, 1.0, 1.4):
        for patience in (60.0, 600.0, 6e5):
            expected = expect(Traffic(agents * load / 200, 200, patience), agents, 20)
            assert 0 <= expected.answered_within <= 1 - expected.abandoned + 1e-9
            assert 0 <= expected.waiting <= 1
