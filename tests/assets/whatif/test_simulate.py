"""Simulations of a desk with three agents: cost, winners, ranks, tiers, reasons."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.whatif.simulate import Simulation, Simulator
from metrics.documents import Problem
from metrics.outcome_sums import sums
from tests.assets.appraisal_desk import RATED, TOP, add_entries, add_sums, make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
    scored,
)

SCHEME = "taobao-kpi-tiers"
ONE_LINE = """
id: payment-only
title: {en: Payment only, zh: 只看支付率}
kind: scored
covers: {en: Everybody, zh: 全员}
period: month
inputs:
  order_pay_rate: {label: {en: Paid, zh: 支付率}, from: kpi, unit: share, better: higher}
lines:
  payment:
    label: {en: Payment, zh: 支付率}
    input: order_pay_rate
    weight: 100
    no_value: exclude
    tiers: {bands: {x ≥ 92%: 100, x < 92%: 50}}
"""


@pytest.fixture
def warehouse() -> duckdb.DuckDBPyConnection:
    return make_closing_warehouse()


def simulated(
    warehouse: duckdb.DuckDBPyConnection, desk: Desk, *changes: str, periods: tuple[str, ...] = ()
) -> Simulation:
    return Simulator(warehouse, desk, SCHEME, list(periods) or [OCTOBER]).run(changes)


def test_changed_weights_cost_what_the_lines_say(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    found = simulated(
        warehouse, desk, "lines.inquiry_conversion.weight=25", "lines.payment.weight=30"
    )
    by_agent = {one.agent_id: one for one in found.outcomes}
    assert {id_: one.now.statement.score for id_, one in by_agent.items()} == {
        "a1": 100,
        "a2": Fraction("85.25"),  # 12 of 30 lost for payment, 2.75 for tasks
        "a3": 95,  # 5 of 25 lost for conversion
    }
    assert {id_: one.paid_change for id_, one in by_agent.items()} == {
        "a1": 0,
        "a2": Decimal("-30.00"),
        "a3": Decimal("15.00"),
    }
    assert sums(found.outcomes).cost_change == Decimal("-15.00")
    assert [one.line for one in by_agent["a2"].reasons] == ["inquiry_conversion", "payment"]
    assert sum(one.change for one in by_agent["a2"].reasons) == by_agent["a2"].score_change == -4
    assert found.new_total is None
    assert not any(one.crossings for one in found.outcomes)


def test_before_is_what_stands_in_the_results(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    before = warehouse.execute("select * from score.results order by all").fetchall()
    found = simulated(warehouse, desk, "performance_base=900")
    stored = dict(warehouse.execute("select agent_id, score from score.results").fetchall())
    assert {one.agent_id: one.was.statement.score for one in found.outcomes} == {
        id_: Fraction(score) for id_, score in stored.items()
    }
    assert warehouse.execute("select * from score.results order by all").fetchall() == before
    assert sums(found.outcomes).cost_change == Decimal("423.37")  # 150 + 139.50 + 133.87


def test_ranks_move_and_the_same_tier_at_another_price_is_not_crossed(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    found = simulated(
        warehouse, desk, "lines.inquiry_conversion.tiers.bands.65% ≤ x < 75%=60"
    )  # a3 falls from 93 to 86, below 89.25
    assert {one.agent_id: one.rank_change for one in found.outcomes} == {"a1": 0, "a2": 1, "a3": -1}
    assert not any(one.crossings for one in found.outcomes)


def test_a_moved_edge_lets_an_agent_cross_a_tier(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    bands = "{x ≥ 74%: 100, 65% ≤ x < 74%: 80, 50% ≤ x < 65%: 60, x < 50%: 0}"
    found = simulated(warehouse, desk, f"lines.inquiry_conversion.tiers.bands={bands}")
    crossed = {one.agent_id: one.crossings for one in found.outcomes if one.crossings}
    assert list(crossed) == ["a3"]
    assert crossed["a3"][0].was == "65% ≤ x < 75% → 80"
    assert crossed["a3"][0].now == "x ≥ 74% → 100"


def test_weights_that_no_longer_add_up_are_not_rescaled(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    found = simulated(warehouse, desk, "lines.inquiry_conversion.weight=25")
    assert found.new_total == 90
    assert found.outcomes[0].now.statement.score == 90


def test_a_closed_period_stands_on_what_was_frozen(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    closed_desk(warehouse, desk)
    warehouse.execute("delete from staged.agents where agent_id = 'a3'")
    warehouse.execute("update kpi.agent_days set numerator = 0")
    found = simulated(warehouse, desk, "lines.payment.weight=30")
    assert [one.agent_id for one in found.outcomes] == ["a1", "a2", "a3"]
    assert found.outcomes[2].was.statement.score == 93


def test_several_periods_add_up(tmp_path: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    desk = make_desk(tmp_path)
    for agent_id in ("a1", "a2", "a3"):
        add_sums(warehouse, agent_id, date(2026, 11, 5), TOP)
        add_entries(warehouse, agent_id, NOVEMBER, RATED)
    add_sums(warehouse, None, date(2026, 11, 5), {"shop_aov": (700, 7)})
    scored(warehouse, desk)
    scored(warehouse, desk, NOVEMBER)
    both = simulated(warehouse, desk, "performance_base=900", periods=(OCTOBER, NOVEMBER))
    assert len(both.outcomes) == 6
    assert sums(both.outcomes).cost_change == Decimal("873.37")  # October's, and three times 150


def test_another_form_reads_inputs_that_the_old_one_did_not(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = other_form(tmp_path)
    warehouse.execute("create table kept as from staged.month_end_inputs")
    warehouse.execute("delete from staged.month_end_inputs")
    scored(warehouse, desk)
    warehouse.execute("insert into staged.month_end_inputs from kept")
    found = simulated(warehouse, desk)
    assert found.instead_of == "payment-only"
    was = {one.agent_id: one.was.statement.score for one in found.outcomes}
    assert was == {"a1": 100, "a2": 50, "a3": 100}
    now = {one.agent_id: one.now.statement.score for one in found.outcomes}
    assert now == {"a1": 100, "a2": Fraction("89.25"), "a3": 93}


def test_another_form_is_not_disturbed_by_what_it_does_not_ask_for(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    other_form(tmp_path)
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    found = Simulator(warehouse, desk, "payment-only", [OCTOBER]).run()
    now = {one.agent_id: one.now.statement.score for one in found.outcomes}
    assert now == {"a1": 100, "a2": 50, "a3": 100}
    total = sums(found.outcomes)
    assert (total.compared, total.winners, total.losers) == (0, 1, 1)  # it pays nothing: by points


def other_form(home: Path) -> Desk:
    (home / "schemes").mkdir()
    (home / "schemes" / "payment-only.yml").write_text(ONE_LINE, encoding="utf-8")
    return make_desk(home, [SchemeUse(scheme="payment-only", since="2026-01")])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("lines.inquiry_convresion.weight=25", 'Did you mean "inquiry_conversion"?'),
        ("performnce_base=900", 'Did you mean "performance_base"?'),
        ("lines.payment.wieght=25", "lines.payment.wieght"),
        ("lines.payment.weight=much", "lines.payment.weight"),
        ("lines.payment.weight", "nothing to set"),
    ],
)
def test_a_mistaken_change_is_refused_with_the_nearest_name(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection, change: str, sentence: str
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    with pytest.raises(Problem, match=re.escape(sentence)):
        simulated(warehouse, desk, change)


def test_a_period_without_a_scheme_is_refused(
    tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    desk = make_desk(tmp_path)
    scored(warehouse, desk)
    with pytest.raises(Problem, match=r"desk\.yml: no scheme is in force in 2025-12"):
        simulated(warehouse, desk, periods=("2025-12",))
